# A first Makefile; the real one follows.
CC ?= gcc
MODE ?= debug
B = build/$(MODE)
CFLAGS_debug = -O0 -g
CFLAGS_release = -O2 -g
CFLAGS_sanitize = -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all
PKGS = yaml-0.1 jansson lua5.4
CFLAGS = -std=c11 -D_GNU_SOURCE -funsigned-char -ffp-contract=off -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Isim $(CFLAGS_$(MODE)) $(shell pkg-config --cflags $(PKGS))
SRC = $(shell find sim -name '*.c')
OBJ = $(SRC:%.c=$(B)/%.o)
objects: $(OBJ)
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -c $< -o $@
-include $(OBJ:.o=.d)

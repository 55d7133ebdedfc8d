# ambit. `make run` opens the lab, `make test` runs the tests: on a fresh Debian or Ubuntu both install what is
# missing first. `make` alone builds ./ambit and asks for nothing. The rest is under "What one can ask for".
#
# Nothing is listed: sources, scenarios and test cases are found by glob, so a new file needs no line here.

MODE ?= release
PREFIX ?= /usr/local
VERSION = 0.1.0
SLUG ?= waypoints-l7-where-it-matters

# The one list of what must be installed: Debian's names, and pkg-config's names for the libraries among them.
PACKAGES = build-essential pkg-config libyaml-dev liblua5.4-dev libmd4c-dev libutf8proc-dev libjq-dev libsqlite3-dev libzip-dev \
	libncurses-dev libvterm-dev libmicrohttpd-dev libwslay-dev libssl-dev
LIBRARIES = yaml-0.1 lua5.4 md4c libutf8proc
# Loaded when they are needed (sim/store/library.h, ui/face/archive.h, ui/tui/libraries.h, web/server/libraries.h), so that no other start pays for them: their headers are wanted here.
LOADED = sqlite3 libzip ncursesw vterm libmicrohttpd libcrypto libssl # and wslay, which pkg-config does not know
# Only where the second compiler is wanted: END_TO_END=1 (CI) and `make fuzz`.
CLANG_PACKAGES = clang
FUZZ_PACKAGES = libclang-rt-dev
# What the tests compare our programs with, beyond what every Debian has; and the end-to-end layers.
TEST_PACKAGES = mawk bsdextrautils gettext-base
END_PACKAGES = curl sqlite3 zip libxml2-utils $(PAGE_PACKAGES)
# What builds the page and opens it, where no other Node (18 or newer) or Chromium is there. Ubuntu has Chromium as a snap only,
# which runs in no container: there the browser's tests say that they did not run.
PAGE_PACKAGES = $(if $(shell command -v npm),,nodejs npm) \
	$(if $(shell for n in chromium chromium-browser google-chrome; do command -v $$n; done; grep -xs ID=ubuntu /etc/os-release),,chromium \
	fonts-dejavu-core fonts-noto-color-emoji)

# --- modes: each has its own folder, so changing the mode rebuilds nothing ---
FLAGS_debug = -O0 -g3
FLAGS_release = -O2 -g
FLAGS_sanitize = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_fuzz = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FLAGS_clang = -O2 -g -Werror
CC_fuzz = clang
CC_clang = clang
ifneq ($(CC_$(MODE)),)
CC = $(CC_$(MODE))
else ifeq ($(origin CC),default)
CC = gcc
endif
ifeq ($(FLAGS_$(MODE)),)
$(error MODE=$(MODE) is none of: debug release sanitize fuzz clang)
endif

# char is unsigned and products are not contracted, so that every machine computes the same bytes. No LTO: it costs
# a minute of building and hides which function a learner's slow lab spends its time in.
CPPFLAGS += -D_GNU_SOURCE -DAMBIT_VERSION='"$(VERSION)"' -Isim -Iui -Iweb
CFLAGS ?=
COMPILE = $(CC) -std=c11 $(CPPFLAGS) -funsigned-char -ffp-contract=off -Wall -Wextra -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes $(FLAGS_$(MODE)) $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null) $(CFLAGS)
LIBS = $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lm
# Node's HTTP parser, where Debian has it: the oracle of tests/fuzz/http.c.
ifneq ($(filter fuzz sanitize,$(MODE)),)
LLHTTP := $(shell pkg-config --exists libllhttp 2>/dev/null && pkg-config --cflags libllhttp && pkg-config --libs libllhttp)
$(B)/tests/fuzz/http.o: COMPILE += $(if $(LLHTTP),-DAMBIT_LLHTTP) $(filter -I%,$(LLHTTP))
LIBS += $(filter -l% -L%,$(LLHTTP))
endif

B = build/$(MODE)
find = $(sort $(shell find $(1) -name node_modules -prune -o -name '*.c' ! -path '*/generate/*' -print 2>/dev/null)) # what runs during the build is no part of ambit
SIM = $(patsubst %.c,$(B)/%.o,$(call find,sim)) $(B)/embedded.o $(B)/keys.o $(B)/schemas.o $(B)/release.o
UI = $(patsubst %.c,$(B)/%.o,$(call find,ui))
WEB = $(patsubst %.c,$(B)/%.o,$(call find,web)) $(B)/page.o
BENCH = $(patsubst %.c,$(B)/%.o,$(call find,tests/bench))
TESTS = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/*.c tests/fuzz/*.c))) $(B)/test_tables.o
CASES = $(patsubst tests/case_%.c,%,$(sort $(wildcard tests/case_*.c)))
FUZZ = $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
EMBEDDED = $(sort $(shell find scenarios -mindepth 2 -type f 2>/dev/null))

# --- what one can ask for ---
.PHONY: all objects run test test-long bench golden picture tidy format fuzz install dist clean setup FORCE
.DELETE_ON_ERROR:

all: $(B)/ambit
	@ln -sfn $< ambit
objects: $(SIM) $(UI) $(WEB) $(BENCH)

run: setup
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@if [ -t 0 ] && [ -t 1 ]; then ./ambit $(if $(filter command environment,$(firstword $(origin SLUG))),open $(SLUG)); \
		else ./ambit run $(SLUG); fi

END_PROGRAMS = $(addprefix build/release/,app_server kill drive count_fsync.so)
# END_TO_END=1 adds the layers that drive the built program from outside; FILTER=text runs the tests with it in their path.
test golden: TESTING = 1
test: setup
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=sanitize build/sanitize/test
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=release all build/release/ambit-bench $(if $(END_TO_END),$(END_PROGRAMS))
	@MAKE='$(MAKE) --no-print-directory -j$(JOBS)' tests/test.sh $(if $(END_TO_END),--end-to-end) $(FILTER)
# Saved sessions under a thousand kills, at any moment: some minutes. KILLS=N, SEED=N (of the moments).
test-long: setup
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=release all $(END_PROGRAMS)
	@bash tests/saved.sh $(or $(KILLS),1000) $(or $(SEED),1)
golden: setup
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=sanitize build/sanitize/test
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=release all
	-build/sanitize/test --golden $(FILTER)
	$(if $(FILTER),,-bash tests/e2e.sh --golden)
	$(if $(FILTER),,-bash tests/guide.sh --golden)
	@git --no-pager diff --stat -- tests scenarios/README.md
# The picture in README.md, from the lab's own screen (tests/picture.c).
picture: setup
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=debug build/debug/test
	@build/debug/test --golden ui/tui/lab.svg
tidy:
	@sh tests/tidy.sh
format:
	clang-format -i $$(git ls-files '*.c' '*.h')

# What is promised about speed, measured (tests/bench/bench.h); README=1 writes the table into README.md, ROWS="1 8" takes
# some rows of it.
bench: setup
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=release all build/release/ambit-bench
	@sh tests/bench/table.sh "$(README)" $(ROWS)

# Each parser is fed by libFuzzer for SECONDS, from tests/fuzz/NAME.corpus on; an input that breaks a promise is left in
# build/fuzz. KEEP=1 writes the corpus anew, without what adds nothing. FILTER=NAME feeds one.
fuzz: FUZZING = 1
fuzz: setup
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=fuzz SECONDS=$(or $(SECONDS),60) run-fuzzers
FUZZ_NOW = $(or $(FILTER),$(FUZZ))
FUZZ_SIZE = 400
run-fuzzers: $(FUZZ_NOW:%=$(B)/fuzz_%)
	@for name in $(FUZZ_NOW); do fuzzer=$(B)/fuzz_$$name kept=tests/fuzz/$$name.corpus; mkdir -p $$fuzzer.corpus; \
		echo "fuzzing $$name for $(SECONDS) seconds"; [ ! -e $$kept ] || $$fuzzer --unpack $$fuzzer.corpus < $$kept; \
		$$fuzzer -max_total_time=$(SECONDS) -max_len=$(FUZZ_SIZE) -timeout=10 -artifact_prefix=$$fuzzer. -verbosity=0 \
			$$fuzzer.corpus || exit 1; \
		[ -z "$(KEEP)" ] || { rm -rf $$fuzzer.least; mkdir $$fuzzer.least; $$fuzzer -merge=1 -max_len=$(FUZZ_SIZE) \
			-verbosity=0 $$fuzzer.least $$fuzzer.corpus && $$fuzzer --pack $$fuzzer.least > $$kept; }; done

install: $(B)/ambit $(B)/ambit.1 $(B)/ambit.bash
	install -D -m 755 $(B)/ambit $(DESTDIR)$(PREFIX)/bin/ambit
	install -D -m 644 $(B)/ambit.1 $(DESTDIR)$(PREFIX)/share/man/man1/ambit.1
	install -D -m 644 $(B)/ambit.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ambit
dist:
	@mkdir -p build
	git archive --prefix=ambit-$(VERSION)/ $(if $(PAGE),--prefix=ambit-$(VERSION)/web/page/built/ \
		$(patsubst %,--add-file=%,$(wildcard $(PAGE)/*.gz)) --prefix=ambit-$(VERSION)/) HEAD | gzip -9n > build/ambit-$(VERSION).tar.gz
	@echo build/ambit-$(VERSION).tar.gz
clean:
	rm -rf build ambit

# --- setting up: a stamp per list of packages, and a look whether the libraries are still there. No network twice. ---
JOBS = $(shell nproc 2>/dev/null || echo 2)
WANTED = $(PACKAGES) $(if $(TESTING),$(TEST_PACKAGES)) $(if $(END_TO_END)$(FUZZING),$(CLANG_PACKAGES)) \
	$(if $(FUZZING),$(FUZZ_PACKAGES)) $(if $(END_TO_END),$(END_PACKAGES))
STAMP = build/setup-$(shell echo $(WANTED) | cksum | cut -d' ' -f1)
READY = pkg-config --exists $(LIBRARIES) $(LOADED) 2>/dev/null && command -v $(CC) $(if $(END_TO_END)$(FUZZING),clang) >/dev/null
MISSING = $$(for p in $(WANTED); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done)

setup:
	@if [ -e $(STAMP) ] && $(READY); then exit 0; fi; mkdir -p build; \
	missing=$$(echo $(MISSING)); root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	if [ -z "$$missing" ] || { ! command -v apt-get && $(READY); } >/dev/null; then touch $(STAMP); exit 0; fi; \
	if ! command -v apt-get >/dev/null || { [ -n "$$root" ] && ! command -v sudo >/dev/null; }; then \
		echo "These packages are needed (Debian's names): $$missing" >&2; exit 1; fi; \
	echo "Installing: $$missing"; export DEBIAN_FRONTEND=noninteractive; \
	{ $$root apt-get install -y -qq --no-install-recommends $$missing || { $$root apt-get update -qq && \
		$$root apt-get install -y -qq --no-install-recommends $$missing; }; } </dev/null >build/setup.log 2>&1 || { \
		tail -n 20 build/setup.log >&2; echo "These packages could not be installed: $$missing" >&2; exit 1; }; \
	touch $(STAMP)
	@$(NODE_IS_THERE) || exit 0; $(MODULES_ARE_THERE) && { $(if $(TESTING),[ -e web/page/node_modules/typescript ],true); } && exit 0; \
	echo "Fetching what the page is built with"; cd web/page && npm ci --ignore-scripts $(if $(TESTING),,--omit=dev) </dev/null \
		>../../build/npm.log 2>&1 || echo "It could not be fetched (build/npm.log): the page may be left out."

# Without the libraries a build says what is missing, and not that a header was not found.
$(B)/flags: FORCE
	@pkg-config --exists $(LIBRARIES) $(LOADED) 2>/dev/null || { echo "Packages are missing: $(MISSING)" >&2; \
		echo "Install them, or let 'make run' do it." >&2; exit 1; }
	@mkdir -p $(@D); echo '$(subst ','\'',$(COMPILE) $(LIBS))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE) $(LIBS))' > $@

# --- how things are made; every object is made again when the flags change ---
$(B)/ambit: $(SIM) $(UI) $(WEB)
	@echo "LD $@"; $(COMPILE) -o $@ $^ $(LIBS)
	$(if $(PAGE),,@echo "THE BROWSER PAGE IS LEFT OUT: it takes Node 18 and 'make run' once with a network. The plain pages are all there.")
$(B)/ambit-bench: $(SIM) $(BENCH)
	@echo "LD $@"; $(COMPILE) -Wl,--wrap=memory_allocate,--wrap=memory_resize -o $@ $^ $(LIBS)
$(B)/test: $(SIM) $(TESTS) $(filter-out $(B)/ui/cli/%,$(UI)) $(WEB)
	@echo "LD $@"; $(COMPILE) -o $@ $^ $(LIBS)
$(B)/app_server: $(SIM) $(B)/tests/curl/app_server.o
	@echo "LD $@"; $(COMPILE) -o $@ $^ $(LIBS)
$(B)/fuzz_%: $(B)/fuzz_%.entry.o $(B)/tests/fuzz/%.o $(B)/tests/corpus_text.o $(B)/tests/files.o $(SIM) $(B)/web/server/request.o
	@echo "LD $@"; $(COMPILE) -fsanitize=fuzzer -o $@ $^ $(LIBS)
$(B)/fuzz_%.entry.c:
	@mkdir -p $(@D); echo '#include "../../tests/fuzz/entry.h"' > $@; echo 'FUZZ_ENTRY($*)' >> $@
$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D); echo "CC $@"; $(COMPILE) -MMD -MP -c $< -o $@
$(B)/tests/%.o: COMPILE += -Wno-missing-prototypes -Itests # what the generated tables name is declared there only
$(B)/%.o: $(B)/%.c $(B)/flags
	@$(COMPILE) -MMD -MP -c $< -o $@

$(B)/ambit.1: ui/pack/manual.sh $(B)/ambit
	@sh $^ $(VERSION) > $@
$(B)/ambit.bash: ui/pack/completion.sh $(B)/ambit
	@sh $^ > $@

# A generated file is replaced only when its text changes.
REPLACE = > $@.new; if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# Every file under scenarios/ goes into the program as it is, NUL behind it (sim/scenario/embedded.h); the base
# cluster's manifests, which every start reads, go as JSON.
$(B)/embedded.c: FORCE
	@mkdir -p $(@D); { echo '#include "scenario/embedded.h"'; n=0; \
	for f in $(EMBEDDED); do n=$$((n + 1)); echo "extern const unsigned char embedded_$$n[], embedded_end_$$n[];"; \
		case $$f in scenarios/base/*) p=$(B)/$${f#scenarios/};; *) p=$$f;; esac; \
		printf '__asm__(".section .rodata\\nembedded_%d:\\n.incbin \\"%s\\"\\nembedded_end_%d: .byte 0\\n.previous");\n' \
			$$n $$p $$n; done; \
	echo "const struct embedded_file embedded_files[] = {"; n=0; \
	for f in $(EMBEDDED); do n=$$((n + 1)); echo "    {\"$${f#scenarios/}\", embedded_$$n, embedded_end_$$n},"; done; \
	echo "    {0}};"; echo "const size_t embedded_count = $$n;"; } $(REPLACE)
$(B)/sim/store/store.o: sim/store/schema.sql
$(B)/web/server/style.o: web/server/plain.css
$(B)/embedded.o: $(EMBEDDED) $(patsubst scenarios/%,$(B)/%,$(filter scenarios/base/%,$(EMBEDDED)))
$(B)/base/%: scenarios/base/% $(B)/json
	@mkdir -p $(@D); $(B)/json < $< > $@.new && mv $@.new $@

# Which release this is: the version, and a sum of what the simulation is made of; so two programs of one release do the
# same, whoever built them.
RELEASE_OF = $(sort $(shell find sim scenarios/base scenarios/library -type f ! -name '*.md'))
$(B)/release.c: FORCE
	@mkdir -p $(@D); { echo '#include "base/release.h"'; sum=$$(printf %08x $$(cat $(RELEASE_OF) | cksum | cut -d' ' -f1)); \
	echo "const char release_name[] = \"$(VERSION)+$$sum\";"; } $(REPLACE)

# The page (web/page) is bundled by Node where its packages are there, which `make run` and `make test` see to; a release
# carries it built. Without either, the server's own pages are the whole lab.
NODE_IS_THERE = case $$(node --version 2>/dev/null) in v1[89].*|v[2-9][0-9].*) ;; *) false;; esac
MODULES_ARE_THERE = [ -e web/page/node_modules/.package-lock.json ] && \
	[ ! web/page/package-lock.json -nt web/page/node_modules/.package-lock.json ]
PAGE := $(if $(shell $(NODE_IS_THERE) && $(MODULES_ARE_THERE) && echo yes),build/page,$(patsubst %/lab.js.gz,%,$(wildcard web/page/built/lab.js.gz)))
build/page/built: $(wildcard web/page/source/*) web/page/build.mjs web/page/package-lock.json
	@echo "PAGE $(@D)"; rm -rf $(@D); mkdir -p $(@D); node web/page/build.mjs $(CURDIR)/$(@D); gzip -9n $(@D)/*.*; touch $@
$(B)/page.c: FORCE $(if $(filter build/page,$(PAGE)),build/page/built)
	@mkdir -p $(@D); files=$$(ls $(if $(PAGE),$(PAGE)/*.gz) $(if $(PAGE),,-d /dev/null) | grep 'gz$$'); n=0; \
	{ echo '#include "page/page.h"'; \
	for f in $$files; do n=$$((n + 1)); echo "extern const unsigned char page_$$n[], page_end_$$n[];"; \
		printf '__asm__(".section .rodata\\npage_%d:\\n.incbin \\"%s\\"\\npage_end_%d:\\n.previous");\n' $$n $$f $$n; done; \
	echo "const struct page_file page_files[] = {"; n=0; \
	for f in $$files; do n=$$((n + 1)); name=$$(basename $$f .gz); \
		case $$name in *.js) type=javascript;; *.css) type=css;; *) type=plain;; esac; \
		hash=$$({ sha256sum $$f || shasum -a 256 $$f; } 2>/dev/null | cut -c1-16); \
		echo "    {\"$$name\", \"text/$$type; charset=utf-8\", \"\\\"$$hash\\\"\", page_$$n, page_end_$$n},"; done; \
	echo "    {0}};"; echo "const size_t page_count = $$n;"; } $(REPLACE)

# Programs that the build runs (sim/ROOM/generate), of their room and those below it.
below = $(filter $(foreach room,$(1),$(B)/sim/$(room)/%),$(SIM))
$(B)/keys: $(B)/sim/data/generate/keys.o $(call below,base)
$(B)/json: $(B)/sim/data/generate/json.o $(B)/keys.o $(call below,base data)
$(B)/schemas: $(B)/sim/kinds/generate/schemas.o $(B)/keys.o $(call below,base data http world kinds)
$(B)/keys $(B)/json $(B)/schemas:
	@$(COMPILE) -o $@ $^ $(LIBS)

$(B)/kill: $(B)/tests/durability/kill.o $(call below,base)
	@echo "LD $@"; $(COMPILE) -o $@ $^ $(LIBS)
$(B)/drive: $(SIM) $(filter-out $(B)/ui/cli/%,$(UI)) $(B)/tests/screen.o $(B)/tests/pty/drive.o
	@echo "LD $@"; $(COMPILE) -o $@ $^ $(LIBS)
$(B)/count_fsync.so: tests/durability/count_fsync.c
	@mkdir -p $(@D); $(CC) -shared -fPIC -O1 -o $@ $< -ldl

# The keys that most objects have, and the fields of every kind: hashed and read now, so that no start has to.
$(B)/keys.c: $(B)/keys
$(B)/schemas.c: $(B)/schemas
$(B)/keys.c $(B)/schemas.c:
	@$< > $@.new && mv $@.new $@

# tests/case_ROOM.c holds case_ROOM, which answers the questions of tests/ROOM/*.case; tests/fuzz/NAME.c holds fuzz_NAME
# (tests/test.h).
$(B)/test_tables.c: FORCE
	@mkdir -p $(@D); { echo '#include "../../tests/test.h"'; $(foreach c,$(CASES),echo 'case_function case_$(c);';) \
	echo 'const struct case_row case_rows[] = {'; for c in $(CASES); do echo "    {\"$$c\", case_$$c},"; done; \
	echo '    {0}};'; $(foreach f,$(FUZZ),echo 'fuzz_function fuzz_$(f);';) \
	echo 'const struct fuzz_row fuzz_rows[] = {'; for f in $(FUZZ); do echo "    {\"$$f\", fuzz_$$f},"; done; \
	echo '    {0}};'; } $(REPLACE)

-include $(SIM:.o=.d) $(UI:.o=.d) $(WEB:.o=.d) $(BENCH:.o=.d) $(wildcard $(B)/sim/*/generate/*.d) $(TESTS:.o=.d)

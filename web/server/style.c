#include "server/style.h"

__asm__(".section .rodata\n"
        ".global plain_style, plain_style_end\n"
        "plain_style: .incbin \"web/server/plain.css\"\n"
        "plain_style_end: .byte 0\n"
        ".previous");

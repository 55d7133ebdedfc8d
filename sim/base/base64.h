/* Base64: RFC 4648, sections 4 and 5. */
#ifndef AMBIT_BASE_BASE64_H
#define AMBIT_BASE_BASE64_H

#include "base/buffer.h"

enum base64_alphabet {
    BASE64_PLAIN, /* + and / */
    BASE64_URL,   /* - and _ */
    BASE64_EITHER /* for reading */
};

/* Adds [bytes]; [padded]: with '=' to a multiple of four. */
void base64_add(struct buffer *out, struct slice bytes, enum base64_alphabet alphabet, bool padded);
/* What a digit stands for, 0 to 63; -1: it is none. */
int base64_digit(char digit, enum base64_alphabet alphabet);
/* Adds the whole bytes that the digits at the front of [text] stand for; gives how many digits there were. */
size_t base64_read(struct buffer *out, struct slice text, enum base64_alphabet alphabet);

#endif

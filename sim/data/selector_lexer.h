/* The tokens of a label selector (k8s.io/apimachinery/pkg/labels). For selector.c's own use. */
#ifndef AMBIT_DATA_SELECTOR_LEXER_H
#define AMBIT_DATA_SELECTOR_LEXER_H

#include "base/slice.h"

enum selector_token {
    SELECTOR_ERROR, /* the literal says what was found */
    SELECTOR_END,
    SELECTOR_CLOSE,
    SELECTOR_COMMA,
    SELECTOR_NOT,
    SELECTOR_DOUBLE_EQUALS,
    SELECTOR_EQUALS,
    SELECTOR_GREATER,
    SELECTOR_IDENTIFIER,
    SELECTOR_IN,
    SELECTOR_LESS,
    SELECTOR_NOT_EQUALS,
    SELECTOR_NOT_IN,
    SELECTOR_OPEN
};

/* Takes one token off the front of [rest]. [as_values]: "in" and "notin" are words like others. */
enum selector_token selector_token_next(struct slice *rest, bool as_values, struct slice *literal);

#endif

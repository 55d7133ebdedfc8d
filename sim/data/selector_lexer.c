#include "data/selector_lexer.h"

static const struct {
    const char *text;
    enum selector_token token;
} symbols[] = {
    {")", SELECTOR_CLOSE},          {",", SELECTOR_COMMA},       {"!", SELECTOR_NOT},
    {"==", SELECTOR_DOUBLE_EQUALS}, {"=", SELECTOR_EQUALS},      {">", SELECTOR_GREATER},
    {"<", SELECTOR_LESS},           {"!=", SELECTOR_NOT_EQUALS}, {"(", SELECTOR_OPEN},
};

static enum selector_token symbol_of(struct slice text)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (slice_is(text, symbols[i].text))
            return symbols[i].token;
    }
    return SELECTOR_ERROR;
}

static bool is_symbol(char byte)
{
    return slice_find_byte(SLICE("=!(),><"), byte) < 7;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

enum selector_token selector_token_next(struct slice *rest, bool as_values, struct slice *literal)
{
    while (rest->length && is_space(rest->data[0]))
        *rest = slice_part(*rest, 1, rest->length);
    size_t length = 0;
    if (rest->length && is_symbol(rest->data[0])) {
        length = symbol_of(slice_part(*rest, 0, 2)) && rest->length > 1 ? 2 : 1;
        *literal = slice_part(*rest, 0, length);
        *rest = slice_part(*rest, length, rest->length);
        return symbol_of(*literal);
    }
    while (length < rest->length && !is_symbol(rest->data[length]) && !is_space(rest->data[length]))
        length++;
    *literal = slice_part(*rest, 0, length);
    *rest = slice_part(*rest, length, rest->length);
    if (length == 0)
        return SELECTOR_END;
    if (slice_is(*literal, "in") && !as_values)
        return SELECTOR_IN;
    return slice_is(*literal, "notin") && !as_values ? SELECTOR_NOT_IN : SELECTOR_IDENTIFIER;
}

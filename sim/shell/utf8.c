#include "shell/utf8.h"

#include <utf8proc.h>

#include "base/buffer.h"

static utf8proc_int32_t code_of(struct slice text, size_t *length)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &code);
    *length = used > 0 ? (size_t)used : text.length > 0;
    return used > 0 ? code : -1;
}

size_t character_length(struct slice text)
{
    size_t length;
    code_of(text, &length);
    return length;
}

uint32_t character_code(struct slice text)
{
    size_t length;
    utf8proc_int32_t code = code_of(text, &length);
    return code < 0 ? 0x110000u + (unsigned char)text.data[0] : (uint32_t)code;
}

uint32_t character_swapped(uint32_t code)
{
    if (code >= 0x110000)
        return code;
    utf8proc_int32_t upper = utf8proc_toupper((utf8proc_int32_t)code);
    return (uint32_t)((uint32_t)upper == code ? utf8proc_tolower((utf8proc_int32_t)code) : upper);
}

bool character_in_class(uint32_t code, struct slice name)
{
    if (code >= 0x110000)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    if (slice_is(name, "upper"))
        return category == UTF8PROC_CATEGORY_LU;
    if (slice_is(name, "lower"))
        return category == UTF8PROC_CATEGORY_LL;
    if (slice_is(name, "punct"))
        return !letter && category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CC;
    if (slice_is(name, "print") || slice_is(name, "graph"))
        return category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CC;
    return letter && (slice_is(name, "alpha") || slice_is(name, "alnum") || slice_is(name, "word"));
}

size_t utf8_count(const char *text)
{
    size_t count = 0;
    for (struct slice rest = slice_of(text); rest.length; count++)
        rest = slice_part(rest, character_length(rest), rest.length);
    return count;
}

char *utf8_at(char *text, size_t index)
{
    for (; *text && index; index--)
        text += character_length(slice_of(text));
    return text;
}

const char *with_case(struct arena *arena, const char *text, enum letter_case to, size_t count)
{
    struct buffer changed = {0};
    struct slice rest = slice_of(text);
    for (size_t length; rest.length && count; count--, rest = slice_part(rest, length, rest.length)) {
        utf8proc_int32_t code = code_of(rest, &length), other = code;
        utf8proc_uint8_t bytes[4];
        if (code < 0) {
            buffer_add(&changed, slice_part(rest, 0, length));
            continue;
        }
        if (to != CASE_LOWER)
            other = utf8proc_toupper(code);
        if (to == CASE_LOWER || (to == CASE_OTHER && other == code))
            other = utf8proc_tolower(code);
        buffer_add(&changed, (struct slice){(const char *)bytes, (size_t)utf8proc_encode_char(other, bytes)});
    }
    buffer_add(&changed, rest);
    const char *result = arena_copy(arena, buffer_slice(&changed));
    buffer_release(&changed);
    return result;
}

#include "data/yaml_scalar.h"

#include <inttypes.h>

#include "data/number.h"

enum word { WORD_TRUE, WORD_FALSE, WORD_NULL, WORD_NOT_A_NUMBER };

enum { LONGEST_WORD = 5 }; /* bytes */

static const struct word_row {
    char text[LONGEST_WORD + 1];
    enum word word;
} words[] = {
    {"", WORD_NULL},
    {"~", WORD_NULL},
    {"null", WORD_NULL},
    {"Null", WORD_NULL},
    {"NULL", WORD_NULL},
    {"y", WORD_TRUE},
    {"Y", WORD_TRUE},
    {"yes", WORD_TRUE},
    {"Yes", WORD_TRUE},
    {"YES", WORD_TRUE},
    {"on", WORD_TRUE},
    {"On", WORD_TRUE},
    {"ON", WORD_TRUE},
    {"true", WORD_TRUE},
    {"True", WORD_TRUE},
    {"TRUE", WORD_TRUE},
    {"n", WORD_FALSE},
    {"N", WORD_FALSE},
    {"no", WORD_FALSE},
    {"No", WORD_FALSE},
    {"NO", WORD_FALSE},
    {"off", WORD_FALSE},
    {"Off", WORD_FALSE},
    {"OFF", WORD_FALSE},
    {"false", WORD_FALSE},
    {"False", WORD_FALSE},
    {"FALSE", WORD_FALSE},
    {".nan", WORD_NOT_A_NUMBER},
    {".NaN", WORD_NOT_A_NUMBER},
    {".NAN", WORD_NOT_A_NUMBER},
    {".inf", WORD_NOT_A_NUMBER},
    {".Inf", WORD_NOT_A_NUMBER},
    {".INF", WORD_NOT_A_NUMBER},
    {"+.inf", WORD_NOT_A_NUMBER},
    {"+.Inf", WORD_NOT_A_NUMBER},
    {"+.INF", WORD_NOT_A_NUMBER},
    {"-.inf", WORD_NOT_A_NUMBER},
    {"-.Inf", WORD_NOT_A_NUMBER},
    {"-.INF", WORD_NOT_A_NUMBER},
};

/* Most scalars begin with another letter than these words do. */
static bool may_be_word(struct slice text)
{
    static const bool first[256] = {['~'] = true, ['n'] = true, ['N'] = true, ['y'] = true, ['Y'] = true,
                                    ['o'] = true, ['O'] = true, ['t'] = true, ['T'] = true, ['f'] = true,
                                    ['F'] = true, ['.'] = true, ['+'] = true, ['-'] = true};
    return !text.length || (text.length <= LONGEST_WORD && first[(unsigned char)text.data[0]]);
}

static const struct word_row *find_word(struct slice text)
{
    if (!may_be_word(text))
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_is(text, words[i].text))
            return &words[i];
    }
    return NULL;
}

static int digit_of(char byte)
{
    byte = ascii_lower(byte);
    if (ascii_is_digit(byte))
        return byte - '0';
    return byte >= 'a' && byte <= 'z' ? byte - 'a' + 10 : 99;
}

/* Go's strconv.ParseInt with base 0, for what has a base in front: 0x, 0o, 0b or a bare 0; where that fails,
 * ParseUint, whose result is a float64 in the end, or with [exact] not. */
static const struct value *based_integer(struct arena *arena, struct slice text, bool exact)
{
    bool negative = text.length && text.data[0] == '-';
    if (text.length && (negative || text.data[0] == '+'))
        text = slice_part(text, 1, text.length);
    if (text.length < 2 || text.data[0] != '0')
        return NULL;
    char kind = ascii_lower(text.data[1]);
    int base = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
    text = slice_part(text, kind == 'x' || kind == 'b' || kind == 'o' ? 2 : 1, text.length);
    uint64_t total = 0;
    for (size_t i = 0; i < text.length; i++) {
        int digit = digit_of(text.data[i]);
        if (digit >= base || total > (UINT64_MAX - (unsigned)digit) / (unsigned)base)
            return NULL;
        total = total * (unsigned)base + (unsigned)digit;
    }
    if (text.length == 0 || (negative && total > INT64_MAX))
        return NULL;
    if (total <= INT64_MAX)
        return value_integer(arena, negative ? -(int64_t)total : (int64_t)total);
    struct slice digits = slice_of(arena_format(arena, "%" PRIu64, total));
    return exact ? number_read_unsigned(arena, digits) : number_read(arena, digits);
}

static const struct value *number_of(struct arena *arena, struct slice text, bool exact)
{
    if (text.data[0] == '.') /* go-yaml hands it to ParseFloat as it is */
        return number_read(arena, text);
    char *plain = arena_allocate(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '_')
            plain[length++] = text.data[i];
    }
    struct slice digits = {plain, length};
    const struct value *based = based_integer(arena, digits, exact), *number;
    if (based || length == 0)
        return based;
    number = number_read(arena, digits);
    const struct value *whole = exact && value_is(number, VALUE_DECIMAL)
                                    ? number_read_unsigned(arena, slice_part(digits, digits.data[0] == '+', length))
                                    : NULL;
    return whole ? whole : number;
}

static bool looks_numeric(struct slice text)
{
    return text.length &&
           (ascii_is_digit(text.data[0]) || text.data[0] == '+' || text.data[0] == '-' || text.data[0] == '.');
}

static const struct value *resolve(struct arena *arena, struct slice text, bool exact)
{
    const struct word_row *row = find_word(text);
    if (row && row->word == WORD_NULL)
        return value_null();
    if (row && row->word != WORD_NOT_A_NUMBER)
        return value_boolean(row->word == WORD_TRUE);
    if (row)
        return value_string(arena, text); /* JSON has no such number */
    const struct value *number = looks_numeric(text) ? number_of(arena, text, exact) : NULL;
    return number ? number : value_string(arena, text);
}

const struct value *yaml_scalar_resolve(struct arena *arena, struct slice text)
{
    return resolve(arena, text, false);
}

/* Takes [least] to [most] digits off the front; *number is their value. */
static bool take_number(struct slice *text, size_t least, size_t most, int *number)
{
    size_t count = 0;
    for (*number = 0; count < text->length && count < most && ascii_is_digit(text->data[count]); count++)
        *number = *number * 10 + (text->data[count] - '0');
    *text = slice_part(*text, count, text->length);
    return count >= least;
}

static bool take_byte(struct slice *text, const char *choice)
{
    for (; text->length && *choice; choice++) {
        if (text->data[0] == *choice) {
            *text = slice_part(*text, 1, text->length);
            return true;
        }
    }
    return false;
}

static int days_in(int year, int month)
{
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 ? 28 + leap : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static bool take_date(struct slice *text)
{
    int year, month, day;
    return take_number(text, 4, 4, &year) && take_byte(text, "-") && take_number(text, 1, 2, &month) &&
           take_byte(text, "-") && take_number(text, 1, 2, &day) && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in(year, month);
}

static bool take_time(struct slice *text)
{
    int hour, minute, second, fraction;
    return take_number(text, 1, 2, &hour) && take_byte(text, ":") && take_number(text, 1, 2, &minute) &&
           take_byte(text, ":") && take_number(text, 1, 2, &second) && hour < 24 && minute < 60 &&
           second < 60 && (!take_byte(text, ".") || take_number(text, 1, 9, &fraction));
}

/* YYYY-M-D alone, or with a time behind it: behind a T with a zone, behind a blank without one. */
static bool is_timestamp(struct slice text)
{
    int hour, minute;
    if (!take_date(&text))
        return false;
    if (text.length == 0)
        return true;
    bool zoned = text.data[0] != ' ';
    if (!take_byte(&text, "Tt ") || !take_time(&text))
        return false;
    if (!zoned || slice_is(text, "Z"))
        return zoned == (text.length > 0);
    return take_byte(&text, "+-") && take_number(&text, 2, 2, &hour) && take_byte(&text, ":") &&
           take_number(&text, 2, 2, &minute) && text.length == 0;
}

/* Sexagesimal, as YAML 1.1 had it: 12:30. */
static bool is_base_60(struct slice text)
{
    take_byte(&text, "+-");
    if (!text.length || !ascii_is_digit(text.data[0]) || slice_find_byte(text, ':') == text.length)
        return false;
    size_t at = 0;
    while (at < text.length && (ascii_is_digit(text.data[at]) || text.data[at] == '_'))
        at++;
    text = slice_part(text, at, text.length);
    bool parts = false;
    int sixtieths;
    for (; take_byte(&text, ":"); parts = true) {
        if (!take_number(&text, 1, 2, &sixtieths) || sixtieths > 59)
            return false;
    }
    if (take_byte(&text, ".")) {
        while (text.length && (ascii_is_digit(text.data[0]) || text.data[0] == '_'))
            text = slice_part(text, 1, text.length);
    }
    return parts && text.length == 0;
}

/* A timestamp as RFC 3339 writes it, without zeros at the end of its fraction. */
static const struct value *write_instant(struct arena *arena, struct slice text)
{
    int year, month, day, hour = 0, minute = 0, second = 0;
    struct slice fraction = {"", 0};
    take_number(&text, 4, 4, &year), take_byte(&text, "-"), take_number(&text, 1, 2, &month),
        take_byte(&text, "-");
    take_number(&text, 1, 2, &day);
    if (take_byte(&text, "Tt ")) {
        take_number(&text, 1, 2, &hour), take_byte(&text, ":"), take_number(&text, 1, 2, &minute);
        take_byte(&text, ":"), take_number(&text, 1, 2, &second);
    }
    size_t end = 0, digits = 0;
    if (text.length && text.data[0] == '.')
        for (end = 1; end < text.length && ascii_is_digit(text.data[end]); end++)
            digits = text.data[end] == '0' ? digits : end;
    fraction = slice_part(text, 0, digits ? digits + 1 : 0);
    text = slice_part(text, end, text.length);
    bool universal = text.length != 6 || slice_is(slice_part(text, 1, 6), "00:00");
    return value_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d%.*s%.*s", year, month, day, hour, minute, second,
                        (int)fraction.length, fraction.data, universal ? 1 : 6, universal ? "Z" : text.data);
}

const struct value *yaml_scalar_resolve_kyaml(struct arena *arena, struct slice text)
{
    const struct value *value = resolve(arena, text, true);
    char first = text.length ? ascii_lower(text.data[0]) : 0;
    bool spelled = first == 't' || (first == 'f' && text.length == 5);
    if (value_is(value, VALUE_BOOLEAN) && !spelled)
        return value_string(arena, text);
    return value_is(value, VALUE_STRING) && is_timestamp(text) ? write_instant(arena, text) : value;
}

const char *yaml_scalar_unheld(struct slice text)
{
    const struct word_row *row = find_word(text);
    if (!row || row->word != WORD_NOT_A_NUMBER)
        return NULL;
    return text.data[0] == '-' ? "-Inf" : ascii_lower(text.data[text.length - 1]) == 'f' ? "+Inf" : "NaN";
}

const char *yaml_scalar_literal(struct arena *arena, struct slice text)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    const char *literal = yaml_scalar_unheld(text);
    if (literal || !is_timestamp(text))
        return literal;
    struct slice written = value_slice(write_instant(arena, text));
    int parts[6], nanoseconds = 0, digits = 0;
    for (size_t i = 0; i < 6; i++) {
        take_number(&written, 1, 4, &parts[i]);
        if (i < 5)
            written = slice_part(written, 1, written.length);
    }
    if (take_byte(&written, "."))
        for (; written.length && ascii_is_digit(written.data[0]); digits++, written = slice_part(written, 1, written.length))
            nanoseconds = nanoseconds * 10 + (written.data[0] - '0');
    for (; digits && digits < 9; digits++)
        nanoseconds *= 10;
    bool universal = slice_is(written, "Z");
    return arena_format(arena, "time.Date(%d, time.%s, %d, %d, %d, %d, %d, %s)", parts[0], months[parts[1] - 1], parts[2],
                        parts[3], parts[4], parts[5], nanoseconds, universal ? "time.UTC" : "time.Location(\"\")");
}

bool yaml_scalar_is_ambiguous(struct slice text)
{
    if (find_word(text))
        return true;
    if (!looks_numeric(text))
        return false;
    struct arena arena = {0};
    bool ambiguous = number_of(&arena, text, false) || is_timestamp(text) || is_base_60(text);
    arena_release(&arena);
    return ambiguous;
}

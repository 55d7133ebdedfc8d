#include "tools/date_text.h"

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

/* What the words of a date have said so far. */
struct reading {
    struct arena *arena;
    struct calendar date;
    int64_t seconds; /* to be added: days and smaller */
    int64_t last;    /* what "ago" turns round */
    int months, last_months;
    bool timed; /* an hour was named */
};

static bool read_unit(struct slice word, int64_t number, struct reading *reading)
{
    static const struct {
        const char *name;
        int64_t seconds;
        int months;
    } units[] = {
        {"sec", 1, 0},     {"second", 1, 0},  {"min", 60, 0},      {"minute", 60, 0},
        {"hour", 3600, 0}, {"day", 86400, 0}, {"week", 604800, 0}, {"fortnight", 1209600, 0},
        {"month", 0, 1},   {"year", 0, 12},
    };
    if (word.length > 1 && ascii_lower(word.data[word.length - 1]) == 's')
        word.length--;
    if (number > 1000000000 || number < -1000000000)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!slice_is_nocase(word, units[i].name))
            continue;
        reading->last = number * units[i].seconds;
        reading->last_months = number > 100000 ? 100000 : (int)number * units[i].months;
        reading->seconds += reading->last;
        reading->months += reading->last_months;
        return true;
    }
    return false;
}

static int month_named(struct slice word)
{
    for (int i = 0; i < 12; i++)
        if (word.length >= 3 && (slice_is_nocase(word, months[i]) ||
                                 (word.length == 3 && slice_is_nocase(slice_part(slice_of(months[i]), 0, 3),
                                                                      (const char[]){word.data[0], word.data[1],
                                                                                     word.data[2], 0}))))
            return i + 1;
    return 0;
}

static bool read_number(struct slice text, size_t from, size_t to, int least, int most, int *number)
{
    int64_t value;
    if (to > text.length || !slice_to_integer(slice_part(text, from, to), &value) || value < least ||
        value > most)
        return false;
    *number = (int)value;
    return true;
}

/* "10:20", "10:20:30". */
static bool read_clock(struct slice word, struct calendar *date)
{
    size_t colon = slice_find_byte(word, ':');
    date->second = date->nanosecond = 0;
    if (!read_number(word, 0, colon, 0, 23, &date->hour) ||
        !read_number(word, colon + 1, colon + 3, 0, 59, &date->minute))
        return false;
    return word.length == colon + 3 ||
           (word.data[colon + 3] == ':' && read_number(word, colon + 4, word.length, 0, 60, &date->second));
}

/* "2026-02-03", "20260203". */
static bool read_day(struct slice word, struct calendar *date)
{
    bool dashes = word.length == 10 && word.data[4] == '-' && word.data[7] == '-';
    size_t step = dashes ? 1 : 0;
    return (dashes || word.length == 8) && read_number(word, 0, 4, 0, 9999, &date->year) &&
           read_number(word, 4 + step, 6 + step, 1, 12, &date->month) &&
           read_number(word, 6 + 2 * step, word.length, 1, 31, &date->day);
}

static bool read_zone(struct slice word)
{
    return slice_is_nocase(word, "utc") || slice_is_nocase(word, "gmt") || slice_is(word, "Z");
}

static bool read_relative(struct slice word, struct slice *rest, struct reading *reading)
{
    static const char *const names[] = {"yesterday", "today", "tomorrow", "now"};
    static const int64_t days_off[] = {-1, 0, 1, 0};
    struct slice unit;
    for (size_t i = 0; i < 4; i++) {
        if (!slice_is_nocase(word, names[i]))
            continue;
        reading->seconds += days_off[i] * 86400;
        return true;
    }
    if (slice_is_nocase(word, "ago")) {
        reading->seconds -= 2 * reading->last;
        reading->months -= 2 * reading->last_months;
        return true;
    }
    bool next = slice_is_nocase(word, "next"), last = slice_is_nocase(word, "last");
    if (next || last)
        return slice_next(rest, ' ', &unit) && read_unit(unit, next ? 1 : -1, reading);
    return read_unit(word, 1, reading);
}

/* A number: of a day beside the name of a month, of units ("2 days", "+1day"), or a year. */
static bool read_numbered(struct slice word, struct slice *rest, struct reading *reading)
{
    int64_t number;
    size_t sign = word.data[0] == '+' || word.data[0] == '-', digits = sign;
    while (digits < word.length && ascii_is_digit(word.data[digits]))
        digits++;
    struct slice unit = slice_part(word, digits, word.length), ahead = *rest;
    if (digits == sign || !slice_to_integer(slice_part(word, word.data[0] == '+', digits), &number))
        return false;
    if (unit.length)
        return read_unit(unit, number, reading);
    if (slice_next(&ahead, ' ', &unit) && read_unit(unit, number, reading)) {
        *rest = ahead;
        return true;
    }
    if (sign)
        return false;
    return number > 31 ? read_number(word, 0, word.length, 0, 9999, &reading->date.year)
                       : read_number(word, 0, word.length, 1, 31, &reading->date.day);
}

static bool read_word(struct slice word, struct slice *rest, struct reading *reading)
{
    size_t at = slice_find_byte(word, 'T');
    int month = month_named(word);
    if (month) {
        reading->date.month = month;
        reading->timed = true;
        reading->date.hour = reading->date.minute = reading->date.second = reading->date.nanosecond = 0;
        return true;
    }
    if (at == 10 && at < word.length && read_day(slice_part(word, 0, at), &reading->date))
        word = slice_part(word, at + 1, word.length - slice_ends(word, "Z"));
    if (read_day(word, &reading->date)) {
        if (!reading->timed)
            reading->date.hour = reading->date.minute = reading->date.second = reading->date.nanosecond = 0;
        return true;
    }
    if (slice_find_byte(word, ':') < word.length) {
        reading->timed = true;
        size_t zone = word.length > 6 ? word.length - 6 : 0;
        if (zone && (word.data[zone] == '+' || word.data[zone] == '-')) {
            struct calendar offset = {0};
            if (!read_clock(slice_part(word, zone + 1, word.length), &offset))
                return false;
            reading->seconds -= (word.data[zone] == '-' ? -1 : 1) * (offset.hour * 3600 + offset.minute * 60);
            word = slice_part(word, 0, zone);
        }
        return read_clock(word, &reading->date);
    }
    return read_zone(word) || read_relative(word, rest, reading) || read_numbered(word, rest, reading);
}

static bool read_words(struct reading *reading, struct slice rest, struct instant *at)
{
    struct slice word;
    while (slice_next(&rest, ' ', &word))
        if (word.length && !read_word(word, &rest, reading))
            return false;
    struct calendar *date = &reading->date;
    int months_in_all = date->year * 12 + date->month - 1 + reading->months;
    if (months_in_all < 12 || months_in_all >= 120000)
        return false;
    const char *text = arena_format(reading->arena, "%04d-%02d-01T%02d:%02d:%02dZ", months_in_all / 12,
                                    months_in_all % 12 + 1, date->hour, date->minute, date->second);
    if (!instant_parse_rfc3339(slice_of(text), at))
        return false;
    at->nanoseconds += (reading->seconds + (date->day - 1) * (int64_t)86400) * 1000000000 + date->nanosecond;
    return true;
}

bool date_read(struct arena *arena, const char *text, struct instant *at)
{
    int64_t seconds;
    struct slice whole = slice_trim(slice_of(text));
    if (slice_is(whole, "now") || whole.length == 0)
        return true;
    size_t point = slice_find_byte(whole, '.');
    if (text[0] == '@' && slice_to_integer(slice_part(whole, 1, point), &seconds) && seconds >= 0 &&
        seconds < 9000000000) {
        at->nanoseconds = seconds * 1000000000;
        for (int64_t i = (int64_t)point + 1, unit = 100000000; i < (int64_t)whole.length && unit;
             i++, unit /= 10)
            at->nanoseconds += ascii_is_digit(whole.data[i]) ? (whole.data[i] - '0') * unit : 0;
        return true;
    }
    if (instant_parse_rfc3339(whole, at))
        return true;
    struct reading reading = {.arena = arena, .date = instant_calendar(*at)};
    return read_words(&reading, whole, at);
}

#include "base/instant.h"

#include "base/write.h"

#include <stdlib.h>
#include <string.h>

enum { SECONDS_A_DAY = 86400 };

static const int64_t second = 1000000000;

struct duration duration_of_seconds(int64_t seconds)
{
    const int64_t most = INT64_MAX / second / 4; /* about 73 years */
    if (seconds > most)
        seconds = most;
    if (seconds < -most)
        seconds = -most;
    return (struct duration){seconds * second};
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Days since 1970-01-01 to a date and back, by eras of 400 years (146,097 days) that begin on 1 March. */
static void date_of_days(int64_t days, struct calendar *date)
{
    days += 719468;
    int64_t era = floor_divide(days, 146097);
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    date->day = (int)(of_year - (153 * month + 2) / 5 + 1);
    date->month = (int)(month < 10 ? month + 3 : month - 9);
    date->year = (int)(year + era * 400 + (date->month <= 2));
}

static int64_t days_of_date(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = floor_divide(year, 400);
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct calendar instant_calendar(struct instant at)
{
    int64_t seconds = floor_divide(at.nanoseconds, second);
    int64_t days = floor_divide(seconds, SECONDS_A_DAY);
    int64_t of_day = seconds - days * SECONDS_A_DAY;
    struct calendar date = {
        .hour = (int)(of_day / 3600),
        .minute = (int)(of_day / 60 % 60),
        .second = (int)(of_day % 60),
        .weekday = (int)(((days % 7) + 11) % 7),
        .nanosecond = (int)(at.nanoseconds - seconds * second),
    };
    date_of_days(days, &date);
    return date;
}

char *instant_write_rfc3339(char *to, struct instant at, int digits)
{
    struct calendar date = instant_calendar(at);
    to = write_text(write_four(to, (unsigned)date.year), "-");
    to = write_text(write_two(to, (unsigned)date.month), "-");
    to = write_text(write_two(to, (unsigned)date.day), "T");
    to = write_text(write_two(to, (unsigned)date.hour), ":");
    to = write_text(write_two(to, (unsigned)date.minute), ":");
    to = write_two(to, (unsigned)date.second);
    if (digits) {
        int fraction = date.nanosecond;
        for (int i = digits; i < 9; i++)
            fraction /= 10;
        to = write_padded(write_text(to, "."), (uint64_t)fraction, digits);
    }
    return write_text(to, "Z");
}

char *instant_rfc3339(struct arena *arena, struct instant at, int digits)
{
    char *text = arena_room(arena, RFC3339 + 1);
    *instant_write_rfc3339(text, at, digits) = '\0';
    return text;
}

static bool digits_at(struct slice text, size_t from, size_t count, int64_t *number)
{
    return from + count <= text.length && text.data[from] != '-' &&
           slice_to_integer(slice_part(text, from, from + count), number);
}

bool instant_parse_rfc3339(struct slice text, struct instant *at)
{
    int64_t year, month, day, hour, minute, sec;
    if (text.length < 20 || text.data[text.length - 1] != 'Z' || !digits_at(text, 0, 4, &year) ||
        !digits_at(text, 5, 2, &month) || !digits_at(text, 8, 2, &day) || !digits_at(text, 11, 2, &hour) ||
        !digits_at(text, 14, 2, &minute) || !digits_at(text, 17, 2, &sec))
        return false;
    if (year < 1700 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 ||
        minute > 59 || sec > 60)
        return false;
    int64_t fraction = 0, unit = second;
    for (size_t i = 20; i + 1 < text.length && ascii_is_digit(text.data[i]) && unit > 1; i++) {
        unit /= 10;
        fraction += (text.data[i] - '0') * unit;
    }
    int64_t total = days_of_date(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + sec;
    at->nanoseconds = total * second + fraction;
    return true;
}

static const char *const weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static char *long_date(struct arena *arena, struct instant at, const char *zone)
{
    struct calendar date = instant_calendar(at);
    return arena_format(arena, "%s, %02d %s %d %02d:%02d:%02d %s", weekdays[date.weekday], date.day,
                        months[date.month - 1], date.year, date.hour, date.minute, date.second, zone);
}

char *instant_write_http_date(char *to, const struct calendar *date)
{
    to = write_text((char *)memcpy(to, weekdays[date->weekday], 3) + 3, ", ");
    to = write_text(write_two(to, (unsigned)date->day), " ");
    to = write_text((char *)memcpy(to, months[date->month - 1], 3) + 3, " ");
    to = write_text(write_four(to, (unsigned)date->year), " ");
    to = write_text(write_two(to, (unsigned)date->hour), ":");
    to = write_text(write_two(to, (unsigned)date->minute), ":");
    to = write_text(write_two(to, (unsigned)date->second), " ");
    return write_text(to, "GMT");
}

char *instant_http_date(struct arena *arena, struct instant at)
{
    return long_date(arena, at, "GMT");
}

char *instant_rfc1123z(struct arena *arena, struct instant at)
{
    return long_date(arena, at, "+0000");
}

static const struct duration_unit {
    const char *name;
    int64_t nanoseconds;
} duration_units[] = {
    {"ns", 1}, {"us", 1000}, {"ms", 1000000}, {"h", 3600000000000}, {"m", 60000000000}, {"s", 1000000000},
};

static bool take_unit(struct slice *text, int64_t *unit)
{
    for (size_t i = 0; i < sizeof duration_units / sizeof *duration_units; i++) {
        if (slice_starts(*text, duration_units[i].name)) {
            *unit = duration_units[i].nanoseconds;
            *text = slice_part(*text, slice_of(duration_units[i].name).length, text->length);
            return true;
        }
    }
    return false;
}

bool duration_parse(struct slice text, struct duration *length)
{
    int64_t total = 0;
    bool negative = slice_starts(text, "-");
    if (negative || slice_starts(text, "+"))
        text = slice_part(text, 1, text.length);
    if (slice_is(text, "0")) {
        *length = (struct duration){0};
        return true;
    }
    if (text.length == 0)
        return false;
    while (text.length) {
        size_t whole = 0, fraction_end;
        while (whole < text.length && ascii_is_digit(text.data[whole]))
            whole++;
        fraction_end = whole;
        if (whole < text.length && text.data[whole] == '.') {
            fraction_end++;
            while (fraction_end < text.length && ascii_is_digit(text.data[fraction_end]))
                fraction_end++;
        }
        int64_t number = 0, unit = 0;
        if (fraction_end == 0 ||
            (whole && (whole > 9 || !slice_to_integer(slice_part(text, 0, whole), &number))))
            return false;
        struct slice fraction = slice_part(text, whole + 1, fraction_end);
        text = slice_part(text, fraction_end, text.length);
        if (!take_unit(&text, &unit))
            return false;
        int64_t part;
        if (__builtin_mul_overflow(number, unit, &part) || __builtin_add_overflow(total, part, &total))
            return false;
        for (size_t i = 0; i < fraction.length; i++) {
            unit /= 10;
            if (__builtin_add_overflow(total, (fraction.data[i] - '0') * unit, &total))
                return false;
        }
    }
    *length = (struct duration){negative ? -total : total};
    return true;
}

char *duration_human(struct arena *arena, struct duration length)
{
    long long seconds = length.nanoseconds / second;
    if (seconds < -1)
        return arena_text(arena, "<invalid>");
    if (seconds < 0)
        return arena_text(arena, "0s");
    long long minutes = seconds / 60, hours = minutes / 60, days = hours / 24, years = days / 365;
    if (seconds < 120)
        return arena_format(arena, "%llds", seconds);
    if (minutes < 10)
        return seconds % 60 ? arena_format(arena, "%lldm%llds", minutes, seconds % 60)
                            : arena_format(arena, "%lldm", minutes);
    if (hours < 3)
        return arena_format(arena, "%lldm", minutes);
    if (hours < 8)
        return minutes % 60 ? arena_format(arena, "%lldh%lldm", hours, minutes % 60)
                            : arena_format(arena, "%lldh", hours);
    if (hours < 48)
        return arena_format(arena, "%lldh", hours);
    if (days < 8)
        return hours % 24 ? arena_format(arena, "%lldd%lldh", days, hours % 24)
                          : arena_format(arena, "%lldd", days);
    if (days < 730)
        return arena_format(arena, "%lldd", days);
    if (years < 8)
        return days % 365 ? arena_format(arena, "%lldy%lldd", years, days % 365)
                          : arena_format(arena, "%lldy", years);
    return arena_format(arena, "%lldy", years);
}

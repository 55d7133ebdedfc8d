/* An instant by a format of date(1) and strftime(3). */
#include "base/buffer.h"
#include "base/instant.h"

static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

/* Conversions that stand for others. */
static const struct {
    char letter;
    const char *format;
} compounds[] = {
    {'F', "%Y-%m-%d"}, {'T', "%H:%M:%S"}, {'D', "%m/%d/%y"},
    {'R', "%H:%M"},    {'h', "%b"},       {'c', "%a %b %e %H:%M:%S %Y"},
    {'x', "%m/%d/%y"}, {'X', "%H:%M:%S"}, {'r', "%I:%M:%S %p"},
};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int day_of_year(const struct calendar *date)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return before[date->month - 1] + date->day + (is_leap(date->year) && date->month > 2);
}

/* ISO 8601: the week with the year's first Thursday is its first; a date may be in a week of the year beside
 * its own. */
static int iso_week(const struct calendar *date, int *year)
{
    int weekday = (date->weekday + 6) % 7, day = day_of_year(date) - 1; /* from Monday; from 0 */
    int week = (day - weekday + 10) / 7;
    *year = date->year;
    if (week < 1) {
        int last = date->year - 1, before = day + 365 + is_leap(last);
        *year = last;
        return (before - weekday + 10) / 7;
    }
    if (week == 53 && day - weekday + 3 >= 365 + is_leap(date->year)) {
        *year = date->year + 1;
        return 1;
    }
    return week;
}

static void add_conversion(struct buffer *out, char letter, struct instant at, const struct calendar *date)
{
    const int hour = date->hour % 12 ? date->hour % 12 : 12, day = day_of_year(date) - 1;
    int iso_year, week = iso_week(date, &iso_year);
    const struct {
        char letter;
        const char *format;
        int number;
    } numbers[] = {
        {'Y', "%04d", date->year},
        {'m', "%02d", date->month},
        {'d', "%02d", date->day},
        {'e', "%2d", date->day},
        {'H', "%02d", date->hour},
        {'M', "%02d", date->minute},
        {'S', "%02d", date->second},
        {'N', "%09d", date->nanosecond},
        {'y', "%02d", date->year % 100},
        {'I', "%02d", hour},
        {'j', "%03d", day_of_year(date)},
        {'w', "%d", date->weekday},
        {'k', "%2d", date->hour},
        {'u', "%d", (date->weekday + 6) % 7 + 1},
        {'C', "%02d", date->year / 100},
        {'l', "%2d", hour},
        {'q', "%d", (date->month + 2) / 3},
        {'G', "%04d", iso_year},
        {'g', "%02d", iso_year % 100},
        {'V', "%02d", week},
        {'U', "%02d", (day + 7 - date->weekday) / 7},
        {'W', "%02d", (day + 7 - (date->weekday + 6) % 7) / 7},
    };
    const struct {
        char letter;
        const char *text;
        int length;
    } words[] = {
        {'a', days[date->weekday], 3},
        {'A', days[date->weekday], 9},
        {'b', months[date->month - 1], 3},
        {'B', months[date->month - 1], 9},
        {'p', date->hour < 12 ? "AM" : "PM", 2},
        {'P', date->hour < 12 ? "am" : "pm", 2},
        {'Z', "UTC", 3},
        {'z', "+0000", 5},
        {'n', "\n", 1},
        {'t', "\t", 1},
        {'%', "%", 1},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i].letter == letter) {
            const char *format = numbers[i].format;
            bool wide = format[1] == '0';
            int width = wide ? format[2] - '0' : format[1] == '2' ? 2 : 0;
            buffer_format(out, wide ? "%0*d" : "%*d", width, numbers[i].number);
            return;
        }
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].letter == letter) {
            buffer_format(out, "%.*s", words[i].length, words[i].text);
            return;
        }
    }
    if (letter == 's')
        buffer_format(out, "%lld", (long long)(at.nanoseconds / 1000000000));
    else
        buffer_format(out, "%%%c", letter);
}

/* "%-d": without the zeros or blanks in front. */
static void write_unpadded(struct buffer *out, char letter, struct instant at, const struct calendar *date)
{
    struct buffer text = {0};
    add_conversion(&text, letter, at, date);
    size_t from = 0;
    while (from + 1 < text.length && (text.data[from] == '0' || text.data[from] == ' '))
        from++;
    buffer_add(out, slice_part(buffer_slice(&text), from, text.length));
    buffer_release(&text);
}

static void write_date(struct buffer *out, const char *format, struct instant at, bool nested)
{
    struct calendar date = instant_calendar(at);
    for (; *format; format++) {
        if (*format != '%' || !format[1]) {
            buffer_add_byte(out, *format);
            continue;
        }
        const char *compound = NULL;
        format++;
        for (size_t i = 0; !nested && i < sizeof compounds / sizeof *compounds; i++) {
            if (compounds[i].letter == *format)
                compound = compounds[i].format;
        }
        if (compound)
            write_date(out, compound, at, true);
        else if (*format == '-' && format[1])
            write_unpadded(out, *++format, at, &date);
        else if (slice_starts(slice_of(format), "3N"))
            buffer_format(out, "%03d", date.nanosecond / 1000000), format++;
        else
            add_conversion(out, *format, at, &date);
    }
}

void instant_format(struct buffer *out, const char *format, struct instant at)
{
    write_date(out, format, at, false);
}

/* Which parts of a layout stand for something: Go's time/format.go, nextStdChunk. */
#include "data/gotime.h"

#include <string.h>

#include "base/slice.h"

enum part {
    PART_TEXT, /* of instant_format */
    PART_MONTH,
    PART_DAY,
    PART_SPACED_DAY,
    PART_SPACED_DAY_OF_YEAR,
    PART_HOUR_12,
    PART_MINUTE,
    PART_SECOND,
};

/* Of two that both fit the first one counts. [whole]: no small letter may follow. */
static const struct {
    const char *layout;
    enum part part;
    const char *text;
    bool whole;
} parts[] = {
    {"January", PART_TEXT, "%B", false},
    {"Jan", PART_TEXT, "%b", true},
    {"Monday", PART_TEXT, "%A", false},
    {"Mon", PART_TEXT, "%a", true},
    {"MST", PART_TEXT, "UTC", false},
    {"01", PART_TEXT, "%m", false},
    {"02", PART_TEXT, "%d", false},
    {"03", PART_TEXT, "%I", false},
    {"04", PART_TEXT, "%M", false},
    {"05", PART_TEXT, "%S", false},
    {"06", PART_TEXT, "%y", false},
    {"002", PART_TEXT, "%j", false},
    {"15", PART_TEXT, "%H", false},
    {"1", PART_MONTH, NULL, false},
    {"2006", PART_TEXT, "%Y", false},
    {"2", PART_DAY, NULL, false},
    {"_2006", PART_TEXT, "_%Y", false},
    {"_2", PART_SPACED_DAY, NULL, false},
    {"__2", PART_SPACED_DAY_OF_YEAR, NULL, false},
    {"3", PART_HOUR_12, NULL, false},
    {"4", PART_MINUTE, NULL, false},
    {"5", PART_SECOND, NULL, false},
    {"PM", PART_TEXT, "%p", false},
    {"pm", PART_TEXT, "%P", false},
    {"-07:00:00", PART_TEXT, "+00:00:00", false},
    {"-070000", PART_TEXT, "+000000", false},
    {"-07:00", PART_TEXT, "+00:00", false},
    {"-0700", PART_TEXT, "+0000", false},
    {"-07", PART_TEXT, "+00", false},
    {"Z07:00:00", PART_TEXT, "Z", false},
    {"Z070000", PART_TEXT, "Z", false},
    {"Z07:00", PART_TEXT, "Z", false},
    {"Z0700", PART_TEXT, "Z", false},
    {"Z07", PART_TEXT, "Z", false},
};

static void add_part(struct buffer *out, enum part part, const char *text, struct instant at)
{
    struct calendar calendar = instant_calendar(at);
    struct buffer day = {0};
    switch (part) {
    case PART_TEXT:
        instant_format(out, text, at);
        break;
    case PART_MONTH:
        buffer_format(out, "%d", calendar.month);
        break;
    case PART_DAY:
        buffer_format(out, "%d", calendar.day);
        break;
    case PART_SPACED_DAY:
        buffer_format(out, "%2d", calendar.day);
        break;
    case PART_SPACED_DAY_OF_YEAR:
        instant_format(&day, "%j", at);
        for (const char *c = buffer_text(&day); *c == '0'; c++)
            day.data[c - day.data] = ' ';
        buffer_add(out, buffer_slice(&day));
        break;
    case PART_HOUR_12:
        buffer_format(out, "%d", (calendar.hour + 11) % 12 + 1);
        break;
    case PART_MINUTE:
        buffer_format(out, "%d", calendar.minute);
        break;
    case PART_SECOND:
        buffer_format(out, "%d", calendar.second);
        break;
    }
    buffer_release(&day);
}

/* ".000" or ",999" at [layout], and no digit behind it: how long that is; 0: it is none. */
static size_t fraction_length(const char *layout)
{
    if ((layout[0] != '.' && layout[0] != ',') || (layout[1] != '0' && layout[1] != '9'))
        return 0;
    size_t length = 1 + strspn(layout + 1, (char[]){layout[1], '\0'});
    return ascii_is_digit(layout[length]) ? 0 : length;
}

/* Nines drop zeros at the end, and the point when there is nothing else. */
static void add_fraction(struct buffer *out, const char *layout, size_t length, struct instant at)
{
    struct buffer digits = {0};
    buffer_format(&digits, "%09d", instant_calendar(at).nanosecond);
    size_t shown = length - 1 < 9 ? length - 1 : 9;
    while (layout[1] == '9' && shown && digits.data[shown - 1] == '0')
        shown--;
    if (shown)
        buffer_format(out, "%c%.*s", layout[0], (int)shown, digits.data);
    buffer_release(&digits);
}

void gotime_format(struct buffer *out, const char *layout, struct instant at)
{
    while (*layout) {
        size_t taken = fraction_length(layout), row = 0;
        if (taken)
            add_fraction(out, layout, taken, at);
        for (; !taken && row < sizeof parts / sizeof *parts; row++) {
            size_t length = strlen(parts[row].layout);
            bool fits = text_starts(layout, parts[row].layout) &&
                        !(parts[row].whole && layout[length] >= 'a' && layout[length] <= 'z');
            if (fits)
                add_part(out, parts[row].part, parts[row].text, at);
            taken = fits ? length : 0;
        }
        if (!taken)
            buffer_add_byte(out, *layout);
        layout += taken ? taken : 1;
    }
}

#include "tools/date_text.h"

bool date_read(struct arena *arena, const char *text, struct instant *at)
{
    int64_t seconds;
    struct slice whole = slice_of(text);
    if (slice_is(whole, "now") || whole.length == 0)
        return true;
    if (text[0] == '@' && slice_to_integer(slice_part(whole, 1, whole.length), &seconds) && seconds >= 0 &&
        seconds < 9000000000) {
        at->nanoseconds = seconds * 1000000000;
        return true;
    }
    if (whole.length == 10)
        whole = slice_of(arena_format(arena, "%sT00:00:00Z", text));
    else if (whole.length > 10 && whole.data[10] == ' ')
        whole = slice_of(arena_format(arena, "%.10sT%sZ", text, text + 11));
    return instant_parse_rfc3339(whole, at);
}

#include "shell/line_history.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"

void line_history_add(struct line_history *history, struct slice command)
{
    if (slice_trim(command).length == 0)
        return;
    if (history->count && slice_is(command, history->entries[history->count - 1]))
        return;
    if (!history->entries)
        history->entries = memory_allocate(LIMIT_HISTORY_LINES * sizeof *history->entries);
    if (history->count == LIMIT_HISTORY_LINES) {
        memory_free(history->entries[0]);
        memmove(history->entries, history->entries + 1, (history->count - 1) * sizeof *history->entries);
        history->count--;
    }
    char *copy = memory_allocate(command.length + 1);
    memcpy(copy, command.data, command.length);
    history->entries[history->count++] = copy;
}

static bool begins(const char *entry, struct slice prefix)
{
    return slice_equal(slice_part(slice_of(entry), 0, prefix.length), prefix);
}

size_t line_history_older(const struct line_history *history, size_t before, struct slice prefix)
{
    for (size_t i = before; i-- > 0;) {
        if (begins(history->entries[i], prefix))
            return i;
    }
    return SIZE_MAX;
}

size_t line_history_newer(const struct line_history *history, size_t after, struct slice prefix)
{
    for (size_t i = after + 1; i < history->count; i++) {
        if (begins(history->entries[i], prefix))
            return i;
    }
    return SIZE_MAX;
}

size_t line_history_search(const struct line_history *history, size_t before, struct slice part)
{
    for (size_t i = before; i-- > 0;) {
        struct slice entry = slice_of(history->entries[i]);
        if (slice_find(entry, part) < entry.length)
            return i;
    }
    return SIZE_MAX;
}

void line_history_release(struct line_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        memory_free(history->entries[i]);
    memory_free(history->entries);
}

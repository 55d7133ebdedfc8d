#include "server/agenda.h"

#include "base/check.h"
#include "server/desk.h"

/* A desk's [place] is its index and one more, so that 0 is nowhere. */
static void place(struct agenda *agenda, size_t at, struct desk *desk)
{
    agenda->desks[at] = desk;
    desk->place = at + 1;
}

/* Puts it at [at], or where it belongs from there. */
static void settle(struct agenda *agenda, size_t at, struct desk *desk)
{
    for (; at && agenda->desks[(at - 1) / 2]->due > desk->due; at = (at - 1) / 2)
        place(agenda, at, agenda->desks[(at - 1) / 2]);
    for (size_t below; (below = 2 * at + 1) < agenda->count; at = below) {
        if (below + 1 < agenda->count && agenda->desks[below + 1]->due < agenda->desks[below]->due)
            below++;
        if (agenda->desks[below]->due >= desk->due)
            break;
        place(agenda, at, agenda->desks[below]);
    }
    place(agenda, at, desk);
}

void agenda_put(struct agenda *agenda, struct desk *desk, int64_t due)
{
    desk->due = due;
    if (!desk->place && agenda->count == agenda->room) {
        agenda->room = agenda->room ? 2 * agenda->room : 16;
        agenda->desks = memory_resize(agenda->desks, agenda->room * sizeof(struct desk *));
    }
    settle(agenda, desk->place ? desk->place - 1 : agenda->count++, desk);
}

void agenda_remove(struct agenda *agenda, struct desk *desk)
{
    size_t at = desk->place;
    desk->place = 0;
    if (!at)
        return;
    struct desk *last = agenda->desks[--agenda->count];
    if (last != desk)
        settle(agenda, at - 1, last);
}

struct desk *agenda_first(const struct agenda *agenda)
{
    return agenda->count ? agenda->desks[0] : NULL;
}

void agenda_release(struct agenda *agenda)
{
    memory_free(agenda->desks);
    *agenda = (struct agenda){0};
}

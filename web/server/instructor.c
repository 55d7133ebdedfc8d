#include "server/instructor.h"

#include "server/socket.h"

static const char *const offer_names[] = {[OFFER_NONE] = "", [OFFER_MADE] = "asked", [OFFER_TAKEN] = "accepted"};

const char *instructor_offer_name(enum offer offer)
{
    return offer_names[offer];
}

void instructor_hint(struct desk *desk, struct slice text)
{
    struct house *house = desk->house;
    struct seat *seat = desk->seat;
    house_lock(house);
    struct hint_sent *sent = arena_allocate(&house->kept, sizeof *sent);
    *sent = (struct hint_sent){seat->hints, arena_copy(&house->kept, text)};
    seat->hints = sent;
    house_unlock(house);
    sockets_tell_text(desk, "hint", "text", sent->text);
}

void instructor_offer(struct desk *desk, enum offer offer)
{
    if (offer == desk->seat->offer)
        return;
    desk->seat->offer = offer;
    sockets_tell_text(desk, "offer", "offer", offer_names[offer]);
}

void instructor_looked(struct desk *desk)
{
    desk->looked = desk->wall;
    desk->due = desk->wall;
}

void instructor_left(struct desk *desk)
{
    desk->looked = 0;
    desk->due = desk->wall;
}

bool instructor_looks_on(const struct desk *desk)
{
    const int64_t while_ago = 30000000000;
    if (desk->looked && desk->wall - desk->looked < while_ago)
        return true;
    for (size_t i = 0; i < desk->terminal_count; i++) {
        for (const struct socket *socket = desk->terminals[i]->sockets; socket; socket = socket->next) {
            if (socket->watches)
                return true;
        }
    }
    return false;
}

#include "server/instructor.h"

#include "server/socket.h"

static const char *const offer_names[] = {[OFFER_NONE] = "", [OFFER_MADE] = "asked", [OFFER_TAKEN] = "accepted"};

const char *instructor_offer_name(enum offer offer)
{
    return offer_names[offer];
}

/* The house's lock is held. */
static const char *add_hint(struct house *house, struct seat *seat, struct slice text)
{
    struct hint_sent *sent = arena_allocate(&house->kept, sizeof *sent);
    *sent = (struct hint_sent){seat->hints, arena_copy(&house->kept, text)};
    seat->hints = sent;
    return sent->text;
}

static enum offer offer_named(const char *name)
{
    enum offer offer = OFFER_NONE;
    while (offer < OFFER_TAKEN && !text_equal(offer_names[offer], name))
        offer++;
    return text_equal(offer_names[offer], name) ? offer : OFFER_NONE;
}

void instructor_recall(struct house *house)
{
    const struct value *said = keep_said(&house->keep, house->options.class);
    for (size_t i = 0; i < value_count(said); i++) {
        const struct value *row = value_at(said, i);
        struct seat *seat = house_class_seat(house, slice_of(value_find_text(row, "session")));
        const char *what = value_find_text(row, "what");
        if (!seat)
            continue;
        if (value_says(value_get(row, "kind"), "hint"))
            add_hint(house, seat, slice_of(what));
        else if (value_says(value_get(row, "kind"), "offer"))
            seat->offer = offer_named(what);
    }
}

static void save(struct desk *desk, const char *kind, const char *what)
{
    if (desk->house->options.class)
        keep_say(&desk->house->keep, desk->seat->id, desk->house->options.class, kind, what);
}

void instructor_hint(struct desk *desk, struct slice text)
{
    struct house *house = desk->house;
    house_lock(house);
    const char *hint = add_hint(house, desk->seat, text);
    house_unlock(house);
    save(desk, "hint", hint);
    sockets_tell_text(desk, "hint", "text", hint);
}

void instructor_offer(struct desk *desk, enum offer offer)
{
    if (offer == desk->seat->offer)
        return;
    desk->seat->offer = offer;
    save(desk, "offer", offer_names[offer]);
    sockets_tell_text(desk, "offer", "offer", offer_names[offer]);
}

void instructor_looked(struct desk *desk)
{
    desk->looked = desk->wall;
    desk_soon(desk);
}

void instructor_left(struct desk *desk)
{
    desk->looked = 0;
    desk_soon(desk);
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

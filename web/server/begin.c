#include "server/begin.h"

#include "face/catalog.h"

static bool know_learner(struct exchange *exchange)
{
    struct house *house = exchange->house;
    if (exchange->learner)
        return true;
    exchange->learner = house_welcome(house, &exchange->token, &exchange->arena);
    if (!exchange->learner) {
        answer_error(exchange, 503, "full", "There are too many learners here already.");
        answer_header(exchange, "Retry-After", "600");
        return false;
    }
    answer_header(exchange, "Set-Cookie",
                  arena_format(&exchange->arena, "%s=%s; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000%s", house->cookie,
                               exchange->token, house->options.secure ? "; Secure" : ""));
    return true;
}

struct seat *begin_seat(struct exchange *exchange, const char *challenge, bool anew, bool *fresh)
{
    const struct value *track, *row = challenge ? catalog_find(exchange->house->catalog, challenge, &track) : NULL;
    *fresh = false;
    if (!challenge) {
        answer_error(exchange, 400, "bad_request", "Which challenge? The field \"challenge\" is missing.");
        return NULL;
    }
    if (!row || value_find_text(row, "broken")[0]) {
        answer_error(exchange, 404, "not_found", "There is no challenge \"%.60s\" that can be opened.", challenge);
        return NULL;
    }
    struct seat *seat = anew ? NULL : house_newest(exchange->house, exchange->learner, challenge);
    if (seat || !know_learner(exchange))
        return seat;
    *fresh = true;
    seat = house_begin(exchange->house, exchange->learner, challenge);
    if (!seat) {
        answer_error(exchange, 429, "too_many", "That is one session too many: go on with one of those you have.");
        answer_header(exchange, "Retry-After", "3600");
    }
    return seat;
}

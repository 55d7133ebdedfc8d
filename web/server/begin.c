#include "server/begin.h"

#include "face/catalog.h"

static bool know_learner(struct exchange *exchange)
{
    if (exchange->learner)
        return true;
    return begin_learner(exchange, NULL);
}

void begin_cookie(struct exchange *exchange, const char *name, const char *token)
{
    answer_header(exchange, "Set-Cookie",
                  arena_format(&exchange->arena, "%s=%s; HttpOnly; SameSite=Lax; Path=/; Max-Age=%d%s", name, token,
                               token[0] ? 31536000 : 0, exchange->house->options.secure ? "; Secure" : ""));
}

bool begin_learner(struct exchange *exchange, const char *name)
{
    struct house *house = exchange->house;
    exchange->learner = house_welcome(house, name, &exchange->token, &exchange->arena);
    if (exchange->learner) {
        begin_cookie(exchange, house->cookie, exchange->token);
        return true;
    }
    answer_error(exchange, 503, "full", "There are too many learners here already.");
    answer_header(exchange, "Retry-After", "600");
    return false;
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

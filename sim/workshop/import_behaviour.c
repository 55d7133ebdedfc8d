/* What the text says of requests, as a check of behaviour: imported checks mostly ask whether an object of some
 * name is there. Only what holds in the solved world is asked for, and only where not all of it holds at the
 * start. */
#include "workshop/import.h"

void import_remember(struct import *import, struct import_challenge *challenge, const struct value *request)
{
    struct value *kept = challenge->requests ? challenge->requests : value_array(&import->arena);
    struct value *row = value_object(&import->arena);
    static const char *const keys[] = {"client", "method", "url", "status"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        value_put(&import->arena, row, keys[i], value_get(request, keys[i]));
    for (size_t i = 0; i < value_count(kept); i++)
        if (value_equal(value_at(kept, i), row))
            return;
    if (value_find_text(request, "client")[0])
        value_append(&import->arena, kept, row);
    challenge->requests = kept;
}

static bool holds(struct import *import, const struct world *world, const struct value *row)
{
    struct machine *fork = machine_new(world, NULL);
    const struct machine_request request = {.pod = value_find_text(row, "client"),
                                            .method = value_find_text(row, "method"),
                                            .url = value_find_text(row, "url")};
    const struct value *reply = machine_ask(fork, &import->arena, &request);
    bool same = value_number(value_get(reply, "status"), 0) == value_number(value_get(row, "status"), 0);
    machine_free(fork);
    return same && value_number(value_get(reply, "exit"), 0) != 1; /* 1: there is no such pod */
}

static void add_row(struct import *import, struct buffer *lua, const struct value *row)
{
    buffer_format(lua, "    w:send(%s, %s, %s):expect { status = %lld }\n",
                  import_quote(&import->arena, value_find_text(row, "client")),
                  import_quote(&import->arena, value_find_text(row, "method")),
                  import_quote(&import->arena, value_find_text(row, "url")),
                  (long long)value_number(value_get(row, "status"), 0));
}

bool import_behave(struct import *import, struct import_challenge *challenge, const struct world *start,
                   const struct world *solved)
{
    struct buffer lua = {0};
    size_t count = 0, before = 0;
    for (size_t i = 0; i < value_count(challenge->requests); i++) {
        const struct value *row = value_at(challenge->requests, i);
        if (!holds(import, solved, row))
            continue;
        add_row(import, &lua, row);
        before += holds(import, start, row);
        count++;
    }
    if (count > before) {
        challenge->behaviour = arena_copy(&import->arena, buffer_slice(&lua));
        import_find(
            import, FINDING_REPLACED, challenge->source, 0, "the check",
            "an optional one of behaviour is added, from what the text says of requests (%zu), please review",
            count);
    }
    buffer_release(&lua);
    return challenge->behaviour != NULL;
}

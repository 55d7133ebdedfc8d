#include "sitting.h"
#include "base/check.h"
#include "scenario/embedded.h"

#include <stdlib.h>

#define TERMINAL "1"
#define START 1795424400000000000 /* 2026-11-23T09:00:00Z */
#define SEED 1

static const char *owned_text(struct arena *arena, const char *problem)
{
    const char *text = arena_text(arena, problem ? problem : "no reason given");
    memory_free((void *)(uintptr_t)problem);
    return text;
}

bool sitting_begin(struct sitting *sitting, struct arena *arena, const char *slug, const char **problem)
{
    struct scenario_source source = embedded_source(slug);
    const char *reason = NULL;
    sitting->scenario = scenario_load(&source, &reason);
    if (sitting->scenario)
        sitting->session = session_new(sitting->scenario, (struct instant){START}, SEED, &reason);
    if (!sitting->session)
        *problem = arena_format(arena, "%s: %s", slug, owned_text(arena, reason));
    return sitting->session != NULL;
}

void sitting_end(struct sitting *sitting)
{
    if (sitting->session)
        session_free(sitting->session);
    if (sitting->scenario)
        scenario_free(sitting->scenario);
}

struct slice sitting_run(struct sitting *sitting, struct slice command, bool settle)
{
    session_input(sitting->session, sitting->typed ? INPUT_TYPED : INPUT_LINE, TERMINAL, command);
    session_finish(sitting->session, TERMINAL, settle);
    return session_output(sitting->session, TERMINAL);
}

struct slice sitting_run_key(struct sitting *sitting, struct slice command, enum input_kind key, bool settle)
{
    struct session *session = sitting->session;
    session_input(session, INPUT_LINE, TERMINAL, command);
    session_advance(session, instant_add(session_now(session), SECONDS(1)));
    session_input(session, key, TERMINAL, SLICE(""));
    session_finish(session, TERMINAL, settle);
    return session_output(session, TERMINAL);
}

void sitting_run_script(struct sitting *sitting, struct slice script)
{
    while (script.length > 0) {
        size_t length = shell_command_length(script, true);
        if (length == 0)
            break;
        sitting_run(sitting, slice_part(script, 0, length), true);
        script = slice_part(script, length, script.length);
    }
}

int sitting_status(const struct sitting *sitting)
{
    return session_status(sitting->session, TERMINAL);
}

const char *sitting_replay(struct sitting *sitting, struct arena *arena)
{
    const char *reason = NULL;
    const struct value *journal = session_ask(sitting->session, "journal", arena);
    const struct value *hash = session_ask(sitting->session, "hash", arena);
    struct replay replay = replay_begin(sitting->scenario, journal, &reason);
    struct session *again = replay.session;
    const struct value *entry;
    if (!again)
        return arena_format(arena, "the journal is not replayed: %s", reason ? reason : "no reason given");
    while (replay_step(&replay, &entry) != REPLAY_END)
        continue;
    session_advance(again, session_now(sitting->session)); /* the journal ends with the last input */
    const struct value *replayed = session_ask(again, "hash", arena);
    const char *problem = NULL;
    if (!hash || !value_equal(hash, replayed))
        problem = arena_format(arena, "the world's hash is %s, and after a replay %s", value_string_of(hash),
                               value_string_of(replayed));
    if (!problem && (replay.world_differs || replay.shown_differs))
        problem = arena_format(arena, "a replay differs after input %zu in the world, %zu in what is shown",
                               replay.world_differs, replay.shown_differs);
    session_free(again);
    return problem;
}

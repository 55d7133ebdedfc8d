/* tests/kills/NAME.list: command lines, each killed at its 1st, 2nd, 3rd... step, where a process yields, in a sitting in
 * which processes yield at every tick. A second after each kill nothing may be left but the terminal's shell: no process, no
 * connection, no reference to the terminal. What memory is left shows at the end, when the test program is built with
 * the address sanitizer. Lines that begin with "#" are prose; one that begins with "! " is run as it is. */
#include "test.h"
#include "sitting.h"

#include "base/instant.h"

#define TERMINAL "1"

/* All of the first steps, and ever fewer of those behind. */
enum { EVERY = 150, MOST = 20000 };

static int next_step(int step)
{
    return step < EVERY ? step + 1 : step + step / 4;
}

/* Lets the command run for so many steps; false when it has ended before. */
static bool run_steps(struct session *session, int steps)
{
    for (int i = 0; i < steps && session_busy(session, TERMINAL); i++) {
        bool follow;
        struct instant next = session_next(session, &follow);
        if (instant_compare(next, INSTANT_NEVER) == 0)
            return false;
        session_advance(session, next);
    }
    return session_busy(session, TERMINAL);
}

static bool is_clean(struct session *session, struct arena *arena, const struct value **census)
{
    *census = session_ask(session, "census/" TERMINAL, arena);
    return value_number(value_get(*census, "processes"), 0) == 1 &&
           value_number(value_get(*census, "connections"), -1) == 0 &&
           value_number(value_get(*census, "listeners"), -1) == 0 &&
           value_number(value_get(*census, "terminal"), 0) == 4; /* itself, and the shell's three descriptors */
}

static bool kill_at(struct run *run, const char *name, struct sitting *sitting, struct slice command, int step)
{
    struct session *session = sitting->session;
    struct arena arena = {0};
    const struct value *census;
    session_input(session, INPUT_LINE, TERMINAL, command);
    bool running = run_steps(session, step);
    session_input(session, INPUT_KILL, TERMINAL, SLICE(""));
    session_advance(session, instant_add(session_now(session), SECONDS(1)));
    sitting_run(sitting, SLICE("wait"), false); /* what runs beside ends by itself, and jobs are reaped */
    bool clean = is_clean(session, &arena, &census);
    if (!clean)
        run_failed(run, name, "killed at step %d it leaves: processes %lld, connections %lld, listeners %lld, terminal %lld",
                   step, (long long)value_number(value_get(census, "processes"), 0),
                   (long long)value_number(value_get(census, "connections"), 0),
                   (long long)value_number(value_get(census, "listeners"), 0),
                   (long long)value_number(value_get(census, "terminal"), 0));
    arena_release(&arena);
    return running && clean;
}

static void kill_everywhere(struct run *run, const char *path, struct sitting *sitting, struct slice command)
{
    struct arena arena = {0};
    const char *name = arena_format(&arena, "%s: %.*s", path, (int)command.length, command.data);
    int before = run->failed;
    if (run_begin(run, name)) {
        for (int step = 0; step < MOST && kill_at(run, name, sitting, command, step); step = next_step(step))
            continue;
        if (run->failed == before)
            run_passed(run);
    }
    arena_release(&arena);
}

static void run_list(struct run *run, const char *path)
{
    struct buffer text = {0};
    struct arena arena = {0};
    struct sitting sitting = {0};
    const char *problem;
    file_read(&text, path);
    struct slice rest = buffer_slice(&text), line;
    if (sitting_begin(&sitting, &arena, "waypoints-l7-where-it-matters", &problem)) {
        session_set_hostile(sitting.session);
        while (rest.length && slice_next(&rest, '\n', &line)) {
            if (slice_starts(line, "! "))
                sitting_run(&sitting, slice_part(line, 2, line.length), true);
            else if (line.length && line.data[0] != '#')
                kill_everywhere(run, path, &sitting, line);
        }
    } else {
        run_failed(run, path, "%s", problem);
    }
    sitting_end(&sitting);
    buffer_release(&text);
    arena_release(&arena);
}

void suite_kills(struct run *run)
{
    files_visit("tests/kills/*.list", run, run_list);
}

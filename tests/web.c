/* Whole sittings in the browser's server, without a socket: against the shell, put away and built again, over a restart. */
#include "browser.h"
#include "sitting.h"
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "data/json.h"

static const char seed_slug[] = "waypoints-l7-where-it-matters";

static void encode(struct buffer *out, const char *text)
{
    for (; *text; text++)
        buffer_format(out, "%%%02X", (unsigned char)*text);
}

/* A block of the lesson as its form sends it, and then the time that a reader takes. */
static void send_block(struct street *street, const char *text, struct arena *arena)
{
    struct buffer line = {0};
    buffer_add_text(&line, "POST /lab/{session}/run text=");
    encode(&line, text);
    street_status(street, buffer_text(&line), arena, NULL);
    street_pass(street, SECONDS(5));
    buffer_release(&line);
}

/* "ID VERDICT RECORDED" of each task. */
static const char *verdicts(const struct value *tasks, struct arena *arena)
{
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        buffer_format(&text, "%s %s %d\n", value_find_text(task, "id"), value_find_text(task, "verdict"),
                      value_truth(value_get(task, "recorded")));
    }
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

static const char *in_the_shell(struct arena *arena, size_t most)
{
    struct sitting sitting = {.typed = true};
    const struct block *blocks;
    const char *problem = NULL;
    if (!sitting_begin(&sitting, arena, seed_slug, &problem))
        return problem;
    size_t count = scenario_blocks(sitting.scenario, &blocks);
    for (size_t i = 0; i < count; i++) {
        if (!scenario_block_runs(&blocks[i]) || !most--)
            continue;
        sitting_run(&sitting, slice_trim(slice_of(blocks[i].text)), true);
        for (size_t done; session_check_step(sitting.session, &done);)
            continue;
    }
    const char *result = verdicts(session_ask(sitting.session, "tasks", arena), arena);
    sitting_end(&sitting);
    return result;
}

static const char *on_the_pages(struct street *street, struct arena *arena, size_t most)
{
    const char *problem = NULL, *body;
    struct sitting sitting = {0};
    const struct block *blocks;
    if (!sitting_begin(&sitting, arena, seed_slug, &problem))
        return problem;
    size_t count = scenario_blocks(sitting.scenario, &blocks);
    street_status(street, "POST /start challenge=waypoints-l7-where-it-matters", arena, NULL);
    street_status(street, "GET /lab/{session}", arena, NULL);
    for (size_t i = 0; i < count; i++) {
        if (scenario_block_runs(&blocks[i]) && most-- > 0)
            send_block(street, blocks[i].text, arena);
    }
    sitting_end(&sitting);
    street_status(street, "GET /api/v1/sessions/{session}/tasks", arena, &body);
    return verdicts(value_get(json_read(arena, slice_of(body), &problem), "tasks"), arena);
}

/* The challenge's own blocks, all of them and only the first few: what the checks say is the same. */
static void compare_with_shell(struct run *run, const char *name, size_t most)
{
    struct arena arena = {0};
    struct street street;
    const char *problem;
    if (!run_begin(run, name))
        return;
    if (!street_open(&street, NULL, NULL, &arena, &problem))
        run_failed(run, name, "%s", problem);
    else
        run_compare(run, name, slice_of(in_the_shell(&arena, most)), slice_of(on_the_pages(&street, &arena, most)));
    street_close(&street);
    arena_release(&arena);
}

/* --- put away --- */

static const char *hash_of(struct desk *desk, struct arena *arena)
{
    return value_string_of(session_ask(desk->session, "hash", arena));
}

static struct desk *desk_of(struct street *street, struct arena *arena)
{
    const char *problem;
    struct learner *learner = house_learner(&street->house, slice_part(slice_of(street->browser->cookie), 11, SIZE_MAX));
    struct seat *seat = house_seat(&street->house, learner, slice_of(street->session));
    return seat ? clerk_desk(seat->clerk, seat, arena, &problem) : NULL;
}

/* A job in the background goes on where it was, and the transcript is the same. NULL, or what does not hold. */
static const char *put_away(struct street *street, struct arena *arena)
{
    const char *before, *after, *jobs;
    street_status(street, "POST /api/v1/sessions {\"challenge\":\"empty\"}", arena, NULL);
    street_status(street, "POST /api/v1/sessions/{session}/input {\"text\":\"(while sleep 1; do date >> ticks; done) &\"}", arena, NULL);
    street_pass(street, SECONDS(1));
    street_status(street, "POST /api/v1/sessions/{session}/input {\"text\":\"sleep 7; wc -l ticks\"}", arena, NULL);
    street_pass(street, SECONDS(1));
    street_status(street, "GET /api/v1/sessions/{session}/transcript", arena, &before);
    struct desk *desk = desk_of(street, arena);
    const char *hash = hash_of(desk, arena);
    street_pass(street, SECONDS(LIMIT_WEB_IDLE_SECONDS + 5));
    if (atomic_load(&street->house.counters[COUNTER_EVICTED]) != 1)
        return "it was not put away";
    desk = desk_of(street, arena);
    if (!desk || atomic_load(&street->house.counters[COUNTER_REBUILT]) != 1)
        return "it was not built again";
    if (!text_equal(hash, hash_of(desk, arena)))
        return "the world is another one";
    street_status(street, "POST /api/v1/sessions/{session}/input {\"text\":\"jobs; sleep 5; wc -l ticks\"}", arena, &jobs);
    street_status(street, "GET /api/v1/sessions/{session}/transcript", arena, &after);
    if (!strstr(jobs, "Running"))
        return arena_format(arena, "its job is gone: %s", jobs);
    if (strncmp(before, after, strcspn(before, "]")) != 0)
        return arena_format(arena, "the transcript was\n%s\nand is\n%s", before, after);
    return NULL;
}

static void test_put_away(struct run *run, const char *name, const char *file)
{
    street_test(run, name, file, NULL, put_away);
}

/* --- two hands --- */

static const char *const typed[] = {
    "e", "c", "h", "o", " ", "a", "O", "M", "\"", ";", "\xc3", "\xa9", "\x7f", "\033", "[D", "[A", "\033[C", "\033b", "\033OM",
    "kubectl exec curl -n finance -- curl -s accounts.accounts:8080/some/where/far/away ", "\033O", "\001", "\005", "\013", "\031", "\022", "\003", "\004", "\t", "\r", "\n", "\033[200~", "\033[201~", "\033.",
};

/* What the line does not take alone is typed as if nobody else had been there. */
static void type_key(struct desk *desk, struct slice key, bool alone, int64_t wall)
{
    struct terminal *terminal = desk->terminals[0];
    size_t taken = alone ? terminal_edit(terminal, key) : 0;
    if (taken == key.length)
        return;
    desk_pass(desk, wall);
    prompt_keys(terminal->prompt, slice_part(key, taken, key.length));
    desk_pass(desk, wall);
}

/* The journal and all that is shown, of random keys. */
static const char *after_typing(struct arena *arena, bool alone)
{
    enum { KEYS = 3000 };
    const int64_t between = 40000000;
    struct street street;
    const char *problem;
    uint64_t luck = 7;
    if (!street_open(&street, NULL, NULL, arena, &problem))
        return problem;
    street_status(&street, "POST /api/v1/sessions {\"challenge\":\"empty\"}", arena, NULL);
    struct desk *desk = desk_of(&street, arena);
    for (int i = 0; i < KEYS; i++) {
        luck = luck * 6364136223846793005u + 1442695040888963407u;
        const char *key = typed[(luck >> 33) % (sizeof typed / sizeof *typed)];
        street.wall += between;
        type_key(desk, slice_of(key), alone, street.wall);
    }
    desk_pass(desk, street.wall += between);
    struct buffer text = {0};
    json_write(&text, session_ask(desk->session, "journal", arena));
    buffer_format(&text, "\n%zu: %s\n", desk->terminals[0]->count, buffer_text(&desk->terminals[0]->stream));
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    street_close(&street);
    return result;
}

static void test_hands(struct run *run, const char *name)
{
    struct arena arena = {0};
    if (!run_begin(run, name))
        return;
    run_compare(run, name, slice_of(after_typing(&arena, false)), slice_of(after_typing(&arena, true)));
    arena_release(&arena);
}

/* --- another process --- */

static const char *over_a_restart(const char *file, struct arena *arena)
{
    struct street first, second;
    const char *problem = NULL, *body = "";
    if (!street_open(&first, file, NULL, arena, &problem))
        return problem;
    street_status(&first, "POST /api/v1/sessions {\"challenge\":\"empty\"}", arena, NULL);
    street_status(&first, "POST /api/v1/sessions/{session}/input {\"text\":\"echo kept > kept\"}", arena, NULL);
    char *cookie = memory_text(slice_of(first.browser->cookie)), *session = memory_text(slice_of(first.session));
    street_close(&first);
    bool good = street_open(&second, file, NULL, arena, &problem);
    second.browser->cookie = cookie;
    second.session = session;
    if (good)
        street_status(&second, "POST /api/v1/sessions/{session}/input {\"text\":\"cat kept\"}", arena, &body);
    second.browser = &second.browsers[1]; /* who has no cookie finds nothing */
    int other = good ? street_status(&second, "GET /api/v1/sessions/{session}", arena, NULL) : 0;
    street_close(&second);
    return !good ? problem : !strstr(body, "\"kept\\n\"") ? body : other != 404 ? "another browser has it, too" : NULL;
}

static void test_restart(struct run *run, const char *name, const char *file)
{
    struct arena arena = {0};
    if (!run_begin(run, name))
        return;
    const char *problem = over_a_restart(file, &arena);
    if (problem)
        run_failed(run, name, "%s", problem);
    else
        run_passed(run);
    arena_release(&arena);
}

/* A database of its own for each: these browsers' tokens and sessions have the same names each time. */
static void with_file(struct run *run, const char *name, void (*test)(struct run *run, const char *name, const char *file))
{
    static const char *const ends[] = {"", "-wal", "-shm", "-open"};
    char folder[] = "/tmp/ambit-web-XXXXXX";
    struct arena arena = {0};
    check(mkdtemp(folder));
    const char *file = arena_format(&arena, "%s/ambit.db", folder);
    test(run, name, file);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        unlink(arena_format(&arena, "%s%s", file, ends[i]));
    rmdir(folder);
    arena_release(&arena);
}

void suite_web(struct run *run)
{
    compare_with_shell(run, "web: the seed's blocks as forms come to the shell's verdict", SIZE_MAX);
    compare_with_shell(run, "web: three of them come to it as well", 3);
    test_hands(run, "web: keys that the line takes alone come to the same line, screen and journal");
    test_put_away(run, "web: what nobody looks at is put away and built again, without a database", NULL);
    with_file(run, "web: the same with a database", test_put_away);
    with_file(run, "web: a session goes on in another process, for who has its cookie", test_restart);
}

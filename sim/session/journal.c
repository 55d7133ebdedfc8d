/* The journal: inputs, what came of each, and the facts of the sitting; and its replay. */
#include <string.h>

#include "base/check.h"
#include "base/write.h"
#include "session/record.h"

enum { JOURNAL_FORMAT = 1 };

/* Room for one more of [size] bytes each. */
static void *grow(void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return list;
    *capacity = *capacity ? *capacity * 2 : 16;
    return memory_resize(list, *capacity * size);
}

/* Letting the cluster become quiet belongs to the line that it is for: together they have one outcome. */
void journal_input(struct session *session, enum input_kind kind, const char *terminal, struct slice bytes)
{
    if (kind != INPUT_SETTLE)
        journal_outcome(session);
    session->checking = SIZE_MAX;
    session->inputs =
        grow(session->inputs, session->input_count, &session->input_capacity, sizeof *session->inputs);
    struct input *input = &session->inputs[session->input_count++];
    *input = (struct input){.at = machine_now(session->machine),
                            .kind = kind,
                            .terminal = arena_text(&session->journal, terminal),
                            .bytes = {arena_copy(&session->journal, bytes), bytes.length}};
    const struct keeper *keeper = session->keeper;
    if (keeper)
        keeper->input(keeper->context, session->input_count, input->at, input_name(kind), terminal, bytes);
}

void journal_outcome(struct session *session)
{
    struct input *input = session->input_count ? &session->inputs[session->input_count - 1] : NULL;
    if (!input || input->ended)
        return;
    input->ended = true;
    input->ended_at = machine_now(session->machine);
    input->world = machine_hash(session->machine);
    input->shown = hash_stream_value(&session->shown_hash);
    session->checking = 0;
    const struct keeper *keeper = session->keeper;
    if (keeper)
        keeper->outcome(keeper->context, session->input_count, input->ended_at, input->world, input->shown);
}

/* A task is done but once. */
static bool is_new(struct session *session, const char *kind, const char *what)
{
    const struct task *tasks;
    size_t count = scenario_tasks(session->scenario, &tasks);
    if (!text_equal(kind, "done"))
        return true;
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(tasks[i].id, what))
            continue;
        bool before = session->done[i];
        session->done[i] = true;
        return !before;
    }
    return false;
}

void journal_fact(struct session *session, const char *kind, const char *what)
{
    if (!is_new(session, kind, what))
        return;
    session->facts = grow(session->facts, session->fact_count, &session->fact_capacity, sizeof *session->facts);
    struct fact *fact = &session->facts[session->fact_count++];
    *fact = (struct fact){session->input_count, machine_now(session->machine), arena_text(&session->journal, kind),
                          arena_text(&session->journal, what)};
    const struct keeper *keeper = session->keeper;
    if (keeper)
        keeper->fact(keeper->context, fact->input, fact->at, kind, what);
}

void journal_release(struct session *session)
{
    arena_release(&session->journal);
    memory_free(session->inputs);
    memory_free(session->facts);
    memory_free(session->done);
}

void session_keep(struct session *session, const struct keeper *keeper)
{
    session->keeper = keeper;
}

/* --- as a value --- */

const struct value *hash_value(struct arena *arena, struct hash hash)
{
    return value_text(arena, hash_digits(arena, hash));
}

static const struct value *input_value(struct arena *arena, const struct input *input)
{
    struct value *one = value_object(arena);
    value_put_integer(arena, one, "at", input->at.nanoseconds);
    value_put_text(arena, one, "kind", input_name(input->kind));
    value_put_text(arena, one, "terminal", input->terminal);
    value_put(arena, one, "bytes", value_string(arena, input->bytes));
    if (!input->ended)
        return one;
    struct value *outcome = value_object(arena);
    value_put_integer(arena, outcome, "at", input->ended_at.nanoseconds);
    value_put(arena, outcome, "world", hash_value(arena, input->world));
    value_put(arena, outcome, "shown", hash_value(arena, input->shown));
    value_put(arena, one, "outcome", outcome);
    return one;
}

static const struct value *fact_value(struct arena *arena, const struct fact *fact)
{
    struct value *one = value_object(arena);
    value_put_integer(arena, one, "input", (int64_t)fact->input);
    value_put_integer(arena, one, "at", fact->at.nanoseconds);
    value_put_text(arena, one, "kind", fact->kind);
    value_put_text(arena, one, "what", fact->what);
    return one;
}

const struct value *journal_facts(struct session *session, struct arena *arena)
{
    struct value *facts = value_array(arena);
    for (size_t i = 0; i < session->fact_count; i++)
        value_append(arena, facts, fact_value(arena, &session->facts[i]));
    return facts;
}

const struct value *journal_value(struct session *session, struct arena *arena)
{
    struct value *journal = value_object(arena), *inputs = value_array(arena);
    value_put_integer(arena, journal, "format", JOURNAL_FORMAT);
    value_put_integer(arena, journal, "start", session->start.nanoseconds);
    value_put_integer(arena, journal, "seed", (int64_t)session->seed);
    value_put_text(arena, journal, "scenario", scenario_slug(session->scenario));
    for (size_t i = 0; i < session->input_count; i++)
        value_append(arena, inputs, input_value(arena, &session->inputs[i]));
    value_put(arena, journal, "inputs", inputs);
    value_put(arena, journal, "facts", journal_facts(session, arena));
    value_put_integer(arena, journal, "end", machine_now(session->machine).nanoseconds);
    return journal;
}

/* --- replay --- */

static struct instant instant_in(const struct value *entry)
{
    return (struct instant){value_number(value_get(entry, "at"), 0)};
}

struct replay replay_begin(const struct scenario *scenario, const struct value *journal, const char **problem)
{
    struct instant start = {value_number(value_get(journal, "start"), 0)};
    uint64_t seed = (uint64_t)value_number(value_get(journal, "seed"), 0);
    return (struct replay){.session = session_new(scenario, start, seed, problem),
                           .journal = journal,
                           .inputs = value_get(journal, "inputs"),
                           .facts = value_get(journal, "facts")};
}

/* How far to go before the limit is looked at, or who looks on sees what is shown: to when something happens. */
static struct instant next_part(const struct replay *replay)
{
    struct instant now = machine_now(replay->session->machine);
    if (!replay->watch)
        return instant_add(now, SECONDS(10));
    bool follow;
    struct instant soon = instant_add(now, MILLISECONDS(1)), next = machine_next(replay->session->machine, &follow);
    return instant_compare(next, soon) < 0 ? soon : next;
}

static void advance(struct replay *replay, struct instant until)
{
    struct session *session = replay->session;
    bool whole = !replay->most_steps && !replay->watch;
    while (!replay->spent && !whole && instant_compare(machine_now(session->machine), until) < 0) {
        struct instant part = next_part(replay);
        session_advance(session, instant_compare(part, until) < 0 ? part : until);
        replay->spent = replay->most_steps && machine_steps(session->machine) > replay->most_steps;
        if (replay->watch && replay->watch->passed)
            replay->watch->passed(replay->watch->context);
    }
    if (!replay->spent)
        session_advance(session, until);
}

static bool says_hash(const struct value *text, struct hash hash)
{
    enum { DIGITS = 32 };
    char digits[DIGITS];
    write_hexadecimals(digits, hash.high, hash.low);
    return slice_equal(value_slice(text), (struct slice){digits, sizeof digits});
}

/* What the session made of its last input beside what the journal says. */
static void compare(struct replay *replay, const struct value *outcome)
{
    const struct session *session = replay->session;
    const struct input *input = session->input_count ? &session->inputs[session->input_count - 1] : NULL;
    bool same = input && input->ended;
    if (!replay->world_differs && !(same && says_hash(value_get(outcome, "world"), input->world)))
        replay->world_differs = replay->input;
    if (!replay->shown_differs && !(same && says_hash(value_get(outcome, "shown"), input->shown)))
        replay->shown_differs = replay->input;
}

static void begin_input(struct replay *replay, const struct value *entry)
{
    enum input_kind kind;
    replay->input++;
    replay->open = input_named(value_string_of(value_get(entry, "kind")), &kind);
    if (!replay->open) {
        replay->world_differs = replay->world_differs ? replay->world_differs : replay->input;
        replay->shown_differs = replay->shown_differs ? replay->shown_differs : replay->input;
        return;
    }
    advance(replay, instant_in(entry));
    if (replay->spent)
        return;
    if (replay->watch && replay->watch->begins)
        replay->watch->begins(replay->watch->context, entry);
    session_input(replay->session, kind, value_string_of(value_get(entry, "terminal")),
                  value_slice(value_get(entry, "bytes")));
}

static void end_input(struct replay *replay, const struct value *entry)
{
    const struct value *outcome = value_get(entry, "outcome");
    replay->open = false;
    if (!outcome)
        return;
    advance(replay, instant_in(outcome));
    if (replay->spent)
        return;
    journal_outcome(replay->session); /* of one that was cut short by the next input */
    compare(replay, outcome);
}

/* The next fact, when its place has come: behind its input, and before the outcome if it came before it. */
static const struct value *due_fact(const struct replay *replay, const struct value *entry)
{
    const struct value *fact = value_at(replay->facts, replay->fact);
    if (!fact)
        return NULL;
    const struct value *outcome = value_get(entry, "outcome");
    bool early = outcome && instant_compare(instant_in(fact), instant_in(outcome)) < 0;
    bool behind = value_number(value_get(fact, "input"), 0) <= (int64_t)replay->input;
    return behind && (!replay->open || early) ? fact : NULL;
}

/* What commands brings about is on record again by itself. */
static void put_on_record(struct replay *replay, const struct value *fact)
{
    replay->fact++;
    advance(replay, instant_in(fact));
    if (!replay->doubtful)
        replay_believe(replay, fact);
}

void replay_finish(struct replay *replay)
{
    advance(replay, (struct instant){value_number(value_get(replay->journal, "end"), 0)});
}

void replay_believe(struct replay *replay, const struct value *fact)
{
    if (value_says(value_get(fact, "kind"), "done"))
        journal_fact(replay->session, "done", value_find_text(fact, "what"));
}

enum replay_entry replay_step(struct replay *replay, const struct value **entry)
{
    const struct value *input = replay->open ? value_at(replay->inputs, replay->input - 1) : NULL;
    if (!input && !due_fact(replay, NULL)) {
        input = value_at(replay->inputs, replay->input);
        if (!input)
            return REPLAY_END;
        begin_input(replay, input);
    }
    const struct value *fact = due_fact(replay, input);
    *entry = fact ? fact : input;
    if (fact)
        put_on_record(replay, fact);
    else
        end_input(replay, input);
    if (replay->spent)
        return REPLAY_END;
    return fact ? REPLAY_FACT : REPLAY_INPUT;
}

struct session *session_replay(const struct scenario *scenario, const struct value *journal,
                               const char **problem)
{
    struct replay replay = replay_begin(scenario, journal, problem);
    const struct value *entry;
    while (replay.session && replay_step(&replay, &entry) != REPLAY_END)
        continue;
    if (replay.session)
        session_advance(replay.session, (struct instant){value_number(value_get(journal, "end"), 0)});
    return replay.session;
}

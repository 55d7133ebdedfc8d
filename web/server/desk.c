#include "server/desk.h"

#include "base/check.h"
#include "data/json.h"
#include "face/again.h"
#include "face/catalog.h"
#include "server/log.h"
#include "server/socket.h"
#include "server/clerk.h"

struct session *desk_session(struct desk *desk)
{
    return desk->session;
}

struct keep *desk_keep(struct desk *desk)
{
    return desk->house->keep.store ? &desk->keep : NULL;
}

void desk_name_epoch(struct desk *desk, char *name, size_t length)
{
    struct arena arena = {0};
    house_lock(desk->house);
    memcpy(name, random_letters(&desk->house->options.random, length, &arena), length);
    house_unlock(desk->house);
    arena_release(&arena);
}

bool desk_saved(const struct desk *desk)
{
    return desk->house->keep.store && keep_saved(&desk->keep);
}

/* --- terminals --- */

static struct terminal *add_terminal(struct desk *desk, const char *name)
{
    struct terminal *terminal = terminal_new(desk, name);
    desk->terminals[desk->terminal_count++] = terminal;
    return terminal;
}

struct terminal *desk_find_terminal(const struct desk *desk, struct slice name)
{
    for (size_t i = 0; i < desk->terminal_count; i++) {
        if (slice_is(name, desk->terminals[i]->name))
            return desk->terminals[i];
    }
    return NULL;
}

static bool is_terminal_name(struct slice name)
{
    return name.length == 1 && name.data[0] >= '1' && name.data[0] <= '9';
}

struct terminal *desk_terminal(struct desk *desk, struct slice name)
{
    struct terminal *terminal = desk_find_terminal(desk, name);
    if (terminal || !is_terminal_name(name) || desk->terminal_count == LIMIT_WEB_TERMINALS)
        return terminal;
    const char text[] = {name.data[0], '\0'};
    terminal = add_terminal(desk, text);
    terminal_begin(terminal, desk->wall, SLICE(""));
    return terminal;
}

/* --- it begins --- */

/* Who begins within ten minutes begins at the same instant, and so shares the world of the start with the others. */
static struct instant start_now(const struct house *house)
{
    const int64_t together = 600000;
    return (struct instant){house_now(house) / together * together * 1000000};
}

static bool begin(struct desk *desk, const char *next, const char **problem)
{
    struct instant start = start_now(desk->house);
    uint32_t seed = 1;
    if (scenario_varies(desk->scenario)) {
        house_lock(desk->house);
        desk->house->options.random.fill(desk->house->options.random.context, &seed, sizeof seed);
        house_unlock(desk->house);
    }
    desk->session = session_new(desk->scenario, start, seed, problem);
    if (!desk->session)
        return false;
    session_offer_next(desk->session, next);
    if (desk_keep(desk))
        keep_begin(&desk->keep, desk->session, desk->scenario, "", start, seed);
    add_terminal(desk, "1");
    desk->seat->begun = true;
    house_count(desk->house, COUNTER_BEGUN, 1);
    return true;
}

/* --- it is built again --- */

/* A command that was typed last, and whose end nobody has seen, stands in the prompt again, and is not run. */
static void offer_unfinished(struct desk *desk, const struct value *unfinished)
{
    for (size_t i = 0; i < value_count(unfinished); i++) {
        const struct value *input = value_at(unfinished, i);
        struct slice line = slice_trim(value_slice(value_get(input, "bytes")));
        if (!value_says(value_get(input, "kind"), "typed") || !line.length)
            continue;
        memory_free(desk->unfinished);
        desk->unfinished = memory_text(line);
        return;
    }
}

struct rebuilding {
    struct desk *desk;
    struct replay replay;
    struct terminal *last; /* where the last command was typed */
};

static struct terminal *terminal_of(struct desk *desk, const char *name)
{
    struct terminal *terminal = desk_find_terminal(desk, slice_of(name));
    bool one = is_terminal_name(slice_of(name)) && desk->terminal_count < LIMIT_WEB_TERMINALS;
    return terminal ? terminal : one ? add_terminal(desk, name) : desk->terminals[0];
}

/* What was shown meanwhile, and the end of the command before. */
static void take_shown(struct rebuilding *rebuilding)
{
    struct desk *desk = rebuilding->desk;
    for (size_t i = 0; i < desk->terminal_count; i++)
        terminal_take(desk->terminals[i], session_output(rebuilding->replay.session, desk->terminals[i]->name));
}

static void end_command(struct rebuilding *rebuilding)
{
    struct terminal *last = rebuilding->last;
    take_shown(rebuilding);
    if (last && terminal_running(last) && !session_busy(rebuilding->replay.session, last->name)) {
        if (last->midline)
            terminal_show(last, SLICE("\n"));
        terminal_mark(last, 'D', SLICE(""), session_status(rebuilding->replay.session, last->name));
    }
}

/* The prompt and the command stand in the terminal again as they did. */
static void begins(void *context, const struct value *input)
{
    struct rebuilding *rebuilding = context;
    struct arena arena = {0};
    const char *kind = value_find_text(input, "kind");
    end_command(rebuilding);
    if (text_equal(kind, "typed") || text_equal(kind, "line")) {
        struct terminal *terminal = terminal_of(rebuilding->desk, value_find_text(input, "terminal"));
        struct slice line = value_slice(value_get(input, "bytes"));
        terminal_mark(terminal, 'A', SLICE(""), 0);
        terminal_show(terminal, slice_of(session_prompt(rebuilding->replay.session, terminal->name, &arena)));
        terminal_mark(terminal, 'B', SLICE(""), 0);
        terminal_show(terminal, line);
        terminal_show(terminal, SLICE("\n"));
        terminal_mark(terminal, 'C', line, 0);
        rebuilding->last = terminal;
    }
    arena_release(&arena);
}

static void passed(void *context)
{
    take_shown(context);
}

static bool rebuild(struct desk *desk, const struct value *journal, const char *next, const char **problem)
{
    struct rebuilding rebuilding = {.desk = desk};
    struct replay_watch watch = {&rebuilding, begins, passed};
    add_terminal(desk, "1");
    if (!again_run(&rebuilding.replay, desk->scenario, journal, desk_keep(desk) != NULL, next, &watch, problem))
        return false;
    desk->session = rebuilding.replay.session;
    end_command(&rebuilding);
    if (rebuilding.replay.world_differs || rebuilding.replay.shown_differs)
        terminal_show(desk->terminals[0], SLICE("\n[built again; it is not what it was, because ambit or the challenge has changed]\n"));
    house_count(desk->house, COUNTER_REBUILT, 1);
    return true;
}

/* The journal of one that was put away: from the database, or as the seat has it. NULL: *problem, in the arena. */
static const struct value *find_journal(struct desk *desk, struct arena *arena, const char **problem)
{
    const char *wrong = NULL;
    const struct value *journal = NULL;
    if (desk->seat->journal)
        journal = json_read_strictly(arena, slice_of(desk->seat->journal), LIMIT_SUBMISSION_BYTES, 100 * LIMIT_SUBMISSION_INPUTS, &wrong);
    else if (desk_keep(desk))
        journal = keep_journal(&desk->keep, desk->seat->id);
    *problem = journal ? NULL : wrong ? wrong : "its journal cannot be read";
    return journal;
}

static bool take_up(struct desk *desk, const char *next, struct arena *arena, const char **problem)
{
    const char *wrong = NULL;
    enum keep_taken taken = desk_keep(desk) ? keep_take(&desk->keep, desk->seat->id) : KEEP_UNSAVED;
    *problem = "it is open in another ambit";
    if (taken == KEEP_ELSEWHERE)
        return false;
    const struct value *journal = find_journal(desk, arena, problem);
    if (!journal)
        return false;
    if (!rebuild(desk, journal, next, &wrong)) {
        *problem = arena_text(arena, wrong ? wrong : "it cannot begin");
        memory_free((void *)(uintptr_t)wrong);
        return false;
    }
    offer_unfinished(desk, value_get(journal, "unfinished"));
    if (taken == KEEP_TAKEN)
        keep_go_on(&desk->keep, desk->session, value_count(value_get(journal, "inputs")));
    return true;
}

static bool start(struct desk *desk, struct arena *arena, const char **problem)
{
    const char *wrong = NULL, *next = catalog_behind(desk->house->catalog, desk->seat->slug);
    if (desk->seat->begun)
        return take_up(desk, next, arena, problem);
    if (begin(desk, next, &wrong))
        return true;
    *problem = arena_text(arena, wrong ? wrong : "it cannot begin");
    memory_free((void *)(uintptr_t)wrong);
    return false;
}

static void set_live(struct desk *desk, bool live)
{
    house_lock(desk->house);
    desk->seat->live = live;
    desk->seat->desk = live ? desk : NULL;
    house_unlock(desk->house);
    house_count(desk->house, COUNTER_SESSIONS, live ? 1 : -1);
}

static void release(struct desk *desk)
{
    for (size_t i = 0; i < desk->terminal_count; i++) {
        sockets_drop(desk->terminals[i]);
        terminal_free(desk->terminals[i]);
    }
    if (desk_keep(desk))
        keep_close(&desk->keep);
    if (desk->session)
        session_free(desk->session);
    memory_free(desk->moving);
    memory_free(desk->unfinished);
    agenda_remove(&desk->clerk->agenda, desk);
    memory_free(desk);
}

struct desk *desk_open(struct clerk *clerk, struct seat *seat, int64_t wall, struct arena *arena, const char **problem)
{
    struct desk *desk = memory_allocate(sizeof *desk);
    *desk = (struct desk){.house = clerk->house, .clerk = clerk, .seat = seat, .wall = wall, .used = wall};
    desk->scenario = clerk_scenario(clerk, seat->slug, arena, problem);
    desk->catalog_row = catalog_find(clerk->house->catalog, seat->slug, &desk->track);
    keep_share(&desk->keep, &clerk->house->keep, seat->learner->id, seat->id);
    if (!desk->scenario || !start(desk, arena, problem)) {
        release(desk);
        return NULL;
    }
    for (size_t i = 0; i < desk->terminal_count; i++)
        terminal_begin(desk->terminals[i], wall, SLICE(""));
    if (desk->unfinished)
        prompt_paste(desk->terminals[0]->prompt, slice_of(desk->unfinished), false);
    memory_free(seat->journal);
    seat->journal = NULL;
    set_live(desk, true);
    return desk;
}

/* --- it is put away --- */

/* An input that changes nothing says how far the clock had come, so that what runs in the background comes as far again. */
static void pin_clock(struct desk *desk)
{
    struct buffer size = {0};
    buffer_format(&size, "%d %d", desk->terminals[0]->columns, desk->terminals[0]->rows);
    session_input(desk->session, INPUT_RESIZE, desk->terminals[0]->name, buffer_slice(&size));
    buffer_release(&size);
}

static void keep_as_text(struct desk *desk)
{
    struct arena arena = {0};
    struct buffer text = {0};
    json_write(&text, session_ask(desk->session, "journal", &arena));
    desk->seat->journal = text.data; /* the buffer's only block is the seat's now */
    arena_release(&arena);
}

void desk_close(struct desk *desk)
{
    struct arena arena = {0};
    while (desk->waiting) {
        struct exchange *exchange = desk->waiting;
        desk->waiting = exchange->next_waiting;
        answer_error(exchange, 409, "ended", "The session was left.");
        clerk_answered(desk->clerk, exchange);
    }
    for (size_t i = 0; i < desk->terminal_count; i++)
        sockets_leave(desk->terminals[i], atomic_load(&desk->house->stopping) ? "stopping" : "evicted");
    pin_clock(desk);
    if (desk_keep(desk))
        keep_settle(&desk->keep, &arena);
    if (!desk_saved(desk))
        keep_as_text(desk);
    set_live(desk, false);
    arena_release(&arena);
    release(desk);
}

bool desk_idle(const struct desk *desk, int64_t wall, int64_t longest)
{
    return !desk->socket_count && !desk->waiting && wall - desk->used > longest;
}

/* --- typing --- */

void desk_soon(struct desk *desk)
{
    agenda_put(&desk->clerk->agenda, desk, desk->wall);
}

bool desk_run(struct desk *desk, struct terminal *terminal, struct slice text, bool enter)
{
    if (!terminal_idle(terminal))
        return false;
    prompt_paste(terminal->prompt, text, enter);
    terminal->waits = true;
    desk_soon(desk);
    return true;
}

void desk_wait(struct desk *desk, struct exchange *exchange, struct terminal *terminal, struct duration longest,
               void (*finish)(struct exchange *exchange))
{
    exchange->finish = finish;
    exchange->terminal = terminal;
    exchange->command = terminal->count + 1;
    exchange->deadline = desk->wall + longest.nanoseconds;
    exchange->next_waiting = desk->waiting;
    desk->waiting = exchange;
    desk_soon(desk);
}

static void answer_waiting(struct desk *desk)
{
    struct exchange **link = &desk->waiting, *exchange;
    while ((exchange = *link)) {
        bool stands = prompt_editing(exchange->terminal->prompt) && prompt_wait(exchange->terminal->prompt) != 0;
        if (!stands && desk->wall < exchange->deadline) {
            link = &exchange->next_waiting;
            continue;
        }
        *link = exchange->next_waiting;
        exchange->finish(exchange);
        clerk_answered(desk->clerk, exchange);
    }
}

/* --- time --- */

void desk_command_ended(struct desk *desk, struct terminal *terminal, const struct command *command)
{
    desk->version++;
    house_count(desk->house, COUNTER_COMMANDS, 1);
    sockets_tell_command(terminal, command);
}

/* The title of the first required task that is open, on the heap; NULL: there is none. */
static char *open_task(const struct value *tasks)
{
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        if (!value_truth(value_get(task, "recorded")) && !value_truth(value_get(task, "optional")))
            return memory_text(value_slice(value_get(task, "title")));
    }
    return NULL;
}

/* The counts that the list of sessions shows, and who is connected hears of. */
static void report(struct desk *desk)
{
    struct arena arena = {0};
    const struct value *tasks = session_ask(desk->session, "record", &arena);
    int64_t done = 0, required = 0;
    for (size_t i = 0; i < value_count(tasks); i++) {
        bool counts = !value_truth(value_get(value_at(tasks, i), "optional"));
        required += counts;
        done += counts && value_truth(value_get(value_at(tasks, i), "recorded"));
    }
    house_lock(desk->house);
    int64_t before = desk->seat->done;
    memory_free(desk->seat->task);
    desk->seat->task = open_task(tasks);
    desk->seat->touched = house_now(desk->house);
    desk->seat->done = done;
    desk->seat->required = required;
    house_unlock(desk->house);
    if (desk->reported && done > before)
        house_count(desk->house, COUNTER_SOLVED, done - before);
    desk->reported = true;
    desk->version += done != before;
    sockets_tell_tasks(desk, tasks);
    arena_release(&arena);
}

/* The shell was left, or `lab next` typed: the next prompt stands at once, and the page is told. */
static void go_on(struct desk *desk, struct terminal *terminal)
{
    struct arena arena = {0};
    const struct value *moving = session_ask(desk->session, "moving", &arena);
    if (moving) {
        memory_free(desk->moving);
        desk->moving = memory_text(value_slice(moving));
        session_offer_next(desk->session, catalog_behind(desk->house->catalog, desk->seat->slug));
        sockets_tell_moving(desk, desk->moving);
    } else {
        desk->left = true;
    }
    terminal_again(terminal, desk->wall);
    if (!moving)
        sockets_leave(terminal, "left");
    arena_release(&arena);
}

static int64_t due_after(const struct desk *desk)
{
    const int long_enough = 1000; /* milliseconds; who has seen what was written says so, and is served at once */
    int64_t due = INT64_MAX;
    for (size_t i = 0; i < desk->terminal_count; i++) {
        int wait = desk->terminals[i]->stopped ? long_enough : prompt_wait(desk->terminals[i]->prompt);
        int64_t then = wait < 0 ? INT64_MAX : desk->wall + (int64_t)wait * 1000000;
        due = then < due ? then : due;
    }
    for (const struct exchange *exchange = desk->waiting; exchange; exchange = exchange->next_waiting)
        due = exchange->deadline < due ? exchange->deadline : due;
    return due;
}

static bool somebody_asks(const struct desk *desk)
{
    return atomic_load(&desk->seat->asking);
}

/* One part of a terminal's turn: at most a few of the prompt's, and a millisecond, so that nobody takes the others' time. */
static void pass_terminal(struct desk *desk, struct terminal *terminal, int64_t wall)
{
    const int64_t share = 1000000;
    const int most = 8;
    int64_t began = house_wall(desk->house);
    terminal->stopped = sockets_are_behind(terminal) && !terminal->waits;
    if (terminal->stopped)
        return;
    terminal->waits = false;
    for (int turns = 0; turns < most && house_wall(desk->house) - began < share && !(turns && somebody_asks(desk)); turns++) {
        prompt_pass(terminal->prompt, wall);
        terminal_drain(terminal);
        if (prompt_leaving(terminal->prompt))
            go_on(desk, terminal);
        if (prompt_wait(terminal->prompt) != 0)
            break;
    }
    if (prompt_editing(terminal->prompt) && (terminal->reported != terminal->count || !desk->reported)) {
        terminal->reported = terminal->count;
        report(desk);
    }
}

/* Requests travel and pods start while nobody types, too: who looks on is told, four times a second at most. */
static void note_changes(struct desk *desk)
{
    const int64_t pause = 250000000;
    const struct world *world = session_world(desk->session);
    if (!desk->socket_count || world == desk->seen || desk->wall - desk->seen_at < pause)
        return;
    desk->version += desk->seen != NULL;
    desk->seen = world;
    desk->seen_at = desk->wall;
}

void desk_pass(struct desk *desk, int64_t wall)
{
    const int64_t step = 1000000000, share = 20000000;
    const int most = 120; /* seconds that are made up for, as far as that takes no more than [share] */
    int64_t from = wall - desk->wall > most * step ? wall - most * step : desk->wall, began = house_wall(desk->house);
    do {
        int64_t now = wall - from > step ? from + step : wall;
        for (size_t i = 0; i < desk->terminal_count; i++) {
            prompt_stand(desk->terminals[i]->prompt, i ? now : from);
            pass_terminal(desk, desk->terminals[i], now);
        }
        from = now;
    } while (from < wall && house_wall(desk->house) - began < share);
    desk->wall = wall;
    note_changes(desk);
    answer_waiting(desk);
    sockets_pump(desk);
    agenda_put(&desk->clerk->agenda, desk, desk->socket_count || desk->waiting ? due_after(desk) : INT64_MAX);
}

/* The clock first: what was typed was typed now. */
void desk_serve(struct desk *desk, int64_t wall)
{
    const int64_t fresh = 5000000;
    if (wall - desk->wall > fresh)
        desk_pass(desk, wall);
    desk->used = wall;
    desk->asks = false;
    sockets_take(desk, wall);
    desk_pass(desk, wall);
    sockets_give_back(desk);
}

/* A sitting as its terminal saw it: the journal is run again, and what is shown is told as time passes. */
#include "base/check.h"
#include "base/limits.h"
#include "data/gotext.h"
#include "data/json.h"
#include "workshop.h"

struct showing {
    const struct player *player;
    const struct scenario *scenario;
    struct replay replay;
    struct replay_watch watch;
    const char *terminal; /* the first that something is typed at; no other is shown */
    struct buffer text;
    bool prompted, carriage;
};

static void tell(struct showing *showing, char kind, struct slice text)
{
    if (text.length)
        showing->player->event(showing->player->context, session_now(showing->replay.session), kind, text);
}

/* As the terminal's driver does: a line end becomes a return and a line end. */
static void show(struct showing *showing, struct slice text)
{
    buffer_clear(&showing->text);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n' && !showing->carriage)
            buffer_add_byte(&showing->text, '\r');
        buffer_add_byte(&showing->text, text.data[i]);
        showing->carriage = text.data[i] == '\r';
    }
    tell(showing, 'o', buffer_slice(&showing->text));
}

static void passed(void *context)
{
    struct showing *showing = context;
    struct slice shown = session_output(showing->replay.session, showing->terminal);
    if (shown.length)
        show(showing, shown);
}

/* Marks come before the prompt that they were made at. */
static bool fact_waits(const struct replay *replay)
{
    const struct value *facts = value_get(replay->journal, "facts");
    const struct value *next = replay->fact < value_count(facts) ? value_at(facts, replay->fact) : NULL;
    return next && value_number(value_get(next, "input"), 0) <= (int64_t)replay->input;
}

static void show_prompt(struct showing *showing)
{
    struct arena arena = {0};
    if (fact_waits(&showing->replay))
        return;
    if (!showing->prompted && !session_busy(showing->replay.session, showing->terminal) &&
        !session_exiting(showing->replay.session, showing->terminal))
        show(showing, slice_of(session_prompt(showing->replay.session, showing->terminal, &arena)));
    showing->prompted |= !session_busy(showing->replay.session, showing->terminal);
    arena_release(&arena);
}

/* A command of several lines, as the prompt shows it while it is typed. */
static void echo_command(struct showing *showing, struct slice command)
{
    struct buffer echo = {0};
    struct slice line;
    while (slice_ends(command, "\n"))
        command.length--;
    buffer_add(&echo, command);
    buffer_add_byte(&echo, '\r');
    tell(showing, 'i', buffer_slice(&echo));
    buffer_clear(&echo);
    for (bool first = true; command.data && slice_next(&command, '\n', &line); first = false) {
        buffer_add_text(&echo, first ? "" : "> ");
        buffer_add(&echo, line);
        buffer_add_byte(&echo, '\n');
    }
    show(showing, buffer_slice(&echo));
    showing->prompted = false;
    buffer_release(&echo);
}

static void echo_size(struct showing *showing, struct slice bytes)
{
    struct arena arena = {0};
    struct slice columns;
    if (slice_next(&bytes, ' ', &columns))
        tell(showing, 'r',
             slice_of(arena_format(&arena, "%.*sx%.*s", (int)columns.length, columns.data, (int)bytes.length,
                                   bytes.data)));
    arena_release(&arena);
}

/* An editor outside of the terminal shows nothing on it: what it saved is a marker. */
static void mark_file(struct showing *showing, const struct value *input)
{
    static const char *const kinds[] = {"file", "remove", "rename", "directory"};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (value_says(value_get(input, "kind"), kinds[i]))
            tell(showing, 'm', slice_of(session_input_title(input, &arena)));
    arena_release(&arena);
}

/* What a person did, as it looks on the terminal before anything comes of it. */
static void begins(void *context, const struct value *input)
{
    static const struct {
        const char *kind, *echo;
    } keys[] = {{"interrupt", "^C\n"}, {"suspend", "^Z"}, {"kill", "^\\"}, {"end", ""}};
    struct showing *showing = context;
    const char *kind = value_find_text(input, "kind");
    struct slice bytes = value_slice(value_get(input, "bytes"));
    if (!value_says(value_get(input, "terminal"), showing->terminal))
        return;
    if (text_equal(kind, "line") || text_equal(kind, "typed")) {
        echo_command(showing, bytes);
    } else if (text_equal(kind, "resize")) {
        echo_size(showing, bytes);
    } else if (text_equal(kind, "bytes")) {
        tell(showing, 'i', bytes);
        if (!session_raw(showing->replay.session, showing->terminal))
            show(showing, bytes);
    }
    mark_file(showing, input);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (text_equal(kind, keys[i].kind) && session_busy(showing->replay.session, showing->terminal))
            show(showing, slice_of(keys[i].echo));
    }
}

static void mark(struct showing *showing, const struct value *fact)
{
    const struct task *tasks;
    size_t count = scenario_tasks(showing->scenario, &tasks);
    struct arena arena = {0};
    const struct world *world = session_world(showing->replay.session);
    for (size_t i = 0; i < count; i++) {
        if (value_says(value_get(fact, "kind"), "done") && value_says(value_get(fact, "what"), tasks[i].id))
            tell(showing, 'm',
                 slice_of(arena_format(&arena, "done: %s",
                                       scenario_fill(showing->scenario, world, tasks[i].title, &arena))));
    }
    arena_release(&arena);
}

bool recording_play(const struct scenario *scenario, const struct value *journal, const struct player *player,
                    struct replay *differences, const char **problem)
{
    struct showing showing = {.player = player, .scenario = scenario};
    const struct value *entry;
    enum replay_entry kind;
    const char *terminal = value_find_text(journal, "inputs.0.terminal");
    showing.terminal = *terminal ? terminal : "1";
    showing.watch = (struct replay_watch){&showing, begins, passed};
    showing.replay = replay_begin(scenario, journal, problem);
    if (!showing.replay.session)
        return false;
    showing.replay.most_steps = LIMIT_REPLAY_STEPS;
    showing.replay.watch = &showing.watch;
    show_prompt(&showing);
    while ((kind = replay_step(&showing.replay, &entry)) != REPLAY_END) {
        passed(&showing);
        if (kind == REPLAY_FACT)
            mark(&showing, entry);
        show_prompt(&showing);
    }
    if (differences)
        *differences = showing.replay;
    session_free(showing.replay.session);
    buffer_release(&showing.text);
    return true;
}

/* --- asciicast --- */

struct cast {
    struct buffer *out;
    struct instant start, last;
    int version;
    int64_t speed;
    struct buffer rest; /* the beginning of a character whose end is in the next event */
};

/* Of the bytes, those that end with a whole character. */
static size_t whole_length(struct slice text)
{
    for (size_t back = 1; back <= 3 && back <= text.length; back++) {
        unsigned char byte = (unsigned char)text.data[text.length - back];
        size_t width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        if (byte >= 0xc0)
            return width > back ? text.length - back : text.length;
        if (byte < 0x80)
            break;
    }
    return text.length;
}

static void cast_line(struct cast *cast, struct instant at, char kind, struct slice text)
{
    struct arena arena = {0};
    struct instant from = cast->version == 3 ? cast->last : cast->start;
    int64_t microseconds = instant_since(at, from).nanoseconds / 1000 / cast->speed;
    const struct value *string = value_string(&arena, text);
    buffer_format(cast->out, "[%lld.%06lld, \"%c\", ", (long long)(microseconds / 1000000),
                  (long long)(microseconds % 1000000), kind);
    json_write(cast->out, string);
    buffer_add_text(cast->out, "]\n");
    cast->last = at;
    arena_release(&arena);
}

static void cast_event(void *context, struct instant at, char kind, struct slice text)
{
    struct cast *cast = context;
    if (kind != 'o') {
        cast_line(cast, at, kind, text);
        return;
    }
    buffer_add(&cast->rest, text);
    struct slice all = buffer_slice(&cast->rest);
    size_t length = whole_length(all);
    if (length)
        cast_line(cast, at, 'o', slice_part(all, 0, length));
    buffer_drop_front(&cast->rest, length);
}

/* The size that the terminal has first; 80x24 when nothing says it. */
static void find_size(const struct value *journal, int64_t *columns, int64_t *rows)
{
    const struct value *inputs = value_get(journal, "inputs");
    *columns = 80;
    *rows = 24;
    for (size_t i = 0; i < value_count(inputs); i++) {
        struct slice bytes = value_slice(value_get(value_at(inputs, i), "bytes")), first;
        if (!value_says(value_get(value_at(inputs, i), "kind"), "resize"))
            continue;
        int64_t width, height;
        if (slice_next(&bytes, ' ', &first) && slice_to_integer(first, &width) &&
            slice_to_integer(bytes, &height)) {
            *columns = width;
            *rows = height;
        }
        return;
    }
}

bool cast_write(struct buffer *out, int version, int64_t speed, const struct scenario *scenario,
                const struct value *journal, const char **problem)
{
    struct arena arena = {0};
    struct instant start = {value_number(value_get(journal, "start"), 0)};
    struct cast cast = {.out = out, .start = start, .last = start, .version = version, .speed = speed};
    struct player player = {&cast, cast_event};
    struct value *head = value_object(&arena), *size = version == 3 ? value_object(&arena) : head;
    int64_t columns, rows;
    find_size(journal, &columns, &rows);
    value_put_integer(&arena, head, "version", version);
    value_put_integer(&arena, size, version == 3 ? "cols" : "width", columns);
    value_put_integer(&arena, size, version == 3 ? "rows" : "height", rows);
    if (version == 3)
        value_put(&arena, head, "term", size);
    value_put_integer(&arena, head, "timestamp", start.nanoseconds / 1000000000);
    value_put_text(&arena, head, "title", scenario_title(scenario));
    json_write(out, head);
    buffer_add_byte(out, '\n');
    bool good = recording_play(scenario, journal, &player, NULL, problem);
    buffer_release(&cast.rest);
    arena_release(&arena);
    return good;
}

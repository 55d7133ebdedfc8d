#include "server/room.h"

#include "face/actions.h"
#include "face/catalog.h"
#include "server/html.h"
#include "server/instructor.h"

/* --- tasks --- */

static const struct value *with_index(struct arena *arena, const struct value *task, size_t index)
{
    struct value *row = value_edit(arena, task);
    value_put_integer(arena, row, "index", (int64_t)index);
    return row;
}

const struct value *room_tasks(struct exchange *exchange, bool look)
{
    struct arena *arena = &exchange->arena;
    struct session *session = exchange->desk->session;
    const struct value *record = session_ask(session, "record", arena);
    struct value *answer = value_object(arena), *tasks = value_array(arena);
    int64_t done = 0, required = 0, points = 0, possible = 0;
    for (size_t i = 0; i < value_count(record); i++) {
        const struct value *task = value_at(record, i);
        bool recorded = value_truth(value_get(task, "recorded"));
        int64_t worth = value_number(value_get(task, "points"), 0);
        if (!value_truth(value_get(task, "optional"))) {
            required++;
            done += recorded;
            possible += worth;
            points += recorded ? worth : 0;
        }
        const struct value *looked = look ? session_ask(session, arena_format(arena, "look/%zu", i), arena) : NULL;
        value_append(arena, tasks, with_index(arena, looked ? looked : task, i));
    }
    value_put(arena, answer, "tasks", tasks);
    value_put_integer(arena, answer, "done", done);
    value_put_integer(arena, answer, "required", required);
    value_put_integer(arena, answer, "points", points);
    value_put_integer(arena, answer, "possible", possible);
    return answer;
}

/* --- terminals --- */

static const char *plain_prompt(struct exchange *exchange, const struct terminal *terminal)
{
    return session_prompt(exchange->desk->session, terminal->name, &exchange->arena);
}

static void put_terminal(struct exchange *exchange, struct value *row, const struct terminal *terminal)
{
    struct arena *arena = &exchange->arena;
    value_put(arena, row, "busy", value_boolean(prompt_busy(terminal->prompt)));
    value_put(arena, row, "line", value_string(arena, prompt_text(terminal->prompt)));
    value_put_text(arena, row, "prompt", plain_prompt(exchange, terminal));
}

const struct value *room_transcript(struct exchange *exchange, const struct terminal *terminal, size_t after)
{
    struct arena *arena = &exchange->arena;
    struct value *answer = value_object(arena), *entries = value_array(arena);
    for (const struct command *command = terminal->commands; command; command = command->next) {
        if (command->number <= after)
            continue;
        struct value *row = value_object(arena);
        value_put_integer(arena, row, "number", (int64_t)command->number);
        value_put_text(arena, row, "command", command->line);
        value_put_integer(arena, row, "status", command->status);
        value_put(arena, row, "output", value_string(arena, buffer_slice(&command->output)));
        value_put(arena, row, "running", value_boolean(command->running));
        value_put(arena, row, "truncated", value_boolean(command->truncated));
        value_append(arena, entries, row);
    }
    value_put(arena, answer, "entries", entries);
    put_terminal(exchange, answer, terminal);
    return answer;
}

const struct value *room_terminal(struct exchange *exchange, const struct terminal *terminal)
{
    struct arena *arena = &exchange->arena;
    struct value *row = value_object(arena);
    value_put_text(arena, row, "name", terminal->name);
    value_put_text(arena, row, "epoch", terminal->epoch);
    value_put_integer(arena, row, "first", (int64_t)terminal->first);
    value_put_integer(arena, row, "position", (int64_t)terminal_position(terminal));
    value_put(arena, row, "raw", value_boolean(session_raw(exchange->desk->session, terminal->name)));
    value_put(arena, row, "editing", value_boolean(prompt_editing(terminal->prompt)));
    put_terminal(exchange, row, terminal);
    return row;
}

/* --- the session --- */

const struct value *room_session(struct exchange *exchange, const struct seat *seat)
{
    struct arena *arena = &exchange->arena;
    const struct value *track, *row = catalog_find(exchange->house->catalog, seat->slug, &track);
    struct value *session = value_object(arena);
    value_put_text(arena, session, "id", seat->id);
    value_put_text(arena, session, "challenge", seat->slug);
    value_put_text(arena, session, "title", row ? value_find_text(row, "title") : seat->slug);
    value_put_text(arena, session, "opened", instant_rfc3339(arena, (struct instant){seat->opened * 1000000}, 0));
    value_put_integer(arena, session, "done", seat->done);
    value_put_integer(arena, session, "required", seat->required);
    value_put(arena, session, "live", value_boolean(seat->live));
    return session;
}

static const struct value *track_of(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct value *track = exchange->desk->track, *challenges = value_get(track, "challenges");
    struct value *row = value_object(arena);
    size_t position = 0;
    if (!track)
        return value_null();
    while (!value_says(value_get(value_at(challenges, position), "slug"), exchange->seat->slug))
        position++;
    value_put_text(arena, row, "slug", value_find_text(track, "slug"));
    value_put_text(arena, row, "title", value_find_text(track, "title"));
    value_put_integer(arena, row, "position", (int64_t)position + 1);
    value_put_integer(arena, row, "count", (int64_t)value_count(challenges));
    return row;
}

static void put_or_null(struct arena *arena, struct value *row, const char *key, const char *text)
{
    if (text)
        value_put_text(arena, row, key, text);
    else
        value_put(arena, row, key, value_null());
}

static const struct value *list_actions(struct arena *arena)
{
    struct value *list = value_array(arena);
    for (int kind = 0; kind < ACTIONS; kind++) {
        const struct action *action = &action_rows[kind];
        struct value *row = value_object(arena);
        value_put_text(arena, row, "name", action->name);
        value_put_text(arena, row, "keys", action->keys ? action->keys : "");
        put_or_null(arena, row, "command", action->command);
        value_put_text(arena, row, "help", action->help);
        value_append(arena, list, row);
    }
    return list;
}

/* What the instructor has sent, the last one first. */
static const struct value *list_hints(struct exchange *exchange)
{
    struct value *list = value_array(&exchange->arena);
    for (const struct hint_sent *hint = exchange->seat->hints; hint; hint = hint->older)
        value_append(&exchange->arena, list, value_text(&exchange->arena, hint->text));
    return list;
}

const struct value *room_state(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    struct desk *desk = exchange->desk;
    struct value *lab = value_edit(arena, room_session(exchange, exchange->seat)), *terminals = value_array(arena);
    const struct value *front = scenario_front(desk->scenario), *tabs = value_get(front, "tabs");
    for (size_t i = 0; i < desk->terminal_count; i++)
        value_append(arena, terminals, room_terminal(exchange, desk->terminals[i]));
    value_put_text(arena, lab, "teaser", value_find_text(desk->catalog_row, "teaser"));
    value_put(arena, lab, "track", track_of(exchange));
    put_or_null(arena, lab, "next", catalog_behind(desk->house->catalog, exchange->seat->slug));
    put_or_null(arena, lab, "moving", desk->moving);
    value_put(arena, lab, "tabs", tabs ? tabs : value_array(arena));
    value_put(arena, lab, "saved", value_boolean(desk_saved(desk)));
    value_put(arena, lab, "terminals", terminals);
    value_put(arena, lab, "actions", list_actions(arena));
    value_put(arena, lab, "hints", list_hints(exchange));
    value_put_text(arena, lab, "offer", instructor_offer_name(exchange->seat->offer));
    value_put(arena, lab, "watched", value_boolean(instructor_looks_on(desk)));
    value_put_text(arena, lab, "csrf", token_form(&desk->house->libraries, exchange->token, arena));
    return lab;
}

/* --- what is typed for somebody --- */

struct terminal *room_find_terminal(struct exchange *exchange)
{
    const char *name = exchange->json || exchange->request.body.length ? asked_field(exchange, "terminal") : NULL;
    name = name ? name : asked_query(exchange, "terminal");
    struct terminal *terminal = desk_terminal(exchange->desk, slice_of(name ? name : "1"));
    if (!terminal)
        answer_error(exchange, 404, "not_found", "A terminal is called 1, 2, ... and there are %d at most.", LIMIT_WEB_TERMINALS);
    return terminal;
}

struct slice room_text(struct exchange *exchange, const char *name)
{
    const char *text = asked_field(exchange, name);
    char *copy = text ? arena_text(&exchange->arena, text) : NULL, *to = copy;
    if (!copy)
        return (struct slice){0};
    for (const char *from = text; *from; from++) {
        if (!(from[0] == '\r' && from[1] == '\n'))
            *to++ = *from;
    }
    return (struct slice){copy, (size_t)(to - copy)};
}

const char *room_change(struct exchange *exchange, enum input_kind kind, struct slice bytes)
{
    struct desk *desk = exchange->desk;
    session_input(desk->session, kind, "1", bytes);
    const struct value *problem = session_ask(desk->session, "problem", &exchange->arena);
    if (desk_keep(desk))
        keep_settle(&desk->keep, &exchange->arena);
    desk->version++;
    desk_soon(desk);
    return problem && value_string_of(problem)[0] ? value_string_of(problem) : NULL;
}

const char *room_save(struct exchange *exchange, const char *path, struct slice text)
{
    struct buffer input = {0};
    buffer_add_text(&input, path);
    buffer_add_byte(&input, '\0');
    buffer_add(&input, text);
    const char *problem = room_change(exchange, INPUT_FILE, buffer_slice(&input));
    buffer_release(&input);
    return problem;
}

static struct duration how_long(struct exchange *exchange)
{
    int64_t wait = asked_number(exchange, "wait", 10000);
    return MILLISECONDS(wait < 0 ? 0 : wait > 60000 ? 60000 : wait);
}

bool room_run(struct exchange *exchange, struct slice text, bool enter, bool force, void (*finish)(struct exchange *exchange))
{
    struct terminal *terminal = room_find_terminal(exchange);
    struct desk *desk = exchange->desk;
    if (!terminal)
        return false;
    if (force && prompt_editing(terminal->prompt) && !terminal_idle(terminal)) {
        prompt_keys(terminal->prompt, SLICE("\003"));
        desk_pass(desk, desk->wall);
    }
    if (!desk_run(desk, terminal, text, enter)) {
        answer_error(exchange, 409, "busy", "A command runs at this terminal, or something stands in its prompt.");
        return false;
    }
    desk_wait(desk, exchange, terminal, how_long(exchange), finish);
    return true;
}

const char *room_command(struct arena *arena, struct slice name, int64_t count)
{
    enum action_kind kind = action_named(name);
    const char *command = kind == ACTIONS ? NULL : action_rows[kind].command;
    if (!command || !text_starts(command, "lab ")) /* the others are about a screen */
        return NULL;
    bool numbered = text_ends(command, " N"), counts = kind == ACTION_UNDO || kind == ACTION_REDO;
    if (numbered && count < 1)
        return NULL;
    struct slice words = slice_part(slice_of(command), 0, strlen(command) - (numbered ? 2 : 0));
    return count > 0 && (numbered || counts) ? arena_format(arena, "%.*s %lld", (int)words.length, words.data, (long long)count) : command;
}

bool room_act(struct exchange *exchange, const char *name, bool force, void (*finish)(struct exchange *exchange))
{
    const char *command = room_command(&exchange->arena, slice_of(name), asked_number(exchange, "count", 0));
    if (command)
        return room_run(exchange, slice_of(command), true, force, finish);
    answer_error(exchange, 404, "not_found", "There is no action \"%.40s\" that the server does like this.", name);
    return false;
}

bool room_interrupt(struct exchange *exchange, void (*finish)(struct exchange *exchange))
{
    struct terminal *terminal = room_find_terminal(exchange);
    if (!terminal)
        return false;
    desk_wait(exchange->desk, exchange, terminal, how_long(exchange), finish);
    exchange->command = terminal->count;
    terminal->waits = true;
    prompt_keys(terminal->prompt, SLICE("\003"));
    return true;
}

/* --- pages --- */

static void add_way(struct exchange *exchange, const char *path, const char *name)
{
    html_format(exchange, "<li><a href=\"/lab/%s%s\">%s</a></li>", exchange->seat->id, path, name);
}

void room_page(struct exchange *exchange, const char *title)
{
    const char *name = scenario_title(exchange->desk->scenario);
    exchange->response.status = 200;
    if (title[0])
        html_begin(exchange, arena_format(&exchange->arena, "%s: %s", title, name));
    else
        html_begin_richer(exchange, name, "lab", exchange->seat->id);
    html_format(exchange, "<header><nav aria-label=\"Views\"><ul><li><a href=\"/\">All labs</a></li>");
    add_way(exchange, "", "Lab");
    add_way(exchange, "/mesh", "Mesh");
    add_way(exchange, "/requests", "Trace");
    add_way(exchange, "/timeline", "Time line");
    add_way(exchange, "/files", "Code editor");
    html_format(exchange, "</ul></nav><h1>");
    if (title[0]) {
        html_add(exchange, title);
        html_format(exchange, ": ");
    }
    html_add(exchange, name);
    html_format(exchange, "</h1></header>\n");
}

void room_see(struct exchange *exchange)
{
    const char *back = asked_field(exchange, "back");
    static const char *const ways[] = {"/mesh", "/requests", "/timeline", "/files"};
    const char *way = "#prompt";
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (back && text_equal(back, ways[i]))
            way = ways[i];
    }
    answer_see(exchange, arena_format(&exchange->arena, "/lab/%s%s", exchange->seat->id, way));
}

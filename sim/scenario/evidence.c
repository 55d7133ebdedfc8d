/* Evidence: what the learner's terminal has shown, the requests the learner has sent, the commands the learner
 * has run. Each ends a check that does not find what it asks for. */
#include <lauxlib.h>

#include "base/buffer.h"
#include "data/json.h"
#include "scenario/lines.h"

static const struct evidence no_evidence;

static const struct evidence *evidence_of(lua_State *state)
{
    struct script *script = script_of(state);
    if (!script->fork)
        luaL_error(state, "evidence is there only while a check or a hint runs");
    script->wants_evidence = true;
    return script->evidence ? script->evidence : &no_evidence;
}

static bool has(struct slice text, struct slice part)
{
    return slice_find(text, part) < text.length || part.length == 0;
}

/* --- w:shown --- */

static const struct word shown_rows[] = {
    {.name = "log",
     .type = "string",
     .help = "a line of the log of this pod, gateway or workload (\"NS/NAME\")"},
    {.name = "pods",
     .type = "string",
     .help = "a line that names a pod of this gateway or workload (\"NS/NAME\")"},
    {.name = "method", .type = "string", .help = "of a waypoint's log line: the request's"},
    {.name = "status", .type = "integer", .help = "of a waypoint's log line: the answer's"},
    {.name = "container", .type = "string", .help = "of a log: only this one's"},
    {.name = "...", .type = "string", .help = "texts, all of which are in the line"},
    {0}};
const struct word_class shown_words = {"ambit.Shown", "w:shown", "Which line the terminal has shown.",
                                       shown_rows};

/* The x-request-id in an access log line: the quoted field that is a UUID; empty when there is none. */
static struct slice request_id(struct slice line)
{
    struct slice field;
    while (slice_next(&line, '"', &field))
        if (field.length == 36 && field.data[8] == '-' && field.data[13] == '-' && field.data[23] == '-')
            return field;
    return (struct slice){0};
}

struct log_search {
    struct slice shown;
    bool any; /* there is such a line */
};

/* A line of the log is on the terminal: as it is, or in another form that keeps its request id. */
static bool log_line_shown(void *context, struct slice line)
{
    struct log_search *search = context;
    struct slice id = request_id(line);
    search->any = true;
    return has(search->shown, line) || (id.length && has(search->shown, id));
}

/* A line that has all the words, and the name of one of the pods when there is a list of them. */
static bool line_shown(struct slice shown, const struct line_filter *filter, const struct value *pods)
{
    struct slice line;
    while (slice_next(&shown, '\n', &line)) {
        if (!lines_match(filter, line))
            continue;
        bool named = !pods;
        for (size_t i = 0; i < value_count(pods) && !named; i++) {
            struct slice pod = value_slice(value_at(pods, i)), namespace;
            slice_next(&pod, '/', &namespace);
            named = has(line, pod);
        }
        if (named)
            return true;
    }
    return false;
}

static bool check_shown_log(lua_State *state, const char *of, const struct line_filter *filter,
                            struct slice shown)
{
    struct script *script = script_of(state);
    const struct world *world = machine_world(script->fork);
    struct log_search search = {.shown = shown};
    const struct value *pods = lines_pods(script->arena, world, of);
    const char *with = filter->count ? " with " : "", *words = lines_words(script->arena, filter);
    if (lines_walk(script->arena, world, pods, filter, log_line_shown, &search)) {
        script_hold(script, arena_format(script->arena, "shown:    a line of the log of %s%s%s", of, with, words));
        return true;
    }
    script_decide(
        state, VERDICT_NOT_YET,
        search.any ? arena_format(script->arena, "the log of %s has a line%s%s; your terminal has not shown it",
                                  of, with, words)
                   : arena_format(script->arena, "the log of %s has no line%s%s yet", of, with, words));
}

int evidence_shown(lua_State *state)
{
    luaL_checktype(state, 2, LUA_TTABLE);
    struct script *script = script_of(state);
    const struct evidence *evidence = evidence_of(state);
    words_check(state, 2, "w:shown", &shown_words);
    struct line_filter filter = {0};
    lines_read(state, 2, "w:shown", &filter);
    if (lua_getfield(state, 2, "log") != LUA_TNIL)
        return lua_pushboolean(state,
                               check_shown_log(state, lua_tostring(state, -1), &filter, evidence->shown)),
               1;
    const char *of = lua_getfield(state, 2, "pods") == LUA_TNIL ? NULL : lua_tostring(state, -1);
    const struct value *pods = of ? lines_pods(script->arena, machine_world(script->fork), of) : NULL;
    if (!filter.count && !pods)
        return luaL_error(state, "w:shown: nothing to look for");
    if (line_shown(evidence->shown, &filter, pods)) {
        script_hold(script, arena_format(script->arena, "shown:    a line with %s%s%s", of ? "the name of a pod of " : "",
                                         of ? of : "", arena_format(script->arena, "%s%s", of && filter.count ? " and " : "",
                                                                    lines_words(script->arena, &filter))));
        return lua_pushboolean(state, 1), 1;
    }
    if (pods && !value_count(pods))
        script_decide(state, VERDICT_NOT_YET, arena_format(script->arena, "%s has no pod", of));
    const char *pod = pods ? value_string_of(value_at(pods, 0)) : "";
    const char *and = pods && filter.count ? " ... " : "";
    script_decide(state, VERDICT_NOT_YET,
                  arena_format(script->arena, "your terminal has not shown a line with: %s%s%s",
                               pods ? pod + slice_find_byte(slice_of(pod), '/') + 1 : "", and,
                               lines_words(script->arena, &filter)));
}

/* --- w:sent --- */

static const struct word sent_rows[] = {
    {.name = "pod", .type = "string", .help = "from where (\"NAMESPACE/NAME\")"},
    {.name = "method", .type = "string", .help = "\"GET\", ..."},
    {.name = "status", .type = "integer", .help = "what was answered; 0: nothing"},
    {.name = "via", .type = "string", .help = "the waypoint it passed (\"NAMESPACE/NAME\"); \"\": none"},
    {.name = "url_host", .type = "string", .help = "the host of its URL, without the port"},
    {.name = "address", .type = "string", .help = "the IP address it went to"},
    {.name = "path", .type = "string", .help = "the path of its URL"},
    {0}};
const struct word_class sent_words = {"ambit.Sent", "w:sent", "Which request the learner has sent.", sent_rows};

static struct slice without_port(struct slice host)
{
    size_t end = host.length;
    while (end && ascii_is_digit(host.data[end - 1]))
        end--;
    return end && end < host.length && host.data[end - 1] == ':' ? slice_part(host, 0, end - 1) : host;
}

/* How a key of w:sent reads a record. */
static bool field_matches(const char *key, const struct value *want, const struct value *record)
{
    if (text_equal(key, "pod"))
        return value_equal(want, value_get(record, "client"));
    if (text_equal(key, "url_host"))
        return slice_equal(without_port(value_slice(value_get(record, "host"))), value_slice(want));
    if (text_equal(key, "via"))
        return slice_equal(value_slice(value_get(record, "via")), value_slice(want));
    return value_equal(want, value_get(record, key));
}

static void add_part(struct buffer *out, const char *front, const char *text)
{
    buffer_add_text(out, *text ? front : "");
    buffer_add_text(out, text);
}

static void add_wanted(struct buffer *out, const struct value *wanted)
{
    const char *method = value_find_text(wanted, "method"), *via = value_find_text(wanted, "via");
    const struct value *status = value_get(wanted, "status");
    buffer_add_text(out, *method ? method : "a request");
    add_part(out, " from ", value_find_text(wanted, "pod"));
    add_part(out, " to ", value_find_text(wanted, "url_host"));
    add_part(out, " to ", value_find_text(wanted, "address"));
    add_part(out, " through ", via);
    if (value_get(wanted, "via") && !*via)
        buffer_add_text(out, " past every waypoint");
    if (!status)
        return;
    if (value_number(status, 0)) {
        buffer_add_text(out, ", answered ");
        json_write(out, status);
    } else {
        buffer_add_text(out, ", that got no HTTP answer");
    }
}

static void add_record(struct buffer *out, const struct value *record)
{
    const char *via = value_find_text(record, "via");
    const struct value *status = value_get(record, "status");
    buffer_add_text(out, value_find_text(record, "method"));
    buffer_add_byte(out, ' ');
    buffer_add_text(out, value_find_text(record, "url"));
    buffer_add_text(out, " from ");
    buffer_add_text(out, value_find_text(record, "client"));
    buffer_add_text(out, *via ? ", through " : ", no waypoint on the way");
    buffer_add_text(out, via);
    buffer_add_text(out, ": ");
    if (value_number(status, 0))
        json_write(out, status);
    else
        buffer_add_text(out, value_find_text(record, "error"));
}

/* [record]: the one that was wanted, or is the nearest; NULL: there is none. */
static const char *sent_message(struct arena *arena, const struct value *wanted, const struct value *record)
{
    struct buffer out = {0};
    buffer_add_text(&out, "expected: ");
    add_wanted(&out, wanted);
    buffer_add_text(&out, "\nobserved: ");
    if (record)
        add_record(&out, record);
    else
        buffer_add_text(&out, "you have sent no request yet");
    const char *message = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return message;
}

int evidence_sent(lua_State *state)
{
    luaL_checktype(state, 2, LUA_TTABLE);
    struct script *script = script_of(state);
    const struct evidence *evidence = evidence_of(state);
    words_check(state, 2, "w:sent", &sent_words);
    const struct value *wanted = convert_value(state, 2, script->arena), *nearest = NULL;
    size_t most = 0;
    for (size_t i = value_count(evidence->sent); i-- > 0;) {
        const struct value *record = value_at(evidence->sent, i);
        size_t matching = 0;
        for (size_t j = 0; j < value_count(wanted); j++)
            matching += field_matches(value_key_at(wanted, j), value_member_at(wanted, j), record);
        if (matching == value_count(wanted)) {
            if (script_accounts(script))
                script_hold(script, sent_message(script->arena, wanted, record));
            convert_push(state, record);
            return 1;
        }
        if (!nearest || matching > most) {
            nearest = record;
            most = matching;
        }
    }
    script_decide(state, VERDICT_NOT_YET, sent_message(script->arena, wanted, nearest));
}

/* --- w:ran --- */

static const struct word ran_rows[] = {
    {.name = "pattern", .type = "string", .help = "one of Lua's, that the whole line has somewhere"},
    {.name = "...",
     .type = "string",
     .help = "words of one command, in this order; others may stand between them"},
    {0}};
const struct word_class ran_words = {"ambit.Ran", "w:ran", "Which command line the learner has run.", ran_rows};

/* Takes the next word of a command line off the front: without quotes, up to a blank or what ends a command.
 * *ends: behind it the command ends (a pipe, a semicolon, a line end, &&). False at the end. */
static bool next_word(struct slice *rest, struct buffer *word, bool *ends)
{
    char quote = 0;
    bool any = false;
    size_t i = 0;
    buffer_clear(word);
    *ends = false;
    for (; i < rest->length; i++) {
        char c = rest->data[i];
        if (quote ? c == quote : c == '\'' || c == '"') {
            quote = quote ? 0 : c;
            any = true;
        } else if (!quote && (c == ' ' || c == '\t')) {
            if (any)
                break;
        } else if (!quote && (c == '|' || c == ';' || c == '&' || c == '\n' || c == '(' || c == ')')) {
            *ends = true;
            i++;
            break;
        } else {
            any = true;
            buffer_add_byte(word, c);
        }
    }
    *rest = slice_part(*rest, i, rest->length);
    return any || *ends;
}

/* One command of the line has all the words of the array, in order. */
static bool runs(struct slice line, const struct value *words)
{
    struct buffer word = {0};
    size_t matched = 0, count = value_count(words);
    bool ends = false;
    while (matched < count && next_word(&line, &word, &ends)) {
        if (word.length && slice_equal(buffer_slice(&word), value_slice(value_at(words, matched))))
            matched++;
        if (ends && matched < count)
            matched = 0;
    }
    buffer_release(&word);
    return matched == count;
}

/* "kubectl get pods" or { "kubectl", "get" } as an array of words. */
static const struct value *read_command(lua_State *state, int index)
{
    struct arena *arena = script_of(state)->arena;
    struct value *words = value_array(arena);
    if (lua_type(state, index) == LUA_TSTRING) {
        struct slice rest = slice_of(arena_text(arena, lua_tostring(state, index))), word;
        while (slice_next(&rest, ' ', &word))
            if (word.length)
                value_append(arena, words, value_string(arena, word));
        return words;
    }
    luaL_checktype(state, index, LUA_TTABLE);
    words_check(state, index, "w:ran", &ran_words);
    for (lua_Integer i = 1; lua_geti(state, index, i) != LUA_TNIL; i++) {
        value_append(arena, words, value_text(arena, luaL_checkstring(state, -1)));
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    return words;
}

/* string.find(line, pattern) of the sandbox, which pays for it. */
static bool matches(lua_State *state, struct slice line, const char *pattern)
{
    lua_getglobal(state, "string");
    lua_getfield(state, -1, "find");
    lua_pushlstring(state, line.data, line.length);
    lua_pushstring(state, pattern);
    lua_call(state, 2, 1);
    bool found = lua_toboolean(state, -1);
    lua_pop(state, 2);
    return found;
}

static const char *command_text(struct arena *arena, const struct value *words)
{
    const char *text = "";
    for (size_t i = 0; i < value_count(words); i++)
        text = arena_format(arena, "%s%s%s", text, i ? " " : "", value_string_of(value_at(words, i)));
    return text;
}

int evidence_ran(lua_State *state)
{
    struct script *script = script_of(state);
    const struct evidence *evidence = evidence_of(state);
    const struct value *words = read_command(state, 2);
    const char *pattern =
        lua_istable(state, 2) && lua_getfield(state, 2, "pattern") != LUA_TNIL ? lua_tostring(state, -1) : NULL;
    if (!pattern && !value_count(words))
        return luaL_error(state, "w:ran: nothing to look for");
    if (!script->ran && evidence->ran)
        script->ran = evidence->ran(evidence->context, script->arena);
    for (size_t i = value_count(script->ran); i-- > 0;) {
        struct slice line = value_slice(value_at(script->ran, i));
        script_spend(state, line.length * 8);
        if (runs(line, words) && (!pattern || matches(state, line, pattern))) {
            script_hold(script, arena_format(script->arena, "ran:      %.*s", (int)line.length, line.data));
            lua_pushlstring(state, line.data, line.length);
            return 1;
        }
    }
    const char *wanted = value_count(words) ? command_text(script->arena, words) : pattern;
    script_decide(state, VERDICT_NOT_YET, arena_format(script->arena, "you have not run: %s", wanted));
}

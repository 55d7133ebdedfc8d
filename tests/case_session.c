/* Files of a sitting, as an editor outside of the terminal changes them. Input: a world (first line "@ world SLUG";
 * without it the seed's) and what is done, one after the other:
 *   @ run COMMAND           at the terminal, until the cluster is quiet
 *   @ start COMMAND         the same, for a second
 *   @ two COMMAND           at another terminal, to its end
 *   @ file PATH             writes the lines up to the next "@ "
 *   @ huge PATH             writes more than a file may have
 *   @ bytes PATH            writes bytes that are no text
 *   @ remove PATH, @ rename FROM TO, @ directory PATH, @ undo, @ redo
 *   @ text                  the lines up to the next "@ " are what "validate" and "fields" are asked about
 * Questions: "validate PATH", "what-if PATH", "fields LINE COLUMN", "validate again" (does it change the world?), "replay", "timeline"
 * (its lines), "problems" (of all that was done), "hops ID" (of a request, with their bytes),
 * or a path of session_ask. */
#include <string.h>

#include "base/limits.h"
#include "data/json.h"
#include "sitting.h"

const char *case_session(struct arena *arena, const char *input, const char *question);

struct editing {
    struct sitting sitting;
    struct arena *arena;
    const char *text; /* of "@ text" */
    struct buffer problems;
};

static void change(struct editing *editing, enum input_kind kind, struct slice path, struct slice rest, bool two)
{
    struct buffer bytes = {0};
    buffer_add(&bytes, path);
    if (two)
        buffer_add_byte(&bytes, '\0');
    buffer_add(&bytes, rest);
    session_input(editing->sitting.session, kind, "1", buffer_slice(&bytes));
    const char *problem = value_string_of(session_ask(editing->sitting.session, "problem", editing->arena));
    buffer_format(&editing->problems, "%s\n", problem[0] ? problem : "-");
    buffer_release(&bytes);
}

static void start(struct editing *editing, struct slice command)
{
    struct session *session = editing->sitting.session;
    session_input(session, INPUT_LINE, "1", slice_of(arena_format(editing->arena, "%.*s\n", (int)command.length, command.data)));
    session_advance(session, instant_add(session_now(session), SECONDS(1)));
}

static void at_another(struct editing *editing, struct slice command)
{
    struct session *session = editing->sitting.session;
    session_input(session, INPUT_LINE, "2", slice_of(arena_format(editing->arena, "%.*s\n", (int)command.length, command.data)));
    session_finish(session, "2", false);
}

static void write_huge(struct editing *editing, struct slice path)
{
    struct buffer bytes = {0};
    for (size_t i = 0; i <= LIMIT_FILE_BYTES; i += 16)
        buffer_add_text(&bytes, "0123456789abcdef");
    change(editing, INPUT_FILE, path, buffer_slice(&bytes), true);
    buffer_release(&bytes);
}

static void direct(struct editing *editing, struct slice line, struct slice below)
{
    struct slice word, from;
    struct session *session = editing->sitting.session;
    slice_next(&line, ' ', &word);
    if (slice_is(word, "run"))
        sitting_run(&editing->sitting, line, true);
    else if (slice_is(word, "start"))
        start(editing, line);
    else if (slice_is(word, "two"))
        at_another(editing, line);
    else if (slice_is(word, "file"))
        change(editing, INPUT_FILE, line, below, true);
    else if (slice_is(word, "huge"))
        write_huge(editing, line);
    else if (slice_is(word, "bytes"))
        change(editing, INPUT_FILE, line, (struct slice){"\xff\0\xc3z", 4}, true);
    else if (slice_is(word, "remove"))
        change(editing, INPUT_REMOVE, line, SLICE(""), false);
    else if (slice_is(word, "directory"))
        change(editing, INPUT_DIRECTORY, line, SLICE(""), false);
    else if (slice_is(word, "rename") && slice_next(&line, ' ', &from))
        change(editing, INPUT_RENAME, from, line, true);
    else if (slice_is(word, "undo") || slice_is(word, "redo"))
        session_input(session, slice_is(word, "undo") ? INPUT_UNDO : INPUT_REDO, "1", SLICE("1"));
    else if (slice_is(word, "text"))
        editing->text = arena_copy(editing->arena, below);
}

static void play(struct editing *editing, struct slice rest)
{
    struct slice line;
    while (rest.length && slice_next(&rest, '\n', &line)) {
        size_t length = 0;
        while (length < rest.length && !slice_starts(slice_part(rest, length, rest.length), "@ ")) {
            size_t end = slice_find_byte(slice_part(rest, length, rest.length), '\n');
            length += end + 1 < rest.length - length ? end + 1 : rest.length - length;
        }
        if (slice_starts(line, "@ "))
            direct(editing, slice_part(line, 2, line.length), slice_part(rest, 0, length));
        rest = slice_part(rest, length, rest.length);
    }
}

static const char *diagnostics(struct editing *editing, const char *path)
{
    struct arena *arena = editing->arena;
    const char *text = "", *asked = arena_format(arena, "validate %s\n%s", path, editing->text);
    const struct value *list = session_ask(editing->sitting.session, asked, arena);
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *one = value_at(list, i);
        text = arena_format(arena, "%s%lld:%lld %s: %s\n", text, (long long)value_number(value_get(one, "line"), 0),
                            (long long)value_number(value_get(one, "column"), 0), value_find_text(one, "severity"),
                            value_find_text(one, "message"));
    }
    return value_count(list) ? text : "nothing is wrong";
}

static const char *forecast(struct editing *editing, const char *question)
{
    struct arena *arena = editing->arena;
    struct session *session = editing->sitting.session;
    const char *before = value_string_of(session_ask(session, "hash", arena));
    const struct value *found = session_ask(session, arena_format(arena, "%s\n%s", question, editing->text), arena);
    if (!text_equal(before, value_string_of(session_ask(session, "hash", arena))))
        return "the world is another one";
    return json_text(arena, found);
}

static const char *completions(struct editing *editing, const char *question)
{
    struct arena *arena = editing->arena;
    const struct value *found =
        session_ask(editing->sitting.session, arena_format(arena, "%s\n%s", question, editing->text), arena);
    const struct value *words = value_get(found, "words");
    const char *text = arena_format(arena, "%lld-%lld\n", (long long)value_number(value_get(found, "from"), 0),
                                    (long long)value_number(value_get(found, "to"), 0));
    for (size_t i = 0; i < value_count(words); i++)
        text = arena_format(arena, "%s%s (%s) %s\n", text, value_find_text(value_at(words, i), "word"),
                            value_find_text(value_at(words, i), "kind"), value_find_text(value_at(words, i), "detail"));
    return text;
}

static const char *timeline(struct editing *editing)
{
    const struct value *points = session_ask(editing->sitting.session, "timeline", editing->arena);
    const char *text = "";
    for (size_t i = 0; i < value_count(points); i++) {
        const struct value *point = value_at(points, i), *changes = value_get(point, "changes");
        text = arena_format(editing->arena, "%s%s %s\n", text, value_truth(value_get(point, "present")) ? ">" : " ",
                            value_find_text(point, "line"));
        for (size_t j = 0; j < value_count(changes); j++)
            text = arena_format(editing->arena, "%s    %s %s %s\n", text, value_find_text(value_at(changes, j), "kind"),
                                value_find_text(value_at(changes, j), "name"),
                                value_find_text(value_at(changes, j), "what"));
    }
    return text;
}

/* Bytes, a line for each of theirs. */
static void add_bytes(struct buffer *out, const char *title, const char *bytes)
{
    struct slice rest = slice_of(bytes), line;
    buffer_format(out, "  %s\n", title);
    while (rest.length && slice_next(&rest, '\n', &line))
        buffer_format(out, "    | %.*s\n", (int)slice_trim(line).length, line.data);
}

static void add_hop(struct buffer *out, const struct value *hop)
{
    const struct value *manifest = value_get(hop, "manifest");
    struct slice rest = slice_of(value_find_text(manifest, "text")), line;
    int64_t first = value_number(value_get(manifest, "line"), 0);
    int64_t last = first + value_number(value_get(manifest, "lines"), 0);
    buffer_format(out, "%s %s %s%s\n", value_find_text(hop, "at"), value_find_text(hop, "side"),
                  value_find_text(hop, "verdict"), value_truth(value_get(hop, "reads")) ? ", reads" : "");
    add_bytes(out, "bytes", value_find_text(hop, "bytes"));
    if (value_get(hop, "answer"))
        add_bytes(out, "answer", value_find_text(hop, "answer"));
    for (int64_t i = 1; rest.length && slice_next(&rest, '\n', &line); i++)
        buffer_format(out, "  %s %.*s\n", i >= first && i < last ? ">" : " ", (int)line.length, line.data);
}

static const char *hops(struct editing *editing, const char *id)
{
    struct arena *arena = editing->arena;
    struct buffer out = {0};
    const struct value *request = session_ask(editing->sitting.session, arena_format(arena, "request/%s", id), arena);
    for (size_t i = 0; i < value_count(value_get(request, "hops")); i++)
        add_hop(&out, value_at(value_get(request, "hops"), i));
    add_bytes(&out, "returned", value_find_text(request, "returned"));
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static const char *ask(struct editing *editing, const char *question)
{
    struct arena *arena = editing->arena;
    struct session *session = editing->sitting.session;
    if (text_starts(question, "fields "))
        return completions(editing, question);
    if (text_starts(question, "what-if "))
        return forecast(editing, question);
    if (text_equal(question, "validate again")) {
        const char *before = value_string_of(session_ask(session, "hash", arena));
        const char *first = diagnostics(editing, "/root/x.yaml"), *second = diagnostics(editing, "/root/x.yaml");
        bool same = text_equal(first, second) && text_equal(before, value_string_of(session_ask(session, "hash", arena)));
        return same ? "the same, in the same world" : "it differs";
    }
    if (text_starts(question, "validate "))
        return diagnostics(editing, question + strlen("validate "));
    if (text_equal(question, "replay")) {
        const char *problem = sitting_replay(&editing->sitting, arena);
        return problem ? problem : "the same";
    }
    if (text_starts(question, "hops "))
        return hops(editing, question + strlen("hops "));
    if (text_equal(question, "timeline"))
        return timeline(editing);
    if (text_equal(question, "problems"))
        return arena_text(arena, buffer_text(&editing->problems));
    const struct value *answer = session_ask(session, question, arena);
    if (value_is(answer, VALUE_STRING))
        return value_string_of(answer);
    return answer ? json_text(arena, answer) : "no such thing";
}

const char *case_session(struct arena *arena, const char *input, const char *question)
{
    struct editing editing = {.arena = arena, .text = ""};
    struct slice rest = slice_of(input), line;
    const char *problem = NULL, *slug = "waypoints-l7-where-it-matters";
    if (slice_starts(rest, "@ world ") && slice_next(&rest, '\n', &line))
        slug = arena_copy(arena, slice_part(line, 8, line.length));
    if (!sitting_begin(&editing.sitting, arena, slug, &problem)) {
        sitting_end(&editing.sitting);
        return problem;
    }
    play(&editing, rest);
    const char *answer = ask(&editing, question);
    buffer_release(&editing.problems);
    sitting_end(&editing.sitting);
    return answer;
}

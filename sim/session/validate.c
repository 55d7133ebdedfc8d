/* What `kubectl apply` would say of a manifest, beside the lines that it speaks of; and what it would change. Each document is applied by kubectl
 * itself on a fork, in their order, so that the words are its own, the webhook is asked, and a later document sees what
 * an earlier one makes; the present world never changes. The line is found from the fields and values that a message
 * names. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "data/yaml.h"
#include "data/yaml_marks.h"
#include "session/record.h"

enum { MOST_DOCUMENTS = 100, MOST_DIAGNOSTICS = 200 };

struct validation {
    struct arena *arena;
    struct machine_sitting sitting; /* of the fork */
    struct machine *fork;           /* NULL: nothing was to be applied */
    struct buffer said; /* by kubectl, on its standard error */
    const char *path;
    struct value *list;
    /* the document at hand */
    struct yaml_marks marks;
    size_t first_line; /* of the text, from 0 */
};

static void collect(void *context, const char *terminal, struct slice bytes)
{
    struct validation *validation = context;
    (void)terminal;
    if (validation->said.length + bytes.length <= LIMIT_OUTPUT_BYTES)
        buffer_add(&validation->said, bytes);
}

/* --- where --- */

static const struct yaml_mark *mark_at(const struct validation *validation, struct slice path)
{
    const struct yaml_mark *mark = yaml_marks_find(&validation->marks, path, false);
    return mark ? mark : yaml_marks_find(&validation->marks, path, true);
}

static bool is_of_path(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte) || (byte && strchr("._[]/-", byte));
}

/* The node that a field's name leads to, or the nearest one above it; a Go struct's name may stand before it. */
static const struct yaml_mark *mark_of_field(const struct validation *validation, struct slice path)
{
    while (path.length && (path.data[path.length - 1] == '.' || path.data[path.length - 1] == ']') &&
           slice_find_byte(path, '[') == path.length)
        path.length--;
    struct slice whole = path;
    const struct yaml_mark *mark = mark_at(validation, path);
    size_t dot = slice_find_byte(path, '.');
    if (!mark && dot < path.length && !mark_at(validation, slice_part(path, 0, dot)))
        whole = path = slice_part(path, dot + 1, path.length); /* "DeploymentSpec.spec.replicas" */
    for (path = whole; !mark && path.length;) {
        mark = mark_at(validation, path);
        while (path.length && path.data[path.length - 1] != '.' && path.data[path.length - 1] != '[')
            path.length--;
        if (path.length)
            path.length--;
    }
    return mark && mark->path[0] ? mark : NULL;
}

/* The first field that a message names: a word with a dot in it, or one in quotes. */
static const struct yaml_mark *mark_of_fields(const struct validation *validation, struct slice message)
{
    for (size_t i = 0; i < message.length;) {
        size_t end = i;
        while (end < message.length && is_of_path(message.data[end]))
            end++;
        struct slice word = slice_part(message, i, end);
        bool field = slice_find_byte(word, '.') < word.length || slice_is(word, "spec") || slice_is(word, "metadata");
        bool quoted = i > 0 && message.data[i - 1] == '"' && end < message.length && message.data[end] == '"';
        const struct yaml_mark *mark = end == i ? NULL
                                       : field  ? mark_of_field(validation, word)
                                       : quoted ? yaml_marks_find(&validation->marks, word, false)
                                                : NULL;
        if (mark)
            return mark;
        i = end > i ? end : i + 1;
    }
    return NULL;
}

/* Is [word] ("Methods") a Go field's name of the key that ends [path] ("spec.rules[0].to[0].operation.methods")? */
static bool is_go_name(struct slice word, const char *path)
{
    const char *dot = strrchr(path, '.');
    struct slice key = slice_of(dot ? dot + 1 : "");
    if (!word.length || word.length != key.length || ascii_lower(word.data[0]) == word.data[0])
        return false;
    return ascii_lower(word.data[0]) == key.data[0] &&
           slice_equal(slice_part(word, 1, word.length), slice_part(key, 1, key.length));
}

/* Webhooks speak of "Methods" where a reader has written "methods". */
static const struct yaml_mark *mark_of_go_names(const struct validation *validation, struct slice message)
{
    struct slice word;
    while (slice_next(&message, ' ', &word))
        for (size_t i = 0; i < validation->marks.count; i++)
            if (is_go_name(word, validation->marks.list[i].path))
                return &validation->marks.list[i];
    return NULL;
}

/* The first text in quotes that stands in the document as a value. */
static const struct yaml_mark *mark_of_values(const struct validation *validation, struct slice message)
{
    const struct yaml_marks *marks = &validation->marks;
    for (;;) {
        size_t open = slice_find_byte(message, '"');
        struct slice rest = slice_part(message, open + 1, message.length);
        size_t close = slice_find_byte(rest, '"');
        if (open >= message.length || close >= rest.length)
            return NULL;
        struct slice quoted = slice_part(rest, 0, close);
        for (size_t i = 0; i < marks->count; i++) {
            const struct yaml_mark *mark = &marks->list[i];
            bool of_namespace = text_equal(mark->path, "metadata.namespace");
            if (mark->text.data && slice_equal(mark->text, quoted) &&
                (of_namespace || slice_find(message, SLICE("namespaces \"")) == message.length))
                return mark;
        }
        message = slice_part(rest, close + 1, rest.length);
    }
}

/* The first line that is no comment. */
static size_t first_content(const struct validation *validation)
{
    return validation->marks.count ? validation->marks.list[0].line : 0;
}

static void add(struct validation *validation, const char *severity, struct slice message, const struct yaml_mark *mark)
{
    struct arena *arena = validation->arena;
    struct value *row = value_object(arena);
    const struct yaml_marks *marks = &validation->marks;
    size_t line = mark ? mark->line : first_content(validation), column = mark ? mark->column : 0;
    if (!mark && marks->broken) {
        line = marks->line;
        column = marks->column;
    }
    if (value_count(validation->list) >= MOST_DIAGNOSTICS)
        return;
    value_put_integer(arena, row, "line", (int64_t)(validation->first_line + line + 1));
    value_put_integer(arena, row, "column", (int64_t)column + 1);
    value_put_text(arena, row, "severity", severity);
    value_put(arena, row, "message", value_string(arena, message));
    value_append(arena, validation->list, row);
}

/* --- what was said --- */

/* One diagnostic for each piece of a message that speaks of several fields: [head] is said before each. */
static bool add_pieces(struct validation *validation, struct slice message, const char *behind, const char *between)
{
    size_t at = slice_find(message, slice_of(behind)), length = strlen(behind);
    if (at >= message.length)
        return false;
    struct slice head = slice_part(message, 0, at + length), rest = slice_part(message, at + length, message.length);
    while (slice_ends(head, "\n") || slice_ends(head, "* "))
        head.length -= slice_ends(head, "\n") ? 1 : 2;
    size_t before = value_count(validation->list);
    while (rest.length) {
        size_t end = slice_find(rest, slice_of(between));
        struct slice piece = slice_part(rest, 0, end);
        rest = slice_part(rest, end + strlen(between), rest.length);
        if (slice_starts(piece, "<nil>:") && (value_count(validation->list) > before || rest.length))
            continue;
        const struct yaml_mark *mark = mark_of_fields(validation, piece);
        const char *text = arena_format(validation->arena, "%.*s%s%.*s", (int)head.length, head.data,
                                        slice_ends(head, " ") ? "" : " ", (int)piece.length, piece.data);
        add(validation, "error", slice_of(text), mark ? mark : mark_of_values(validation, piece));
    }
    return true;
}

/* What stands behind the file's name in it is about the document. */
static struct slice about_document(const struct validation *validation, struct slice message)
{
    struct slice quoted = slice_of(arena_format(validation->arena, "\"%s\"", validation->path));
    size_t at = slice_find(message, quoted);
    return at < message.length ? slice_part(message, at + quoted.length, message.length) : message;
}

static void add_message(struct validation *validation, struct slice message)
{
    bool warning = slice_starts(message, "Warning: ") || slice_starts(message, "not simulated");
    if (slice_is(message, "error: no objects passed to apply"))
        return;
    if (!warning && (add_pieces(validation, message, "strict decoding error: ", ", ") ||
                     add_pieces(validation, message, " is invalid: \n* ", "\n* ")))
        return;
    struct slice about = about_document(validation, message);
    const struct yaml_mark *mark = validation->marks.broken ? NULL : mark_of_fields(validation, about);
    if (!mark && !validation->marks.broken)
        mark = mark_of_values(validation, about);
    if (!mark && !validation->marks.broken)
        mark = mark_of_go_names(validation, about);
    if (!mark && !validation->marks.broken)
        mark = mark_at(validation, SLICE("metadata.name"));
    if (!mark && !validation->marks.broken)
        mark = mark_at(validation, SLICE("kind"));
    add(validation, warning ? "warning" : "error", message, mark);
}

static bool goes_on(struct slice line)
{
    static const char *const beginnings[] = {"* ", "ensure CRDs", "Resource: ", "Name: ", "from server for: "};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (slice_starts(line, beginnings[i]))
            return true;
    return false;
}

/* The patch that kubectl prints before it says why it failed is left out. */
static const char *without_patch(struct arena *arena, struct slice message)
{
    size_t patch = slice_find(message, SLICE("error when applying patch:\n"));
    size_t why = slice_find(message, SLICE("error when patching \""));
    if (patch >= message.length || why >= message.length || why < patch)
        return arena_copy(arena, message);
    return arena_format(arena, "%.*s%.*s", (int)patch, message.data, (int)(message.length - why), message.data + why);
}

static void read_said(struct validation *validation)
{
    struct slice rest = slice_of(without_patch(validation->arena, buffer_slice(&validation->said)));
    while (rest.length) {
        size_t end = slice_find_byte(rest, '\n');
        while (end + 1 < rest.length && goes_on(slice_part(rest, end + 1, rest.length)))
            end += 1 + slice_find_byte(slice_part(rest, end + 1, rest.length), '\n');
        if (end)
            add_message(validation, slice_part(rest, 0, end));
        rest = slice_part(rest, end + 1, rest.length);
    }
    buffer_clear(&validation->said);
}

static bool has_content(const struct validation *validation)
{
    const struct yaml_marks *marks = &validation->marks;
    return marks->broken || marks->count > 1 || (marks->count == 1 && marks->list[0].text.length);
}

static const char *quoted(struct arena *arena, const char *path)
{
    struct buffer out = {0};
    for (; *path; path++) {
        if (*path == '\'')
            buffer_add_text(&out, "'\\''");
        else
            buffer_add_byte(&out, *path);
    }
    const char *text = arena_format(arena, "'%s'", buffer_text(&out));
    buffer_release(&out);
    return text;
}

static void judge(struct validation *validation, struct slice document)
{
    struct arena *arena = validation->arena;
    validation->marks = yaml_marks(arena, document);
    if (!has_content(validation))
        return;
    if (machine_write_file(validation->fork, arena, "check", validation->path, document))
        return;
    const char *line = arena_format(arena, "kubectl apply -f %s >/dev/null\n", quoted(arena, validation->path));
    machine_run(validation->fork, "check", slice_of(line), "-bash");
    machine_finish(validation->fork, "check", false);
    if (machine_status(validation->fork, "check") == 127) /* there is no kubectl on this machine */
        buffer_clear(&validation->said);
    read_said(validation);
}

static size_t count_lines(struct slice text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        lines += text.data[i] == '\n';
    return lines;
}

static bool is_manifest(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (text_starts(name, "kustomization."))
        return false;
    return text_ends(name, ".yaml") || text_ends(name, ".yml") || text_ends(name, ".json");
}

/* Applies "PATH\nTEXT" on the fork, a document after the other; without a fork: none of it is a manifest. */
static void judge_all(struct validation *validation, struct session *session, const char *rest)
{
    struct slice text = slice_of(rest), path = {0};
    slice_next(&text, '\n', &path);
    validation->path = machine_clean_path(session->machine, validation->arena, "1", arena_copy(validation->arena, path));
    if (!is_manifest(validation->path) || !text.data || text.length > LIMIT_FILE_BYTES)
        return;
    validation->fork = machine_new(machine_world(session->machine), &validation->sitting);
    bool json = slice_starts(slice_trim(text), "{");
    for (int i = 0; i < MOST_DOCUMENTS && text.length; i++) {
        struct slice before = text, document = text;
        if (json)
            text.length = 0;
        else
            document = yaml_document(&text);
        judge(validation, document);
        validation->first_line += count_lines(slice_part(before, 0, before.length - text.length));
    }
}

static void release(struct validation *validation)
{
    if (validation->fork)
        machine_free(validation->fork);
    buffer_release(&validation->said);
}

static void begin(struct validation *validation, struct arena *arena)
{
    *validation = (struct validation){.arena = arena, .list = value_array(arena)};
    validation->sitting = (struct machine_sitting){.context = validation, .shown = collect};
}

const struct value *validate_value(struct session *session, const char *rest, struct arena *arena)
{
    struct validation validation;
    begin(&validation, arena);
    judge_all(&validation, session, rest);
    release(&validation);
    return validation.list;
}

const struct value *forecast_value(struct session *session, const char *rest, struct arena *arena)
{
    struct validation validation;
    begin(&validation, arena);
    judge_all(&validation, session, rest);
    const struct world *now = machine_world(session->machine);
    struct value *forecast = timeline_between(session, now, validation.fork ? machine_world(validation.fork) : now, arena);
    value_put(arena, forecast, "problems", validation.list);
    release(&validation);
    return forecast;
}

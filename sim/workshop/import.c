#include "workshop/import.h"

#include "base/limits.h"
#include "data/yaml.h"
#include "scenario/inside.h"

static const char *const finding_words[FINDING_KINDS] = {
    [FINDING_SIMULATED] = "simulated",       [FINDING_REPLACED] = "replaced",
    [FINDING_REPAIRED] = "repaired",         [FINDING_SKIPPED] = "skipped",
    [FINDING_UNSIMULATED] = "not simulated", [FINDING_WARNING] = "warning",
    [FINDING_PROMISE] = "does not hold",     [FINDING_FAILED] = "failed",
};

static void add(struct import *import, struct import_remark finding)
{
    if (import->finding_count == import->finding_room) {
        size_t room = import->finding_room ? import->finding_room * 2 : 64;
        struct import_remark *more = arena_allocate(&import->arena, room * sizeof *more);
        if (import->finding_count)
            memcpy(more, import->findings, import->finding_count * sizeof *more);
        import->findings = more;
        import->finding_room = room;
    }
    import->findings[import->finding_count++] = finding;
}

void import_find(struct import *import, enum finding_kind kind, const char *file, int line, const char *what,
                 const char *format, ...)
{
    va_list arguments;
    const char *text = NULL;
    if (format) {
        va_start(arguments, format);
        text = arena_format_list(&import->arena, format, arguments);
        va_end(arguments);
    }
    add(import, (struct import_remark){kind, file, line, what ? arena_text(&import->arena, what) : NULL, text});
}

void import_fail(struct import *import, const char *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(&import->arena, format, arguments);
    va_end(arguments);
    if (!import->failed)
        import->sink->report(import->sink->context,
                             arena_format(&import->arena, "%s%s%s", file ? file : "", file ? ": " : "", text),
                             true);
    import->failed = true;
}

/* --- the source --- */

bool import_has(const struct import *import, const char *name)
{
    for (const char *const *one = import->source->names; *one; one++)
        if (text_equal(*one, name))
            return true;
    return false;
}

struct slice import_read(struct import *import, const char *name)
{
    struct slice none = {0},
                 text = import_has(import, name) ? import->source->read(import->source->context, name) : none;
    size_t places = 0;
    if (!text.data && import_has(import, name))
        import_find(import, FINDING_SKIPPED, name, 0, NULL, "it cannot be read");
    if (!text.data)
        return none;
    if (text.length > LIMIT_FILE_BYTES) {
        import_find(import, FINDING_SKIPPED, name, 0, NULL, "longer than %ld bytes", (long)LIMIT_FILE_BYTES);
        return none;
    }
    if (memchr(text.data, 0, text.length)) {
        import_find(import, FINDING_SKIPPED, name, 0, NULL, "it is not a text (it has NUL bytes)");
        return none;
    }
    text = repair_text(&import->arena, text, &places);
    if (places)
        import_find(import, FINDING_REPAIRED, name, 0, NULL, "text was UTF-8 read as Mac Roman (%zu places)",
                    places);
    return (struct slice){arena_copy(&import->arena, text), text.length};
}

const struct value *import_document(struct import *import, const char *name)
{
    struct slice text = import_read(import, name);
    struct yaml_reader reader = yaml_reader(text);
    const struct value *document = NULL;
    if (!text.data)
        return NULL;
    yaml_next(&import->arena, &reader, &document);
    if (reader.problem) {
        import_fail(import, name, "%s", reader.problem);
        return NULL;
    }
    if (document && !value_is(document, VALUE_OBJECT)) {
        import_fail(import, name, "it is no list of keys and values");
        return NULL;
    }
    return document;
}

/* --- the result --- */

void import_write(struct import *import, const char *name, struct slice text)
{
    struct import_file *file = arena_allocate(&import->arena, sizeof *file), **last = &import->files;
    file->name = arena_format(&import->arena, "%s%s", import->prefix, name);
    file->text = text;
    while (*last)
        last = &(*last)->next;
    *last = file;
}

struct import_script *import_add_script(struct import *import, struct import_script **list,
                                        struct import_script script)
{
    struct import_script *copy = arena_allocate(&import->arena, sizeof *copy);
    *copy = script;
    copy->next = NULL;
    while (*list)
        list = &(*list)->next;
    *list = copy;
    return copy;
}

const char *import_slug(struct arena *arena, const char *text)
{
    struct buffer slug = {0};
    for (; *text; text++) {
        if (ascii_is_letter(*text) || ascii_is_digit(*text))
            buffer_add_byte(&slug, ascii_lower(*text));
        else if (slug.length && slug.data[slug.length - 1] != '-')
            buffer_add_byte(&slug, '-');
    }
    while (slug.length && slug.data[slug.length - 1] == '-')
        slug.length--;
    const char *copy = arena_copy(arena, buffer_slice(&slug));
    buffer_release(&slug);
    return copy;
}

const char *import_quote(struct arena *arena, const char *text)
{
    struct buffer out = {0};
    buffer_add_byte(&out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buffer_add_byte(&out, '\\');
        if (*text == '\n')
            buffer_add_text(&out, "\\n");
        else if (*text < ' ' || *text == 127)
            buffer_format(&out, "\\%03d", *text);
        else
            buffer_add_byte(&out, *text);
    }
    buffer_add_byte(&out, '"');
    const char *copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

/* --- the report --- */

static const char *line_of(struct arena *arena, const struct import_remark *finding)
{
    const char *place = !finding->file  ? ""
                        : finding->line ? arena_format(arena, "%s:%d: ", finding->file, finding->line)
                                        : arena_format(arena, "%s: ", finding->file);
    return arena_format(arena, "%s%s%s%s%s%s", place, finding->what ? finding->what : "",
                        finding->what ? ": " : "", finding_words[finding->kind], finding->text ? ": " : "",
                        finding->text ? finding->text : "");
}

static const char *summary(struct import *import, size_t const counts[])
{
    struct buffer text = {0};
    for (int kind = 0; kind < FINDING_KINDS; kind++)
        if (counts[kind])
            buffer_format(&text, "%s%zu %s", text.length ? ", " : "", counts[kind], finding_words[kind]);
    const char *copy = arena_copy(&import->arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

enum import_outcome import_finish(struct import *import)
{
    size_t counts[FINDING_KINDS] = {0};
    struct buffer report = {0};
    if (import->failed)
        return IMPORT_FAILED;
    for (size_t i = 0; i < import->finding_count; i++) {
        const struct import_remark *finding = &import->findings[i];
        const char *line = line_of(&import->arena, finding);
        counts[finding->kind]++;
        buffer_format(&report, "%s\n", line);
        import->sink->report(import->sink->context, line, finding->kind > FINDING_REPAIRED);
    }
    const char *last = arena_format(&import->arena, "%s: %s", import->source->folder, summary(import, counts));
    buffer_format(&report, "%s\n", last);
    import->sink->report(import->sink->context, last, true);
    for (const struct import_file *file = import->files; file; file = file->next)
        import->sink->write(import->sink->context, file->name, file->text);
    import->sink->write(import->sink->context, "import-report.txt", buffer_slice(&report));
    buffer_release(&report);
    bool whole = !counts[FINDING_SKIPPED] && !counts[FINDING_UNSIMULATED] && !counts[FINDING_PROMISE] &&
                 !counts[FINDING_FAILED] && !counts[FINDING_WARNING];
    return whole ? IMPORT_WHOLE : IMPORT_PARTLY;
}

/* Grading cases. The input is a script, run in tests/grading/lesson, its tasks checked after each command; what
 * is handed in is then changed by the lines behind a line "--8<--", if there is one: OLD => NEW     the first
 * OLD is replaced
 *   @flip TEXT     the hexadecimal digit behind the first TEXT becomes another one
 *   @release NAME  recorded by another release
 *   @cut N         only the first N bytes
 *   @long N        the first command is so many bytes long
 *   @forget        no facts
 *   @mark          an editor's byte order mark in front
 * The question is a format of the report ("text", "csv", "junit", "results", "json"), "head" for the text
 * without the criteria, "page", "cast" for the recording, or "final": then the input is a manifest. */
#include "base/check.h"
#include "base/release.h"
#include "handed_in.h"

#include <string.h>

const char *case_grading(struct arena *arena, const char *input, const char *question);

/* Puts [with] in the place of [length] bytes. */
static void replace(struct buffer *text, size_t at, size_t length, struct slice with)
{
    struct buffer changed = {0};
    buffer_add(&changed, slice_part(buffer_slice(text), 0, at));
    buffer_add(&changed, with);
    buffer_add(&changed, slice_part(buffer_slice(text), at + length, text->length));
    buffer_release(text);
    *text = changed;
}

static bool find(const struct buffer *text, struct slice what, size_t *at)
{
    *at = slice_find(buffer_slice(text), what);
    return *at < text->length;
}

static bool flip(struct buffer *text, struct slice behind)
{
    size_t at;
    if (!find(text, behind, &at) || at + behind.length >= text->length)
        return false;
    char *digit = text->data + at + behind.length;
    *digit = *digit == '0' ? '1' : '0';
    return true;
}

static bool lengthen(struct buffer *text, int64_t length)
{
    static const char behind[] = "\"bytes\":\"";
    size_t at;
    if (!find(text, slice_of(behind), &at))
        return false;
    struct buffer filler = {0};
    buffer_add_repeated(&filler, 'x', (size_t)length);
    replace(text, at + sizeof behind - 1, 0, buffer_slice(&filler));
    buffer_release(&filler);
    return true;
}

static bool edit(struct buffer *text, struct slice line)
{
    size_t arrow = slice_find(line, SLICE(" => ")), at;
    int64_t number = 0;
    struct slice word = {0}, rest = line;
    if (arrow < line.length) {
        if (!find(text, slice_part(line, 0, arrow), &at))
            return false;
        replace(text, at, arrow, slice_part(line, arrow + 4, line.length));
        return true;
    }
    slice_next(&rest, ' ', &word);
    slice_to_integer(rest, &number);
    if (slice_is(word, "@flip"))
        return flip(text, rest);
    if (slice_is(word, "@long"))
        return lengthen(text, number);
    if (slice_is(word, "@forget")) {
        size_t end = slice_find(buffer_slice(text), SLICE("\n  ],\n  \"end\""));
        return find(text, SLICE("\"facts\": ["), &at) &&
               (replace(text, at + 10, end - at - 10, SLICE("")), true);
    }
    if (slice_is(word, "@mark"))
        return replace(text, 0, 0, SLICE("\xEF\xBB\xBF")), true;
    if (slice_is(word, "@cut"))
        return replace(text, (size_t)number, text->length, SLICE("")), true;
    if (!slice_is(word, "@release") || !find(text, slice_of(release_name), &at))
        return false;
    replace(text, at, strlen(release_name), rest);
    return true;
}

static const struct value *graded(const struct scenario *lesson, struct arena *arena, struct slice script,
                                  struct slice edits, bool explain)
{
    struct buffer text = {0};
    struct slice line;
    const char *problem = NULL;
    handed_in(&text, lesson, script);
    while (!problem && edits.length && slice_next(&edits, '\n', &line)) {
        if (line.length && !edit(&text, line))
            problem = arena_format(arena, "the edit has no place: %.*s", (int)line.length, line.data);
    }
    const struct value *report =
        problem ? grade_failure(arena, problem) : handed_in_grade(lesson, buffer_slice(&text), explain, arena);
    buffer_release(&text);
    return report;
}

static void write_cast(struct buffer *out, const struct scenario *lesson, struct arena *arena,
                       struct slice script)
{
    struct buffer text = {0};
    struct submission submission;
    const char *problem = NULL;
    handed_in(&text, lesson, script);
    if (!submission_read(&submission, arena, buffer_slice(&text), &problem) ||
        !cast_write(out, 3, 1, lesson, submission.journal, &problem))
        buffer_add_text(out, problem);
    buffer_release(&text);
}

/* The report, as a grader of many would write it. */
static void write_report(struct buffer *out, struct arena *arena, const char *format,
                         const struct value *report)
{
    struct value *one = value_object(arena), *list = value_array(arena);
    value_put_text(arena, one, "file", "anna.json");
    value_put(arena, one, "report", report);
    value_append(arena, list, one);
    if (text_equal(format, "page"))
        grade_page(out, "anna.json", report);
    else if (!grade_write(out, text_equal(format, "final") || text_equal(format, "head") ? "text" : format,
                          list))
        buffer_add_text(out, "no such format\n");
}

const char *case_grading(struct arena *arena, const char *input, const char *question)
{
    static const char mark[] = "--8<--\n";
    struct slice script = slice_of(input), edits = {0};
    struct buffer out = {0};
    struct scenario *lesson = handed_in_lesson(arena);
    size_t at = slice_find(script, slice_of(mark));
    if (at < script.length) {
        edits = slice_part(script, at + sizeof mark - 1, script.length);
        script = slice_part(script, 0, at);
    }
    if (text_equal(question, "cast"))
        write_cast(&out, lesson, arena, script);
    else
        write_report(&out, arena, question,
                     text_equal(question, "final")
                         ? grade_manifests(lesson, slice_of(input), arena)
                         : graded(lesson, arena, script, edits, text_equal(question, "page")));
    const char *text = arena_text(arena, buffer_text(&out)), *criteria = strstr(text, "    [");
    if (text_equal(question, "head") && criteria)
        text = arena_copy(arena, (struct slice){text, (size_t)(criteria - text)});
    for (char *release;
         (release = strstr(text, release_name)) != NULL;) /* it changes with every change of ours */
        text = arena_format(arena, "%.*sTHIS RELEASE%s", (int)(release - text), text,
                            release + strlen(release_name));
    buffer_release(&out);
    scenario_free(lesson);
    return text;
}

/* tests/ROOM/NAME.case: blocks between lines "%%"; in each a line "# title" and sections "-- input", "-- question",
 * "-- expected". A section is the text up to the next "-- " or "%%", without its last line end. A block may ask
 * several questions about one input. The answer, without its last line end, is compared to [expected]. */
#include "test.h"

#include <string.h>

enum section { SECTION_NONE, SECTION_INPUT, SECTION_QUESTION, SECTION_EXPECTED };

struct case_file {
    struct run *run;
    const char *path;
    const struct case_row *row;
    struct slice title, input, question;
    struct buffer golden; /* the file as it would be */
    bool changed;
    struct arena arena;
};

static struct slice without_line_end(struct slice text)
{
    return slice_ends(text, "\n") ? slice_part(text, 0, text.length - 1) : text;
}

/* Asks; the file's new text for this section goes to [golden]. */
static void answer(struct case_file *file, struct slice written)
{
    struct arena_mark mark = arena_mark(&file->arena);
    struct slice expected = without_line_end(written);
    const char *name = arena_format(&file->arena, "%s: %.*s", file->path, (int)file->title.length, file->title.data);
    if (!run_begin(file->run, name)) {
        buffer_add(&file->golden, written);
        return;
    }
    if (!file->row->answer) {
        run_failed(file->run, name, "there is no tests/case_ROOM.c for this folder");
        buffer_add(&file->golden, written);
        return;
    }
    const char *actual = file->row->answer(&file->arena, arena_copy(&file->arena, file->input),
                                           arena_copy(&file->arena, file->question));
    struct slice text = without_line_end(slice_of(actual));
    if (file->run->golden && !slice_equal(expected, text)) {
        buffer_add(&file->golden, text);
        if (text.length > 0)
            buffer_add_byte(&file->golden, '\n');
        file->changed = true;
        run_passed(file->run);
    } else {
        run_compare(file->run, name, expected, text);
        buffer_add(&file->golden, written);
    }
    arena_rewind(&file->arena, mark);
}

static enum section section_of(struct slice line)
{
    return slice_is(line, "-- input")      ? SECTION_INPUT
           : slice_is(line, "-- question") ? SECTION_QUESTION
           : slice_is(line, "-- expected") ? SECTION_EXPECTED
                                           : SECTION_NONE;
}

/* The text up to the next line that begins a section or a block. */
static struct slice take_text(struct slice *rest)
{
    size_t length = 0;
    while (length < rest->length) {
        struct slice line = slice_part(*rest, length, rest->length);
        if (slice_starts(line, "-- ") || slice_starts(line, "%%\n"))
            break;
        length += slice_find_byte(line, '\n') + 1;
    }
    struct slice text = slice_part(*rest, 0, length);
    *rest = slice_part(*rest, length, rest->length);
    return text;
}

static void read_file(struct case_file *file, struct slice rest)
{
    while (rest.length > 0) {
        size_t end = slice_find_byte(rest, '\n');
        struct slice line = slice_part(rest, 0, end);
        buffer_add(&file->golden, slice_part(rest, 0, end + 1));
        rest = slice_part(rest, end + 1, rest.length);
        enum section section = section_of(line);
        if (slice_starts(line, "# "))
            file->title = slice_part(line, 2, line.length);
        if (slice_is(line, "%%"))
            file->title = file->input = file->question = SLICE("");
        if (section == SECTION_NONE)
            continue;
        struct slice text = take_text(&rest);
        if (section == SECTION_EXPECTED) {
            answer(file, text);
            continue;
        }
        buffer_add(&file->golden, text);
        *(section == SECTION_INPUT ? &file->input : &file->question) = without_line_end(text);
    }
}

static void run_file(struct run *run, const char *path)
{
    struct case_file file = {.run = run, .path = path, .row = case_rows, .title = SLICE("")};
    file.input = file.question = file.title;
    struct buffer text = {0};
    struct slice room = slice_part(slice_of(path), strlen("tests/"), strlen(path));
    room = slice_part(room, 0, slice_find_byte(room, '/'));
    while (file.row->room && !slice_is(room, file.row->room))
        file.row++;
    if (file_read(&text, path))
        read_file(&file, buffer_slice(&text));
    if (file.changed)
        file_write(path, buffer_slice(&file.golden));
    buffer_release(&text);
    buffer_release(&file.golden);
    arena_release(&file.arena);
}

void suite_cases(struct run *run)
{
    files_visit("tests/*/*.case", run, run_file);
}

/* The list of files, and the questions that are asked in the editor's last row. */
#include <string.h>

#include "base/check.h"
#include "edit/grid.h"
#include "tui/editor_record.h"

const char *editor_selected(struct editor *editor, bool *directory)
{
    const struct value *file = value_at(editor_files(editor), editor->selected);
    *directory = value_truth(value_get(file, "directory"));
    return file ? value_find_text(file, "path") : NULL;
}

void editor_ask(struct editor *editor, enum question question, const char *answer)
{
    editor->question = question;
    buffer_clear(&editor->answer);
    buffer_add_text(&editor->answer, answer);
}

const char *editor_question(const struct editor *editor, struct arena *arena)
{
    const struct sheet *sheet = editor->sheet;
    const char *path = sheet ? sheet->path : value_find_text(value_at(editor->files, editor->selected), "path");
    switch (editor->question) {
    case ASK_SEARCH:
        return "Find: ";
    case ASK_NEW:
        return "New file (a directory ends with /): ";
    case ASK_RENAME:
        return arena_format(arena, "New name of %s: ", path);
    case ASK_REMOVE:
        return arena_format(arena, "Remove %s? (y, n) ", path);
    case ASK_OVERWRITE:
        return arena_format(arena, "%s was changed by a command. Write this text over it? (y, n, r reads the file) ", path);
    case ASK_REPLACE:
        return arena_format(arena, "%s has another text. Put the lesson's in its place? (y, n) ", path);
    case ASK_NOTHING:
        break;
    }
    return "";
}

/* --- answers --- */

static bool is_line(enum question question)
{
    return question == ASK_SEARCH || question == ASK_NEW || question == ASK_RENAME;
}

/* The file that was made, renamed... is the marked one. */
void editor_select(struct editor *editor, const char *path)
{
    const struct value *files = editor_files(editor);
    for (size_t i = 0; i < value_count(files); i++)
        if (value_says(value_get(value_at(files, i), "path"), path))
            editor->selected = i;
}

static enum editor_effect make(struct editor *editor, const char *path)
{
    size_t length = strlen(path);
    struct arena arena = {0};
    enum editor_effect effect = EDITOR_TAKEN;
    if (length > 1 && path[length - 1] == '/') {
        const char *directory = arena_copy(&arena, (struct slice){path, length - 1});
        if (editor_input(editor, INPUT_DIRECTORY, directory, SLICE(""), false)) {
            editor_select(editor, directory);
            effect = EDITOR_CHANGED;
        }
    } else if (length) {
        editor_open(editor, path);
    }
    arena_release(&arena);
    return effect;
}

/* A text that is open goes with its file. */
static enum editor_effect rename_to(struct editor *editor, const char *from, const char *to)
{
    if (text_equal(from, to) || !editor_input(editor, INPUT_RENAME, from, slice_of(to), true))
        return EDITOR_TAKEN;
    size_t length = strlen(from);
    for (struct sheet *sheet = editor->sheets; sheet; sheet = sheet->next) {
        if (strncmp(sheet->path, from, length) != 0 || (sheet->path[length] && sheet->path[length] != '/'))
            continue;
        struct arena arena = {0};
        char *path = memory_text(slice_of(arena_format(&arena, "%s%s", to, sheet->path + length)));
        memory_free(sheet->path);
        sheet->path = path;
        arena_release(&arena);
    }
    editor_select(editor, to);
    return EDITOR_CHANGED;
}

static enum editor_effect remove_file(struct editor *editor, const char *path)
{
    if (!editor_input(editor, INPUT_REMOVE, path, SLICE(""), false))
        return EDITOR_TAKEN;
    editor_refresh(editor);
    size_t count = value_count(editor_files(editor));
    editor->selected = editor->selected < count ? editor->selected : count ? count - 1 : 0;
    return EDITOR_CHANGED;
}

/* Relative to /root, as at the prompt. */
static const char *whole_path(struct arena *arena, const char *answer)
{
    return answer[0] == '/' || !answer[0] ? answer : arena_format(arena, "/root/%s", answer);
}

static enum editor_effect take_line(struct editor *editor, enum question question)
{
    struct arena arena = {0};
    bool directory;
    const char *answer = arena_copy(&arena, slice_trim(buffer_slice(&editor->answer)));
    enum editor_effect effect = EDITOR_TAKEN;
    if (question == ASK_SEARCH) {
        if (editor->answer.length) {
            buffer_clear(&editor->search);
            buffer_add(&editor->search, buffer_slice(&editor->answer));
        }
        sheet_find(editor, editor->sheet, editor->sheet->cursor + (editor->answer.length ? 0 : 1));
    } else if (question == ASK_NEW) {
        effect = make(editor, whole_path(&arena, answer));
    } else if (answer[0]) {
        const char *from = editor_selected(editor, &directory);
        effect = from ? rename_to(editor, arena_text(&arena, from), whole_path(&arena, answer)) : EDITOR_TAKEN;
    }
    arena_release(&arena);
    return effect;
}

static enum editor_effect agree(struct editor *editor, enum question question)
{
    struct sheet *sheet = editor->sheet;
    bool directory;
    struct arena arena = {0};
    enum editor_effect effect = EDITOR_TAKEN;
    if (question == ASK_REMOVE) {
        const char *path = editor_selected(editor, &directory);
        effect = path ? remove_file(editor, arena_text(&arena, path)) : EDITOR_TAKEN;
    } else if (question == ASK_REPLACE) {
        sheet_replace(editor, sheet, 0, text_length(sheet->text), buffer_slice(&editor->put));
        sheet_go(sheet, 0);
    } else if (question == ASK_OVERWRITE) {
        effect = editor_write(editor, sheet);
    }
    arena_release(&arena);
    return effect;
}

static enum editor_effect take_letter(struct editor *editor, enum question question, char letter)
{
    editor->question = ASK_NOTHING;
    if (letter == 'y')
        return agree(editor, question);
    if (question == ASK_OVERWRITE && letter == 'r')
        editor_load(editor, editor->sheet);
    else if (letter != 'n') /* it is asked until it is answered; Esc is n */
        editor->question = question;
    return EDITOR_TAKEN;
}

enum editor_effect editor_answer_key(struct editor *editor, const struct key *key)
{
    enum question question = editor->question;
    bool away = key->kind == KEY_ESCAPE || (key->kind == KEY_CONTROL && (key->letter == 'c' || key->letter == 'g'));
    if (away) {
        editor->question = ASK_NOTHING;
    } else if (!is_line(question)) {
        if (key->kind == KEY_TEXT && key->text.length == 1)
            return take_letter(editor, question, ascii_lower(key->text.data[0]));
    } else if (key->kind == KEY_ENTER) {
        editor->question = ASK_NOTHING;
        return take_line(editor, question);
    } else if (key->kind == KEY_BACKSPACE && editor->answer.length) {
        editor->answer.length = glyph_previous(buffer_slice(&editor->answer), editor->answer.length);
    } else if ((key->kind == KEY_TEXT || key->kind == KEY_PASTE) && editor->answer.length + key->text.length < 400) {
        buffer_add(&editor->answer, slice_part(key->text, 0, slice_find_byte(key->text, '\n')));
    }
    return EDITOR_TAKEN;
}

/* --- the list --- */

static void open_selected(struct editor *editor)
{
    struct arena arena = {0};
    bool directory;
    const char *path = editor_selected(editor, &directory);
    if (path && !directory)
        editor_open(editor, arena_text(&arena, path));
    arena_release(&arena);
}

static void ask_about_file(struct editor *editor, enum question question)
{
    bool directory;
    const char *path = editor_selected(editor, &directory);
    if (path)
        editor_ask(editor, question, question == ASK_RENAME ? path : "");
}

static void move(struct editor *editor, size_t step, bool down)
{
    size_t count = value_count(editor_files(editor));
    if (down)
        editor->selected = editor->selected + step < count ? editor->selected + step : count ? count - 1 : 0;
    else
        editor->selected = editor->selected > step ? editor->selected - step : 0;
}

/* A new file begins beside the marked one. */
static const char *beside(struct editor *editor, struct arena *arena)
{
    bool directory;
    const char *path = editor_selected(editor, &directory), *slash = path ? strrchr(path, '/') : NULL;
    if (!path)
        return "/root/";
    return directory ? arena_format(arena, "%s/", path)
                     : arena_copy(arena, (struct slice){path, (size_t)(slash - path) + 1});
}

enum editor_effect editor_list_key(struct editor *editor, const struct key *key)
{
    char letter = key->kind == KEY_TEXT && key->text.length == 1 ? key->text.data[0] : '\0';
    size_t page = editor->list_area.rows > 2 ? (size_t)editor->list_area.rows - 1 : 1;
    struct arena arena = {0};
    if (key->kind == KEY_DOWN || letter == 'j')
        move(editor, 1, true);
    else if (key->kind == KEY_UP || letter == 'k')
        move(editor, 1, false);
    else if (key->kind == KEY_PAGE_DOWN || key->kind == KEY_PAGE_UP)
        move(editor, page, key->kind == KEY_PAGE_DOWN);
    else if (key->kind == KEY_ENTER || key->kind == KEY_RIGHT)
        open_selected(editor);
    else if (letter == '+')
        editor_ask(editor, ASK_NEW, beside(editor, &arena));
    else if (letter == '-' || key->kind == KEY_DELETE)
        ask_about_file(editor, ASK_REMOVE);
    else if (letter == '=')
        ask_about_file(editor, ASK_RENAME);
    else if (key->kind == KEY_ESCAPE)
        return EDITOR_CLOSED;
    else
        return EDITOR_IGNORED;
    arena_release(&arena);
    return EDITOR_TAKEN;
}

/* The texts that are open, and the files behind them. */
#include "tui/editor.h"

#include <stdarg.h>
#include <string.h>

#include "base/check.h"
#include "tui/editor_record.h"

struct editor *editor_new(struct session *session, const char *terminal, bool unicode)
{
    struct editor *editor = memory_allocate(sizeof *editor);
    *editor = (struct editor){.session = session, .terminal = terminal, .unicode = unicode};
    return editor;
}

static void free_sheet(struct sheet *sheet)
{
    text_free(sheet->text);
    buffer_release(&sheet->file);
    arena_release(&sheet->arena);
    memory_free(sheet->path);
    memory_free(sheet);
}

void editor_free(struct editor *editor)
{
    if (!editor)
        return;
    while (editor->sheets) {
        struct sheet *next = editor->sheets->next;
        free_sheet(editor->sheets);
        editor->sheets = next;
    }
    arena_release(&editor->arena);
    buffer_release(&editor->answer);
    buffer_release(&editor->search);
    buffer_release(&editor->cut);
    buffer_release(&editor->told);
    buffer_release(&editor->offer);
    buffer_release(&editor->put);
    memory_free(editor);
}

void editor_tell(struct editor *editor, const char *format, ...)
{
    struct arena arena = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_clear(&editor->told);
    buffer_add_text(&editor->told, arena_format_list(&arena, format, arguments));
    va_end(arguments);
    arena_release(&arena);
}

const char *editor_told(struct editor *editor)
{
    return editor->told.length ? buffer_text(&editor->told) : NULL;
}

struct sheet *editor_sheet(const struct editor *editor, const char *path)
{
    struct sheet *sheet = editor->sheets;
    while (sheet && !text_equal(sheet->path, path))
        sheet = sheet->next;
    return sheet;
}

bool sheet_modified(const struct sheet *sheet)
{
    return text_version(sheet->text) != sheet->saved || (!sheet->there && text_length(sheet->text));
}

size_t editor_unsaved(const struct editor *editor)
{
    size_t count = 0;
    for (const struct sheet *sheet = editor->sheets; sheet; sheet = sheet->next)
        count += sheet_modified(sheet);
    return count;
}

bool editor_typing(const struct editor *editor)
{
    return editor->sheet || editor->question;
}

/* --- files --- */

/* But for those that ls hides, too. */
const struct value *editor_files(struct editor *editor)
{
    if (editor->files)
        return editor->files;
    arena_release(&editor->arena);
    const struct value *all = session_ask(editor->session, "files", &editor->arena);
    struct value *shown = value_array(&editor->arena);
    for (size_t i = 0; i < value_count(all); i++) {
        const struct value *file = value_at(all, i);
        if (!strstr(value_find_text(file, "path"), "/."))
            value_append(&editor->arena, shown, file);
    }
    return editor->files = shown;
}

/* What is in the file; NULL: there is none. */
static const struct value *ask_file(struct editor *editor, const char *path, struct arena *arena)
{
    return session_ask(editor->session, arena_format(arena, "file %s", path), arena);
}

static struct sheet *new_sheet(struct editor *editor, const char *path)
{
    struct arena arena = {0};
    struct sheet *sheet = memory_allocate(sizeof *sheet);
    const struct value *file = ask_file(editor, path, &arena);
    *sheet = (struct sheet){.next = editor->sheets, .path = memory_text(slice_of(path)), .wanted = -1, .there = file};
    if (file)
        buffer_add(&sheet->file, value_slice(file));
    sheet->text = text_new(buffer_slice(&sheet->file), false);
    sheet->saved = text_version(sheet->text);
    editor->sheets = sheet;
    arena_release(&arena);
    return sheet;
}

void editor_open(struct editor *editor, const char *path)
{
    struct sheet *sheet = editor_sheet(editor, path);
    editor->sheet = sheet ? sheet : new_sheet(editor, path);
    editor->question = ASK_NOTHING;
    buffer_clear(&editor->offer);
    if (!editor->sheet->there && !text_length(editor->sheet->text))
        editor_tell(editor, "%s is new: it is there once it is saved.", path);
}

void editor_put(struct editor *editor, const char *path, struct slice text)
{
    editor_open(editor, path);
    struct sheet *sheet = editor->sheet;
    struct slice there = text_slice(sheet->text, 0, text_length(sheet->text));
    if (slice_equal(there, text))
        return;
    if (there.length) {
        buffer_clear(&editor->put);
        buffer_add(&editor->put, text);
        editor_ask(editor, ASK_REPLACE, "");
        return;
    }
    sheet_replace(editor, sheet, 0, 0, text);
    sheet_go(sheet, 0);
    sheet->top = 0;
    editor_tell(editor, "%s: Ctrl-S saves it, Ctrl-A applies it.", path);
}

void editor_close(struct editor *editor, struct sheet *sheet)
{
    struct sheet **link = &editor->sheets;
    while (*link != sheet)
        link = &(*link)->next;
    *link = sheet->next;
    if (editor->sheet == sheet)
        editor->sheet = NULL;
    free_sheet(sheet);
}

bool editor_input(struct editor *editor, enum input_kind kind, const char *path, struct slice rest, bool two)
{
    struct arena arena = {0};
    struct buffer bytes = {0};
    buffer_add_text(&bytes, path);
    if (two)
        buffer_add_byte(&bytes, '\0');
    buffer_add(&bytes, rest);
    session_input(editor->session, kind, editor->terminal, buffer_slice(&bytes));
    const char *problem = arena_text(&arena, value_string_of(session_ask(editor->session, "problem", &arena)));
    if (problem[0])
        editor_tell(editor, "%s: %s", path, problem);
    editor->files = NULL;
    editor->world_moved = true;
    bool done = !problem[0];
    buffer_release(&bytes);
    arena_release(&arena);
    return done;
}

enum editor_effect editor_write(struct editor *editor, struct sheet *sheet)
{
    if (!text_is_complete(sheet->text)) /* a line ends with a newline, as nano and vi have it */
        text_replace(sheet->text, text_length(sheet->text), text_length(sheet->text), SLICE("\n"));
    struct slice bytes = text_slice(sheet->text, 0, text_length(sheet->text));
    if (!editor_input(editor, INPUT_FILE, sheet->path, bytes, true))
        return EDITOR_TAKEN;
    buffer_clear(&sheet->file);
    buffer_add(&sheet->file, bytes);
    sheet->saved = text_version(sheet->text);
    sheet->there = true;
    sheet->conflict = sheet->typing = false;
    editor_tell(editor, "Saved %s. Nothing is applied: Ctrl-A does that.", sheet->path);
    return EDITOR_CHANGED;
}

enum editor_effect editor_save(struct editor *editor)
{
    struct sheet *sheet = editor->sheet;
    if (!sheet) {
        editor_tell(editor, "No file is open.");
        return EDITOR_TAKEN;
    }
    if (sheet->conflict) {
        editor_ask(editor, ASK_OVERWRITE, "");
        return EDITOR_TAKEN;
    }
    if (!sheet_modified(sheet) && sheet->there) {
        editor_tell(editor, "%s is saved already.", sheet->path);
        return EDITOR_TAKEN;
    }
    return editor_write(editor, sheet);
}

/* The path as it is typed at the prompt: below /root from there, and quoted where the shell would take it apart. */
static const char *typed_path(struct arena *arena, const char *path)
{
    bool plain = true;
    for (const char *c = path; *c; c++)
        plain &= ascii_is_letter(*c) || ascii_is_digit(*c) || strchr("/._-+:@%", *c);
    return plain ? path : arena_format(arena, "'%s'", path);
}

const char *editor_apply(struct editor *editor, struct arena *arena)
{
    struct sheet *sheet = editor->sheet;
    bool directory = false;
    const char *path = sheet ? sheet->path : editor_selected(editor, &directory);
    struct sheet *open = path ? editor_sheet(editor, path) : NULL;
    if (!path)
        editor_tell(editor, "No file is open.");
    else if (strchr(path, '\''))
        editor_tell(editor, "%s: apply it at the prompt.", path);
    else if (open && (sheet_modified(open) || !open->there))
        editor_tell(editor, "%s is not saved: Ctrl-S first. What is applied is the file.", path);
    else
        return arena_format(arena, "kubectl apply -f %s", typed_path(arena, path));
    return NULL;
}

/* --- what happens behind the editor's back --- */

void editor_load(struct editor *editor, struct sheet *sheet)
{
    struct slice file = buffer_slice(&sheet->file);
    size_t line = text_line_at(sheet->text, sheet->cursor), column = sheet->cursor - text_start(sheet->text, line);
    text_mark(sheet->text, sheet->cursor);
    if (!text_replace(sheet->text, 0, text_length(sheet->text), file))
        return;
    size_t start = text_start(sheet->text, line), end = text_end(sheet->text, line);
    sheet->cursor = start + column < end ? start + column : end;
    sheet->saved = text_version(sheet->text);
    sheet->conflict = sheet->typing = false;
    editor_tell(editor, "%s was changed by a command: this is its text now.", sheet->path);
}

static void refresh_sheet(struct editor *editor, struct sheet *sheet)
{
    struct arena arena = {0};
    const struct value *file = ask_file(editor, sheet->path, &arena);
    bool modified = sheet_modified(sheet), same = file && slice_equal(value_slice(file), buffer_slice(&sheet->file));
    if (sheet->there == !!file && (!file || same)) {
        arena_release(&arena);
        return;
    }
    struct slice text = text_slice(sheet->text, 0, text_length(sheet->text));
    sheet->there = file;
    buffer_clear(&sheet->file);
    if (file)
        buffer_add(&sheet->file, value_slice(file));
    if (!file) {
        editor_tell(editor, "%s is gone: saving makes it again.", sheet->path);
        sheet->conflict = false;
    } else if (slice_equal(text, buffer_slice(&sheet->file))) {
        sheet->saved = text_version(sheet->text);
        sheet->conflict = false;
    } else if (!modified) {
        editor_load(editor, sheet);
    } else {
        sheet->conflict = true;
        editor_tell(editor, "%s was changed by a command, and here: Ctrl-S asks which it is to be.", sheet->path);
    }
    arena_release(&arena);
}

void editor_refresh(struct editor *editor)
{
    editor->files = NULL;
    editor->world_moved = true;
    for (struct sheet *sheet = editor->sheets; sheet; sheet = sheet->next)
        refresh_sheet(editor, sheet);
}

bool editor_pass(struct editor *editor)
{
    struct sheet *sheet = editor->sheet;
    if (!sheet || (sheet->problems && sheet->judged == text_version(sheet->text) && !editor->world_moved))
        return false;
    struct arena arena = {0};
    struct slice text = text_slice(sheet->text, 0, text_length(sheet->text));
    struct buffer question = {0};
    buffer_format(&question, "validate %s\n", sheet->path);
    buffer_add(&question, text);
    arena_release(&sheet->arena);
    sheet->problems = value_copy(&sheet->arena, session_ask(editor->session, buffer_text(&question), &arena));
    sheet->judged = text_version(sheet->text);
    editor->world_moved = false;
    buffer_release(&question);
    arena_release(&arena);
    return false;
}

/* --- keys --- */

enum editor_effect editor_key(struct editor *editor, const struct key *key)
{
    buffer_clear(&editor->told);
    if (editor->question)
        return editor_answer_key(editor, key);
    return editor->sheet ? editor_text_key(editor, key) : editor_list_key(editor, key);
}

const char *editor_title(const struct editor *editor, struct arena *arena)
{
    const struct sheet *sheet = editor->sheet;
    if (!sheet)
        return "Files";
    return arena_format(arena, "%s%s", sheet->path,
                        sheet->conflict         ? " (changed here and by a command)"
                        : sheet_modified(sheet) ? " (not saved)"
                                                : "");
}

const char *editor_keys(const struct editor *editor)
{
    return editor->sheet
               ? "Ctrl-S saves  Ctrl-A applies  Ctrl-F finds  Ctrl-Z undoes  Ctrl-E next problem  Esc: files"
               : "Enter opens  + new  - removes  = renames  Ctrl-A applies  Esc closes  Tab: next pane";
}

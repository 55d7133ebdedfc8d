/* The editor's pane in the lab: how blocks of the lesson come into it, and what it brings about outside. */
#include <string.h>

#include "data/yaml_marks.h"
#include "tui/lab_record.h"
#include "tui/lesson.h"

static void show(struct lab *lab)
{
    if (lab->third != THIRD_EDITOR)
        lab_show_third(lab, THIRD_EDITOR);
    lab->focus = PANE_THIRD;
    lab_arrange(lab);
}

static void tell(struct lab *lab)
{
    const char *told = editor_told(lab->editor);
    if (told)
        lab_notice(lab, told);
}

static void follow(struct lab *lab, enum editor_effect effect)
{
    if (effect == EDITOR_CHANGED) {
        lab->checking = true;
        lab_refresh(lab);
    } else if (effect == EDITOR_CLOSED) {
        lab_show_third(lab, THIRD_EDITOR);
    }
    tell(lab);
}

bool lab_editor_key(struct lab *lab, const struct key *key)
{
    enum editor_effect effect = editor_key(lab->editor, key);
    follow(lab, effect);
    /* In a text no letter is an action: only those of Ctrl are. */
    return effect != EDITOR_IGNORED || (editor_typing(lab->editor) && key->kind != KEY_CONTROL);
}

void lab_open_file(struct lab *lab, struct slice path)
{
    struct arena arena = {0};
    const char *text = arena_copy(&arena, path);
    editor_open(lab->editor, text[0] == '/' ? text : arena_format(&arena, "/root/%s", text));
    show(lab);
    tell(lab);
    arena_release(&arena);
}

/* The file that is applied is the one that the learner sees: its command stands at the prompt. */
static void apply(struct lab *lab)
{
    struct arena arena = {0};
    const char *command = editor_apply(lab->editor, &arena);
    if (command)
        lab_type(lab, command);
    else
        tell(lab);
    arena_release(&arena);
}

void lab_editor_do(struct lab *lab, enum action_kind kind)
{
    if (kind == ACTION_APPLY) {
        apply(lab);
    } else if (kind == ACTION_SAVE) {
        follow(lab, editor_save(lab->editor));
    } else {
        lab_show_third(lab, THIRD_EDITOR);
    }
}

/* --- blocks of the lesson --- */

/* What a here-document of a block gives to its command. */
struct heredoc {
    struct slice command; /* the line before it */
    struct slice pipe;    /* and behind it */
    struct slice body, rest;
    bool quoted;
};

static bool take_heredoc(struct slice text, struct heredoc *heredoc)
{
    size_t at = slice_find(text, SLICE("<<")), end = slice_find_byte(text, '\n');
    if (at >= end || end >= text.length)
        return false;
    struct slice behind = slice_trim(slice_part(text, at + 2, end)), word = {0};
    slice_next(&behind, ' ', &word);
    heredoc->pipe = behind.data ? slice_trim(behind) : SLICE("");
    heredoc->command = slice_trim(slice_part(text, 0, at));
    heredoc->quoted = word.length > 2 && (word.data[0] == '\'' || word.data[0] == '"');
    if (heredoc->quoted)
        word = slice_part(word, 1, word.length - 1);
    struct slice body = slice_part(text, end + 1, text.length), rest = body, line;
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_letter(word.data[i]) && word.data[i] != '_')
            return false; /* <<- */
    while (slice_next(&rest, '\n', &line)) {
        if (!slice_equal(line, word))
            continue;
        heredoc->body = slice_part(body, 0, (size_t)(line.data - body.data));
        heredoc->rest = rest.data ? slice_trim(rest) : SLICE("");
        return word.length > 0;
    }
    return false;
}

/* "/root/allow-finance.yaml": by the name of the manifest's first object. */
static const char *path_for(struct arena *arena, struct slice manifest)
{
    struct yaml_marks marks = yaml_marks(arena, manifest);
    const struct yaml_mark *name = yaml_marks_find(&marks, SLICE("metadata.name"), false);
    bool plain = name && name->text.length > 0 && name->text.length < 80;
    for (size_t i = 0; plain && i < name->text.length; i++)
        plain = ascii_is_letter(name->text.data[i]) || ascii_is_digit(name->text.data[i]) || name->text.data[i] == '-';
    return plain ? arena_format(arena, "/root/%.*s.yaml", (int)name->text.length, name->text.data) : "/root/manifest.yaml";
}

/* `cat > FILE <<EOF`: the file. */
static const char *file_of(struct arena *arena, struct slice command)
{
    struct slice word = slice_trim(slice_part(command, slice_find_byte(command, '>') + 1, command.length));
    if (!slice_starts(slice_trim(command), "cat >") || !word.length || slice_find_byte(word, ' ') < word.length)
        return NULL;
    return arena_format(arena, "%s%.*s", word.data[0] == '/' ? "" : "/root/", (int)word.length, word.data);
}

bool lab_edit_block(struct lab *lab, const struct block *block)
{
    struct arena arena = {0};
    struct slice text = slice_of(block->text);
    struct heredoc heredoc = {0};
    const char *path = NULL;
    if (lesson_edits(block)) {
        path = path_for(&arena, text);
    } else if (scenario_block_runs(block) && take_heredoc(text, &heredoc)) {
        bool as_it_is = heredoc.quoted || (slice_find_byte(heredoc.body, '$') == heredoc.body.length &&
                                           slice_find_byte(heredoc.body, '`') == heredoc.body.length);
        bool applies = slice_is(heredoc.command, "kubectl apply -f -") && !heredoc.pipe.length;
        bool pipes = slice_is(heredoc.command, "cat") && slice_is(heredoc.pipe, "| kubectl apply -f -");
        text = heredoc.body;
        path = !as_it_is                                      ? NULL
               : (applies || pipes) && !heredoc.rest.length ? path_for(&arena, text)
               : !heredoc.pipe.length                       ? file_of(&arena, heredoc.command)
                                                            : NULL;
    }
    if (path) {
        show(lab);
        editor_put(lab->editor, path, text);
        tell(lab);
    }
    arena_release(&arena);
    return path != NULL;
}

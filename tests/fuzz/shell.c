/* The shell's reader: no crash on any text, each complete command is as long as it says, and what is complete
 * stays complete when more follows behind it. */
#include "base/buffer.h"
#include "base/check.h"
#include "shell/pattern.h"
#include "shell/shell.h"
#include "shell/syntax.h"
#include "test.h"

static void read_commands(struct arena *arena, struct slice text)
{
    while (text.length) {
        struct syntax syntax = syntax_parse(arena, arena_copy(arena, text), 1, NULL);
        if (syntax.tree)
            tree_unref(syntax.tree);
        check((syntax.result == SYNTAX_ERROR) == (syntax.message != NULL) ||
              syntax.result == SYNTAX_INCOMPLETE);
        if (syntax.result != SYNTAX_COMPLETE || syntax.length == 0)
            return;
        check(syntax.length <= text.length);
        text = slice_part(text, syntax.length, text.length);
    }
}

void fuzz_shell(struct slice bytes)
{
    struct arena arena = {0};
    char **words;
    char *const *at;
    const char *text = arena_copy(&arena, bytes);
    struct slice readable = slice_of(text); /* up to the first NUL, as bash reads */
    read_commands(&arena, readable);
    size_t length = shell_command_length(readable, false);
    check(length <= readable.length && shell_command_length(readable, true) <= readable.length);
    syntax_words(&arena, text, &words);
    shell_words_at(&arena, readable, readable.length, &at);
    check(syntax_span(text) <= readable.length);
    arena_release(&arena);
}

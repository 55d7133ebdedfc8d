/* The simple command under the cursor, for Tab. */
#include <string.h>

#include "shell/lexer.h"

/* A word without its quotes; what is still open is fine. */
static char *unquoted(struct arena *arena, const char *word)
{
    char *text = arena_text(arena, word), inside = 0;
    size_t length = 0;
    for (const char *c = word; *c; c++) {
        if (inside ? *c == inside : *c == '"' || *c == '\'')
            inside = inside ? 0 : *c;
        else if (*c == '\\' && inside != '\'' && c[1])
            text[length++] = *++c;
        else
            text[length++] = *c;
    }
    text[length] = '\0';
    return text;
}

/* Where the last simple command of [line] begins: behind the last separator outside of quotes. */
static size_t command_start(const char *line)
{
    size_t start = 0;
    for (size_t i = 0; line[i];) {
        if (line[i] == '$' && line[i + 1] == '(' && syntax_span(line + i) == 0) {
            i += 2;
            start = i;
            continue;
        }
        if (strchr(";|&(\n", line[i]) && !(line[i] == '&' && i && line[i - 1] == '>'))
            start = i + 1;
        size_t span = strchr("\\'\"`$", line[i]) ? syntax_span(line + i) : 1;
        i += span ? span : 1;
    }
    return start;
}

static bool introduces(const char *word)
{
    static const char *const words[] = {"if", "then", "elif", "else", "while", "until",
                                        "do", "!",    "time", "{",    "sudo"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(word, words[i]))
            return true;
    return strchr(word, '=') &&
           word_is_name(slice_part(slice_of(word), 0, slice_find_byte(slice_of(word), '=')));
}

int shell_words_at(struct arena *arena, struct slice line, size_t cursor, char *const **words)
{
    const char *text = arena_copy(arena, slice_part(line, 0, cursor));
    text += command_start(text);
    size_t length = slice_of(text).length, capacity = length / 2 + 3;
    char **list = arena_allocate(arena, capacity * sizeof *list);
    int count = 0;
    for (size_t i = 0; i < length;) {
        while (text[i] == ' ' || text[i] == '\t')
            i++;
        size_t start = i;
        while (text[i] && !strchr(" \t<>", text[i])) {
            size_t span = strchr("\\'\"`$", text[i]) ? syntax_span(text + i) : 1;
            i = span ? i + span : length;
        }
        if (i == start && text[i]) {
            i++;
            continue;
        }
        if (i == start)
            break;
        char *word = unquoted(arena, arena_copy(arena, (struct slice){text + start, i - start}));
        if (count || i == length || !introduces(word))
            list[count++] = word;
    }
    bool fresh = length == 0 || strchr(" \t<>", text[length - 1]);
    if (fresh || count == 0)
        list[count++] = arena_text(arena, "");
    *words = list;
    return count;
}

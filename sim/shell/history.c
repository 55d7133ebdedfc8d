#include "shell/history.h"

#include <string.h>

#include "base/limits.h"

/* --- the list --- */

static const char *key_of(struct arena *arena, int64_t number)
{
    return arena_format(arena, "%08lld", (long long)number);
}

const char *history_entry(const struct shell *shell, int64_t number)
{
    struct arena arena = {0};
    const char *text = number > 0 ? shell_text(shell->history, key_of(&arena, number)) : NULL;
    arena_release(&arena);
    return text;
}

int64_t history_last(const struct shell *shell)
{
    return map_count(shell->history) ? shell->history_next - 1 : 0;
}

int64_t history_first(const struct shell *shell)
{
    return map_count(shell->history) ? shell->history_next - (int64_t)map_count(shell->history) : 0;
}

void history_clear(struct shell *shell)
{
    map_unref(shell->history);
    shell->history.root = NULL;
    shell->history_next = 1;
}

/* Does a line end so that the next one belongs to it without a semicolon? */
static bool goes_on(struct slice line)
{
    static const char *const ends[] = {"do",   "then", "else", "{", "(", "|", "&&", "||", ";", "&", "in", "elif", "if",
                                       "while", "until", ";;", "!"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct slice end = slice_of(ends[i]);
        if (!slice_ends(line, ends[i]))
            continue;
        if (!ascii_is_letter(ends[i][0]) || line.length == end.length ||
            ascii_is_space(line.data[line.length - end.length - 1]) ||
            strchr(";|&(", line.data[line.length - end.length - 1]))
            return true;
    }
    return line.length == 0;
}

/* A quote that goes over lines, or a heredoc, keeps them. */
static bool keeps_lines(struct slice command, bool *document)
{
    *document = false;
    char quote = 0;
    for (size_t i = 0; i < command.length; i++) {
        char c = command.data[i];
        if (c == '\\' && quote != '\'')
            i++;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '<' && i + 1 < command.length && command.data[i + 1] == '<')
            return *document = true;
        if (c == '\n' && quote)
            return true;
    }
    return false;
}

void history_add(struct shell *shell, struct slice command)
{
    struct arena arena = {0};
    struct slice rest = slice_trim(command), line;
    if (rest.length == 0 || rest.length > LIMIT_LINE_BYTES)
        return;
    bool document = false;
    if (slice_find_byte(rest, '\n') == rest.length || keeps_lines(rest, &document)) {
        shell_history_add(shell, arena_format(&arena, "%s%s", arena_copy(&arena, rest), document ? "\n" : ""));
        arena_release(&arena);
        return;
    }
    struct buffer joined = {0};
    while (slice_next(&rest, '\n', &line)) {
        line = slice_trim(line);
        if (line.length == 0 && joined.length)
            continue;
        if (joined.length)
            buffer_add_text(&joined, goes_on(buffer_slice(&joined)) ? " " : "; ");
        buffer_add(&joined, line);
        if (slice_ends(buffer_slice(&joined), "\\"))
            joined.length--;
    }
    shell_history_add(shell, buffer_text(&joined));
    buffer_release(&joined);
    arena_release(&arena);
}

/* --- expansion --- */

struct expansion {
    struct arena *arena;
    const struct shell *shell;
    const char *line; /* NUL-terminated */
    size_t at;
    struct buffer out;
    const char *searched, *old, *new; /* of the last !?part? and :s */
    const char *problem;
    bool expanded, print;
};

static void fail(struct expansion *expansion, size_t from, size_t to, const char *problem)
{
    if (!expansion->problem)
        expansion->problem =
            arena_format(expansion->arena, "%.*s: %s", (int)(to - from), expansion->line + from, problem);
}

/* The newest command that begins with, or holds, [text]. */
static const char *search(const struct expansion *expansion, const char *text, bool anywhere)
{
    for (int64_t i = history_last(expansion->shell); i >= 1; i--) {
        const char *entry = history_entry(expansion->shell, i);
        if (!entry)
            break;
        if (anywhere ? strstr(entry, text) != NULL : text_starts(entry, text))
            return entry;
    }
    return NULL;
}

/* The event behind the "!" at the present place; moves behind it. NULL: none, and it has failed. */
static const char *read_event(struct expansion *expansion)
{
    const char *line = expansion->line, *event = NULL;
    size_t start = expansion->at, at = start + 1;
    int64_t last = history_last(expansion->shell);
    if (strchr(":$*%^", line[at])) {
        event = history_entry(expansion->shell, last);
    } else if (line[at] == '!') {
        event = history_entry(expansion->shell, last);
        at++;
    } else if (line[at] == '#') {
        event = arena_copy(expansion->arena, buffer_slice(&expansion->out));
        at++;
    } else if (ascii_is_digit(line[at]) || (line[at] == '-' && ascii_is_digit(line[at + 1]))) {
        bool back = line[at] == '-';
        size_t from = at += back;
        int64_t number = 0;
        while (ascii_is_digit(line[at]))
            at++;
        bool sane = slice_to_integer((struct slice){line + from, at - from}, &number);
        event = sane ? history_entry(expansion->shell, back ? last + 1 - number : number) : NULL;
    } else {
        bool anywhere = line[at] == '?';
        size_t from = at += anywhere;
        while (line[at] && line[at] != '\n' &&
               (anywhere ? line[at] != '?' : !strchr(" \t:;&()|<>\"'", line[at])))
            at++;
        const char *text = arena_copy(expansion->arena, (struct slice){line + from, at - from});
        at += anywhere && line[at] == '?';
        if (anywhere && !*text && expansion->searched)
            text = expansion->searched;
        event = *text ? search(expansion, text, anywhere) : NULL;
        if (anywhere)
            expansion->searched = text;
    }
    expansion->at = at;
    if (!event)
        fail(expansion, start, at, "event not found");
    return event;
}

/* The words of a command as history has them: quotes stay, operators are words. */
static int split(struct arena *arena, const char *text, const char ***words)
{
    size_t length = strlen(text);
    *words = arena_allocate(arena, (length + 1) * sizeof **words);
    int count = 0;
    for (size_t i = 0; i < length;) {
        if (strchr(" \t\n", text[i])) {
            i++;
            continue;
        }
        size_t start = i;
        if (strchr("<>;&|()", text[i])) {
            i++;
            while (text[start] != '(' && text[start] != ')' && i < start + 3 && strchr("<>&|;", text[i]) && text[i])
                i++;
        } else {
            char quote = 0;
            for (; text[i] && (quote || !strchr(" \t\n<>;&|()", text[i])); i++) {
                if (text[i] == '\\' && quote != '\'' && text[i + 1])
                    i++;
                else if (quote)
                    quote = text[i] == quote ? 0 : quote;
                else if (strchr("'\"`", text[i]))
                    quote = text[i];
            }
        }
        (*words)[count++] = arena_copy(arena, (struct slice){text + start, i - start});
    }
    return count;
}

enum { LAST_WORD = INT32_MAX, BUT_LAST = -1 };

static const char *extract(struct arena *arena, const char *event, int first, int last)
{
    const char **words, *text = "";
    int count = split(arena, event, &words);
    if (last == BUT_LAST)
        last = count - 2;
    if (last == LAST_WORD)
        last = count - 1;
    if (first == LAST_WORD)
        first = count - 1;
    if (first >= count || last >= count || first < 0 || last < first)
        return NULL;
    for (int i = first; i <= last; i++)
        text = arena_format(arena, "%s%s%s", text, i > first ? " " : "", words[i]);
    return text;
}

static int read_number(const char *line, size_t *at)
{
    int number = 0;
    for (; ascii_is_digit(line[*at]); ++*at)
        number = number < 100000 ? number * 10 + (line[*at] - '0') : number;
    return number;
}

/* Word designators; all of the event when there are none. */
static const char *read_words(struct expansion *expansion, const char *event)
{
    const char *line = expansion->line;
    size_t at = expansion->at, start = at;
    bool colon = line[at] == ':';
    int first = 0, last = 0;
    at += colon;
    if (line[at] == '*' || line[at] == '$') {
        bool all = line[at] == '*';
        expansion->at = at + 1;
        const char *words = extract(expansion->arena, event, all ? 1 : LAST_WORD, LAST_WORD);
        return words ? words : "";
    }
    if (line[at] == '^') {
        first = 1;
        at++;
    } else if (ascii_is_digit(line[at]) && colon) {
        first = read_number(line, &at);
    } else if (line[at] != '-') {
        return event;
    }
    last = first;
    if (line[at] == '*') {
        last = LAST_WORD;
        at++;
    } else if (line[at] == '-') {
        at++;
        last = ascii_is_digit(line[at]) ? read_number(line, &at) : BUT_LAST;
        if (line[at] == '$' || line[at] == '^')
            last = line[at++] == '$' ? LAST_WORD : 1;
    }
    expansion->at = at;
    const char *words = extract(expansion->arena, event, first, last);
    if (!words)
        fail(expansion, start, at, "bad word specifier");
    return words;
}

/* One side of s/old/new/, up to its delimiter. */
static const char *read_side(struct expansion *expansion, char delimiter, const char *ampersand)
{
    struct buffer side = {0};
    const char *line = expansion->line;
    for (; line[expansion->at] && line[expansion->at] != delimiter && line[expansion->at] != '\n'; expansion->at++) {
        char c = line[expansion->at], next = line[expansion->at + 1];
        if (c == '\\' && (next == delimiter || (ampersand && next == '&')))
            buffer_add_byte(&side, line[++expansion->at]);
        else if (c == '&' && ampersand)
            buffer_add_text(&side, ampersand);
        else
            buffer_add_byte(&side, c);
    }
    expansion->at += line[expansion->at] == delimiter;
    const char *text = arena_copy(expansion->arena, buffer_slice(&side));
    buffer_release(&side);
    return text;
}

static const char *replace(struct expansion *expansion, const char *text, bool everywhere, size_t start)
{
    struct buffer result = {0};
    bool found = false;
    const char *old = expansion->old, *hit;
    while ((!found || everywhere) && (hit = strstr(text, old))) {
        buffer_add(&result, (struct slice){text, (size_t)(hit - text)});
        buffer_add_text(&result, expansion->new);
        text = hit + strlen(old);
        found = true;
    }
    buffer_add_text(&result, text);
    const char *copy = arena_copy(expansion->arena, buffer_slice(&result));
    buffer_release(&result);
    if (!found)
        fail(expansion, start, expansion->at, "substitution failed");
    return copy;
}

static const char *substitute(struct expansion *expansion, const char *text, bool again, bool everywhere, size_t start)
{
    if (!again) {
        char delimiter = expansion->line[expansion->at];
        expansion->at += delimiter != '\0';
        const char *old = read_side(expansion, delimiter, NULL);
        if (*old || !expansion->old)
            expansion->old = *old ? old : expansion->searched;
        expansion->new = read_side(expansion, delimiter, expansion->old ? expansion->old : "");
    }
    if (!expansion->old || !*expansion->old) {
        fail(expansion, start, expansion->at, "no previous substitution");
        return text;
    }
    return replace(expansion, text, everywhere, start);
}

static const char *cut(struct arena *arena, const char *text, char modifier)
{
    const char *mark = strrchr(text, modifier == 'h' || modifier == 't' ? '/' : '.');
    if (!mark)
        return text;
    if (modifier == 't')
        return mark + 1;
    return modifier == 'e' ? mark : arena_copy(arena, (struct slice){text, (size_t)(mark - text)});
}

static const char *quoted(struct arena *arena, const char *text)
{
    const char *result = "'";
    for (; *text; text++)
        result = *text == '\'' ? arena_format(arena, "%s'\\''", result) : arena_format(arena, "%s%c", result, *text);
    return arena_format(arena, "%s'", result);
}

static const char *modify(struct expansion *expansion, const char *text)
{
    const char *line = expansion->line;
    size_t start = expansion->at;
    while (line[expansion->at] == ':' && !expansion->problem) {
        size_t at = expansion->at + 1;
        bool everywhere = line[at] == 'g' || line[at] == 'a';
        at += everywhere;
        char modifier = line[at];
        expansion->at = at + 1;
        if (modifier && strchr("htre", modifier))
            text = cut(expansion->arena, text, modifier);
        else if (modifier == 'p')
            expansion->print = true;
        else if (modifier == 'q')
            text = quoted(expansion->arena, text);
        else if (modifier == 's' || modifier == '&')
            text = substitute(expansion, text, modifier == '&', everywhere, start);
        else
            fail(expansion, at, at + (modifier != '\0'), "unrecognized history modifier");
    }
    return text;
}

/* What bash keeps from being an event: $!, ${!x}, [!a], !(pattern). */
static bool is_inhibited(const struct expansion *expansion)
{
    const char *line = expansion->line;
    size_t at = expansion->at;
    if (!line[at + 1] || strchr(" \t\n\r=", line[at + 1]))
        return true;
    if (at > 0 && line[at - 1] == '[' && strchr(line + at + 1, ']'))
        return true;
    if (at > 1 && line[at - 1] == '{' && line[at - 2] == '$' && strchr(line + at + 1, '}'))
        return true;
    return at > 0 && line[at - 1] == '$';
}

static void expand_event(struct expansion *expansion)
{
    const char *event = read_event(expansion);
    const char *words = event ? read_words(expansion, event) : NULL;
    if (!words || expansion->problem)
        return;
    words = modify(expansion, words);
    buffer_add_text(&expansion->out, words);
    expansion->expanded = true;
}

/* "<<" begins a here-document: what stands on the lines behind is no command. */
static bool opens_document(const char *line, size_t at)
{
    return line[at] == '<' && line[at + 1] == '<' && line[at + 2] != '<' && (at == 0 || line[at - 1] != '<');
}

static void expand_line(struct expansion *expansion)
{
    const char *line = expansion->line;
    char quote = 0;
    bool document = false;
    while (line[expansion->at] && !expansion->problem && expansion->out.length <= LIMIT_LINE_BYTES) {
        size_t at = expansion->at;
        char c = line[at], before = at ? line[at - 1] : ' ';
        bool comment = c == '#' && !quote && strchr(" \t\n;&|(", before);
        document |= !quote && opens_document(line, at);
        if (comment || (document && c == '\n')) {
            size_t length = document ? strlen(line + at) : strcspn(line + at, "\n");
            buffer_add(&expansion->out, (struct slice){line + at, length});
            expansion->at += length;
        } else if (c == '\\' && quote != '\'' && line[at + 1]) {
            buffer_add(&expansion->out, (struct slice){line + at, 2});
            expansion->at += 2;
        } else if (c == '!' && quote != '\'' && !is_inhibited(expansion) && !(quote && line[at + 1] == '"')) {
            expand_event(expansion);
        } else {
            if (quote ? c == quote : c == '\'' || c == '"')
                quote = quote ? 0 : c;
            buffer_add_byte(&expansion->out, c);
            expansion->at++;
        }
    }
}

enum history_outcome history_expand(struct arena *arena, const struct shell *shell, struct slice line,
                                    const char **text)
{
    struct expansion expansion = {.arena = arena, .shell = shell, .line = arena_copy(arena, line)};
    *text = expansion.line;
    if (!strchr(expansion.line, '!') && expansion.line[0] != '^')
        return HISTORY_SAME;
    if (expansion.line[0] == '^')
        expansion.line = arena_format(arena, "!!:s%s", expansion.line);
    expand_line(&expansion);
    if (!expansion.problem)
        *text = arena_copy(arena, buffer_slice(&expansion.out));
    else
        *text = expansion.problem;
    buffer_release(&expansion.out);
    return expansion.problem    ? HISTORY_FAILED
           : expansion.print    ? HISTORY_PRINTED
           : expansion.expanded ? HISTORY_EXPANDED
                                : HISTORY_SAME;
}

bool shell_typed(struct shell *shell, struct arena *arena, struct slice line, const char **run, const char **told)
{
    enum history_outcome outcome = history_expand(arena, shell, line, run);
    *told = NULL;
    if (outcome == HISTORY_FAILED) {
        *told = arena_format(arena, "-bash: %s", *run);
        return false;
    }
    history_add(shell, slice_of(*run));
    if (outcome != HISTORY_SAME)
        *told = *run;
    return outcome != HISTORY_PRINTED;
}

const char *shell_last_typed(const struct shell *shell)
{
    return history_entry(shell, history_last(shell));
}

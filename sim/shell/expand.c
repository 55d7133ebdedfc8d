#include "shell/expand.h"
#include "shell/host.h"

#include <string.h>

#include "base/limits.h"
#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/lexer.h"

void fields_add(struct process *process, struct fields *fields, const char *word)
{
    if (fields->count >= LIMIT_SHELL_WORDS) {
        if (process->shell->flow == FLOW_ON) {
            complain(process, "too many words");
            discard_command(process, 1);
        }
        return;
    }
    if (fields->count + 1 >= fields->room) {
        fields->room = fields->room ? fields->room * 2 : 8;
        char **more = arena_allocate(process->arena, (size_t)fields->room * sizeof *more);
        if (fields->count)
            memcpy(more, fields->words, (size_t)fields->count * sizeof *more);
        fields->words = more;
    }
    fields->words[fields->count++] = arena_text(process->arena, word);
    fields->words[fields->count] = NULL;
}

static void make_room(struct process *process, struct marked *marked, size_t more)
{
    size_t room = marked->room ? marked->room : 32;
    if (marked->length + more <= marked->room)
        return;
    while (room < marked->length + more)
        room *= 2;
    char *text = arena_allocate(process->arena, room), *marks = arena_allocate(process->arena, room);
    if (marked->length) {
        memcpy(text, marked->text, marked->length);
        memcpy(marks, marked->marks, marked->length);
    }
    marked->text = text;
    marked->marks = marks;
    marked->room = room;
}

/* As many bytes of [text], all of one mark, as go before the next tick: how many those were. */
static size_t add_run(struct process *process, struct marked *marked, struct slice text, char mark)
{
    enum { TICK_BYTES = 1024 };
    _Static_assert(LIMIT_SHELL_TEXT % TICK_BYTES == 0, "no run goes beyond it");
    if (marked->length >= LIMIT_SHELL_TEXT) {
        if (process->shell->flow == FLOW_ON) {
            process_complain(process,
                             "bash: not simulated: an expansion of more than %d bytes (limit SHELL_TEXT)\n",
                             LIMIT_SHELL_TEXT);
            abort_command(process, 1);
        }
        return text.length;
    }
    size_t before = TICK_BYTES - 1 - marked->length % TICK_BYTES, length = text.length < before ? text.length : before;
    if (before == 0) {
        process->host->tick(process);
        length = 1;
    }
    make_room(process, marked, length);
    memcpy(marked->text + marked->length, text.data, length);
    memset(marked->marks + marked->length, mark, length);
    marked->length += length;
    return length;
}

static void add_all(struct process *process, struct marked *marked, struct slice text, char mark)
{
    while (text.length)
        text = slice_part(text, add_run(process, marked, text, mark), text.length);
}

void marked_add(struct process *process, struct marked *marked, char byte, char mark)
{
    add_run(process, marked, (struct slice){&byte, 1}, mark);
}

void marked_add_text(struct process *process, struct marked *marked, const char *text, bool quoted)
{
    add_all(process, marked, slice_of(text), quoted ? MARK_QUOTED : MARK_SPLIT);
}

static void add_separator(struct process *process, struct marked *marked)
{
    const char *separators = variable_text(process->shell, "IFS");
    if (!separators)
        separators = " ";
    if (*separators)
        marked_add(process, marked, *separators, MARK_QUOTED);
}

void marked_add_list(struct process *process, struct marked *marked, char **values, size_t count, char kind,
                     bool quoted)
{
    if (count == 0)
        marked->empty_list = true;
    for (size_t i = 0; i < count; i++) {
        if (i && kind == '*' && (quoted || marked->single))
            add_separator(process, marked);
        else if (i)
            marked_add(process, marked, ' ', marked->single ? MARK_QUOTED : MARK_BREAK);
        if (quoted && kind == '@' && !marked->single)
            marked_add(process, marked, ' ', MARK_EMPTY);
        marked_add_text(process, marked, values[i], quoted);
    }
}

/* ~N, ~+N, ~-N: of what pushd remembers, from the left or from the right; NULL: there is none. */
static const char *directory_at(const struct shell *shell, struct slice place)
{
    int64_t number, count = (int64_t)value_count(shell->directories) + 1;
    bool right = slice_starts(place, "-");
    if (!slice_to_integer(slice_part(place, right || slice_starts(place, "+"), place.length), &number) ||
        number < 0)
        return NULL;
    number = right ? count - 1 - number : number;
    if (number < 0 || number >= count)
        return NULL;
    return number ? value_string_of(value_at(shell->directories, (size_t)number - 1)) : shell->directory;
}

/* A prefix with quotes or expansions in it is none. */
static size_t add_tilde(struct process *process, struct marked *marked, const char *text)
{
    static const char ends[] = "/: \t\n";
    const char *home = NULL;
    size_t length = strcspn(text, ends), quoted = strcspn(text, "\"'\\");
    struct slice user = {text + 1, length - 1};
    bool plain = !text[quoted] || quoted > strcspn(text, marked->tilde_everywhere ? ends : "/ \t\n");
    if (plain && user.length == 0)
        home = variable_text(process->shell, "HOME") ? variable_text(process->shell, "HOME") : "/root";
    else if (plain && slice_is(user, "+"))
        home = process->shell->directory;
    else if (plain && slice_is(user, "-"))
        home = variable_text(process->shell, "OLDPWD");
    else if (plain && slice_is(user, "root"))
        home = "/root";
    else if (plain)
        home = directory_at(process->shell, user);
    if (!home) {
        marked_add(process, marked, '~', MARK_PLAIN);
        return 1;
    }
    marked_add_text(process, marked, home, true);
    return length;
}

static size_t add_single_quoted(struct process *process, struct marked *marked, const char *text)
{
    size_t length = slice_find_byte(slice_of(text + 1), '\'');
    add_all(process, marked, (struct slice){text + 1, length}, MARK_QUOTED);
    if (length == 0)
        marked_add(process, marked, ' ', MARK_EMPTY);
    return length + 1 + (text[1 + length] == '\'');
}

/* Does "$@", "${@...}" or "${x[@]...}" stand in [text]? */
static bool has_at(const char *text)
{
    for (; *text; text++) {
        size_t span = text[0] == '`' || text_starts(text, "$(") ? syntax_span(text) : 0;
        if (*text == '\\' && text[1]) {
            text++;
        } else if (span) {
            text += span - 1;
        } else if (*text == '$') {
            const char *name = text + 1 + (text[1] == '{');
            name += *name == '!' && text[1] == '{';
            const char *end = name;
            while (ascii_is_letter(*end) || ascii_is_digit(*end) || *end == '_')
                end++;
            if (*name == '@' || (end > name && text[1] == '{' && text_starts(end, "[@]")))
                return true;
        }
    }
    return false;
}

static size_t add_double_quoted(struct process *process, struct marked *marked, const char *text)
{
    size_t span = syntax_span(text), before = marked->length;
    if (span < 2)
        span = slice_of(text).length;
    bool outer = marked->empty_list, beside = marked->beside_at;
    marked->empty_list = false;
    bool closed = span >= 2 && text[span - 1] == '"';
    const char *inside = arena_copy(process->arena, (struct slice){text + 1, span - 1 - closed});
    marked->beside_at = strchr(inside, '*') && has_at(inside);
    expand_into(process, marked, inside, true);
    marked->beside_at = beside;
    if (marked->length == before && !marked->empty_list)
        marked_add(process, marked, ' ', MARK_EMPTY);
    marked->empty_list |= outer;
    return span;
}

static size_t add_escaped(struct process *process, struct marked *marked, const char *text, bool quoted)
{
    char next = text[1];
    if (next == '\n')
        return 2;
    if (next == '\0') {
        marked_add(process, marked, '\\', MARK_QUOTED);
        return 1;
    }
    bool special =
        strchr("$`\\", next) || (next == '"' && !marked->document) || (next == '}' && marked->braces);
    if (quoted && !special)
        marked_add(process, marked, '\\', MARK_QUOTED);
    marked_add(process, marked, next, MARK_QUOTED);
    return 2;
}

/* What surely means nothing but itself, behind the first byte, which does. */
static struct slice plain_run(const char *text)
{
    return (struct slice){text, 1 + strcspn(text + 1, "\\$`'\"<>~")};
}

void expand_into(struct process *process, struct marked *marked, const char *text, bool quoted)
{
    const char *start = text;
    while (*text && process->shell->flow == FLOW_ON) {
        bool first = text == start || (marked->tilde_everywhere && text[-1] == ':') || text == marked->value;
        if (*text == '\\')
            text += add_escaped(process, marked, text, quoted);
        else if (*text == '$' || *text == '`')
            text += expand_dollar(process, marked, text, quoted);
        else if (*text == '\'' && !quoted)
            text += add_single_quoted(process, marked, text);
        else if (*text == '"' && !quoted)
            text += add_double_quoted(process, marked, text);
        else if ((*text == '<' || *text == '>') && text[1] == '(' && !quoted && !marked->document)
            text += expand_process(process, marked, text);
        else if (*text == '"' && quoted && marked->braces)
            text++;
        else if (*text == '~' && !quoted && first)
            text += add_tilde(process, marked, text);
        else
            text += add_run(process, marked, plain_run(text), quoted ? MARK_QUOTED : marked->literal);
    }
}

static char *plain_text(struct process *process, const struct marked *marked)
{
    struct slice text = {marked->text, marked->length}, marks = {marked->marks, marked->length};
    char *copy = arena_copy(process->arena, text), *end = copy;
    if (slice_find_byte(marks, MARK_EMPTY) == marks.length)
        return copy;
    for (size_t i = 0; i < text.length; i++)
        if (marks.data[i] != MARK_EMPTY)
            *end++ = text.data[i];
    *end = '\0';
    return copy;
}

char *expand_text(struct process *process, const char *word)
{
    struct marked marked = {.literal = MARK_PLAIN, .single = true};
    expand_into(process, &marked, word, false);
    return plain_text(process, &marked);
}

char *expand_value(struct process *process, const char *word)
{
    struct marked marked = {.literal = MARK_PLAIN, .single = true, .tilde_everywhere = true};
    expand_into(process, &marked, word, false);
    return plain_text(process, &marked);
}

char *expand_document(struct process *process, const char *body)
{
    struct marked marked = {.literal = MARK_PLAIN, .single = true, .document = true};
    expand_into(process, &marked, body, true);
    return plain_text(process, &marked);
}

char *expand_expression(struct process *process, const char *text)
{
    struct marked marked = {.literal = MARK_PLAIN, .single = true};
    if (!strpbrk(text, "$`\"'\\"))
        return arena_text(process->arena, text);
    marked.braces = true;
    expand_into(process, &marked, text, true);
    return plain_text(process, &marked);
}

/* Quoted bytes that [special] names (NULL: all) get a backslash. */
static char *escaped_text(struct process *process, const char *word, const char *special)
{
    struct marked marked = {.literal = MARK_PLAIN, .single = true};
    expand_into(process, &marked, word, false);
    char *text = arena_allocate(process->arena, marked.length * 2 + 1);
    size_t length = 0;
    for (size_t i = 0; i < marked.length; i++) {
        if (marked.marks[i] == MARK_EMPTY)
            continue;
        if (marked.marks[i] == MARK_QUOTED && (!special || strchr(special, marked.text[i])))
            text[length++] = '\\';
        text[length++] = marked.text[i];
    }
    return text;
}

char *expand_pattern(struct process *process, const char *word)
{
    return escaped_text(process, word, "*?[]\\()|!+@-^");
}

char *expand_condition_pattern(struct process *process, const char *word)
{
    return escaped_text(process, word, NULL);
}

char *expand_regular_expression(struct process *process, const char *word)
{
    return escaped_text(process, word, ".*[]\\()|+?{}^$");
}

char *expand_replacement(struct process *process, const char *word)
{
    return escaped_text(process, word, "&\\");
}

/* Nothing in the word means anything but itself, as in most. */
static bool is_plain(const char *word)
{
    static const bool special[256] = {
        ['\\'] = true, ['$'] = true, ['`'] = true, ['\''] = true, ['"'] = true, ['<'] = true, ['>'] = true,
        ['~'] = true, ['*'] = true, ['?'] = true, ['['] = true, ['('] = true, ['{'] = true,
    };
    enum { LONGEST = 512 };
    size_t length = 0;
    while (word[length] && !special[(unsigned char)word[length]])
        length++;
    return length && !word[length] && length < LONGEST;
}

void expand_word(struct process *process, const char *word, struct fields *fields)
{
    if (is_plain(word)) {
        fields_add(process, fields, word);
        return;
    }
    struct fields pieces = {0};
    expand_braces(process, word, &pieces);
    for (int i = 0; i < pieces.count && process->shell->flow == FLOW_ON; i++) {
        struct marked marked = {.literal = MARK_PLAIN};
        struct slice piece = slice_of(pieces.words[i]);
        size_t equals = slice_find_byte(piece, '=');
        marked.tilde_everywhere = equals < piece.length && word_is_name(slice_part(piece, 0, equals));
        marked.value = marked.tilde_everywhere ? piece.data + equals + 1 : NULL;
        expand_into(process, &marked, pieces.words[i], false);
        if (process->shell->flow == FLOW_ON)
            expand_split(process, &marked, fields);
    }
}

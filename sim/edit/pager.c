#include "edit/pager_record.h"

#include <string.h>

#include "base/check.h"

/* --- rows: a line is one or more, of the window's width --- */

struct glyph_rules pager_rules(const struct pager *pager)
{
    (void)pager;
    return (struct glyph_rules){.tab = 8, .hex = true, .upper = true};
}

int pager_margin(const struct pager *pager)
{
    return pager->options.numbers && pager->columns > 12 ? 8 : 0;
}

int pager_width(const struct pager *pager)
{
    int width = pager->columns - pager_margin(pager);
    return width < 1 ? 1 : width;
}

size_t pager_height(const struct pager *pager)
{
    return pager->rows > 2 ? (size_t)pager->rows - 1 : 1;
}

/* A colour sequence in front: its length, or 0. */
size_t pager_colour_length(const struct pager *pager, struct slice line, size_t at)
{
    if (!pager->options.colours || line.data[at] != '\033' || at + 1 >= line.length || line.data[at + 1] != '[')
        return 0;
    size_t end = at + 2;
    while (end < line.length && (ascii_is_digit(line.data[end]) || line.data[end] == ';'))
        end++;
    return end < line.length && (line.data[end] == 'm' || line.data[end] == 'K') ? end + 1 - at : 0;
}

/* The offset of the row behind the one at [offset]; the text's length behind the last. */
size_t pager_next_row(struct pager *pager, size_t offset)
{
    struct glyph_rules rules = pager_rules(pager);
    struct glyph glyph;
    size_t line = text_line_at(pager->text, offset), start = text_start(pager->text, line);
    size_t next = line + 1 < text_lines(pager->text) ? text_start(pager->text, line + 1) : text_length(pager->text);
    struct slice content = text_line(pager->text, line);
    int column = 0;
    if (pager->options.chop)
        return next;
    size_t first = offset - start, width = (size_t)pager_width(pager);
    size_t plain = glyph_plain_length(slice_part(content, first, content.length), width + 1);
    if (plain > width || first + plain == content.length) /* as in most text */
        return plain > width ? offset + width : next;
    for (size_t at = offset - start; at < content.length; at += glyph.length) {
        size_t colour = pager_colour_length(pager, content, at);
        glyph_at(content, at, column, &rules, &glyph);
        if (colour)
            glyph = (struct glyph){.length = colour};
        if (column + glyph.width > pager_width(pager) && column > 0)
            return start + at;
        column += glyph.width;
    }
    return next;
}

/* The offset [count] rows above; *count is what is left when the text begins. */
static size_t rows_above(struct pager *pager, size_t offset, size_t *count)
{
    while (*count > 0 && offset > 0) {
        size_t line = text_line_at(pager->text, offset - 1), at = text_start(pager->text, line), rows = 0;
        for (size_t row = at; row < offset; row = pager_next_row(pager, row))
            rows++;
        size_t skip = rows > *count ? rows - *count : 0;
        for (; skip > 0; skip--)
            at = pager_next_row(pager, at);
        *count -= rows > *count ? *count : rows;
        offset = at;
    }
    return offset;
}

static size_t rows_below(struct pager *pager, size_t offset, size_t count)
{
    size_t length = text_length(pager->text);
    for (; count > 0 && offset < length; count--)
        offset = pager_next_row(pager, offset);
    return offset;
}

/* The last row of the window that is shown when the text's end is at its bottom. */
static size_t last_top(struct pager *pager)
{
    size_t count = pager_height(pager);
    return rows_above(pager, text_length(pager->text), &count);
}

bool pager_at_end(struct pager *pager)
{
    return pager->finished && rows_below(pager, pager->top, pager_height(pager)) >= text_length(pager->text);
}

/* --- a pager --- */

struct pager *pager_new(const struct pager_options *options, const char *name, int columns, int rows)
{
    struct pager *pager = memory_allocate(sizeof *pager);
    size_t length = strlen(name);
    pager->options = *options;
    pager->name = memory_allocate(length + 1);
    memcpy(pager->name, name, length);
    pager->text = text_new(SLICE(""), true);
    pager->columns = columns;
    pager->rows = rows;
    pager->fresh = true;
    pager->number = -1;
    for (int i = 0; i < 26; i++)
        pager->marks[i] = SIZE_MAX;
    return pager;
}

void pager_free(struct pager *pager)
{
    if (!pager)
        return;
    text_free(pager->text);
    buffer_release(&pager->sought);
    buffer_release(&pager->typed);
    buffer_release(&pager->lit);
    buffer_release(&pager->message);
    memory_free(pager->name);
    memory_free(pager);
}

struct pager_options *pager_options(struct pager *pager)
{
    return &pager->options;
}

void pager_set_place(struct pager *pager, int at, int count)
{
    pager->file_at = at;
    pager->file_count = count;
}

struct slice pager_text(struct pager *pager)
{
    return text_slice(pager->text, 0, text_length(pager->text));
}

int pager_line(const struct pager *pager)
{
    return (int)text_line_at(pager->text, pager->top) + 1;
}

bool pager_follows(const struct pager *pager)
{
    return pager->mode == MODE_FOLLOW;
}

bool pager_fits(struct pager *pager)
{
    return pager->finished && rows_below(pager, 0, pager_height(pager)) >= text_length(pager->text);
}

void pager_resize(struct pager *pager, int columns, int rows)
{
    pager->columns = columns;
    pager->rows = rows;
    size_t line = text_line_at(pager->text, pager->top);
    pager->top = text_start(pager->text, line);
}

static void say(struct pager *pager, const char *text)
{
    buffer_clear(&pager->message);
    buffer_add_text(&pager->message, text);
}

/* --- searching --- */

static bool search(struct pager *pager, bool back, size_t from, size_t *found)
{
    const char *problem;
    struct match match;
    bool wrapped, nocase = pager->options.nocase || pager->options.strict;
    struct slice source = buffer_slice(&pager->sought);
    for (size_t i = 0; i < source.length && !pager->options.strict; i++)
        nocase &= !(source.data[i] >= 'A' && source.data[i] <= 'Z');
    struct pattern *pattern = pattern_new(source, nocase ? PATTERN_NOCASE : 0, &problem);
    if (!pattern) {
        say(pager, problem);
        return false;
    }
    bool any = pattern_find(pattern, pager->text, from, back, false, &match, &wrapped);
    pattern_free(pattern);
    *found = match.from;
    return any;
}

/* The line of the next match goes to the top. What was typed anew is searched for backward from the window's end, all
 * else from its first line. */
static void find(struct pager *pager, bool back, bool anew)
{
    size_t found, line = text_line_at(pager->text, pager->top);
    int64_t count = pager->number > 0 ? pager->number : 1;
    pager->hidden = false;
    if (pager->sought.length == 0) {
        say(pager, "No previous regular expression");
        return;
    }
    size_t from = back ? text_start(pager->text, line) : text_end(pager->text, line);
    if (back && anew)
        from = rows_below(pager, pager->top, pager_height(pager));
    for (; count > 0; count--) {
        if (!search(pager, back, from, &found)) {
            pager->search_waits = !back && !pager->finished && pager->message.length == 0;
            if (!pager->search_waits && pager->message.length == 0)
                say(pager, "Pattern not found");
            return;
        }
        line = text_line_at(pager->text, found);
        from = back ? text_start(pager->text, line) : text_end(pager->text, line);
    }
    pager->top = text_start(pager->text, line);
}

void pager_search(struct pager *pager, const char *pattern)
{
    size_t found;
    buffer_clear(&pager->sought);
    buffer_add_text(&pager->sought, pattern);
    if (search(pager, false, 0, &found) || search(pager, true, text_length(pager->text), &found))
        pager->top = text_start(pager->text, text_line_at(pager->text, found));
    else
        say(pager, "Pattern not found");
}

/* --- moving --- */

static void forward(struct pager *pager, size_t count, bool beyond)
{
    size_t last = last_top(pager), next = rows_below(pager, pager->top, count);
    if (!beyond && pager->finished && next > last)
        next = last > pager->top ? last : pager->top;
    if (next < text_length(pager->text) || text_length(pager->text) == 0)
        pager->top = next;
}

static void backward(struct pager *pager, size_t count)
{
    pager->top = rows_above(pager, pager->top, &count);
}

void pager_go_to(struct pager *pager, int64_t line)
{
    size_t lines = text_lines(pager->text);
    if (line == 0) {
        pager->to_end = !pager->finished;
        pager->top = last_top(pager);
    } else if ((size_t)line > lines || (!pager->finished && (size_t)line == lines)) {
        pager->line_wanted = pager->finished ? 0 : line;
        if (pager->finished)
            say(pager, "Cannot seek to line number");
    } else {
        size_t start = text_start(pager->text, (size_t)line - 1), last = last_top(pager);
        pager->top = pager->finished && start > last ? last : start;
    }
}

void pager_add(struct pager *pager, struct slice bytes)
{
    size_t length = text_length(pager->text), before = text_lines(pager->text);
    if (!text_append(pager->text, bytes)) {
        say(pager, "Cannot allocate memory (limit FILE_BYTES)");
        pager->finished = true;
    }
    if (pager->mode == MODE_FOLLOW || pager->to_end)
        pager->top = last_top(pager);
    if (pager->line_wanted && text_lines(pager->text) > (size_t)pager->line_wanted) {
        int64_t line = pager->line_wanted;
        pager->line_wanted = 0;
        pager_go_to(pager, line);
    }
    if (pager->search_waits && text_lines(pager->text) > before && length < text_length(pager->text)) {
        pager->search_waits = false;
        pager->number = -1;
        find(pager, false, false);
    }
}

void pager_finish(struct pager *pager)
{
    pager->finished = true;
    if (pager->to_end)
        pager->top = last_top(pager);
    if (pager->line_wanted) {
        int64_t line = pager->line_wanted;
        pager->line_wanted = 0;
        pager_go_to(pager, line);
    }
    if (pager->search_waits) {
        pager->search_waits = false;
        find(pager, false, false);
    }
    pager->to_end = false;
}

enum pager_wish pager_wish(const struct pager *pager)
{
    if (pager->mode == MODE_FOLLOW)
        return PAGER_ALL;
    if (pager->finished)
        return PAGER_NOTHING;
    if (pager->to_end || pager->line_wanted || pager->search_waits)
        return PAGER_ALL;
    struct pager *mutable = (struct pager *)pager;
    size_t enough = rows_below(mutable, pager->top, pager_height(pager) * 2);
    return enough >= text_length(pager->text) ? PAGER_MORE : PAGER_NOTHING;
}

/* --- keys --- */

static void show_state(struct pager *pager)
{
    struct buffer text = {0};
    size_t length = text_length(pager->text), bottom = rows_below(pager, pager->top, pager_height(pager));
    size_t first = text_line_at(pager->text, pager->top) + 1, last = text_line_at(pager->text, bottom ? bottom - 1 : 0) + 1;
    if (pager->name[0])
        buffer_format(&text, "%s ", pager->name);
    buffer_format(&text, "lines %zu-%zu", first, last);
    if (pager->finished)
        buffer_format(&text, "/%zu", text_lines(pager->text));
    buffer_format(&text, " byte %zu", bottom);
    if (pager->finished)
        buffer_format(&text, "/%zu", length);
    if (pager_at_end(pager))
        buffer_add_text(&text, " (END)");
    else if (pager->finished && length)
        buffer_format(&text, " %zu%%", bottom * 100 / length);
    say(pager, buffer_text(&text));
    buffer_release(&text);
}

static void toggle(struct pager *pager, char letter)
{
    struct pager_options *options = &pager->options;
    static const struct {
        char letter;
        size_t offset;
        const char *on, *off;
    } rows[] = {
        {'N', offsetof(struct pager_options, numbers), "Constantly display line numbers", "Don't use line numbers"},
        {'n', offsetof(struct pager_options, numbers), "Use line numbers", "Don't use line numbers"},
        {'S', offsetof(struct pager_options, chop), "Chop long lines", "Fold long lines"},
        {'i', offsetof(struct pager_options, nocase), "Ignore case in searches", "Case is significant in searches"},
        {'I', offsetof(struct pager_options, strict), "Ignore case in searches and in patterns",
         "Case is significant in searches"},
        {'R', offsetof(struct pager_options, colours), "Display ANSI sequences directly, other control characters as ^X",
         "Display control characters as ^X"},
        {'e', offsetof(struct pager_options, quit_at_end), "Quit at end-of-file", "Don't quit at end-of-file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].letter != letter)
            continue;
        bool *option = (bool *)((char *)options + rows[i].offset);
        *option = !*option;
        say(pager, *option ? rows[i].on : rows[i].off);
        pager->top = text_start(pager->text, text_line_at(pager->text, pager->top));
        pager->left = 0;
        return;
    }
    struct buffer text = {0};
    buffer_format(&text, "not simulated: -%c", letter);
    say(pager, buffer_text(&text));
    buffer_release(&text);
}

static enum pager_act type_search(struct pager *pager, const struct key *key)
{
    struct slice typed = buffer_slice(&pager->typed);
    if (key->kind == KEY_TEXT) {
        buffer_add(&pager->typed, key->text);
    } else if (key->kind == KEY_PASTE) {
        buffer_add(&pager->typed, slice_part(key->text, 0, slice_find_byte(key->text, '\n')));
    } else if (key->kind == KEY_BACKSPACE && typed.length) {
        pager->typed.length = glyph_previous(typed, typed.length);
    } else if (key->kind == KEY_BACKSPACE || key->kind == KEY_ESCAPE || (key->kind == KEY_CONTROL && key->letter == 'c')) {
        pager->mode = MODE_PAGE;
    } else if (key->kind == KEY_CONTROL && key->letter == 'u') {
        buffer_clear(&pager->typed);
    } else if (key->kind == KEY_ENTER) {
        pager->mode = MODE_PAGE;
        pager->back = pager->typed_back;
        if (typed.length) {
            buffer_clear(&pager->sought);
            buffer_add(&pager->sought, typed);
        }
        find(pager, pager->back, true);
    }
    return PAGER_STAYS;
}

static void begin_search(struct pager *pager, bool back)
{
    pager->mode = MODE_SEARCH;
    pager->typed_back = back;
    buffer_clear(&pager->typed);
}

/* What a key means in the main mode: a letter for it. */
static char command_of(const struct key *key)
{
    static const struct {
        enum key_kind kind;
        char letter, command;
    } rows[] = {
        {KEY_CONTROL, 'f', ' '}, {KEY_CONTROL, 'v', ' '}, {KEY_PAGE_DOWN, 0, ' '}, {KEY_CONTROL, 'b', 'b'},
        {KEY_META, 'v', 'b'},    {KEY_PAGE_UP, 0, 'b'},   {KEY_ENTER, 0, 'j'},     {KEY_DOWN, 0, 'j'},
        {KEY_CONTROL, 'n', 'j'}, {KEY_CONTROL, 'e', 'j'}, {KEY_UP, 0, 'k'},        {KEY_CONTROL, 'p', 'k'},
        {KEY_CONTROL, 'y', 'k'}, {KEY_CONTROL, 'k', 'k'}, {KEY_CONTROL, 'd', 'd'}, {KEY_CONTROL, 'u', 'u'},
        {KEY_HOME, 0, 'g'},      {KEY_FIRST, 0, 'g'},     {KEY_END, 0, 'G'},       {KEY_LAST, 0, 'G'},
        {KEY_META, '<', 'g'},    {KEY_META, '>', 'G'},    {KEY_CONTROL, 'g', '='}, {KEY_CONTROL, 'l', 'r'},
        {KEY_CONTROL, 'r', 'r'}, {KEY_RIGHT, 0, ')'},     {KEY_LEFT, 0, '('},      {KEY_META, 'u', 'U'},
        {KEY_FUNCTION, 1, 'h'},
    };
    if (key->kind == KEY_TEXT && key->text.length == 1) {
        static const char same[] = "feyzw<>", as[] = " jk bgG";
        char letter = key->text.data[0];
        const char *found = strchr(same, letter);
        return letter && found ? (letter == 'z' ? ' ' : as[found - same]) : letter;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == key->kind && (!rows[i].letter || rows[i].letter == key->letter))
            return rows[i].command;
    }
    return 0;
}

/* Forward and backward by rows, and to a line; [count] 0: none was typed. False: no such command. */
static bool move(struct pager *pager, char command, size_t count)
{
    size_t height = pager_height(pager), half = (height + 1) / 2;
    switch (command) {
    case ' ':
    case 'j':
    case 'J':
    case 'd':
        forward(pager, count ? count : command == ' ' ? height : command == 'd' ? half : 1, command == 'J');
        return true;
    case 'b':
    case 'k':
    case 'K':
    case 'u':
        backward(pager, count ? count : command == 'b' ? height : command == 'u' ? half : 1);
        return true;
    case 'g':
    case 'G':
        pager_go_to(pager, count || command == 'G' ? (int64_t)count : 1);
        return true;
    case 'p':
    case '%':
        count = text_length(pager->text) / 100 * (count > 100 ? 100 : count);
        pager->top = text_start(pager->text, text_line_at(pager->text, count));
        return true;
    case ')':
    case '(':
        pager->options.chop |= command == ')';
        pager->left += (command == ')' ? 1 : -1) * (count ? (int)count : pager->columns / 2);
        pager->left = pager->left < 0 ? 0 : pager->left;
        return true;
    default:
        return false;
    }
}

static enum pager_act run(struct pager *pager, char command)
{
    static const struct {
        char command;
        enum pager_mode mode;
    } modes[] = {{'-', MODE_OPTION}, {':', MODE_COLON}, {'Z', MODE_COLON}, {'m', MODE_MARK},
                 {'\'', MODE_GO_MARK}, {'F', MODE_FOLLOW}, {'h', MODE_HELP}, {'H', MODE_HELP}};
    bool was_end = pager_at_end(pager), goes_on = command == ' ' || command == 'j' || command == 'd';
    if (command == 'q' || command == 'Q' || (was_end && goes_on && pager->options.quit_at_end))
        return PAGER_QUITS;
    if (command == 'v' && pager->name[0])
        return PAGER_EDITS;
    if (move(pager, command, pager->number > 0 ? (size_t)pager->number : 0))
        return PAGER_STAYS;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (modes[i].command == command)
            pager->mode = modes[i].mode;
    }
    pager->help_top = 0;
    if (command == 'F')
        pager->top = last_top(pager);
    else if (command == '/' || command == '?')
        begin_search(pager, command == '?');
    else if (command == 'n' || command == 'N')
        find(pager, pager->back != (command == 'N'), false);
    else if (command == 'U')
        pager->hidden = !pager->hidden;
    else if (command == '=')
        show_state(pager);
    else if (command == 'v')
        say(pager, "Cannot edit standard input");
    else if (command == '&' || command == 's')
        say(pager, command == 's' ? "not simulated: s" : "not simulated: &");
    else if (command == '!' || command == '|')
        say(pager, "not simulated: commands of the shell in less");
    return PAGER_STAYS;
}

const char pager_help_text[] =
    "                   SUMMARY OF LESS COMMANDS\n"
    "\n"
    "      Commands marked with N may have a number before them.\n"
    "\n"
    "  h  H                 This help; q leaves it.\n"
    "  q  :q  Q  ZZ         Exit.\n"
    "\n"
    "  e  j  Enter  Down  N Forward one line, or N lines.\n"
    "  y  k  Up           N Backward one line, or N lines.\n"
    "  f  Space  PgDn     N Forward one window, or N lines.\n"
    "  b  PgUp            N Backward one window, or N lines.\n"
    "  d  u               N Forward, backward one half-window.\n"
    "  Right  Left        N Sideways half a window; long lines are cut.\n"
    "  F                    Forward for ever, like \"tail -f\"; Ctrl-C ends it.\n"
    "\n"
    "  g  <  G  >         N To the first line, to the last line, or to line N.\n"
    "  p  %               N To N percent of the file.\n"
    "  m  '                 A letter behind them: mark the place, go to the mark.\n"
    "\n"
    "  /pattern  ?pattern N Search forward, backward.\n"
    "  n  N               N The same search again, in the other direction.\n"
    "  ESC-u                Highlighting of what was found on or off.\n"
    "\n"
    "  -N  -S  -i           Line numbers, cut long lines, ignore case: on or off.\n"
    "  =                    Where this is.\n"
    "  v                    Edit the file with $VISUAL or $EDITOR.\n"
    "  :n  :p               The next file, the previous one.\n";

static enum pager_act read_help(struct pager *pager, char command)
{
    size_t lines = 0, height = pager_height(pager);
    for (const char *at = pager_help_text; *at; at++)
        lines += *at == '\n';
    size_t last = lines > height ? lines - height : 0;
    if (command == 'q' || command == 'Q')
        pager->mode = MODE_PAGE;
    else if (command == ' ' || command == 'd')
        pager->help_top = pager->help_top + height < last ? pager->help_top + height : last;
    else if (command == 'j')
        pager->help_top += pager->help_top < last;
    else if (command == 'k')
        pager->help_top -= pager->help_top > 0;
    else if (command == 'b' || command == 'g')
        pager->help_top = 0;
    return PAGER_STAYS;
}

/* The key behind "-", ":", "m" or "'". */
static enum pager_act take_second(struct pager *pager, const struct key *key)
{
    enum pager_mode mode = pager->mode;
    char letter = key->kind == KEY_TEXT ? key->text.data[0] : 0;
    pager->mode = MODE_PAGE;
    if (mode == MODE_OPTION && letter) {
        toggle(pager, letter);
    } else if (mode == MODE_COLON) {
        if (letter == 'q' || letter == 'Q' || letter == 'Z')
            return PAGER_QUITS;
        if (letter == 'n' || letter == 'p')
            return letter == 'n' ? PAGER_NEXT_FILE : PAGER_PREVIOUS_FILE;
        if (letter == 'f')
            show_state(pager);
    } else if (letter >= 'a' && letter <= 'z') {
        size_t *mark = &pager->marks[letter - 'a'];
        if (mode == MODE_MARK)
            *mark = pager->top;
        else if (*mark == SIZE_MAX)
            say(pager, "Mark not set");
        else
            pager->top = *mark;
    }
    return PAGER_STAYS;
}

enum pager_act pager_key(struct pager *pager, const struct key *key)
{
    bool interrupt = key->kind == KEY_CONTROL && key->letter == 'c';
    if (key->kind == KEY_CONTROL && key->letter == 'z')
        return PAGER_SUSPENDS;
    char command = command_of(key);
    pager->fresh = false;
    if (pager->message.length) { /* it was read now */
        buffer_clear(&pager->message);
        if (key->kind == KEY_ENTER)
            return PAGER_STAYS;
    }
    if (interrupt) {
        pager->to_end = pager->search_waits = false;
        pager->line_wanted = 0;
        pager->number = -1;
        pager->mode = MODE_PAGE;
        return PAGER_STAYS;
    }
    if (pager->mode == MODE_FOLLOW)
        return PAGER_STAYS;
    if (pager->mode == MODE_SEARCH)
        return type_search(pager, key);
    if (pager->mode == MODE_HELP)
        return read_help(pager, command);
    if (pager->mode != MODE_PAGE)
        return take_second(pager, key);
    if (key->kind == KEY_TEXT && ascii_is_digit(key->text.data[0])) {
        int64_t number = pager->number < 0 ? 0 : pager->number;
        pager->number = number < 100000000 ? number * 10 + key->text.data[0] - '0' : number;
        return PAGER_STAYS;
    }
    enum pager_act act = command ? run(pager, command) : PAGER_STAYS;
    if (pager->mode != MODE_SEARCH)
        pager->number = -1;
    return act;
}

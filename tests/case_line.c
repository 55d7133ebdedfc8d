/* The line editor. Input: one key or text a line; "<Name>" and "<C-x>" "<M-x>" are keys, other lines are typed
 * as they are
 * ("<Paste>" begins a paste that "<Done>" ends; lines in between are pasted with line ends). Questions:
 *   result           what happened: "done: TEXT", "interrupt", "end", and "editing: TEXT" with a | at the
 * cursor screen [COLUMNS] what a terminal of that many columns (40) shows, with a | at the cursor; "dumb"
 * behind: TERM=dumb */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "shell/cells.h"
#include "shell/line.h"

const char *case_line(struct arena *arena, const char *input, const char *question);

enum { ROWS = 12, WIDEST = 100 };

/* A terminal of a few rows: enough of xterm for what the editor sends. */
struct grid {
    const char *cells[ROWS][WIDEST]; /* one character each; NULL: blank */
    int columns, row, column;
    struct arena *arena;
};

static void scroll(struct grid *grid)
{
    for (; grid->row >= ROWS; grid->row--) {
        memmove(grid->cells[0], grid->cells[1], sizeof grid->cells[0] * (ROWS - 1));
        memset(grid->cells[ROWS - 1], 0, sizeof grid->cells[0]);
    }
}

static void erase_below(struct grid *grid)
{
    for (int row = grid->row; row < ROWS; row++) {
        for (int column = row == grid->row ? grid->column : 0; column < grid->columns; column++)
            grid->cells[row][column] = NULL;
    }
}

static size_t control(struct grid *grid, struct slice rest)
{
    int number = 0;
    size_t at = 2;
    for (; at < rest.length && (ascii_is_digit(rest.data[at]) || rest.data[at] == ';'); at++)
        number = ascii_is_digit(rest.data[at]) ? number * 10 + (rest.data[at] - '0') : 0;
    char letter = at < rest.length ? rest.data[at] : 0;
    int steps = number ? number : 1;
    grid->row += letter == 'B' ? steps : letter == 'A' ? -steps : 0;
    grid->column += letter == 'C' ? steps : letter == 'D' ? -steps : 0;
    if (letter == 'H')
        grid->row = grid->column = 0;
    if (letter == 'J' && number == 2)
        memset(grid->cells, 0, sizeof grid->cells);
    else if (letter == 'J')
        erase_below(grid);
    return at + 1;
}

static size_t show(struct grid *grid, struct slice rest)
{
    int cells;
    if (slice_starts(rest, "\033["))
        return control(grid, rest);
    size_t length = cells_next(rest, &cells);
    char byte = rest.data[0];
    if (byte == '\r')
        grid->column = 0;
    else if (byte == '\n')
        grid->row++;
    else if (byte == '\b')
        grid->column -= grid->column > 0;
    else if (cells) {
        if (grid->column + cells > grid->columns) {
            grid->column = 0;
            grid->row++;
        }
        scroll(grid);
        grid->cells[grid->row][grid->column] = arena_copy(grid->arena, slice_part(rest, 0, length));
        for (int i = 1; i < cells; i++)
            grid->cells[grid->row][grid->column + i] = "";
        grid->column += cells;
    }
    scroll(grid);
    return length;
}

static const char *draw(struct grid *grid)
{
    struct buffer out = {0};
    int last = grid->row;
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < grid->columns; column++)
            last = grid->cells[row][column] && row > last ? row : last;
    }
    for (int row = 0; row <= last; row++) {
        for (int column = 0; column <= grid->columns; column++) {
            const char *cell = column < grid->columns ? grid->cells[row][column] : "";
            if (row == grid->row && column == grid->column)
                buffer_add_byte(&out, '|');
            buffer_add_text(&out, cell ? cell : " ");
        }
        while (out.length && out.data[out.length - 1] == ' ')
            out.length--;
        buffer_add_byte(&out, '\n');
    }
    const char *text = arena_copy(grid->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static const struct {
    const char *name, *bytes;
} names[] = {
    {"Enter", "\r"},       {"Tab", "\t"},         {"Backspace", "\x7f"},       {"Up", "\033[A"},
    {"Down", "\033[B"},    {"Right", "\033[C"},   {"Left", "\033[D"},          {"Home", "\033[H"},
    {"End", "\033[F"},     {"Delete", "\033[3~"}, {"C-Left", "\033[1;5D"},     {"C-Right", "\033[1;5C"},
    {"Home1", "\033[1~"},  {"End4", "\033[4~"},   {"UpO", "\033OA"},           {"Paste", "\033[200~"},
    {"Done", "\033[201~"}, {"F5", "\033[15~"},    {"M-Backspace", "\033\x7f"}, {"Bad", "\xff\xc3("},
};

static void add_key(struct buffer *keys, struct slice line)
{
    struct slice name = slice_part(line, 1, line.length - 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(name, names[i].name)) {
            buffer_add_text(keys, names[i].bytes);
            return;
        }
    }
    if (slice_starts(name, "C-"))
        buffer_add_byte(keys, (char)(name.data[2] & 0x1f));
    else if (slice_starts(name, "M-"))
        buffer_format(keys, "\033%c", name.data[2]);
}

/* Words that begin as the last word does. */
static const struct value *complete(void *context, struct slice before, struct arena *arena)
{
    static const char *const words[] = {"kubectl",      "kustomize", "docs/", "a b",
                                        "--namespace=", "--name",    "café"};
    struct value *answer = value_object(arena), *found = value_array(arena);
    size_t from = before.length;
    (void)context;
    while (from > 0 && before.data[from - 1] != ' ')
        from--;
    bool quoted = from < before.length && before.data[from] == '\'';
    const char *word = arena_copy(arena, slice_part(before, from + quoted, before.length));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_starts(words[i], word))
            value_append(arena, found, value_text(arena, words[i]));
    }
    value_put_integer(arena, answer, "from", (int64_t)from);
    value_put(arena, answer, "words", found);
    return answer;
}

static struct buffer read_keys(const char *input)
{
    struct buffer keys = {0};
    struct slice rest = slice_of(input), line;
    bool pasting = false;
    while (slice_next(&rest, '\n', &line)) {
        bool key = line.length > 2 && line.data[0] == '<' && line.data[line.length - 1] == '>';
        pasting = slice_is(line, "<Paste>") || (pasting && !slice_is(line, "<Done>"));
        if (key)
            add_key(&keys, line);
        else
            buffer_add(&keys, line);
        if (pasting && !key)
            buffer_add_byte(&keys, '\n');
    }
    return keys;
}

/* Feeds all keys; a line that ends is remembered and a new one begun. */
static void type(struct line *line, struct slice keys, struct buffer *events, struct buffer *out)
{
    line_start(line, "$ ", out);
    while (keys.length) {
        size_t used;
        enum line_event event = line_push(line, keys, &used, out);
        keys = slice_part(keys, used, keys.length);
        if (event == LINE_MORE)
            break;
        struct slice text = line_text(line);
        if (event == LINE_DONE) {
            buffer_format(events, "done: %.*s\n", (int)text.length, text.data);
            line_remember(line, text);
        } else {
            buffer_add_text(events, event == LINE_END ? "end\n" : "interrupt\n");
        }
        line_start(line, "$ ", out);
    }
    struct slice text = line_text(line);
    size_t cursor = line_cursor(line);
    buffer_format(events, "editing: %.*s|%.*s\n", (int)cursor, text.data, (int)(text.length - cursor),
                  text.data + cursor);
}

const char *case_line(struct arena *arena, const char *input, const char *question)
{
    struct slice rest = slice_of(question), word;
    struct line_completer completer = {NULL, complete};
    struct buffer keys = read_keys(input), events = {0}, out = {0};
    int64_t columns = 40;
    bool screen = slice_next(&rest, ' ', &word) && slice_is(word, "screen"), dumb = false;
    while (slice_next(&rest, ' ', &word))
        dumb |= !slice_to_integer(word, &columns);
    struct line *line = line_new((int)columns, dumb, &completer);
    type(line, buffer_slice(&keys), &events, &out);
    const char *answer = arena_copy(arena, buffer_slice(&events));
    if (screen) {
        struct grid *grid = arena_allocate(arena, sizeof *grid);
        grid->arena = arena;
        grid->columns = (int)columns;
        for (struct slice left = buffer_slice(&out); left.length;)
            left = slice_part(left, show(grid, left), left.length);
        answer = draw(grid);
    }
    line_free(line);
    buffer_release(&keys);
    buffer_release(&events);
    buffer_release(&out);
    return answer;
}

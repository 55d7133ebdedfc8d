#include "tui/vt.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "tui/libraries.h"

/* A line that has left the screen. */
struct past {
    int count;
    struct tile *tiles; /* heap */
};

struct vt {
    struct vterm_library library;
    VTerm *term;
    VTermScreen *screen;
    int columns, rows;
    VTermPos cursor;
    bool cursor_hidden, alternate;
    struct past *past; /* a ring */
    size_t first, count;
};

/* --- from libvterm's cells to tiles --- */

static void add_utf8(char *to, size_t *length, uint32_t code)
{
    unsigned char bytes[4];
    size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code > 0x10ffff || *length + count >= TILE_BYTES)
        return;
    for (size_t i = count; i-- > 1; code >>= 6)
        bytes[i] = (unsigned char)(0x80 | (code & 0x3f));
    bytes[0] = (unsigned char)(count == 1 ? code : (0xf00 >> count & 0xff) | code);
    memcpy(to + *length, bytes, count);
    *length += count;
}

/* Nearest of the 6x6x6 cube of 256 colours. */
static short cube(const VTermColor *color)
{
    int part[3] = {color->rgb.red, color->rgb.green, color->rgb.blue};
    int at[3];
    for (int i = 0; i < 3; i++)
        at[i] = part[i] < 48 ? 0 : part[i] < 115 ? 1 : (part[i] - 35) / 40;
    return (short)(16 + 36 * at[0] + 6 * at[1] + at[2]);
}

static short color_of(const VTermColor *color, bool background)
{
    if (background ? VTERM_COLOR_IS_DEFAULT_BG(color) : VTERM_COLOR_IS_DEFAULT_FG(color))
        return -1;
    return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : cube(color);
}

static struct tile tile_of(const VTermScreenCell *cell)
{
    struct tile tile = {.width = (unsigned char)cell->width, .role = ROLE_PAINTED};
    size_t length = 0;
    if (cell->chars[0] == (uint32_t)-1) /* the right half of the one before */
        tile.width = 0;
    for (int i = 0; tile.width && i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
        if (cell->chars[i] != ' ' || i)
            add_utf8(tile.text, &length, cell->chars[i]);
    }
    tile.paint.foreground = color_of(&cell->fg, false);
    tile.paint.background = color_of(&cell->bg, true);
    tile.paint.flags = (unsigned char)((cell->attrs.bold ? PAINT_BOLD : 0) | (cell->attrs.underline ? PAINT_UNDERLINE : 0) |
                                       (cell->attrs.reverse ? PAINT_REVERSE : 0) | (cell->attrs.italic ? PAINT_ITALIC : 0));
    return tile;
}

/* --- what libvterm tells --- */

static int moved(VTermPos position, VTermPos before, int visible, void *context)
{
    struct vt *vt = context;
    (void)before;
    (void)visible;
    vt->cursor = position;
    return 1;
}

static int property(VTermProp name, VTermValue *value, void *context)
{
    struct vt *vt = context;
    if (name == VTERM_PROP_CURSORVISIBLE)
        vt->cursor_hidden = !value->boolean;
    else if (name == VTERM_PROP_ALTSCREEN)
        vt->alternate = value->boolean;
    return 1;
}

static int line_left(int columns, const VTermScreenCell *cells, void *context)
{
    struct vt *vt = context;
    bool full = vt->count == LIMIT_SCROLLBACK_LINES;
    size_t at = (vt->first + vt->count) % LIMIT_SCROLLBACK_LINES;
    int end = columns;
    while (end && !cells[end - 1].chars[0])
        end--;
    if (full)
        vt->first = (vt->first + 1) % LIMIT_SCROLLBACK_LINES;
    else
        vt->count++;
    struct past *past = &vt->past[at];
    memory_free(past->tiles);
    past->count = end;
    past->tiles = memory_allocate(((size_t)end + 1) * sizeof *past->tiles);
    for (int i = 0; i < end; i++)
        past->tiles[i] = tile_of(&cells[i]);
    return 1;
}

static const VTermScreenCallbacks callbacks = {.movecursor = moved, .settermprop = property, .sb_pushline = line_left};

struct vt *vt_new(int columns, int rows)
{
    struct vt *vt = memory_allocate(sizeof *vt);
    if (!vterm_load(&vt->library)) {
        memory_free(vt);
        return NULL;
    }
    vt->columns = columns;
    vt->rows = rows;
    vt->past = memory_allocate(LIMIT_SCROLLBACK_LINES * sizeof *vt->past);
    vt->term = vt->library.vterm_new(rows, columns);
    vt->library.vterm_set_utf8(vt->term, 1);
    vt->screen = vt->library.vterm_obtain_screen(vt->term);
    vt->library.vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
    vt->library.vterm_screen_enable_altscreen(vt->screen, 1);
    vt->library.vterm_screen_reset(vt->screen, 1);
    return vt;
}

void vt_free(struct vt *vt)
{
    vt->library.vterm_free(vt->term);
    for (size_t i = 0; i < LIMIT_SCROLLBACK_LINES; i++)
        memory_free(vt->past[i].tiles);
    memory_free(vt->past);
    memory_free(vt);
}

void vt_resize(struct vt *vt, int columns, int rows)
{
    if (columns < 2 || rows < 1 || (columns == vt->columns && rows == vt->rows))
        return;
    vt->columns = columns;
    vt->rows = rows;
    vt->library.vterm_set_size(vt->term, rows, columns);
    vt->library.vterm_screen_flush_damage(vt->screen);
}

void vt_write_raw(struct vt *vt, struct slice bytes)
{
    vt->library.vterm_input_write(vt->term, bytes.data, bytes.length);
    vt->library.vterm_screen_flush_damage(vt->screen);
}

/* Newlines of programs are a terminal's line discipline's to make whole. */
void vt_write(struct vt *vt, struct slice bytes)
{
    for (size_t i = 0; i < bytes.length;) {
        struct slice rest = slice_part(bytes, i, bytes.length);
        size_t end = slice_find_byte(rest, '\n');
        vt->library.vterm_input_write(vt->term, rest.data, end);
        i += end;
        if (end < rest.length) {
            vt->library.vterm_input_write(vt->term, "\r\n", 2);
            i++;
        }
    }
    vt->library.vterm_screen_flush_damage(vt->screen);
}

bool vt_alternate(const struct vt *vt)
{
    return vt->alternate;
}

size_t vt_scrollback(const struct vt *vt)
{
    return vt->count;
}

static void draw_past(struct vt *vt, struct canvas *canvas, struct area area, int row, size_t back)
{
    const struct past *past = &vt->past[(vt->first + vt->count - back) % LIMIT_SCROLLBACK_LINES];
    for (int column = 0; column < past->count; column++) {
        struct tile *tile = canvas_tile(canvas, area, row, column);
        if (tile)
            *tile = past->tiles[column];
    }
}

static void draw_present(struct vt *vt, struct canvas *canvas, struct area area, int row, int from)
{
    for (int column = 0; column < vt->columns; column++) {
        VTermScreenCell cell;
        struct tile *tile = canvas_tile(canvas, area, row, column);
        if (tile && vt->library.vterm_screen_get_cell(vt->screen, (VTermPos){.row = from, .col = column}, &cell))
            *tile = tile_of(&cell);
    }
}

void vt_draw(struct vt *vt, struct canvas *canvas, struct area area, size_t back, bool focused)
{
    back = back < vt->count ? back : vt->count;
    for (int row = 0; row < area.rows; row++) {
        if ((size_t)row < back)
            draw_past(vt, canvas, area, row, back - (size_t)row);
        else
            draw_present(vt, canvas, area, row, row - (int)back);
    }
    if (!back && focused && !vt->cursor_hidden)
        canvas_cursor(canvas, area, vt->cursor.row, vt->cursor.col);
}

/* What keys mean while text is selected. */
#include <string.h>

#include "edit/vi_record.h"

static void visual_motion(const struct vi *vi, struct motion *motion)
{
    *motion = (struct motion){.from = vi->visual, .to = vi->cursor, .type = MOTION_INCLUSIVE};
    if (vi->mode == MODE_VISUAL_LINES)
        motion->type = MOTION_LINES;
}

static bool replace_visual(struct vi *vi, const struct command *command)
{
    struct motion motion;
    visual_motion(vi, &motion);
    size_t from = motion.from < motion.to ? motion.from : motion.to, to = motion.from < motion.to ? motion.to : motion.from;
    bool lines = vi->mode == MODE_VISUAL_LINES;
    struct buffer text = {0};
    if (lines) {
        from = vi_start(vi, text_line_at(vi->text, from));
        to = vi_end(vi, text_line_at(vi->text, to));
    } else if (vi_byte(vi, to) != '\n') {
        to = vi_next(vi, to);
    }
    vi_begin_change(vi);
    struct slice old = text_slice(vi->text, from, to);
    for (size_t at = 0; at < old.length; at = glyph_next(old, at))
        buffer_add_byte(&text, old.data[at] == '\n' ? '\n' : (char)command->argument);
    bool good = command->argument < 0x80 && command->argument >= ' ';
    if (good)
        vi_change(vi, from, to, buffer_slice(&text));
    vi_set_mode(vi, MODE_NORMAL);
    vi_set_cursor(vi, from);
    buffer_release(&text);
    return good;
}

static bool put_visual(struct vi *vi, const struct command *command)
{
    struct motion motion;
    struct vi_register *reg = vi_register(vi, command->reg), kept = {0};
    bool lines = vi->mode == MODE_VISUAL_LINES;
    if (!reg)
        return false;
    buffer_add(&kept.text, buffer_slice(&reg->text));
    kept.lines = reg->lines;
    struct command delete = {.operator = 'd', .motion = 'd'};
    visual_motion(vi, &motion);
    size_t from = motion.from < motion.to ? motion.from : motion.to, to = motion.from < motion.to ? motion.to : motion.from;
    size_t last = text_line_at(vi->text, to);
    bool at_end = lines ? last + 1 >= vi_lines(vi) : vi_next(vi, to) == vi_end(vi, last) && vi_byte(vi, to) != '\n';
    vi_operate(vi, &delete, &motion);
    struct vi_register taken = vi->registers[0];
    vi->registers[0] = kept;
    if (kept.text.length) {
        bool before = !at_end;
        if (!lines && !kept.lines)
            vi->cursor = from;
        if (!lines && kept.lines) { /* lines go between the two halves */
            vi_change(vi, from, from, SLICE("\n"));
            vi->cursor = from;
            before = false;
        }
        if (lines && !kept.lines) {
            buffer_add_byte(&vi->registers[0].text, '\n');
            vi->registers[0].lines = true;
        }
        if (!lines && !kept.lines)
            before = true;
        vi_put(vi, 0, before, (command->has_count ? command->count : 1), false);
    }
    buffer_release(&vi->registers[0].text);
    vi->registers[0] = taken;
    vi_check_cursor(vi);
    return true;
}

/* Keys with a meaning of their own there; false: it is none of them. */
bool vi_visual_command(struct vi *vi, const struct command *command)
{
    struct command whole = *command;
    struct motion motion;
    int key = command->motion == CODE_DELETE ? 'x' : command->motion;
    static const char from[] = "xXDYCRsSuU~", operators[] = "dddyccccggg", lines[] = " XDYCR S   ";
    const char *found = key > 0 && key < 0x80 ? strchr(from, key) : NULL;
    if (key == CODE_ESCAPE || key == CONTROL('c')) {
        vi_set_mode(vi, MODE_NORMAL);
        vi_check_cursor(vi);
    } else if (key == 'v' || key == 'V') {
        enum mode mode = key == 'V' ? MODE_VISUAL_LINES : MODE_VISUAL;
        vi_set_mode(vi, vi->mode == mode ? MODE_NORMAL : mode);
        vi_check_cursor(vi);
    } else if (key == 'o' || key == 'O') {
        size_t other = vi->visual;
        vi->visual = vi->cursor;
        vi_set_cursor(vi, other);
    } else if (key == ':') {
        vi_begin_line(vi, ':');
        buffer_add_text(&vi->line, "'<,'>");
        vi->line_cursor = vi->line.length;
    } else if (vi_is_operator(key, command->motion2)) {
        whole.operator = key;
        whole.operator2 = command->motion2;
        visual_motion(vi, &motion);
        vi_operate(vi, &whole, &motion);
    } else if (found && *found) {
        if (lines[found - from] != ' ')
            vi->mode = MODE_VISUAL_LINES;
        whole.operator = operators[found - from];
        whole.operator2 = key;
        visual_motion(vi, &motion);
        vi_operate(vi, &whole, &motion);
    } else if (key == 'J') {
        size_t a = text_line_at(vi->text, vi->visual), b = vi_line(vi);
        vi_set_mode(vi, MODE_NORMAL);
        vi_begin_change(vi);
        vi_join(vi, a < b ? a : b, (a < b ? b - a : a - b) + 1, true);
    } else if (key == 'p' || key == 'P') {
        vi_begin_change(vi);
        put_visual(vi, command);
    } else if (key == 'r') {
        replace_visual(vi, command);
    } else if (key == 'i' || key == 'a') {
        if (!vi_object(vi, command, vi->cursor, &motion))
            return true;
        vi->visual = motion.from;
        vi_set_cursor(vi, motion.to);
        vi->mode = motion.type == MOTION_LINES ? MODE_VISUAL_LINES : MODE_VISUAL;
    } else {
        return false;
    }
    return true;
}

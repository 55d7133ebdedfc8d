#include "cli/face.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/sitting.h"
#include "cli/terminal.h"

static const struct face_row {
    const char *name;
    struct face sets; /* what is not zero */
} face_rows[] = {
    {"--screen", {.kind = FACE_SCREEN}}, {"--plain", {.kind = FACE_PLAIN}}, {"--light", {.light = LIGHT_YES}},
    {"--dark", {.light = LIGHT_NO}},     {"--ascii", {.ascii = true}},
};

static bool take_color(struct face *face, const char *when)
{
    static const char *const names[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    for (int i = 0; i < 3; i++) {
        if (!text_equal(when, names[i]))
            continue;
        face->color = i;
        return true;
    }
    return false;
}

bool face_take(struct face *face, const struct command *command, int count, char *const *words, int *at, int *status)
{
    const char *word = words[*at], *when = NULL;
    for (size_t i = 0; i < sizeof face_rows / sizeof *face_rows; i++) {
        const struct face *sets = &face_rows[i].sets;
        if (!text_equal(word, face_rows[i].name))
            continue;
        face->kind = sets->kind ? sets->kind : face->kind;
        face->light = sets->light ? sets->light : face->light;
        face->ascii |= sets->ascii;
        return true;
    }
    if (text_starts(word, "--color="))
        when = word + 8;
    else if (!text_equal(word, "--color"))
        return false;
    else if (*at + 1 < count)
        when = words[++*at];
    if (!when || !take_color(face, when))
        *status = command_usage_error(command, "--color is auto, always or never, not \"%s\"", when ? when : "");
    return true;
}

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && value[0] && !text_equal(value, "0");
}

bool face_is_screen(const struct face *face)
{
    if (face->kind != FACE_AUTO)
        return face->kind == FACE_SCREEN;
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !terminal_is_dumb() && !is_set("ACCESSIBLE");
}

bool face_unicode(const struct face *face)
{
    return !face->ascii && sitting_unicode();
}

bool face_color(const struct face *face)
{
    const char *refused = getenv("NO_COLOR");
    if (face->color != COLOR_AUTO)
        return face->color == COLOR_ALWAYS;
    if (!(refused && refused[0]) && (is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE")))
        return true;
    return sitting_color();
}

/* Terminals of the rxvt family, Konsole and others say their colours, "15;0": the last one is the background's. */
static bool says_light(void)
{
    const char *colors = getenv("COLORFGBG"), *last = colors ? strrchr(colors, ';') : NULL;
    int64_t number = 0;
    return last && slice_to_integer(slice_of(last + 1), &number) && (number == 7 || number > 8);
}

enum theme face_theme(const struct face *face)
{
    if (!face_color(face))
        return THEME_MONOCHROME;
    bool light = face->light == LIGHT_YES || (face->light == LIGHT_AUTO && says_light());
    return light ? THEME_LIGHT : THEME_DARK;
}

const char *face_keymap(struct keymap *keymap, struct arena *arena)
{
    const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME"), *problem = NULL;
    const char *path = base && base[0] == '/'   ? arena_format(arena, "%s/ambit/keys", base)
                       : home && home[0] == '/' ? arena_format(arena, "%s/.config/ambit/keys", home)
                                                : NULL;
    struct buffer text = {0};
    char bytes[4096];
    size_t count;
    keymap_begin(keymap);
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file)
        return path && errno != ENOENT && errno != ENOTDIR ? arena_format(arena, "%s: %s", path, strerror(errno)) : NULL;
    while (text.length <= LIMIT_LINE_BYTES && (count = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(&text, (struct slice){bytes, count});
    if (ferror(file))
        problem = strerror(errno);
    else if (text.length > LIMIT_LINE_BYTES)
        problem = "it is too long to be a file of keys";
    else
        keymap_read(keymap, buffer_slice(&text), arena, &problem);
    fclose(file);
    buffer_release(&text);
    return problem ? arena_format(arena, "%s: %s", path, problem) : NULL;
}

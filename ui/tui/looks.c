#include "tui/looks.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

const char *const theme_names[THEMES] = {"dark", "light", "monochrome"};

static const struct look {
    short dark, light; /* -1: the terminal's own */
    unsigned char flags;
} looks[ROLES] = {
    [ROLE_PLAIN] = {-1, -1, 0},
    [ROLE_TITLE] = {-1, -1, PAINT_BOLD | PAINT_UNDERLINE},
    [ROLE_DIM] = {WHITE, BLACK, PAINT_DIM},
    [ROLE_STRONG] = {-1, -1, PAINT_BOLD},
    [ROLE_CODE] = {CYAN, BLUE, 0},
    [ROLE_KEY] = {YELLOW, MAGENTA, PAINT_BOLD},
    [ROLE_GOOD] = {GREEN, GREEN, 0},
    [ROLE_BAD] = {RED, RED, PAINT_BOLD},
    [ROLE_WARN] = {YELLOW, MAGENTA, 0},
    [ROLE_BORDER] = {WHITE, BLACK, PAINT_DIM},
    [ROLE_FOCUS] = {CYAN, BLUE, PAINT_BOLD},
    [ROLE_SELECTED] = {-1, -1, PAINT_REVERSE},
    [ROLE_NOTICE] = {CYAN, BLUE, PAINT_BOLD},
    [ROLE_STRING] = {GREEN, GREEN, 0},
    [ROLE_NUMBER] = {MAGENTA, MAGENTA, 0},
    [ROLE_NAME] = {CYAN, BLUE, 0},
    [ROLE_COMMENT] = {WHITE, BLACK, PAINT_DIM},
    [ROLE_FOUND] = {YELLOW, MAGENTA, PAINT_REVERSE},
};

struct paint looks_of(enum theme theme, enum role role)
{
    const struct look *look = &looks[role];
    short color = theme == THEME_DARK ? look->dark : theme == THEME_LIGHT ? look->light : -1;
    return (struct paint){color, -1, look->flags};
}

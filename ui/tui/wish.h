/* What a screen wants of the terminal that it is painted on. */
#ifndef AMBIT_TUI_WISH_H
#define AMBIT_TUI_WISH_H

enum wish {
    WISH_REDRAW = 1,
    WISH_SUSPEND = 2,
    WISH_THEME = 4, /* the next one */
    WISH_COPY = 8,  /* into the clipboard */
};

#endif

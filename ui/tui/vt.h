/* A terminal in an area of the screen: bytes in, cells out. libvterm stands behind it, and in vt.c alone. */
#ifndef AMBIT_TUI_VT_H
#define AMBIT_TUI_VT_H

#include "tui/canvas.h"

struct vt;

struct vt *vt_new(int columns, int rows); /* NULL: libvterm is not there */
void vt_free(struct vt *vt);
void vt_resize(struct vt *vt, int columns, int rows);
void vt_write(struct vt *vt, struct slice bytes);
void vt_write_raw(struct vt *vt, struct slice bytes); /* of a terminal that has a line discipline already */

bool vt_alternate(const struct vt *vt); /* a full-screen program has it */
/* Lines that have left the screen at its top: at most LIMIT_SCROLLBACK_LINES. */
size_t vt_scrollback(const struct vt *vt);
/* [back] lines before the newest screen; 0: the screen itself, with its cursor when [focused]. */
void vt_draw(struct vt *vt, struct canvas *canvas, struct area area, size_t back, bool focused);

#endif

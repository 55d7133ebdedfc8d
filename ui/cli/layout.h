/* How the panes of the lab's screen were shared when it was left: $XDG_STATE_HOME/ambit/layout (~/.local/state). */
#ifndef AMBIT_CLI_LAYOUT_H
#define AMBIT_CLI_LAYOUT_H

#include "tui/layout.h"

/* NULL, or what is wrong with the file (in the arena); then the layout is as it is at first. */
const char *layout_load(struct layout *layout, struct arena *arena);
/* Where it is another one than [before]. A disk that takes nothing is nobody's trouble here. */
void layout_save(const struct layout *layout, const struct layout *before);

#endif

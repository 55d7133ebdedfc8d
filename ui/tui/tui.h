/* The full-screen face. */
#ifndef AMBIT_TUI_TUI_H
#define AMBIT_TUI_TUI_H

#include "tui/lab.h"

/* A person at a terminal, until they leave. False: this terminal has no screen to draw on. */
bool tui_lab(struct session *session, const struct scenario *scenario, const struct lab_options *options);

#endif

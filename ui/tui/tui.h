/* The full-screen face: screens on the real terminal, one after another. */
#ifndef AMBIT_TUI_TUI_H
#define AMBIT_TUI_TUI_H

#include "tui/home.h"
#include "tui/lab.h"

/* A person at a terminal, until they leave. False: this terminal has no screen to draw on. *theme is what it looked like in
 * the end. */
bool tui_lab(struct session *session, const struct scenario *scenario, const struct lab_options *options,
             enum theme *theme);
bool tui_home(const struct home_model *model, const struct home_options *options, struct home_choice *choice,
              enum theme *theme);

#endif

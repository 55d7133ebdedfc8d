/* What the lab's pages and the API have in common: the state of a session as values, commands that are typed for somebody. */
#ifndef AMBIT_SERVER_ROOM_H
#define AMBIT_SERVER_ROOM_H

#include "server/desk.h"

/* The tasks of a session, {tasks, done, required, points, possible}; with [look] each as it stands at this moment. */
const struct value *room_tasks(struct exchange *exchange, bool look);
/* A terminal's commands behind number [after]: {entries, busy, line, prompt}. */
const struct value *room_transcript(struct exchange *exchange, const struct terminal *terminal, size_t after);
/* {kind, name, ...}: of one terminal, and of the session: README.md, TERMINAL and LAB. */
const struct value *room_terminal(struct exchange *exchange, const struct terminal *terminal);
const struct value *room_state(struct exchange *exchange);
const struct value *room_session(struct exchange *exchange, const struct seat *seat); /* SESSION */

/* Types for who asked, and waits; [finish] answers. A line that stands there is given up when [force]. False: it was refused,
 * and the answer stands. */
bool room_run(struct exchange *exchange, struct slice text, bool enter, bool force, void (*finish)(struct exchange *exchange));
/* What is typed for an action of the table; [count] stands for its N, or is how often. NULL: nothing does it. */
const char *room_command(struct arena *arena, struct slice name, int64_t count);
/* The same as room_run for an action. */
bool room_act(struct exchange *exchange, const char *name, bool force, void (*finish)(struct exchange *exchange));
bool room_interrupt(struct exchange *exchange, void (*finish)(struct exchange *exchange));

/* The terminal that the request names, "1" if none. NULL: the answer stands. */
struct terminal *room_find_terminal(struct exchange *exchange);
/* Writes a file of the simulated machine, as an input of the session. NULL, or why not: then nothing has changed. */
const char *room_save(struct exchange *exchange, const char *path, struct slice text);
/* The same for the other inputs about files (sim.h). */
const char *room_change(struct exchange *exchange, enum input_kind kind, struct slice bytes);
/* What a form or JSON says, with LF for its line ends. */
struct slice room_text(struct exchange *exchange, const char *name);

/* --- pages --- */
/* The head of a lab's page, with the ways to its other ones; the caller adds <main>. */
void room_page(struct exchange *exchange, const char *title);
void room_see(struct exchange *exchange); /* 303 to the lab, where the prompt is */

#endif

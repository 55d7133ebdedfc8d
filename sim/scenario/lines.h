/* Lines of logs and of the terminal, as w:log and w:shown ask for them. */
#ifndef AMBIT_SCENARIO_LINES_H
#define AMBIT_SCENARIO_LINES_H

#include "scenario/script.h"

enum { LINE_WORDS = 16 };

/* What a line has to have: all of these. */
struct line_filter {
    struct slice words[LINE_WORDS];
    const char *said[LINE_WORDS]; /* as the author said them */
    size_t count;
    const char *container; /* of logs: only this one's; NULL */
};

/* Reads method, status, container and the texts of the table at [index]. */
void lines_read(lua_State *state, int index, const char *what, struct line_filter *filter);
bool lines_match(const struct line_filter *filter, struct slice line);
const char *lines_words(struct arena *arena, const struct line_filter *filter); /* "POST ... 403" */

/* The pods "NS/POD" that a name "NS/NAME" stands for: the pod, the gateway's or the workload's; an array of
 * texts. */
const struct value *lines_pods(struct arena *arena, const struct world *world, const char *name);

/* Calls [visit] for each such line of their logs, pod by pod, oldest first, until it returns true. True: it
 * did. */
bool lines_walk(struct arena *arena, const struct world *world, const struct value *pods,
                const struct line_filter *filter, bool (*visit)(void *context, struct slice line),
                void *context);

#endif

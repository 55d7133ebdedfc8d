/* A sitting without a person: commands at a terminal, each to its end and on until the cluster is quiet. */
#ifndef AMBIT_WORKSHOP_DRIVE_H
#define AMBIT_WORKSHOP_DRIVE_H

#include "sim.h"

/* One command. What it shows is added to *shown (NULL: nowhere). Its status. */
int drive_line(struct session *session, struct slice line, struct buffer *shown);

/* A script, a complete command at a time. Stops behind an `exit`; the next script has a new terminal. The
 * status of the last command. [filter] may be NULL. */
struct drive_filter {
    void *context;
    /* False: the command is left out. */
    bool (*before)(void *context, struct slice command);
    /* It has run. */
    void (*after)(void *context, struct slice command);
};
int drive_script(struct session *session, struct slice script, const struct drive_filter *filter,
                 struct buffer *shown);

#endif

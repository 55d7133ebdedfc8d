/* Ephemeral containers of a pod. */
#ifndef AMBIT_CONTROL_EPHEMERAL_H
#define AMBIT_CONTROL_EPHEMERAL_H

#include "control/control.h"

/* Those that have no status yet begin to run, or say why not. */
void ephemeral_start(struct draft *draft, const struct value *pod);
/* The process of the one called [name] has ended with [code], as somebody saw who was attached to it. */
void ephemeral_end(struct draft *draft, const char *subject, const char *name, int code);

#endif

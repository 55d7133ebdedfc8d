/* The part of a pod's life that its containers' own processes decide. */
#ifndef AMBIT_CONTROL_LIFE_H
#define AMBIT_CONTROL_LIFE_H

#include "control/control.h"

/* Can the first container's process be started at all? */
bool life_starts(struct draft *draft, const struct value *pod);
/* A pod whose containers have just been started: those that end at once have ended, the others will in time. */
void life_begin(struct draft *draft, struct value *pod);
/* The first container's process has ended with [code], as somebody saw who was attached to it. */
void life_end(struct draft *draft, const char *subject, int code);
/* The containers of a pod that is being deleted have ended, each with [code]. */
void life_stop(struct draft *draft, struct value *pod, int code);
/* Do all of its containers run? */
bool life_runs(const struct value *pod);
/* The pod's conditions by what its containers do now (kubelet.c). */
void kubelet_put_conditions(struct draft *draft, struct value *pod);

#endif

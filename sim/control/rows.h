/* The controllers and the events they wait for; control.c lists them. */
#ifndef AMBIT_CONTROL_ROWS_H
#define AMBIT_CONTROL_ROWS_H

#include "control/control.h"

extern const struct controller namespace_controller, deployment_controller, replica_set_controller,
    daemon_set_controller, scheduler_controller, node_controller, kubelet_controller, endpoint_controller,
    gateway_controller, status_controller, route_controller, ambient_controller, push_controller,
    garbage_controller, install_controller;

/* [subject] is "NAMESPACE/NAME" of a pod, or what the row says. */
void scheduler_assign(struct draft *draft, const char *subject);
void kubelet_start(struct draft *draft, const char *subject);
void kubelet_exit(struct draft *draft, const char *subject);
void kubelet_restart(struct draft *draft, const char *subject);
void kubelet_back_off(struct draft *draft, const char *subject);
void kubelet_ready(struct draft *draft, const char *subject);
void kubelet_end(struct draft *draft, const char *subject);
void kubelet_stop(struct draft *draft, const char *subject);
void push_fire(struct draft *draft, const char *subject);
void fault_fire(struct draft *draft, const char *subject); /* a number of fault.h */
void ambient_enrol(struct draft *draft, const char *subject);
void namespace_gone(struct draft *draft, const char *subject); /* a namespace */

/* The pod of "NAMESPACE/NAME"; NULL when it is gone. */
const struct value *pod_of_subject(const struct draft *draft, const char *subject);
const char *pod_subject(struct arena *arena, const struct value *pod);
/* The taint that keeps a pod with this spec off the node, or sends it away when it is [running] there; NULL:
 * none. */
const struct value *node_repels(const struct value *node, const struct value *spec, bool running);
/* Is the pod to be captured by ztunnel (E1 to E3)? */
bool ambient_wanted(const struct draft *draft, const struct value *pod);

#endif

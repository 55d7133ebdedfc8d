/* Faults that an author injects, for labs about what breaks. A planned one is a note "fault/plan/N" and an
 * event; what lasts is a note of its own: "fault/app/NS/POD" {uid, status, late} for an app (a new pod is well
 * again), and "fault/push" (the instant until which istiod pushes nothing).
 *
 * A fault is an object: {pods: ["NS/POD"], workload: "NS/NAME", status, late, crash, down, push}; see
 * scenario/fault.c for what each means. */
#ifndef AMBIT_CONTROL_FAULT_H
#define AMBIT_CONTROL_FAULT_H

#include "control/control.h"

/* It happens in [in]; such an event does not keep the cluster from being quiet. */
void fault_plan(struct draft *draft, const struct value *fault, struct duration in);
/* Does any app have one? Almost never: who asks for each request may remember it. */
bool fault_is_any(const struct world *world);
/* What the app of a pod, "NS/POD" and its object, does instead of answering: {status (0: it answers), late
 * (nanoseconds)}; NULL: nothing.
 */
const struct value *fault_of_app(const struct world *world, const char *pod, const struct value *object);
/* How long istiod still holds its pushes back. */
struct duration fault_push_held(const struct draft *draft);

#endif

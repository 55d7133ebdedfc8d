/* How long the cluster takes for things, in one place. Real clusters need minutes for what is a second here;
 * the order of things and what can be seen between them is real. */
#ifndef AMBIT_CONTROL_DELAYS_H
#define AMBIT_CONTROL_DELAYS_H

#include "base/instant.h"

#define DELAY_SCHEDULE MILLISECONDS(20)     /* a pod without a node gets one */
#define DELAY_START MILLISECONDS(700)       /* sandbox, network, image: until containers run */
#define DELAY_READY MILLISECONDS(300)       /* first readiness probe */
#define DELAY_PROXY_READY MILLISECONDS(900) /* of a proxy: it needs certificates and configuration first */
#define DELAY_PULL_BACK_OFF SECONDS(14)     /* between a failed pull and "back-off" */
#define DELAY_STOP MILLISECONDS(300)        /* a container that obeys SIGTERM */
#define DELAY_STOP_DEAF SECONDS(30)         /* one that does not: the grace period */
#define DELAY_GONE MILLISECONDS(200)        /* between the end of the containers and that of the pod */
#define DELAY_PUSH MILLISECONDS(100)        /* istiod's debounce (PILOT_DEBOUNCE_AFTER) */
#define DELAY_ENROL MILLISECONDS(200)       /* istio-cni sets up redirection in a running pod */
#define DELAY_NAMESPACE_GONE MILLISECONDS(500)

#endif

/* Telemetry objects to what a waypoint measures and logs (M9, V5). Source: istio pilot/pkg/model/telemetry.go.
 */
#ifndef AMBIT_MESH_TELEMETRY_H
#define AMBIT_MESH_TELEMETRY_H

#include "mesh/mesh.h"

/* What holds at the waypoint [namespace]/[gateway], and with [service] not NULL for requests to this Service
 * too. NULL: no Telemetry says anything. [defaults]: meshConfig.defaultProviders. */
const struct telemetry *telemetry_compile(struct arena *arena, struct map programmed,
                                          const struct value *defaults, const char *namespace,
                                          const char *gateway, const struct service *service);

#endif

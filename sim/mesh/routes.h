/* HTTPRoutes on their way into a configuration; for the files of this folder. */
#ifndef AMBIT_MESH_ROUTES_H
#define AMBIT_MESH_ROUTES_H

#include "mesh/lookup.h"

/* Gives every service that has a waypoint its routes, in order of precedence (V14 to V19). */
void routes_compile(struct arena *arena, struct map objects, struct configuration *configuration);

#endif

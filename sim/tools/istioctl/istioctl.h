/* The inside of istioctl: one file a subcommand, one row each. */
#ifndef AMBIT_TOOLS_ISTIOCTL_ISTIOCTL_H
#define AMBIT_TOOLS_ISTIOCTL_ISTIOCTL_H

#include "api/api.h"
#include "base/buffer.h"
#include "mesh/mesh.h"
#include "shell/completion.h"
#include "shell/process.h"

/* A command line taken apart by a row's flags. Strings are the words' own; empty text for a flag that was not
 * given. */
struct arguments {
    struct process *process;
    const struct flag *flags;
    const char *values[32]; /* by index in flags; "true" for switches; NULL when not given */
    const char *positional[64];
    int count;
};

struct subcommand {
    const char *name;    /* "waypoint apply" */
    const char *aliases; /* "zc workload|zc w"; NULL: none */
    const char *help;
    const struct flag *flags;
    int (*run)(struct arguments *arguments);
};

const char *argument(const struct arguments *arguments, const char *flag); /* NULL: not given */
bool argument_given(const struct arguments *arguments, const char *flag);
const char *argument_namespace(const struct arguments *arguments); /* -n, or the context's */

/* "Error: ..." on stderr; the status to return. */
int istioctl_error(struct process *process, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The configuration as istiod compiles it from the present world. */
const struct configuration *istioctl_configuration(struct process *process);

/* A table on its way to the tabwriter. Filled and printed without a wait between, so its buffer is not
 * registered. */
struct listing {
    struct buffer text;
};
void listing_row(struct listing *listing, const char *const *cells, size_t count);
void listing_print(struct process *process, struct listing *listing, size_t padding); /* and releases it */

extern const struct subcommand waypoint_rows[], ztunnel_rows[], other_rows[];
extern const size_t waypoint_row_count, ztunnel_row_count, other_row_count;

#endif

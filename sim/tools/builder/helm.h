/* helm v3 with Istio's charts, in three files: repositories and charts (helm_repository.c), what is kept of a
 * release and how it is shown (helm_release.c), and the commands that change the cluster (helm.c). Words and
 * order of refusals are those of helm v3.18.0, taken from the real one. */
#ifndef AMBIT_TOOLS_BUILDER_HELM_H
#define AMBIT_TOOLS_BUILDER_HELM_H

#include "tools/builder/builder.h"
#include "tools/kubectl/flags.h"

/* Istio's charts and what they put into the cluster. */
struct chart {
    const char *name;
    enum install_part part;
    const char *notes;
};

struct helm {
    struct process *process;
    struct arena *arena;
    struct flags flags;
    const char *namespace;
};

int helm_error(struct helm *helm, const char *text); /* "Error: TEXT"; gives 1 */
int helm_unsimulated(struct helm *helm, const char *what);
const char *helm_argument(const struct helm *helm, int index); /* 0 is the command; "" without one */
/* A table as helm draws one: each cell, the last as well, is padded to its column and a tab stands between. */
void helm_table(struct helm *helm, const char *const *cells, size_t columns, size_t rows);
/* -o: "table", "json" or "yaml"; NULL: the command has no such output here, or there is none. Both have been
 * said. */
const char *helm_output(struct helm *helm, bool offered);

/* --- repositories and charts --- */
int helm_repo(struct helm *helm);
/* The chart of "istio/istiod", "oci://gcr.io/istio-release/charts/istiod", "./manifests/charts/istio-cni".
 * NULL: *problem says why, "not simulated: ..." when only we have not got it. */
const struct chart *helm_find_chart(struct helm *helm, const char *given, const char **problem);
const struct chart *helm_chart(const char *name);

/* --- releases: Secrets of the cluster, one a revision (sh.helm.release.v1.NAME.vREVISION) --- */
const char *helm_unreachable(struct helm *helm); /* NULL: there is a cluster */
/* The revision of a release, a Secret; 0: the newest. [status] NULL: any. NULL: there is none. */
const struct value *helm_release(struct helm *helm, const char *name, int64_t revision, const char *status);
int64_t helm_revision(const struct value *release);
const struct value *helm_values(struct helm *helm,
                                const struct value *release); /* by their paths: "pilot.env.X" */
const struct chart *helm_chart_of(struct helm *helm, const struct value *release);
/* Writes revision [number] and calls [before] superseded; of more than ten the oldest goes. */
void helm_record(struct helm *helm, struct draft *draft, const char *name, int64_t number,
                 const struct chart *chart, const struct value *values, const char *description);
/* Takes all revisions away; [keep]: calls the newest uninstalled instead. */
void helm_forget(struct helm *helm, struct draft *draft, const char *name, bool keep);
void helm_print_release(struct helm *helm, const struct value *release);
int helm_list(struct helm *helm);
int helm_status(struct helm *helm);
int helm_history(struct helm *helm);
int helm_get(struct helm *helm);

#endif

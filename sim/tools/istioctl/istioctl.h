/* The inside of istioctl 1.30.3: one file a group of commands, one row a command. Rows name their way
 * ("waypoint apply"), so the tree, its help and its errors are the table's. Nothing here knows the cluster but
 * through the API, the compiled configuration (what istiod has pushed) and its dump. */
#ifndef AMBIT_TOOLS_ISTIOCTL_ISTIOCTL_H
#define AMBIT_TOOLS_ISTIOCTL_ISTIOCTL_H

#include "api/api.h"
#include "base/buffer.h"
#include "control/install.h"
#include "mesh/lookup.h"
#include "shell/completion.h"
#include "shell/process.h"
#include "tools/kubectl/flags.h"

struct command;

/* One run of istioctl. Everything lives in the process's arena. */
struct istioctl {
    struct process *process;
    struct arena *arena;
    const struct command *command;
    struct flags flags;
    int count; /* arguments that are no flags */
    char *const *words;
};

struct command {
    const char *name;                      /* the whole way: "waypoint apply" */
    const char *aliases;                   /* of its last word: "workloads|w"; NULL: none */
    const char *usage;                     /* its arguments in the usage line; NULL: none */
    const char *help;                      /* one line, in the parent's list */
    const char *about;                     /* what --help begins with; NULL: the line again */
    const char *example;                   /* NULL: none */
    const struct flag *flags;              /* ends with {0}; NULL: none. A parent's are its children's too. */
    int (*run)(struct istioctl *istioctl); /* the exit status; NULL: it has children, or is not simulated */
    bool parent;                           /* without a child's name it prints its help */
    bool strict;                           /* a parent that calls an unknown child an error */
};

struct command_group {
    const struct command *rows;
    const size_t *count;
};
extern const struct command_group command_groups[];
extern const size_t command_group_count;
extern const struct flag global_flags[];

extern const struct command waypoint_rows[], ztunnel_rows[], proxy_rows[], status_rows[], analyze_rows[],
    validate_rows[], experimental_rows[], install_rows[], other_rows[];
extern const size_t waypoint_row_count, ztunnel_row_count, proxy_row_count, status_row_count, analyze_row_count,
    validate_row_count, experimental_row_count, install_row_count, other_row_count;

/* --- the tree (command.c) --- */
/* The children of [parent] (NULL: the root's) one after the other, by name: begin with NULL. */
const struct command *command_next(const struct command *parent, const struct command *child);
/* The child that [word] names or abbreviates; NULL: none. */
const struct command *command_child(const struct command *parent, const char *word);
const struct command *command_parent(const struct command *command); /* NULL: the root */
const char *command_word(const struct command *command);             /* the last word of its name */
/* The tables that its flags are read by: its own, its parents', the global ones; ends with NULL. */
void command_flags(const struct command *command, const struct flag *tables[5]);
void command_help(struct process *process, const struct command *command); /* NULL: istioctl's own */
/* "Did you mean this?" and what is near, or "". */
const char *command_suggestions(struct arena *arena, const struct command *parent, const char *word);

/* --- what a command was given --- */
const char *istioctl_flag(const struct istioctl *istioctl, const char *name); /* NULL: not given */
bool istioctl_on(const struct istioctl *istioctl, const char *name);
const char *istioctl_namespace(const struct istioctl *istioctl); /* -n, or the context's */

/* "Error: ..." on stderr; the status to return. */
int istioctl_error(const struct istioctl *istioctl, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* "not simulated: istioctl NAME" on stderr; the status to return. */
int istioctl_unsimulated(const struct istioctl *istioctl, const char *what);

/* --- what it reads --- */
extern const char istioctl_unreachable[]; /* the client's words where there is no cluster */
/* The configuration as istiod last pushed it. */
const struct configuration *istioctl_configuration(const struct istioctl *istioctl);
struct map istioctl_objects(const struct istioctl *istioctl); /* applied, of a world that is held */
/* "pod", "pod.namespace", "deploy/name.namespace": a pod of a typed word is its first ready one. False, with an
 * error said, when it cannot be found. */
struct pod_name {
    const char *name, *namespace;
    const struct workload *workload; /* NULL: no such pod */
};
bool istioctl_pod(const struct istioctl *istioctl, const char *word, struct pod_name *pod);
bool workload_is_ztunnel(const struct workload *workload);
bool workload_is_waypoint(const struct workload *workload);
const char *istiod_pod(const struct configuration *configuration); /* ""; no istiod runs */
/* The local port of a port-forward that istioctl would open to a pod. */
int istioctl_forwarded_port(const struct pod_name *pod);

/* --- what it prints (output.c) --- */
/* A table on its way to the tabwriter. Filled and printed without a wait between, so its buffer is not
 * registered. */
struct listing {
    struct buffer text;
};
void listing_row(struct listing *listing, const char *const *cells, size_t count);
void listing_print(struct process *process, struct listing *listing, size_t padding); /* and releases it */

/* Go writes a struct's fields in the order of their declaration: [order] names them; others follow by name.
 * [indent] in blanks; negative: one tab a level. */
void print_json(struct process *process, const struct value *value, int indent, const char *const *order);
void print_yaml(struct process *process, const struct value *value);
/* -o json, yaml or a table; false, with an error said, when the word is none of [allowed] ("json yaml short").
 */
enum output { OUTPUT_TABLE, OUTPUT_JSON, OUTPUT_YAML };
bool istioctl_output(const struct istioctl *istioctl, enum output *output);

#endif

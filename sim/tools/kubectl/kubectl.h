/* kubectl v1.35.2 as a client of the API in this process. One verb is one file and one row; the dispatcher
 * reads flags by the row, runs it, and prints its errors at the end, as kubectl does. Nothing here defaults or
 * validates objects. */
#ifndef AMBIT_TOOLS_KUBECTL_KUBECTL_H
#define AMBIT_TOOLS_KUBECTL_KUBECTL_H

#include "api/api.h"
#include "shell/completion.h"
#include "shell/process.h"
#include "tools/kubectl/flags.h"

struct verb;
struct complaint;

/* One run of kubectl. Everything in it lives in the process's arena. */
struct kubectl {
    struct process *process;
    struct arena *arena;
    const struct verb *verb;
    const char *path; /* "kubectl rollout status" */
    struct flags flags;
    const char *server;    /* the cluster's address, for -v=6 */
    const char *namespace; /* of -n, the context, or "default" */
    bool namespace_given;  /* by -n */
    size_t printed;        /* objects printed with -o so far */
    struct complaint *complaints;
    int status;
};

enum verb_takes { TAKES_NOTHING, TAKES_RESOURCES, TAKES_PODS, TAKES_FILES };

struct verb {
    const char *name;
    const char *alias;    /* another name, or NULL */
    const char *usage;    /* without "kubectl": "get TYPE [NAME]" */
    const char *help;     /* one line, without its period */
    const char *about;    /* more lines for its own help; NULL: [help] */
    const char *examples; /* lines: "# what it does", a command, an empty one, ...; NULL: none */
    const char
        *defaults;       /* of flags, "NAME=VALUE NAME=VALUE", where they differ from help.c's; NULL: none do */
    const char *chapter; /* of `kubectl --help`; NULL for verbs of verbs */
    const struct flag *flags;
    const struct verb *const *verbs;      /* "rollout status"; NULL-terminated; NULL: none */
    void (*run)(struct kubectl *kubectl); /* NULL with verbs */
    enum verb_takes takes;                /* what Tab offers */
    bool local;                           /* works on the kubeconfig or on nothing: needs no cluster */
    bool unsimulated;                     /* known, but only says so, whatever its arguments */
};

extern const struct program kubectl_program;
extern const struct flag kubectl_flags[]; /* that every verb takes */

/* --- errors: kept until the verb has ended, then printed on stderr; the exit status is 1 --- */
void kubectl_fail(struct kubectl *kubectl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text as it is, without "error: " before it. */
void kubectl_fail_plain(struct kubectl *kubectl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "error: ..." and "See 'kubectl VERB -h' for help and examples". */
void kubectl_fail_usage(struct kubectl *kubectl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A failed reply: "Error from server (Reason): [action: ]message", or "The KIND "NAME" is invalid: ..." */
void kubectl_fail_reply(struct kubectl *kubectl, const struct api_reply *reply, const char *action);
bool kubectl_failed(const struct kubectl *kubectl);
/* A line of kubectl's own log on stderr: "W1123 09:00:00.000000      42 helpers.go:719] TEXT". */
void kubectl_log(struct process *process, char level, const char *source, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* --- help, on stdout (help.c) --- */
void kubectl_help(struct kubectl *kubectl);     /* of the verb */
void kubectl_overview(struct kubectl *kubectl); /* of all verbs */
void kubectl_options(struct kubectl *kubectl);  /* of the flags that every verb takes */
/* One line on stderr: "not simulated: NAME". Status 1. */
void kubectl_unsimulated(struct kubectl *kubectl, const char *what);

/* --- requests (client.c): each is one draft. Replies live until the process ends, warnings are printed. --- */
enum dry_run { DRY_RUN_NONE, DRY_RUN_CLIENT, DRY_RUN_SERVER };
enum dry_run client_dry_run(const struct kubectl *kubectl);

struct api_reply client_get(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                            const char *name);
struct api_reply client_list(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                             const char *labels, const char *fields);
/* The write requests; dry_run of the options is set by --dry-run=server, the validation by --validate. */
struct api_options client_options(const struct kubectl *kubectl, const char *manager);
struct api_reply client_create(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const struct value *object, const struct api_options *options);
struct api_reply client_update(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const char *name, const struct value *object, const struct api_options *options);
struct api_reply client_patch(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                              const char *name, enum patch_type type, const struct value *patch,
                              const struct api_options *options);
struct api_reply client_delete(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const char *name, const struct api_options *options);
/* As the object is in the present world, without holding the world: until the next WAITS. NULL when it is not
 * there. */
const struct value *client_peek(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                                const char *name);

/* --- names --- */
const char *object_name(const struct value *object);
const char *object_namespace(const struct value *object); /* "" for cluster-scoped kinds */
/* "pod", "deployment.apps": the singular with its group. */
const char *kind_title(struct arena *arena, const struct kind *kind);
const char *api_group_version(const struct value *object); /* its apiVersion */

/* --- -f (manifest.c) --- */
struct manifest {
    const struct kind *kind;
    const char *namespace; /* "" for cluster-scoped kinds */
    const char *name;
    const struct value *object; /* with the namespace filled in */
    const char *source;         /* "x.yaml", "STDIN" */
};
struct manifests {
    size_t count, capacity;
    struct manifest *items;
};
/* Everything -f and --filename name. Problems are complaints; what was read before them is there. [validates]:
 * the verb checks documents before it decodes them (apply, create, replace). */
struct manifests manifests_read(struct kubectl *kubectl, bool validates);
bool manifests_given(const struct kubectl *kubectl); /* is there a -f or -k */

/* What the kustomization in [directory] builds, an array; NULL after a complaint (kustomize.c). */
const struct value *kubectl_kustomize(struct kubectl *kubectl, const char *directory);

/* --- TYPE NAME, TYPE/NAME, -l, -A, -f (resources.c) --- */
struct resource {
    const struct kind *kind;
    const char *namespace, *name;
    const struct value *object; /* NULL when it was not fetched */
    const char *source;         /* with -f */
};
struct resources {
    size_t count, capacity;
    struct resource *items;
    bool single;           /* one object, asked for by name */
    bool by_name;          /* names were given */
    bool empty;            /* nothing was asked for */
    size_t kinds;          /* different kinds among those asked for */
    size_t first_argument; /* arguments used up */
};
enum resources_flags {
    RESOURCES_NEED_NAMES = 1, /* a type alone is an error (without -l, --all) */
    RESOURCES_NO_FETCH = 2,   /* named objects are not looked up */
    RESOURCES_IGNORE_MISSING = 4,
    RESOURCES_PREFIX = 8, /* describe: a name may be the beginning of names */
};
/* Resolves the [count] arguments and fetches what they name. Problems are complaints. */
struct resources resources_read(struct kubectl *kubectl, int count, char *const *arguments, unsigned flags);
/* Just the kinds of "pods,svc", "all"; complains about unknown ones and returns 0. */
size_t resources_kinds(struct kubectl *kubectl, const char *word, const struct kind ***kinds);
/* Complains that no resource was given at all. */
void resources_fail_empty(struct kubectl *kubectl);
/* "No resources found in NS namespace." on stderr. */
void resources_say_none(struct kubectl *kubectl, bool cluster_scoped);
/* A "TYPE/NAME" or "NAME" of [fallback]; false after a complaint. */
bool resources_split(struct kubectl *kubectl, const char *word, const char *fallback, const struct kind **kind,
                     const char **name);

/* --- output (printers.c) --- */
const char *printers_format(const struct kubectl *kubectl);               /* -o, or "" */
bool printers_check(struct kubectl *kubectl);                             /* false after a complaint about -o */
bool printers_is_table(const struct kubectl *kubectl);                    /* none or wide */
void printers_print(struct kubectl *kubectl, const struct value *object); /* by -o */
/* "pod/x created", or the object by -o. [verb] gets the dry run's suffix. */
void printers_result(struct kubectl *kubectl, const struct kind *kind, const struct value *object,
                     const char *verb);
const struct value *printers_list(struct kubectl *kubectl,
                                  const struct resources *resources); /* a List of them */

/* --- tables (table.c) --- */
struct table_options {
    bool wide, no_headers, namespaces, kinds, labels;
    const char *const *label_columns; /* NULL-terminated */
};
struct table_options table_options(struct kubectl *kubectl);
/* Rows with tabs, not yet aligned. */
void table_header(struct kubectl *kubectl, struct buffer *text, const struct kind *kind,
                  const struct table_options *options);
void table_row(struct kubectl *kubectl, struct buffer *text, const struct kind *kind,
               const struct value *object, const struct table_options *options);
/* Aligns as kubectl's tables (or with the numbers of describe) and prints; the buffer is emptied and released.
 */
void kubectl_print_table(struct kubectl *kubectl, struct buffer *text);
void kubectl_print_buffer(struct kubectl *kubectl, struct buffer *text); /* as it is */

/* --- pods (pods.c) --- */
/* The pod of "x", "pod/x", "deploy/x", "svc/x": NULL after a complaint. */
const struct value *pods_find(struct kubectl *kubectl, const char *word);
/* The pods that a workload or service selects, as an array; NULL after a complaint. */
const struct value *pods_of(struct kubectl *kubectl, const struct kind *kind, const char *name);
/* The container of -c, the annotation or the first one (with "Defaulted container ..." on stderr). */
const char *pods_default_container(struct kubectl *kubectl, const struct value *pod, bool quiet);
const struct value *pods_container_status(const struct value *pod, const char *container);
bool pods_has_container(const struct value *pod, const char *container);

#endif

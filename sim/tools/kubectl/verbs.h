/* The rows of all verbs, and what their files share. */
#ifndef AMBIT_TOOLS_KUBECTL_VERBS_H
#define AMBIT_TOOLS_KUBECTL_VERBS_H

#include "tools/kubectl/kubectl.h"

extern const struct verb verb_annotate, verb_api_resources, verb_api_versions, verb_apply, verb_auth, verb_autoscale,
    verb_cluster_info, verb_completion, verb_config, verb_cordon, verb_cp, verb_create, verb_debug, verb_delete, verb_describe, verb_diff, verb_drain,
    verb_kustomize,
    verb_edit,
    verb_events, verb_exec, verb_explain, verb_expose, verb_get, verb_label, verb_logs, verb_patch,
    verb_plugin, verb_port_forward, verb_replace, verb_rollout, verb_run, verb_scale, verb_set, verb_taint, verb_top,
    verb_uncordon, verb_version, verb_wait;

extern const struct verb
    *const kubectl_verbs[]; /* in the order of `kubectl --help` (verbs.c); NULL-terminated */

void kubectl_complete(struct completion *completion);

/* Creates an object made from arguments and says so (create.c). */
void create_object(struct kubectl *kubectl, const struct kind *kind, const struct value *object,
                   const char *manager);

/* What apply would make of the manifest, as the server answers a dry run; [live] is NULL when it is new. */
struct api_reply apply_merged(struct kubectl *kubectl, const struct manifest *manifest,
                              const struct value *live);

/* The object with the annotation that apply reads its last state from. */
const struct value *apply_annotated(struct arena *arena, const struct value *object);

/* Can a program be started in the container? Complains and returns false when it cannot (exec.c). */
bool exec_is_possible(struct kubectl *kubectl, const struct value *pod, const char *container);
/* What no program can end with: the container has no such program. */
enum { EXEC_NOT_FOUND = 1 << 16 };
/* Runs a program in the container with the verb's streams (-i, -t) and waits for its end. */
int exec_program(struct kubectl *kubectl, const struct value *pod, const char *container, int count,
                 char *const *words);
/* Complains as the container's runtime does that it has no such program. */
void exec_fail_not_found(struct kubectl *kubectl, const char *program);

/* get --raw (raw.c). */
void raw_get(struct kubectl *kubectl, const char *path);

/* Events about [about] (NULL: all) in a namespace (NULL: all), the oldest first; in the arena (describe.c). */
size_t events_sorted(struct kubectl *kubectl, const char *namespace, const struct value *about,
                     const struct value ***events);
/* "26m", "26m (x3 over 56m)". */
const char *events_age(struct arena *arena, const struct value *event, struct instant now);

#endif

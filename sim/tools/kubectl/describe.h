/* What the describers of the kinds share: lines with tabs at a level, blocks that all kinds have. */
#ifndef AMBIT_TOOLS_KUBECTL_DESCRIBE_H
#define AMBIT_TOOLS_KUBECTL_DESCRIBE_H

#include "tools/kubectl/kubectl.h"

struct describing {
    struct kubectl *kubectl;
    struct arena *arena;
    const struct kind *kind;
    const struct value *object;
    struct buffer text; /* cells end with tabs */
};

/* One line, indented by two blanks a level; the newline is added. */
void describe_line(struct describing *describing, int level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "TITLE:\tk=v" and the others below each other; "<none>" without any. */
void describe_labels(struct describing *describing, const char *title, const struct value *labels);
void describe_annotations(struct describing *describing, const char *title, const struct value *annotations);
void describe_header(struct describing *describing); /* Name, Namespace, Labels, Annotations */
void describe_events(struct describing *describing);
/* "Kind/name" of the controlling owner, or NULL. */
const char *describe_controller(struct describing *describing);
/* "a=b,c=d" or "<none>". */
const char *describe_selector(struct describing *describing, const struct value *labels);
const char *describe_time(struct describing *describing, const char *timestamp); /* RFC 1123 with a zone */
const char *describe_or(const char *text, const char *otherwise); /* [otherwise] for an empty text */

/* describe_pod.c */
void describe_pod(struct describing *describing);
void describe_pod_template(struct describing *describing, const struct value *template);
/* describe_workload.c */
void describe_deployment(struct describing *describing);
void describe_replica_set(struct describing *describing);
void describe_daemon_set(struct describing *describing);
/* describe_kinds.c */
void describe_endpoints(struct describing *describing);
void describe_service(struct describing *describing);
void describe_namespace(struct describing *describing);
void describe_config_map(struct describing *describing);
void describe_secret(struct describing *describing);
void describe_service_account(struct describing *describing);
void describe_node(struct describing *describing);

#endif

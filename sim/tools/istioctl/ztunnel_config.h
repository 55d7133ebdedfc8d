/* Between the files of istioctl ztunnel-config. */
#ifndef AMBIT_TOOLS_ISTIOCTL_ZTUNNEL_CONFIG_H
#define AMBIT_TOOLS_ISTIOCTL_ZTUNNEL_CONFIG_H

#include "tools/istioctl/istioctl.h"

/* What was asked for: whose ztunnel, and of which of its pods. */
struct question {
    const struct configuration *configuration;
    const char *node, *pod;         /* "": any */
    const struct workload *ztunnel; /* NULL: not said */
    enum output output;
};

/* Is the flag not given, or does it say [text]? */
bool question_flag(const struct istioctl *istioctl, const char *flag, const char *text);
/* A list of the dump as JSON or YAML; the exit status. */
int question_print(struct istioctl *istioctl, const struct question *question, const struct value *list);
/* The connections that stand on the question's node (ztunnel_connections.c); the exit status. */
int question_connections(struct istioctl *istioctl, const struct question *question);

#endif

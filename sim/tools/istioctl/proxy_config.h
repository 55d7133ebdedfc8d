/* Between the files of istioctl proxy-config. */
#ifndef AMBIT_TOOLS_ISTIOCTL_PROXY_CONFIG_H
#define AMBIT_TOOLS_ISTIOCTL_PROXY_CONFIG_H

#include "tools/istioctl/istioctl.h"

/* What the pod that the command names answers at its admin port (traffic/dump.h); NULL, with the error said,
 * when nobody answers as Envoy does. [what] is the command's word, [type] the section that ztunnel lacks. */
const struct value *proxy_ask(struct istioctl *istioctl, const char *what, const char *type,
                              struct pod_name *pod);
int proxy_print(struct istioctl *istioctl, enum output output,
                const struct value *values); /* the exit status */
/* Is the flag not given, or does it say [text]? */
bool proxy_flag(const struct istioctl *istioctl, const char *flag, struct slice text);
const struct value *proxy_sorted(struct arena *arena, const struct value *list,
                                 int (*compare)(const void *, const void *, void *));

int proxy_run_route(struct istioctl *istioctl); /* proxy_routes.c */
int proxy_run_listener(struct istioctl *istioctl);

#endif

/* What the kinds of the Istio APIs share: the checks of istiod's validating webhook and of their CRDs. */
#ifndef AMBIT_KINDS_ISTIO_H
#define AMBIT_KINDS_ISTIO_H

#include "kinds/kind.h"

#define ISTIO_ATTACHMENT_FIELDS                                                                                \
    "selector{matchLabels{}=\"Labels of the pods that the policy applies to.\"}=\"The pods that the policy "   \
    "applies to, at their ztunnel; all of the namespace when neither it nor targetRefs is there.\" "           \
    "targetRef{group=\"The API group of the target.\" kind!=\"The kind of the target.\" "                      \
    "name!=\"The name of the target.\" namespace=\"The namespace of the target; the policy's own.\"}=\"One "   \
    "target; targetRefs takes several.\" "                                                                     \
    "targetRefs[]{group=\"The API group of the target.\" kind!=\"The kind of the target.\" "                   \
    "name!=\"The name of the target.\" namespace=\"The namespace of the target; the policy's own.\"}"          \
    "=\"Gateways or Services that enforce the policy at their waypoint.\""

/* The problems the webhook found, to become one denial. All zero: none. */
struct denials {
    struct findings *findings;
    struct value *problems;
};

void denials_add(struct denials *denials, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets the findings' denial: "configuration is invalid: " and the problems, each behind [prefix]. */
void denials_finish(struct denials *denials, const char *prefix);

void istio_warn(struct findings *findings, const char *text);

/* At most one of selector, targetRef and targetRefs; the references name what a policy can be attached to. */
void istio_validate_attachment(struct findings *findings, const struct value *object);
void istio_check_selector(struct denials *denials, const struct value *selector);

#endif

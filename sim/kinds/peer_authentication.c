#include "kinds/columns.h"
#include "kinds/istio.h"
#include "kinds/rows.h"

#define PORT_MAXIMUM 65535
#define MODES                                                                                                  \
    "mode:enum(UNSET,DISABLE,PERMISSIVE,STRICT)=\"PERMISSIVE takes both, STRICT only mTLS; UNSET asks the "    \
    "next "                                                                                                    \
    "wider policy.\""

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Mode", .path = "spec.mtls.mode"},
    COLUMN_AGE,
    COLUMN_END,
};

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    const struct value *ports = value_find(object, "spec.portLevelMtls");
    struct denials denials = {.findings = findings};
    istio_check_selector(&denials, value_find(object, "spec.selector"));
    if (value_count(ports) && !value_count(value_find(object, "spec.selector.matchLabels")))
        denials_add(&denials, "mesh/namespace peer authentication cannot have port level mTLS");
    if (ports && !value_count(ports))
        denials_add(&denials, "port level mTLS, if defined, must have at least one element");
    for (size_t i = 0; i < value_count(ports); i++) {
        int64_t port;
        if (!slice_to_integer(slice_of(value_key_at(ports, i)), &port) || port < 1 || port > PORT_MAXIMUM)
            denials_add(&denials, "port must be in range 1..65535");
    }
    denials_finish(&denials, "");
}

const struct kind peer_authentication_kind = {
    .group = "security.istio.io",
    .versions = "v1,v1beta1",
    .kind = "PeerAuthentication",
    .plural = "peerauthentications",
    .resource = "peerauthentications.security.istio.io",
    .singular = "peerauthentication",
    .short_names = "pa",
    .categories = "istio-io,security-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec{selector{matchLabels{}=\"Labels that a workload must have.\"}=\"The workloads it is for; "
              "the whole namespace without it.\" "
              "mtls{" MODES "}=\"Whether plain text is still accepted.\" "
              "portLevelMtls{" MODES "}{}=\"The same for single ports of the workload.\"}"
              "=\"Which workloads, and how strict.\"",
    .validate = validate,
    .description = "PeerAuthentication defines mutual TLS (mTLS) requirements for incoming connections.",
};

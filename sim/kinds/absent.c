#include "kinds/absent.h"

#include <string.h>

struct absent {
    const char *group_version, *kind, *plural, *short_names;
};

static const struct absent rows[] = {
    {"v1", "Binding", "bindings", ""},
    {"v1", "ComponentStatus", "componentstatuses", "cs"},
    {"v1", "LimitRange", "limitranges", "limits"},
    {"v1", "PersistentVolume", "persistentvolumes", "pv"},
    {"v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc"},
    {"v1", "PodTemplate", "podtemplates", ""},
    {"v1", "ReplicationController", "replicationcontrollers", "rc"},
    {"v1", "ResourceQuota", "resourcequotas", "quota"},
    {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", ""},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies", ""},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings",
     ""},
    {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations",
     ""},
    {"apiregistration.k8s.io/v1", "APIService", "apiservices", ""},
    {"apps/v1", "ControllerRevision", "controllerrevisions", ""},
    {"authentication.k8s.io/v1", "TokenReview", "tokenreviews", ""},
    {"authorization.k8s.io/v1", "SubjectAccessReview", "subjectaccessreviews", ""},
    {"autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"},
    {"batch/v1", "CronJob", "cronjobs", "cj"},
    {"batch/v1", "Job", "jobs", ""},
    {"certificates.k8s.io/v1", "CertificateSigningRequest", "certificatesigningrequests", "csr"},
    {"coordination.k8s.io/v1", "Lease", "leases", ""},
    {"flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "flowschemas", ""},
    {"flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", "prioritylevelconfigurations", ""},
    {"networking.k8s.io/v1", "IPAddress", "ipaddresses", "ip"},
    {"networking.k8s.io/v1", "Ingress", "ingresses", "ing"},
    {"networking.k8s.io/v1", "IngressClass", "ingressclasses", ""},
    {"networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "netpol"},
    {"networking.k8s.io/v1", "ServiceCIDR", "servicecidrs", ""},
    {"node.k8s.io/v1", "RuntimeClass", "runtimeclasses", ""},
    {"policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb"},
    {"rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", ""},
    {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", ""},
    {"rbac.authorization.k8s.io/v1", "Role", "roles", ""},
    {"rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", ""},
    {"scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", "pc"},
    {"storage.k8s.io/v1", "CSIDriver", "csidrivers", ""},
    {"storage.k8s.io/v1", "CSINode", "csinodes", ""},
    {"storage.k8s.io/v1", "StorageClass", "storageclasses", "sc"},
    {"storage.k8s.io/v1", "VolumeAttachment", "volumeattachments", ""},
    {"gateway.networking.k8s.io/v1", "BackendTLSPolicy", "backendtlspolicies", "btlspolicy"},
    {"gateway.networking.k8s.io/v1alpha2", "TCPRoute", "tcproutes", ""},
    {"gateway.networking.k8s.io/v1", "TLSRoute", "tlsroutes", ""},
    {"gateway.networking.k8s.io/v1alpha2", "UDPRoute", "udproutes", ""},
};

static struct slice group_of(const char *group_version)
{
    struct slice text = slice_of(group_version);
    size_t slash = slice_find_byte(text, '/');
    return slash < text.length ? slice_part(text, 0, slash) : SLICE("");
}

static const char *title(struct arena *arena, const struct absent *row)
{
    return arena_format(arena, "%s (%s)", row->kind, row->group_version);
}

/* The word may be the plural, the kind (which is the singular, too) or the short name, in any case. */
static bool is_called(const struct absent *row, struct slice word)
{
    return slice_is_nocase(word, row->plural) || slice_is_nocase(word, row->kind) ||
           (row->short_names[0] && slice_is_nocase(word, row->short_names));
}

const char *kind_absent(struct arena *arena, const char *word)
{
    struct slice text = slice_of(word);
    size_t dot = slice_find_byte(text, '.');
    struct slice name = slice_part(text, 0, dot), rest = slice_part(text, dot + 1, text.length);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice group = group_of(rows[i].group_version);
        const char *whole = arena_copy(arena, group);
        bool fits = dot == text.length || (group.length && slice_ends(rest, whole));
        if (fits && is_called(&rows[i], name))
            return title(arena, &rows[i]);
    }
    return NULL;
}

const char *kind_absent_in(struct arena *arena, const char *api_version, const char *kind)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text_equal(rows[i].kind, kind) &&
            slice_equal(group_of(rows[i].group_version), group_of(api_version)))
            return title(arena, &rows[i]);
    }
    return NULL;
}

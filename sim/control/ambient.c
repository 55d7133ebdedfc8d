/* istio-cni's node agent: captures the pods that their namespace or they themselves ask for (E1 to E6). */
#include "control/delays.h"
#include "control/pods.h"
#include "control/rows.h"

#define REDIRECTION "ambient.istio.io/redirection"

/* Its pods are there. */
static bool installed(const struct draft *draft)
{
    return objects_get(draft, RESOURCE_DAEMON_SETS, "istio-system", "istio-cni-node") != NULL;
}

bool ambient_wanted(const struct draft *draft, const struct value *pod)
{
    const char *own = lookup_label(pod, "istio.io/dataplane-mode");
    const struct value *namespace = objects_get(draft, "namespaces", "", lookup_namespace(pod));
    if (!installed(draft) || value_truth(value_find(pod, "spec.hostNetwork")) || lookup_annotation(pod, "sidecar.istio.io/status") ||
        text_equal(lookup_namespace(pod), "kube-system"))
        return false;
    if (text_equal(own, "ambient"))
        return true;
    return text_equal(lookup_label(namespace, "istio.io/dataplane-mode"), "ambient") &&
           !text_equal(own, "none");
}

static bool running(const struct value *pod)
{
    return text_equal(value_find_text(pod, "status.phase"), "Running") && !pods_leaving(pod);
}

void ambient_enrol(struct draft *draft, const char *subject)
{
    struct arena *arena = draft->arena;
    const struct value *pod = pod_of_subject(draft, subject);
    if (!pod || !running(pod) || ambient_wanted(draft, pod) == (lookup_annotation(pod, REDIRECTION) != NULL))
        return;
    struct value *copy = value_edit(arena, pod);
    value_put_text(arena, value_open(arena, value_open(arena, copy, "metadata"), "annotations"), REDIRECTION,
                   ambient_wanted(draft, pod) ? "enabled" : NULL);
    objects_store(draft, "pods", copy);
}

static void consider(struct draft *draft, const struct value *pod)
{
    if (running(pod) && ambient_wanted(draft, pod) != (lookup_annotation(pod, REDIRECTION) != NULL))
        control_schedule(draft, "enrol", pod_subject(draft->arena, pod), DELAY_ENROL, true);
}

static void consider_all(struct draft *draft, const char *namespace)
{
    struct map_walk walk = objects_walk(draft, "pods", namespace);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        consider(draft, entry.item);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    if (text_equal(change->resource, "pods")) {
        if (change->after)
            consider(draft, change->after);
    } else if (text_equal(change->resource, "namespaces")) {
        consider_all(draft, change->name);
    } else if (text_equal(change->name, "istio-cni-node") && !change->before) {
        struct map_walk walk = objects_walk(draft, "namespaces", "");
        struct map_entry entry;
        while (map_walk_next(&walk, &entry))
            consider_all(draft, lookup_name(entry.item));
    }
}

const struct controller ambient_controller = {
    .name = "istio-cni",
    .watches = {{"pods", CHANGED_ANYTHING},
                {"namespaces", CHANGED_ANYTHING},
                {RESOURCE_DAEMON_SETS, CHANGED_EXISTENCE}},
    .reconcile = reconcile,
};

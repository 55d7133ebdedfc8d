/* Deployments, ReplicaSets and DaemonSets (k8s.io/kubectl/pkg/describe/describe.go). */
#include "tools/kubectl/describe.h"

static long long number_at(const struct value *object, const char *path, int64_t otherwise)
{
    return (long long)value_number(value_find(object, path), otherwise);
}

static const char *scalar(struct arena *arena, const struct value *value, const char *otherwise)
{
    if (value_is(value, VALUE_INTEGER))
        return arena_format(arena, "%lld", (long long)value_number(value, 0));
    return describe_or(value_string_of(value), otherwise);
}

static void add_conditions(struct describing *describing)
{
    const struct value *conditions = value_find(describing->object, "status.conditions");
    if (!value_count(conditions))
        return;
    describe_line(describing, 0, "Conditions:");
    describe_line(describing, 1, "Type\tStatus\tReason");
    describe_line(describing, 1, "----\t------\t------");
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        describe_line(describing, 1, "%s \t%s\t%s", value_find_text(condition, "type"),
                      value_find_text(condition, "status"), value_find_text(condition, "reason"));
    }
}

static const char *revision(const struct value *object)
{
    return value_string_of(
        value_get(value_find(object, "metadata.annotations"), "deployment.kubernetes.io/revision"));
}

/* "NAME (1/1 replicas created)" of the current ReplicaSet or of the old ones that still have pods. */
static const char *replica_sets(struct describing *describing, bool current)
{
    const struct value *object = describing->object;
    const struct kind *kind = kind_find("replicasets");
    struct api_reply reply = client_list(describing->kubectl, kind, object_namespace(object), NULL, NULL);
    const struct value *items = value_get(reply.object, "items");
    const char *text = "";
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *set = value_at(items, i);
        bool ours =
            value_equal(value_find(set, "metadata.ownerReferences.0.uid"), value_find(object, "metadata.uid"));
        bool newest = text_equal(revision(set), revision(object));
        if (!ours || newest != current)
            continue;
        text = arena_format(describing->arena, "%s%s%s (%lld/%lld replicas created)", text, text[0] ? ", " : "",
                            object_name(set), number_at(set, "status.replicas", 0),
                            number_at(set, "spec.replicas", 0));
    }
    return describe_or(text, "<none>");
}

void describe_deployment(struct describing *describing)
{
    const struct value *object = describing->object;
    const struct value *rolling = value_find(object, "spec.strategy.rollingUpdate");
    describe_line(describing, 0, "Name:\t%s", object_name(object));
    describe_line(describing, 0, "Namespace:\t%s", object_namespace(object));
    describe_line(describing, 0, "CreationTimestamp:\t%s",
                  describe_time(describing, value_find_text(object, "metadata.creationTimestamp")));
    describe_labels(describing, "Labels", value_find(object, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(object, "metadata.annotations"));
    describe_line(describing, 0, "Selector:\t%s",
                  describe_selector(describing, value_find(object, "spec.selector.matchLabels")));
    describe_line(describing, 0,
                  "Replicas:\t%lld desired | %lld updated | %lld total | %lld available | %lld unavailable",
                  number_at(object, "spec.replicas", 1), number_at(object, "status.updatedReplicas", 0),
                  number_at(object, "status.replicas", 0), number_at(object, "status.availableReplicas", 0),
                  number_at(object, "status.unavailableReplicas", 0));
    describe_line(describing, 0, "StrategyType:\t%s",
                  describe_or(value_find_text(object, "spec.strategy.type"), "RollingUpdate"));
    describe_line(describing, 0, "MinReadySeconds:\t%lld", number_at(object, "spec.minReadySeconds", 0));
    if (rolling)
        describe_line(describing, 0, "RollingUpdateStrategy:\t%s max unavailable, %s max surge",
                      scalar(describing->arena, value_get(rolling, "maxUnavailable"), "25%"),
                      scalar(describing->arena, value_get(rolling, "maxSurge"), "25%"));
    describe_pod_template(describing, value_find(object, "spec.template"));
    add_conditions(describing);
    describe_line(describing, 0, "OldReplicaSets:\t%s", replica_sets(describing, false));
    describe_line(describing, 0, "NewReplicaSet:\t%s", replica_sets(describing, true));
    describe_events(describing);
}

/* How many of the pods that the object owns are in each phase. */
static void add_pod_phases(struct describing *describing)
{
    static const char *const phases[] = {"Running", "Pending", "Succeeded", "Failed"};
    const struct value *object = describing->object;
    long long counts[4] = {0};
    struct api_reply reply =
        client_list(describing->kubectl, kind_find("pods"), object_namespace(object), NULL, NULL);
    const struct value *items = value_get(reply.object, "items");
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *pod = value_at(items, i);
        bool ours =
            value_equal(value_find(pod, "metadata.ownerReferences.0.uid"), value_find(object, "metadata.uid"));
        for (size_t j = 0; ours && j < 4; j++)
            counts[j] += text_equal(value_find_text(pod, "status.phase"), phases[j]);
    }
    describe_line(describing, 0, "Pods Status:\t%lld Running / %lld Waiting / %lld Succeeded / %lld Failed",
                  counts[0], counts[1], counts[2], counts[3]);
}

void describe_replica_set(struct describing *describing)
{
    const struct value *object = describing->object;
    describe_line(describing, 0, "Name:\t%s", object_name(object));
    describe_line(describing, 0, "Namespace:\t%s", object_namespace(object));
    describe_line(describing, 0, "Selector:\t%s",
                  describe_selector(describing, value_find(object, "spec.selector.matchLabels")));
    describe_labels(describing, "Labels", value_find(object, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(object, "metadata.annotations"));
    const char *controller = describe_controller(describing);
    if (controller)
        describe_line(describing, 0, "Controlled By:\t%s", controller);
    describe_line(describing, 0, "Replicas:\t%lld current / %lld desired",
                  number_at(object, "status.replicas", 0), number_at(object, "spec.replicas", 1));
    add_pod_phases(describing);
    describe_pod_template(describing, value_find(object, "spec.template"));
    add_conditions(describing);
    describe_events(describing);
}

void describe_daemon_set(struct describing *describing)
{
    const struct value *object = describing->object;
    describe_line(describing, 0, "Name:\t%s", object_name(object));
    describe_line(describing, 0, "Namespace:\t%s", object_namespace(object));
    describe_line(describing, 0, "Selector:\t%s",
                  describe_selector(describing, value_find(object, "spec.selector.matchLabels")));
    describe_line(describing, 0, "Node-Selector:\t%s",
                  describe_selector(describing, value_find(object, "spec.template.spec.nodeSelector")));
    describe_labels(describing, "Labels", value_find(object, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(object, "metadata.annotations"));
    describe_line(describing, 0, "Desired Number of Nodes Scheduled: %lld",
                  number_at(object, "status.desiredNumberScheduled", 0));
    describe_line(describing, 0, "Current Number of Nodes Scheduled: %lld",
                  number_at(object, "status.currentNumberScheduled", 0));
    describe_line(describing, 0, "Number of Nodes Scheduled with Up-to-date Pods: %lld",
                  number_at(object, "status.updatedNumberScheduled", 0));
    describe_line(describing, 0, "Number of Nodes Scheduled with Available Pods: %lld",
                  number_at(object, "status.numberAvailable", 0));
    describe_line(describing, 0, "Number of Nodes Misscheduled: %lld",
                  number_at(object, "status.numberMisscheduled", 0));
    add_pod_phases(describing);
    describe_pod_template(describing, value_find(object, "spec.template"));
    describe_events(describing);
}

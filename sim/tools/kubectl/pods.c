/* Which pod and which container: for exec, logs and whatever else works on a pod. */
#include "data/selector.h"
#include "tools/kubectl/kubectl.h"

const struct value *pods_of(struct kubectl *kubectl, const struct kind *kind, const char *name)
{
    struct arena *arena = kubectl->arena;
    struct api_reply reply = client_get(kubectl, kind, kubectl->namespace, name);
    if (api_failed(&reply)) {
        kubectl_fail_reply(kubectl, &reply, NULL);
        return NULL;
    }
    struct value *found = value_array(arena);
    const struct value *selector = value_find(reply.object, "spec.selector");
    bool service = text_equal(kind->plural, "services");
    if (!selector) {
        kubectl_fail(kubectl, "cannot attach to *%s: selector is empty", kind->kind);
        return NULL;
    }
    struct api_reply pods = client_list(kubectl, kind_find("pods"), kubectl->namespace, NULL, NULL);
    const struct value *items = value_get(pods.object, "items");
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *labels = value_find(value_at(items, i), "metadata.labels");
        bool matches =
            service ? selector_map_matches(selector, labels) : selector_object_matches(selector, labels);
        if (matches)
            value_append(arena, found, value_at(items, i));
    }
    return found;
}

static bool is_ready(const struct value *pod)
{
    const struct value *conditions = value_find(pod, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        if (value_says(value_get(condition, "type"), "Ready"))
            return value_says(value_get(condition, "status"), "True");
    }
    return false;
}

/* Which of two pods kubectl likes better (ActivePods): scheduled, running, ready. */
static int rank(const struct value *pod)
{
    int points = value_find_text(pod, "spec.nodeName")[0] ? 1 : 0;
    points += text_equal(value_find_text(pod, "status.phase"), "Running") ? 2 : 0;
    return points + (is_ready(pod) ? 4 : 0);
}

const struct value *pods_find(struct kubectl *kubectl, const char *word)
{
    const struct kind *kind;
    const char *name;
    if (!resources_split(kubectl, word, "pods", &kind, &name))
        return NULL;
    if (text_equal(kind->plural, "pods")) {
        struct api_reply reply = client_get(kubectl, kind, kubectl->namespace, name);
        if (!api_failed(&reply))
            return reply.object;
        kubectl_fail_reply(kubectl, &reply, NULL);
        return NULL;
    }
    const struct value *pods = pods_of(kubectl, kind, name);
    if (!pods)
        return NULL;
    const struct value *best = NULL;
    for (size_t i = 0; i < value_count(pods); i++) {
        if (!best || rank(value_at(pods, i)) > rank(best))
            best = value_at(pods, i);
    }
    if (!best)
        kubectl_fail(kubectl, "timed out waiting for the condition");
    return best;
}

/* The lists of spec and status, and what kubectl says of the containers in them. */
static const struct {
    const char *spec, *status, *remark;
} lists[] = {{"initContainers", "initContainerStatuses", " (init)"},
             {"containers", "containerStatuses", ""},
             {"ephemeralContainers", "ephemeralContainerStatuses", " (ephem)"}};
enum { LISTS = sizeof lists / sizeof *lists };

static const struct value *named(const struct value *list, const char *name)
{
    for (size_t i = 0; i < value_count(list); i++) {
        if (value_says(value_get(value_at(list, i), "name"), name))
            return value_at(list, i);
    }
    return NULL;
}

bool pods_has_container(const struct value *pod, const char *container)
{
    const struct value *spec = value_get(pod, "spec"), *found = NULL;
    for (size_t i = 0; i < LISTS && !found; i++)
        found = named(value_get(spec, lists[i].spec), container);
    return found;
}

static size_t count_containers(const struct value *pod)
{
    const struct value *spec = value_get(pod, "spec");
    size_t count = 0;
    for (size_t i = 0; i < LISTS; i++)
        count += value_count(value_get(spec, lists[i].spec));
    return count;
}

static const char *all_containers(struct arena *arena, const struct value *pod)
{
    /* kubectl names the containers first, then the ephemeral and init ones. */
    static const size_t order[LISTS] = {1, 2, 0};
    const struct value *spec = value_get(pod, "spec");
    const char *names = "";
    for (size_t i = 0; i < LISTS; i++) {
        const struct value *list = value_get(spec, lists[order[i]].spec);
        for (size_t j = 0; j < value_count(list); j++)
            names = arena_format(arena, "%s%s%s%s", names, *names ? ", " : "",
                                 value_find_text(value_at(list, j), "name"), lists[order[i]].remark);
    }
    return names;
}

const char *pods_default_container(struct kubectl *kubectl, const struct value *pod, bool quiet)
{
    const char *asked = flags_text(&kubectl->flags, "container", "");
    if (asked[0])
        return asked;
    const struct value *annotations = value_find(pod, "metadata.annotations");
    const char *preferred = value_string_of(value_get(annotations, "kubectl.kubernetes.io/default-container"));
    if (preferred[0] && pods_has_container(pod, preferred))
        return preferred;
    const struct value *containers = value_find(pod, "spec.containers");
    const char *first = value_string_of(value_get(value_at(containers, 0), "name"));
    if (!quiet && count_containers(pod) > 1)
        process_complain(kubectl->process, "Defaulted container \"%s\" out of: %s\n", first,
                         all_containers(kubectl->arena, pod));
    return first;
}

const struct value *pods_container_status(const struct value *pod, const char *container)
{
    const struct value *status = value_get(pod, "status"), *found = NULL;
    for (size_t i = 0; i < LISTS && !found; i++)
        found = named(value_get(status, lists[i].status), container);
    return found;
}

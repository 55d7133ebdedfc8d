/* What comes last: hashes behind the names of what was generated, and the names that other objects use for what
 * was renamed. Which fields hold names is kustomize's default configuration (nameReference); kinds of CRDs are
 * not in it. */
#include "data/json.h"
#include "tools/digest.h"
#include "tools/kustomize/inside.h"

enum { HASH_LENGTH = 10 };

/* SHA-256 of the object without its metadata, with letters that make no words (kyaml/resid, api/hasher). */
static const char *hash_of(struct arena *arena, const struct value *object)
{
    struct value *hashed = value_object(arena);
    bool secret = text_equal(value_find_text(object, "kind"), "Secret");
    const struct value *data = value_get(object, "data");
    value_put(arena, hashed, "kind", value_get(object, "kind"));
    value_put_text(arena, hashed, "name", "");
    value_put(arena, hashed, "data", data ? data : secret ? value_object(arena) : value_text(arena, ""));
    if (secret)
        value_put(arena, hashed, "type", value_get(object, "type"));
    char *hash = digest_sha256(arena, slice_of(json_text(arena, hashed)));
    hash[HASH_LENGTH] = '\0';
    for (char *c = hash; *c; c++)
        *c = *c == '0' ? 'g' : *c == '1' ? 'h' : *c == '3' ? 'k' : *c == 'a' ? 'm' : *c == 'e' ? 't' : *c;
    return hash;
}

void names_hash(struct kustomize *kustomize, struct items *items)
{
    struct arena *arena = kustomize->arena;
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = items->list[i];
        if (!item->object || !item->hashed)
            continue;
        item_remember(arena, item);
        item->object = value_with(arena, item->object, "metadata.name",
                                  value_format(arena, "%s-%s", item_name(item), hash_of(arena, item->object)));
    }
}

/* --- references --- */

/* Of a pod's spec, wherever that is. */
static const struct {
    const char *kind, *path;
} pod_references[] = {
    {"ConfigMap", "/volumes[]/configMap/name"},
    {"ConfigMap", "/containers[]/env[]/valueFrom/configMapKeyRef/name"},
    {"ConfigMap", "/initContainers[]/env[]/valueFrom/configMapKeyRef/name"},
    {"ConfigMap", "/containers[]/envFrom[]/configMapRef/name"},
    {"ConfigMap", "/initContainers[]/envFrom[]/configMapRef/name"},
    {"ConfigMap", "/volumes[]/projected/sources[]/configMap/name"},
    {"Secret", "/volumes[]/secret/secretName"},
    {"Secret", "/containers[]/env[]/valueFrom/secretKeyRef/name"},
    {"Secret", "/initContainers[]/env[]/valueFrom/secretKeyRef/name"},
    {"Secret", "/containers[]/envFrom[]/secretRef/name"},
    {"Secret", "/initContainers[]/envFrom[]/secretRef/name"},
    {"Secret", "/imagePullSecrets[]/name"},
    {"Secret", "/volumes[]/projected/sources[]/secret/name"},
    {"ServiceAccount", "/serviceAccountName"},
    {"PersistentVolumeClaim", "/volumes[]/persistentVolumeClaim/claimName"},
    {"PriorityClass", "/priorityClassName"},
};
static const struct {
    const char *kinds, *spec;
} pods[] = {
    {"Pod", "spec"},
    {"Deployment ReplicaSet DaemonSet StatefulSet Job ReplicationController", "spec/template/spec"},
    {"CronJob", "spec/jobTemplate/spec/template/spec"},
};
/* Where a path ends at an object, or at a list of them, their name and namespace are both those of what they
 * mean. */
static const struct {
    const char *referrers, *kind, *path;
} references[] = {
    {"HorizontalPodAutoscaler", "Deployment", "spec/scaleTargetRef/name"},
    {"HorizontalPodAutoscaler", "ReplicationController", "spec/scaleTargetRef/name"},
    {"HorizontalPodAutoscaler", "ReplicaSet", "spec/scaleTargetRef/name"},
    {"HorizontalPodAutoscaler", "StatefulSet", "spec/scaleTargetRef/name"},
    {"StatefulSet", "Service", "spec/serviceName"},
    {"StatefulSet", "StorageClass", "spec/volumeClaimTemplates[]/spec/storageClassName"},
    {"ServiceAccount", "Secret", "imagePullSecrets[]/name"},
    {"Ingress", "Service", "spec/rules[]/http/paths[]/backend/service/name"},
    {"Ingress", "Service", "spec/rules[]/http/paths[]/backend/serviceName"},
    {"Ingress", "Service", "spec/defaultBackend/service/name"},
    {"Ingress", "Service", "spec/backend/serviceName"},
    {"Ingress", "Secret", "spec/tls[]/secretName"},
    {"APIService", "Service", "spec/service/name"},
    {"ValidatingWebhookConfiguration MutatingWebhookConfiguration", "Service",
     "webhooks[]/clientConfig/service"},
    {"Role ClusterRole", "ConfigMap", "rules[]/resourceNames"},
    {"Role ClusterRole", "Secret", "rules[]/resourceNames"},
    {"ClusterRole", "PersistentVolume", "rules[]/resourceNames"},
    {"RoleBinding", "Role", "roleRef/name"},
    {"RoleBinding ClusterRoleBinding", "ClusterRole", "roleRef/name"},
    {"RoleBinding ClusterRoleBinding", "ServiceAccount", "subjects"},
    {"PersistentVolumeClaim", "PersistentVolume", "spec/volumeName"},
    {"PersistentVolume PersistentVolumeClaim", "StorageClass", "spec/storageClassName"},
    {"ValidatingAdmissionPolicyBinding", "ValidatingAdmissionPolicy", "spec/policyName"},
};

struct reference {
    struct kustomize *kustomize;
    const struct items *items;
    const struct item *referrer;
    const char *kind, *path;
};

/* Is [item] one that was called [name]? What was never renamed is nobody's new name. */
static bool was_called(const struct item *item, const char *kind, const char *name)
{
    for (const struct earlier *one = item->earlier; one; one = one->before)
        if (text_equal(one->kind, kind) && text_equal(one->name, name))
            return true;
    return false;
}

/* A binding's subjects may be in other namespaces than the binding. */
static bool is_subject_scope(const struct item *referrer, const char *scope)
{
    const struct value *subjects = value_get(referrer->object, "subjects");
    for (size_t i = 0; i < value_count(subjects); i++)
        if (value_says(value_get(value_at(subjects, i), "namespace"), scope))
            return true;
    return false;
}

static bool in_reach(const struct reference *reference, const struct item *item)
{
    const char *from = item_scope(reference->referrer), *to = item_scope(item);
    return text_equal(from, NO_SCOPE) || text_equal(to, NO_SCOPE) || text_equal(from, to) ||
           (item_is(item, "ServiceAccount") && is_subject_scope(reference->referrer, to));
}

/* A binding names the kind of its role beside it. */
static bool is_role_meant(const struct reference *reference)
{
    return !text_equal(reference->path, "roleRef/name") ||
           text_equal(value_find_text(reference->referrer->object, "roleRef.kind"), reference->kind);
}

/* The item that [name] means; [namespace]: that beside the name, "" for none. NULL: none, and it stays. */
static const struct item *referred(const struct reference *reference, const char *name, const char *namespace)
{
    const struct item *found = NULL;
    if (!name[0] || !is_role_meant(reference))
        return NULL;
    for (size_t i = 0; i < reference->items->count; i++) {
        const struct item *item = reference->items->list[i];
        if (!item->object || !was_called(item, reference->kind, name) || !in_reach(reference, item) ||
            (namespace[0] && !item_was(item, NULL, NULL, namespace)))
            continue;
        if (found && (!text_equal(item_name(found), item_name(item)) ||
                      !text_equal(item_scope(found), item_scope(item))))
            kustomize_unsimulated(reference->kustomize,
                                  arena_format(reference->kustomize->arena,
                                               "kustomize: which of several that were called %s %s is meant",
                                               reference->kind, name));
        found = item;
    }
    return found;
}

static const struct value *refer(struct arena *arena, const struct value *value, void *context)
{
    const struct reference *reference = context;
    if (value_is(value, VALUE_ARRAY)) {
        struct value *list = value_array(arena);
        for (size_t i = 0; i < value_count(value); i++)
            value_append(arena, list, refer(arena, value_at(value, i), context));
        return list;
    }
    if (value_is(value, VALUE_OBJECT)) {
        const struct item *item =
            referred(reference, value_find_text(value, "name"), value_find_text(value, "namespace"));
        if (!item)
            return value;
        const struct value *namespace = value_find(item->object, "metadata.namespace");
        value = value_with(arena, value, "name", value_find(item->object, "metadata.name"));
        return namespace ? value_with(arena, value, "namespace", namespace) : value;
    }
    const struct item *item = referred(reference, value_string_of(value), "");
    return item ? value_find(item->object, "metadata.name") : value;
}

static void refer_at(struct kustomize *kustomize, struct items *items, struct item *item, const char *kind,
                     const char *path)
{
    struct reference reference = {kustomize, items, item, kind, path};
    item->object = fields_edit(kustomize->arena, item->object, path, false, refer, &reference);
}

void names_refer(struct kustomize *kustomize, struct items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = items->list[i];
        for (size_t j = 0; item->object && j < sizeof pods / sizeof *pods; j++)
            for (size_t k = 0;
                 item_is(item, pods[j].kinds) && k < sizeof pod_references / sizeof *pod_references; k++)
                refer_at(kustomize, items, item, pod_references[k].kind,
                         arena_format(kustomize->arena, "%s%s", pods[j].spec, pod_references[k].path));
        for (size_t j = 0; item->object && j < sizeof references / sizeof *references; j++)
            if (item_is(item, references[j].referrers))
                refer_at(kustomize, items, item, references[j].kind, references[j].path);
    }
}

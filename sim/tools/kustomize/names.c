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

/* Of the pod's spec; "/" stands for where that is. */
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
};
static const struct {
    const char *kinds, *spec;
} pods[] = {
    {"Pod", "spec"},
    {"Deployment ReplicaSet DaemonSet StatefulSet Job ReplicationController", "spec/template/spec"},
    {"CronJob", "spec/jobTemplate/spec/template/spec"},
};
static const struct {
    const char *referrers, *kind, *path;
} references[] = {
    {"StatefulSet", "Service", "spec/serviceName"},
    {"ServiceAccount", "Secret", "imagePullSecrets[]/name"},
    {"ServiceAccount", "Secret", "secrets[]/name"},
    {"Ingress", "Service", "spec/rules[]/http/paths[]/backend/service/name"},
    {"Ingress", "Service", "spec/defaultBackend/service/name"},
};

struct reference {
    struct items *items;
    const struct item *referrer;
    const char *kind;
};

static const struct value *refer(struct arena *arena, const struct value *value, void *context)
{
    const struct reference *reference = context;
    const char *name = value_string_of(value), *namespace = item_namespace(reference->referrer);
    const struct item *found = NULL;
    for (size_t i = 0; name[0] && i < reference->items->count; i++) {
        const struct item *item = reference->items->list[i];
        if (!item->object || !text_equal(item_kind(item), reference->kind) ||
            !item_was(item, NULL, name, NULL) || !text_equal(item_namespace(item), namespace))
            continue;
        if (found)
            return value; /* nobody knows which of them is meant */
        found = item;
    }
    return found && !text_equal(item_name(found), name) ? value_text(arena, item_name(found)) : value;
}

static void refer_at(struct kustomize *kustomize, struct items *items, struct item *item, const char *kind,
                     const char *path)
{
    struct reference reference = {items, item, kind};
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

#include "base/sort.h"
#include "tools/kustomize/inside.h"

static const char *const first_kinds[] = {
    "Namespace",
    "ResourceQuota",
    "StorageClass",
    "CustomResourceDefinition",
    "ServiceAccount",
    "PodSecurityPolicy",
    "Role",
    "ClusterRole",
    "RoleBinding",
    "ClusterRoleBinding",
    "ConfigMap",
    "Secret",
    "Endpoints",
    "Service",
    "LimitRange",
    "PriorityClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Deployment",
    "StatefulSet",
    "CronJob",
    "PodDisruptionBudget",
};
static const char *const last_kinds[] = {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"};

enum { FIRST = sizeof first_kinds / sizeof *first_kinds, LAST = sizeof last_kinds / sizeof *last_kinds };

const char *item_kind(const struct item *item)
{
    return value_find_text(item->object, "kind");
}

const char *item_name(const struct item *item)
{
    return value_find_text(item->object, "metadata.name");
}

const char *item_namespace(const struct item *item)
{
    return value_find_text(item->object, "metadata.namespace");
}

static bool among(const char *kinds, const char *wanted)
{
    struct slice rest = slice_of(kinds), kind;
    while (slice_next(&rest, ' ', &kind))
        if (slice_is(kind, wanted))
            return true;
    return false;
}

bool item_is(const struct item *item, const char *kinds)
{
    return among(kinds, item_kind(item));
}

const char *object_scope(const struct value *object)
{
    static const char cluster[] =
        "Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass "
        "PriorityClass APIService MutatingWebhookConfiguration ValidatingWebhookConfiguration IngressClass "
        "RuntimeClass CSIDriver CSINode VolumeAttachment FlowSchema PriorityLevelConfiguration "
        "CertificateSigningRequest ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding";
    const char *namespace = value_find_text(object, "metadata.namespace");
    if (among(cluster, value_find_text(object, "kind")))
        return NO_SCOPE;
    return namespace[0] ? namespace : "default";
}

const char *item_scope(const struct item *item)
{
    return object_scope(item->object);
}

const char *item_id(struct arena *arena, const struct value *object)
{
    struct slice version = slice_of(value_find_text(object, "apiVersion")), group = {0};
    if (slice_find_byte(version, '/') < version.length)
        slice_next(&version, '/', &group);
    const char *namespace = value_find_text(object, "metadata.namespace");
    return arena_format(arena, "%s.%.*s.%.*s/%s.%s", value_find_text(object, "kind"), (int)version.length,
                        version.data, group.length ? (int)group.length : 7,
                        group.length ? group.data : "[noGrp]", value_find_text(object, "metadata.name"),
                        namespace[0] ? namespace : "[noNs]");
}

static bool same(const char *wanted, const char *text)
{
    return !wanted || text_equal(wanted, text);
}

bool item_was(const struct item *item, const char *kind, const char *name, const char *scope)
{
    if (same(kind, item_kind(item)) && same(name, item_name(item)) && same(scope, item_scope(item)))
        return true;
    for (const struct earlier *one = item->earlier; one; one = one->before)
        if (same(kind, one->kind) && same(name, one->name) && same(scope, one->scope))
            return true;
    return false;
}

void item_remember(struct arena *arena, struct item *item)
{
    struct earlier *earlier = arena_allocate(arena, sizeof *earlier);
    *earlier = (struct earlier){item->earlier, item_kind(item), item_name(item), item_scope(item)};
    item->earlier = earlier;
}

static void push(struct arena *arena, struct items *items, struct item *item)
{
    if (items->count == items->capacity) {
        size_t capacity = items->capacity ? items->capacity * 2 : 16;
        struct item **list = arena_allocate(arena, capacity * sizeof(struct item *));
        for (size_t i = 0; i < items->count; i++)
            list[i] = items->list[i];
        items->list = list;
        items->capacity = capacity;
    }
    items->list[items->count++] = item;
}

static uint64_t name_hash(struct item *item)
{
    if (item->named != item->object) {
        item->name_hash = hash_bytes(slice_of(item_name(item))).low;
        item->named = item->object;
    }
    return item->name_hash;
}

bool item_is_twin(struct item *one, struct item *other)
{
    return name_hash(one) == name_hash(other) && text_equal(item_name(one), item_name(other)) && text_equal(item_kind(one), item_kind(other)) &&
           text_equal(item_scope(one), item_scope(other)) &&
           text_equal(value_find_text(one->object, "apiVersion"), value_find_text(other->object, "apiVersion"));
}

bool items_append(struct arena *arena, struct items *items, struct item *item, const char **id)
{
    *id = item_id(arena, item->object);
    for (size_t i = 0; i < items->count; i++)
        if (item_is_twin(items->list[i], item))
            return false;
    push(arena, items, item);
    return true;
}

struct item *items_add(struct arena *arena, struct items *items, const struct value *object)
{
    struct item *item = arena_allocate(arena, sizeof *item);
    item->object = object;
    push(arena, items, item);
    return item;
}

static int place_of(const char *kind)
{
    for (int i = 0; i < FIRST; i++)
        if (text_equal(first_kinds[i], kind))
            return i - FIRST;
    for (int i = 0; i < LAST; i++)
        if (text_equal(last_kinds[i], kind))
            return i + 1;
    return 0;
}

static const char *otherwise(const char *text, const char *nothing)
{
    return text[0] ? text : nothing;
}

static int compare_text(const char *a, const char *b)
{
    return slice_compare(slice_of(a), slice_of(b));
}

/* The group behind all letters when there is none: "~G" in kustomize's legacy order. */
static int compare_versions(const struct value *a, const struct value *b)
{
    struct slice texts[2], groups[2] = {{0}};
    for (int i = 0; i < 2; i++) {
        texts[i] = slice_of(value_find_text(i ? b : a, "apiVersion"));
        groups[i] = SLICE("~G");
        if (slice_find_byte(texts[i], '/') < texts[i].length)
            slice_next(&texts[i], '/', &groups[i]);
    }
    int order = slice_compare(groups[0], groups[1]);
    return order ? order : slice_compare(texts[0], texts[1]);
}

static int compare(const void *a, const void *b, void *context)
{
    const struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;
    (void)context;
    int order = place_of(item_kind(x)) - place_of(item_kind(y));
    if (!order)
        order = compare_versions(x->object, y->object);
    if (!order)
        order = compare_text(item_kind(x), item_kind(y));
    if (!order)
        order = compare_text(otherwise(item_namespace(x), "~X"), otherwise(item_namespace(y), "~X"));
    return order ? order : compare_text(item_name(x), item_name(y));
}

void items_sort(struct items *items)
{
    size_t count = 0;
    for (size_t i = 0; i < items->count; i++)
        if (items->list[i]->object)
            items->list[count++] = items->list[i];
    items->count = count;
    sort_stable(items->list, items->count, sizeof(struct item *), compare, NULL);
}

/* namespace, namePrefix, nameSuffix, labels, commonLabels, commonAnnotations, replicas, images. Which fields
 * they touch is kustomize's default configuration (api/internal/konfig/builtinpluginconsts). */
#include "base/buffer.h"
#include "data/json.h"
#include "data/regular.h"
#include "data/yaml.h"
#include "tools/kustomize/inside.h"

#define INTERNAL "internal.config.kubernetes.io/"

/* The item as kustomize shows it there: with what it keeps of it in annotations, as its earlier names. */
static const char *shown(struct arena *arena, const struct item *item)
{
    const char *kinds = "", *names = "", *scopes = "";
    if (!item->earlier && !item->generated)
        return json_text(arena, item->object);
    for (const struct earlier *one = item->earlier; one; one = one->before) {
        const char *comma = names[0] ? "," : "";
        kinds = arena_format(arena, "%s%s%s", one->kind, comma, kinds);
        names = arena_format(arena, "%s%s%s", one->name, comma, names);
        scopes = arena_format(arena, "%s%s%s", one->scope, comma, scopes);
    }
    struct value *annotations = object_edit(arena, value_find(item->object, "metadata.annotations"));
    value_put_text(arena, annotations, INTERNAL "previousKinds", item->earlier ? kinds : NULL);
    value_put_text(arena, annotations, INTERNAL "previousNames", item->earlier ? names : NULL);
    value_put_text(arena, annotations, INTERNAL "previousNamespaces", item->earlier ? scopes : NULL);
    value_put_text(arena, annotations, INTERNAL "generatorBehavior", item->generated ? "unspecified" : NULL);
    value_put_text(arena, annotations, INTERNAL "needsHashSuffix", item->hashed ? "enabled" : NULL);
    value_put_text(arena, annotations, INTERNAL "prefixes", item->prefixes);
    value_put_text(arena, annotations, INTERNAL "suffixes", item->suffixes);
    return json_text(arena, value_with(arena, item->object, "metadata.annotations", annotations));
}

/* Fails when [item], whose namespace was set just now, is what another one is already. */
static void refuse_twin(struct kustomize *kustomize, const struct items *items, struct item *item)
{
    struct arena *arena = kustomize->arena;
    const char *twins = "";
    size_t count = 0;
    for (size_t i = 0; i < items->count; i++)
        if (items->list[i]->object && item_is_twin(item, items->list[i]))
            twins = arena_format(arena, "%s%s%s", twins, count++ ? " " : "", shown(arena, items->list[i]));
    if (count > 1)
        kustomize_fail(kustomize, "namespace transformation produces ID conflict: [%s]", twins);
}

/* Of subjects called default, the service account that pods have by itself. */
static const struct value *move_default_subjects(struct arena *arena, const struct value *subjects,
                                                 void *context)
{
    struct value *result = value_array(arena);
    for (size_t i = 0; i < value_count(subjects); i++) {
        const struct value *subject = value_at(subjects, i);
        bool moves = value_says(value_get(subject, "name"), "default");
        value_append(arena, result, moves ? value_with(arena, subject, "namespace", context) : subject);
    }
    return value_is(subjects, VALUE_ARRAY) ? result : subjects;
}

static const struct value *put_value(struct arena *arena, const struct value *value, void *context)
{
    (void)arena;
    (void)value;
    return context;
}

void transform_namespace(struct kustomize *kustomize, struct items *items, const struct value *value)
{
    const char *namespace = value_string_of(value);
    for (size_t i = 0; namespace[0] && i < items->count && !kustomize_failed(kustomize); i++) {
        struct item *item = items->list[i];
        if (!item->object)
            continue;
        item_remember(kustomize->arena, item);
        if (item_is(item, "Namespace"))
            item->object = value_with(kustomize->arena, item->object, "metadata.name", value);
        else if (!text_equal(item_scope(item), NO_SCOPE))
            item->object = value_with(kustomize->arena, item->object, "metadata.namespace", value);
        if (item_is(item, "RoleBinding ClusterRoleBinding"))
            item->object = fields_edit(kustomize->arena, item->object, "subjects", false, move_default_subjects,
                                       (void *)value);
        if (item_is(item, "APIService"))
            item->object = fields_edit(kustomize->arena, item->object, "spec/service/namespace", false,
                                       put_value, (void *)value);
        if (item_is(item, "CustomResourceDefinition"))
            item->object = fields_edit(kustomize->arena, item->object,
                                       "spec/conversion/webhook/clientConfig/service/namespace", false,
                                       put_value, (void *)value);
        refuse_twin(kustomize, items, item);
    }
}

static void note_affix(struct arena *arena, const char **noted, const char *affix)
{
    if (affix[0])
        *noted = *noted ? arena_format(arena, "%s,%s", *noted, affix) : affix;
}

void transform_affix(struct kustomize *kustomize, struct items *items, const struct value *prefix,
                     const struct value *suffix)
{
    const char *before = value_string_of(prefix), *after = value_string_of(suffix);
    for (size_t i = 0; (before[0] || after[0]) && i < items->count; i++) {
        struct item *item = items->list[i];
        if (!item->object || item_is(item, "Namespace CustomResourceDefinition APIService"))
            continue;
        item_remember(kustomize->arena, item);
        note_affix(kustomize->arena, &item->prefixes, before);
        note_affix(kustomize->arena, &item->suffixes, after);
        item->object = value_with(kustomize->arena, item->object, "metadata.name",
                                  value_format(kustomize->arena, "%s%s%s", before, item_name(item), after));
    }
}

/* --- labels and annotations --- */

struct place {
    const char *kinds; /* NULL: all */
    const char *path;
    bool create;
};

#define POD_TEMPLATES "ReplicationController Deployment ReplicaSet DaemonSet StatefulSet Job"
#define AFFINITY(kind, which)                                                                                  \
    {kind,                                                                                                     \
     "spec/template/spec/affinity/" which                                                                      \
     "/preferredDuringSchedulingIgnoredDuringExecution[]/podAffinityTerm/"                                     \
     "labelSelector/matchLabels",                                                                              \
     false},                                                                                                   \
    {                                                                                                          \
        kind,                                                                                                  \
            "spec/template/spec/affinity/" which                                                               \
            "/requiredDuringSchedulingIgnoredDuringExecution[]/labelSelector/"                                 \
            "matchLabels",                                                                                     \
            false                                                                                              \
    }

static const struct place metadata_labels[] = {{NULL, "metadata/labels", true}};
static const struct place template_labels[] = {
    {POD_TEMPLATES, "spec/template/metadata/labels", true},
    {"CronJob", "spec/jobTemplate/metadata/labels", true},
    {"CronJob", "spec/jobTemplate/spec/template/metadata/labels", true},
    {"StatefulSet", "spec/volumeClaimTemplates[]/metadata/labels", true},
};
static const struct place selectors[] = {
    {"Service ReplicationController", "spec/selector", true},
    {"Deployment ReplicaSet DaemonSet StatefulSet", "spec/selector/matchLabels", true},
    {"Job PodDisruptionBudget", "spec/selector/matchLabels", false},
    {"CronJob", "spec/jobTemplate/spec/selector/matchLabels", false},
    AFFINITY("Deployment StatefulSet", "podAffinity"),
    AFFINITY("Deployment StatefulSet", "podAntiAffinity"),
    {"Deployment StatefulSet", "spec/template/spec/topologySpreadConstraints[]/labelSelector/matchLabels",
     false},
    {"NetworkPolicy", "spec/podSelector/matchLabels", false},
    {"NetworkPolicy", "spec/ingress[]/from[]/podSelector/matchLabels", false},
    {"NetworkPolicy", "spec/egress[]/to[]/podSelector/matchLabels", false},
};
static const struct place annotations[] = {
    {NULL, "metadata/annotations", true},
    {POD_TEMPLATES, "spec/template/metadata/annotations", true},
    {"CronJob", "spec/jobTemplate/metadata/annotations", true},
    {"CronJob", "spec/jobTemplate/spec/template/metadata/annotations", true},
};

#define COUNT(places) (sizeof(places) / sizeof *(places))

/* Where pairs are being added: named when what stands there can take none. */
struct adding {
    struct kustomize *kustomize;
    const struct item *item;
    const struct value *pairs;
    const char *path;
};

static const struct value *add_pairs(struct arena *arena, const struct value *value, void *context)
{
    const struct adding *adding = context;
    if (value && !value_is(value, VALUE_OBJECT) && !value_is(value, VALUE_NULL)) {
        struct buffer out = {0};
        yaml_write(&out, value);
        kustomize_fail(adding->kustomize,
                       "considering field '%s' of object %s: wrong node kind: expected MappingNode but got "
                       "%s: node contents:\n%s",
                       adding->path, item_id(arena, adding->item->object),
                       value_is(value, VALUE_ARRAY) ? "SequenceNode" : "ScalarNode", buffer_text(&out));
        buffer_release(&out);
        return value;
    }
    struct value *result = object_edit(arena, value);
    for (size_t i = 0; i < value_count(adding->pairs); i++)
        value_put_text(arena, result, value_key_at(adding->pairs, i),
                       value_string_of(value_member_at(adding->pairs, i)));
    return result;
}

static void add_at(struct kustomize *kustomize, struct items *items, const struct value *pairs,
                   const struct place *places, size_t count)
{
    for (size_t i = 0; value_count(pairs) && i < items->count && !kustomize_failed(kustomize); i++)
        for (size_t j = 0; j < count; j++) {
            struct item *item = items->list[i];
            struct adding adding = {kustomize, item, pairs, places[j].path};
            if (item->object && (!places[j].kinds || item_is(item, places[j].kinds)))
                item->object = fields_edit(kustomize->arena, item->object, places[j].path, places[j].create,
                                           add_pairs, &adding);
        }
}

static void add_own_places(struct kustomize *kustomize, struct items *items, const struct value *pairs,
                           const struct value *fields)
{
    for (size_t i = 0; i < value_count(fields); i++) {
        const struct value *field = value_at(fields, i);
        const char *kind = value_find_text(field, "kind");
        struct place place = {kind[0] ? kind : NULL, value_find_text(field, "path"),
                              value_truth(value_get(field, "create"))};
        add_at(kustomize, items, pairs, &place, 1);
    }
}

void transform_labels(struct kustomize *kustomize, struct items *items, const struct value *common,
                      const struct value *labels)
{
    for (size_t i = 0; i < value_count(labels) + 1; i++) {
        const struct value *entry = i ? value_at(labels, i - 1) : NULL;
        const struct value *pairs = i ? value_get(entry, "pairs") : common;
        bool selects = !i || value_truth(value_get(entry, "includeSelectors"));
        add_at(kustomize, items, pairs, metadata_labels, COUNT(metadata_labels));
        if (selects)
            add_at(kustomize, items, pairs, selectors, COUNT(selectors));
        if (selects || value_truth(value_get(entry, "includeTemplates")))
            add_at(kustomize, items, pairs, template_labels, COUNT(template_labels));
        add_own_places(kustomize, items, pairs, value_get(entry, "fields"));
    }
}

void transform_annotations(struct kustomize *kustomize, struct items *items, const struct value *value)
{
    add_at(kustomize, items, value, annotations, COUNT(annotations));
}

/* --- replicas --- */

void transform_replicas(struct kustomize *kustomize, struct items *items, const struct value *value)
{
    for (size_t i = 0; i < value_count(value); i++) {
        const char *name = value_find_text(value_at(value, i), "name");
        const struct value *count = value_get(value_at(value, i), "count");
        bool found = false;
        for (size_t j = 0; j < items->count; j++) {
            struct item *item = items->list[j];
            if (!item->object || !item_is(item, "Deployment StatefulSet ReplicaSet ReplicationController") ||
                !item_was(item, NULL, name, NULL))
                continue;
            found = true;
            item->object = fields_edit(kustomize->arena, item->object, "spec/replicas", true, put_value,
                                       count ? (void *)count : value_integer(kustomize->arena, 0));
        }
        if (!found)
            kustomize_fail(kustomize,
                           "resource with name %s does not match a config with the following GVK "
                           "[Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] "
                           "ReplicationController.[noVer].[noGrp]]",
                           name);
    }
}

/* --- images --- */

/* "[HOST:PORT/]NAME[:TAG][@DIGEST]" into its name, its tag with the colon, its digest with the at. */
static void split_image(struct slice image, struct slice *name, struct slice *tag, struct slice *digest)
{
    size_t at = slice_find_byte(image, '@');
    *digest = slice_part(image, at, image.length);
    *name = slice_part(image, 0, at);
    size_t colon = name->length;
    for (size_t i = name->length; i > 0 && name->data[i - 1] != '/'; i--)
        if (name->data[i - 1] == ':')
            colon = i - 1;
    *tag = slice_part(*name, colon, name->length);
    *name = slice_part(*name, 0, colon);
}

/* One entry of images: its name is a pattern, whatever people take it for. */
struct image_rule {
    const struct value *entry;
    const struct regular *pattern;
};

static const struct value *changed_image(struct arena *arena, const struct value *image,
                                         const struct image_rule *rule)
{
    struct slice name, tag, digest;
    if (!regular_matches(rule->pattern, value_slice(image)))
        return image;
    split_image(value_slice(image), &name, &tag, &digest);
    const char *new_name = value_find_text(rule->entry, "newName"),
               *new_tag = value_find_text(rule->entry, "newTag");
    const char *new_digest = value_find_text(rule->entry, "digest");
    struct buffer out = {0};
    buffer_add(&out, new_name[0] ? slice_of(new_name) : name);
    if (new_tag[0])
        buffer_format(&out, ":%s", new_tag);
    if (new_digest[0])
        buffer_format(&out, "@%s", new_digest);
    if (!new_tag[0] && !new_digest[0]) {
        buffer_add(&out, tag);
        buffer_add(&out, digest);
    }
    const struct value *result = value_string(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

/* In every list called containers or initContainers, however deep. */
static const struct value *change_images(struct arena *arena, const struct value *value,
                                         const struct image_rule *rule, bool containers)
{
    if (!value_is(value, VALUE_OBJECT) && !value_is(value, VALUE_ARRAY))
        return value;
    struct value *result = value_is(value, VALUE_ARRAY) ? value_array(arena) : value_edit(arena, value);
    for (size_t i = 0; i < value_count(value); i++) {
        if (value_is(value, VALUE_ARRAY)) {
            const struct value *element = value_at(value, i), *image = value_get(element, "image");
            if (containers && value_is(image, VALUE_STRING))
                element = value_with(arena, element, "image", changed_image(arena, image, rule));
            value_append(arena, result, change_images(arena, element, rule, false));
            continue;
        }
        const char *key = value_key_at(value, i);
        value_put(arena, result, key,
                  change_images(arena, value_member_at(value, i), rule,
                                text_equal(key, "containers") || text_equal(key, "initContainers")));
    }
    return result;
}

void transform_images(struct kustomize *kustomize, struct items *items, const struct value *value)
{
    for (size_t i = 0; i < value_count(value); i++) {
        struct image_rule rule = {.entry = value_at(value, i)};
        const char *problem,
            *pattern = arena_format(kustomize->arena, "^%s(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$",
                                    value_find_text(rule.entry, "name"));
        rule.pattern = regular_compile(kustomize->arena, slice_of(pattern), &problem);
        if (!rule.pattern) { /* it ends the real one by a panic */
            kustomize_unsimulated(kustomize, "kustomize: an image's name that is no regular expression");
            return;
        }
        for (size_t j = 0; j < items->count; j++) {
            struct item *item = items->list[j];
            if (item->object && !item_is(item, "CustomResourceDefinition"))
                item->object = change_images(kustomize->arena, item->object, &rule, false);
        }
    }
}

/* What an object passes on its way into the store: strict fields, types, names, defaults, the kind's own rules
 * and istiod's webhook. */
#include "api/record.h"

#include <string.h>

#include "kinds/schema.h"

/* --- names (k8s.io/apimachinery/pkg/util/validation) --- */

static bool lower_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || ascii_is_digit(c);
}

static bool label_shape(struct slice text, bool first_letter)
{
    if (text.length == 0 || !lower_or_digit(text.data[0]) || !lower_or_digit(text.data[text.length - 1]))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!lower_or_digit(text.data[i]) && text.data[i] != '-')
            return false;
    }
    return !first_letter || !ascii_is_digit(text.data[0]);
}

static bool subdomain_shape(struct slice text)
{
    struct slice part;
    while (slice_next(&text, '.', &part)) {
        if (!label_shape(part, false))
            return false;
    }
    return true;
}

static const char subdomain_text[] =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
    "start and end "
    "with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
static const char label_text[] =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
    "end with an "
    "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
static const char dns1035_text[] =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
    "character, and end "
    "with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
    "'[a-z]([-a-z0-9]*[a-z0-9])?')";

const char *name_problem(struct arena *arena, const struct kind *kind, const char *name)
{
    struct slice text = slice_of(name);
    size_t most = kind->name_rule == NAME_SUBDOMAIN ? 253 : 63;
    if (text.length > most)
        return arena_format(arena, "must be no more than %zu characters", most);
    switch (kind->name_rule) {
    case NAME_SUBDOMAIN:
        return subdomain_shape(text) ? NULL : subdomain_text;
    case NAME_LABEL:
        return label_shape(text, false) ? NULL : label_text;
    case NAME_DNS_1035:
        return label_shape(text, true) ? NULL : dns1035_text;
    }
    return NULL;
}

static bool qualified_shape(struct slice text)
{
    if (text.length == 0 || text.length > 63)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool edge = i == 0 || i + 1 == text.length;
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && (edge || (c != '-' && c != '_' && c != '.')))
            return false;
    }
    return true;
}

static const char qualified_text[] =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    "alphanumeric "
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
static const char label_value_text[] =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
    "start and end "
    "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

void check_labels(struct findings *findings, const struct value *object)
{
    const struct value *labels = value_find(object, "metadata.labels");
    for (size_t i = 0; i < value_count(labels); i++) {
        struct slice key = slice_of(value_key_at(labels, i)), text = value_slice(value_member_at(labels, i));
        size_t slash = slice_find_byte(key, '/');
        struct slice name = slash < key.length ? slice_part(key, slash + 1, key.length) : key;
        if (!qualified_shape(name))
            findings_add(findings, "FieldValueInvalid", "metadata.labels", "Invalid value: \"%s\": %s",
                         key.data, qualified_text);
        if (text.length && !qualified_shape(text))
            findings_add(findings, "FieldValueInvalid", "metadata.labels", "Invalid value: \"%s\": %s",
                         text.data, label_value_text);
    }
}

/* --- strict decoding --- */

static const char *unknown_list(struct arena *arena, const struct value *unknown)
{
    const char *text = NULL;
    for (size_t i = 0; i < value_count(unknown); i++)
        text = arena_format(arena, "%s%sunknown field \"%s\"", text ? text : "", text ? ", " : "",
                            value_string_of(value_at(unknown, i)));
    return text;
}

/* The object without the fields its kind does not have, as a server that prunes leaves it. */
static struct value *prune(struct arena *arena, struct value *object, const struct value *unknown)
{
    for (size_t i = 0; i < value_count(unknown); i++) {
        const char *path = value_string_of(value_at(unknown, i));
        if (!strchr(path, '[') && value_find(object, path))
            object = value_with(arena, object, path, NULL);
    }
    return object;
}

/* --- defaults that need the cluster --- */

static bool address_taken(const struct draft *draft, const char *address)
{
    struct map_walk walk = map_walk(draft->maps[WORLD_APPLIED], SLICE("services/"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (text_equal(value_find_text(entry.item, "spec.clusterIP"), address))
            return true;
    }
    return false;
}

static void allocate_address(struct draft *draft, struct value *service, const struct value *old)
{
    struct arena *arena = draft->arena;
    const char *type = value_find_text(service, "spec.type");
    if (value_find_text(service, "spec.clusterIP")[0] || text_equal(type, "ExternalName"))
        return;
    const char *address = value_find_text(old, "spec.clusterIP");
    while (!address[0] || (!old && address_taken(draft, address))) {
        unsigned long long number = draft_random(draft);
        address = arena_format(arena, "10.96.%llu.%llu", number % 255 + 1, number / 256 % 254 + 1);
    }
    struct value *spec = value_open(arena, service, "spec"), *list = value_array(arena);
    value_put_text(arena, spec, "clusterIP", address);
    value_append(arena, list, value_text(arena, address));
    value_put(arena, spec, "clusterIPs", list);
}

static struct value *token_volume(struct arena *arena, const char *name)
{
    struct value *volume = value_object(arena), *projected = value_open(arena, volume, "projected");
    struct value *sources = value_array(arena), *token = value_object(arena), *map = value_object(arena);
    value_put_text(arena, volume, "name", name);
    value_put_integer(arena, projected, "defaultMode", 420);
    value_put_integer(arena, value_open(arena, token, "serviceAccountToken"), "expirationSeconds", 3607);
    value_put_text(arena, value_open(arena, token, "serviceAccountToken"), "path", "token");
    value_append(arena, sources, token);
    value_put_text(arena, value_open(arena, map, "configMap"), "name", "kube-root-ca.crt");
    value_append(arena, sources, map);
    value_put(arena, projected, "sources", sources);
    return volume;
}

/* The ServiceAccount admission plug-in's volume and mounts. */
static void add_token(struct draft *draft, struct value *pod)
{
    static const char letters[] = "bcdfghjklmnpqrstvwxz2456789";
    struct arena *arena = draft->arena;
    uint64_t number = draft_random(draft);
    char *name = arena_text(arena, "kube-api-access-xxxxx");
    for (int i = 16; i < 21; i++, number /= sizeof letters - 1)
        name[i] = letters[number % (sizeof letters - 1)];
    struct value *spec = value_open(arena, pod, "spec"), *containers = value_array(arena);
    const struct value *old = value_get(spec, "containers"), *volumes = value_get(spec, "volumes");
    struct value *all = value_edit(arena, volumes ? volumes : value_array(arena));
    value_append(arena, all, token_volume(arena, name));
    value_put(arena, spec, "volumes", all);
    for (size_t i = 0; i < value_count(old); i++) {
        struct value *container = value_edit(arena, value_at(old, i)), *mount = value_object(arena);
        const struct value *mounts = value_get(container, "volumeMounts");
        struct value *list = value_edit(arena, mounts ? mounts : value_array(arena));
        value_put_text(arena, mount, "mountPath", "/var/run/secrets/kubernetes.io/serviceaccount");
        value_put_text(arena, mount, "name", name);
        value_put(arena, mount, "readOnly", value_boolean(true));
        value_append(arena, list, mount);
        value_put(arena, container, "volumeMounts", list);
        value_append(arena, containers, container);
    }
    value_put(arena, spec, "containers", containers);
}

static void complete(struct draft *draft, const struct kind *kind, struct value *object,
                     const struct value *old)
{
    if (kind->set_defaults)
        kind->set_defaults(draft->arena, object);
    if (text_equal(kind->plural, "services") && value_is(value_get(object, "spec"), VALUE_OBJECT))
        allocate_address(draft, object, old);
    if (text_equal(kind->plural, "pods") && !old &&
        value_is(value_find(object, "spec.containers"), VALUE_ARRAY))
        add_token(draft, object);
}

/* --- the way --- */

static const char *object_name(struct draft *draft, struct value *object)
{
    static const char letters[] = "bcdfghjklmnpqrstvwxz2456789";
    const char *name = value_find_text(object, "metadata.name");
    const char *prefix = value_find_text(object, "metadata.generateName");
    if (name[0] || !prefix[0])
        return name;
    char *made = arena_format(draft->arena, "%sxxxxx", prefix);
    uint64_t number = draft_random(draft);
    for (size_t i = strlen(prefix); made[i]; i++, number /= sizeof letters - 1)
        made[i] = letters[number % (sizeof letters - 1)];
    value_put_text(draft->arena, value_open(draft->arena, object, "metadata"), "name", made);
    return made;
}

static struct api_reply strict(struct draft *draft, const struct kind *kind, struct value **object,
                               const struct api_options *options, bool creating, struct value *warnings)
{
    struct arena *arena = draft->arena;
    const struct value *unknown = schema_unknown_fields(arena, kind, *object);
    if (value_count(unknown) == 0)
        return (struct api_reply){0};
    const char *list = unknown_list(arena, unknown);
    if (options->validation == FIELDS_STRICT)
        return reply_failure(
            creating
                ? status_failure(arena, 400, "BadRequest",
                                 "%s in version \"%.*s\" cannot be handled as a %s: strict decoding error: %s",
                                 kind->kind, (int)slice_find_byte(slice_of(kind->versions), ','),
                                 kind->versions, kind->kind, list)
                : status_failure(arena, 400, "BadRequest", "strict decoding error: %s", list));
    for (size_t i = 0; options->validation == FIELDS_WARN && i < value_count(unknown); i++)
        value_append(arena, warnings,
                     value_format(arena, "unknown field \"%s\"", value_string_of(value_at(unknown, i))));
    *object = prune(arena, *object, unknown);
    return (struct api_reply){0};
}

static void check_identity(struct findings *findings, const struct kind *kind, const char *name)
{
    if (!name[0]) {
        findings_add(findings, "FieldValueRequired", "metadata.name",
                     "Required value: name or generateName is required");
        return;
    }
    const char *problem = name_problem(findings->arena, kind, name);
    if (problem)
        findings_add(findings, "FieldValueInvalid", "metadata.name", "Invalid value: \"%s\": %s", name,
                     problem);
}

struct api_reply admit(struct draft *draft, const struct kind *kind, const char *namespace,
                       const struct value *object, const struct value *old, const struct api_options *options,
                       bool creating, struct value **ready)
{
    struct arena *arena = draft->arena;
    struct value *copy = value_edit(arena, object), *warnings = value_array(arena);
    if (kind->flags & KIND_NAMESPACED)
        value_put_text(arena, value_open(arena, copy, "metadata"), "namespace", namespace);
    else
        value_put(arena, value_open(arena, copy, "metadata"), "namespace", NULL);
    struct api_reply reply = strict(draft, kind, &copy, options, creating, warnings);
    if (reply.code)
        return reply;
    const char *name = object_name(draft, copy);
    struct findings findings = {.arena = arena};
    check_identity(&findings, kind, name);
    check_labels(&findings, copy);
    schema_validate(&findings, kind, copy);
    if (!findings.causes) {
        complete(draft, kind, copy, old);
        if (kind->validate)
            kind->validate(&findings, copy, old);
    }
    if (findings.causes)
        return reply_invalid(draft, kind, name, findings.causes);
    if (findings.denial)
        return reply_failure(status_failure(arena, 400, "BadRequest", "%s", findings.denial));
    for (size_t i = 0; i < value_count(findings.warnings); i++)
        value_append(arena, warnings, value_at(findings.warnings, i));
    *ready = copy;
    return (struct api_reply){.warnings = warnings};
}

#include <string.h>

#include "data/jsonpath.h"
#include "tools/kubectl/verbs.h"

static const struct flag wait_flags[] = {
    {"all", 0, NULL, "all objects of the types"},
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"field-selector", 0, "SELECTOR", "select by fields"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"for", 0, "WHAT", "condition=NAME[=VALUE], delete, create, jsonpath='{...}'[=VALUE]"},
    {"local", 0, NULL, "not simulated"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath"},
    {"timeout", 0, FLAG_DURATION, "how long to wait; 30s"},
    {0},
};

/* What is waited for. */
struct aim {
    enum { AIM_CONDITION, AIM_DELETE, AIM_CREATE, AIM_JSONPATH } what;
    struct slice name; /* of the condition, or the path */
    const char *value; /* NULL: any value of the path */
};

static bool read_aim(struct kubectl *kubectl, struct aim *aim)
{
    const char *text = flags_text(&kubectl->flags, "for", "");
    *aim = (struct aim){.value = NULL};
    if (text_equal(text, "delete") || text_equal(text, "create")) {
        aim->what = text[0] == 'd' ? AIM_DELETE : AIM_CREATE;
        return true;
    }
    if (text_starts(text, "condition=")) {
        struct slice rest = slice_of(text + strlen("condition="));
        size_t equals = slice_find_byte(rest, '=');
        aim->name = slice_part(rest, 0, equals);
        aim->value = equals < rest.length ? rest.data + equals + 1 : "true";
        return true;
    }
    if (text_starts(text, "jsonpath=")) {
        struct slice rest = slice_of(text + strlen("jsonpath="));
        size_t close = rest.length;
        while (close > 0 && rest.data[close - 1] != '}')
            close--;
        if (close == 0)
            close = slice_find_byte(rest, '=');
        aim->what = AIM_JSONPATH;
        aim->name = slice_part(rest, 0, close);
        aim->value = close < rest.length && rest.data[close] == '=' ? rest.data + close + 1 : NULL;
        const char *problem = NULL, *path = arena_copy(kubectl->arena, aim->name);
        if (path[0] != '{')
            path = arena_format(kubectl->arena, "{%s}", path);
        if (!jsonpath_find(kubectl->arena, slice_of(path), NULL, &problem)) {
            kubectl_fail(kubectl, "unexpected path string, expected a 'name1.name2' or '.name1.name2' or "
                                  "'{name1.name2}' or '{.name1.name2}'");
            return false;
        }
        return true;
    }
    kubectl_fail(kubectl, "unrecognized condition: \"%s\"", text);
    return false;
}

static bool has_condition(const struct aim *aim, const struct value *object)
{
    const struct value *conditions = value_find(object, "status.conditions");
    int64_t generation = value_number(value_find(object, "metadata.generation"), 0);
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        int64_t observed = value_number(value_get(condition, "observedGeneration"), generation);
        if (observed >= generation && slice_is_nocase(aim->name, value_find_text(condition, "type")))
            return slice_is_nocase(slice_of(aim->value), value_find_text(condition, "status"));
    }
    return false;
}

static bool has_value(struct kubectl *kubectl, const struct aim *aim, const struct value *object)
{
    struct buffer text = {0};
    const char *problem = NULL;
    const char *path = arena_copy(kubectl->arena, aim->name);
    if (path[0] != '{')
        path = arena_format(kubectl->arena, "{%s}", path);
    bool sound = jsonpath_print(kubectl->arena, slice_of(path), object, &text, &problem);
    bool reached = sound && (aim->value ? text_equal(buffer_text(&text), aim->value) : text.length > 0);
    buffer_release(&text);
    return reached;
}

static bool is_reached(struct kubectl *kubectl, const struct aim *aim, const struct resource *resource,
                       const char *uid)
{
    const struct value *object = client_peek(kubectl, resource->kind, resource->namespace, resource->name);
    switch (aim->what) {
    case AIM_DELETE:
        return !object || (uid[0] && !text_equal(value_find_text(object, "metadata.uid"), uid));
    case AIM_CREATE:
        return object != NULL;
    case AIM_JSONPATH:
        return object && has_value(kubectl, aim, object);
    case AIM_CONDITION:
        break;
    }
    return object && has_condition(aim, object);
}

static void wait_one(struct kubectl *kubectl, const struct aim *aim, const struct resource *resource,
                     struct instant deadline)
{
    const char *uid = value_find_text(resource->object, "metadata.uid");
    for (;;) {
        struct arena_mark mark = arena_mark(kubectl->arena);
        bool reached = is_reached(kubectl, aim, resource, uid);
        arena_rewind(kubectl->arena, mark);
        if (reached)
            break;
        if (process_wait_change(kubectl->process, deadline, 0))
            continue;
        if (aim->what == AIM_CREATE)
            kubectl_fail(kubectl, "timed out waiting for the condition");
        else
            kubectl_fail(kubectl, "timed out waiting for the condition on %s/%s",
                         resource->kind->resource, resource->name);
        return;
    }
    if (printers_format(kubectl)[0]) {
        struct api_reply reply = client_get(kubectl, resource->kind, resource->namespace, resource->name);
        printers_print(kubectl, api_failed(&reply) ? resource->object : reply.object);
        return;
    }
    process_print(kubectl->process, "%s/%s condition met\n", kind_title(kubectl->arena, resource->kind),
                  resource->name);
}

static void wait_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    struct aim aim;
    if (!read_aim(kubectl, &aim) || !printers_check(kubectl))
        return;
    struct duration timeout = flags_duration(flags, "timeout", SECONDS(30));
    struct instant deadline = instant_add(process_now(kubectl->process), timeout);
    if (timeout.nanoseconds < 0)
        deadline = instant_add(process_now(kubectl->process), SECONDS(7 * 86400));
    unsigned how = aim.what == AIM_CREATE ? RESOURCES_NO_FETCH : 0;
    if (aim.what == AIM_DELETE)
        how |= RESOURCES_IGNORE_MISSING;
    if (!flags_on(flags, "all"))
        how |= RESOURCES_NEED_NAMES;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, how);
    if (resources.empty) {
        kubectl_fail(kubectl, "arguments in resource/name form must have a single resource and name");
        return;
    }
    if (!resources.count && !kubectl_failed(kubectl) && aim.what != AIM_DELETE)
        kubectl_fail(kubectl, "no matching resources found");
    for (size_t i = 0; i < resources.count; i++)
        wait_one(kubectl, &aim, &resources.items[i], deadline);
}

const struct verb verb_wait = {
    .name = "wait",
    .usage = "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) "
             "[--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
    .defaults = "recursive=true timeout=30s",
    .help = "Wait for a specific condition on one or many resources",
    .examples = "# Until a pod is ready\n"
                "kubectl wait --for=condition=Ready pod/curl -n finance --timeout=60s\n\n"
                "# Until it is gone\n"
                "kubectl wait --for=delete pod/curl -n finance\n\n"
                "# For a value\n"
                "kubectl wait --for=jsonpath='{.status.phase}'=Running pod/curl -n finance",
    .chapter = "Advanced Commands",
    .flags = wait_flags,
    .run = wait_run,
    .takes = TAKES_RESOURCES,
};

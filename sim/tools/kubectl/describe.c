#include "tools/kubectl/describe.h"

#include <string.h>

#include "data/json.h"
#include "tools/kubectl/verbs.h"
#include "tools/tabwriter.h"

static const struct flag describe_flags[] = {
    {"all-namespaces", 'A', NULL, "the objects of all namespaces"},
    {"chunk-size", 0, FLAG_INTEGER, "accepted, without effect"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"show-events", 0, NULL, "with the events (the default)"},
    {0},
};

void describe_line(struct describing *describing, int level, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_add_repeated(&describing->text, ' ', (size_t)level * 2);
    buffer_format_list(&describing->text, format, arguments);
    buffer_add_byte(&describing->text, '\n');
    va_end(arguments);
}

const char *describe_or(const char *text, const char *otherwise)
{
    return text && text[0] ? text : otherwise;
}

const char *describe_time(struct describing *describing, const char *timestamp)
{
    struct instant at;
    if (!instant_parse_rfc3339(slice_of(timestamp), &at))
        return timestamp;
    return instant_rfc1123z(describing->arena, at);
}

void describe_labels(struct describing *describing, const char *title, const struct value *labels)
{
    if (!value_count(labels))
        buffer_format(&describing->text, "%s:\t<none>\n", title);
    for (size_t i = 0; i < value_count(labels); i++) {
        if (i == 0)
            buffer_format(&describing->text, "%s:", title);
        buffer_format(&describing->text, "\t%s=%s\n", value_key_at(labels, i),
                      value_string_of(value_member_at(labels, i)));
    }
}

/* Long values and those of several lines go below their key, cut at 138 bytes (describe.go). */
static void add_annotation(struct describing *describing, const char *key, struct slice value)
{
    enum { LONGEST = 140 };
    struct buffer *text = &describing->text;
    if (value.length && value.data[value.length - 1] == '\n')
        value.length--;
    if (value.length + strlen(key) + 2 <= LONGEST && slice_find_byte(value, '\n') == value.length) {
        buffer_format(text, "\t%s: %s\n", key, arena_copy(describing->arena, value));
        return;
    }
    buffer_format(text, "\t%s:\n", key);
    struct slice rest = {value.data ? value.data : "", value.length}, line;
    while (slice_next(&rest, '\n', &line)) {
        bool cut = line.length > LONGEST - 2;
        buffer_add_text(text, "\t  ");
        buffer_add(text, slice_part(line, 0, LONGEST - 2));
        buffer_add_text(text, cut ? "...\n" : "\n");
    }
}

void describe_annotations(struct describing *describing, const char *title, const struct value *annotations)
{
    bool any = false;
    for (size_t i = 0; i < value_count(annotations); i++) {
        const char *key = value_key_at(annotations, i);
        if (text_equal(key, "kubectl.kubernetes.io/last-applied-configuration"))
            continue;
        if (!any)
            buffer_format(&describing->text, "%s:", title);
        any = true;
        add_annotation(describing, key, value_slice(value_member_at(annotations, i)));
    }
    if (!any)
        buffer_format(&describing->text, "%s:\t<none>\n", title);
}

void describe_header(struct describing *describing)
{
    const struct value *object = describing->object;
    describe_line(describing, 0, "Name:\t%s", object_name(object));
    if (describing->kind->flags & KIND_NAMESPACED)
        describe_line(describing, 0, "Namespace:\t%s", object_namespace(object));
    describe_labels(describing, "Labels", value_find(object, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(object, "metadata.annotations"));
}

const char *describe_selector(struct describing *describing, const struct value *labels)
{
    const char *text = "";
    for (size_t i = 0; i < value_count(labels); i++)
        text = arena_format(describing->arena, "%s%s%s=%s", text, i ? "," : "", value_key_at(labels, i),
                            value_string_of(value_member_at(labels, i)));
    return describe_or(text, "<none>");
}

const char *describe_controller(struct describing *describing)
{
    const struct value *owners = value_find(describing->object, "metadata.ownerReferences");
    for (size_t i = 0; i < value_count(owners); i++) {
        const struct value *owner = value_at(owners, i);
        if (value_truth(value_get(owner, "controller")))
            return arena_format(describing->arena, "%s/%s", value_find_text(owner, "kind"),
                                value_find_text(owner, "name"));
    }
    return NULL;
}

static bool is_about(const struct value *event, const struct value *object)
{
    const struct value *about = value_get(event, "involvedObject");
    if (!value_says(value_get(about, "name"), object_name(object)) ||
        !value_says(value_get(about, "kind"), value_find_text(object, "kind")))
        return false;
    const struct value *uid = value_get(about, "uid");
    return !uid || value_equal(uid, value_find(object, "metadata.uid"));
}

const char *events_age(struct arena *arena, const struct value *event, struct instant now)
{
    struct instant first = {0}, last = {0};
    const char *first_text = value_find_text(event, "firstTimestamp"),
               *last_text = value_find_text(event, "lastTimestamp");
    if (!instant_parse_rfc3339(slice_of(last_text), &last))
        return "<unknown>";
    const char *age = duration_human(arena, instant_since(now, last));
    int64_t count = value_number(value_get(event, "count"), 1);
    if (count <= 1 || !instant_parse_rfc3339(slice_of(first_text), &first))
        return age;
    return arena_format(arena, "%s (x%lld over %s)", age, (long long)count,
                        duration_human(arena, instant_since(now, first)));
}

static const char *last_seen(const struct value *event)
{
    return value_find_text(event, "lastTimestamp");
}

size_t events_sorted(struct kubectl *kubectl, const char *namespace, const struct value *about,
                     const struct value ***events)
{
    const struct kind *kind = kind_find("events");
    const struct value *items = NULL;
    if (kind)
        items = value_get(client_list(kubectl, kind, namespace, NULL, NULL).object, "items");
    size_t count = 0;
    *events = arena_allocate(kubectl->arena, (value_count(items) + 1) * sizeof **events);
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *event = value_at(items, i);
        if (about && !is_about(event, about))
            continue;
        size_t at = count++;
        for (; at > 0 && strcmp(last_seen((*events)[at - 1]), last_seen(event)) > 0; at--)
            (*events)[at] = (*events)[at - 1];
        (*events)[at] = event;
    }
    return count;
}

void describe_events(struct describing *describing)
{
    struct kubectl *kubectl = describing->kubectl;
    if (flags_has(&kubectl->flags, "show-events") && !flags_on(&kubectl->flags, "show-events"))
        return;
    const char *namespace = describe_or(object_namespace(describing->object), "default");
    const struct value **events;
    size_t count = events_sorted(kubectl, namespace, describing->object, &events);
    if (!count) {
        describe_line(describing, 0, "Events:\t<none>");
        return;
    }
    describe_line(describing, 0, "Events:");
    describe_line(describing, 1, "Type\tReason\tAge\tFrom\tMessage");
    describe_line(describing, 1, "----\t------\t----\t----\t-------");
    for (size_t i = 0; i < count; i++) {
        const char *path = value_find_text(events[i], "involvedObject.fieldPath");
        describe_line(describing, 1, "%s\t%s\t%s\t%s\t%s%s%s", value_find_text(events[i], "type"),
                      value_find_text(events[i], "reason"),
                      events_age(describing->arena, events[i], process_now(kubectl->process)),
                      describe_or(value_find_text(events[i], "source.component"),
                                  value_find_text(events[i], "reportingComponent")),
                      path, path[0] ? ": " : "", value_find_text(events[i], "message"));
    }
}

/* "gatewayClassName" is "Gateway Class Name", "uid" is "UID"; keys with other characters stay (describe.go). */
static const char *field_title(struct arena *arena, const char *key)
{
    static const char *const acronyms[] = {"API", "URL", "UID", "OSB", "GUID"};
    for (const char *at = key; *at; at++) {
        if (!ascii_is_letter(*at) && *at != '-')
            return key;
    }
    const char *title = "";
    for (const char *at = key; *at;) {
        size_t length = 1;
        bool upper = *at >= 'A' && *at <= 'Z', run = upper && at[1] >= 'A' && at[1] <= 'Z';
        while (at[length] &&
               (run ? at[length] >= 'A' && at[length] <= 'Z' : !(at[length] >= 'A' && at[length] <= 'Z')))
            length++;
        if (run && at[length] && at[length] != '-')
            length--;
        char *part = arena_copy(arena, (struct slice){at, length});
        bool acronym = false;
        for (size_t i = 0; i < sizeof acronyms / sizeof *acronyms; i++)
            acronym = acronym || slice_is_nocase(slice_of(part), acronyms[i]);
        for (size_t i = 0; i < length; i++)
            part[i] = acronym || i == 0 ? ascii_upper(part[i]) : ascii_lower(part[i]);
        title = arena_format(arena, "%s%s%s", title, title[0] ? " " : "", part);
        at += length;
    }
    return title;
}

static const char *scalar(struct arena *arena, const struct value *value)
{
    if (value_is(value, VALUE_STRING))
        return value_string_of(value);
    return value_is(value, VALUE_NULL) ? "<nil>" : json_text(arena, value);
}

static bool is_in_header(const char *path)
{
    static const char *const skipped[] = {
        ".metadata.managedFields", ".metadata.name", ".metadata.namespace", ".metadata.labels",
        ".metadata.annotations",   ".kind",          ".apiVersion"};
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
        if (text_equal(path, skipped[i]))
            return true;
    }
    return false;
}

static void add_tree(struct describing *describing, int level, const struct value *object, const char *path)
{
    struct arena *arena = describing->arena;
    for (size_t i = 0; i < value_count(object); i++) {
        const char *key = value_key_at(object, i), *title = field_title(arena, key);
        const struct value *member = value_member_at(object, i);
        const char *inner = arena_format(arena, "%s.%s", path, key);
        if (is_in_header(inner))
            continue;
        if (value_is(member, VALUE_OBJECT)) {
            describe_line(describing, level, "%s:", title);
            add_tree(describing, level + 1, member, inner);
        } else if (value_is(member, VALUE_ARRAY)) {
            describe_line(describing, level, "%s:", title);
            for (size_t j = 0; j < value_count(member); j++) {
                if (value_is(value_at(member, j), VALUE_OBJECT))
                    add_tree(describing, level + 1, value_at(member, j), inner);
                else
                    describe_line(describing, level + 1, "%s", scalar(arena, value_at(member, j)));
            }
        } else {
            describe_line(describing, level, "%s:\t%s", title, scalar(arena, member));
        }
    }
}

static void describe_generic(struct describing *describing)
{
    const struct value *object = describing->object;
    describe_line(describing, 0, "Name:\t%s", object_name(object));
    describe_line(describing, 0, "Namespace:\t%s", object_namespace(object));
    describe_labels(describing, "Labels", value_find(object, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(object, "metadata.annotations"));
    describe_line(describing, 0, "API Version:\t%s", value_find_text(object, "apiVersion"));
    describe_line(describing, 0, "Kind:\t%s", value_find_text(object, "kind"));
    add_tree(describing, 0, object, "");
    describe_events(describing);
}

static const struct {
    const char *kind;
    void (*describe)(struct describing *describing);
} describers[] = {
    {"ConfigMap", describe_config_map},
    {"DaemonSet", describe_daemon_set},
    {"Deployment", describe_deployment},
    {"Namespace", describe_namespace},
    {"Node", describe_node},
    {"Pod", describe_pod},
    {"ReplicaSet", describe_replica_set},
    {"Secret", describe_secret},
    {"Endpoints", describe_endpoints},
    {"Service", describe_service},
    {"ServiceAccount", describe_service_account},
};

static void describe_one(struct kubectl *kubectl, const struct resource *resource, struct buffer *out)
{
    struct describing describing = {kubectl, kubectl->arena, resource->kind, resource->object, {0}};
    void (*describe)(struct describing *) = describe_generic;
    for (size_t i = 0; i < sizeof describers / sizeof *describers; i++) {
        if (!(resource->kind->flags & KIND_CUSTOM) && text_equal(describers[i].kind, resource->kind->kind))
            describe = describers[i].describe;
    }
    describe(&describing);
    tabwriter_format(out, buffer_slice(&describing.text), 0, 2, NULL);
    buffer_release(&describing.text);
}

static void describe_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, RESOURCES_PREFIX);
    if (resources.empty) {
        kubectl_fail(kubectl,
                     "You must specify the type of resource to describe. Use \"kubectl api-resources\" for a "
                     "complete list of supported resources.");
        return;
    }
    for (size_t i = 0; i < resources.count; i++) {
        struct buffer out = {0};
        if (i)
            buffer_add_text(&out, "\n\n");
        describe_one(kubectl, &resources.items[i], &out);
        kubectl_print_buffer(kubectl, &out);
    }
    if (!resources.count && !kubectl_failed(kubectl))
        resources_say_none(kubectl, false);
}

const struct verb verb_describe = {
    .name = "describe",
    .usage = "describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]",
    .help = "Show details of a specific resource or group of resources",
    .examples = "# A pod with its events\n"
                "kubectl describe pod curl -n finance\n\n"
                "# All pods whose names begin so\n"
                "kubectl describe pods accounts -n accounts",
    .chapter = "Troubleshooting and Debugging Commands",
    .flags = describe_flags,
    .run = describe_run,
    .takes = TAKES_RESOURCES,
};

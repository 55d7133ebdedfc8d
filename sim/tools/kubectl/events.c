#include "tools/kubectl/verbs.h"

static const struct flag events_flags[] = {
    {"all-namespaces", 'A', NULL, "the events of all namespaces"},
    {"chunk-size", 0, FLAG_INTEGER, "accepted, without effect"},
    {"for", 0, "TYPE/NAME", "the events about one object"},
    {"no-headers", 0, NULL, "no line with the names of the columns"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"types", 0, "TYPES", "Normal, Warning"},
    {"watch", 'w', NULL, "not simulated"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {0},
};

static bool has_type(const char *types, const char *type)
{
    struct slice rest = slice_of(types), piece;
    if (!rest.length)
        return true;
    while (slice_next(&rest, ',', &piece)) {
        if (slice_is_nocase(piece, type))
            return true;
    }
    return false;
}

static void print_events(struct kubectl *kubectl, const struct value **events, size_t count)
{
    bool everywhere = flags_on(&kubectl->flags, "all-namespaces");
    struct buffer text = {0};
    if (!flags_on(&kubectl->flags, "no-headers"))
        buffer_format(&text, "%sLAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n", everywhere ? "NAMESPACE\t" : "");
    for (size_t i = 0; i < count; i++) {
        const struct value *event = events[i];
        if (everywhere)
            buffer_format(&text, "%s\t", object_namespace(event));
        buffer_format(&text, "%s\t%s\t%s\t%s/%s\t%s\n",
                      events_age(kubectl->arena, event, process_now(kubectl->process)),
                      value_find_text(event, "type"), value_find_text(event, "reason"),
                      value_find_text(event, "involvedObject.kind"),
                      value_find_text(event, "involvedObject.name"), value_find_text(event, "message"));
    }
    kubectl_print_table(kubectl, &text);
}

static void events_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const char *about = flags_text(flags, "for", NULL), *types = flags_text(flags, "types", "");
    const struct value *object = NULL;
    bool everywhere = flags_on(flags, "all-namespaces");
    if (flags_on(flags, "watch")) {
        kubectl_unsimulated(kubectl, "kubectl events --watch");
        return;
    }
    if (!printers_check(kubectl))
        return;
    if (about) {
        const struct kind *kind;
        const char *name;
        if (!resources_split(kubectl, about, "pods", &kind, &name))
            return;
        struct api_reply reply = client_get(kubectl, kind, kubectl->namespace, name);
        if (api_failed(&reply)) {
            kubectl_fail_reply(kubectl, &reply, NULL);
            return;
        }
        object = reply.object;
    }
    const struct value **events;
    size_t all = events_sorted(kubectl, everywhere ? NULL : kubectl->namespace, object, &events), count = 0;
    for (size_t i = 0; i < all; i++) {
        if (has_type(types, value_find_text(events[i], "type")))
            events[count++] = events[i];
    }
    if (!printers_is_table(kubectl)) {
        struct resources resources = {.count = count};
        resources.items = arena_allocate(kubectl->arena, (count + 1) * sizeof *resources.items);
        for (size_t i = 0; i < count; i++)
            resources.items[i].object = events[i];
        printers_print(kubectl, printers_list(kubectl, &resources));
    } else if (count) {
        print_events(kubectl, events, count);
    } else if (everywhere) {
        process_complain(kubectl->process, "No events found.\n");
    } else {
        process_complain(kubectl->process, "No events found in %s namespace.\n", kubectl->namespace);
    }
}

const struct verb verb_events = {
    .name = "events",
    .usage = "events "
             "[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|"
             "jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]",
    .help = "List events",
    .chapter = "Troubleshooting and Debugging Commands",
    .flags = events_flags,
    .run = events_run,
};

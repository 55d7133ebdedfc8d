/* A check for a step that has none: what its own commands changed in a fork of the world, asked for in Lua.
 * Objects that controllers make, and what comes and goes by itself, are left out. */
#include "control/control.h"
#include "workshop/import.h"

struct deriving {
    struct import *import;
    struct arena *arena;
    struct buffer lua;
    size_t count;
    bool fields, files; /* the helpers that are used */
};

static bool is_named(const char *const *words, const char *word)
{
    for (size_t i = 0; words[i]; i++)
        if (text_equal(words[i], word))
            return true;
    return false;
}

/* What comes with an installation and is asked for by its Deployments and DaemonSets: of the definitions two
 * stand for all. */
static bool is_istios(const char *resource, const char *namespace, const char *name)
{
    static const char *const workloads[] = {"deployments.apps", "daemonsets.apps", NULL};
    static const char *const signs[] = {"gateways.gateway.networking.k8s.io",
                                        "authorizationpolicies.security.istio.io", NULL};
    static const char *const classes[] = {"istio", "istio-remote", "istio-waypoint", NULL};
    if (text_equal(resource, "customresourcedefinitions.apiextensions.k8s.io"))
        return (text_ends(name, "istio.io") || text_ends(name, ".gateway.networking.k8s.io")) &&
               !is_named(signs, name);
    if (text_equal(resource, "gatewayclasses.gateway.networking.k8s.io"))
        return is_named(classes, name);
    return text_equal(name, "istio-ca-root-cert") ||
           (text_equal(namespace, "istio-system") && text_starts(name, "istio") &&
            !is_named(workloads, resource)) ||
           (text_equal(namespace, "istio-system") && text_equal(name, "ztunnel") &&
            !is_named(workloads, resource));
}

static bool is_ours(const char *resource, const char *namespace, const char *name, const struct value *object)
{
    static const char *const others[] = {
        "events", "replicasets.apps",           "endpoints", "endpointslices.discovery.k8s.io",
        "nodes",  "leases.coordination.k8s.io", NULL};
    for (size_t i = 0; others[i]; i++)
        if (text_equal(others[i], resource))
            return false;
    if (is_istios(resource, namespace, name))
        return false;
    return !value_count(value_find(object, "metadata.ownerReferences")) &&
           !text_starts(name, "sh.helm.release.") &&
           !(text_equal(resource, "serviceaccounts") && text_equal(name, "default")) &&
           !text_equal(name, "kube-root-ca.crt");
}

static const char *scalar(struct arena *arena, const struct value *value)
{
    if (value_is(value, VALUE_INTEGER))
        return arena_format(arena, "%lld", (long long)value_number(value, 0));
    if (value_is(value, VALUE_BOOLEAN))
        return value_truth(value) ? "true" : "false";
    return value_is(value, VALUE_STRING) ? import_quote(arena, value_string_of(value)) : NULL;
}

static bool is_volatile(const char *key)
{
    static const char *const keys[] = {"status",
                                       "resourceVersion",
                                       "generation",
                                       "managedFields",
                                       "uid",
                                       "creationTimestamp",
                                       "annotations",
                                       "clusterIP",
                                       "clusterIPs",
                                       "nodeName",
                                       "deletionTimestamp",
                                       "kubernetes.io/metadata.name",
                                       "terminationMessagePath",
                                       "pod-template-hash",
                                       NULL};
    for (size_t i = 0; keys[i]; i++)
        if (text_equal(keys[i], key))
            return true;
    return false;
}

/* expect(w, object, WANTED, "spec", "replicas") for each scalar of [after] that [before] has not so. */
static void add_fields(struct deriving *deriving, const struct value *before, const struct value *after,
                       const char *path)
{
    const char *text = scalar(deriving->arena, after);
    if (value_equal(before, after))
        return;
    if (text && path[0]) {
        buffer_format(&deriving->lua, "    expect(w, object, %s%s)\n", text, path);
        deriving->fields = true;
        return;
    }
    for (size_t i = 0; i < value_count(after); i++) {
        bool object = value_is(after, VALUE_OBJECT);
        const char *key = object ? value_key_at(after, i) : NULL;
        if (object && is_volatile(key))
            continue;
        const char *step =
            object ? arena_format(deriving->arena, "%s, %s", path, import_quote(deriving->arena, key))
                   : arena_format(deriving->arena, "%s, %zu", path, i + 1);
        add_fields(deriving, object ? value_get(before, key) : value_at(before, i),
                   object ? value_member_at(after, i) : value_at(after, i), step);
    }
}

/* Of a new object: what its maker most likely meant. */
static void add_new(struct deriving *deriving, const struct value *object)
{
    static const char *const paths[] = {"metadata.labels",
                                        "spec.replicas",
                                        "spec.type",
                                        "spec.action",
                                        "spec.selector",
                                        "data",
                                        "spec.containers",
                                        "spec.template.spec.containers",
                                        NULL};
    for (size_t i = 0; paths[i]; i++) {
        const struct value *part = value_find(object, paths[i]);
        struct slice rest = slice_of(paths[i]), step;
        const char *path = "";
        while (slice_next(&rest, '.', &step))
            path = arena_format(deriving->arena, "%s, \"%.*s\"", path, (int)step.length, step.data);
        bool containers = text_ends(paths[i], "containers");
        if (!containers)
            add_fields(deriving, NULL, part, path);
        for (size_t c = 0; containers && c < value_count(part); c++)
            add_fields(deriving, NULL, value_get(value_at(part, c), "image"),
                       arena_format(deriving->arena, "%s, %zu, \"image\"", path, c + 1));
    }
}

static void visit_object(void *context, struct slice key, const void *before, const void *after)
{
    struct deriving *deriving = context;
    struct slice rest = key, resource, namespace;
    slice_next(&rest, '/', &resource);
    slice_next(&rest, '/', &namespace);
    const char *type = arena_copy(deriving->arena, resource), *name = arena_copy(deriving->arena, rest);
    const char *where = arena_copy(deriving->arena, namespace);
    if (!is_ours(type, where, name, after ? after : before))
        return;
    const char *words = arena_format(
        deriving->arena, "%s, %s%s%s", import_quote(deriving->arena, type), import_quote(deriving->arena, name),
        namespace.length ? ", " : "",
        namespace.length ? import_quote(deriving->arena, arena_copy(deriving->arena, namespace)) : "");
    size_t length = deriving->lua.length;
    if (!after) {
        buffer_format(&deriving->lua, "    if w:get(%s) then w:fail(\"%s %s is still there\") end\n", words,
                      type, name);
        deriving->count++;
        return;
    }
    buffer_format(&deriving->lua, "    object = need(w, %s)\n", words);
    size_t without = deriving->lua.length;
    if (before)
        add_fields(deriving, before, after, "");
    else if (!text_equal(where, "istio-system"))
        add_new(deriving, after);
    bool plain = deriving->lua.length == without;
    if (plain)
        deriving->lua.length = length;
    if (plain && !before)
        buffer_format(&deriving->lua, "    need(w, %s)\n", words);
    deriving->count += !plain || !before; /* of one that was there only its status is another */
}

static void visit_file(void *context, struct slice key, const void *before, const void *after)
{
    struct deriving *deriving = context;
    static const char *const others[] = {
        "pod:", "/tmp/", "/var/lib/docker", "/root/.kube", "/root/.bash_history", "/dev/", "/proc/", NULL};
    for (size_t i = 0; others[i]; i++)
        if (slice_starts(key, others[i]))
            return;
    const char *path = import_quote(deriving->arena, arena_copy(deriving->arena, key));
    bool gone = !after || (before && !value_get(after, "data") && value_get(before, "data"));
    if (before && after && value_equal(value_get(before, "data"), value_get(after, "data")))
        return;
    buffer_format(&deriving->lua, "    file(w, %s, %s)\n", path, gone ? "false" : "true");
    deriving->files = true;
    deriving->count++;
}

static const char helper_need[] = "local function need(w, resource, name, namespace)\n"
                                  "  return w:get(resource, name, namespace)\n"
                                  "    or w:fail(\"there is no \" .. resource .. \" \" .. name .. (namespace "
                                  "and \" in \" .. namespace or \"\"))\n"
                                  "end\n";
static const char helper_expect[] =
    "local function expect(w, object, wanted, ...)\n"
    "  local value = object\n"
    "  for _, key in ipairs { ... } do value = type(value) == \"table\" and value[key] or nil end\n"
    "  if value ~= wanted then\n"
    "    w:fail(object.kind .. \" \" .. object.metadata.name .. \": \" .. table.concat({ ... }, \".\") .. \" "
    "is \"\n"
    "      .. tostring(value) .. \", not \" .. tostring(wanted))\n"
    "  end\n"
    "end\n";
static const char helper_file[] =
    "local function file(w, path, wanted)\n"
    "  if (w:run(\"test -e '\" .. path .. \"'\").status == 0) ~= wanted then\n"
    "    w:fail(wanted and \"there is no \" .. path or path .. \" is still there\")\n"
    "  end\n"
    "end\n";

const char *import_derive(struct import *import, const struct import_challenge *challenge,
                          const struct world *before, const struct world *after)
{
    struct deriving deriving = {.import = import, .arena = &import->arena};
    struct buffer all = {0};
    world_difference(before, after, WORLD_APPLIED, visit_object, &deriving);
    world_difference(before, after, WORLD_FILES, visit_file, &deriving);
    if (deriving.count) {
        bool objects = slice_find(buffer_slice(&deriving.lua), SLICE("need(")) < deriving.lua.length;
        buffer_format(
            &all,
            "%s%s%s\ntask { %s, title = %s,\n  -- derived from what the commands of this step "
            "change: please review\n"
            "  check = function(w)\n%s%.*s  end,\n  solve = lab.run \"solve-by-the-text\" }\n",
            objects ? helper_need : "", deriving.fields ? helper_expect : "", deriving.files ? helper_file : "",
            import_quote(&import->arena, challenge->slug), import_quote(&import->arena, challenge->title),
            deriving.fields ? "    local object\n" : "", (int)deriving.lua.length, buffer_text(&deriving.lua));
        import_find(import, FINDING_REPLACED, challenge->source, 0, "the check",
                    "there is none; one is derived from what its commands change (%zu), please review",
                    deriving.count);
    } else {
        import_find(import, FINDING_WARNING, challenge->source, 0, "the check",
                    "there is none, and the commands of the step change nothing: it is only read");
    }
    const char *copy = deriving.count ? arena_copy(&import->arena, buffer_slice(&all)) : NULL;
    buffer_release(&all);
    buffer_release(&deriving.lua);
    return copy;
}

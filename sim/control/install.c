#include "control/install.h"

#include "control/embedded.h"
#include "control/objects.h"
#include "control/rows.h"
#include "data/yaml.h"

const char *install_object(struct draft *draft, const struct value *object, const char *manager)
{
    const struct kind *kind = kind_of_object(object);
    if (!kind)
        return arena_format(draft->arena, "no kind %s", value_find_text(object, "kind"));
    const char *namespace = value_find_text(object, "metadata.namespace");
    if (!*namespace && kind->flags & KIND_NAMESPACED)
    namespace = "default";
    struct api_options options = {
        .field_manager = manager, .validation = FIELDS_STRICT, .grace_period_seconds = -1};
    struct api_reply reply = api_create(draft, kind, namespace, object, &options);
    const struct value *status = value_get(object, "status");
    if (!api_failed(&reply) && status) {
        options.subresource = "status";
        reply = api_update(draft, kind, namespace, value_find_text(object, "metadata.name"),
                           value_with(draft->arena, reply.object, "status", status), &options);
    }
    return api_failed(&reply) ? api_message(&reply) : NULL;
}

/* Where the objects of a part stand. The last name is the one that tells whether the part is there. */
struct source {
    const char *file;
    const char *names; /* between blanks; NULL: all but istio-system */
};

static const struct part_row {
    const char *group;                       /* ends the API group of the definitions it brings; NULL: none */
    struct source sources[4];                /* end with {0} */
    const char *resource, *namespace, *name; /* the object that tells */
} part_rows[INSTALL_PARTS] = {
    [INSTALL_KUBERNETES] = {.sources = {{"base/20-namespaces.yaml", NULL},
                                        {"base/30-control-plane.yaml", " kubernetes "},
                                        {"base/40-kube-system.yaml", " coredns kube-dns "}},
                            .resource = "services",
                            .namespace = "default",
                            .name = "kubernetes"},
    [INSTALL_GATEWAY_API] = {.group = "gateway.networking.k8s.io",
                             .resource = "customresourcedefinitions.apiextensions.k8s.io",
                             .namespace = "",
                             .name = RESOURCE_GATEWAYS},
    [INSTALL_ISTIO_BASE] = {.group = "istio.io",
                            .resource = "customresourcedefinitions.apiextensions.k8s.io",
                            .namespace = "",
                            .name = RESOURCE_POLICIES},
    [INSTALL_ISTIOD] = {.sources = {{"base/50-istio.yaml", " istiod istio "}},
                        .resource = RESOURCE_DEPLOYMENTS,
                        .namespace = "istio-system",
                        .name = "istiod"},
    [INSTALL_CNI] = {.sources = {{"base/50-istio.yaml", " istio-cni istio-cni-node "}},
                     .resource = RESOURCE_DAEMON_SETS,
                     .namespace = "istio-system",
                     .name = "istio-cni-node"},
    [INSTALL_ZTUNNEL] = {.sources = {{"base/50-istio.yaml", " ztunnel "}},
                         .resource = RESOURCE_DAEMON_SETS,
                         .namespace = "istio-system",
                         .name = "ztunnel"},
};

static bool is_named(const char *names, const char *name)
{
    struct slice rest = slice_of(names), one;
    while (slice_next(&rest, ' ', &one))
        if (one.length && slice_is(one, name))
            return true;
    return false;
}

static const char *install_missing(struct draft *draft, const struct value *object)
{
    const struct kind *kind = kind_of_object(object);
    const char *name = value_find_text(object, "metadata.name");
    if (kind && object_get(draft, kind, value_find_text(object, "metadata.namespace"), name))
        return NULL;
    return install_object(draft, object, "ambit");
}

static const char *install_source(struct draft *draft, const struct source *source)
{
    struct yaml_reader reader = yaml_reader(embedded_read(source->file));
    const struct value *object;
    const char *problem = NULL;
    while (!problem && yaml_next(draft->arena, &reader, &object)) {
        const char *name = value_find_text(object, "metadata.name");
        if (source->names ? is_named(source->names, name) : !text_equal(name, "istio-system"))
            problem = install_missing(draft, object);
    }
    return problem ? problem : reader.problem;
}

static const char *install_definitions(struct draft *draft, const char *group)
{
    const char *problem = NULL;
    for (size_t i = 0; i < kind_count && !problem; i++)
        if (kind_rows[i]->flags & KIND_CUSTOM && text_ends(kind_rows[i]->group, group))
            problem = install_missing(draft, definition_of(draft->arena, kind_rows[i]));
    return problem;
}

static bool has(const struct draft *draft, enum install_part part)
{
    const struct part_row *row = &part_rows[part];
    return objects_get(draft, row->resource, row->namespace, row->name) != NULL;
}

/* istiod makes its GatewayClasses when it and the Gateway API are there. */
static const char *install_classes(struct draft *draft)
{
    static const struct source classes = {"base/60-gateway-classes.yaml", NULL};
    bool both = has(draft, INSTALL_ISTIOD) && has(draft, INSTALL_GATEWAY_API);
    return both ? install_source(draft, &classes) : NULL;
}

const char *install_part(struct draft *draft, enum install_part part)
{
    const struct part_row *row = &part_rows[part];
    const char *problem = row->group ? install_definitions(draft, row->group) : NULL;
    for (size_t i = 0; !problem && row->sources[i].file; i++)
        problem = install_source(draft, &row->sources[i]);
    return problem ? problem : install_classes(draft);
}

static void remove_source(struct draft *draft, const struct source *source)
{
    struct yaml_reader reader = yaml_reader(embedded_read(source->file));
    struct api_options options = {.field_manager = "helm", .grace_period_seconds = -1};
    const struct value *object;
    while (yaml_next(draft->arena, &reader, &object)) {
        const char *name = value_find_text(object, "metadata.name");
        const struct kind *kind = kind_of_object(object);
        if (kind && source->names && is_named(source->names, name))
            api_delete(draft, kind, value_find_text(object, "metadata.namespace"), name, &options);
    }
}

const struct value *install_remove(struct draft *draft, enum install_part part)
{
    const struct part_row *row = &part_rows[part];
    struct value *kept = value_array(draft->arena);
    for (size_t i = 0; row->sources[i].file; i++)
        remove_source(draft, &row->sources[i]);
    for (size_t i = 0; row->group && i < kind_count; i++)
        if (kind_rows[i]->flags & KIND_CUSTOM && text_ends(kind_rows[i]->group, row->group))
            value_append(draft->arena, kept,
                         value_text(draft->arena, kind_rows[i]->resource));
    return kept;
}

/* The Gateway API comes after istiod, from a manifest. A base cluster has it before. */
static void reconcile(struct draft *draft, const struct change *change)
{
    if (text_equal(change->name, RESOURCE_GATEWAYS) && !change->before)
        install_classes(draft);
}

const struct controller install_controller = {
    .name = "gateway-class",
    .watches = {{"customresourcedefinitions.apiextensions.k8s.io", CHANGED_ANYTHING}},
    .reconcile = reconcile,
};

bool install_has(const struct world *world, enum install_part part)
{
    const struct part_row *row = &part_rows[part];
    struct arena arena = {0};
    bool found =
        world_get(world, WORLD_APPLIED, object_key(&arena, row->resource, row->namespace, row->name)) != NULL;
    arena_release(&arena);
    return found;
}

bool install_has_cluster(const struct world *world)
{
    struct map_walk walk = map_walk(world_map(world, WORLD_APPLIED), SLICE("nodes/"));
    struct map_entry entry;
    return map_walk_next(&walk, &entry);
}

bool install_serves(struct arena *arena, const struct world *world, const struct kind *kind)
{
    return !(kind->flags & KIND_CUSTOM) ||
           world_get(world, WORLD_APPLIED,
                     object_key(arena, "customresourcedefinitions.apiextensions.k8s.io", "",
                                kind->resource));
}

/* --- nodes --- */

/* [text] with each [from] that is a word of its own, or the end of a name, as [to]. */
static const char *renamed(struct arena *arena, const char *text, const char *from, const char *to)
{
    struct slice rest = slice_of(text);
    size_t length = slice_of(from).length;
    if (text_equal(text, from))
        return to;
    if (rest.length > length && slice_ends(rest, from) && strchr("-=/", rest.data[rest.length - length - 1]))
        return arena_format(arena, "%.*s%s", (int)(rest.length - length), rest.data, to);
    return text;
}

/* A copy in which the node [from] is called [to], wherever its name stands. */
static const struct value *with_node(struct arena *arena, const struct value *value, const char *from,
                                     const char *to)
{
    if (value_is(value, VALUE_STRING))
        return value_text(arena, renamed(arena, value_string_of(value), from, to));
    if (value_is(value, VALUE_ARRAY)) {
        struct value *copy = value_array(arena);
        for (size_t i = 0; i < value_count(value); i++)
            value_append(arena, copy, with_node(arena, value_at(value, i), from, to));
        return copy;
    }
    if (!value_is(value, VALUE_OBJECT))
        return value;
    struct value *copy = value_edit(arena, value);
    for (size_t i = 0; i < value_count(value); i++)
        value_put(arena, copy, value_key_at(value, i), with_node(arena, value_member_at(value, i), from, to));
    return copy;
}

/* The document of a base file that is of [kind] and has the [name]; NULL in *object: none. */
static const struct value *document(struct arena *arena, const char *file, const char *name)
{
    struct yaml_reader reader = yaml_reader(embedded_read(file));
    const struct value *object;
    while (yaml_next(arena, &reader, &object))
        if (text_equal(value_find_text(object, "metadata.name"), name))
            return object;
    return NULL;
}

/* Node number [index] of the cluster, a copy of the base's [model]. */
static const char *install_node(struct draft *draft, const char *model, const char *name, int index)
{
    struct arena *arena = draft->arena;
    const struct value *node = with_node(arena, document(arena, "base/10-nodes.yaml", model), model, name);
    const char *range = arena_format(arena, "10.244.%d.0/24", index);
    struct value *ranges = value_array(arena);
    value_append(arena, ranges, value_text(arena, range));
    node = value_with(arena, node, "spec.podCIDR", value_text(arena, range));
    node = value_with(arena, node, "spec.podCIDRs", ranges);
    struct value *copy = value_edit(arena, node), *status = value_open(arena, copy, "status");
    struct value *addresses = value_edit(arena, value_array(arena));
    static const char *const types[] = {"InternalIP", "Hostname"};
    for (size_t i = 0; i < 2; i++) {
        struct value *address = value_object(arena);
        value_put_text(arena, address, "type", types[i]);
        value_put_text(arena, address, "address",
                       i == 0 ? arena_format(arena, "172.18.0.%d", index + 2) : name);
        value_append(arena, addresses, address);
    }
    value_put(arena, status, "addresses", addresses);
    return install_object(draft, copy, "ambit");
}

/* The pods that kubeadm's control plane is made of, and kube-proxy. */
static const char *install_control_plane(struct draft *draft, const char *server)
{
    struct yaml_reader reader = yaml_reader(embedded_read("base/30-control-plane.yaml"));
    static const struct source proxy = {"base/40-kube-system.yaml", " kube-proxy "};
    const struct value *object;
    const char *problem = NULL;
    while (!problem && yaml_next(draft->arena, &reader, &object))
        if (text_equal(value_find_text(object, "kind"), "Pod"))
            problem = install_object(draft, with_node(draft->arena, object, "server", server), "ambit");
    return problem ? problem : install_source(draft, &proxy);
}

const char *install_nodes(struct draft *draft, const struct install_nodes *nodes)
{
    int index = 0;
    const char *problem = NULL;
    for (size_t i = 0; nodes->servers[i] && !problem; i++)
        problem = install_node(draft, "server", nodes->servers[i], index++);
    for (size_t i = 0; nodes->agents[i] && !problem; i++)
        problem = install_node(draft, "agent-0", nodes->agents[i], index++);
    return problem || nodes->one_binary ? problem : install_control_plane(draft, nodes->servers[0]);
}

/* --- istiod's settings --- */

static void patch_object(struct draft *draft, const char *resource, const char *name, enum patch_type type,
                         const struct value *patch)
{
    struct api_options options = {.field_manager = "helm"};
    api_patch(draft, kind_find(resource), "istio-system", name, type, patch, &options);
}

void install_environment(struct draft *draft, const struct value *variables)
{
    struct arena *arena = draft->arena;
    struct value *list = value_array(arena), *containers = value_array(arena);
    struct value *container = value_object(arena), *patch = value_object(arena);
    for (size_t i = 0; i < value_count(variables); i++) {
        struct value *one = value_object(arena);
        value_put_text(arena, one, "name", value_key_at(variables, i));
        if (value_is(value_member_at(variables, i), VALUE_NULL))
            value_put_text(arena, one, "$patch", "delete");
        else
            value_put(arena, one, "value", value_member_at(variables, i));
        value_append(arena, list, one);
    }
    if (!value_count(list))
        return;
    value_put_text(arena, container, "name", "discovery");
    value_put(arena, container, "env", list);
    value_append(arena, containers, container);
    value_put(arena, value_open(arena, patch, "spec.template.spec"), "containers", containers);
    patch_object(draft, "deployments", "istiod", PATCH_STRATEGIC, patch);
}

void install_access_log(struct draft *draft, const char *path)
{
    struct arena *arena = draft->arena;
    const struct value *mesh = NULL, *map = object_get(draft, kind_find("configmaps"), "istio-system", "istio");
    struct yaml_reader reader = yaml_reader(value_slice(value_find(map, "data.mesh")));
    yaml_next(arena, &reader, &mesh);
    struct value *edited = value_edit(arena, mesh), *patch = value_object(arena);
    struct buffer text = {0};
    value_put_text(arena, edited, "accessLogFile", path[0] ? path : NULL);
    yaml_write(&text, edited);
    value_put_text(arena, value_open(arena, patch, "data"), "mesh", arena_copy(arena, buffer_slice(&text)));
    buffer_release(&text);
    patch_object(draft, "configmaps", "istio", PATCH_MERGE, patch);
}

/* The CustomResourceDefinitions of the cluster: one for each row of the table of kinds that comes from a CRD,
 * so that `kubectl get crd` and `kubectl get authorizationpolicy` never know different things. */
#include "control/install.h"

static const struct value *names_of(struct arena *arena, const char *list)
{
    struct value *names = value_array(arena);
    struct slice rest = slice_of(list), name;
    while (slice_next(&rest, ',', &name)) {
        if (name.length)
            value_append(arena, names, value_string(arena, name));
    }
    return value_count(names) ? names : NULL;
}

static const struct value *versions_of(struct arena *arena, const struct kind *kind)
{
    struct value *versions = value_array(arena);
    struct slice rest = slice_of(kind->versions), name;
    while (slice_next(&rest, ',', &name)) {
        struct value *version = value_object(arena);
        value_put(arena, version, "name", value_string(arena, name));
        value_put(arena, version, "served", value_boolean(true));
        value_put(arena, version, "storage", value_boolean(value_count(versions) == 0));
        value_append(arena, versions, version);
    }
    return versions;
}

const struct value *definition_of(struct arena *arena, const struct kind *kind)
{
    struct value *definition = value_object(arena), *spec = value_open(arena, definition, "spec");
    struct value *names = value_open(arena, spec, "names");
    value_put_text(arena, definition, "apiVersion", "apiextensions.k8s.io/v1");
    value_put_text(arena, definition, "kind", "CustomResourceDefinition");
    value_put_text(arena, value_open(arena, definition, "metadata"), "name", kind->resource);
    value_put_text(arena, spec, "group", kind->group);
    value_put_text(arena, spec, "scope", kind->flags & KIND_NAMESPACED ? "Namespaced" : "Cluster");
    value_put(arena, spec, "versions", versions_of(arena, kind));
    value_put_text(arena, names, "kind", kind->kind);
    value_put_text(arena, names, "listKind", arena_format(arena, "%sList", kind->kind));
    value_put_text(arena, names, "plural", kind->plural);
    value_put_text(arena, names, "singular", kind->singular);
    value_put(arena, names, "shortNames", names_of(arena, kind->short_names));
    value_put(arena, names, "categories", names_of(arena, kind->categories));
    return definition;
}

#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Status", .path = "status.phase"},
    COLUMN_AGE,
    COLUMN_END,
};

static void set_defaults(struct arena *arena, struct value *object)
{
    if (!value_find(object, "spec.finalizers")) {
        struct value *finalizers = value_array(arena);
        value_append(arena, finalizers, value_text(arena, "kubernetes"));
        value_put(arena, value_open(arena, object, "spec"), "finalizers", finalizers);
    }
    struct value *labels = value_open(arena, value_open(arena, object, "metadata"), "labels");
    value_put_text(arena, labels, "kubernetes.io/metadata.name", value_find_text(object, "metadata.name"));
    default_text(arena, value_open(arena, object, "status"), "phase", "Active");
}

const struct kind namespace_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Namespace",
    .plural = "namespaces",
    .resource = "namespaces",
    .singular = "namespace",
    .short_names = "ns",
    .categories = "",
    .flags = KIND_STATUS,
    .name_rule = NAME_LABEL,
    .columns = columns,
    .schema = "spec:NamespaceSpec{finalizers[]=\"What must let go before the namespace is gone.\"}"
              "=\"What the Namespace should be like.\"",
    .set_defaults = set_defaults,
    .description = "Namespace provides a scope for Names. Use of multiple namespaces is optional.",
};

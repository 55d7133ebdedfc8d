#include "kinds/columns.h"
#include "kinds/rows.h"

#define DATA_MAXIMUM 1048576

static const char *cell_data(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return arena_format(arena, "%zu",
                        value_count(value_get(object, "data")) + value_count(value_get(object, "binaryData")));
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Data", .cell = cell_data},
    COLUMN_AGE,
    COLUMN_END,
};

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    const struct value *data = value_get(object, "data");
    size_t total = 0;
    for (size_t i = 0; i < value_count(data); i++)
        total += value_slice(value_member_at(data, i)).length;
    if (total > DATA_MAXIMUM)
        findings_add(findings, "FieldValueTooLong", "", "Too long: may not be more than %d bytes",
                     DATA_MAXIMUM);
    if (!old || !value_truth(value_get(old, "immutable")))
        return;
    if (!value_truth(value_get(object, "immutable")))
        findings_add(findings, "FieldValueForbidden", "immutable",
                     "Forbidden: field is immutable when `immutable` is set");
    if (!value_equal(data, value_get(old, "data")))
        findings_add(findings, "FieldValueForbidden", "data",
                     "Forbidden: field is immutable when `immutable` is set");
}

const struct kind config_map_kind = {
    .group = "",
    .versions = "v1",
    .kind = "ConfigMap",
    .plural = "configmaps",
    .resource = "configmaps",
    .singular = "configmap",
    .short_names = "cm",
    .categories = "",
    .flags = KIND_NAMESPACED,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "data{}=\"The configuration data.\" "
              "binaryData{}=\"Data that is no text, in base64.\" immutable:boolean=\"True: the data cannot be "
              "changed.\"",
    .validate = validate,
    .description = "ConfigMap holds configuration data for pods to consume.",
};

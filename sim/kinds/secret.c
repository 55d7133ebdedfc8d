#include "base/base64.h"
#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/rows.h"

static const char *cell_data(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return arena_format(arena, "%zu", value_count(value_get(object, "data")));
}

static const struct column columns[] = {
    COLUMN_NAME, {.name = "Type", .path = "type"}, {.name = "Data", .cell = cell_data}, COLUMN_AGE, COLUMN_END,
};

static const struct value *base64(struct arena *arena, struct slice bytes)
{
    struct buffer out = {0};
    base64_add(&out, bytes, BASE64_PLAIN, true);
    const struct value *text = value_string(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

/* stringData is for writing only: the server moves it into data. */
static void set_defaults(struct arena *arena, struct value *object)
{
    const struct value *plain = value_get(object, "stringData");
    default_text(arena, object, "type", "Opaque");
    for (size_t i = 0; i < value_count(plain); i++)
        value_put(arena, value_open(arena, object, "data"), value_key_at(plain, i),
                  base64(arena, value_slice(value_member_at(plain, i))));
    value_put(arena, object, "stringData", NULL);
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    if (old && !value_equal(value_get(object, "type"), value_get(old, "type")))
        findings_add(findings, "FieldValueInvalid", "type", "Invalid value: \"%s\": field is immutable",
                     value_find_text(object, "type"));
}

const struct kind secret_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Secret",
    .plural = "secrets",
    .resource = "secrets",
    .singular = "secret",
    .short_names = "",
    .categories = "",
    .flags = KIND_NAMESPACED,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "data{}=\"The secret data, in base64.\" immutable:boolean=\"True: the data cannot be changed.\" "
              "stringData{}=\"The same as plain text, only when it is written.\" type=\"What it is for; Opaque "
              "by default.\"",
    .set_defaults = set_defaults,
    .validate = validate,
    .description = "Secret holds secret data of a certain type.",
};

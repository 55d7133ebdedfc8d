#include "kinds/istio.h"

#include "base/buffer.h"

void denials_add(struct denials *denials, const char *format, ...)
{
    struct arena *arena = denials->findings->arena;
    va_list arguments;
    va_start(arguments, format);
    if (!denials->problems)
        denials->problems = value_array(arena);
    value_append(arena, denials->problems, value_text(arena, arena_format_list(arena, format, arguments)));
    va_end(arguments);
}

/* hashicorp/go-multierror as istiod formats it: one problem stands alone, several are a list. */
void denials_finish(struct denials *denials, const char *prefix)
{
    size_t count = value_count(denials->problems);
    if (!count)
        return;
    struct buffer text = {0};
    buffer_add_text(&text, "configuration is invalid: ");
    if (count > 1)
        buffer_format(&text, "%zu errors occurred:", count);
    for (size_t i = 0; i < count; i++)
        buffer_format(&text, "%s%s%s", count > 1 ? "\n\t* " : "", prefix,
                      value_string_of(value_at(denials->problems, i)));
    if (count > 1)
        buffer_add_text(&text, "\n\n");
    denials->findings->denial = arena_copy(denials->findings->arena, buffer_slice(&text));
    buffer_release(&text);
}

void istio_warn(struct findings *findings, const char *text)
{
    if (!findings->warnings)
        findings->warnings = value_array(findings->arena);
    value_append(findings->arena, findings->warnings, value_text(findings->arena, text));
}

struct target_row {
    const char *group, *kind;
};

static const struct target_row target_rows[] = {
    {"", "Service"},
    {"core", "Service"},
    {"networking.istio.io", "ServiceEntry"},
    {"gateway.networking.k8s.io", "Gateway"},
    {"gateway.networking.k8s.io", "GatewayClass"},
};

static void validate_reference(struct findings *findings, const struct value *reference, const char *path)
{
    const char *group = value_find_text(reference, "group"), *kind = value_find_text(reference, "kind");
    bool known = false;
    for (size_t i = 0; i < sizeof target_rows / sizeof *target_rows; i++)
        known |= text_equal(target_rows[i].group, group) && text_equal(target_rows[i].kind, kind);
    if (!known)
        findings_add(
            findings, "FieldValueInvalid", path,
            "Invalid value: \"object\": Support kinds are core/Service, networking.istio.io/ServiceEntry, "
            "gateway.networking.k8s.io/Gateway");
    if (*value_find_text(reference, "namespace"))
        findings_add(findings, "FieldValueInvalid", arena_format(findings->arena, "%s.namespace", path),
                     "Invalid value: \"string\": cross namespace referencing is not currently supported");
}

void istio_validate_attachment(struct findings *findings, const struct value *object)
{
    const struct value *spec = value_get(object, "spec");
    const struct value *references = value_get(spec, "targetRefs");
    int ways =
        (value_get(spec, "selector") != NULL) + (value_get(spec, "targetRef") != NULL) + (references != NULL);
    if (ways > 1)
        findings_add(findings, "FieldValueInvalid", "spec",
                     "Invalid value: \"object\": only one of targetRefs or selector can be set");
    if (value_get(spec, "targetRef"))
        validate_reference(findings, value_get(spec, "targetRef"), "spec.targetRef");
    for (size_t i = 0; i < value_count(references); i++)
        validate_reference(findings, value_at(references, i),
                           arena_format(findings->arena, "spec.targetRefs[%zu]", i));
}

void istio_check_selector(struct denials *denials, const struct value *selector)
{
    const struct value *labels = value_get(selector, "matchLabels");
    for (size_t i = 0; i < value_count(labels); i++) {
        struct slice key = slice_of(value_key_at(labels, i)), value = value_slice(value_member_at(labels, i));
        if (!key.length)
            denials_add(denials, "empty key is not supported in selector: \"%.*s=%.*s\"", (int)key.length,
                        key.data, (int)value.length, value.data);
        if (slice_find_byte(key, '*') < key.length || slice_find_byte(value, '*') < value.length)
            denials_add(denials, "wildcard is not supported in selector: \"%.*s=%.*s\"", (int)key.length,
                        key.data, (int)value.length, value.data);
    }
}

#include "kinds/columns.h"
#include "kinds/gateway_api.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Controller", .path = "spec.controllerName"},
    {.name = "Accepted", .path = "{.status.conditions[?(@.type==\"Accepted\")].status}"},
    COLUMN_AGE,
    {.name = "Description", .path = "spec.description", .wide = true},
    COLUMN_END,
};

static void set_defaults(struct arena *arena, struct value *object)
{
    gateway_default_condition(arena, object, "Accepted");
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    const char *controller = value_find_text(object, "spec.controllerName");
    if (old && !text_equal(controller, value_find_text(old, "spec.controllerName")))
        findings_add(findings, "FieldValueInvalid", "spec.controllerName",
                     "Invalid value: \"string\": Value is immutable");
}

const struct kind gateway_class_kind = {
    .group = "gateway.networking.k8s.io",
    .versions = "v1,v1beta1",
    .kind = "GatewayClass",
    .list_kind = "GatewayClassList",
    .plural = "gatewayclasses",
    .resource = "gatewayclasses.gateway.networking.k8s.io",
    .singular = "gatewayclass",
    .short_names = "gc",
    .categories = "gateway-api",
    .flags = KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec!{controllerName!=\"The controller that is managing Gateways of this class.\" description "
              "parametersRef{group! kind! name! namespace}}",
    .set_defaults = set_defaults,
    .validate = validate,
    .description =
        "GatewayClass describes a class of Gateways available to the user for creating Gateway resources.",
};

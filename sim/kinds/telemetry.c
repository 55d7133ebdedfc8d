#include "kinds/columns.h"
#include "kinds/istio.h"
#include "kinds/rows.h"

#define MODE "mode:enum(CLIENT_AND_SERVER,CLIENT,SERVER)=\"Which side it is for; a waypoint is a SERVER.\""
#define PROVIDERS "providers[]{name!}=\"Names of providers of meshConfig; the default ones without them.\""
#define METRICS                                                                                                \
    "ALL_METRICS,REQUEST_COUNT,REQUEST_DURATION,REQUEST_SIZE,RESPONSE_SIZE,TCP_OPENED_CONNECTIONS,"            \
    "TCP_CLOSED_CONNECTIONS,TCP_SENT_BYTES,TCP_RECEIVED_BYTES,GRPC_REQUEST_MESSAGES,GRPC_RESPONSE_MESSAGES"

/* One override of a tag; [path] is where it stands. The rules are the CRD's. */
static void validate_tag(struct findings *findings, const char *path, const struct value *tag)
{
    const char *operation = value_find_text(tag, "operation");
    if (text_equal(operation, "UPSERT") && !value_find_text(tag, "value")[0])
        findings_add(findings, "FieldValueInvalid", path,
                     "Invalid value: \"object\": value must be set when operation is UPSERT");
    if (text_equal(operation, "REMOVE") && value_get(tag, "value"))
        findings_add(findings, "FieldValueInvalid", path,
                     "Invalid value: \"object\": value must not be set when operation is REMOVE");
}

static void validate_override(struct findings *findings, struct denials *denials, const char *path,
                              const struct value *override)
{
    struct arena *arena = findings->arena;
    const struct value *match = value_get(override, "match"), *tags = value_get(override, "tagOverrides");
    if (value_get(match, "metric") && value_get(match, "customMetric"))
        findings_add(findings, "FieldValueInvalid", arena_format(arena, "%s.match", path),
                     "Invalid value: \"object\": at most one of [metric customMetric] should be set");
    for (size_t i = 0; i < value_count(tags); i++) {
        const struct value *tag = value_member_at(tags, i);
        validate_tag(findings, arena_format(arena, "%s.tagOverrides.%s", path, value_key_at(tags, i)), tag);
        if (!value_find_text(tag, "operation")[0] && !value_find_text(tag, "value")[0])
            denials_add(denials, "tagOverrides.value must be set set when operation is UPSERT");
    }
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    struct denials denials = {.findings = findings};
    istio_validate_attachment(findings, object);
    istio_check_selector(&denials, value_find(object, "spec.selector"));
    const struct value *metrics = value_find(object, "spec.metrics");
    for (size_t i = 0; i < value_count(metrics); i++) {
        const struct value *overrides = value_get(value_at(metrics, i), "overrides");
        for (size_t j = 0; j < value_count(overrides); j++)
            validate_override(findings, &denials,
                              arena_format(findings->arena, "spec.metrics[%zu].overrides[%zu]", i, j),
                              value_at(overrides, j));
    }
    denials_finish(&denials, "");
}

const struct kind telemetry_kind = {
    .group = "telemetry.istio.io",
    .versions = "v1,v1alpha1",
    .kind = "Telemetry",
    .plural = "telemetries",
    .resource = "telemetries.telemetry.istio.io",
    .singular = "telemetry",
    .short_names = "telemetry",
    .categories = "istio-io,telemetry-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema =
        "spec{" ISTIO_ATTACHMENT_FIELDS " "
        "metrics[]{" PROVIDERS " overrides[]{match{metric:enum(" METRICS ")=\"One of Istio's metrics.\" "
        "customMetric=\"A metric by its own name.\" " MODE "}=\"Which metrics; all of them without it.\" "
        "disabled:boolean=\"Whether the metric is left out.\" "
        "tagOverrides{operation:enum(UPSERT,REMOVE)=\"UPSERT sets the label, REMOVE takes it away.\" "
        "value=\"A CEL expression, such as request.host or a text in quotes.\"}{}=\"By the name of the "
        "label.\"}"
        "=\"What is changed about metrics.\" reportingInterval=\"How often TCP metrics are reported.\"}"
        "=\"Metrics and their labels.\" "
        "accessLogging[]{match{" MODE "} " PROVIDERS " disabled:boolean=\"Whether nothing is logged.\" "
        "filter{expression=\"A CEL expression; only requests for which it is true are logged.\"}}"
        "=\"Access logs.\" "
        "tracing[]{match{" MODE "} " PROVIDERS " randomSamplingPercentage:number disableSpanReporting:boolean "
        "useRequestIdForTraceSampling:boolean enableIstioTags:boolean customTags:any}=\"Traces.\"}"
        "=\"What is measured, logged and traced, and where.\"",
    .validate = validate,
    .description = "Telemetry defines how the telemetry is generated for workloads within a mesh.",
};

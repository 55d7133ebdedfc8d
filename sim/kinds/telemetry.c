#include "kinds/columns.h"
#include "kinds/istio.h"
#include "kinds/rows.h"

#define PROVIDERS                                                                                              \
    "providers[]{name!=\"A provider of the mesh configuration.\"}=\"Where to; the mesh's own when nothing is " \
    "said.\" "
#define MODE "mode:enum(CLIENT_AND_SERVER,CLIENT,SERVER)=\"On which side of the connection.\""

const struct kind telemetry_kind = {
    .group = "telemetry.istio.io",
    .versions = "v1,v1alpha1",
    .kind = "Telemetry",
    .plural = "telemetries",
    .singular = "telemetry",
    .short_names = "telemetry",
    .categories = "istio-io,telemetry-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema =
        "spec{" ISTIO_ATTACHMENT_FIELDS " "
        "accessLogging[]{match{" MODE "}=\"Which traffic is meant.\" " PROVIDERS
        "disabled:boolean=\"True: nothing is logged.\" "
        "filter{expression=\"Only what this CEL expression is true of is logged.\"}=\"Which requests.\"}"
        "=\"Access logs.\" "
        "metrics[]{" PROVIDERS
        "overrides[]{match{metric:enum(ALL_METRICS,REQUEST_COUNT,REQUEST_DURATION,REQUEST_SIZE,RESPONSE_SIZE,"
        "TCP_OPENED_CONNECTIONS,TCP_CLOSED_CONNECTIONS,TCP_SENT_BYTES,TCP_RECEIVED_BYTES,GRPC_REQUEST_MESSAGES,"
        "GRPC_RESPONSE_MESSAGES)=\"One of Istio's own.\" customMetric=\"Another, by its name.\" " MODE
        "}=\"Which metric is meant.\" disabled:boolean=\"True: it is not counted.\" "
        "tagOverrides{operation:enum(UPSERT,REMOVE) value}{}=\"Its tags, changed.\"}=\"Changes, one metric at "
        "a time.\" "
        "reportingInterval=\"How often it is sent, where it is sent.\"}=\"Metrics.\" "
        "tracing[]{match{" MODE "}=\"Which traffic is meant.\" " PROVIDERS
        "randomSamplingPercentage:number=\"How many of 100 requests are traced.\" "
        "disableSpanReporting:boolean=\"True: nothing is sent, but headers are passed on.\" "
        "customTags{literal{value!} environment{name! defaultValue} header{name! defaultValue} "
        "formatter{value!}}{}"
        "=\"More tags of a span.\" "
        "useRequestIdForTraceSampling:boolean=\"Whether X-Request-Id decides which requests are traced.\" "
        "enableIstioTags:boolean=\"Whether spans carry Istio's own tags.\"}=\"Traces.\"}"
        "=\"What is told about the traffic of which workloads.\"",
    .description = "Telemetry defines how the telemetry is generated for workloads within a mesh.",
};

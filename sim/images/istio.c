/* Istio's own images: the control plane, the node agents, and the proxy that a waypoint runs. They log their
 * start and hold their ports; what they do is in mesh/, control/ and traffic/. */
#include <string.h>

#include "images/image.h"
#include "images/metrics.h"

/* --- admin and metrics ports --- */

enum { PORT_METRICS = 15020, PORT_READY = 15021, PORT_ENVOY_METRICS = 15090 };

static void answer(struct app_call *call, const char *status, const char *type, struct slice body)
{
    buffer_format(call->response, "HTTP/1.1 %s\r\ncontent-type: %s\r\ncontent-length: %zu\r\ndate: %s\r\n\r\n",
                  status, type, body.length, instant_http_date(call->arena, call->now));
    if (!slice_is(call->request->method, "HEAD"))
        buffer_add(call->response, body);
    call->takes = MICROSECONDS(800);
}

static void answer_metrics(struct app_call *call, const char *type, const char *end)
{
    struct buffer text = {0};
    const char *pod = arena_format(call->arena, "%s/%s", value_find_text(call->pod, "metadata.namespace"),
                                   value_find_text(call->pod, "metadata.name"));
    metrics_write(&text, call->arena, call->counters(call->context), pod);
    buffer_add_text(&text, end);
    answer(call, "200 OK", type, buffer_slice(&text));
    buffer_release(&text);
}

static bool asks_for(const struct app_call *call, const char *path)
{
    struct slice target = call->request->target;
    return slice_is(slice_part(target, 0, slice_find_byte(target, '?')), path);
}

static void proxy_serve(struct app_call *call)
{
    bool metrics =
        asks_for(call, "/stats/prometheus") || (call->port == PORT_METRICS && asks_for(call, "/metrics"));
    bool ready = asks_for(call, "/healthz/ready") && call->port != PORT_ENVOY_METRICS;
    if (metrics && call->port != PORT_READY)
        answer_metrics(call, "text/plain; version=0.0.4; charset=utf-8", "");
    else if (ready)
        answer(call, "200 OK", "text/plain", SLICE(""));
    else
        answer(call, "404 Not Found", "text/plain; charset=utf-8", SLICE("404 page not found\n"));
}

static void ztunnel_serve(struct app_call *call)
{
    bool metrics = asks_for(call, "/stats/prometheus") || asks_for(call, "/metrics");
    if (metrics && call->port == PORT_METRICS)
        answer_metrics(call, "application/openmetrics-text;charset=utf-8;version=1.0.0", "# EOF\n");
    else if (asks_for(call, "/healthz/ready") && call->port == PORT_READY)
        answer(call, "200 OK", "text/plain", SLICE("ready\n"));
    else
        answer(call, "404 Not Found", "text/plain", SLICE(""));
}

static int proxy_listens(const struct value *container, int index)
{
    static const int ports[] = {15008, 15020, 15021, 15090, 0};
    (void)container;
    return ports[index];
}

/* "%T" is the line's instant; "%N" and "%P" the pod's namespace and name, "%S" its service account. */
static const char *const proxy_log[] = {
    "%T\tinfo\tFLAG: --concurrency=\"0\"",
    "%T\tinfo\tFLAG: --domain=\"%N.svc.cluster.local\"",
    "%T\tinfo\tFLAG: --serviceCluster=\"%S.%N\"",
    "%T\tinfo\tVersion 1.30.3-Clean",
    "%T\tinfo\tProxy role\tips=[%A] type=waypoint id=%P.%N domain=%N.svc.cluster.local",
    "%T\tinfo\tcache\tgenerated new workload certificate\tresourceName=default latency=57.412ms "
    "ttl=23h59m59.9s",
    "%T\tinfo\tStarting proxy agent",
    "%T\tinfo\tEnvoy command: [-c etc/istio/proxy/envoy-rev.json --drain-time-s 45 --drain-strategy immediate "
    "--local-address-ip-version v4 --file-flush-interval-msec 1000 --disable-hot-restart "
    "--allow-unknown-static-fields "
    "-l warning --component-log-level misc:error]",
    "%T\tinfo\txdsproxy\tconnected to delta upstream XDS server: istiod.istio-system.svc:15012",
    "%T\tinfo\tReadiness succeeded in 812.31ms",
    "%T\tinfo\tEnvoy proxy is ready",
    NULL,
};

static const char *const proxy_programs[] = {"pilot-agent", NULL};

const struct image proxy_image = {
    .name = "istio/proxyv2",
    .programs = proxy_programs,
    .serve = proxy_serve,
    .start_log = proxy_log,
    .listens = proxy_listens,
};

static int ztunnel_listens(const struct value *container, int index)
{
    static const int ports[] = {15020, 15021, 0};
    (void)container;
    return ports[index];
}

static const char *const ztunnel_log[] = {
    "%T\tinfo\tztunnel\tversion: version.BuildInfo{Version:\"1.30.3\", RustVersion:\"1.90.0\", "
    "BuildProfile:\"release\", "
    "BuildStatus:\"Clean\"}",
    "%T\tinfo\tproxy::inbound\tlistener established\taddress=[::]:15008 component=\"inbound\" transparent=true",
    "%T\tinfo\treadiness\tTask 'proxy' complete (812.5ms), marking server ready",
    NULL,
};

const struct image ztunnel_image = {
    .name = "istio/ztunnel",
    .serve = ztunnel_serve,
    .start_log = ztunnel_log,
    .listens = ztunnel_listens,
};

static int pilot_listens(const struct value *container, int index)
{
    static const int ports[] = {8080, 15010, 15012, 15014, 15017, 0};
    (void)container;
    return ports[index];
}

static const char *const pilot_log[] = {
    "%T\tinfo\tStarting Istiod Server with primary cluster Kubernetes",
    "%T\tinfo\tIstiod certs is reconciled (revision: default)",
    NULL,
};

const struct image pilot_image = {
    .name = "istio/pilot",
    .start_log = pilot_log,
    .listens = pilot_listens,
};

static const char *const cni_log[] = {
    "%T\tinfo\tcni-agent\tCNI ambient mode enabled",
    NULL,
};

const struct image cni_image = {
    .name = "istio/install-cni",
    .start_log = cni_log,
};

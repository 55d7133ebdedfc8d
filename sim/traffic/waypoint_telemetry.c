/* What Telemetry objects change about a waypoint's metrics (M9) and access log (V5). Source: istio
 * pilot/pkg/model/telemetry.go; istio/proxy source/extensions/filters/http/istio_stats. */
#include "base/buffer.h"
#include "traffic/expression.h"
#include "traffic/path.h"

static const struct telemetry *telemetry_of(const struct step *step)
{
    const struct service *service = step->flow->places.addressed;
    const struct waypoint *waypoint = step->flow->places.waypoint;
    if (service && service->telemetry)
        return service->telemetry;
    return waypoint ? waypoint->telemetry : NULL;
}

/* --- attributes --- */

static void put(struct arena *arena, struct value *object, const char *key, struct slice text)
{
    value_put(arena, object, key, text.length ? value_string(arena, text) : value_null());
}

/* Names in lower case; several headers of one name are joined. */
static const struct value *headers_of(struct arena *arena, const struct http_message *request)
{
    struct value *headers = value_object(arena);
    for (size_t i = 0; i < request->header_count; i++) {
        struct slice text = request->headers[i].value, name = request->headers[i].name;
        char *lower = arena_copy(arena, name);
        for (char *c = lower; *c; c++)
            *c = ascii_lower(*c);
        const struct value *before = value_get(headers, lower);
        value_put(arena, headers, lower,
                  before ? value_format(arena, "%s,%.*s", value_string_of(before), (int)text.length, text.data)
                         : value_string(arena, text));
    }
    return headers;
}

void waypoint_keep_headers(struct step *step, const struct http_message *request)
{
    if (telemetry_of(step))
        step->flow->exchange->headers = headers_of(&step->flow->request, request);
}

static const struct value *attributes_of(struct step *step, const struct reply *reply, int64_t sent)
{
    struct arena *arena = step->arena;
    const struct exchange *exchange = step->flow->exchange;
    struct value *all = value_object(arena), *request = value_object(arena), *response = value_object(arena);
    struct slice target = exchange->target, path = {0};
    slice_next(&target, '?', &path);
    put(arena, request, "method", exchange->method);
    put(arena, request, "path", exchange->target);
    put(arena, request, "url_path", path);
    put(arena, request, "query", target);
    put(arena, request, "host", exchange->host);
    put(arena, request, "scheme", SLICE("http"));
    put(arena, request, "protocol", SLICE("HTTP/1.1"));
    put(arena, request, "id", exchange->request_id);
    put(arena, request, "useragent", exchange->agent);
    put(arena, request, "referer", value_slice(value_get(exchange->headers, "referer")));
    value_put_integer(arena, request, "size", exchange->request_body);
    value_put(arena, request, "headers", exchange->headers ? exchange->headers : value_object(arena));
    value_put_integer(arena, response, "code", reply->status);
    put(arena, response, "code_details", reply->details);
    value_put_integer(arena, response, "size", sent);
    value_put(arena, all, "request", request);
    value_put(arena, all, "response", response);
    return all;
}

/* --- labels --- */

static void add_escaped(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text < ' ' || *text == '%' || *text == '|' || *text == ';' || *text == '=')
            buffer_format(out, "%%%02x", (unsigned)(unsigned char)*text);
        else
            buffer_add_byte(out, *text);
    }
}

static const char *tag_text(struct arena *arena, const struct value *said, struct expression_result result)
{
    if (result.state == EXPRESSION_VALUE)
        return expression_print(arena, result.value);
    return result.state == EXPRESSION_MISSING ? "unknown"
                                              : arena_format(arena, "not simulated: %s", value_string_of(said));
}

/* What the tags of one metric come to for this request, in the form of images/metrics.h. An expression that is
 * none leaves its label as it is. */
static const char *tags_text(struct arena *arena, const struct value *tags, const struct value *attributes)
{
    struct buffer out = {0};
    for (size_t i = 0; i < value_count(tags); i++) {
        const struct value *said = value_member_at(tags, i);
        bool removed = value_is(said, VALUE_NULL);
        struct expression_result result = {.state = EXPRESSION_MISSING};
        if (!removed)
            result = expression_evaluate(arena, value_slice(said), attributes);
        if (result.state == EXPRESSION_BROKEN)
            continue;
        add_escaped(&out, value_key_at(tags, i));
        if (!removed) {
            buffer_add_byte(&out, '=');
            add_escaped(&out, tag_text(arena, said, result));
        }
        buffer_add_byte(&out, ';');
    }
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

/* --- counting --- */

void waypoint_count(struct step *step, struct http_count *count, const struct reply *reply)
{
    static const char *const names[HTTP_METRICS] = {"requests_total", "request_duration_milliseconds",
                                                    "request_bytes", "response_bytes"};
    const struct telemetry *telemetry = telemetry_of(step);
    const char *tags[HTTP_METRICS];
    count->metrics = HTTP_ALL_METRICS;
    if (!telemetry || (!telemetry->metrics && !telemetry->silent)) {
        ledger_count_http(step->ledger, count);
        return;
    }
    const struct value *attributes = attributes_of(step, reply, count->response);
    unsigned left = telemetry->silent ? 0 : HTTP_ALL_METRICS;
    for (size_t i = 0; i < HTTP_METRICS; i++) {
        const struct value *said = value_get(telemetry->metrics, names[i]);
        tags[i] = tags_text(step->arena, value_get(said, "tags"), attributes);
        if (value_truth(value_get(said, "disabled")))
            left &= ~(1u << i);
    }
    for (size_t i = 0; i < HTTP_METRICS; i++) { /* metrics with the same labels are counted in one go */
        count->metrics = 0;
        for (size_t j = i; j < HTTP_METRICS; j++)
            if ((left & 1u << i) && (left & 1u << j) && text_equal(tags[i], tags[j]))
                count->metrics |= 1u << j;
        count->tags = slice_of(tags[i]);
        if (count->metrics)
            ledger_count_http(step->ledger, count);
        left &= ~count->metrics;
    }
}

/* --- access logs --- */

bool waypoint_logs(struct step *step, const struct reply *reply, int64_t sent)
{
    const struct telemetry *telemetry = telemetry_of(step);
    if (!telemetry || telemetry->log == LOG_AS_THE_MESH_SAYS)
        return step->configuration->access_log[0];
    if (telemetry->log == LOG_NOTHING || !telemetry->log_filter)
        return telemetry->log == LOG_REQUESTS;
    const struct value *attributes = reply ? attributes_of(step, reply, sent) : value_object(step->arena);
    struct expression_result result =
        expression_evaluate(step->arena, slice_of(telemetry->log_filter), attributes);
    return result.state == EXPRESSION_UNSIMULATED ||
           (result.state == EXPRESSION_VALUE && value_truth(result.value));
}

/* GET /healthz and /metrics: for who watches the process. */
#include <unistd.h>

#include "base/release.h"
#include "server/house.h"
#include "server/routes.h"

static void answer_health(struct exchange *exchange)
{
    bool stopping = atomic_load(&exchange->house->stopping);
    answer_status(exchange, stopping ? 503 : 200);
    exchange->response.type = "text/plain; charset=utf-8";
    buffer_format(&exchange->response.body, "%s\n", stopping ? "stopping" : "ok");
}

const struct route health_route = {.method = "GET", .path = "/healthz", .needs = ROUTE_OPEN, .answer = answer_health};

static const struct {
    const char *name, *kind, *help;
} counters[] = {
#define COUNTER_ROW(name, metric, kind, help) {metric, kind, help},
    COUNTERS(COUNTER_ROW)
#undef COUNTER_ROW
};

/* How many there are and what they do is nobody's business outside. */
static bool may_look(struct exchange *exchange)
{
    if (!exchange->house->options.public || exchange->local || exchange->teacher)
        return true;
    answer_status(exchange, 401);
    exchange->response.type = "text/plain; charset=utf-8";
    answer_header(exchange, "WWW-Authenticate", "Bearer");
    buffer_format(&exchange->response.body, "The metrics are for this machine and for who has the instructor's token.\n");
    return false;
}

/* The text format of Prometheus, 0.0.4. */
static void answer_metrics(struct exchange *exchange)
{
    struct buffer *out = &exchange->response.body;
    if (!may_look(exchange))
        return;
    answer_status(exchange, 200);
    exchange->response.type = "text/plain; version=0.0.4; charset=utf-8";
    buffer_format(out, "# HELP ambit_info The release that runs.\n# TYPE ambit_info gauge\nambit_info{release=\"%s\"} 1\n", release_name);
    for (size_t i = 0; i < COUNTER_COUNT; i++)
        buffer_format(out, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", counters[i].name, counters[i].help, counters[i].name,
                      counters[i].kind, counters[i].name, (long long)atomic_load(&exchange->house->counters[i]));
    house_lock(exchange->house);
    size_t learners = exchange->house->learner_count;
    house_unlock(exchange->house);
    buffer_format(out, "# HELP ambit_learners Learners that are known.\n# TYPE ambit_learners gauge\nambit_learners %zu\n", learners);
}

const struct route metrics_route = {.method = "GET", .path = "/metrics", .needs = ROUTE_OPEN, .answer = answer_metrics};

/* Row 4: one decision, with 10 to 100,000 policies that apply. */
#include "operations.h"

#include "base/check.h"
#include "base/hash.h"
#include "http/http.h"
#include "mesh/policies.h"
#include "traffic/policy_index.h"

enum { REQUESTS = 512 };

struct policies {
    struct arena arena;
    struct policy_list list;
    struct facts requests[REQUESTS];
    uint64_t random;
    size_t allowed; /* so that nothing is left out as useless */
};

static uint64_t below(struct policies *policies, uint64_t limit)
{
    return random_next(&policies->random) % limit;
}

/* Teams grow with the number of policies, as they do in a company: about ten policies each. */
static const char *principal_of(struct policies *policies, size_t size)
{
    return arena_format(&policies->arena, "cluster.local/ns/team-%llu/sa/app-%llu",
                        (unsigned long long)below(policies, size / 10 + 1),
                        (unsigned long long)below(policies, 4));
}

static const char *path_of(struct policies *policies, size_t size, const char *end)
{
    return arena_format(&policies->arena, "/api/v%llu/things-%llu%s", (unsigned long long)below(policies, 3),
                        (unsigned long long)below(policies, size / 10 + 1), end);
}

static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};

static const struct value *list_of(struct arena *arena, const char *text)
{
    struct value *list = value_array(arena);
    value_append(arena, list, value_text(arena, text));
    return list;
}

/* One in eight is a DENY; one in sixteen has a suffix, a "not" or a condition, which no table finds by itself.
 */
static const struct policy *make_policy(struct policies *policies, size_t size, size_t number)
{
    struct arena *arena = &policies->arena;
    struct value *object = value_object(arena), *rule = value_object(arena), *rules = value_array(arena);
    struct value *metadata = value_open(arena, object, "metadata"), *spec = value_open(arena, object, "spec");
    struct value *from = value_object(arena), *to = value_object(arena), *list = value_array(arena);
    struct value *source = value_open(arena, from, "source"), *operation = value_open(arena, to, "operation");
    value_put_text(arena, metadata, "name", arena_format(arena, "policy-%zu", number));
    value_put_text(arena, metadata, "namespace", "accounts");
    value_put_text(arena, spec, "action", below(policies, 8) ? "ALLOW" : "DENY");
    bool odd = below(policies, 16) == 0;
    value_put(arena, source, "principals", list_of(arena, principal_of(policies, size)));
    value_put(arena, operation, odd ? "notMethods" : "methods", list_of(arena, methods[below(policies, 4)]));
    value_put(arena, operation, "paths",
              list_of(arena, path_of(policies, size, below(policies, 2) ? "/*" : "")));
    value_append(arena, list, from);
    value_put(arena, rule, "from", list);
    list = value_array(arena);
    value_append(arena, list, to);
    value_put(arena, rule, "to", list);
    value_append(arena, rules, rule);
    value_put(arena, spec, "rules", rules);
    return policy_for_waypoint(arena, object);
}

static struct facts make_request(struct policies *policies, size_t size)
{
    struct facts facts = {.authenticated = true, .http = true, .port = 8080, .port_text = SLICE("8080")};
    facts.principal = slice_of(principal_of(policies, size));
    facts.namespace = SLICE("team");
    facts.method = slice_of(methods[below(policies, 4)]);
    facts.path = slice_of(path_of(policies, size, below(policies, 2) ? "/7" : ""));
    facts.host = SLICE("accounts.accounts:8080");
    facts.source_address = facts.remote_address = SLICE("10.244.1.7");
    facts.destination_address = SLICE("10.96.0.7");
    return facts;
}

static void *begin(size_t size)
{
    struct policies *policies = memory_allocate(sizeof *policies);
    policies->random = 1;
    policies->list.items = arena_allocate(&policies->arena, size * sizeof *policies->list.items);
    for (size_t i = 0; i < size; i++)
        policies->list.items[policies->list.count++] = make_policy(policies, size, i);
    policies->list.index = policy_index_new(&policies->arena, &policies->list);
    for (size_t i = 0; i < REQUESTS; i++)
        policies->requests[i] = make_request(policies, size);
    return policies;
}

static void end(void *context)
{
    struct policies *policies = context;
    arena_release(&policies->arena);
    memory_free(policies);
}

static const struct facts *next_request(struct policies *policies)
{
    return &policies->requests[random_next(&policies->random) % REQUESTS];
}

static void run_oracle(void *context, size_t times)
{
    struct policies *policies = context;
    for (size_t i = 0; i < times; i++)
        policies->allowed += policy_decide_linear(&policies->list, next_request(policies)).allowed;
}

static void run_index(void *context, size_t times)
{
    struct policies *policies = context;
    for (size_t i = 0; i < times; i++)
        policies->allowed += policy_index_decide(policies->list.index, next_request(policies)).allowed;
}

const struct operation oracle_operation = {.name = "oracle", .begin = begin, .run = run_oracle, .end = end};
const struct operation decide_operation = {.name = "decide", .begin = begin, .run = run_index, .end = end};

/* Both say the same of every request; how many they differ in. */
static size_t differences(size_t size, size_t requests)
{
    struct policies *policies = begin(size);
    size_t count = 0;
    for (size_t i = 0; i < requests; i++) {
        struct decision one = policy_decide_linear(&policies->list, &policies->requests[i]);
        struct decision other = policy_index_decide(policies->list.index, &policies->requests[i]);
        count += one.allowed != other.allowed || one.policy != other.policy || one.rule != other.rule;
    }
    end(policies);
    return count;
}

static const size_t sizes[] = {10, 100, 1000, 10000, 100000};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void measure(struct report *report)
{
    double least = 0, most = 0;
    for (size_t i = 0; i < SIZES; i++) {
        most = count_operation(&decide_operation, sizes[i], 1000, 11000);
        least = i ? least : most;
        if (most < 0) {
            report_text(report, "not counted: no valgrind");
            break;
        }
        report_text(report, "%zu: %.0f", sizes[i], most);
    }
    if (most >= 0)
        report_text(report, "asking all of 1,000: %.0f", count_operation(&oracle_operation, 1000, 100, 600));
    struct comparison time =
        compare_operations(&decide_operation, 100000, 100000, &oracle_operation, 100000, 2);
    report_text(report, "%.0f ns and 1/%.0f of linear at 100,000", time.a, 1 / time.ratio);
    report_limit(report, time.ratio, 0, 1.0 / 1000);
    if (most >= 0)
        report_limit(report, most / least, 2, 1.25);
    size_t different = differences(1000, REQUESTS) + differences(100000, 16);
    report_text(report, "%zu decisions differ", different);
    report_limit(report, (double)different + 1, 1, 0);
}

const struct row row_policies = {
    .number = "4",
    .what = "one decision at a waypoint with 10 to 100,000 policies that apply; instructions",
    .peer = "asking all of them in turn",
    .must = "the same verdict, policy and rule; twice those at 10",
    .wanted = "1.25 times those at 10; 1/1000 of the time at 100,000",
    .measure = measure,
};

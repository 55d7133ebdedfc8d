#include "tui/tables.h"

static const char *text(const struct value *row, const char *key)
{
    return value_find_text(row, key);
}

static const char *outcome(struct arena *arena, const struct value *row)
{
    int64_t status = value_number(value_get(row, "status"), 0);
    return status ? arena_format(arena, "%lld", (long long)status) : text(row, "error");
}

static const char *place(struct arena *arena, const char *at, const char *where)
{
    return where[0] ? arena_format(arena, "%s %s", at, where) : at;
}

/* --- the mesh --- */

static void add_workloads(struct rows *rows, const struct value *workloads, const char *namespace)
{
    for (size_t i = 0; i < value_count(workloads); i++) {
        const struct value *row = value_at(workloads, i);
        if (!value_says(value_get(row, "namespace"), namespace))
            continue;
        bool waypoint = value_says(value_get(row, "kind"), "waypoint");
        long long pods = (long long)value_number(value_get(row, "pods"), 0);
        long long ready = (long long)value_number(value_get(row, "ready"), 0);
        rows_line(rows, ROLE_PLAIN, waypoint ? "  <> " : "  [] ");
        rows_add(rows, waypoint ? ROLE_STRONG : ROLE_PLAIN, text(row, "name"));
        rows_format(rows, ready < pods ? ROLE_WARN : ROLE_DIM, " %lld/%lld%s", ready, pods,
                    waypoint                                      ? " waypoint"
                    : value_truth(value_get(row, "captured")) ? ""
                                                                  : " no ztunnel");
    }
}

static void add_namespaces(struct rows *rows, const struct value *mesh)
{
    const struct value *namespaces = value_get(mesh, "namespaces");
    for (size_t i = 0; i < value_count(namespaces); i++) {
        const struct value *row = value_at(namespaces, i);
        const char *name = text(row, "name"), *waypoint = text(row, "waypoint");
        if (text_equal(name, "default"))
            continue;
        rows_line(rows, ROLE_STRONG, name);
        rows_add(rows, text(row, "mode")[0] ? ROLE_GOOD : ROLE_DIM, text(row, "mode")[0] ? "  in the mesh" : "  not in the mesh");
        if (waypoint[0])
            rows_format(rows, ROLE_DIM, ", uses %s", waypoint);
        add_workloads(rows, value_get(mesh, "workloads"), name);
    }
}

/* "finance/curl ==POST==> <waypoint> --> accounts: 403, stopped at the waypoint" in two rows. */
static void add_flow(struct rows *rows, const struct value *flow)
{
    const char *via = text(flow, "via"), *stopped = text(flow, "stopped");
    bool lock = value_truth(value_get(flow, "encrypted"));
    const char *arrow = lock ? rows->unicode ? "━▶" : "=>" : rows->unicode ? "─▷" : "->";
    bool at_waypoint = text_equal(stopped, "waypoint");
    rows_line(rows, ROLE_STRONG, text(flow, "from"));
    rows_format(rows, ROLE_PLAIN, " %s %s ", text(flow, "method"), arrow);
    if (via[0])
        rows_format(rows, at_waypoint ? ROLE_BAD : ROLE_PLAIN, "<%s>%s ", via, at_waypoint ? rows->unicode ? "✖" : "X" : arrow);
    if (!at_waypoint)
        rows_add(rows, stopped[0] ? ROLE_BAD : ROLE_PLAIN, text(flow, "to"));
    const char *came = outcome(rows->arena, flow);
    rows_line(rows, ROLE_PLAIN, "    ");
    rows_format(rows, stopped[0] ? ROLE_BAD : ROLE_GOOD, "%s", came[0] ? came : "connected");
    rows_format(rows, ROLE_DIM, "%s, %s, %lld times", stopped[0] ? arena_format(rows->arena, ", stopped by the %s", stopped) : "",
                lock ? "mTLS" : "plain text", (long long)value_number(value_get(flow, "count"), 0));
    if (text(flow, "why")[0])
        rows_prose(rows, "    ", "    ", ROLE_DIM, text(flow, "why"));
}

void tables_mesh(struct rows *rows, const struct value *mesh)
{
    const struct value *flows = value_get(mesh, "flows");
    add_namespaces(rows, mesh);
    rows_new(rows);
    if (!value_count(flows))
        rows_prose(rows, "", "", ROLE_DIM, "No request has been sent yet. The first one shows here.");
    for (size_t i = value_count(flows); i-- > 0;)
        add_flow(rows, value_at(flows, i));
}

/* --- requests --- */

static const char *title_of(struct arena *arena, const struct value *request)
{
    const char *method = text(request, "method"), *client = text(request, "client");
    const char *what = method[0] ? arena_format(arena, "%s %s", method, text(request, "url"))
                                 : arena_format(arena, "connection to %s:%lld", text(request, "address"),
                                                (long long)value_number(value_get(request, "port"), 0));
    return arena_format(arena, "%s from %s", what, client[0] ? client : "this machine");
}

void tables_requests(struct rows *rows, const struct value *requests)
{
    if (!value_count(requests))
        rows_prose(rows, "", "", ROLE_DIM, "No request has been sent yet.");
    for (size_t i = value_count(requests); i-- > 0;) {
        const struct value *request = value_at(requests, i);
        int64_t status = value_number(value_get(request, "status"), 0);
        rows->item = (int)i;
        rows_line(rows, status && status < 400 ? ROLE_GOOD : ROLE_BAD,
                  arena_format(rows->arena, "%-4s", status ? outcome(rows->arena, request) : "-"));
        rows_add(rows, ROLE_PLAIN, title_of(rows->arena, request));
    }
    rows->item = -1;
}

static void add_hop(struct rows *rows, size_t number, const struct value *hop)
{
    const struct value *closest = value_get(hop, "closest");
    const char *verdict = text(hop, "verdict"), *identity = text(hop, "identity"), *policy = text(hop, "policy");
    bool bad = text_equal(verdict, "deny") || text_equal(verdict, "refuse");
    rows_line(rows, ROLE_STRONG,
              arena_format(rows->arena, "%zu. %s", number, place(rows->arena, text(hop, "at"), text(hop, "where"))));
    rows_format(rows, bad ? ROLE_BAD : ROLE_GOOD, "  %s", verdict);
    rows_prose(rows, "   ", "   ", ROLE_PLAIN, text(hop, "why"));
    if (identity[0])
        rows_prose(rows, "   ", "   ", ROLE_DIM, arena_format(rows->arena, "identity seen here: %s", identity));
    if (policy[0])
        rows_prose(rows, "   ", "   ", ROLE_PLAIN,
                   arena_format(rows->arena, "decided by **%s**, rule %lld", policy,
                                (long long)value_number(value_get(hop, "rule"), 0)));
    if (closest)
        rows_prose(rows, "   ", "   ", ROLE_WARN,
                   arena_format(rows->arena, "came closest: %s: %s", text(closest, "policy"), text(closest, "text")));
}

void tables_request(struct rows *rows, const struct value *request, size_t hops)
{
    const struct value *list = value_get(request, "hops");
    int64_t status = value_number(value_get(request, "status"), 0);
    rows_prose(rows, "", "", ROLE_STRONG, title_of(rows->arena, request));
    for (size_t i = 0; i < value_count(list) && i < hops; i++)
        add_hop(rows, i + 1, value_at(list, i));
    if (hops < value_count(list))
        rows_line(rows, ROLE_DIM, arena_format(rows->arena, "%zu of %zu hops; Right goes on", hops, value_count(list)));
    else
        rows_line(rows, status && status < 400 ? ROLE_GOOD : ROLE_BAD,
                  arena_format(rows->arena, "came to: %s", outcome(rows->arena, request)));
}

/* --- the time line --- */

static void add_point(struct rows *rows, const struct value *point)
{
    const struct value *changes = value_get(point, "changes"), *flips = value_get(point, "flips");
    struct slice line = slice_of(text(point, "line"));
    size_t end = slice_find_byte(line, '\n');
    bool present = value_truth(value_get(point, "present"));
    rows_line(rows, present ? ROLE_STRONG : ROLE_PLAIN,
              arena_format(rows->arena, "%s %.*s%s", present ? ">" : " ", (int)end, line.data, end < line.length ? " ..." : ""));
    for (size_t i = 0; i < value_count(changes); i++) {
        const struct value *change = value_at(changes, i);
        const char *namespace = text(change, "namespace");
        rows_line(rows, ROLE_DIM, arena_format(rows->arena, "    %s %s%s%s %s", text(change, "kind"), namespace,
                                               namespace[0] ? "/" : "", text(change, "name"), text(change, "what")));
    }
    for (size_t i = 0; i < value_count(flips); i++) {
        const struct value *flip = value_at(flips, i);
        rows_prose(rows, "    ", "    ", ROLE_WARN, arena_format(rows->arena, "%s: %s, was %s", text(flip, "request"),
                                                                text(flip, "after"), text(flip, "before")));
    }
}

void tables_timeline(struct rows *rows, const struct value *points)
{
    for (size_t i = value_count(points); i-- > 0;) {
        rows->item = (int)i;
        add_point(rows, value_at(points, i));
    }
    rows->item = -1;
}

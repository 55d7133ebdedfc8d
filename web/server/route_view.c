/* The lab's views as pages: the mesh, the requests and one of them hop by hop, the time line. */
#include "server/html.h"
#include "server/room.h"
#include "server/routes.h"

static const char *text(const struct value *row, const char *key)
{
    return value_find_text(row, key);
}

static long long number(const struct value *row, const char *key)
{
    return (long long)value_number(value_get(row, key), 0);
}

/* A table's head; the caller adds rows, and ends it. */
static void begin_table(struct exchange *exchange, const char *caption, const char *const *columns)
{
    html_format(exchange, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><caption>%s</caption><thead><tr>", caption, caption);
    for (; *columns; columns++)
        html_format(exchange, "<th scope=\"col\">%s</th>", *columns);
    html_format(exchange, "</tr></thead><tbody>\n");
}

static void end_table(struct exchange *exchange)
{
    html_format(exchange, "</tbody></table></div>\n");
}

static void cell(struct exchange *exchange, const char *content)
{
    html_format(exchange, "<td>");
    html_add(exchange, content);
    html_format(exchange, "</td>");
}

static const char *outcome(struct exchange *exchange, const struct value *row)
{
    return number(row, "status") ? arena_format(&exchange->arena, "%lld", number(row, "status")) : text(row, "error");
}

/* --- the mesh --- */

static void add_namespaces(struct exchange *exchange, const struct value *mesh)
{
    static const char *const columns[] = {"Namespace", "In the mesh", "Waypoint", NULL};
    const struct value *list = value_get(mesh, "namespaces");
    begin_table(exchange, "Namespaces", columns);
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *row = value_at(list, i);
        html_format(exchange, "<tr>");
        cell(exchange, text(row, "name"));
        cell(exchange, text(row, "mode")[0] ? "yes" : "no");
        cell(exchange, text(row, "waypoint"));
        html_format(exchange, "</tr>\n");
    }
    end_table(exchange);
}

static void add_workloads(struct exchange *exchange, const struct value *mesh)
{
    static const char *const columns[] = {"Workload", "Kind", "Pods ready", "Captured by ztunnel", "Service account", NULL};
    const struct value *list = value_get(mesh, "workloads");
    begin_table(exchange, "Workloads", columns);
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *row = value_at(list, i);
        html_format(exchange, "<tr>");
        cell(exchange, arena_format(&exchange->arena, "%s/%s", text(row, "namespace"), text(row, "name")));
        cell(exchange, text(row, "kind"));
        cell(exchange, arena_format(&exchange->arena, "%lld of %lld", number(row, "ready"), number(row, "pods")));
        cell(exchange, value_truth(value_get(row, "captured")) ? "yes" : "no");
        cell(exchange, text(row, "account"));
        html_format(exchange, "</tr>\n");
    }
    end_table(exchange);
}

static void add_flows(struct exchange *exchange, const struct value *mesh)
{
    static const char *const columns[] = {"From", "Method", "Through", "To", "Came to", "On the wire", "Stopped at", "Why", "Times", NULL};
    const struct value *list = value_get(mesh, "flows");
    begin_table(exchange, "Flows of the last requests", columns);
    for (size_t i = value_count(list); i-- > 0;) {
        const struct value *row = value_at(list, i);
        html_format(exchange, "<tr>");
        cell(exchange, text(row, "from"));
        cell(exchange, text(row, "method"));
        cell(exchange, text(row, "via"));
        cell(exchange, text(row, "to"));
        cell(exchange, outcome(exchange, row));
        cell(exchange, value_truth(value_get(row, "encrypted")) ? "mTLS" : "plain text");
        cell(exchange, text(row, "stopped"));
        cell(exchange, text(row, "why"));
        cell(exchange, arena_format(&exchange->arena, "%lld", number(row, "count")));
        html_format(exchange, "</tr>\n");
    }
    end_table(exchange);
}

static void add_mesh(struct exchange *exchange)
{
    const struct value *mesh = session_ask(exchange->desk->session, "mesh", &exchange->arena);
    add_flows(exchange, mesh);
    add_namespaces(exchange, mesh);
    add_workloads(exchange, mesh);
}

/* --- requests --- */

static const char *title_of(struct exchange *exchange, const struct value *request)
{
    const char *method = text(request, "method"), *client = text(request, "client");
    const char *what = method[0] ? arena_format(&exchange->arena, "%s %s", method, text(request, "url"))
                                 : arena_format(&exchange->arena, "connection to %s:%lld", text(request, "address"), number(request, "port"));
    return arena_format(&exchange->arena, "%s from %s", what, client[0] ? client : "this machine");
}

static void add_requests(struct exchange *exchange)
{
    static const char *const columns[] = {"Request", "Came to", "Identity", "Hops", NULL};
    const struct value *list = session_ask(exchange->desk->session, "requests", &exchange->arena);
    begin_table(exchange, "Requests, the last one first", columns);
    for (size_t i = value_count(list); i-- > 0;) {
        const struct value *row = value_at(list, i);
        html_format(exchange, "<tr><td><a href=\"/lab/%s/requests/%lld\">", exchange->seat->id, number(row, "id"));
        html_add(exchange, title_of(exchange, row));
        html_format(exchange, "</a></td>");
        cell(exchange, outcome(exchange, row));
        cell(exchange, text(row, "identity"));
        cell(exchange, arena_format(&exchange->arena, "%zu", value_count(value_get(row, "hops"))));
        html_format(exchange, "</tr>\n");
    }
    end_table(exchange);
    if (!value_count(list))
        html_format(exchange, "<p>No request has been sent yet.</p>\n");
}

static void add_line(struct exchange *exchange, const char *label, const char *content)
{
    if (!content[0])
        return;
    html_format(exchange, "<p>%s", label);
    html_add(exchange, content);
    html_format(exchange, "</p>");
}

static void add_hop(struct exchange *exchange, const struct value *hop)
{
    const struct value *closest = value_get(hop, "closest");
    html_format(exchange, "<li><p><strong>");
    html_add(exchange, arena_format(&exchange->arena, "%s %s %s", text(hop, "at"), text(hop, "side"), text(hop, "where")));
    html_format(exchange, "</strong>: ");
    html_add(exchange, text(hop, "verdict"));
    html_format(exchange, "</p>");
    add_line(exchange, "", text(hop, "why"));
    add_line(exchange, "Identity seen here: ", text(hop, "identity"));
    if (text(hop, "policy")[0])
        add_line(exchange, "Decided by ", arena_format(&exchange->arena, "%s, rule %lld", text(hop, "policy"), number(hop, "rule")));
    if (closest)
        add_line(exchange, "Came closest: ", arena_format(&exchange->arena, "%s: %s", text(closest, "policy"), text(closest, "text")));
    html_format(exchange, "</li>\n");
}

static void answer_request(struct exchange *exchange)
{
    const struct value *list = session_ask(exchange->desk->session, "requests", &exchange->arena), *found = NULL;
    int64_t id;
    if (!slice_to_integer(exchange->parts[1], &id))
        id = -1;
    for (size_t i = 0; i < value_count(list); i++)
        found = number(value_at(list, i), "id") == id ? value_at(list, i) : found;
    if (!found) {
        answer_error(exchange, 404, "not_found", "There is no such request (any more).");
        return;
    }
    room_page(exchange, "Request");
    html_format(exchange, "<main id=\"main\"><h2>");
    html_add(exchange, title_of(exchange, found));
    html_format(exchange, "</h2>\n<ol class=\"hops\">\n");
    for (size_t i = 0; i < value_count(value_get(found, "hops")); i++)
        add_hop(exchange, value_at(value_get(found, "hops"), i));
    html_format(exchange, "</ol>\n");
    add_line(exchange, "It came to: ", outcome(exchange, found));
    html_format(exchange, "<p><a href=\"/lab/%s/requests\">All requests</a></p></main>\n", exchange->seat->id);
    html_end(exchange);
}

/* --- the time line --- */

static void add_changes(struct exchange *exchange, const struct value *point)
{
    const struct value *changes = value_get(point, "changes"), *flips = value_get(point, "flips");
    for (size_t i = 0; i < value_count(changes); i++) {
        const struct value *row = value_at(changes, i);
        const char *namespace = text(row, "namespace");
        add_line(exchange, "", arena_format(&exchange->arena, "%s %s%s%s %s", text(row, "kind"), namespace, namespace[0] ? "/" : "",
                                            text(row, "name"), text(row, "what")));
    }
    for (size_t i = 0; i < value_count(flips); i++) {
        const struct value *row = value_at(flips, i);
        add_line(exchange, "<strong>flips</strong> ", arena_format(&exchange->arena, "%s: %s, was %s", text(row, "request"), text(row, "after"), text(row, "before")));
    }
}

static void add_travel(struct exchange *exchange, int64_t steps)
{
    html_form(exchange, arena_format(&exchange->arena, "/lab/%s/action/%s", exchange->seat->id, steps < 0 ? "undo" : "redo"));
    html_format(exchange, "<input type=\"hidden\" name=\"back\" value=\"/timeline\"><input type=\"hidden\" name=\"count\" value=\"%lld\">"
                          "<button>%s</button></form>", (long long)(steps < 0 ? -steps : steps), steps < 0 ? "back to here" : "forward to here");
}

static void add_timeline(struct exchange *exchange)
{
    const struct value *points = session_ask(exchange->desk->session, "timeline", &exchange->arena);
    size_t present = 0;
    for (size_t i = 0; i < value_count(points); i++)
        present = value_truth(value_get(value_at(points, i), "present")) ? i : present;
    html_format(exchange, "<p>What each command changed, the last one first.</p>\n<ol class=\"points\" reversed>\n");
    for (size_t i = value_count(points); i-- > 0;) {
        html_format(exchange, "<li%s><p><code>", i == present ? " aria-current=\"step\"" : "");
        html_add(exchange, text(value_at(points, i), "line"));
        html_format(exchange, "</code>%s</p>", i == present ? " <strong>(now)</strong>" : "");
        add_changes(exchange, value_at(points, i));
        if (i != present)
            add_travel(exchange, (int64_t)i - (int64_t)present);
        html_format(exchange, "</li>\n");
    }
    html_format(exchange, "</ol>\n");
}

/* --- which --- */

static const struct view {
    const char *name, *title;
    void (*add)(struct exchange *exchange);
} views[] = {
    {"mesh", "Mesh", add_mesh},
    {"requests", "Trace", add_requests},
    {"timeline", "Time line", add_timeline},
};

static void answer_view(struct exchange *exchange)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        if (!slice_is(exchange->parts[1], views[i].name))
            continue;
        room_page(exchange, views[i].title);
        html_format(exchange, "<main id=\"main\">\n");
        views[i].add(exchange);
        html_format(exchange, "</main>\n");
        html_end(exchange);
        return;
    }
    answer_error(exchange, 404, "not_found", "There is nothing at this address.");
}

const struct route lab_view_route = {.method = "GET", .path = "/lab/{}/{}", .needs = ROUTE_DESK, .answer = answer_view};
const struct route lab_request_route = {.method = "GET", .path = "/lab/{}/requests/{}", .needs = ROUTE_DESK, .answer = answer_request};

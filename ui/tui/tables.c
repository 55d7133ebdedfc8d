#include "tui/tables.h"

#include "shell/cells.h"
#include "tui/picture.h"
#include "tui/trace.h"

static const char *text(const struct value *row, const char *key)
{
    return value_find_text(row, key);
}

static const char *outcome(struct arena *arena, const struct value *row)
{
    int64_t status = value_number(value_get(row, "status"), 0);
    return status ? arena_format(arena, "%lld", (long long)status) : text(row, "error");
}

/* --- the mesh --- */

/* "[] accounts 1/1  <> waypoint 1/1" behind what stands in the row already, as far as there is room in it. */
static void add_workloads(struct rows *rows, const struct value *workloads, const char *namespace, int column)
{
    for (size_t i = 0; i < value_count(workloads); i++) {
        const struct value *row = value_at(workloads, i);
        bool waypoint = value_says(value_get(row, "kind"), "waypoint");
        long long pods = (long long)value_number(value_get(row, "pods"), 0);
        long long ready = (long long)value_number(value_get(row, "ready"), 0);
        if (!value_says(value_get(row, "namespace"), namespace))
            continue;
        const char *name = arena_format(rows->arena, "%s %s", waypoint ? "<>" : "[]", text(row, "name"));
        bool captured = waypoint || value_truth(value_get(row, "captured"));
        const char *state = arena_format(rows->arena, " %lld/%lld%s  ", ready, pods, captured ? "" : " no ztunnel");
        int cells = cells_count(slice_of(name)) + cells_count(slice_of(state));
        if (column + cells - 2 > rows->width) {
            rows_line(rows, ROLE_PLAIN, "             ");
            column = 13;
        }
        rows_add(rows, waypoint ? ROLE_STRONG : ROLE_PLAIN, name);
        rows_add(rows, ready < pods ? ROLE_WARN : ROLE_DIM, state);
        column += cells;
    }
}

static bool has_workload(const struct value *workloads, const char *namespace)
{
    for (size_t i = 0; i < value_count(workloads); i++)
        if (value_says(value_get(value_at(workloads, i), "namespace"), namespace))
            return true;
    return false;
}

static void add_namespaces(struct rows *rows, const struct value *mesh)
{
    const struct value *namespaces = value_get(mesh, "namespaces"), *workloads = value_get(mesh, "workloads");
    for (size_t i = 0; i < value_count(namespaces); i++) {
        const struct value *row = value_at(namespaces, i);
        const char *name = text(row, "name"), *waypoint = text(row, "waypoint");
        if (text_equal(name, "default") && !has_workload(workloads, name))
            continue;
        bool inside = text(row, "mode")[0];
        const char *state = arena_format(rows->arena, " %s%s%s  ", inside ? "in the mesh" : "not in the mesh",
                                         waypoint[0] ? ", uses " : "", waypoint);
        rows_line(rows, ROLE_STRONG, arena_format(rows->arena, "%-10s", name));
        rows_add(rows, inside ? ROLE_GOOD : ROLE_DIM, state);
        int column = cells_count(slice_of(name));
        add_workloads(rows, workloads, name, (column < 10 ? 10 : column) + cells_count(slice_of(state)));
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
    const char *clause = text(flow, "clause");
    if (text(flow, "why")[0])
        rows_wrapped(rows, "    ", "    ", clause[0] ? ROLE_WARN : ROLE_DIM, clause[0] ? clause : text(flow, "why"));
}

void tables_mesh(struct rows *rows, const struct value *mesh, bool drawn)
{
    const struct value *flows = value_get(mesh, "flows");
    if (drawn && rows->width >= PICTURE_COLUMNS) {
        picture_rows(rows, mesh);
        rows_new(rows);
        rows_line(rows, ROLE_TITLE, "The same as a table");
    }
    add_namespaces(rows, mesh);
    rows_new(rows);
    if (!value_count(flows))
        rows_prose(rows, "", "", ROLE_DIM, "No request has been sent yet. The first one shows here.");
    for (size_t i = value_count(flows); i-- > 0;)
        add_flow(rows, value_at(flows, i));
}

/* --- requests --- */

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
        rows_add(rows, ROLE_PLAIN, trace_title(rows->arena, request));
    }
    rows->item = -1;
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

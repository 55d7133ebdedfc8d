#include "tui/picture.h"

#include <string.h>

#include "shell/cells.h"

enum { MOST_LABEL = 20, ARROW = 13, TARGET = 18 };

struct picture {
    struct rows *rows;
    const struct value *mesh;
    int left, right; /* columns of the box's borders */
    int column;      /* of what comes next in the last row */
};

static const char *text(const struct value *row, const char *key)
{
    return value_find_text(row, key);
}

static const char *sign(const struct picture *picture, const char *unicode, const char *ascii)
{
    return picture->rows->unicode ? unicode : ascii;
}

/* --- rows that know their column --- */

static void begin(struct picture *picture)
{
    rows_new(picture->rows);
    picture->column = 0;
}

static void put(struct picture *picture, enum role role, const char *what)
{
    rows_add(picture->rows, role, what);
    picture->column += cells_count(slice_of(what));
}

/* As much of it as there is room for. */
static void put_cut(struct picture *picture, enum role role, const char *what, int cells)
{
    int all = cells_count(slice_of(what));
    if (cells <= 0)
        return;
    rows_column(picture->rows, role, what, all < cells ? all : cells);
    picture->column += all < cells ? all : cells;
}

static void fill(struct picture *picture, enum role role, const char *with, int to)
{
    while (picture->column < to)
        put(picture, role, with);
}

static void edge(struct picture *picture, const char *title, const char *left, const char *line, const char *right)
{
    begin(picture);
    fill(picture, ROLE_PLAIN, " ", picture->left);
    put(picture, ROLE_BORDER, left);
    if (title[0]) {
        put(picture, ROLE_BORDER, line);
        put_cut(picture, ROLE_STRONG, title, picture->right - picture->column - 1);
    }
    fill(picture, ROLE_BORDER, line, picture->right);
    put(picture, ROLE_BORDER, right);
}

static void close_row(struct picture *picture)
{
    fill(picture, ROLE_PLAIN, " ", picture->right);
    put(picture, ROLE_BORDER, sign(picture, "│", "|"));
}

/* --- what runs in a namespace --- */

static bool is_of(const char *key, const char *namespace)
{
    size_t length = strlen(namespace);
    return strncmp(key, namespace, length) == 0 && key[length] == '/';
}

static void add_workload(struct picture *picture, const struct value *workload)
{
    bool waypoint = value_says(value_get(workload, "kind"), "waypoint");
    long long pods = (long long)value_number(value_get(workload, "pods"), 0);
    long long ready = (long long)value_number(value_get(workload, "ready"), 0);
    put(picture, waypoint ? ROLE_KEY : ROLE_PLAIN, waypoint ? sign(picture, "◆ ", "<> ") : sign(picture, "■ ", "[] "));
    put_cut(picture, ROLE_STRONG, text(workload, "name"), picture->right - picture->column - 6);
    put(picture, ready < pods ? ROLE_WARN : ROLE_DIM, arena_format(picture->rows->arena, " %lld/%lld", ready, pods));
    bool outside = !waypoint && !value_truth(value_get(workload, "captured"));
    put(picture, ROLE_WARN, outside ? ", no ztunnel   " : "   ");
}

static size_t count_workloads(const struct picture *picture, const char *namespace)
{
    const struct value *workloads = value_get(picture->mesh, "workloads");
    size_t count = 0;
    for (size_t i = 0; i < value_count(workloads); i++)
        count += value_says(value_get(value_at(workloads, i), "namespace"), namespace);
    return count;
}

/* In as many rows as they take, from [indent] on. */
static void add_workloads(struct picture *picture, const char *namespace, bool boxed)
{
    const struct value *workloads = value_get(picture->mesh, "workloads");
    int indent = picture->column;
    for (size_t i = 0; i < value_count(workloads); i++) {
        const struct value *workload = value_at(workloads, i);
        int room = cells_count(slice_of(text(workload, "name"))) + 10;
        if (!value_says(value_get(workload, "namespace"), namespace))
            continue;
        if (picture->column > indent && picture->column + room > picture->right) {
            if (boxed)
                close_row(picture);
            begin(picture);
            fill(picture, ROLE_PLAIN, " ", boxed ? picture->left : indent);
            if (boxed)
                put(picture, ROLE_BORDER, sign(picture, "│ ", "| "));
        }
        add_workload(picture, workload);
    }
    if (boxed)
        close_row(picture);
}

/* --- arrows --- */

struct arrow {
    const char *line, *head;
    enum role role;
    bool lock;
};

static struct arrow arrow_of(const struct picture *picture, const struct value *flow)
{
    bool lock = value_truth(value_get(flow, "encrypted")), stopped = text(flow, "stopped")[0];
    return (struct arrow){.line = lock ? sign(picture, "━", "=") : sign(picture, "─", "-"),
                          .head = lock ? sign(picture, "▶", ">") : sign(picture, "▷", ">"),
                          .role = stopped ? ROLE_BAD : ROLE_GOOD,
                          .lock = lock};
}

static const char *outcome(struct arena *arena, const struct value *flow)
{
    int64_t status = value_number(value_get(flow, "status"), 0);
    const char *error = text(flow, "error");
    return status ? arena_format(arena, "%lld", (long long)status) : error[0] ? error : "connected";
}

static const char *short_name(const char *key)
{
    const char *slash = strrchr(key, '/');
    return slash ? slash + 1 : key;
}

/* From the client to the box: what it is, and whether it is locked. */
static void add_way_in(struct picture *picture, const struct value *flow, const struct arrow *arrow, bool arrives)
{
    put_cut(picture, ROLE_STRONG, text(flow, "from"), picture->left - ARROW);
    fill(picture, ROLE_PLAIN, " ", picture->left - ARROW + 1);
    put(picture, arrow->role, arrow->line);
    put_cut(picture, arrow->role, text(flow, "method"), 6);
    put(picture, arrow->role, arrow->line);
    put(picture, ROLE_PLAIN, arrow->lock ? sign(picture, "🔒", "mTLS") : "");
    fill(picture, arrow->role, arrow->line, picture->left - (arrives ? 0 : 1));
    if (!arrives)
        put(picture, ROLE_BAD, sign(picture, "✖", "X"));
    put(picture, arrives ? arrow->role : ROLE_BORDER, arrives ? sign(picture, "┿", "+") : sign(picture, "│", "|"));
}

/* Where it was refused stands a cross, and nothing goes on behind it. */
static void add_arrow(struct picture *picture, const struct value *flow)
{
    struct arrow arrow = arrow_of(picture, flow);
    const char *stopped = text(flow, "stopped"), *via = text(flow, "via"), *cross = sign(picture, "✖ ", "X ");
    bool at_waypoint = text_equal(stopped, "waypoint");
    bool arrives = !stopped[0] || at_waypoint || text_equal(text(flow, "side"), "inbound") || text_equal(stopped, "app");
    const char *came = outcome(picture->rows->arena, flow);
    int end = picture->right - cells_count(slice_of(came)) - 3;
    begin(picture);
    add_way_in(picture, flow, &arrow, arrives);
    if (arrives && via[0]) {
        put(picture, arrow.role, arena_format(picture->rows->arena, "%s%s ", arrow.line, arrow.head));
        put(picture, at_waypoint ? ROLE_BAD : ROLE_KEY, at_waypoint ? cross : sign(picture, "◆ ", "<> "));
        put_cut(picture, at_waypoint ? ROLE_BAD : ROLE_PLAIN, short_name(via), TARGET);
        put(picture, ROLE_PLAIN, " ");
    }
    if (arrives && !at_waypoint) {
        put(picture, arrow.role, arena_format(picture->rows->arena, "%s%s ", arrow.line, arrow.head));
        put(picture, stopped[0] ? ROLE_BAD : ROLE_PLAIN, stopped[0] ? cross : sign(picture, "■ ", "[] "));
        put_cut(picture, stopped[0] ? ROLE_BAD : ROLE_PLAIN, short_name(text(flow, "to")), end - picture->column);
    } else {
        fill(picture, ROLE_PLAIN, " ", end - cells_count(slice_of(short_name(text(flow, "to")))) - 6);
        put_cut(picture, ROLE_DIM, short_name(text(flow, "to")), end - picture->column);
    }
    fill(picture, ROLE_PLAIN, " ", end);
    put(picture, stopped[0] ? ROLE_BAD : ROLE_GOOD,
        arena_format(picture->rows->arena, "%s %s", came, stopped[0] ? sign(picture, "✖", "X") : sign(picture, "✔", "ok")));
    close_row(picture);
}

/* Why it was refused, under the place: the clause that came closest, or the whole reason. */
static void add_clause(struct picture *picture, const struct value *flow)
{
    struct rows lines;
    const char *clause = text(flow, "clause"), *why = clause[0] ? clause : text(flow, "why"), *policy = text(flow, "policy");
    if (!text(flow, "stopped")[0])
        return;
    if (policy[0] && !clause[0])
        why = arena_format(picture->rows->arena, "%s (%s)", why, policy);
    rows_begin(&lines, picture->rows->arena, picture->right - picture->left - 8, picture->rows->unicode);
    rows_wrapped(&lines, "", "", ROLE_WARN, why);
    for (size_t i = 0; i < lines.count; i++) {
        begin(picture);
        fill(picture, ROLE_PLAIN, " ", picture->left);
        put(picture, ROLE_BORDER, sign(picture, i ? "│      " : "│    └ ", i ? "|      " : "|    ` "));
        for (const struct span *span = lines.list[i].first; span; span = span->next)
            put(picture, span->role, arena_copy(picture->rows->arena, span->text));
        close_row(picture);
    }
    rows_release(&lines);
}

/* --- boxes --- */

static const char *box_title(struct picture *picture, const struct value *namespace)
{
    const char *waypoint = text(namespace, "waypoint");
    return arena_format(picture->rows->arena, " %s: %s%s%s ", text(namespace, "name"),
                        text(namespace, "mode")[0] ? "in the mesh" : "not in the mesh", waypoint[0] ? ", uses " : "",
                        waypoint);
}

static void add_box(struct picture *picture, const char *title, const char *namespace)
{
    const struct value *flows = value_get(picture->mesh, "flows");
    edge(picture, title, sign(picture, "┌", "+"), sign(picture, "─", "-"), sign(picture, "┐", "+"));
    if (count_workloads(picture, namespace)) {
        begin(picture);
        fill(picture, ROLE_PLAIN, " ", picture->left);
        put(picture, ROLE_BORDER, sign(picture, "│ ", "| "));
        add_workloads(picture, namespace, true);
    }
    for (size_t i = value_count(flows); i-- > 0;) {
        const struct value *flow = value_at(flows, i);
        bool elsewhere = !namespace[0] && !strchr(text(flow, "to"), '/');
        if (!elsewhere && !(namespace[0] && is_of(text(flow, "to"), namespace)))
            continue;
        add_arrow(picture, flow);
        add_clause(picture, flow);
    }
    edge(picture, "", sign(picture, "└", "+"), sign(picture, "─", "-"), sign(picture, "┘", "+"));
}

static bool serves(const struct value *mesh, const char *list, const char *key, const char *namespace)
{
    const struct value *rows = value_get(mesh, list);
    for (size_t i = 0; i < value_count(rows); i++)
        if (is_of(text(value_at(rows, i), key), namespace))
            return true;
    return false;
}

static void measure(struct picture *picture)
{
    const struct value *flows = value_get(picture->mesh, "flows");
    int label = 8;
    for (size_t i = 0; i < value_count(flows); i++) {
        int cells = cells_count(slice_of(text(value_at(flows, i), "from")));
        label = cells > label ? cells : label;
    }
    picture->left = value_count(flows) ? (label < MOST_LABEL ? label : MOST_LABEL) + ARROW : 0;
    picture->right = picture->rows->width - 1;
}

void picture_rows(struct rows *rows, const struct value *mesh)
{
    struct picture picture = {.rows = rows, .mesh = mesh};
    const struct value *namespaces = value_get(mesh, "namespaces"), *flows = value_get(mesh, "flows");
    bool elsewhere = false;
    measure(&picture);
    for (size_t i = 0; i < value_count(namespaces); i++) {
        const char *name = text(value_at(namespaces, i), "name");
        if (serves(mesh, "services", "key", name) || serves(mesh, "flows", "to", name))
            add_box(&picture, box_title(&picture, value_at(namespaces, i)), name);
    }
    for (size_t i = 0; i < value_count(flows); i++)
        elsewhere |= !strchr(text(value_at(flows, i), "to"), '/');
    if (elsewhere)
        add_box(&picture, " elsewhere ", "");
    for (size_t i = 0; i < value_count(namespaces); i++) {
        const struct value *namespace = value_at(namespaces, i);
        const char *name = text(namespace, "name");
        if (serves(mesh, "services", "key", name) || serves(mesh, "flows", "to", name) || !count_workloads(&picture, name))
            continue;
        begin(&picture);
        put(&picture, ROLE_STRONG, name);
        put(&picture, ROLE_DIM, text(namespace, "mode")[0] ? " (in the mesh): " : " (not in the mesh): ");
        add_workloads(&picture, name, false);
    }
}

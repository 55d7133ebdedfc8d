#include "tui/trace.h"

static const char *text(const struct value *row, const char *key)
{
    return value_find_text(row, key);
}

static int64_t number(const struct value *row, const char *key)
{
    return value_number(value_get(row, key), 0);
}

const char *trace_title(struct arena *arena, const struct value *request)
{
    const char *method = text(request, "method"), *client = text(request, "client");
    const char *what = method[0] ? arena_format(arena, "%s %s", method, text(request, "url"))
                                 : arena_format(arena, "connection to %s:%lld", text(request, "address"),
                                                (long long)number(request, "port"));
    return arena_format(arena, "%s from %s", what, client[0] ? client : "this machine");
}

static bool refuses(const struct value *hop)
{
    return text_equal(text(hop, "verdict"), "deny") || text_equal(text(hop, "verdict"), "refuse");
}

/* "2. waypoint accounts/waypoint-...: deny" */
static void add_head(struct rows *rows, size_t place, const struct value *hop, bool here)
{
    const char *at = text(hop, "at"), *where = text(hop, "where"), *side = text(hop, "side");
    const char *mark = !here ? "  " : rows->unicode ? "▶ " : "> ";
    rows_line(rows, here ? ROLE_KEY : ROLE_DIM, mark);
    rows_format(rows, here ? ROLE_STRONG : ROLE_PLAIN, "%zu. %s%s%s%s%s", place, at, side[0] ? ", " : "", side,
                where[0] ? text_equal(at, "ztunnel") ? ", for " : " " : "", where);
    rows_format(rows, refuses(hop) ? ROLE_BAD : ROLE_GOOD, "  %s %s", refuses(hop) ? rows->unicode ? "✖" : "X" : rows->unicode ? "✔" : "ok",
                text(hop, "verdict"));
}

/* --- the hop that it has come to --- */

enum { AROUND = 4 };

/* The policy's YAML around its deciding lines, which are lit up and marked. */
static void add_manifest(struct rows *rows, const struct value *manifest, bool closest)
{
    struct slice rest = slice_of(text(manifest, "text")), line;
    int64_t first = number(manifest, "line"), behind = first + number(manifest, "lines");
    if (!manifest)
        return;
    rows_line(rows, ROLE_STRONG, arena_format(rows->arena, "   %s%s, as it is now:", text(manifest, "policy"),
                                              closest ? ", which came closest" : ""));
    for (int64_t i = 1; rest.length && slice_next(&rest, '\n', &line); i++) {
        bool lit = i >= first && i < behind;
        if (i == first - AROUND - 1 || i == behind + AROUND)
            rows_line(rows, ROLE_DIM, rows->unicode ? "     | …" : "     | ...");
        if (i < first - AROUND || i >= behind + AROUND)
            continue;
        const char *mark = !lit ? "     | " : rows->unicode ? "   ▶ | " : "   > | ";
        if (line.length)
            rows_verbatim(rows, mark, "     |   ", lit ? ROLE_FOUND : ROLE_DIM, line);
    }
}

static void add_bytes(struct rows *rows, const char *title, const char *bytes)
{
    struct slice rest = slice_of(bytes), line;
    if (!bytes[0])
        return;
    rows_line(rows, ROLE_STRONG, title);
    while (rest.length && slice_next(&rest, '\n', &line)) {
        line = slice_trim(line);
        if (line.length)
            rows_verbatim(rows, "     | ", "     |   ", ROLE_CODE, line);
        else
            rows_line(rows, ROLE_DIM, "     |");
    }
}

static void add_hop(struct rows *rows, const struct value *hop)
{
    const struct value *closest = value_get(hop, "closest");
    const char *identity = text(hop, "identity"), *policy = text(hop, "policy");
    rows_wrapped(rows, "   ", "   ", ROLE_PLAIN, text(hop, "why"));
    if (identity[0])
        rows_wrapped(rows, "   ", "   ", ROLE_DIM, arena_format(rows->arena, "identity seen here: %s", identity));
    else if (value_get(hop, "identity"))
        rows_line(rows, ROLE_WARN, "   no identity is seen here");
    if (policy[0])
        rows_prose(rows, "   ", "   ", ROLE_PLAIN,
                   arena_format(rows->arena, "decided by **%s**, rule %lld", policy, (long long)number(hop, "rule")));
    if (closest)
        rows_wrapped(rows, "   ", "   ", ROLE_WARN,
                     arena_format(rows->arena, "came closest: %s: %s", text(closest, "policy"), text(closest, "text")));
    add_manifest(rows, value_get(hop, "manifest"), !policy[0]);
    add_bytes(rows, value_truth(value_get(hop, "reads")) ? "   the bytes it reads:" : "   the bytes it passes on, unread:",
              text(hop, "bytes"));
    add_bytes(rows, "   what the app answers:", text(hop, "answer"));
}

static void add_end(struct rows *rows, const struct value *request)
{
    int64_t status = number(request, "status");
    const char *came = status ? arena_format(rows->arena, "%lld", (long long)status) : text(request, "error");
    rows_line(rows, status && status < 400 ? ROLE_GOOD : ROLE_BAD, arena_format(rows->arena, "came to: %s", came));
    add_bytes(rows, "   the bytes that the client got:", text(request, "returned"));
}

void trace_rows(struct rows *rows, const struct value *request, size_t hops)
{
    const struct value *list = value_get(request, "hops");
    size_t count = value_count(list);
    rows_wrapped(rows, "", "", ROLE_STRONG, trace_title(rows->arena, request));
    for (size_t i = 0; i < count && i < hops; i++) {
        bool here = i + 1 == hops;
        rows->item = here ? 0 : -1;
        add_head(rows, i + 1, value_at(list, i), here);
        rows->item = -1;
        if (here)
            add_hop(rows, value_at(list, i));
    }
    if (hops > count)
        add_end(rows, request);
    else
        rows_line(rows, ROLE_DIM, arena_format(rows->arena, "step %zu of %zu; Right goes on, Left back", hops, count + 1));
}

/* The mesh, the requests and the time line as tables of text: what a person without a screen, or with a reader of
 * it, has instead of pictures. */
#include "base/buffer.h"
#include "session/record.h"
#include "tools/tabwriter.h"
#include "traffic/hop.h"

/* Prints lines of cells, one tab behind each cell, as columns. */
static void print_table(struct process *process, struct buffer *cells)
{
    struct buffer out = {0};
    tabwriter_format(&out, buffer_slice(cells), 0, 3, NULL);
    const char *text = arena_copy(process->arena, buffer_slice(&out));
    buffer_release(&out);
    buffer_release(cells);
    process_print(process, "%s", text);
}

/* What a request came to, in a word: "200", "connection reset". */
static const char *outcome(struct arena *arena, const struct value *row)
{
    int64_t status = value_number(value_get(row, "status"), 0);
    return status ? arena_format(arena, "%lld", (long long)status) : value_find_text(row, "error");
}

static const char *or_dash(const char *text)
{
    return text[0] ? text : "-";
}

static const char *stop_of(struct arena *arena, const struct value *row)
{
    const char *stopped = value_find_text(row, "stopped"), *policy = value_find_text(row, "policy");
    return policy[0] ? arena_format(arena, "%s, by %s", stopped, policy) : or_dash(stopped);
}

int lab_mesh(struct session *session, struct process *process, int count, char *const *words)
{
    struct arena *arena = process->arena;
    const struct value *picture = picture_value(session, arena), *rows = value_get(picture, "namespaces");
    struct buffer cells = {0};
    (void)count;
    (void)words;
    buffer_add_text(&cells, "NAMESPACE\tMESH\tWAYPOINT\n");
    for (size_t i = 0; i < value_count(rows); i++) {
        const struct value *row = value_at(rows, i);
        buffer_format(&cells, "%s\t%s\t%s\n", value_find_text(row, "name"), or_dash(value_find_text(row, "mode")),
                      or_dash(value_find_text(row, "waypoint")));
    }
    print_table(process, &cells);
    rows = value_get(picture, "workloads");
    buffer_add_text(&cells, "\nWORKLOAD\tKIND\tREADY\tZTUNNEL\n");
    for (size_t i = 0; i < value_count(rows); i++) {
        const struct value *row = value_at(rows, i);
        buffer_format(&cells, "%s\t%s\t%lld/%lld\t%s\n", value_find_text(row, "key"), value_find_text(row, "kind"),
                      (long long)value_number(value_get(row, "ready"), 0),
                      (long long)value_number(value_get(row, "pods"), 0),
                      value_truth(value_get(row, "captured")) ? "yes" : "no");
    }
    print_table(process, &cells);
    rows = value_get(picture, "flows");
    if (!value_count(rows)) {
        process_print(process, "\nNo request has been sent yet.\n");
        return 0;
    }
    buffer_add_text(&cells, "\nFROM\tTO\tMETHOD\tVIA\tMTLS\tTIMES\tLAST\tSTOPPED\n");
    for (size_t i = 0; i < value_count(rows); i++) {
        const struct value *row = value_at(rows, i);
        buffer_format(&cells, "%s\t%s\t%s\t%s\t%s\t%lld\t%s\t%s\n", value_find_text(row, "from"),
                      value_find_text(row, "to"), or_dash(value_find_text(row, "method")),
                      or_dash(value_find_text(row, "via")), value_truth(value_get(row, "encrypted")) ? "yes" : "no",
                      (long long)value_number(value_get(row, "count"), 0), or_dash(outcome(arena, row)),
                      stop_of(arena, row));
    }
    print_table(process, &cells);
    return 0;
}

int lab_trace(struct session *session, struct process *process, int count, char *const *words)
{
    enum { SHOWN = 10 };
    struct arena *arena = process->arena;
    const struct value *records = checks_evidence(session, process_hold(process), arena).sent;
    size_t total = value_count(records), first = total > SHOWN ? total - SHOWN : 0;
    struct buffer cells = {0};
    (void)count;
    (void)words;
    if (!total) {
        process_print(process, "No request has been sent yet.\n");
        return 1;
    }
    buffer_add_text(&cells, "WHY\tFROM\tREQUEST\tVIA\tCAME TO\tDECIDED BY\n");
    for (size_t i = first; i < total; i++) {
        const struct value *record = value_at(records, i), *hop = hop_deciding(record);
        const char *client = value_find_text(record, "client"), *method = value_find_text(record, "method");
        const char *request = method[0] ? arena_format(arena, "%s %s", method, value_find_text(record, "url"))
                                        : arena_format(arena, "%s:%lld", value_find_text(record, "address"),
                                                       (long long)value_number(value_get(record, "port"), 0));
        buffer_format(&cells, "%zu\t%s\t%s\t%s\t%s\t%s %s\n", total - i, client[0] ? client : "this machine", request,
                      or_dash(value_find_text(record, "via")), or_dash(outcome(arena, record)),
                      value_find_text(hop, "at"), value_find_text(hop, "policy"));
    }
    print_table(process, &cells);
    process_print(process, "lab why N explains one of them, hop by hop.\n");
    return 0;
}

static void print_changes(struct process *process, const struct value *point)
{
    const struct value *changes = value_get(point, "changes"), *flips = value_get(point, "flips");
    for (size_t i = 0; i < value_count(changes); i++) {
        const struct value *change = value_at(changes, i);
        const char *namespace = value_find_text(change, "namespace");
        process_print(process, "       %s %s%s%s %s\n", value_find_text(change, "kind"), namespace,
                      namespace[0] ? "/" : "", value_find_text(change, "name"), value_find_text(change, "what"));
    }
    for (size_t i = 0; i < value_count(flips); i++) {
        const struct value *flip = value_at(flips, i);
        process_print(process, "       %s: %s, was %s\n", value_find_text(flip, "request"),
                      value_find_text(flip, "after"), value_find_text(flip, "before"));
    }
}

int lab_timeline(struct session *session, struct process *process, int count, char *const *words)
{
    const struct value *points = timeline_value(session, process->arena);
    (void)count;
    (void)words;
    for (size_t i = 0; i < value_count(points); i++) {
        const struct value *point = value_at(points, i);
        struct slice line = slice_of(value_find_text(point, "line"));
        size_t end = slice_find_byte(line, '\n');
        process_print(process, "%s %3zu. %.*s%s\n", value_truth(value_get(point, "present")) ? ">" : " ", i, (int)end,
                      line.data, end < line.length ? " ..." : "");
        print_changes(process, point);
    }
    process_print(process, "lab undo N and lab redo N go back and forward in it.\n");
    return 0;
}

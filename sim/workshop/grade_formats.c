/* Reports as text: for people, spreadsheets, and the programs that show tests. One row a format. */
#include "data/gotext.h"
#include "data/json.h"
#include "workshop/grade_report.h"

struct writing {
    struct buffer *out;
    struct arena *arena;
    const struct value *reports;
};

static int64_t number(const struct value *object, const char *key)
{
    return value_number(value_get(object, key), 0);
}

static bool truth(const struct value *object, const char *key)
{
    return value_truth(value_get(object, key));
}

static const struct value *report_at(const struct value *reports, size_t index, const char **file)
{
    const struct value *one = value_at(reports, index);
    *file = value_find_text(one, "file");
    return value_get(one, "report");
}

/* A text on a terminal, where nothing that a stranger wrote may be more than text. */
static void add_plain(struct buffer *out, struct slice text)
{
    while (text.length) {
        size_t width;
        unsigned code = utf8_decode(text, &width);
        if (code < 0x20 || code == 0x7f || (code >= 0x80 && code < 0xa0))
            buffer_add_byte(out, '?');
        else
            utf8_encode(out, code);
        text = slice_part(text, width, text.length);
    }
}

static void add_lines(struct buffer *out, const char *indent, const char *text)
{
    struct slice rest = slice_of(text), line;
    while (rest.length && slice_next(&rest, '\n', &line)) {
        buffer_add_text(out, indent);
        add_plain(out, line);
        buffer_add_byte(out, '\n');
    }
}

/* --- text --- */

static const char *mark_of(const struct value *criterion)
{
    if (value_says(value_get(criterion, "verdict"), "done"))
        return truth(criterion, "skipped") ? "skipped" : "done";
    return value_find_text(criterion, "verdict");
}

static void text_help(struct buffer *out, const struct value *criterion)
{
    int64_t hints = number(criterion, "hints");
    if (hints)
        buffer_format(out, "; %lld hint%s", (long long)hints, hints == 1 ? "" : "s");
    if (truth(criterion, "solution"))
        buffer_add_text(out, "; the solution was shown");
}

static void text_criterion(struct buffer *out, const struct value *criterion)
{
    buffer_format(out, "    [%s] %lld of %lld  ", mark_of(criterion), (long long)number(criterion, "earned"),
                  (long long)number(criterion, "points"));
    add_plain(out, value_slice(value_get(criterion, "title")));
    buffer_format(out, "%s%s", truth(criterion, "optional") ? " (optional)" : "",
                  truth(criterion, "hidden") ? " (hidden)" : "");
    text_help(out, criterion);
    buffer_add_byte(out, '\n');
    add_lines(out, "        ", value_find_text(criterion, "message"));
}

static void text_report(struct buffer *out, const char *file, const struct value *report)
{
    add_plain(out, slice_of(file));
    buffer_format(out, ": %s", value_find_text(report, "outcome"));
    if (value_count(value_get(report, "criteria"))) {
        buffer_format(out, ", %lld of %lld points", (long long)number(report, "points"),
                      (long long)number(report, "possible"));
        if (number(report, "bonus_possible"))
            buffer_format(out, " and %lld of %lld extra", (long long)number(report, "bonus"),
                          (long long)number(report, "bonus_possible"));
        if (number(report, "untold"))
            buffer_format(out, "; %lld more cannot be told from manifests",
                          (long long)number(report, "untold"));
    }
    buffer_add_byte(out, '\n');
    add_lines(out, "    ", value_find_text(report, "reason"));
    if (*value_find_text(report, "scenario")) {
        buffer_add_text(out, "    ");
        add_plain(out, value_slice(value_get(report, "scenario")));
        buffer_add_text(out, *value_find_text(report, "learner") ? ", by " : "");
        add_plain(out, value_slice(value_get(report, "learner")));
        buffer_add_byte(out, '\n');
    }
    const struct value *notes = value_get(report, "notes"), *criteria = value_get(report, "criteria");
    for (size_t i = 0; i < value_count(notes); i++)
        add_lines(out, "    note: ", value_string_of(value_at(notes, i)));
    for (size_t i = 0; i < value_count(criteria); i++)
        text_criterion(out, value_at(criteria, i));
}

static void write_text(struct writing *writing)
{
    static const char *const outcomes[] = {"graded", "verified", "recorded by another release", "altered",
                                           "unreadable"};
    size_t counts[sizeof outcomes / sizeof *outcomes] = {0}, count = value_count(writing->reports);
    for (size_t i = 0; i < count; i++) {
        const char *file;
        const struct value *report = report_at(writing->reports, i, &file);
        text_report(writing->out, file, report);
        for (size_t j = 0; j < sizeof outcomes / sizeof *outcomes; j++)
            counts[j] += value_says(value_get(report, "outcome"), outcomes[j]);
    }
    buffer_format(writing->out, "%zu file%s", count, count == 1 ? "" : "s");
    const char *mark = ": ";
    for (size_t j = 0; j < sizeof outcomes / sizeof *outcomes; j++) {
        if (!counts[j])
            continue;
        buffer_format(writing->out, "%s%zu %s", mark, counts[j], outcomes[j]);
        mark = ", ";
    }
    buffer_add_text(writing->out, ".\n");
}

/* --- JSON --- */

static void write_json(struct writing *writing)
{
    json_write_indented(writing->out, writing->reports, 2);
    buffer_add_byte(writing->out, '\n');
}

/* --- CSV: RFC 4180, and nothing in it is a formula --- */

static void add_cell(struct buffer *out, struct slice text)
{
    bool formula = text.length && slice_find_byte(SLICE("=+-@\t\r"), text.data[0]) < 6;
    buffer_add_byte(out, '"');
    if (formula) /* a spreadsheet would compute it */
        buffer_add_byte(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, text.data[i] ? text.data[i] : ' ');
    }
    buffer_add_byte(out, '"');
}

static const struct csv_column {
    const char *name, *path; /* of the report; NULL: the file */
} csv_columns[] = {
    {"file", NULL},
    {"learner", "learner"},
    {"challenge", "scenario"},
    {"outcome", "outcome"},
    {"points", "points"},
    {"possible", "possible"},
    {"bonus", "bonus"},
    {"bonus possible", "bonus_possible"},
    {"commands", "commands"},
    {"hints", "hints"},
    {"solutions", "solution"},
    {"skipped", "skipped"},
    {"reason", "reason"},
};
enum { CSV_COLUMNS = sizeof csv_columns / sizeof *csv_columns };

/* A column is a field of the report, or in how many of its criteria it is so. */
static void add_field(struct buffer *out, const struct value *report, const char *path)
{
    const struct value *field = value_get(report, path), *criteria = value_get(report, "criteria");
    if (value_is(field, VALUE_STRING)) {
        add_cell(out, value_slice(field));
        return;
    }
    int64_t sum = value_number(field, 0);
    for (size_t i = 0; !field && i < value_count(criteria); i++)
        sum += truth(value_at(criteria, i), path);
    buffer_format(out, "%lld", (long long)sum);
}

static void write_csv(struct writing *writing)
{
    for (size_t i = 0; i < CSV_COLUMNS; i++)
        buffer_format(writing->out, "%s%s", i ? "," : "", csv_columns[i].name);
    buffer_add_text(writing->out, "\r\n");
    for (size_t i = 0; i < value_count(writing->reports); i++) {
        const char *file;
        const struct value *report = report_at(writing->reports, i, &file);
        add_cell(writing->out, slice_of(file));
        for (size_t j = 1; j < CSV_COLUMNS; j++) {
            buffer_add_byte(writing->out, ',');
            add_field(writing->out, report, csv_columns[j].path);
        }
        buffer_add_text(writing->out, "\r\n");
    }
}

/* --- JUnit --- */

/* XML 1.0 knows no control characters, not even as references. */
static void add_xml(struct buffer *out, struct slice text, bool attribute)
{
    while (text.length) {
        size_t width;
        unsigned code = utf8_decode(text, &width);
        const char *entity = code == '&'   ? "&amp;"
                             : code == '<' ? "&lt;"
                             : code == '>' ? "&gt;"
                             : code == '"' ? "&quot;"
                                           : NULL;
        if (entity)
            buffer_add_text(out, entity);
        else if (code == '\n' && attribute)
            buffer_add_text(out, "&#10;");
        else if ((code < 0x20 && code != '\n' && code != '\t') || code == 0x7f || code == 0xFFFE ||
                 code == 0xFFFF)
            buffer_add_byte(out, '?');
        else
            utf8_encode(out, code);
        text = slice_part(text, width, text.length);
    }
}

static void add_attribute(struct buffer *out, const char *name, struct slice text)
{
    buffer_format(out, " %s=\"", name);
    add_xml(out, text, true);
    buffer_add_byte(out, '"');
}

static bool earned(const struct value *criterion)
{
    return value_says(value_get(criterion, "verdict"), "done") && !truth(criterion, "skipped");
}

static bool is_told(const struct value *criterion)
{
    return !value_says(value_get(criterion, "verdict"), "cannot be told");
}

static void junit_case(struct buffer *out, const struct value *report, const struct value *criterion)
{
    bool altered = value_says(value_get(report, "outcome"), "altered");
    buffer_add_text(out, "    <testcase");
    add_attribute(out, "classname", value_slice(value_get(report, "scenario")));
    add_attribute(out, "name", value_slice(value_get(criterion, "title")));
    if (earned(criterion) && !altered) {
        buffer_add_text(out, "/>\n");
        return;
    }
    bool skipped = !is_told(criterion) || truth(criterion, "optional");
    bool broken = value_says(value_get(criterion, "verdict"), "author's error");
    const char *element = altered ? "failure" : skipped ? "skipped" : broken ? "error" : "failure";
    buffer_format(out, ">\n      <%s", element);
    add_attribute(out, "message", altered ? SLICE("the submission was altered") : slice_of(mark_of(criterion)));
    buffer_add_byte(out, '>');
    add_xml(out, value_slice(value_get(criterion, "message")), false);
    buffer_format(out, "</%s>\n    </testcase>\n", element);
}

static void junit_counts(const struct value *report, size_t counts[4])
{
    const struct value *criteria = value_get(report, "criteria");
    bool altered = value_says(value_get(report, "outcome"), "altered");
    counts[0] = value_count(criteria);
    counts[1] = counts[2] = counts[3] = 0;
    for (size_t i = 0; i < value_count(criteria); i++) {
        const struct value *one = value_at(criteria, i);
        if (earned(one) && !altered)
            continue;
        bool skipped = !is_told(one) || truth(one, "optional");
        bool broken = value_says(value_get(one, "verdict"), "author's error");
        counts[altered ? 1 : skipped ? 3 : broken ? 2 : 1]++;
    }
}

static void write_junit(struct writing *writing)
{
    struct buffer *out = writing->out;
    buffer_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ambit grade\">\n");
    for (size_t i = 0; i < value_count(writing->reports); i++) {
        const char *file;
        const struct value *report = report_at(writing->reports, i, &file),
                           *criteria = value_get(report, "criteria");
        bool unread = value_says(value_get(report, "outcome"), "unreadable");
        size_t counts[4];
        junit_counts(report, counts);
        buffer_add_text(out, "  <testsuite");
        add_attribute(out, "name", slice_of(file));
        buffer_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n",
                      counts[0] + unread, counts[1], counts[2] + unread, counts[3]);
        if (unread) {
            buffer_add_text(out, "    <testcase name=\"readable\">\n      <error message=\"unreadable\">");
            add_xml(out, value_slice(value_get(report, "reason")), false);
            buffer_add_text(out, "</error>\n    </testcase>\n");
        }
        for (size_t j = 0; j < value_count(criteria); j++)
            junit_case(out, report, value_at(criteria, j));
        buffer_add_text(out, "  </testsuite>\n");
    }
    buffer_add_text(out, "</testsuites>\n");
}

/* --- Exercism's results.json, version 2 --- */

static const char *status_of(const struct value *report, const struct value *criterion)
{
    if (value_says(value_get(report, "outcome"), "altered"))
        return "fail";
    if (value_says(value_get(criterion, "verdict"), "author's error"))
        return "error";
    return earned(criterion) ? "pass" : "fail";
}

/* The format is one solution's. Of several, their tests follow each other, each under its file's name. */
static void write_results(struct writing *writing)
{
    struct arena *arena = writing->arena;
    struct value *whole = value_object(arena), *tests = value_array(arena);
    const char *status = "pass", *message = NULL;
    bool several = value_count(writing->reports) > 1;
    for (size_t i = 0; i < value_count(writing->reports); i++) {
        const char *file;
        const struct value *report = report_at(writing->reports, i, &file),
                           *criteria = value_get(report, "criteria");
        bool unread = value_says(value_get(report, "outcome"), "unreadable");
        if (*value_find_text(report, "reason"))
            message = arena_format(arena, "%s: %s", value_find_text(report, "outcome"),
                                   value_find_text(report, "reason"));
        if (unread)
            status = "error";
        for (size_t j = 0; j < value_count(criteria); j++) {
            const struct value *one = value_at(criteria, j);
            if (truth(one, "optional") || !is_told(one))
                continue;
            const char *own = status_of(report, one), *title = value_find_text(one, "title");
            struct value *test = value_object(arena);
            value_put_text(arena, test, "name", several ? arena_format(arena, "%s: %s", file, title) : title);
            value_put_text(arena, test, "status", own);
            value_put_integer(arena, test, "task_id", (int64_t)j + 1);
            if (!text_equal(own, "pass")) {
                value_put(arena, test, "message", value_get(one, "message"));
                status = text_equal(status, "error") ? status : "fail";
            }
            value_append(arena, tests, test);
        }
    }
    value_put_integer(arena, whole, "version", 2);
    value_put_text(arena, whole, "status", status);
    if (message && !text_equal(status, "pass"))
        value_put_text(arena, whole, "message", message);
    value_put(arena, whole, "tests", tests);
    json_write_indented(writing->out, whole, 2);
    buffer_add_byte(writing->out, '\n');
}

static const struct {
    const char *name;
    void (*write)(struct writing *writing);
} formats[] = {
    {"text", write_text},   {"json", write_json},       {"csv", write_csv},
    {"junit", write_junit}, {"results", write_results},
};

bool grade_write(struct buffer *out, const char *format, const struct value *reports)
{
    struct arena arena = {0};
    struct writing writing = {out, &arena, reports};
    bool known = false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !known; i++) {
        known = text_equal(formats[i].name, format);
        if (known)
            formats[i].write(&writing);
    }
    arena_release(&arena);
    return known;
}

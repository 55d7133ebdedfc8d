/* The page about one submission that a person can appeal with: what was asked, what was expected, what was
 * seen, which rule decided, and after which command it became so. HTML that needs nothing else, and runs
 * nothing. */
#include "base/release.h"
#include "data/gotext.h"
#include "workshop/grade_report.h"

struct page {
    struct buffer *out;
    struct arena arena;
    const char *file;
    const struct value *report;
};

static const char style[] =
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin-top:1.5rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px "
    "solid #ddd;"
    "vertical-align:top}pre{background:#f4f4f4;padding:.6rem;overflow-x:auto;white-space:pre-wrap;overflow-"
    "wrap:anywhere}"
    "td pre{margin:0;padding:0;background:none}.number{text-align:right;white-space:nowrap}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}pre{background:#262626}th,td{border-"
    "color:#444}}";

static int64_t number(const struct value *object, const char *key)
{
    return value_number(value_get(object, key), 0);
}

/* Text of a stranger's: nothing in it is markup, and nothing of it hides or turns around what stands beside it.
 */
static void add_text(struct buffer *out, struct slice text)
{
    while (text.length) {
        size_t width;
        unsigned code = utf8_decode(text, &width);
        bool turns = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
        if (code == '&')
            buffer_add_text(out, "&amp;");
        else if (code == '<')
            buffer_add_text(out, "&lt;");
        else if (code == '>')
            buffer_add_text(out, "&gt;");
        else if (code == '"')
            buffer_add_text(out, "&quot;");
        else if ((code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0) || turns)
            buffer_add_text(out, "\xef\xbf\xbd");
        else
            utf8_encode(out, code);
        text = slice_part(text, width, text.length);
    }
}

static void add_value(struct buffer *out, const struct value *text)
{
    add_text(out, value_slice(text));
}

static void add_row(struct page *page, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    buffer_format(page->out, "<tr><th>%s</th><td>", name);
    add_text(page->out, slice_of(text));
    buffer_add_text(page->out, "</td></tr>\n");
}

static const char *score_text(struct page *page)
{
    const struct value *report = page->report;
    struct buffer out = {0};
    buffer_format(&out, "%lld of %lld", (long long)number(report, "points"),
                  (long long)number(report, "possible"));
    if (number(report, "bonus_possible"))
        buffer_format(&out, ", and %lld of %lld extra", (long long)number(report, "bonus"),
                      (long long)number(report, "bonus_possible"));
    if (number(report, "untold"))
        buffer_format(&out, "; %lld more cannot be told from manifests", (long long)number(report, "untold"));
    if (value_says(value_get(report, "outcome"), "altered"))
        buffer_format(&out, "; without the alteration its commands would have earned %lld",
                      (long long)value_number(value_find(report, "replayed.points"), 0));
    const char *text = arena_text(&page->arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

static void begin_html(struct buffer *out, const char *title, const char *heading)
{
    buffer_add_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                         "style-src 'unsafe-inline'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    add_text(out, slice_of(title));
    buffer_format(out, "</title>\n<style>%s</style>\n<h1>", style);
    add_text(out, slice_of(heading));
    buffer_add_text(out, "</h1>\n");
}

static void add_head(struct page *page)
{
    const struct value *report = page->report, *notes = value_get(report, "notes");
    const char *title = value_find_text(report, "title");
    begin_html(page->out, page->file, *title ? title : page->file);
    buffer_add_text(page->out, "<table>\n");
    add_row(page, "Submission", page->file);
    add_row(page, "By", value_find_text(report, "learner"));
    add_row(page, "Challenge", value_find_text(report, "scenario"));
    add_row(page, "Recorded by", value_find_text(report, "release"));
    add_row(page, "Graded by", release_name);
    add_row(page, "Outcome", value_find_text(report, "outcome"));
    add_row(page, "Because", value_find_text(report, "reason"));
    if (value_count(value_get(report, "criteria")))
        add_row(page, "Points", score_text(page));
    for (size_t i = 0; i < value_count(notes); i++)
        add_row(page, "Note", value_string_of(value_at(notes, i)));
    buffer_add_text(page->out, "</table>\n");
}

static const char *verdict_text(const struct value *criterion)
{
    if (value_truth(value_get(criterion, "skipped")))
        return "skipped";
    return value_find_text(criterion, "verdict");
}

static void add_overview(struct page *page, const struct value *criteria)
{
    buffer_add_text(page->out, "<h2>Criteria</h2>\n<table>\n<tr><th>#</th><th>Criterion</th><th>Verdict</th>"
                               "<th class=\"number\">Points</th></tr>\n");
    for (size_t i = 0; i < value_count(criteria); i++) {
        const struct value *one = value_at(criteria, i);
        buffer_format(page->out, "<tr><td>%zu</td><td><a href=\"#c%zu\">", i + 1, i + 1);
        add_value(page->out, value_get(one, "title"));
        buffer_format(page->out, "</a>%s%s</td><td>%s</td><td class=\"number\">%lld of %lld</td></tr>\n",
                      value_truth(value_get(one, "optional")) ? " (optional)" : "",
                      value_truth(value_get(one, "hidden")) ? " (hidden)" : "", verdict_text(one),
                      (long long)number(one, "earned"), (long long)number(one, "points"));
    }
    buffer_add_text(page->out, "</table>\n");
}

/* "after command 7, at +3m10s:" and the command. */
static void add_place(struct page *page, const char *words, const struct value *place)
{
    const char *command = value_find_text(place, "command");
    buffer_format(page->out, "<p>%s ", words);
    if (number(place, "input"))
        buffer_format(page->out, "after input %lld, at %s:</p>\n<pre>",
                      (long long)number(place, number(place, "typed") ? "typed" : "input"),
                      report_instant(&page->arena, number(place, "at"), number(page->report, "start")));
    else
        buffer_add_text(page->out, "at the very beginning.</p>\n<pre>");
    add_text(page->out, slice_of(*command ? command : "(no command)"));
    buffer_add_text(page->out, "</pre>\n");
}

static void add_account(struct page *page, const char *words, const struct value *account)
{
    if (!value_count(account))
        return;
    buffer_format(page->out, "<p>%s</p>\n", words);
    for (size_t i = 0; i < value_count(account); i++) {
        buffer_add_text(page->out, "<pre>");
        add_value(page->out, value_at(account, i));
        buffer_add_text(page->out, "</pre>\n");
    }
}

static void add_help(struct page *page, const struct value *criterion)
{
    int64_t hints = number(criterion, "hints");
    if (hints)
        buffer_format(page->out, "<p>Hints taken: %lld.</p>\n", (long long)hints);
    if (value_truth(value_get(criterion, "solution")))
        buffer_add_text(page->out, "<p>The solution was shown.</p>\n");
    if (value_truth(value_get(criterion, "skipped")))
        buffer_add_text(page->out, "<p>The task was skipped before it was done: it earns nothing.</p>\n");
}

static void add_criterion(struct page *page, size_t index, const struct value *one)
{
    const struct value *done = value_get(one, "done"), *held = value_get(one, "held"),
                       *account = value_get(one, "account");
    buffer_format(page->out, "<h3 id=\"c%zu\">%zu. ", index + 1, index + 1);
    add_value(page->out, value_get(one, "title"));
    buffer_format(page->out, ": %s, %lld of %lld</h3>\n", verdict_text(one), (long long)number(one, "earned"),
                  (long long)number(one, "points"));
    if (value_says(value_get(one, "verdict"), "cannot be told"))
        buffer_add_text(
            page->out,
            "<p>The check asks what was sent or seen in the sitting; manifests cannot answer.</p>\n");
    if (done && value_count(done)) {
        add_place(page, "It first held", held ? held : done);
        if (!value_truth(value_get(one, "recorded")) && !value_truth(value_get(one, "hidden")))
            buffer_add_text(page->out, "<p>It was not on the record, and holds at the end.</p>\n");
        add_account(page, "What was asked there, and what came back:", account);
    } else if (held) {
        add_place(page, "It held", held);
        buffer_add_text(
            page->out,
            "<p>It was not put on the record then, and holds no longer at the end, which counts.</p>\n");
    }
    if (*value_find_text(one, "message")) {
        buffer_add_text(page->out, "<p>What was asked at the end, and what came back:</p>\n<pre>");
        add_value(page->out, value_get(one, "message"));
        buffer_add_text(page->out, "</pre>\n");
        add_account(page, "What held before that:", held ? NULL : account);
    }
    add_help(page, one);
}

static void add_timeline(struct page *page, const struct value *timeline)
{
    buffer_add_text(page->out, "<h2>What was typed</h2>\n<table>\n<tr><th>Input</th><th>At</th><th></th><th>On "
                               "the record</th></tr>\n");
    for (size_t i = 0; i < value_count(timeline); i++) {
        const struct value *one = value_at(timeline, i), *facts = value_get(one, "facts");
        buffer_format(page->out, "<tr><td>%lld</td><td>%s</td><td><pre>", (long long)number(one, "input"),
                      report_instant(&page->arena, number(one, "at"), number(page->report, "start")));
        if (!value_says(value_get(one, "kind"), "line") && !value_says(value_get(one, "kind"), "typed")) {
            buffer_add_byte(page->out, '(');
            add_value(page->out, value_get(one, "kind"));
            buffer_add_text(page->out, ") ");
        }
        add_value(page->out, value_get(one, "text"));
        buffer_add_text(page->out, "</pre></td><td>");
        for (size_t j = 0; j < value_count(facts); j++) {
            buffer_add_text(page->out, j ? "<br>" : "");
            add_value(page->out, value_at(facts, j));
        }
        buffer_add_text(page->out, "</td></tr>\n");
    }
    buffer_add_text(page->out, "</table>\n");
}

void grade_page(struct buffer *out, const char *file, const struct value *report)
{
    struct page page = {.out = out, .file = file, .report = report};
    const struct value *criteria = value_get(report, "criteria"), *timeline = value_get(report, "timeline");
    add_head(&page);
    if (value_count(criteria)) {
        add_overview(&page, criteria);
        buffer_add_text(
            out, "<h2>Why</h2>\n<p>Every input was run again from the start of the challenge. After each one "
                 "the open\n"
                 "tasks were checked on a copy of the cluster; points are for what was seen there.</p>\n");
    }
    for (size_t i = 0; i < value_count(criteria); i++)
        add_criterion(&page, i, value_at(criteria, i));
    if (timeline)
        add_timeline(&page, timeline);
    buffer_add_text(out, "<p>To see it for yourself: <code>ambit replay FILE</code> plays the sitting, "
                         "<code>ambit replay FILE --at N\n"
                         "</code> stops behind input N.</p>\n</html>\n");
    arena_release(&page.arena);
}

static void add_cell(struct buffer *out, const struct value *text)
{
    buffer_add_text(out, "<td>");
    add_value(out, text);
    buffer_add_text(out, "</td>");
}

void grade_index(struct buffer *out, const struct value *reports)
{
    begin_html(out, "Graded", "Graded");
    buffer_add_text(out, "<table>\n<tr><th>Submission</th><th>By</th><th>Challenge</th><th>Outcome</th>"
                         "<th class=\"number\">Points</th></tr>\n");
    for (size_t i = 0; i < value_count(reports); i++) {
        const struct value *one = value_at(reports, i), *report = value_get(one, "report");
        buffer_add_text(out, "<tr><td><a href=\"");
        add_value(out, value_get(one, "page"));
        buffer_add_text(out, "\">");
        add_value(out, value_get(one, "file"));
        buffer_add_text(out, "</a></td>");
        add_cell(out, value_get(report, "learner"));
        add_cell(out, value_get(report, "scenario"));
        add_cell(out, value_get(report, "outcome"));
        buffer_format(out, "<td class=\"number\">%lld of %lld</td></tr>\n", (long long)number(report, "points"),
                      (long long)number(report, "possible"));
    }
    buffer_add_text(out, "</table>\n</html>\n");
}

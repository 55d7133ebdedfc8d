#include "server/html.h"

#include "page/page.h"
#include "server/house.h"

void html_text(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        switch (byte) {
        case '&':
            buffer_add_text(out, "&amp;");
            break;
        case '<':
            buffer_add_text(out, "&lt;");
            break;
        case '>':
            buffer_add_text(out, "&gt;");
            break;
        case '"':
            buffer_add_text(out, "&quot;");
            break;
        case '\'':
            buffer_add_text(out, "&#39;");
            break;
        default:
            if ((unsigned char)byte >= ' ' || byte == '\n' || byte == '\t')
                buffer_add_byte(out, byte);
        }
    }
}

/* --- inline Markdown --- */

bool html_is_safe_target(struct slice target)
{
    size_t colon = slice_find_byte(target, ':'), path = target.length;
    for (size_t i = 0; i < target.length; i++) {
        unsigned char byte = (unsigned char)target.data[i];
        if (byte <= ' ' || byte >= 0x7f || byte == '\\')
            return false;
        if (strchr("/?#", target.data[i]) && path == target.length)
            path = i;
    }
    if (colon < path) /* it has a scheme */
        return slice_is_nocase(slice_part(target, 0, colon), "http") || slice_is_nocase(slice_part(target, 0, colon), "https");
    return target.length && !slice_starts(target, "//");
}

struct inline_writer {
    struct buffer *out;
    bool strong, emphasis;
};

static void close_marks(const struct inline_writer *writer)
{
    if (writer->emphasis)
        buffer_add_text(writer->out, "</em>");
    if (writer->strong)
        buffer_add_text(writer->out, "</strong>");
}

static void open_marks(const struct inline_writer *writer)
{
    if (writer->strong)
        buffer_add_text(writer->out, "<strong>");
    if (writer->emphasis)
        buffer_add_text(writer->out, "<em>");
}

static void toggle(struct inline_writer *writer, bool *mark)
{
    close_marks(writer);
    *mark = !*mark;
    open_marks(writer);
}

/* "`code`" at the front: its length; 0: it does not close. */
static size_t add_code(struct inline_writer *writer, struct slice rest)
{
    struct slice behind = slice_part(rest, 1, rest.length);
    size_t end = slice_find_byte(behind, '`');
    if (end == behind.length)
        return 0;
    buffer_add_text(writer->out, "<code>");
    html_text(writer->out, slice_part(behind, 0, end));
    buffer_add_text(writer->out, "</code>");
    return end + 2;
}

/* "[label](target)" at the front: its length; 0: it is none. */
static size_t add_link(struct inline_writer *writer, struct slice rest)
{
    size_t middle = slice_find(rest, SLICE("](")), end = slice_find_byte(rest, ')');
    struct slice label = slice_part(rest, 1, middle), target = slice_part(rest, middle + 2, end);
    if (middle == rest.length || end == rest.length || end < middle || slice_find_byte(label, '\n') < label.length)
        return 0;
    bool safe = html_is_safe_target(target), tab = slice_starts(target, "tab-");
    if (safe) {
        buffer_add_text(writer->out, tab ? "<a href=\"#" : "<a rel=\"noopener noreferrer\" href=\"");
        html_text(writer->out, target);
        buffer_add_text(writer->out, "\">");
    }
    html_text(writer->out, label);
    if (safe)
        buffer_add_text(writer->out, "</a>");
    return end + 1;
}

/* A star between two blanks is a star. */
static bool is_mark(struct slice text, size_t at)
{
    bool before = at > 0 && !ascii_is_space(text.data[at - 1]);
    bool after = at + 1 < text.length && !ascii_is_space(text.data[at + 1]);
    return before || after;
}

void html_inline(struct buffer *out, struct slice text)
{
    struct inline_writer writer = {.out = out};
    for (size_t i = 0, taken; i < text.length; i += taken) {
        struct slice rest = slice_part(text, i, text.length);
        taken = rest.data[0] == '`' ? add_code(&writer, rest) : rest.data[0] == '[' ? add_link(&writer, rest) : 0;
        if (taken)
            continue;
        taken = 1;
        if (slice_starts(rest, "**")) {
            toggle(&writer, &writer.strong);
            taken = 2;
        } else if (rest.data[0] == '*' && is_mark(text, i)) {
            toggle(&writer, &writer.emphasis);
        } else if (rest.data[0] == '\n') {
            buffer_add_text(out, "<br>");
        } else {
            html_text(out, slice_part(rest, 0, 1));
        }
    }
    close_marks(&writer);
}

/* --- pages --- */

void html_format(struct exchange *exchange, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&exchange->response.body, format, arguments);
    va_end(arguments);
}

void html_add(struct exchange *exchange, const char *text)
{
    html_text(&exchange->response.body, slice_of(text));
}

static const char *form_token(struct exchange *exchange)
{
    return exchange->token ? token_form(&exchange->house->libraries, exchange->token, &exchange->arena) : "";
}

static const char *nonce(struct exchange *exchange)
{
    struct house *house = exchange->house;
    house_lock(house);
    const char *text = random_letters(&house->options.random, 24, &exchange->arena);
    house_unlock(house);
    return text;
}

static void add_policy(struct exchange *exchange, const char *once)
{
    answer_header(exchange, "Content-Security-Policy",
                  arena_format(&exchange->arena,
                               "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data:; font-src "
                               "'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
                               "frame-ancestors 'none'",
                               once));
}

/* What the page was built with; without Node there is nothing of it, and nothing is missing. */
static void add_files(struct exchange *exchange, const char *entry)
{
    const char *style = arena_format(&exchange->arena, "%s.css", entry), *script = arena_format(&exchange->arena, "%s.js", entry);
    for (size_t i = 0; i < page_count; i++) {
        if (text_equal(page_files[i].name, style))
            html_format(exchange, "<link rel=\"stylesheet\" href=\"/assets/%s\">\n", style);
        if (text_equal(page_files[i].name, script))
            html_format(exchange, "<script type=\"module\" src=\"/assets/%s\"></script>\n", script);
    }
}

void html_begin_richer(struct exchange *exchange, const char *title, const char *entry, const char *session)
{
    const char *once = nonce(exchange);
    exchange->response.type = "text/html; charset=utf-8";
    add_policy(exchange, once);
    html_format(exchange, "<!doctype html>\n<html lang=\"en\" data-api=\"/api/v1\" data-socket=\"ambit.v1\" data-csrf=\"%s\" "
                          "data-nonce=\"%s\"", form_token(exchange), once);
    if (session)
        html_format(exchange, " data-session=\"%s\"", session);
    html_format(exchange, ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_add(exchange, title);
    html_format(exchange, " - ambit</title>\n<link rel=\"stylesheet\" href=\"/assets/plain.css\">\n");
    if (entry)
        add_files(exchange, entry);
    html_format(exchange, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
}

void html_begin(struct exchange *exchange, const char *title)
{
    html_begin_richer(exchange, title, NULL, NULL);
}

void html_end(struct exchange *exchange)
{
    html_format(exchange, "</body>\n</html>\n");
}

void html_form(struct exchange *exchange, const char *action)
{
    html_format(exchange, "<form method=\"post\" action=\"");
    html_add(exchange, action);
    html_format(exchange, "\"><input type=\"hidden\" name=\"csrf\" value=\"%s\">", form_token(exchange));
}

void html_problem(struct exchange *exchange, int status, const char *reason)
{
    html_begin(exchange, "That did not work");
    html_format(exchange, "<main id=\"main\"><h1>That did not work</h1><p role=\"alert\">");
    html_add(exchange, reason);
    html_format(exchange, "</p><p><small>Status %d.</small></p><p><a href=\"/\">All labs</a></p></main>\n", status);
    html_end(exchange);
}

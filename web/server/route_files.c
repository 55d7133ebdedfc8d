/* The code editor of the plain pages: the files of the simulated machine, one of them as text, saving it. */
#include "server/html.h"
#include "server/room.h"
#include "server/routes.h"

static const struct value *ask_file(struct exchange *exchange, const char *path)
{
    return session_ask(exchange->desk->session, arena_format(&exchange->arena, "file %s", path), &exchange->arena);
}

static void add_link(struct exchange *exchange, const char *path)
{
    struct buffer address = {0};
    percent_encode(&address, slice_of(path));
    html_format(exchange, "<a href=\"/lab/%s/files", exchange->seat->id);
    html_text(&exchange->response.body, buffer_slice(&address));
    html_format(exchange, "\">");
    html_add(exchange, path);
    html_format(exchange, "</a>");
    buffer_release(&address);
}

static void answer_files(struct exchange *exchange)
{
    const struct value *files = session_ask(exchange->desk->session, "files", &exchange->arena);
    room_page(exchange, "Code editor");
    html_format(exchange, "<main id=\"main\"><h2>Files</h2><ul class=\"files\">\n");
    for (size_t i = 0; i < value_count(files); i++) {
        const struct value *row = value_at(files, i);
        if (value_truth(value_get(row, "directory")))
            continue;
        html_format(exchange, "<li>");
        add_link(exchange, value_find_text(row, "path"));
        html_format(exchange, " %lld bytes</li>\n", (long long)value_number(value_get(row, "size"), 0));
    }
    html_format(exchange, "</ul>\n<h2>A new file</h2>\n");
    html_form(exchange, arena_format(&exchange->arena, "/lab/%s/save", exchange->seat->id));
    html_format(exchange, "<p><label>Path <input name=\"path\" value=\"/root/policy.yaml\" required></label></p>"
                          "<p><label>Text <textarea name=\"text\" rows=\"16\" spellcheck=\"false\"></textarea></label></p>"
                          "<p><button>save</button></p></form></main>\n");
    html_end(exchange);
}

static void add_problems(struct exchange *exchange, const char *path, const char *text)
{
    const struct value *list = session_ask(
        exchange->desk->session, arena_format(&exchange->arena, "validate %s\n%s", path, text), &exchange->arena);
    if (!value_count(list))
        return;
    html_format(exchange, "<section role=\"status\"><h2>What kubectl would say of it</h2><ul>");
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *row = value_at(list, i);
        html_format(exchange, "<li>line %lld, %s: ", (long long)value_number(value_get(row, "line"), 0),
                    value_says(value_get(row, "severity"), "error") ? "error" : "warning");
        html_add(exchange, value_find_text(row, "message"));
        html_format(exchange, "</li>");
    }
    html_format(exchange, "</ul></section>\n");
}

static void add_apply(struct exchange *exchange, const char *path)
{
    struct buffer command = {0};
    buffer_add_text(&command, "kubectl apply -f '");
    for (const char *at = path; *at; at++) {
        if (*at == '\'')
            buffer_add_text(&command, "'\\''");
        else
            buffer_add_byte(&command, *at);
    }
    buffer_add_text(&command, "'");
    html_form(exchange, arena_format(&exchange->arena, "/lab/%s/run", exchange->seat->id));
    html_format(exchange, "<input type=\"hidden\" name=\"text\" value=\"");
    html_text(&exchange->response.body, buffer_slice(&command));
    html_format(exchange, "\"><button>apply</button> (as it was saved)</form>\n");
    buffer_release(&command);
}

static void show_file(struct exchange *exchange, const char *path, const char *text, const char *problem)
{
    room_page(exchange, "Code editor");
    html_format(exchange, "<main id=\"main\"><h2><code>");
    html_add(exchange, path);
    html_format(exchange, "</code></h2>\n");
    if (problem) {
        html_format(exchange, "<p role=\"alert\">It was not saved: ");
        html_add(exchange, problem);
        html_format(exchange, "</p>\n");
    }
    html_form(exchange, arena_format(&exchange->arena, "/lab/%s/save", exchange->seat->id));
    html_format(exchange, "<input type=\"hidden\" name=\"path\" value=\"");
    html_add(exchange, path);
    html_format(exchange, "\"><p><label>Text <textarea name=\"text\" rows=\"24\" spellcheck=\"false\">\n");
    html_add(exchange, text);
    html_format(exchange, "</textarea></label></p><p><button>save</button></p></form>\n");
    add_apply(exchange, path);
    add_problems(exchange, path, text);
    html_format(exchange, "<p><a href=\"/lab/%s/files\">All files</a></p></main>\n", exchange->seat->id);
    html_end(exchange);
}

static void answer_file(struct exchange *exchange)
{
    const char *path = arena_format(&exchange->arena, "/%s", arena_copy(&exchange->arena, exchange->parts[1]));
    const struct value *bytes = ask_file(exchange, path);
    if (!bytes)
        answer_error(exchange, 404, "not_found", "There is no file %.200s.", path);
    else if (!is_utf8(value_slice(bytes)))
        answer_error(exchange, 415, "media_type", "%.200s is no text.", path);
    else
        show_file(exchange, path, value_string_of(bytes), NULL);
}

static void save(struct exchange *exchange)
{
    const char *path = asked_field(exchange, "path"), *problem;
    struct slice text = room_text(exchange, "text");
    struct buffer address = {0};
    if (!path || !text.data) {
        answer_error(exchange, 400, "bad_request", "Which file, and what is in it?");
        return;
    }
    problem = room_save(exchange, path, text);
    if (problem) {
        show_file(exchange, path, arena_copy(&exchange->arena, text), problem);
        exchange->response.status = 422;
        return;
    }
    percent_encode(&address, slice_of(path));
    answer_see(exchange, arena_format(&exchange->arena, "/lab/%s/files%s", exchange->seat->id, buffer_text(&address)));
    buffer_release(&address);
}

const struct route lab_files_route = {.method = "GET", .path = "/lab/{}/files", .needs = ROUTE_DESK, .answer = answer_files};
const struct route lab_file_route = {.method = "GET", .path = "/lab/{}/files/{*}", .needs = ROUTE_DESK, .answer = answer_file};
const struct route lab_save_route = {.method = "POST", .path = "/lab/{}/save", .needs = ROUTE_DESK | ROUTE_CHANGES, .answer = save};

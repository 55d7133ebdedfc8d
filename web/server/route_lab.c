/* GET /lab/ID: the whole lab in one page: lesson, tasks with what was observed, the terminal. */
#include "face/actions.h"
#include "server/html.h"
#include "server/instructor.h"
#include "server/room.h"
#include "server/lesson.h"
#include "server/routes.h"

/* --- tasks --- */

static void add_account(struct exchange *exchange, const struct value *account)
{
    if (!value_count(account))
        return;
    html_format(exchange, "<ul class=\"observed\">");
    for (size_t i = 0; i < value_count(account); i++) {
        const struct value *line = value_at(account, i);
        html_format(exchange, "<li>");
        html_add(exchange, value_is(line, VALUE_STRING) ? value_string_of(line) : value_find_text(line, "text"));
        html_format(exchange, "</li>");
    }
    html_format(exchange, "</ul>");
}

static void add_task(struct exchange *exchange, const struct value *task)
{
    bool recorded = value_truth(value_get(task, "recorded")), optional = value_truth(value_get(task, "optional"));
    bool holds = value_says(value_get(task, "verdict"), "done");
    html_format(exchange, "<li class=\"%s\"><p><strong>%s</strong>%s ", recorded ? "done" : "open",
                recorded ? "✔ done:" : "○ open:", optional ? " (optional)" : "");
    html_inline(&exchange->response.body, slice_of(value_find_text(task, "title")));
    html_format(exchange, "</p>");
    if (value_find_text(task, "message")[0] && !(recorded && holds)) {
        html_format(exchange, "<p class=\"message\">");
        html_inline(&exchange->response.body, slice_of(value_find_text(task, "message")));
        html_format(exchange, "</p>");
    }
    add_account(exchange, value_get(task, "account"));
    html_format(exchange, "</li>\n");
}

static void add_action(struct exchange *exchange, enum action_kind kind)
{
    const struct action *action = &action_rows[kind];
    html_form(exchange, arena_format(&exchange->arena, "/lab/%s/action/%s", exchange->seat->id, action->name));
    html_format(exchange, "<button title=\"%s\">%s</button></form>\n", action->help, action->name);
}

static void add_tasks(struct exchange *exchange)
{
    static const enum action_kind kinds[] = {ACTION_CHECK, ACTION_HINT, ACTION_SOLUTION, ACTION_SKIP, ACTION_WHY,
                                             ACTION_UNDO,  ACTION_REDO, ACTION_RESET,    ACTION_NEXT};
    const struct value *answer = room_tasks(exchange, true), *tasks = value_get(answer, "tasks");
    html_format(exchange, "<section id=\"tasks\" aria-labelledby=\"tasks-title\"><h2 id=\"tasks-title\">Tasks</h2>\n"
                          "<p role=\"status\">%lld of %lld tasks are done.</p>\n<ol>\n",
                (long long)value_number(value_get(answer, "done"), 0), (long long)value_number(value_get(answer, "required"), 0));
    for (size_t i = 0; i < value_count(tasks); i++)
        add_task(exchange, value_at(tasks, i));
    html_format(exchange, "</ol>\n<div class=\"actions\">\n");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        add_action(exchange, kinds[i]);
    html_format(exchange, "</div></section>\n");
}

/* --- the terminal --- */

static void add_command(struct exchange *exchange, const struct command *command)
{
    html_format(exchange, "<article%s><h3><code>", command->next ? "" : " id=\"last\"");
    html_add(exchange, command->line);
    html_format(exchange, "</code></h3>\n");
    if (command->truncated)
        html_format(exchange, "<p>Its output was longer; this is the end of it.</p>");
    if (command->output.length) {
        html_format(exchange, "<pre tabindex=\"0\">");
        html_text(&exchange->response.body, buffer_slice(&command->output));
        html_format(exchange, "</pre>\n");
    }
    if (command->running)
        html_format(exchange, "<p class=\"state\">It is still running.</p>");
    else
        html_format(exchange, "<p class=\"state\">%s: status %d</p>", command->status ? "failed" : "ended", command->status);
    html_format(exchange, "</article>\n");
}

static void add_status(struct exchange *exchange, const struct terminal *terminal)
{
    const struct command *last = terminal->commands;
    while (last && last->next)
        last = last->next;
    html_format(exchange, "<p role=\"status\" id=\"status\">");
    if (last) {
        html_add(exchange, arena_format(&exchange->arena, "%.60s", last->line));
        html_format(exchange, last->running ? " is still running." : " ended with status %d.", last->status);
    } else {
        html_format(exchange, "The terminal waits for a command.");
    }
    if (!desk_saved(exchange->desk))
        html_format(exchange, " Nothing of this lab is saved.");
    html_format(exchange, "</p>\n");
}

static void add_prompt(struct exchange *exchange, const struct terminal *terminal)
{
    struct slice line = prompt_text(terminal->prompt);
    size_t rows = 2;
    for (size_t i = 0; i < line.length; i++)
        rows += line.data[i] == '\n';
    if (!prompt_busy(terminal->prompt)) {
        html_form(exchange, arena_format(&exchange->arena, "/lab/%s/run", exchange->seat->id));
        html_format(exchange, "<label for=\"command\">Command, at <code>");
        html_add(exchange, session_prompt(exchange->desk->session, terminal->name, &exchange->arena));
        html_format(exchange, "</code></label>\n<textarea id=\"command\" name=\"text\" rows=\"%zu\" spellcheck=\"false\" "
                              "autocapitalize=\"off\" autocomplete=\"off\">\n", rows > 20 ? 20 : rows);
        html_text(&exchange->response.body, line);
        html_format(exchange, "</textarea>\n<button>run</button></form>\n");
        return;
    }
    html_form(exchange, arena_format(&exchange->arena, "/lab/%s/interrupt", exchange->seat->id));
    html_format(exchange, "<button>interrupt (Ctrl-C)</button></form> <a href=\"/lab/%s#prompt\">look again</a>\n", exchange->seat->id);
}

static void add_terminal(struct exchange *exchange)
{
    const struct terminal *terminal = desk_terminal(exchange->desk, SLICE("1"));
    html_format(exchange, "<section id=\"tab-0\" aria-labelledby=\"terminal-title\"><h2 id=\"terminal-title\">Terminal</h2>\n");
    for (const struct command *command = terminal->commands; command; command = command->next)
        add_command(exchange, command);
    html_format(exchange, "<div id=\"prompt\">\n");
    add_status(exchange, terminal);
    if (exchange->desk->moving) {
        html_form(exchange, "/start");
        html_format(exchange, "<input type=\"hidden\" name=\"challenge\" value=\"%s\"><button>on to %s</button></form>\n",
                    exchange->desk->moving, exchange->desk->moving);
    }
    add_prompt(exchange, terminal);
    html_format(exchange, "</div></section>\n");
}

/* What the instructor says, and wants. */
static void add_instructor(struct exchange *exchange)
{
    const struct seat *seat = exchange->seat;
    bool watched = instructor_looks_on(exchange->desk);
    if (!seat->hints && seat->offer == OFFER_NONE && !watched)
        return;
    html_format(exchange, "<aside class=\"callout\" role=\"status\"><p class=\"label\">From your instructor</p>\n");
    if (watched)
        html_format(exchange, "<p>I am looking at your terminal.</p>\n");
    for (const struct hint_sent *hint = seat->hints; hint; hint = hint->older) {
        html_format(exchange, "<p>");
        html_add(exchange, hint->text);
        html_format(exchange, "</p>\n");
    }
    if (seat->offer != OFFER_NONE) {
        html_format(exchange, "<p>%s</p>\n", seat->offer == OFFER_MADE ? "May I type at your terminal?" : "I may type at your terminal.");
        html_form(exchange, arena_format(&exchange->arena, "/lab/%s/offer", seat->id));
        if (seat->offer == OFFER_MADE)
            html_format(exchange, "<button name=\"accept\" value=\"1\">accept</button> ");
        html_format(exchange, "<button name=\"refuse\" value=\"1\">%s</button></form>\n", seat->offer == OFFER_MADE ? "refuse" : "no longer");
    }
    html_format(exchange, "</aside>\n");
}

static void answer(struct exchange *exchange)
{
    room_page(exchange, "");
    html_format(exchange, "<main id=\"main\" class=\"lab\">\n<section id=\"lesson\" aria-label=\"Lesson\">\n");
    lesson_html(exchange);
    html_format(exchange, "</section>\n<div class=\"work\">\n");
    add_instructor(exchange);
    add_tasks(exchange);
    add_terminal(exchange);
    html_format(exchange, "</div>\n</main>\n");
    html_end(exchange);
}

const struct route lab_route = {.method = "GET", .path = "/lab/{}", .needs = ROUTE_DESK, .answer = answer};

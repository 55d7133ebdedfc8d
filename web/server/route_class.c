/* The instructor's pages: who is there, one learner's terminal, a hint, an offer to type. */
#include "base/sort.h"
#include "server/begin.h"
#include "server/html.h"
#include "server/instructor.h"
#include "server/room.h"
#include "server/routes.h"

/* --- who is there --- */

static void cell(struct exchange *exchange, const char *text)
{
    html_format(exchange, "<td>");
    html_add(exchange, text);
    html_format(exchange, "</td>");
}

static const char *age(struct exchange *exchange, int64_t since)
{
    if (!since)
        return "";
    return duration_human(&exchange->arena, MILLISECONDS(house_now(exchange->house) - since));
}

static void add_seat(struct exchange *exchange, const struct learner *learner, const struct seat *seat)
{
    html_format(exchange, "<tr>");
    cell(exchange, learner->name ? learner->name : learner->id);
    cell(exchange, seat ? seat->slug : "");
    cell(exchange, seat ? arena_format(&exchange->arena, "%lld of %lld", (long long)seat->done, (long long)seat->required) : "");
    cell(exchange, seat && seat->task ? seat->task : "");
    cell(exchange, seat ? age(exchange, seat->opened) : "");
    cell(exchange, seat ? age(exchange, seat->touched) : "");
    if (seat)
        html_format(exchange, "<td><a href=\"/instructor/sessions/%s\">look<span class=\"unseen\"> at %s</span></a></td></tr>\n", seat->id, seat->id);
    else
        html_format(exchange, "<td></td></tr>\n");
}

/* By name, and of the same name by pseudonym. */
static int compare_learners(const void *a, const void *b, void *context)
{
    (void)context;
    const struct learner *one = *(const struct learner *const *)a, *other = *(const struct learner *const *)b;
    int order = strcmp(one->name, other->name);
    return order ? order : strcmp(one->id, other->id);
}

static void add_learner(struct exchange *exchange, const struct learner *learner)
{
    if (!learner->seats)
        add_seat(exchange, learner, NULL);
    for (const struct seat *seat = learner->seats; seat; seat = seat->next_seat)
        add_seat(exchange, learner, seat);
}

/* What has happened, before the table says to whom. */
static void add_sum(struct exchange *exchange, struct learner *const *learners, size_t count)
{
    size_t begun = 0, done = 0;
    for (size_t i = 0; i < count; i++) {
        const struct seat *seat = learners[i]->seats; /* the newest */
        begun += seat != NULL;
        done += seat && seat->required && seat->done == seat->required;
    }
    html_format(exchange, "<p role=\"status\">%zu %s joined, %zu %s begun a challenge, %zu %s done with the newest one.</p>\n", count,
                count == 1 ? "has" : "have", begun, begun == 1 ? "has" : "have", done, done == 1 ? "is" : "are");
}

static const char board_head[] =
    "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Learners\"><table><caption>Learners</caption><thead><tr>"
    "<th scope=\"col\">Learner</th><th scope=\"col\">Challenge</th><th scope=\"col\">Tasks</th><th scope=\"col\">Now at</th>"
    "<th scope=\"col\">Begun, ago</th><th scope=\"col\">Last command, ago</th><th scope=\"col\">Terminal</th></tr></thead><tbody>\n";

static void add_learners(struct exchange *exchange)
{
    struct house *house = exchange->house;
    size_t count = 0;
    house_lock(house);
    struct learner **learners = arena_allocate(&exchange->arena, (house->learner_count + 1) * sizeof *learners);
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct learner *learner = house->learners[i]; learner; learner = learner->next) {
            if (learner->name)
                learners[count++] = learner;
        }
    }
    sort_stable(learners, count, sizeof *learners, compare_learners, NULL);
    add_sum(exchange, learners, count);
    html_format(exchange, "%s", board_head);
    for (size_t i = 0; i < count; i++)
        add_learner(exchange, learners[i]);
    house_unlock(house);
    html_format(exchange, "</tbody></table></div>\n");
}

static void add_board(struct exchange *exchange)
{
    exchange->response.status = 200;
    html_begin_richer(exchange, "Class", "board", NULL);
    html_format(exchange, "<header><h1>");
    html_add(exchange, exchange->house->options.class);
    html_format(exchange, "</h1><p>Learners join at <code>/join</code> with the code <strong>%s</strong>.</p></header>\n<main id=\"main\">\n",
                exchange->house->code);
    add_learners(exchange);
    html_format(exchange, "<p><a href=\"/instructor\">look again</a></p><h2>Results</h2><ul>"
                          "<li><a href=\"/instructor/export/results.csv\">results.csv</a></li>"
                          "<li><a href=\"/instructor/export/results.json\">results.json</a></li>"
                          "<li><a href=\"/instructor/submissions.zip\">all submissions</a></li></ul></main>\n");
    html_end(exchange);
}

/* With the token in the address, as it was printed: it goes into a cookie, and out of the address. */
static void answer(struct exchange *exchange)
{
    const char *token = asked_query(exchange, "token");
    if (token && !routes_may_guess(exchange))
        return;
    if (token && house_is_teacher(exchange->house, slice_of(token))) {
        begin_cookie(exchange, arena_format(&exchange->arena, "%s_instructor", exchange->house->cookie), token);
        answer_see(exchange, "/instructor");
    } else if (exchange->teacher) {
        add_board(exchange);
    } else {
        if (token)
            house_note_guess(exchange->house, exchange->address, slice_of(token));
        answer_error(exchange, exchange->house->options.class ? 403 : 404, "forbidden", "This is for the instructor of a class.");
    }
}

const struct route class_route = {.method = "GET", .path = "/instructor", .needs = ROUTE_OPEN, .answer = answer};

/* --- one learner --- */

static const char *path_of(struct exchange *exchange, const char *end)
{
    return arena_format(&exchange->arena, "/instructor/sessions/%s%s", exchange->seat->id, end);
}

/* What the learner sees, and has typed so far. */
static void add_commands(struct exchange *exchange, const struct terminal *terminal)
{
    html_format(exchange, "<h2>Terminal %s</h2>\n", terminal->name);
    for (const struct command *command = terminal->commands; command; command = command->next) {
        html_format(exchange, "<article><h3><code>");
        html_add(exchange, command->line);
        html_format(exchange, "</code></h3>\n<pre tabindex=\"0\">");
        html_text(&exchange->response.body, buffer_slice(&command->output));
        if (command->running)
            html_format(exchange, "</pre>\n<p class=\"state\">It is still running.</p></article>\n");
        else
            html_format(exchange, "</pre>\n<p class=\"state\">status %d</p></article>\n", command->status);
    }
    if (prompt_editing(terminal->prompt)) {
        html_format(exchange, "<p class=\"state\">At the prompt: <code>");
        html_text(&exchange->response.body, prompt_text(terminal->prompt));
        html_format(exchange, "</code></p>\n");
    }
}

static void add_end(struct exchange *exchange, const char *label)
{
    html_form(exchange, path_of(exchange, "/offer"));
    html_format(exchange, "<button name=\"end\" value=\"1\" class=\"quiet\">%s</button></form>\n", label);
}

static void add_typing(struct exchange *exchange)
{
    enum offer offer = exchange->seat->offer;
    html_format(exchange, "<section id=\"typing\" aria-label=\"Typing here\">\n");
    if (offer == OFFER_TAKEN) {
        html_form(exchange, path_of(exchange, "/run"));
        html_format(exchange, "<label for=\"command\">Command, at this learner's terminal</label><textarea id=\"command\" name=\"text\" "
                              "rows=\"2\" spellcheck=\"false\"></textarea><button>run</button></form>\n");
        add_end(exchange, "stop typing here");
    } else if (offer == OFFER_MADE) {
        html_format(exchange, "<p>The learner has been asked whether you may type here.</p>\n");
        add_end(exchange, "take the question back");
    } else {
        html_form(exchange, path_of(exchange, "/offer"));
        html_format(exchange, "<button>ask to type here</button></form>\n");
    }
    html_format(exchange, "</section>\n");
}

/* The learner's terminal as it stands; the script puts a live one before it (web/page/source/watch.ts). */
static void watch(struct exchange *exchange)
{
    const struct seat *seat = exchange->seat;
    const char *name = seat->learner->name ? seat->learner->name : seat->learner->id;
    instructor_looked(exchange->desk);
    exchange->response.status = 200;
    html_begin_richer(exchange, name, "watch", seat->id);
    html_format(exchange, "<header><nav aria-label=\"Views\"><ul><li><a href=\"/instructor\">All learners</a></li></ul></nav><h1>");
    html_add(exchange, name);
    html_format(exchange, "</h1><p id=\"progress\">");
    html_add(exchange, scenario_title(exchange->desk->scenario));
    html_format(exchange, ": %lld of %lld tasks</p></header>\n<main id=\"main\">\n<div id=\"transcript\">\n", (long long)seat->done,
                (long long)seat->required);
    for (size_t i = 0; i < exchange->desk->terminal_count; i++)
        add_commands(exchange, exchange->desk->terminals[i]);
    html_format(exchange, "<p id=\"prompt\"><a href=\"%s#prompt\">look again</a></p>\n</div>\n", path_of(exchange, ""));
    add_typing(exchange);
    html_format(exchange, "<h2>A hint</h2>\n");
    html_form(exchange, path_of(exchange, "/hint"));
    html_format(exchange, "<label for=\"hint\">To the learner's side panel</label><textarea id=\"hint\" name=\"text\" rows=\"3\"></textarea>"
                          "<button>send</button></form></main>\n");
    html_end(exchange);
}

const struct route class_watch_route = {
    .method = "GET", .path = "/instructor/sessions/{}", .needs = ROUTE_DESK | ROUTE_TEACHER, .answer = watch};

static void back(struct exchange *exchange)
{
    answer_see(exchange, path_of(exchange, "#prompt"));
}

static void hint(struct exchange *exchange)
{
    struct slice text = slice_trim(room_text(exchange, "text"));
    if (!text.length || text.length > HINT_BYTES) {
        answer_error(exchange, 400, "bad_request", "A hint has a text, of %d bytes at most; this one has %zu.", HINT_BYTES, text.length);
        return;
    }
    instructor_hint(exchange->desk, text);
    if (exchange->route->needs & ROUTE_API)
        answer_status(exchange, 204);
    else
        back(exchange);
}

const struct route class_hint_route = {.method = "POST",
                                       .path = "/instructor/sessions/{}/hint",
                                       .needs = ROUTE_DESK | ROUTE_TEACHER | ROUTE_CHANGES,
                                       .answer = hint};
const struct route api_hint_route = {.method = "POST",
                                     .path = "/api/v1/instructor/sessions/{}/hint",
                                     .needs = ROUTE_API | ROUTE_DESK | ROUTE_TEACHER | ROUTE_CHANGES,
                                     .answer = hint};

/* Asks, where it is not asked or accepted yet; or ends it. */
static void ask_learner(struct exchange *exchange, bool ask)
{
    enum offer offer = exchange->seat->offer;
    instructor_offer(exchange->desk, !ask ? OFFER_NONE : offer == OFFER_NONE ? OFFER_MADE : offer);
}

static void offer(struct exchange *exchange)
{
    ask_learner(exchange, asked_field(exchange, "end") == NULL);
    back(exchange);
}

const struct route class_offer_route = {.method = "POST",
                                        .path = "/instructor/sessions/{}/offer",
                                        .needs = ROUTE_DESK | ROUTE_TEACHER | ROUTE_CHANGES,
                                        .answer = offer};

static void offer_api(struct exchange *exchange)
{
    ask_learner(exchange, asked_truth(exchange, "ask", false));
    answer_status(exchange, 204);
}

const struct route api_ask_route = {.method = "POST",
                                    .path = "/api/v1/instructor/sessions/{}/offer",
                                    .needs = ROUTE_API | ROUTE_DESK | ROUTE_TEACHER | ROUTE_CHANGES,
                                    .answer = offer_api};

static void run(struct exchange *exchange)
{
    struct slice text = slice_trim(room_text(exchange, "text"));
    if (exchange->seat->offer != OFFER_TAKEN)
        answer_error(exchange, 403, "forbidden", "The learner has not accepted that you type here.");
    else if (text.length)
        room_run(exchange, text, true, false, back);
    else
        back(exchange);
}

const struct route class_run_route = {.method = "POST",
                                      .path = "/instructor/sessions/{}/run",
                                      .needs = ROUTE_DESK | ROUTE_TEACHER | ROUTE_CHANGES,
                                      .answer = run};

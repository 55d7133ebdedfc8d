/* GET /: the tracks and challenges, and what this browser has begun. */
#include "server/house.h"
#include "server/html.h"
#include "server/routes.h"

static void add_challenge(struct exchange *exchange, const struct value *row)
{
    const char *slug = value_find_text(row, "slug"), *broken = value_find_text(row, "broken");
    const struct seat *seat = house_newest(exchange->house, exchange->learner, slug);
    html_format(exchange, "<li><h3>");
    html_add(exchange, value_find_text(row, "title"));
    html_format(exchange, "</h3>");
    if (value_find_text(row, "teaser")[0]) {
        html_format(exchange, "<p>");
        html_inline(&exchange->response.body, slice_of(value_find_text(row, "teaser")));
        html_format(exchange, "</p>");
    }
    if (broken[0]) {
        html_format(exchange, "<p>It cannot be opened: ");
        html_add(exchange, broken);
        html_format(exchange, "</p></li>\n");
        return;
    }
    if (seat)
        html_format(exchange, "<p>%lld of %lld tasks are done.</p>", (long long)seat->done, (long long)seat->required);
    html_form(exchange, "/start");
    html_format(exchange, "<input type=\"hidden\" name=\"challenge\" value=\"");
    html_add(exchange, slug);
    html_format(exchange, "\"><button>%s<span class=\"unseen\">: ", seat ? "Go on" : "Start");
    html_add(exchange, value_find_text(row, "title"));
    html_format(exchange, "</span></button>");
    if (seat) {
        html_format(exchange, " <button name=\"new\" value=\"1\" class=\"quiet\">Begin anew<span class=\"unseen\">: ");
        html_add(exchange, value_find_text(row, "title"));
        html_format(exchange, "</span></button>");
    }
    html_format(exchange, "</form></li>\n");
}

static void add_challenges(struct exchange *exchange, const struct value *challenges, const char *tag)
{
    html_format(exchange, "<%s class=\"challenges\">\n", tag);
    for (size_t i = 0; i < value_count(challenges); i++)
        add_challenge(exchange, value_at(challenges, i));
    html_format(exchange, "</%s>\n", tag);
}

static void answer(struct exchange *exchange)
{
    const struct value *tracks = value_get(exchange->house->catalog, "tracks");
    exchange->response.status = 200;
    html_begin(exchange, "Labs");
    html_format(exchange, "<header><h1>ambit: labs on Istio ambient mesh</h1><p>A whole cluster in this one program: nothing is "
                          "installed, nothing is sent anywhere, and everything can be undone.</p></header>\n<main id=\"main\">\n");
    for (size_t i = 0; i < value_count(tracks); i++) {
        html_format(exchange, "<section><h2>");
        html_add(exchange, value_find_text(value_at(tracks, i), "title"));
        html_format(exchange, "</h2>");
        html_format(exchange, "<p>");
        html_inline(&exchange->response.body, slice_of(value_find_text(value_at(tracks, i), "teaser")));
        html_format(exchange, "</p>\n");
        add_challenges(exchange, value_get(value_at(tracks, i), "challenges"), "ol");
        html_format(exchange, "</section>\n");
    }
    html_format(exchange, "<section><h2>Others</h2>\n");
    add_challenges(exchange, value_get(exchange->house->catalog, "challenges"), "ul");
    html_format(exchange, "</section>\n</main>\n");
    html_end(exchange);
}

const struct route home_route = {.method = "GET", .path = "/", .answer = answer};

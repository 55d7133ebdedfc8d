/* The browser's server, without a socket. Input, line by line:
 *   GET /path, POST /path name=value&..., PUT /path {json}: as street_ask_line has it; "{session}" is the newest one
 *   @ class NAME       it serves a class (first line); "{code}" is the code to join with, "{token}" the instructor's;
 *                      "{asked}" is another number in each line
 *   @ browser 2        another browser asks from here on
 *   @ wait 3           seconds pass
 *   @ repeat 30 LINE   the same is asked so often
 *   @ raw TEXT         a whole request, with \r and \n written out; "{cookie}" is the browser's
 * Questions are about the last answer, but for the first: "log" (a line for each request), "headers", "body", "text" (of
 * HTML, without its tags), "json PATH" (keys joined by '.'). */
#include "browser.h"
#include "data/json.h"

const char *case_web(struct arena *arena, const char *input, const char *question);

struct play {
    struct street street;
    struct exchange last;
    struct buffer log;
};

/* --- input --- */

static void note(struct play *play, struct slice line)
{
    struct slice headers = buffer_slice(&play->last.response.headers), one;
    size_t most = line.length < 90 ? line.length : 90;
    buffer_format(&play->log, "%d  %.*s", play->last.response.status, (int)most, line.data);
    while (slice_next(&headers, '\n', &one)) {
        if (slice_starts(one, "Location: "))
            buffer_format(&play->log, "  -> %.*s", (int)(one.length - 10), one.data + 10);
    }
    buffer_add_byte(&play->log, '\n');
}

static void ask_raw(struct play *play, struct slice text)
{
    struct buffer request = {0};
    for (size_t i = 0; i < text.length; i++) {
        struct slice rest = slice_part(text, i, text.length);
        if (slice_starts(rest, "\\r") || slice_starts(rest, "\\n") || slice_starts(rest, "\\0") || slice_starts(rest, "\\t")) {
            buffer_add_byte(&request, text.data[i + 1] == 'r' ? '\r' : text.data[i + 1] == 'n' ? '\n' : text.data[i + 1] == 't' ? '\t' : '\0');
            i++;
        } else if (slice_starts(rest, "{cookie}")) {
            buffer_add_text(&request, play->street.browser->cookie ? play->street.browser->cookie : "none=");
            i += 7;
        } else if (slice_starts(rest, "{session}")) {
            buffer_add_text(&request, play->street.session ? play->street.session : "none");
            i += 8;
        } else {
            buffer_add_byte(&request, text.data[i]);
        }
    }
    exchange_release(&play->last);
    street_ask(&play->street, buffer_slice(&request), &play->last);
    note(play, text);
    buffer_release(&request);
}

static void ask(struct play *play, struct slice line)
{
    exchange_release(&play->last);
    street_ask_line(&play->street, line, &play->last);
    note(play, line);
}

static void direct(struct play *play, struct slice line)
{
    struct slice word;
    int64_t number = 1;
    slice_next(&line, ' ', &word);
    if (slice_is(word, "repeat")) {
        slice_next(&line, ' ', &word);
        for (slice_to_integer(word, &number); number > 0; number--)
            ask(play, line);
    } else if (slice_is(word, "raw")) {
        ask_raw(play, line);
    } else if (slice_to_integer(line, &number) && slice_is(word, "wait")) {
        street_pass(&play->street, SECONDS(number));
    } else if (slice_is(word, "browser") && number >= 1 && number <= BROWSERS) {
        play->street.browser = &play->street.browsers[number - 1];
    }
}

/* --- questions --- */

static bool is_character(struct slice *rest, const char *name, char byte, struct buffer *out)
{
    if (!slice_starts(*rest, name))
        return false;
    buffer_add_byte(out, byte);
    *rest = slice_part(*rest, strlen(name), rest->length);
    return true;
}

/* What a reader of the page sees: one line a line of HTML that has any. */
static void strip_tags(struct buffer *out, struct slice html)
{
    struct slice line;
    while (slice_next(&html, '\n', &line)) {
        size_t before = out->length;
        while (line.length) {
            if (line.data[0] == '<') {
                line = slice_part(line, slice_find_byte(line, '>') + 1, line.length);
            } else if (!is_character(&line, "&lt;", '<', out) && !is_character(&line, "&gt;", '>', out) &&
                       !is_character(&line, "&quot;", '"', out) && !is_character(&line, "&#39;", '\'', out) &&
                       !is_character(&line, "&amp;", '&', out)) {
                buffer_add_byte(out, line.data[0]);
                line = slice_part(line, 1, line.length);
            }
        }
        if (out->length > before)
            buffer_add_byte(out, '\n');
    }
}

static const char *answer_json_path(struct arena *arena, const struct exchange *last, const char *path)
{
    const char *problem = NULL;
    const struct value *body = json_read(arena, buffer_slice(&last->response.body), &problem);
    const struct value *found = path[0] ? value_find(body, path) : body;
    struct buffer text = {0};
    if (!body)
        return arena_format(arena, "no JSON: %s", problem);
    json_write_indented(&text, found, 2);
    const char *answer = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return answer;
}

static const char *answer(struct arena *arena, struct play *play, const char *question)
{
    struct buffer text = {0};
    const struct response *response = &play->last.response;
    if (text_equal(question, "log"))
        buffer_add(&text, buffer_slice(&play->log));
    else if (text_equal(question, "headers"))
        buffer_add(&text, buffer_slice(&response->headers));
    else if (text_equal(question, "body"))
        buffer_add(&text, buffer_slice(&response->body));
    else if (text_equal(question, "text"))
        strip_tags(&text, buffer_slice(&response->body));
    else if (text_starts(question, "json"))
        return answer_json_path(arena, &play->last, question[4] ? question + 5 : "");
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

const char *case_web(struct arena *arena, const char *input, const char *question)
{
    struct play play = {0};
    struct slice rest = slice_of(input), line;
    const char *problem;
    const char *class = NULL;
    if (slice_starts(rest, "@ class ") && slice_next(&rest, '\n', &line))
        class = arena_copy(arena, slice_part(line, 8, line.length));
    if (!street_open(&play.street, NULL, class, arena, &problem)) {
        street_close(&play.street);
        return problem;
    }
    while (slice_next(&rest, '\n', &line)) {
        if (slice_starts(line, "@ "))
            direct(&play, slice_part(line, 2, line.length));
        else if (line.length)
            ask(&play, line);
    }
    const char *result = answer(arena, &play, question);
    exchange_release(&play.last);
    street_close(&play.street);
    buffer_release(&play.log);
    return result;
}

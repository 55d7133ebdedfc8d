/* /join: a learner joins the class, with its code and a name. */
#include "server/begin.h"
#include "server/html.h"
#include "server/routes.h"

static void ask(struct exchange *exchange, int status, const char *problem)
{
    exchange->response.status = status;
    html_begin(exchange, "Join the class");
    html_format(exchange, "<main id=\"main\"><h1>Join ");
    html_add(exchange, exchange->house->options.class);
    html_format(exchange, "</h1>\n");
    if (problem)
        html_format(exchange, "<p role=\"alert\">%s</p>\n", problem);
    html_form(exchange, "/join");
    html_format(exchange, "<p><label>Code <input name=\"code\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" required></label></p>\n"
                          "<p><label>Name, as the instructor sees it <input name=\"name\" maxlength=\"60\" required></label></p>\n"
                          "<p><button>join</button></p></form></main>\n");
    html_end(exchange);
}

/* Who has joined stays who he is: as somebody new he would not find his labs again. */
static bool may_join(struct exchange *exchange)
{
    if (exchange->house->options.class && !exchange->learner)
        return true;
    answer_see(exchange, "/");
    return false;
}

static void answer(struct exchange *exchange)
{
    if (may_join(exchange))
        ask(exchange, 200, NULL);
}

const struct route join_route = {.method = "GET", .path = "/join", .needs = ROUTE_OPEN, .answer = answer};

/* A control character of any block, the end of a line, or what turns the direction of the text around it: with these a name
 * would be read as another one. */
static bool is_unseen(struct slice rest)
{
    static const struct {
        const char *front;
        unsigned char first, last; /* of the byte behind it */
    } rows[] = {{"", 0x00, 0x1f}, {"", 0x7f, 0x7f}, {"\xc2", 0x80, 0x9f}, {"\xe2\x80", 0xa8, 0xae}, {"\xe2\x81", 0xa6, 0xa9}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at = strlen(rows[i].front);
        unsigned char byte = at < rest.length ? (unsigned char)rest.data[at] : 0xff;
        if (slice_starts(rest, rows[i].front) && byte >= rows[i].first && byte <= rows[i].last)
            return true;
    }
    return false;
}

/* Something to see, within a line. */
static bool is_name(struct slice name)
{
    enum { MOST_BYTES = 100 }; /* as a submission has it */
    for (size_t i = 0; i < name.length; i++) {
        if (is_unseen(slice_part(name, i, name.length)))
            return false;
    }
    return name.length && name.length <= MOST_BYTES;
}

/* As it was printed, whatever a phone makes of it: blanks and capitals are none of its. */
static struct slice plain_code(struct exchange *exchange, const char *text)
{
    struct buffer plain = {0};
    for (; text && *text; text++) {
        if (!ascii_is_space(*text))
            buffer_add_byte(&plain, ascii_lower(*text));
    }
    struct slice code = {arena_copy(&exchange->arena, buffer_slice(&plain)), plain.length};
    buffer_release(&plain);
    return code;
}

static void join(struct exchange *exchange)
{
    const char *code = asked_field(exchange, "code"), *name = asked_field(exchange, "name");
    struct house *house = exchange->house;
    if (!may_join(exchange))
        return;
    struct slice given = plain_code(exchange, code), called = slice_trim(slice_of(name));
    bool right = given.length == strlen(house->code) && token_same(&house->libraries, given.data, house->code, given.length);
    if (!right) {
        house_note_guess(house, exchange->address, given);
        ask(exchange, 403, "That is not the code of this class.");
    } else if (!is_name(called)) {
        ask(exchange, 400, "A name is letters that can be seen, in one line of 100 bytes at most.");
    } else if (begin_learner(exchange, arena_copy(&exchange->arena, called))) {
        answer_see(exchange, "/");
    }
}

const struct route joined_route = {.method = "POST", .path = "/join", .needs = ROUTE_OPEN | ROUTE_CHANGES, .answer = join};

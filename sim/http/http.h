/* HTTP/1.1 messages as bytes, strictly by RFC 9112: what curl writes, each proxy parses, and the app parses.
 * A request that is malformed is refused here, not by an `if` somewhere else.
 *
 * The parser is incremental and owns nothing but its body buffer: feed it everything that has arrived and was
 * not consumed yet; it says "partial" until a message is complete. */
#ifndef AMBIT_HTTP_HTTP_H
#define AMBIT_HTTP_HTTP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"

struct http_header {
    struct slice name, value; /* value without the blanks around it */
};

struct http_message {
    /* requests */
    struct slice method, target;
    /* responses */
    int status;
    struct slice reason;
    /* both */
    int minor; /* HTTP/1.minor */
    struct http_header headers[LIMIT_HTTP_HEADERS];
    size_t header_count;
    struct slice body;   /* decoded; in the parser's input or its buffer */
    struct slice fields; /* the lines of the headers where each is "name: value"; empty: one of them is not, or
                            they were changed */
    struct slice host,
        agent;       /* as they were parsed: the first Host and User-Agent, which nearly everybody wants */
    bool chunked;    /* the body came in chunks */
    bool hop_by_hop; /* as it was parsed: there is a header that is (below) */
    bool keep_alive; /* the connection may carry another message (RFC 9112, 9.3) */
};

enum http_state { HTTP_PARTIAL, HTTP_COMPLETE, HTTP_INVALID };

struct http_parser {
    bool response;       /* set by the caller: parse responses */
    bool head;           /* set by the caller: the response answers HEAD, so it has no body */
    bool ended;          /* set by the caller: no more bytes will come (ends bodies delimited by close) */
    const char *problem; /* after HTTP_INVALID: a few words, a literal ("two Host headers") */
    int status; /* after HTTP_INVALID on a request: the status a strict server answers (400, 431, 505, 501) */
    struct buffer body; /* of chunked bodies; after HTTP_PARTIAL what has been decoded so far */
};

/* Nearly no body came in chunks. */
static inline void http_parser_release(struct http_parser *parser)
{
    if (parser->body.capacity)
        buffer_release(&parser->body);
}

/* Looks at [bytes]: the unconsumed input from the beginning of a message. On HTTP_COMPLETE *used is the
 * message's length and [message] points into [bytes] and the parser; it is valid until either changes. So that
 * nobody has to look whether there is another byte, there is a NUL behind the last one, and behind that as many
 * that can be read as behind a buffer's. */
enum http_state http_parse(struct http_parser *parser, struct slice bytes, struct http_message *message,
                           size_t *used);

char *http_copy(struct arena *arena, struct slice bytes); /* fit to be parsed */

/* Is it called that, without regard to case? [name] is not empty. Most that are not differ in length or at the
 * end. */
static inline bool http_named(const struct http_header *header, struct slice name)
{
    size_t length = name.length;
    return header->name.length == length &&
           !((header->name.data[length - 1] ^ name.data[length - 1]) & ~0x20) &&
           slice_equal_nocase(header->name, name);
}

/* [size] is 4 or 8. */
static inline __attribute__((always_inline)) bool http_same(const char *name, const char *literal, size_t size)
{
    if (size == 4) {
        uint32_t word, wanted;
        memcpy(&word, name, sizeof word);
        memcpy(&wanted, literal, sizeof wanted);
        return (word | 0x20202020) == wanted;
    }
    uint64_t word, wanted;
    memcpy(&word, name, sizeof word);
    memcpy(&wanted, literal, sizeof wanted);
    return (word | 0x2020202020202020) == wanted;
}

/* The same with a literal of 4 to 24 small letters, digits and '-': capitals are one bit away from it, and no
 * other byte of a name is. */
static inline __attribute__((always_inline)) bool http_is(const struct http_header *header, const char *literal)
{
    const char *name = header->name.data;
    const size_t length = strlen(literal), piece = length < 8 ? 4 : 8, middle = length > 16 ? 8 : 0;
    return header->name.length == length && http_same(name, literal, piece) &&
           http_same(name + middle, literal + middle, piece) &&
           http_same(name + length - piece, literal + length - piece, piece);
}

/* Is it for one connection only, and never passed on (RFC 9110, 7.6.1)? */
bool http_is_hop_by_hop(const struct http_header *header);

/* The first header of that name (case-insensitive); NULL when there is none. */
const struct http_header *http_named_so(const struct http_message *message, struct slice name);
static inline const struct http_header *http_find(const struct http_message *message, const char *name)
{
    return http_named_so(message, slice_of(name));
}
static inline struct slice http_value(const struct http_message *message,
                                      const char *name) /* empty when missing */
{
    const struct http_header *header = http_find(message, name);
    return header ? header->value : (struct slice){"", 0};
}

/* --- writing --- */
/* Start line and headers of the message exactly as given, the empty line, the body as it is. Nothing is added.
 */
void http_write(struct buffer *out, const struct http_message *message, bool response);
/* The same into room that is known to be enough, as base/write.h does it, and how much that is. */
size_t http_length(const struct http_message *message, bool response);
char *http_put(char *at, const struct http_message *message, bool response);
/* A request, the names of its headers in lower case; it needs room for WRITE_LOWER more. */
char *http_put_lower(char *at, const struct http_message *request);
/* Parts of it: the first line, and [fields], which are not empty, with the names in lower case. */
char *http_put_request_line(char *at, const struct http_message *request);
char *http_put_fields_lower(char *at, const struct http_message *message);
enum { HTTP_REQUEST_LINE = sizeof "  HTTP/1.1\r\n" - 1 }; /* bytes of it without method and target */
void http_clear(struct http_message *message);            /* makes an empty one */
/* At the end; drops above the limit. Here, so that the length of a literal is known. */
static inline void http_add_header(struct http_message *message, const char *name, struct slice value)
{
    message->fields.length = 0;
    if (message->header_count < LIMIT_HTTP_HEADERS)
        message->headers[message->header_count++] = (struct http_header){slice_of(name), value};
}
void http_set(struct http_message *message, struct slice name,
              struct slice value); /* in place, or at the end */
static inline void http_set_header(struct http_message *message, const char *name, struct slice value)
{
    http_set(message, slice_of(name), value);
}
void http_remove_header(struct http_message *message, const char *name);
struct slice http_reason(int status); /* "Not Found"; data NULL for one that nobody has registered */

#endif

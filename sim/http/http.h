/* HTTP/1.1 messages as bytes, strictly by RFC 9112: what curl writes, each proxy parses, and the app parses.
 * A request that is malformed is refused here, not by an `if` somewhere else.
 *
 * The parser is incremental and owns nothing but its body buffer: feed it everything that has arrived and was
 * not consumed yet; it says "partial" until a message is complete. */
#ifndef AMBIT_HTTP_HTTP_H
#define AMBIT_HTTP_HTTP_H

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
    struct slice body; /* decoded; in the parser's input or its buffer */
    bool chunked;      /* the body came in chunks */
    bool keep_alive;   /* the connection may carry another message (RFC 9112, 9.3) */
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

void http_parser_release(struct http_parser *parser);

/* Looks at [bytes]: the unconsumed input from the beginning of a message. On HTTP_COMPLETE *used is the
 * message's length and [message] points into [bytes] and the parser; it is valid until either changes. */
enum http_state http_parse(struct http_parser *parser, struct slice bytes, struct http_message *message,
                           size_t *used);

/* Is it called that, without regard to case? [name] is not empty. */
static inline bool http_named(const struct http_header *header, struct slice name)
{
    const char last = name.data[name.length - 1];
    return header->name.length == name.length && (header->name.data[name.length - 1] | 0x20) == (last | 0x20) &&
           slice_equal_nocase(header->name, name);
}

/* The first header of that name (case-insensitive); NULL when there is none. */
const struct http_header *http_find(const struct http_message *message, const char *name);
struct slice http_value(const struct http_message *message, const char *name); /* empty when missing */

/* --- writing --- */
/* Start line and headers of the message exactly as given, the empty line, the body as it is. Nothing is added.
 */
void http_write(struct buffer *out, const struct http_message *message, bool response);
/* The same into room that is known to be enough, as base/write.h does it, and how much that is. */
size_t http_length(const struct http_message *message, bool response);
char *http_put(char *at, const struct http_message *message, bool response);
void http_clear(struct http_message *message); /* makes an empty one */
void http_add_header(struct http_message *message, const char *name,
                     struct slice value); /* drops above the limit */
void http_set_header(struct http_message *message, const char *name,
                     struct slice value); /* in place, or at the end */
void http_remove_header(struct http_message *message, const char *name);
const char *http_reason(int status); /* "Not Found"; "Unknown" for others */

#endif

/* Start line and header fields of RFC 9112, sections 2 to 5: the part of the parser that requests, responses
 * and trailers share. Private to sim/http. */
#ifndef AMBIT_HTTP_HEAD_H
#define AMBIT_HTTP_HEAD_H

#include "http/http.h"

/* Takes the next line, without its CRLF, from [bytes] at *at. HTTP_PARTIAL while its end has not come;
 * HTTP_INVALID for a bare CR or LF or a control character, as soon as it is seen. */
enum http_state head_line(struct http_parser *parser, struct slice bytes, size_t *at, struct slice *line);

/* What the fields say of the message as a whole: how many there were of each, and the first one's value. */
struct head_fields {
    size_t hosts, lengths, codings, agents; /* Host, Content-Length, Transfer-Encoding, User-Agent */
    struct slice length, coding;
    bool connection; /* there is one */
};

/* Start line, fields and the empty line behind them, from [bytes] at *at into [message]. */
enum http_state head_parse(struct http_parser *parser, struct slice bytes, size_t *at,
                           struct http_message *message, struct head_fields *fields);

/* One "name: value" line; [header] may not be stored anywhere (trailers). */
enum http_state head_field(struct http_parser *parser, struct slice line, struct http_header *header);

bool head_is_token(struct slice text); /* RFC 9110, 5.6.2 */
/* uri-host [ ":" port ] of RFC 9110, 7.2; may be empty: the target has no authority. */
bool head_is_host(struct slice host);

/* Remembers why, and the status a server answers; returns HTTP_INVALID. */
enum http_state head_refuse(struct http_parser *parser, int status, const char *problem);

#endif

/* A request as Go's net/http reads it: more generous than RFC 9112 wants, and than Envoy is (bare line feeds,
 * folded lines, Transfer-Encoding beside Content-Length), with words of its own for what it refuses. The head
 * is written anew without what Go forgives, and http/ reads that. Rules: net/http's server.go and transfer.go,
 * net/textproto. */
#ifndef AMBIT_IMAGES_GO_REQUEST_H
#define AMBIT_IMAGES_GO_REQUEST_H

#include "base/arena.h"
#include "http/http.h"

struct go_request {
    struct http_message message; /* after HTTP_COMPLETE; lives in the arena and the parser */
    size_t used;                 /* bytes of the input */
    const char *refusal;         /* after HTTP_INVALID: the whole answer, behind which the connection ends */
};

enum http_state go_request(struct arena *arena, struct http_parser *parser, struct slice bytes,
                           struct go_request *request);

#endif

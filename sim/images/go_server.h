/* The answer of an app that is written with Go's net/http (http-echo, go-httpbin): which headers Go adds and in
 * which order, when it sends chunks, what a HEAD or a request of HTTP/1.0 changes. Go's src/net/http/server.go.
 */
#ifndef AMBIT_IMAGES_GO_SERVER_H
#define AMBIT_IMAGES_GO_SERVER_H

#include "images/image.h"

struct go_answer {
    int status;
    struct value
        *headers;         /* the handler's: name -> text or array of texts; Go writes them sorted. NULL: none */
    struct slice fixed;   /* instead, of a handler that always sets the same: whole lines, sorted */
    struct slice sniffed; /* Content-Type that Go finds out, if that is known already */
    struct slice body;
    bool streamed;         /* written piece by piece: its length is not known before, so it goes in chunks */
    struct slice trailers; /* whole lines, behind the last chunk */
};

void go_answer(struct app_call *call, const struct go_answer *answer);
/* http.DetectContentType for the two cases that occur: markup and other text. */
struct slice go_sniff(struct slice body);
struct slice go_reason(struct arena *arena, int status); /* http.StatusText, or "status code N" */

/* The value of a flag as Go's flag package reads it: "-name=value", "--name=value" or two words; NULL when it
 * is not given. */
const char *go_flag(const struct value *container, const char *name);

#endif

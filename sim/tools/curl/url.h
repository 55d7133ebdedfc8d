/* URLs as curl reads them (RFC 3986 and curl's guesses) and its {a,b} and [1-5] patterns. */
#ifndef AMBIT_TOOLS_CURL_URL_H
#define AMBIT_TOOLS_CURL_URL_H

#include "base/arena.h"

struct url {
    const char *scheme;   /* lower case; "http" when the text has none */
    const char *user;     /* "user:password", or NULL */
    const char *host;     /* without the brackets of an IPv6 address */
    int port;             /* as given, or the scheme's */
    bool ipv6;            /* the host is an IPv6 address */
    bool default_port;    /* not written in a Host header */
    const char *path;     /* begins with '/', dot segments removed */
    const char *query;    /* without its '?'; NULL: none */
    const char *fragment; /* without its '#'; NULL: none */
};

/* NULL, or what curl says behind "URL rejected: ". Everything is in [arena]. */
const char *url_parse(struct arena *arena, const char *text, bool path_as_is, struct url *url);
const char *url_text(struct arena *arena, const struct url *url);
const char *url_host_header(struct arena *arena, const struct url *url); /* "host", "host:8080", "[::1]:8080" */
/* The absolute form of a Location; RFC 3986, 5.2. */
const char *url_resolve(struct arena *arena, const struct url *base, const char *reference);

/* A pattern cut into fixed and variable pieces. */
struct glob {
    struct glob_piece *pieces;
    size_t count;
    size_t combinations; /* at most GLOB_LIMIT */
};
enum { GLOB_LIMIT = 100000 };

/* NULL, or the text behind "curl: (3) " (with the pattern and a caret below it). */
const char *glob_parse(struct arena *arena, const char *pattern, bool literal, struct glob *glob);
const char *glob_at(struct arena *arena, const struct glob *glob, size_t index); /* the index-th URL */
/* [name] with #1, #2... replaced by the pieces of the index-th URL. */
const char *glob_name(struct arena *arena, const struct glob *glob, size_t index, const char *name);

#endif

/* The browser's server, as the command line starts it: one call. */
#ifndef AMBIT_SERVER_SERVER_H
#define AMBIT_SERVER_SERVER_H

#include <stdbool.h>

struct server_options {
    const char *bind; /* a numeric address; NULL: loopback */
    int port;         /* 0: a free one */
    const char *file; /* of the database; NULL: the usual one */
    int workers;      /* 0: as many as there are processors */
    const char *class; /* its name; NULL: everybody who comes is a learner */
    bool public;       /* others than this machine are let in */
    bool proxy;        /* a reverse proxy stands before it, and speaks TLS */
    const char *certificate, *key; /* files; NULL: no TLS of its own */
};

/* Until SIGTERM or SIGINT: then what was asked is answered, what was typed is saved, and all is closed. False: it could not
 * begin, as was said on stderr. */
bool server_run(const struct server_options *options);

#endif

/* libmicrohttpd, which takes the requests of the connections that the door lets in, and gives the answers: one epoll thread. */
#ifndef AMBIT_SERVER_DAEMON_H
#define AMBIT_SERVER_DAEMON_H

#include <sys/socket.h>

#include "server/house.h"

struct daemon;

/* NULL: it does not start. */
struct daemon *daemon_start(struct house *house);
void daemon_stop(struct daemon *daemon); /* the clerks have answered all, and the door is closed */
/* A connected socket is taken over, in any case. */
void daemon_connect(struct daemon *daemon, int connection, const struct sockaddr *address, socklen_t length);

#endif

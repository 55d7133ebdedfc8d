/* The door: connections come in here, and are let through when the whole head of their request has come and is beyond doubt
 * (request.h). Who sends slowly waits here, where it costs a descriptor and a few bytes, for LIMIT_WEB_HEAD_SECONDS at most.
 *
 * The head is looked at (MSG_PEEK) and not taken: libmicrohttpd reads the same bytes again. It answers one request on each
 * connection, so no other comes in without being looked at. With a certificate of our own it looks behind TLS (tls.h), at the same
 * bytes. One thread, epoll. */
#ifndef AMBIT_SERVER_DOOR_H
#define AMBIT_SERVER_DOOR_H

#include "server/daemon.h"
#include "server/tls.h"

struct door;

/* Listens at [bind], a numeric address, and the port; 0 takes a free one. NULL: *problem says why not, in the arena. */
struct door *door_open(struct house *house, const char *bind, int port, struct arena *arena, const char **problem);
int door_port(const struct door *door);
/* [tls]: in front of it; NULL: none. */
bool door_start(struct door *door, struct daemon *daemon, struct tls *tls);
void door_close(struct door *door); /* who waits is let go */

#endif

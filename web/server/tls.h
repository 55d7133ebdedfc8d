/* TLS in front of the door: what a browser sends is decrypted here and goes on through a pair of sockets, so that the door looks
 * at each byte of a head as it does without. It knows nothing of HTTP. One thread, epoll, OpenSSL. */
#ifndef AMBIT_SERVER_TLS_H
#define AMBIT_SERVER_TLS_H

#include "server/libraries.h"

struct tls;

/* With a certificate (and those it hangs on, behind it) and its key, files in PEM. NULL: they are none, or do not belong together. */
struct tls *tls_new(const struct web_libraries *libraries, const char *certificate, const char *key);
/* Takes a connection over, in any case. The socket on which it goes on, which does not block; -1: there can be no more. */
int tls_take(struct tls *tls, int connection);
void tls_free(struct tls *tls); /* what has been said to it is sent, as far as it can be at once */

#endif

/* The thread that hears all WebSockets. A key that needs nothing but the line that is edited is echoed here and now, whatever
 * else commands of other learners are at; all else is left to the session's clerk, in the order in which it came.
 *
 * It touches a session only when nobody has it in hand (seat_try). When the clerk has it, the socket is put aside: epoll
 * forgets it, and the clerk, who reads it then, gives it back. */
#ifndef AMBIT_SERVER_ECHO_H
#define AMBIT_SERVER_ECHO_H

#include "server/house.h"

struct socket;
struct echo;

/* NULL: the system has no more threads or descriptors. */
struct echo *echo_start(struct house *house);
void echo_stop(struct echo *echo); /* all sockets have ended; NULL: nothing */

/* Hears this one from now on, or again; false: it cannot. */
bool echo_hear(struct echo *echo, struct socket *socket);
void echo_watch(struct echo *echo, struct socket *socket); /* it waits to write, or does not any more */
/* It has ended: its connection is closed and its memory freed, when this thread is not inside of it any more. */
void echo_bury(struct echo *echo, struct socket *socket);

#endif

/* What a browser's terminal says in text frames: JSON objects with a type, one row each. */
#ifndef AMBIT_SERVER_MESSAGE_H
#define AMBIT_SERVER_MESSAGE_H

#include "server/socket.h"

bool message_is_quiet(struct slice text); /* an acknowledgement, which types nothing */
void message_take(struct socket *socket, struct slice text);
void socket_say(struct socket *socket, const struct value *message);

#endif

/* A browser's terminal: a WebSocket (RFC 6455, framed by wslay) on the clerk's own epoll loop. It shows a terminal's stream from
 * the position that the browser has seen, and never holds more than LIMIT_WEB_AHEAD_BYTES that it has not: who reads slowly
 * falls behind, and begins anew where the stream is still kept. web/README.md has the messages. */
#ifndef AMBIT_SERVER_SOCKET_H
#define AMBIT_SERVER_SOCKET_H

#include "server/desk.h"

struct socket {
    struct socket *next; /* of its terminal; of its clerk's arrivals, or dead */
    struct clerk *clerk;
    struct seat *seat;
    struct desk *desk;         /* NULL: it is not attached */
    struct terminal *terminal; /* the same */
    char name[2];              /* of the terminal */
    int columns, rows;         /* 0: not said */
    char *epoch;               /* heap; that the browser knows; NULL: none */
    uint64_t from;             /* the first position that it has not seen */

    int connection; /* -1: not there yet */
    struct MHD_UpgradeResponseHandle *handle;
    struct buffer early; /* what came behind the request's head */
    wslay_event_context_ptr wslay;
    bool watches;      /* the instructor: it types only where the learner has accepted that */
    bool writes;       /* it waits to be able to write */
    bool closing;      /* its last words are said */
    bool dead;
    uint64_t sent, shown; /* positions: given to it; shown, as it says */
    uint64_t version;  /* of the desk, that it was told of */
    int told;          /* state of its terminal, that it was told of; -1: nothing */
    int64_t heard, asked; /* when it was last heard, and pinged */
};

struct socket *socket_new(struct exchange *exchange, const char *terminal);
void socket_free(struct socket *socket);
/* libmicrohttpd hands the connection over; [context] is the exchange. */
void socket_upgraded(void *context, struct MHD_Connection *connection, void *call, const char *early, size_t count,
                     MHD_socket handed, struct MHD_UpgradeResponseHandle *handle);
void socket_attach(struct socket *socket, int64_t wall);
void socket_ready(struct socket *socket, uint32_t events, int64_t wall); /* what epoll says of it */

/* To all that are connected to a session or terminal. */
void sockets_pump(struct desk *desk); /* what there is to be shown, as much as each may have */
void sockets_tell(struct desk *desk, const struct value *message);
void sockets_tell_command(struct terminal *terminal, const struct command *command);
void sockets_tell_tasks(struct desk *desk, const struct value *record);
void sockets_tell_text(struct desk *desk, const char *type, const char *key, const char *text);
void sockets_tell_moving(struct desk *desk, const char *challenge);
void sockets_leave(struct terminal *terminal, const char *reason); /* says so, and closes */
bool sockets_are_behind(const struct terminal *terminal); /* there are some of the learner, and none has seen what was shown last */
void sockets_drop(struct terminal *terminal);                      /* at once */
void sockets_look_after(struct desk *desk, int64_t wall);          /* pings; who does not answer is closed */
void sockets_bury(struct clerk *clerk);

#endif

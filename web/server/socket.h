/* A browser's terminal: a WebSocket (RFC 6455, framed by wslay). Who has its session in hand touches it: mostly the thread that
 * echoes keys (echo.h), and its clerk, who makes it, and alone takes it from its session again. It shows a terminal's stream from
 * the position that the browser has seen, and never holds more than LIMIT_WEB_AHEAD_BYTES that it has not: who reads slowly
 * falls behind, and begins anew where the stream is still kept. web/README.md has the messages. */
#ifndef AMBIT_SERVER_SOCKET_H
#define AMBIT_SERVER_SOCKET_H

#include "server/desk.h"

struct socket {
    struct socket *next; /* of its terminal; of its clerk's arrivals, or of the dead */
    struct clerk *clerk;
    struct seat *seat;
    struct desk *desk;         /* NULL: it is not attached */
    struct terminal *terminal; /* the same */
    char name[2];              /* of the terminal */
    int columns, rows;         /* 0: not said */
    char *epoch;               /* heap; that the browser knows; NULL: none */
    uint64_t from;             /* the first position that it has not seen */

    int connection; /* -1: not there yet */
    atomic_bool aside; /* nobody hears it until the clerk has read it (echo.h); the only thing here that no hand is needed for */
    struct MHD_UpgradeResponseHandle *handle;
    struct buffer early; /* what came behind the request's head */
    struct buffer inbox; /* messages that the clerk has to take: kind, length, bytes */
    size_t may_read;     /* bytes, before others have their turn */
    wslay_event_context_ptr wslay;
    bool watches;      /* the instructor: it types only where the learner has accepted that */
    bool writes;       /* it waits to be able to write */
    bool closing;      /* its last words are said */
    bool broken;       /* its connection is: the clerk ends it */
    bool alone;        /* what comes is heard by a thread that has no session */
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
/* For the thread that echoes, who has the seat in hand: false, it was not heard. *asks: the clerk has to see after it. */
bool socket_echo(struct socket *socket, int64_t wall, bool *asks);
void socket_close(struct socket *socket); /* the last that happens to it */

/* To all that are connected to a session or terminal. */
void sockets_pump(struct desk *desk); /* what there is to be shown, as much as each may have; who is broken ends */
void sockets_take(struct desk *desk, int64_t wall); /* what they have left for the clerk, and what those have sent that are aside */
void sockets_give_back(struct desk *desk);
void sockets_tell(struct desk *desk, const struct value *message);
void sockets_tell_command(struct terminal *terminal, const struct command *command);
void sockets_tell_tasks(struct desk *desk, const struct value *record);
void sockets_tell_text(struct desk *desk, const char *type, const char *key, const char *text);
void sockets_tell_moving(struct desk *desk, const char *challenge);
void sockets_leave(struct terminal *terminal, const char *reason); /* says so, and closes */
bool sockets_are_behind(const struct terminal *terminal); /* there are some of the learner, and none has seen what was shown last */
void sockets_drop(struct terminal *terminal);                      /* at once */
void sockets_look_after(struct desk *desk, int64_t wall);          /* pings; who does not answer is closed */

#endif

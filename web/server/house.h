/* What all threads of a server share: who is known, which sessions there are and which clerk has each, the catalogue, the
 * counters. A session itself belongs to its clerk alone (desk.h). */
#ifndef AMBIT_SERVER_HOUSE_H
#define AMBIT_SERVER_HOUSE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/limits.h"
#include "face/keep.h"
#include "server/token.h"

struct desk;
struct clerk;
struct echo;

/* COUNTER(NAME, "metric", "kind", "help") */
#define COUNTERS(COUNTER)                                                                                            \
    COUNTER(REQUESTS, "ambit_http_requests_total", "counter", "HTTP requests answered.")                             \
    COUNTER(REFUSED, "ambit_http_refused_total", "counter", "HTTP requests refused: 4xx.")                           \
    COUNTER(FAILED, "ambit_http_failed_total", "counter", "HTTP requests that failed: 5xx.")                         \
    COUNTER(CONNECTIONS, "ambit_http_connections_total", "counter", "Connections taken.")                            \
    COUNTER(HEADS, "ambit_http_heads_waiting", "gauge", "Connections that have not sent a whole head.")              \
    COUNTER(SOCKETS, "ambit_websockets", "gauge", "Terminals that are connected.")                                   \
    COUNTER(SOCKETS_TAKEN, "ambit_websockets_total", "counter", "Terminals connected since the start.")              \
    COUNTER(TYPED, "ambit_typed_bytes_total", "counter", "Bytes typed at terminals.")                                \
    COUNTER(SHOWN, "ambit_shown_bytes_total", "counter", "Bytes shown on terminals.")                                \
    COUNTER(COMMANDS, "ambit_commands_total", "counter", "Commands run to their end.")                               \
    COUNTER(SESSIONS, "ambit_sessions", "gauge", "Sessions in memory.")                                              \
    COUNTER(BEGUN, "ambit_sessions_begun_total", "counter", "Sessions begun.")                                       \
    COUNTER(EVICTED, "ambit_sessions_evicted_total", "counter", "Sessions put away because nobody looked at them.")  \
    COUNTER(REBUILT, "ambit_sessions_rebuilt_total", "counter", "Sessions built again by replay.")                   \
    COUNTER(SOLVED, "ambit_tasks_done_total", "counter", "Tasks found done.")

enum counter {
#define COUNTER_NAME(name, metric, kind, help) COUNTER_##name,
    COUNTERS(COUNTER_NAME)
#undef COUNTER_NAME
    COUNTER_COUNT
};

enum { LEARNER_HASH = 16, SEAT_ID = 8 };

/* A browser, or a learner of a class: who has the token. */
struct learner {
    struct learner *next; /* of its bucket */
    unsigned char hash[LEARNER_HASH]; /* the front of its token's SHA-256 */
    const char *id;       /* pseudonym, as the database has it */
    const char *name;     /* of a class: what they call themselves; NULL: nobody has asked */
    struct seat *seats;   /* the newest first */
    size_t seat_count;
};

enum offer { OFFER_NONE, OFFER_MADE, OFFER_TAKEN };

struct hint_sent {
    struct hint_sent *older;
    const char *text;
};

/* A session, at work or put away. */
struct seat {
    struct seat *next;        /* of its bucket */
    struct seat *next_seat;   /* of its learner */
    struct learner *learner;
    struct clerk *clerk;
    pthread_mutex_t hand;     /* who has it may touch the desk: see seat_try */
    struct seat *next_asking; /* of those that wait for the clerk; under its lock */
    atomic_bool asking;       /* it is one of them */
    char id[SEAT_ID + 1];
    const char *slug;
    int64_t opened;           /* milliseconds since 1970 */
    int64_t done, required;   /* tasks */
    bool begun;               /* there is a journal of it */
    bool live;                /* at work; [desk] says the same to its clerk */
    struct desk *desk;        /* the clerk's; NULL: put away */
    char *journal;            /* the clerk's; heap; of one put away that the database does not have */
    int64_t touched;          /* milliseconds since 1970; the last command's end */
    char *task;               /* heap; the title of the first task that is open; NULL: none, or nobody has looked */
    struct hint_sent *hints;  /* from the instructor, the last one first; in house->kept */
    enum offer offer;         /* to type at this learner's terminal */
};

/* The machine's; tests have one of their own. */
struct house_clock {
    int64_t (*wall)(void *context); /* nanoseconds, monotonic */
    int64_t (*now)(void *context);  /* milliseconds since 1970 */
    void *context;
};

struct house_options {
    const char *bind;   /* as it was said */
    int port;
    const char *file;   /* of the database */
    size_t workers;
    bool unsaved;       /* no database: tests */
    bool loopback;      /* only names of this machine are answered */
    bool secure;        /* what browsers see is https */
    bool quiet;         /* no log */
    const char *class;  /* its name; NULL: everybody is welcome */
    const char *certificate, *key; /* files in PEM; NULL: no TLS of our own */
    bool public;        /* others than this machine are let in */
    bool proxy;         /* a reverse proxy says for whom it asks */
    bool everywhere;    /* [bind] is all addresses, so no browser can be sent to it */
    struct random_source random;
    struct house_clock clock;
};

enum { BUCKETS = 4096, GUESSERS = 1024 };

/* What somebody was wrong about of late: codes and tokens, by their hashes. The same one again is no guess: it is a cookie of
 * yesterday, or a letter that is hard to read. */
struct guesses {
    int64_t since;
    size_t count;
    uint32_t wrong[LIMIT_WEB_GUESSES];
};

struct house {
    struct house_options options;
    struct web_libraries libraries;
    struct keep keep; /* the database; its store is every session's */
    struct arena arena;
    const struct value *catalog;
    const char *cookie; /* its name */
    struct clerk **clerks;
    size_t clerk_count;
    struct echo *echo; /* NULL: there are no sockets */
    atomic_bool stopping;
    atomic_int slow; /* answers that threads of their own are at */
    atomic_llong counters[COUNTER_COUNT];

    pthread_mutex_t mutex; /* for all below, and the random source */
    struct learner *learners[BUCKETS];
    struct seat *seats[BUCKETS];
    size_t learner_count;
    struct arena kept; /* of learners and seats, which stay */
    struct guesses guesses[GUESSERS];

    /* Of a class. */
    const char *salt;    /* of who guesses from where */
    const char *code;    /* to join with */
    const char *teacher; /* the instructor's token, as it is printed once */
    unsigned char teacher_hash[TOKEN_HASH];
};

/* False: *problem, a literal or in the house's arena. */
bool house_open(struct house *house, const struct house_options *options, const char **problem);
void house_close(struct house *house); /* its clerks have ended */

void house_lock(struct house *house);
void house_unlock(struct house *house);
int64_t house_wall(const struct house *house);
int64_t house_now(const struct house *house);
void house_count(struct house *house, enum counter counter, int64_t more);

/* NULL: nobody has this token. */
struct learner *house_learner(struct house *house, struct slice token);
/* A new one, with a new token in the arena; NULL: there are too many. */
struct learner *house_welcome(struct house *house, const char *name, const char **token, struct arena *arena);
bool house_is_teacher(struct house *house, struct slice token);
/* Somebody at [address] was wrong about a code or token; and whether that was too often within a minute. */
void house_note_guess(struct house *house, struct slice address, struct slice guess);
bool house_may_guess(struct house *house, struct slice address);
struct seat *house_class_seat(struct house *house, struct slice id); /* of anybody in the class; NULL: there is none */
/* A session of this learner; NULL: it has none of that name. */
struct seat *house_seat(struct house *house, const struct learner *learner, struct slice id);
struct seat *house_newest(struct house *house, const struct learner *learner, const char *slug);
/* A new one, with the clerk that has the fewest; NULL: this learner has too many. */
struct seat *house_begin(struct house *house, struct learner *learner, const char *slug);
/* A session is in one hand at a time: its clerk's, or that of the thread that echoes keys. That one never waits for it, so a clerk
 * may have it for as long as a command takes; the clerk waits for the other's few microseconds. */
bool seat_try(struct seat *seat); /* false: the clerk has it */
void seat_take(struct seat *seat);
void seat_leave(struct seat *seat);

size_t house_sessions(struct house *house); /* in memory */

#endif

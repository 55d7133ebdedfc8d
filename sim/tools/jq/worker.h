/* libjq at arm's length. It aborts when memory is short, cannot be interrupted and reads the environment, so it
 * never runs in our process: each jq has a worker, which is this very program executed again with an empty
 * environment, without files and with limits of memory and processor time. What a worker answers depends on its
 * request and input alone, so a replay gives the same. This folder alone knows libjq, and worker_parent.c alone
 * starts processes.
 *
 * Worker and parent speak in turns over one socket: the parent sends the request, then reads events until the
 * worker wants input or has ended. */
#ifndef AMBIT_TOOLS_JQ_WORKER_H
#define AMBIT_TOOLS_JQ_WORKER_H

#include "base/buffer.h"

struct jq_worker;

enum jq_event {
    JQ_OUTPUT = 'O',  /* bytes for standard output */
    JQ_ERRORS = 'E',  /* for standard error */
    JQ_WANTS = 'W',   /* jq_worker_feed, please */
    JQ_ENDED = 'X',   /* with a status */
    JQ_MISSING = 'M', /* libjq is not installed */
    JQ_HUNG = 'H',    /* no word for JQ_SECONDS of the machine's time */
    JQ_DIED = 'D',    /* of a signal: its number is the status */
};

/* [request] is a JSON object (worker_child.c says of what). NULL: no process could be started. */
struct jq_worker *jq_worker_start(struct slice request);
enum jq_event jq_worker_next(struct jq_worker *worker, struct buffer *bytes, int *status);
/* More input, from the file [name]; [end]: there is no more. */
void jq_worker_feed(struct jq_worker *worker, struct slice name, struct slice bytes, bool end);
void jq_worker_stop(struct jq_worker *worker);

/* The word that makes a program a worker, and its life then. */
#define JQ_WORKER_WORD "--jq-worker"
int jq_worker_run(void);

#endif

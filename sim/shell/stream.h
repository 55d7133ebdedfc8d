/* Streams: the bytes between a program and whatever is at the other end. process.h has the calls programs use;
 * this header is for those who build streams: the shell's redirections and the machine's terminals. */
#ifndef AMBIT_SHELL_STREAM_H
#define AMBIT_SHELL_STREAM_H

#include "base/buffer.h"
#include "shell/process.h"

enum stream_kind {
    STREAM_PIPE,     /* a bounded queue */
    STREAM_NULL,     /* /dev/null */
    STREAM_SOURCE,   /* bytes that are there already */
    STREAM_CAPTURE,  /* an unbounded sink that keeps what it gets */
    STREAM_FILE,     /* writes go to a file of the world */
    STREAM_TERMINAL, /* writes are shown; reads take what was typed */
    STREAM_RELAY,    /* passes everything to another stream, but is no terminal itself */
};

enum stream_way { STREAM_BY_DESCRIPTOR, STREAM_READS, STREAM_WRITES };

struct stream {
    enum stream_kind kind;
    enum stream_way way;       /* of a pipe's end, a relay to its queue */
    unsigned count;            /* references, descriptors among them */
    unsigned readers, writers; /* descriptors of processes; a pipe ends when it has no writers */
    struct buffer bytes;       /* the queue; of a file: what was written so far */
    size_t taken;              /* bytes of it already read */
    size_t passed;             /* bytes that went through a pipe, ever */
    bool ended;                /* no more input will come (terminals) */
    size_t kept;               /* of a file: bytes of it that the world has */
    bool readable;             /* of a file: reads give its bytes (<>) */
    char *key;                 /* of a file, in the world: whose machine it is on does not depend on who writes; heap */
    struct stream *target;     /* of a relay; referenced */
    void *context;             /* of a terminal */
    void (*show)(void *context, struct slice bytes);
    int columns, rows; /* of a terminal's window; rows 0: nobody said that it has a screen */
    bool raw;          /* a process takes keys instead of lines, and draws */
    bool alternate;    /* on the alternate screen */
};

/* What a relay, or a row of them, passes to; or itself. */
static inline struct stream *stream_behind(struct stream *stream)
{
    while (stream && stream->kind == STREAM_RELAY)
        stream = stream->target;
    return stream;
}
struct stream *stream_terminal(void *context, void (*show)(void *context, struct slice bytes));
void stream_type(struct stream *terminal, struct slice bytes); /* input from the keyboard */
struct slice stream_unread(const struct stream *terminal);     /* typed, and nobody has taken it */
void stream_forget(struct stream *terminal);                   /* what is unread, and that input ended */

/* Bookkeeping when a descriptor of a process opens or closes the stream. A pipe's end does what it is for; of
 * others descriptor 0 reads, 1 and 2 write, and the rest do both. */
void stream_open_at(struct stream *stream, int descriptor);
void stream_close_at(struct stream *stream, int descriptor);

bool stream_readable(const struct stream *stream); /* a read would not wait */
bool stream_writable(const struct stream *stream); /* a write would not wait (or would fail) */
size_t stream_take(struct stream *stream, char *bytes, size_t size);

/* What somebody wrote at the absolute path without links, or {gone}. */
const struct value *process_written(struct process *process, const char *path);
/* process_write_file at a key of WORLD_FILES, as a stream to a file keeps it. */
const char *process_write_key(struct process *process, const char *key, struct slice data);

#endif

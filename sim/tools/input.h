/* What filters read: the files named on the command line one after the other, or standard input ("-", or no
 * name). */
#ifndef AMBIT_TOOLS_INPUT_H
#define AMBIT_TOOLS_INPUT_H

#include "tools/options.h"

struct input {
    struct process *process;
    const char *program;
    char *const *names;
    int count, at;              /* names, and the next one */
    const char *name;           /* of the open one; "-" for standard input */
    bool reading;               /* a descriptor, as it comes */
    int descriptor;
    const char *before, *after; /* in messages, around the file's name: "cannot read: " */
    bool silent;                /* no messages for files that cannot be read */
    int failed;                 /* files that could not be read */
    struct buffer bytes;        /* of the open one, owned through the process */
    size_t taken;
    bool ended;
    char device; /* '0': /dev/zero; 'r': /dev/urandom, from the session's seed; 0: a file or standard input */
};

/* In the process's arena; the process gives its memory back. */
struct input *input_begin(const struct options *options, char *const *names, int count);
/* Opens the next; those that cannot be read are complained of and passed over. False: there are no more. */
bool input_open(struct input *input);
/* The next line of the open one, until the next call; its newline is not in it, *whole says whether there was
 * one (may be NULL). WAITS. */
bool input_line(struct input *input, struct slice *line, bool *whole);
/* Some more bytes of the open one; empty at its end. WAITS. */
struct slice input_some(struct input *input);
/* All of the open one; when that is too much, "NAME: memory exhausted" ends the process. WAITS. */
struct slice input_all(struct input *input);

#endif

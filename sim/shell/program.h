/* A program's row: one file, one row. Usage, help, completion, man page and "unknown flag" errors come from it.
 */
#ifndef AMBIT_SHELL_PROGRAM_H
#define AMBIT_SHELL_PROGRAM_H

#include "base/instant.h"

struct process;

struct flag {
    const char *name;  /* "namespace": --namespace; NULL when there is only a letter */
    char letter;       /* 'n'; 0 when there is none */
    const char *value; /* what it takes: "NAME"; NULL: a switch; "?TEXT": optional, only as --name=TEXT */
    const char *help;  /* a few words */
};

/* What Tab is told and what it may offer (shell/completion.h). */
struct completion;

struct program {
    const char *name;
    const char *usage;        /* "cat [FILE]..." */
    const char *help;         /* one line */
    const struct flag *flags; /* ends with {0}; NULL: none */
    struct duration starts;   /* virtual time before its first effect */
    bool pod_only;            /* not on the learner's machine */
    bool absent;              /* no machine has it: it says so when it is called by its name */
    bool of_lab;              /* the lab's own: found whatever becomes of its file */
    const char *directory;    /* where its file is on the learner's machine; NULL: /usr/bin */
    const char *installed;    /* only on a machine that has this path: "/var/lib/docker"; NULL: on every one */
    int (*run)(struct process *process, int count,
               char *const *words);                  /* words[0] is its name; the exit status */
    void (*complete)(struct completion *completion); /* the word under the cursor; NULL: file names */
};

#endif

/* The words behind "bash", up to the first that is no option. */
#ifndef AMBIT_TOOLS_BASH_WORDS_H
#define AMBIT_TOOLS_BASH_WORDS_H

#include "shell/evaluate.h"

struct bash_words {
    struct shell_start start;
    bool command; /* -c: the first of the rest is a text to run */
    int first;    /* the rest begins here */
    int status;   /* that was all, with this status: --help, or a mistake, which was said; -1: it goes on */
};

struct bash_words bash_words(struct process *process, int count, char *const *words);

#endif

/* Tab: what the line editor asks and what programs answer from their rows and the world. */
#ifndef AMBIT_SHELL_COMPLETION_H
#define AMBIT_SHELL_COMPLETION_H

#include "shell/program.h"
#include "world/world.h"

struct shell;

struct completion {
    struct arena *arena;
    const struct world *world;
    int count;          /* words of the simple command under the cursor, the one being typed included */
    char *const *words; /* unquoted; words[count - 1] is the beginning of the word to complete, maybe "" */
    struct value *candidates; /* array of texts: whole words; a trailing '/' or '=' means no space follows */
    const struct shell *shell;
    const struct program *const *programs; /* those that the machine has a file of */
    size_t program_count;
};

/* Adds [word] when it begins with what has been typed, once. */
void completion_offer(struct completion *completion, const char *word);
/* Adds the flags of a table: "--namespace=", "--watch". */
void completion_offer_flags(struct completion *completion, const struct flag *flags);
/* Adds the files of the learner's machine, directories with a '/'. */
void completion_offer_files(struct completion *completion);

/* Candidates for the end of [line] as {from, words}: sorted whole words, unquoted, that may stand in place of
 * the bytes from [from] on. The first word of a command is a builtin, a program of [programs] or a path; else
 * the program's row answers, and where it has nothing to say, file names. */
const struct value *completion_answer(struct arena *arena, const struct world *world, const struct shell *shell,
                                      const struct program *const *programs, size_t program_count,
                                      struct slice line);

#endif

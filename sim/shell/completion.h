/* Tab: what the line editor asks and what programs answer from their rows and the world. */
#ifndef AMBIT_SHELL_COMPLETION_H
#define AMBIT_SHELL_COMPLETION_H

#include "shell/program.h"
#include "world/world.h"

struct completion {
    struct arena *arena;
    const struct world *world;
    int count;                /* words of the simple command under the cursor, the one being typed included */
    char *const *words;       /* unquoted; words[count - 1] is the beginning of the word to complete, maybe "" */
    struct value *candidates; /* array of texts: whole words; a trailing '/' or '=' means no space follows */
};

/* Adds [word] when it begins with what has been typed. */
void completion_offer(struct completion *completion, const char *word);
/* Adds the flags of a table: "--namespace=", "--watch". */
void completion_offer_flags(struct completion *completion, const struct flag *flags);

#endif

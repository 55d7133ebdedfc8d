/* A sed script, parsed: addresses and commands as a flat list, blocks by the index of their end. */
#ifndef AMBIT_TOOLS_SED_SCRIPT_H
#define AMBIT_TOOLS_SED_SCRIPT_H

#include "tools/regexp.h"

enum sed_address_kind { SED_NONE, SED_LINE, SED_LAST, SED_MATCH, SED_STEP, SED_MORE };

struct sed_address {
    enum sed_address_kind kind;
    int64_t line, step;    /* SED_STEP: first~step; SED_MORE: +line */
    struct regexp *regexp; /* NULL: the empty one, which is the last used */
};

struct sed_command {
    struct sed_address from, to;
    bool negated;
    bool active;        /* inside a range */
    int64_t active_end; /* of a range whose end is a line */
    char letter;
    size_t end;            /* of '{': index of its '}'; of b t T: of the label, or behind the last */
    const char *text;      /* a i c: the text; b t T :: the label */
    struct regexp *regexp; /* of s */
    const char *replacement;
    int64_t occurrence; /* of s: from which match on; 0: the first */
    bool global, print;
    unsigned char map[256]; /* of y */
};

struct sed_script {
    struct sed_command *commands;
    size_t count, capacity;
};

/* Adds the commands of [text] to the script, in the process's arena. Errors are complained of as sed does
 * ("sed: -e expression #1, char 5: unterminated `s' command") and end the process with status 1. */
void sed_parse(struct process *process, struct sed_script *script, const char *text, bool extended);
/* To be called when all is added: lets b, t and T know their labels, or complains and ends the process. */
void sed_resolve_labels(struct process *process, struct sed_script *script);

#endif

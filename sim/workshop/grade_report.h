/* Reports of grading from the inside: shared by the files of this folder only. */
#ifndef AMBIT_WORKSHOP_GRADE_REPORT_H
#define AMBIT_WORKSHOP_GRADE_REPORT_H

#include "workshop.h"

/* How a task stands. */
struct standing {
    const struct value *done;  /* where it was seen to hold, and counts: {input, command, at}; NULL: nowhere */
    const struct value *found; /* what its check said there, or at the end: see "look" of session_ask */
    const struct value *held;  /* where it held first; NULL: not looked for, or nowhere */
    const struct value *found_held; /* what its check said there */
    bool recorded;                  /* the file claims it, rightly */
    bool skipped;                   /* before it was done */
    bool solution;                  /* was shown */
    bool untold;                    /* manifests alone cannot say */
    int hints;
};

struct report_head {
    const char *outcome, *reason;
    const struct scenario *scenario;     /* NULL: it was not found */
    const struct submission *submission; /* NULL: there is none */
    const struct value *timeline, *facts, *notes;
    int64_t commands, hints;
};
/* [standings] are one for each task; NULL: there is nothing to say of them. */
const struct value *report_make(struct arena *arena, const struct report_head *head,
                                const struct standing *standings);

/* Words for people. */
const char *report_instant(struct arena *arena, int64_t at, int64_t start); /* "+1m05s" */

#endif

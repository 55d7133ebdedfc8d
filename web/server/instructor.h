/* What passes between the instructor of a class and a learner's session: hints, whether the instructor may type there, and that
 * somebody looks on. Who is connected hears of it; hints and offers are in the database, and outlive the process. */
#ifndef AMBIT_SERVER_INSTRUCTOR_H
#define AMBIT_SERVER_INSTRUCTOR_H

#include "server/desk.h"

enum { HINT_BYTES = 4000 };

/* What was said before: of the database, when a class begins. */
void instructor_recall(struct house *house);
void instructor_hint(struct desk *desk, struct slice text); /* to the learner's side panel */
/* The question, the learner's yes, or the end of it by either of them. */
void instructor_offer(struct desk *desk, enum offer offer);
const char *instructor_offer_name(enum offer offer); /* "", "asked", "accepted" */

void instructor_looked(struct desk *desk); /* at a page, once */
void instructor_left(struct desk *desk);   /* a terminal is not open there any more */
/* A terminal is open at the instructor's, or was looked at within the last half minute: the learner is told. */
bool instructor_looks_on(const struct desk *desk);

#endif

/* The blocks of a challenge's text, for this learner, as values and as HTML. */
#ifndef AMBIT_SERVER_LESSON_H
#define AMBIT_SERVER_LESSON_H

#include "server/desk.h"

/* [{kind, level, language, info, label, icon, ascii, marker, text, html, runs}] */
const struct value *lesson_blocks(struct desk *desk, struct arena *arena);
/* The lesson in a page; blocks that run have a form. */
void lesson_html(struct exchange *exchange);

#endif

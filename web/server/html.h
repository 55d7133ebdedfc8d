/* HTML that is safe whatever is in it: what a learner or an author wrote comes in through html_text and html_inline only. */
#ifndef AMBIT_SERVER_HTML_H
#define AMBIT_SERVER_HTML_H

#include "server/exchange.h"

void html_text(struct buffer *out, struct slice text); /* for content and for attributes in double quotes */
/* Inline Markdown as block texts have it (scenario.h): **strong**, *emphasis*, `code`, [label](target). Every tag is closed,
 * whatever the marks do; targets that html_is_safe_target refuses are left out. */
void html_inline(struct buffer *out, struct slice markdown);
/* http, https, a fragment, or relative to here. */
bool html_is_safe_target(struct slice target);

/* A whole page: html_begin, what is in its <main>, html_end. */
void html_begin(struct exchange *exchange, const char *title);
/* The same for one that a script makes richer: [entry].js and [entry].css of the page's files, about a session or none (NULL). */
void html_begin_richer(struct exchange *exchange, const char *title, const char *entry, const char *session);
void html_end(struct exchange *exchange);
void html_form(struct exchange *exchange, const char *action); /* <form> with its proof that it is ours */
void html_format(struct exchange *exchange, const char *format, ...) __attribute__((format(printf, 2, 3))); /* trusted text */
void html_add(struct exchange *exchange, const char *text);    /* html_text to the page */

void html_problem(struct exchange *exchange, int status, const char *reason);

#endif

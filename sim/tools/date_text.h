/* Instants as date(1) writes and reads them, always in UTC. */
#ifndef AMBIT_TOOLS_DATE_TEXT_H
#define AMBIT_TOOLS_DATE_TEXT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/instant.h"

/* strftime's conversions, and GNU date's. */
void date_write(struct buffer *out, const char *format, struct instant at);

/* "now", "@SECONDS", "2026-02-03", "2026-02-03 04:05:06", RFC 3339; words that are relative to *at, which is
 * the present: "yesterday", "2 days ago", "+1 hour". False: invalid. */
bool date_read(struct arena *arena, const char *text, struct instant *at);

#endif

/* Instants as date(1) reads them, always in UTC; base/instant.h writes them. */
#ifndef AMBIT_TOOLS_DATE_TEXT_H
#define AMBIT_TOOLS_DATE_TEXT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/instant.h"

/* "now", "@SECONDS", "2026-02-03", "2026-02-03 04:05:06", RFC 3339; words that are relative to *at, which is
 * the present: "yesterday", "2 days ago", "+1 hour". False: invalid. */
bool date_read(struct arena *arena, const char *text, struct instant *at);

#endif

/* Instants as Go's time.Format writes them. */
#ifndef AMBIT_DATA_GOTIME_H
#define AMBIT_DATA_GOTIME_H

#include "base/buffer.h"
#include "base/instant.h"

#define GOTIME_STRING "2006-01-02 15:04:05.999999999 -0700 MST" /* time.String */
#define GOTIME_ANSIC "Mon Jan _2 15:04:05 2006"
#define GOTIME_RFC3339_NANO "2006-01-02T15:04:05.999999999Z07:00"

/* Adds [at], in UTC, as [layout] shows the instant "Mon Jan 2 15:04:05 2006". */
void gotime_format(struct buffer *out, const char *layout, struct instant at);

#endif

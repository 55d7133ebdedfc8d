/* One line an event, on stderr: time=... event=... and then what belongs to it, as logfmt has it. */
#ifndef AMBIT_SERVER_LOG_H
#define AMBIT_SERVER_LOG_H

#include "base/slice.h"

struct log_field {
    const char *name;
    struct slice text; /* data is NULL: the number */
    int64_t number;
};
#define LOG_TEXT(name, value) ((struct log_field){name, (value), 0})
#define LOG_NUMBER(name, value) ((struct log_field){name, {NULL, 0}, (int64_t)(value)})

/* Whole lines, from any thread. Text from outside is quoted, so that it ends no line and begins no field. */
void log_fields(const char *event, const struct log_field *fields, size_t count);
#define log_event(event, ...)                                                                                        \
    log_fields(event, (const struct log_field[]){__VA_ARGS__},                                                       \
               sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field))

#endif

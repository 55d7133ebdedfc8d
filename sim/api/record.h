/* The inside of the API server: shared by the files of this folder only. */
#ifndef AMBIT_API_RECORD_H
#define AMBIT_API_RECORD_H

#include "api/api.h"

/* What a request of [options] validated wrongly: replies with a Status. */
struct api_reply reply_failure(const struct value *status);
struct api_reply reply_not_found(struct draft *draft, const struct kind *kind, const char *name);
struct api_reply reply_object(int code, const struct value *object, const struct value *warnings);
struct api_reply reply_invalid(struct draft *draft, const struct kind *kind, const char *name,
                               const struct value *causes);

/* Runs [work] on the draft and takes it all back when it failed or was a dry run. */
struct savepoint {
    struct map maps[WORLD_ROOTS];
    uint64_t random;
};
void savepoint_take(struct savepoint *savepoint, const struct draft *draft);
void savepoint_drop(struct savepoint *savepoint);
void savepoint_restore(struct savepoint *savepoint, struct draft *draft); /* and drops it */

/* Checks and completes an object that is to be stored: fields, defaults, names, the kind's rules, the webhook.
 * On success *ready is the object to store and the reply's code is 0; its warnings are set. */
struct api_reply admit(struct draft *draft, const struct kind *kind, const char *namespace,
                       const struct value *object, const struct value *old, const struct api_options *options,
                       bool creating, struct value **ready);

/* metadata.name, or one made of generateName. */
const char *name_problem(struct arena *arena, const struct kind *kind, const char *name);
void check_labels(struct findings *findings, const struct value *object);

#endif

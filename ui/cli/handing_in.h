/* Writing a submission to a file of the real machine. */
#ifndef AMBIT_CLI_HANDING_IN_H
#define AMBIT_CLI_HANDING_IN_H

#include "workshop.h"

/* The whole file or none: it is written beside [path] ("-": standard output) and then put in its place. False:
 * said on stderr. */
bool hand_in(const char *path, const struct scenario *scenario, const struct value *journal,
             const struct submission_label *label);

#endif

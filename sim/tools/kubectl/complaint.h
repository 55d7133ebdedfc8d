#ifndef AMBIT_TOOLS_KUBECTL_COMPLAINT_H
#define AMBIT_TOOLS_KUBECTL_COMPLAINT_H

#include "tools/kubectl/kubectl.h"

/* One error of a run. kubectl says "error: " before a plain error that is the only one. */
struct complaint {
    const char *text;
    bool prefixed;
    struct complaint *next;
};

void complaints_print(struct kubectl *kubectl);

#endif

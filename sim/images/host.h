/* What is known of the learner's own machine (images/files.h has its files). */
#ifndef AMBIT_IMAGES_HOST_H
#define AMBIT_IMAGES_HOST_H

#define HOST_NAME "server" /* the node of the cluster that it is */
#define HOST_KERNEL_BUILD "#1 SMP PREEMPT_DYNAMIC"

/* 2025-09-22: when its files were installed, in nanoseconds since 1970. */
#define HOST_MADE (1758499200 * (int64_t)1000000000)

#endif

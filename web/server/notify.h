/* sd_notify(3) without a library: tells systemd, where it has started this, how it goes. */
#ifndef AMBIT_SERVER_NOTIFY_H
#define AMBIT_SERVER_NOTIFY_H

void notify_manager(const char *state); /* "READY=1", "STOPPING=1" */

#endif

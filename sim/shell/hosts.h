/* /etc/hosts, which is asked before any name server (nsswitch.conf: "hosts: files dns"). */
#ifndef AMBIT_SHELL_HOSTS_H
#define AMBIT_SHELL_HOSTS_H

#include "shell/process.h"

/* The IPv4 addresses that the file has for [name], in its order; empty: none. In the process's arena. */
const struct value *hosts_addresses(struct process *process, const char *name);

#endif

/* The calls that the machine gives to processes: shell/process.c is written on them. A table, so that the shell
 * and the programs know nothing of the machine that runs them. */
#ifndef AMBIT_SHELL_HOST_H
#define AMBIT_SHELL_HOST_H

#include "shell/process.h"

struct host {
    /* Stops the process until [ready](context), [deadline] or Ctrl-C; true when ready. */
    bool (*wait)(struct process *process, bool (*ready)(const void *context), const void *context,
                 struct instant deadline, unsigned flags);
    void (*settle)(struct process *process);
    /* Lets others run when the process has used up its share; called by everything that could loop. */
    void (*tick)(struct process *process);
    /* The same without the price of a step. */
    void (*give_way)(struct process *process);
    const struct world *(*world)(struct process *process);
    const struct world *(*cluster)(struct process *process);
    const struct configuration *(*configuration)(struct process *process);
    struct instant (*now)(struct process *process);
    struct draft *(*begin)(struct process *process);
    struct draft *(*look)(struct process *process);
    void (*commit)(struct process *process);
    void (*abandon)(struct process *process);
    struct process *(*spawn)(struct process *parent, const struct spawn *spawn);
    void (*reap)(struct process *parent, int id); /* an ended child: frees it */
    struct child (*child)(const struct process *parent, int id);
    void (*orphan)(struct process *parent, int id);
    void (*set_background)(struct process *parent, int id, bool background);
    const struct value *(*list)(struct process *process);
    bool (*signal)(struct process *process, int id, int signal);
    void (*handle)(struct process *process, struct handling handling);
    int (*next_signal)(struct process *process);
    void (*foreground)(struct process *process, int group);
    void (*become)(struct process *process, int count, char *const *words);
    /* Stops the process while it is in the background of [terminal], which it wants to read. */
    void (*await_turn)(struct process *process);
    void *(*context)(const struct process *process);
    void (*exit)(struct process *process, int status, int signal); /* does not return */
    const struct program *(*find)(struct process *process, const char *name);
    /* What [name] was found to be along [path], if nothing of that can have changed since; NULL: look for it. */
    const struct program *(*found)(struct process *process, const char *name, const char *path);
    void (*keep_found)(struct process *process, const char *name, const char *path, const struct program *program);
    const struct program *(*program_at)(
        size_t index); /* every row that some machine has; NULL behind the last */
    void (*own)(struct process *process, void (*release)(void *thing), void *thing);
    void (*disown)(struct process *process, void *thing);
    struct stream *(*terminal)(const struct process *process); /* its controlling terminal; NULL: none */
    const struct value *(*resolve)(struct process *process, const char *name);
    const struct value *(*connections)(struct process *process);
    struct connection *(*connect)(struct process *process, const char *address, int port,
                                  struct instant deadline, const char **problem);
    const char *(*local)(const struct connection *connection, int *port);
    void (*send)(struct process *process, struct connection *connection, struct slice bytes);
    void (*send_end)(struct process *process, struct connection *connection);
    enum receive (*receive)(struct process *process, struct connection *connection, struct buffer *into,
                            struct instant deadline);
    void (*disconnect)(struct process *process, struct connection *connection);
    struct connection *(*connect_inside)(struct process *process, const char *pod, int port,
                                         const char **problem);
    struct listener *(*listen)(struct process *process, const char *address, int port, const char **problem);
    int (*listener_port)(const struct listener *listener);
    struct connection *(*accept)(struct process *process, struct listener *listener, struct instant deadline);
    void (*unlisten)(struct process *process, struct listener *listener);
    const char *(*peer)(const struct connection *connection, int *port);
    int (*poll)(struct process *process, const struct poll *polls, size_t count, struct instant deadline);
    int (*lab)(struct process *process, int count, char *const *words);
    const struct value *(*parsed)(struct process *process, const struct value *text);
    void (*keep_parsed)(struct process *process, const struct value *text, const struct value *parsed);
    struct shell_models *(*models)(struct process *process); /* of the shells that begin on the machine */
    const struct shell *(*made_shell)(struct process *process, const struct shell_origin *origin);
    void (*keep_shell)(struct process *process, const struct shell_origin *origin, struct shell *shell);
};

#endif

/* How an editor reaches files: its caller reads and writes them. Problems are errno's texts. */
#ifndef AMBIT_EDIT_FILES_H
#define AMBIT_EDIT_FILES_H

#include "base/buffer.h"

struct edit_files {
    void *context;
    /* NULL, and the file's bytes in [into]; or why not ("No such file or directory" where it does not exist). */
    const char *(*read)(void *context, const char *path, struct buffer *into);
    /* NULL or why not. */
    const char *(*write)(void *context, const char *path, struct slice bytes);
    bool (*is_directory)(void *context, const char *path);
    /* Runs a shell command with [input], what it prints goes to [output]; false: not here. May be NULL. */
    bool (*run)(void *context, const char *command, struct slice input, struct buffer *output, int *status);
    /* Shows the main screen while the command runs, and waits for Enter. May be NULL. */
    bool (*run_shown)(void *context, const char *command, int *status);
    /* Gives the terminal to the shell until `fg`. May be NULL. */
    void (*suspend)(void *context);
};

#endif

#include "tui/libraries.h"

#include <dlfcn.h>
#include <string.h>

/* Stores what [name] is in the library at [to], a pointer to a function or to a variable (POSIX dlsym). */
static bool find(void *library, const char *name, void *to)
{
    void *found = library ? dlsym(library, name) : NULL;
    memcpy(to, &found, sizeof found);
    return found != NULL;
}

static void *open_first(const char *const *names)
{
    void *library = NULL;
    for (; *names && !library; names++)
        library = dlopen(*names, RTLD_NOW | RTLD_GLOBAL);
    return library;
}

#define FIND(result, name, arguments) all &= find(loaded, #name, &library->name);

bool curses_load(struct curses_library *library)
{
    static const char *const names[] = {"libncursesw.so.6", NULL};
    void *loaded = open_first(names);
    bool all = true;
    CURSES_FUNCTIONS(FIND)
    all &= find(loaded, "COLS", &library->columns) && find(loaded, "LINES", &library->rows);
    all &= find(loaded, "COLORS", &library->colors) && find(loaded, "COLOR_PAIRS", &library->pairs);
    return all;
}

bool vterm_load(struct vterm_library *library)
{
    static const char *const names[] = {"libvterm.so.0", NULL};
    void *loaded = open_first(names);
    bool all = true;
    VTERM_FUNCTIONS(FIND)
    return all;
}

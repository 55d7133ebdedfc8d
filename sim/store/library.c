#include "store/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(struct sqlite_library *library)
{
    void *loaded = dlopen("libsqlite3.so.0", RTLD_NOW);
    bool all = loaded != NULL;
    /* A pointer to a function comes as one to data (POSIX dlsym). */
#define SQLITE_LOAD(result, name, arguments)                                                                   \
    {                                                                                                          \
        void *found = all ? dlsym(loaded, #name) : NULL;                                                       \
        memcpy(&library->name, &found, sizeof found);                                                          \
        all = found != NULL;                                                                                   \
    }
    SQLITE_FUNCTIONS(SQLITE_LOAD)
#undef SQLITE_LOAD
    return all;
}

#include "server/libraries.h"

#include <dlfcn.h>
#include <string.h>

/* Stores what [name] is in the library at [to], a pointer to a function (POSIX dlsym). */
static bool find(void *library, const char *name, void *to)
{
    void *found = library ? dlsym(library, name) : NULL;
    memcpy(to, &found, sizeof found);
    return found != NULL;
}

#define FIND(result, name, arguments) all &= find(loaded, #name, &libraries->name);

const char *web_crypto_load(struct web_libraries *libraries)
{
    void *loaded = dlopen("libcrypto.so.3", RTLD_NOW);
    bool all = true;
    CRYPTO_FUNCTIONS(FIND)
    return all ? NULL : "libcrypto";
}

static const char *load_microhttpd(struct web_libraries *libraries)
{
    void *loaded = dlopen("libmicrohttpd.so.12", RTLD_NOW);
    bool all = true;
    MICROHTTPD_FUNCTIONS(FIND)
    return all ? NULL : "libmicrohttpd";
}

static const char *load_wslay(struct web_libraries *libraries)
{
    void *loaded = dlopen("libwslay.so.1", RTLD_NOW);
    bool all = true;
    WSLAY_FUNCTIONS(FIND)
    return all ? NULL : "libwslay";
}

const char *web_tls_load(struct web_libraries *libraries)
{
    void *loaded = dlopen("libssl.so.3", RTLD_NOW);
    bool all = true;
    TLS_FUNCTIONS(FIND)
    return all ? NULL : "libssl";
}

const char *web_libraries_load(struct web_libraries *libraries)
{
    const char *missing = web_crypto_load(libraries);
    missing = missing ? missing : load_microhttpd(libraries);
    return missing ? missing : load_wslay(libraries);
}

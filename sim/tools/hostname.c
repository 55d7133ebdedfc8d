#include <string.h>

#include "images/host.h"
#include "tools/options.h"

extern const struct program hostname_program;

static const struct flag flags[] = {
    {"fqdn", 'f', NULL, "long host name"},
    {"long", 'f', NULL, "long host name"},
    {"short", 's', NULL, "short host name"},
    {"ip-address", 'i', NULL, "addresses for the host name"},
    {"all-ip-addresses", 'I', NULL, "all addresses for the host"},
    {0},
};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &hostname_program, count, words);
    const char *slash = process->pod ? strchr(process->pod, '/') : NULL, *name = slash ? slash + 1 : HOST_NAME;
    bool address = false;
    for (const struct flag *flag; (flag = options_next(&options));)
        address |= flag->letter == 'i' || flag->letter == 'I';
    if (!address) {
        process_print(process, "%s\n", name);
        return 0;
    }
    const char *found = value_string_of(value_at(process_resolve(process, name), 0));
    process_print(process, "%s\n", found[0] ? found : "127.0.1.1");
    return 0;
}

const struct program hostname_program = {.name = "hostname",
                                         .usage = "hostname [-fsiI]",
                                         .help = "Print the host's name",
                                         .flags = flags,
                                         .run = run};

#include <string.h>

#include "images/host.h"
#include "tools/options.h"

extern const struct program uname_program;

static const struct flag flags[] = {
    {"all", 'a', NULL, "print all information"},
    {"kernel-name", 's', NULL, "print the kernel name"},
    {"nodename", 'n', NULL, "print the network node hostname"},
    {"kernel-release", 'r', NULL, "print the kernel release"},
    {"kernel-version", 'v', NULL, "print the kernel version"},
    {"machine", 'm', NULL, "print the machine hardware name"},
    {"processor", 'p', NULL, "print the processor type"},
    {"operating-system", 'o', NULL, "print the operating system"},
    {0},
};

static const struct fact {
    char letter;
    const char *text;
} facts[] = {
    {'s', "Linux"},  {'n', NULL},     {'r', NULL},        {'v', HOST_KERNEL_BUILD},
    {'m', "x86_64"}, {'p', "x86_64"}, {'o', "GNU/Linux"},
};

/* The kernel is that of the node where it is asked. */
static const char *text_of(struct process *process, const struct fact *fact)
{
    const struct world *world = process_cluster(process);
    const char *slash = process->pod ? strchr(process->pod, '/') : NULL;
    if (fact->letter == 'n')
        return slash ? slash + 1 : HOST_NAME;
    if (fact->letter != 'r')
        return fact->text;
    const struct value *pod =
        slash ? world_get(world, WORLD_APPLIED, arena_format(process->arena, "pods/%s", process->pod)) : NULL;
    const char *node = pod ? value_find_text(pod, "spec.nodeName") : HOST_NAME;
    return value_find_text(world_get(world, WORLD_APPLIED, arena_format(process->arena, "nodes//%s", node)),
                           "status.nodeInfo.kernelVersion");
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &uname_program, count, words);
    bool all = false, wanted[256] = {0}, any = false;
    for (const struct flag *flag; (flag = options_next(&options)); any = true) {
        all |= flag->letter == 'a';
        wanted[(unsigned char)flag->letter] = true;
    }
    wanted['s'] |= !any;
    const char *gap = "";
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!all && !wanted[(unsigned char)facts[i].letter])
            continue;
        process_print(process, "%s%s", gap, text_of(process, &facts[i]));
        gap = " ";
    }
    process_print(process, "\n");
    return 0;
}

const struct program uname_program = {.name = "uname",
                                      .usage = "uname [OPTION]...",
                                      .help = "Print system information",
                                      .flags = flags,
                                      .run = run};

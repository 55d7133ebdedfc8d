#include <string.h>

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
    {'s', "Linux"},  {'n', "server"}, {'r', "6.8.0-52-generic"}, {'v', "#53-Ubuntu SMP PREEMPT_DYNAMIC"},
    {'m', "x86_64"}, {'p', "x86_64"}, {'o', "GNU/Linux"},
};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &uname_program, count, words);
    bool all = false, wanted[256] = {0}, any = false;
    for (const struct flag *flag; (flag = options_next(&options)); any = true) {
        all |= flag->letter == 'a';
        wanted[(unsigned char)flag->letter] = true;
    }
    wanted['s'] |= !any;
    const char *gap = "", *slash = process->pod ? strchr(process->pod, '/') : NULL;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!all && !wanted[(unsigned char)facts[i].letter])
            continue;
        process_print(process, "%s%s", gap, facts[i].letter == 'n' && slash ? slash + 1 : facts[i].text);
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

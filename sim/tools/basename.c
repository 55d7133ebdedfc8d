#include "tools/options.h"

extern const struct program basename_program;

static const struct flag flags[] = {
    {"multiple", 'a', NULL, "treat every argument as a NAME"},
    {"suffix", 's', "SUFFIX", "remove a trailing SUFFIX; implies -a"},
    {0},
};

static struct slice last_part(struct slice name)
{
    while (name.length > 1 && name.data[name.length - 1] == '/')
        name.length--;
    size_t at = name.length;
    while (at > 0 && name.data[at - 1] != '/')
        at--;
    return at == name.length ? name : slice_part(name, at, name.length);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &basename_program, count, words);
    const char *suffix = NULL;
    bool many = false;
    for (const struct flag *flag; (flag = options_next(&options)); many = true)
        suffix = flag->letter == 's' ? options.value : suffix;
    if (options.operand_count == 0) {
        process_complain(process, "basename: missing operand\n");
        options_fail(&options);
    }
    if (!many && options.operand_count > 2) {
        process_complain(process, "basename: extra operand '%s'\n", options.operands[2]);
        options_fail(&options);
    }
    int names = many ? options.operand_count : 1;
    if (!many && options.operand_count == 2)
        suffix = options.operands[1];
    for (int i = 0; i < names; i++) {
        struct slice name = last_part(slice_of(options.operands[i]));
        if (suffix && slice_ends(name, suffix) && !slice_is(name, suffix))
            name.length -= slice_of(suffix).length;
        process_print(process, "%.*s\n", (int)name.length, name.data);
    }
    return 0;
}

const struct program basename_program = {.name = "basename",
                                         .usage = "basename NAME [SUFFIX]",
                                         .help = "Print the last part of a path",
                                         .flags = flags,
                                         .run = run};

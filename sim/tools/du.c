/* du: blocks of 4 KiB, as ext4 has them; a directory takes one. */
#include <string.h>

#include "tools/options.h"
#include "tools/tree.h"

extern const struct program du_program;

static const struct flag flags[] = {
    {"all", 'a', NULL, "write counts for all files, not just directories"},
    {"bytes", 'b', NULL, "print apparent sizes in bytes"},
    {"total", 'c', NULL, "produce a grand total"},
    {"human-readable", 'h', NULL, "print sizes like 1K 234M 2G"},
    {NULL, 'k', NULL, "blocks of 1K"},
    {NULL, 'm', NULL, "blocks of 1M"},
    {"max-depth", 'd', "N", "print the total for a directory only if it is N or fewer levels below"},
    {"summarize", 's', NULL, "display only a total for each argument"},
    {0},
};

struct usage {
    struct process *process;
    bool on[128];
    int64_t most;
    int64_t total;
};

static int64_t size_of(const struct usage *usage, const char *path)
{
    struct file_status status;
    process_status_of(usage->process, path, &status);
    return usage->on['b'] ? status.size : (status.size + 4095) / 4096 * 4096;
}

static const char *text_of(const struct usage *usage, int64_t size)
{
    struct arena *arena = usage->process->arena;
    if (usage->on['b'])
        return arena_format(arena, "%lld", (long long)size);
    if (!usage->on['h'] || size < 1024)
        return arena_format(arena, "%lld",
                            (long long)(usage->on['m'] ? (size + 1048575) / 1048576 : (size + 1023) / 1024));
    const char *unit = "KMGT";
    int64_t tenths = (size * 10 + 1023) / 1024;
    for (; tenths >= 10240; unit++)
        tenths = (tenths + 1023) / 1024;
    return tenths < 100
               ? arena_format(arena, "%lld.%lld%c", (long long)tenths / 10, (long long)tenths % 10, *unit)
               : arena_format(arena, "%lld%c", (long long)(tenths + 9) / 10, *unit);
}

/* What is in a directory comes before it, so the paths are taken backwards. */
static void measure(struct usage *usage, const char *name)
{
    struct process *process = usage->process;
    const struct value *paths = tree_paths(process, name);
    size_t count = value_count(paths), prefix = strlen(value_string_of(value_at(paths, 0)));
    for (size_t i = count; i-- > 0;) {
        const char *path = value_string_of(value_at(paths, i));
        size_t length = strlen(path);
        int64_t sum = 0, depth = 0;
        for (const char *at = path + prefix; *at; at++)
            depth += *at == '/';
        for (size_t j = i; j < count; j++) {
            const char *other = value_string_of(value_at(paths, j));
            if (strncmp(other, path, length) == 0 && (!other[length] || other[length] == '/' || length == 1))
                sum += size_of(usage, other);
        }
        bool shown = i == 0 || ((usage->on['a'] || process_is_directory(process, path)) && !usage->on['s']);
        if (shown && depth <= usage->most)
            process_print(process, "%s\t%s%s\n", text_of(usage, sum), name, path + prefix);
        usage->total += i ? 0 : sum;
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &du_program, count, words);
    struct usage *usage = arena_allocate(process->arena, sizeof *usage);
    int result = 0;
    usage->process = process;
    usage->most = INT64_MAX;
    for (const struct flag *flag; (flag = options_next(&options));) {
        usage->on[(unsigned char)flag->letter] = true;
        if (flag->letter == 'd')
            usage->most = options_number(&options, "invalid maximum depth");
    }
    for (int i = 0; i < (options.operand_count ? options.operand_count : 1); i++) {
        struct file_status status;
        const char *name = options.operand_count ? options.operands[i] : ".";
        const char *problem = process_status_of(process, name, &status);
        if (!problem) {
            measure(usage, name);
            continue;
        }
        process_complain(process, "du: cannot access '%s': %s\n", name, problem);
        result = 1;
    }
    if (usage->on['c'])
        process_print(process, "%s\ttotal\n", text_of(usage, usage->total));
    return result;
}

const struct program du_program = {.name = "du",
                                   .usage = "du [OPTION]... [FILE]...",
                                   .help = "Estimate the space that files take",
                                   .flags = flags,
                                   .run = run};

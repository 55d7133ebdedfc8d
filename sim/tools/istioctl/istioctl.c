#include "tools/istioctl/istioctl.h"

#include <string.h>

#include "base/buffer.h"
#include "data/yaml.h"
#include "tools/tabwriter.h"

static const struct {
    const struct subcommand *rows;
    const size_t *count;
} groups[] = {
    {waypoint_rows, &waypoint_row_count},
    {ztunnel_rows, &ztunnel_row_count},
    {other_rows, &other_row_count},
};

/* --- arguments --- */

static int flag_index(const struct flag *flags, const char *name)
{
    for (int i = 0; flags && (flags[i].name || flags[i].letter); i++) {
        if (text_equal(flags[i].name, name))
            return i;
    }
    return -1;
}

const char *argument(const struct arguments *arguments, const char *flag)
{
    int index = flag_index(arguments->flags, flag);
    return index < 0 ? NULL : arguments->values[index];
}

bool argument_given(const struct arguments *arguments, const char *flag)
{
    const char *value = argument(arguments, flag);
    return value && !text_equal(value, "false");
}

const char *argument_namespace(const struct arguments *arguments)
{
    const char *given = argument(arguments, "namespace"), *problem;
    if (given)
        return given;
    const struct value *file = process_file(arguments->process, "/root/.kube/config", &problem), *config = NULL;
    if (file) {
        struct yaml_reader reader = yaml_reader(file_data(file));
        yaml_next(arguments->process->arena, &reader, &config);
    }
    const struct value *contexts = value_get(config, "contexts");
    for (size_t i = 0; i < value_count(contexts); i++) {
        const struct value *context = value_at(contexts, i);
        const char *namespace = value_find_text(context, "context.namespace");
        if (value_equal(value_get(context, "name"), value_get(config, "current-context")) && namespace[0])
            return namespace;
    }
    return "default";
}

int istioctl_error(struct process *process, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    process_complain(process, "Error: %s\n", arena_format_list(process->arena, format, list));
    va_end(list);
    return 1;
}

/* One "-x" or "--name" word; *at moves past a value that is a word of its own. */
static int take_flag(struct arguments *arguments, int count, char *const *words, int *at)
{
    struct arena *arena = arguments->process->arena;
    const char *word = words[*at];
    bool is_long = word[1] == '-';
    const char *equals = strchr(word, '=');
    struct slice name = is_long
                            ? slice_part(slice_of(word + 2), 0, equals ? (size_t)(equals - word - 2) : SIZE_MAX)
                            : (struct slice){word + 1, 1};
    for (int i = 0; arguments->flags[i].name || arguments->flags[i].letter; i++) {
        const struct flag *flag = &arguments->flags[i];
        if (is_long ? !flag->name || !slice_is(name, flag->name) : flag->letter != name.data[0])
            continue;
        if (!flag->value) {
            arguments->values[i] = is_long && equals ? equals + 1 : "true";
            return 0;
        }
        if (is_long && equals)
            arguments->values[i] = equals + 1;
        else if (flag->value[0] == '?')
            arguments->values[i] = "true";
        else if (!is_long && word[2])
            arguments->values[i] = word + 2 + (word[2] == '=');
        else if (*at + 1 < count)
            arguments->values[i] = words[++*at];
        else
            return istioctl_error(arguments->process, "flag needs an argument: %s",
                                  is_long ? word : arena_format(arena, "'%c' in %s", word[1], word));
        return 0;
    }
    if (is_long)
        return istioctl_error(arguments->process, "unknown flag: --%.*s", (int)name.length, name.data);
    return istioctl_error(arguments->process, "unknown shorthand flag: '%c' in %s", word[1], word);
}

static int take_words(struct arguments *arguments, int count, char *const *words)
{
    bool only_words = false;
    for (int i = 0; i < count; i++) {
        if (!only_words && text_equal(words[i], "--")) {
            only_words = true;
        } else if (!only_words && words[i][0] == '-' && words[i][1]) {
            int failed = take_flag(arguments, count, words, &i);
            if (failed)
                return failed;
        } else if (arguments->count < (int)(sizeof arguments->positional / sizeof *arguments->positional)) {
            arguments->positional[arguments->count++] = words[i];
        }
    }
    return 0;
}

/* --- finding the subcommand --- */

/* Does "zc|ztunnel-config"-like [name], word by word, begin the command line? Returns the words it takes, 0:
 * no. */
static int words_match(struct slice name, int count, char *const *words)
{
    struct slice word;
    int taken = 0;
    while (slice_next(&name, ' ', &word)) {
        if (taken >= count || !slice_is(word, words[taken]))
            return 0;
        taken++;
    }
    return taken;
}

static int row_matches(const struct subcommand *row, int count, char *const *words)
{
    int taken = words_match(slice_of(row->name), count, words);
    struct slice rest = slice_of(row->aliases), alias;
    while (!taken && row->aliases && slice_next(&rest, '|', &alias))
        taken = words_match(alias, count, words);
    return taken;
}

static const struct subcommand *find(int count, char *const *words, int *taken)
{
    const struct subcommand *best = NULL;
    *taken = 0;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        for (size_t i = 0; i < *groups[g].count; i++) {
            int length = row_matches(&groups[g].rows[i], count, words);
            if (length > *taken) {
                *taken = length;
                best = &groups[g].rows[i];
            }
        }
    }
    return best;
}

static int print_help(struct process *process)
{
    process_print(process, "Istio configuration command line utility for service operators to\n"
                           "debug and diagnose their Istio mesh.\n\nUsage:\n  istioctl [command]\n\n"
                           "Available Commands (of this simulation):\n");
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        for (size_t i = 0; i < *groups[g].count; i++)
            process_print(process, "  %-28s %s\n", groups[g].rows[i].name, groups[g].rows[i].help);
    }
    return 0;
}

static const char *const not_simulated[] = {
    "admin",
    "analyze",
    "authz",
    "bug-report",
    "create-remote-secret",
    "dashboard",
    "d",
    "experimental",
    "install",
    "kube-inject",
    "manifest",
    "proxy-config",
    "pc",
    "remote-clusters",
    "tag",
    "uninstall",
    "upgrade",
    "validate",
    "v",
    "x",
    "exp",
    "verify-install",
    "multicluster",
    "profile",
};

static int unknown(struct process *process, int count, char *const *words)
{
    for (size_t i = 0; i < sizeof not_simulated / sizeof *not_simulated; i++) {
        if (text_equal(words[0], not_simulated[i])) {
            process_complain(process, "not simulated: istioctl %s\n", words[0]);
            return 1;
        }
    }
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        for (size_t i = 0; i < *groups[g].count; i++) {
            if (words_match(slice_part(slice_of(groups[g].rows[i].name), 0,
                                       slice_find_byte(slice_of(groups[g].rows[i].name), ' ')),
                            1, words)) {
                if (count > 1)
                    istioctl_error(process, "unknown subcommand \"%s\"", words[1]);
                else
                    print_help(process);
                return count > 1;
            }
        }
    }
    process_complain(process,
                     "Error: unknown command \"%s\" for \"istioctl\"\nRun 'istioctl --help' for usage.\n",
                     words[0]);
    return 64;
}

static int run(struct process *process, int count, char *const *words)
{
    int taken;
    if (count < 2 || text_equal(words[1], "--help") || text_equal(words[1], "-h") ||
        text_equal(words[1], "help"))
        return print_help(process);
    const struct subcommand *row = find(count - 1, words + 1, &taken);
    if (!row)
        return unknown(process, count - 1, words + 1);
    struct arguments *arguments = arena_allocate(process->arena, sizeof *arguments);
    arguments->process = process;
    arguments->flags = row->flags;
    for (int i = 1 + taken; i < count; i++) {
        if (text_equal(words[i], "--help") || text_equal(words[i], "-h")) {
            process_print(process, "%s\n\nUsage:\n  istioctl %s [flags]\n\nFlags:\n", row->help, row->name);
            for (int j = 0; row->flags[j].name; j++)
                process_print(process, "      --%-20s %s\n", row->flags[j].name, row->flags[j].help);
            return 0;
        }
    }
    int failed = take_words(arguments, count - 1 - taken, words + 1 + taken);
    return failed ? failed : row->run(arguments);
}

static void complete(struct completion *completion)
{
    int taken;
    const struct subcommand *row = find(completion->count - 1, completion->words + 1, &taken);
    if (row && completion->count > taken + 1) {
        completion_offer_flags(completion, row->flags);
        return;
    }
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        for (size_t i = 0; i < *groups[g].count; i++) {
            struct slice rest = slice_of(groups[g].rows[i].name), word = {NULL, 0};
            bool follows = true;
            for (int n = 1; n < completion->count && follows; n++)
                follows = slice_next(&rest, ' ', &word) &&
                          (n == completion->count - 1 || slice_is(word, completion->words[n]));
            if (follows)
                completion_offer(completion, arena_copy(completion->arena, word));
        }
    }
}

const struct configuration *istioctl_configuration(struct process *process)
{
    return mesh_compile(process->arena, process_hold(process));
}

/* --- tables --- */

void listing_row(struct listing *listing, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_format(&listing->text, "%s%s", i ? "\t" : "", cells[i]);
    buffer_add_byte(&listing->text, '\n');
}

void listing_print(struct process *process, struct listing *listing, size_t padding)
{
    struct buffer out = {0};
    tabwriter_format(&out, buffer_slice(&listing->text), 0, padding, NULL);
    const char *text = arena_copy(process->arena, buffer_slice(&out));
    buffer_release(&out);
    buffer_release(&listing->text);
    process_write(process, STREAM_OUT, slice_of(text));
}

const struct program istioctl_program = {
    .name = "istioctl",
    .usage = "istioctl COMMAND",
    .help = "Istio's command line tool",
    .starts = MILLISECONDS(150),
    .run = run,
    .complete = complete,
};

#include "tools/options.h"

#include <string.h>

#include "base/buffer.h"
#include "tools/options_missing.h"

struct options options_begin(struct process *process, const struct program *program, int count,
                             char *const *words)
{
    struct options options = {.process = process, .program = program, .failure = 1, .count = count, .at = 1};
    options.words = words;
    options.operands = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *options.operands);
    return options;
}

_Noreturn void options_fail(struct options *options)
{
    if (options->shows_usage)
        process_complain(options->process, "Usage: %s\n", options->program->usage);
    process_complain(options->process, "Try '%s --help' for more information.\n", options->program->name);
    process_exit(options->process, options->failure);
}

static const char *flag_spelling(struct arena *arena, const struct flag *flag)
{
    const char *equals = flag->value ? arena_format(arena, "=%s", flag->value + (flag->value[0] == '?')) : "";
    if (!flag->name)
        return arena_format(arena, "-%c%s%s", flag->letter, flag->value ? " " : "",
                            flag->value ? flag->value : "");
    if (!flag->letter)
        return arena_format(arena, "    --%s%s", flag->name, equals);
    return arena_format(arena, "-%c, --%s%s", flag->letter, flag->name, equals);
}

static _Noreturn void print_help(struct options *options)
{
    const struct program *program = options->program;
    struct process *process = options->process;
    process_print(process, "Usage: %s\n%s.\n", program->usage, program->help);
    if (program->flags)
        process_print(process, "\n");
    for (const struct flag *flag = program->flags; flag && (flag->name || flag->letter); flag++)
        process_print(process, "  %-27s %s\n", flag_spelling(process->arena, flag),
                      flag->help ? flag->help : "");
    process_exit(process, 0);
}

static const struct flag *find_letter(const struct program *program, char letter)
{
    for (const struct flag *flag = program->flags; flag && (flag->name || flag->letter); flag++) {
        if (flag->letter == letter)
            return flag;
    }
    return NULL;
}

static _Noreturn void fail_as_not_simulated(struct options *options, const char *option)
{
    process_complain(options->process, "%s: option %s: not simulated\n", options->program->name, option);
    process_exit(options->process, options->failure);
}

static const struct flag *next_letter(struct options *options)
{
    char letter = *options->cluster++;
    const struct flag *flag = find_letter(options->program, letter);
    if (!flag && options_missing_letter(options->program->name, letter))
        fail_as_not_simulated(options, arena_format(options->process->arena, "-%c", letter));
    if (!flag) {
        process_complain(options->process, "%s: invalid option -- '%c'\n", options->program->name, letter);
        options_fail(options);
    }
    options->value = NULL;
    if (flag->value && flag->value[0] == '?' && *options->cluster) {
        options->value = options->cluster;
        options->cluster = "";
    } else if (flag->value && flag->value[0] != '?') {
        if (*options->cluster)
            options->value = options->cluster;
        else if (options->at < options->count)
            options->value = options->words[options->at++];
        else {
            process_complain(options->process, "%s: option requires an argument -- '%c'\n",
                             options->program->name, letter);
            options_fail(options);
        }
        options->cluster = "";
    }
    return flag;
}

/* A whole name, or the beginning of only one. */
static const struct flag *find_name(struct options *options, struct slice name)
{
    const struct flag *found = NULL;
    for (const struct flag *flag = options->program->flags; flag && (flag->name || flag->letter); flag++) {
        if (!flag->name || !slice_equal(slice_part(slice_of(flag->name), 0, name.length), name))
            continue;
        if (slice_is(name, flag->name))
            return flag;
        if (found) {
            process_complain(options->process, "%s: option '--%.*s' is ambiguous\n", options->program->name,
                             (int)name.length, name.data);
            options_fail(options);
        }
        found = flag;
    }
    return found;
}

static const struct flag *next_name(struct options *options, const char *word)
{
    struct slice whole = slice_of(word + 2);
    size_t equals = slice_find_byte(whole, '=');
    struct slice name = slice_part(whole, 0, equals);
    if (slice_is(name, "help"))
        print_help(options);
    const struct flag *flag = find_name(options, name);
    const char *title = options->program->name;
    if (!flag && options_missing_name(title, name))
        fail_as_not_simulated(options,
                              arena_format(options->process->arena, "--%.*s", (int)name.length, name.data));
    if (!flag) {
        process_complain(options->process, "%s: unrecognized option '%s'\n", title, word);
        options_fail(options);
    }
    options->value = equals < whole.length ? whole.data + equals + 1 : NULL;
    if (options->value && !flag->value) {
        process_complain(options->process, "%s: option '--%s' doesn't allow an argument\n", title, flag->name);
        options_fail(options);
    }
    if (!options->value && flag->value && flag->value[0] != '?') {
        if (options->at == options->count) {
            process_complain(options->process, "%s: option '--%s' requires an argument\n", title, flag->name);
            options_fail(options);
        }
        options->value = options->words[options->at++];
    }
    return flag;
}

static void take_rest(struct options *options)
{
    while (options->at < options->count)
        options->operands[options->operand_count++] = options->words[options->at++];
}

const struct flag *options_next(struct options *options)
{
    if (options->cluster && *options->cluster)
        return next_letter(options);
    while (options->at < options->count) {
        char *word = options->words[options->at++];
        if (text_equal(word, "--")) {
            take_rest(options);
        } else if (text_starts(word, "--")) {
            return next_name(options, word);
        } else if (options->digits && word[0] == '-' && ascii_is_digit(word[1])) {
            options->value = word + 1;
            return find_letter(options->program, options->digits);
        } else if (word[0] == '-' && word[1]) {
            options->cluster = word + 1;
            return next_letter(options);
        } else {
            options->operands[options->operand_count++] = word;
            if (options->leading)
                take_rest(options);
        }
    }
    return NULL;
}

int64_t options_number(struct options *options, const char *what)
{
    int64_t number = 0;
    struct slice text = slice_of(options->value);
    if (slice_starts(text, "+"))
        text = slice_part(text, 1, text.length);
    if (!slice_to_integer(text, &number)) {
        process_complain(options->process, "%s: %s: '%s'\n", options->program->name, what, options->value);
        process_exit(options->process, options->failure);
    }
    return number;
}

/* What stands behind a number: "K", "KiB", "kB"; 0 when it is no unit. */
static int64_t unit_of(const char *text)
{
    static const char letters[] = "KMGT";
    if (!*text)
        return 1;
    if (text_equal(text, "b"))
        return 512;
    const char *letter = strchr(letters, ascii_upper(*text));
    int64_t base = text_equal(text + 1, "B") ? 1000 : 1024, unit = 1;
    if (!letter || (text[1] && !text_equal(text + 1, "B") && !text_equal(text + 1, "iB")))
        return 0;
    for (const char *each = letters; each <= letter; each++)
        unit *= base;
    return unit;
}

int64_t options_size(struct options *options, const char *what)
{
    int64_t number = 0;
    size_t sign = options->value[0] == '-' || options->value[0] == '+';
    size_t digits = sign + strspn(options->value + sign, "0123456789");
    int64_t unit = unit_of(options->value + digits);
    struct slice text = slice_part(slice_of(options->value), options->value[0] == '+', digits);
    if (!unit || !slice_to_integer(text, &number) || number > INT64_MAX / unit ||
        number < -(INT64_MAX / unit)) {
        process_complain(options->process, "%s: %s: '%s'\n", options->program->name, what, options->value);
        process_exit(options->process, options->failure);
    }
    return number * unit;
}

/* umask, ulimit, times. */
#include <string.h>

#include "shell/builtins.h"

/* --- umask --- */

enum { MASK_BITS = 0777 };

static const struct {
    char letter;
    unsigned bits;
} who_rows[] = {{'u', 0700}, {'g', 070}, {'o', 07}, {'a', 0777}},
  permission_rows[] = {{'r', 0444}, {'w', 0222}, {'x', 0111}};

static unsigned bits_of(const char *letters, size_t count, bool who, bool *known)
{
    unsigned bits = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned found = 0;
        for (size_t k = 0; who && k < sizeof who_rows / sizeof *who_rows; k++)
            found |= who_rows[k].letter == letters[i] ? who_rows[k].bits : 0;
        for (size_t k = 0; !who && k < sizeof permission_rows / sizeof *permission_rows; k++)
            found |= permission_rows[k].letter == letters[i] ? permission_rows[k].bits : 0;
        *known &= found != 0;
        bits |= found;
    }
    return bits;
}

/* "u=rwx,g-w": what is allowed; false when it is wrong: said. */
static bool change_symbolically(struct process *process, const char *text, unsigned *allowed)
{
    struct slice rest = slice_of(text), clause;
    while (rest.length && slice_next(&rest, ',', &clause)) {
        size_t who_length = 0;
        bool known = true;
        while (who_length < clause.length && strchr("ugoa", clause.data[who_length]))
            who_length++;
        char operator= who_length<clause.length ? clause.data[who_length] : '\0';
        if (!operator|| !strchr("=+-", operator)) {
            complain(process, "umask: `%c': invalid symbolic mode operator", operator);
            return false;
        }
        unsigned who = who_length ? bits_of(clause.data, who_length, true, &known) : MASK_BITS;
        struct slice letters = slice_part(clause, who_length + 1, clause.length);
        unsigned bits = who & bits_of(letters.data, letters.length, false, &known);
        if (!known) {
            complain(process, "umask: `%c': invalid symbolic mode character", letters.data[0]);
            return false;
        }
        if (operator== '=')
            *allowed = (*allowed & ~who) | bits;
        else
            *allowed = operator== '+' ? *allowed | bits : * allowed & ~bits;
    }
    return true;
}

static bool change_mask(struct process *process, const char *text)
{
    unsigned mask = 0;
    if (ascii_is_digit(*text)) {
        for (const char *c = text; *c; c++) {
            if (*c < '0' || *c > '7' || mask > MASK_BITS / 8) {
                complain(process, "umask: %s: octal number out of range", text);
                return false;
            }
            mask = mask * 8 + (unsigned)(*c - '0');
        }
    } else {
        unsigned allowed = ~process->shell->mask & MASK_BITS;
        if (!change_symbolically(process, text, &allowed))
            return false;
        mask = ~allowed & MASK_BITS;
    }
    process->shell->mask = mask;
    return true;
}

static const char *mask_text(struct process *process, bool symbolic)
{
    unsigned mask = process->shell->mask;
    if (!symbolic)
        return arena_format(process->arena, "%04o", mask);
    struct buffer text = {0};
    for (int i = 0; i < 3; i++) {
        buffer_format(&text, "%s%c=", i ? "," : "", "ugo"[i]);
        for (int k = 0; k < 3; k++)
            if (!(mask & permission_rows[k].bits & who_rows[i].bits))
                buffer_add_byte(&text, permission_rows[k].letter);
    }
    const char *result = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

static int run_umask(struct process *process, int count, char *const *words)
{
    bool symbolic = false, command = false;
    int first = 1;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "pS") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_umask,
                                      arena_format(process->arena, "%.2s", words[first]));
        symbolic |= strchr(words[first], 'S') != NULL;
        command |= strchr(words[first], 'p') != NULL;
    }
    if (first < count)
        return change_mask(process, words[first]) ? 0 : 1;
    process_print(process, "%s%s%s\n", command ? "umask " : "", command && symbolic ? "-S " : "",
                  mask_text(process, symbolic));
    return 0;
}

/* --- ulimit: what a small Linux machine says; nothing here is counted against it --- */

static const struct {
    char letter;
    const char *title, *unit, *value;
} limits[] = {
    {'R', "real-time non-blocking time", "microseconds, ", "unlimited"},
    {'c', "core file size", "blocks, ", "0"},
    {'d', "data seg size", "kbytes, ", "unlimited"},
    {'e', "scheduling priority", "", "0"},
    {'f', "file size", "blocks, ", "unlimited"},
    {'i', "pending signals", "", "15387"},
    {'l', "max locked memory", "kbytes, ", "8192"},
    {'m', "max memory size", "kbytes, ", "unlimited"},
    {'n', "open files", "", "1024"},
    {'p', "pipe size", "512 bytes, ", "8"},
    {'q', "POSIX message queues", "bytes, ", "819200"},
    {'r', "real-time priority", "", "0"},
    {'s', "stack size", "kbytes, ", "8192"},
    {'t', "cpu time", "seconds, ", "unlimited"},
    {'u', "max user processes", "", "15387"},
    {'v', "virtual memory", "kbytes, ", "unlimited"},
    {'x', "file locks", "", "unlimited"},
};
enum { LIMIT_COUNT = sizeof limits / sizeof *limits };

static void print_limit(struct process *process, int index, bool titled)
{
    if (titled) {
        const char *unit = arena_format(process->arena, "(%s-%c)", limits[index].unit, limits[index].letter);
        process_print(process, "%-27s %*s ", limits[index].title, 15 - 1, unit);
    }
    process_print(process, "%s\n", limits[index].value);
}

static int run_ulimit(struct process *process, int count, char *const *words)
{
    int first = 1, chosen[LIMIT_COUNT], chosen_count = 0;
    int64_t number;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++)
        for (const char *c = words[first] + 1; *c; c++) {
            int index = 0;
            while (index < LIMIT_COUNT && limits[index].letter != *c)
                index++;
            if (index == LIMIT_COUNT && !strchr("SHa", *c))
                return builtin_bad_option(process, &builtin_ulimit, arena_format(process->arena, "-%c", *c));
            for (int i = 0; i < LIMIT_COUNT; i++)
                if ((*c == 'a' || i == index) && chosen_count < LIMIT_COUNT)
                    chosen[chosen_count++] = i;
        }
    if (chosen_count == 0)
        while (limits[chosen[0] = chosen_count].letter != 'f')
            chosen_count++;
    chosen_count = chosen_count ? chosen_count : 1;
    if (first < count && !builtin_number(words[first], &number) && !text_equal(words[first], "unlimited") &&
        !text_equal(words[first], "hard") && !text_equal(words[first], "soft")) {
        complain(process, "ulimit: %s: invalid number", words[first]);
        return 1;
    }
    for (int i = 0; i < chosen_count && first >= count; i++)
        print_limit(process, chosen[i], chosen_count > 1);
    if (first < count)
        process_complain(process, "bash: not simulated: limits of a process\n");
    return 0;
}

/* --- times --- */

static int run_times(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    process_print(process, "0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n");
    return 0;
}

const struct program builtin_umask = {
    .name = "umask",
    .usage = "umask [-p] [-S] [mode]",
    .help = "the file mode mask",
    .run = run_umask,
};
const struct program builtin_ulimit = {
    .name = "ulimit",
    .usage = "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]",
    .help = "resource limits",
    .run = run_ulimit,
};
const struct program builtin_times = {
    .name = "times",
    .usage = "times",
    .help = "processor times",
    .run = run_times,
};

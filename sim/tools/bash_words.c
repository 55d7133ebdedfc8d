#include "tools/bash_words.h"

#include <string.h>

#include "shell/options.h"

enum long_kind { LONG_NOTHING, LONG_OPTION, LONG_LOGIN, LONG_NOPROFILE, LONG_FILE, LONG_HELP, LONG_VERSION, LONG_UNKNOWN };

/* As bash's usage lists them. They come before the options of one letter, behind one dash or two. */
static const struct long_row {
    const char *name;
    enum long_kind kind;
    unsigned option;
} long_rows[] = {
    {"debug", LONG_NOTHING, 0},
    {"debugger", LONG_UNKNOWN, 0},
    {"dump-po-strings", LONG_UNKNOWN, 0},
    {"dump-strings", LONG_UNKNOWN, 0},
    {"help", LONG_HELP, 0},
    {"init-file", LONG_FILE, 0},
    {"login", LONG_LOGIN, 0},
    {"noediting", LONG_NOTHING, 0},
    {"noprofile", LONG_NOPROFILE, 0},
    {"norc", LONG_NOTHING, 0},
    {"posix", LONG_OPTION, OPTION_POSIX},
    {"pretty-print", LONG_UNKNOWN, 0},
    {"rcfile", LONG_FILE, 0},
    {"restricted", LONG_UNKNOWN, 0},
    {"verbose", LONG_OPTION, OPTION_VERBOSE},
    {"version", LONG_VERSION, 0},
};
enum { LONG_ROWS = sizeof long_rows / sizeof *long_rows };

#define VERSION "GNU bash, version 5.2.15(1)-release"

static const char *usage(struct process *process)
{
    const char *list = "";
    for (int i = 0; i < LONG_ROWS; i++)
        list = arena_format(process->arena, "%s\t--%s\n", list, long_rows[i].name);
    return arena_format(process->arena,
                        "Usage:\tbash [GNU long option] [option] ...\n"
                        "\tbash [GNU long option] [option] script-file ...\n"
                        "GNU long options:\n%sShell options:\n"
                        "\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n"
                        "\t-abefhkmnptuvxBCEHPT or -o option\n",
                        list);
}

static int print_help(struct process *process)
{
    process_print(process, VERSION "-(x86_64-pc-linux-gnu)\n%s", usage(process));
    process_print(process, "Type `bash -c \"help set\"' for more information about shell options.\n"
                           "Type `bash -c help' for more information about shell builtin commands.\n"
                           "Use the `bashbug' command to report bugs.\n\n"
                           "bash home page: <http://www.gnu.org/software/bash>\n"
                           "General help using GNU software: <http://www.gnu.org/gethelp/>\n");
    return 0;
}

static int print_version(struct process *process)
{
    process_print(process, VERSION " (x86_64-pc-linux-gnu)\n"
                           "Copyright (C) 2022 Free Software Foundation, Inc.\n"
                           "License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\n\n"
                           "This is free software; you are free to change and redistribute it.\n"
                           "There is NO WARRANTY, to the extent permitted by law.\n");
    return 0;
}

static int refuse(struct process *process, const char *name, const char *option, bool strict)
{
    process_complain(process, "%s: %s: invalid option\n", name, option);
    if (!strict) /* under -e the complaint is the end */
        process_complain(process, "%s", usage(process));
    return strict ? 1 : 2;
}

static int refuse_unknown(struct process *process, const char *option)
{
    process_complain(process, "bash: not simulated: %s\n", option);
    return 1;
}

static bool is_end(const char *word)
{
    return text_equal(word, "-") || text_equal(word, "--");
}

/* One word that may be a long option. False: it is none. */
static bool take_long(struct process *process, struct bash_words *read, int count, char *const *words, bool *help,
                      bool *version)
{
    const char *word = words[read->first], *name = word + 1 + (word[1] == '-');
    int row = 0;
    if (word[0] != '-' || is_end(word))
        return false;
    while (row < LONG_ROWS && !text_equal(long_rows[row].name, name))
        row++;
    if (row == LONG_ROWS) {
        if (word[1] == '-')
            read->status = refuse(process, words[0], word, false);
        return false;
    }
    read->first++;
    switch (long_rows[row].kind) {
    case LONG_NOTHING:
        break;
    case LONG_OPTION:
        read->start.on |= long_rows[row].option;
        break;
    case LONG_LOGIN:
        read->start.login = true;
        break;
    case LONG_NOPROFILE:
        read->start.profile = false;
        break;
    case LONG_FILE: /* only shells with a prompt read it */
        if (read->first++ < count)
            break;
        process_complain(process, "%s: %s: option requires an argument\n", words[0], long_rows[row].name);
        read->status = 2;
        break;
    case LONG_HELP:
        *help = true;
        break;
    case LONG_VERSION:
        *version = true;
        break;
    case LONG_UNKNOWN:
        read->status = refuse_unknown(process, word);
        break;
    }
    return read->status < 0;
}

static void switch_option(struct shell_start *start, unsigned option, bool on)
{
    start->on = on ? start->on | option : start->on & ~option;
    start->off = on ? start->off & ~option : start->off | option;
}

/* -o and +o without a name: what there is, as `set` shows it. */
static void list_options(struct process *process, const struct shell_start *start, bool table)
{
    unsigned options = ((options_fresh(false) | OPTION_EMACS) & ~start->off) | start->on;
    for (int i = 0; i < OPTION_COUNT; i++) {
        bool on = options & option_rows[i].option;
        if (table)
            process_print(process, "%-15s\t%s\n", option_rows[i].name, on ? "on" : "off");
        else
            process_print(process, "set %co %s\n", on ? '-' : '+', option_rows[i].name);
    }
}

static void list_shopts(struct process *process, bool table)
{
    for (int i = 0; i < SHOPT_COUNT; i++) {
        bool on = shopts_fresh(false) >> i & 1;
        if (table)
            process_print(process, "%-15s\t%s\n", shopt_names[i], on ? "on" : "off");
        else
            process_print(process, "shopt -%c %s\n", on ? 's' : 'u', shopt_names[i]);
    }
}

/* [name]: the word behind that with the "o"; NULL: there is none. */
static int take_option(struct process *process, struct shell_start *start, const char *zero, const char *name, bool on)
{
    unsigned option = name ? option_of_name(name) : 0;
    if (!name)
        list_options(process, start, on);
    else if (option)
        switch_option(start, option, on);
    else
        process_complain(process, "%s: line 0: %s: %s: invalid option name\n", zero, zero, name);
    return name && !option ? 2 : -1;
}

static int take_shopt(struct process *process, struct shell_start *start, const char *zero, const char *name, bool on)
{
    int index = name ? shopt_of_name(name) : SHOPT_COUNT;
    if (!name) {
        list_shopts(process, on);
    } else if (index < SHOPT_COUNT) {
        uint64_t bit = UINT64_C(1) << index;
        start->shopts_on = on ? start->shopts_on | bit : start->shopts_on & ~bit;
        start->shopts_off = on ? start->shopts_off & ~bit : start->shopts_off | bit;
    } else {
        process_complain(process, "%s: line 0: %s: invalid shell option name\n", zero, name);
        return 2;
    }
    return -1;
}

/* The letters of one word; "o" and "O" take a word behind it each. */
static void take_letters(struct process *process, struct bash_words *read, int count, char *const *words)
{
    const char *word = words[read->first++];
    bool on = word[0] == '-';
    for (const char *c = word + 1; *c && read->status < 0; c++) {
        unsigned option = option_of_letter(*c);
        if (*c == 'o' || *c == 'O') {
            const char *name = read->first < count ? words[read->first++] : NULL;
            read->status = (*c == 'o' ? take_option : take_shopt)(process, &read->start, words[0], name, on);
        } else if (*c == 'c') {
            read->command = true;
        } else if (*c == 's') {
            read->start.reads_input = true;
        } else if (*c == 'l') {
            read->start.login = true;
        } else if (*c == 'r' || *c == 'D') {
            read->status = refuse_unknown(process, arena_format(process->arena, "-%c", *c));
        } else if (option) {
            switch_option(&read->start, option, on);
        } else if (*c != 'i') {
            read->status = refuse(process, words[0], arena_format(process->arena, "%c%c", word[0], *c),
                                  read->start.on & OPTION_ERREXIT);
        }
    }
}

struct bash_words bash_words(struct process *process, int count, char *const *words)
{
    struct bash_words read = {.first = 1, .status = -1, .start.profile = true};
    bool help = false, version = false;
    while (read.first < count && take_long(process, &read, count, words, &help, &version))
        continue;
    if (read.status < 0 && (help || version))
        read.status = help ? print_help(process) : print_version(process);
    while (read.status < 0 && read.first < count && strchr("-+", words[read.first][0]) && words[read.first][0]) {
        if (is_end(words[read.first])) {
            read.first++;
            break;
        }
        take_letters(process, &read, count, words);
    }
    return read;
}

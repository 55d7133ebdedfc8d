#include <stdio.h>

#include "base/slice.h"
#include "cli/command.h"
#include "cli/face.h"

static void print_overview(void)
{
    puts("ambit: a training simulator for Istio ambient mesh, in one process\n\nUsage: ambit "
         "[COMMAND]\n\nCommands:");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-8s %s\n", command_rows[i]->name, command_rows[i]->help);
    puts("\nBegin with:\n"
         "  ambit                                     the challenges, on the whole terminal\n"
         "  ambit --plain                             the same, line by line\n"
         "\n'ambit help COMMAND' says more, 'ambit help keys' what keys do.");
}

/* The table of actions, as the screens' own help has it, and how to change it. */
static void print_keys(void)
{
    struct arena arena = {0};
    struct keymap keymap;
    const char *problem = face_keymap(&keymap, &arena);
    printf("%-18s %-11s %-14s %s\n", "KEY", "ACTION", "PLAIN", "WHAT");
    for (int i = 0; i < ACTIONS; i++)
        printf("%-18s %-11s %-14s %s\n", keymap_keys(&keymap, (enum action_kind)i, &arena), action_rows[i].name,
               action_rows[i].command ? action_rows[i].command : "-", action_rows[i].help);
    puts("\nBeside the shell a letter that does not move is pressed twice: hh, uu, qq. The first time it says what it does; if\n"
         "something else is typed then, that is a command, and goes to the shell.\n"
         "\nNames work behind \":\" on a screen. A file of yours changes keys: ambit/keys in $XDG_CONFIG_HOME (~/.config),\n"
         "a line for each, the key and the action's name, or \"nothing\":\n\n"
         "  Ctrl-R  redo\n  x       check\n  q       nothing\n\n"
         "A key is a character or Enter, Tab, Shift-Tab, Space, Escape, Backspace, Up, Down, Left, Right, PageUp, PageDown,\n"
         "Home, End, Insert, Delete, Ctrl-A to Ctrl-Z, Ctrl-], F1 to F12. Lines that begin with \"# \" are comments.");
    if (problem)
        printf("\n%s\n", problem);
    arena_release(&arena);
}

static int run(int count, char *const *words)
{
    if (count > 2)
        return command_usage_error(&help_command, "help takes one command");
    if (count < 2) {
        print_overview();
        return EXIT_DONE;
    }
    if (text_equal(words[1], "keys")) {
        print_keys();
        return EXIT_DONE;
    }
    const struct command *command = command_find(words[1]);
    if (!command)
        return command_usage_error(NULL, "unknown command \"%s\"", words[1]);
    command_print_help(command);
    return EXIT_DONE;
}

const struct command help_command = {
    .name = "help", .usage = "[COMMAND | keys]", .help = "Say what ambit can do", .run = run};

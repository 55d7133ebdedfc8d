/* nproc and tput: small questions about where one is. */
#include <string.h>

#include "tools/options.h"

extern const struct program nproc_program, tput_program;

static int run_nproc(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &nproc_program, count, words);
    options_next(&options);
    /* The learner's machine is the first node of the cluster. */
    struct map_entry entry;
    struct map_walk walk = map_walk(world_map(process_cluster(process), WORLD_APPLIED), SLICE("nodes/"));
    const char *processors =
        map_walk_next(&walk, &entry) ? value_find_text(entry.item, "status.capacity.cpu") : "";
    process_print(process, "%s\n", processors[0] ? processors : "1");
    return 0;
}

/* Of xterm-256color. */
static int run_tput(struct process *process, int count, char *const *words)
{
    static const char *const rows[][2] = {
        {"clear", "\033[H\033[2J\033[3J"},
        {"bold", "\033[1m"},
        {"dim", "\033[2m"},
        {"smul", "\033[4m"},
        {"rmul", "\033[24m"},
        {"rev", "\033[7m"},
        {"smso", "\033[7m"},
        {"rmso", "\033[27m"},
        {"sgr0", "\033(B\033[m"},
        {"el", "\033[K"},
        {"ed", "\033[J"},
        {"civis", "\033[?25l"},
        {"cnorm", "\033[?12l\033[?25h"},
        {"sc", "\0337"},
        {"rc", "\0338"},
        {"home", "\033[H"},
        {"smcup", "\033[?1049h\033[22;0;0t"},
        {"rmcup", "\033[?1049l\033[23;0;0t"},
        {"bel", "\a"},
    };
    int columns, lines;
    int64_t number = 0;
    process_window(process, &columns, &lines);
    const char *name = count > 1 ? words[1] : "";
    if (count < 2) {
        process_complain(process, "usage: tput [-V] [-S] [-x] [-T term] capname\n");
        return 2;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text_equal(name, rows[i][0])) {
            process_print(process, "%s", rows[i][1]);
            return 0;
        }
    }
    bool given = count > 2 && slice_to_integer(slice_of(words[2]), &number) && number >= 0 && number < 256;
    if (text_equal(name, "cols") || text_equal(name, "lines"))
        process_print(process, "%d\n", name[0] == 'c' ? columns : lines);
    else if (text_equal(name, "colors"))
        process_print(process, "256\n");
    else if (given && (text_equal(name, "setaf") || text_equal(name, "setab")))
        process_print(process,
                      number < 8    ? "\033[%d%lldm"
                      : number < 16 ? "\033[%d%lldm"
                                    : "\033[%d8;5;%lldm",
                      number < 8    ? (name[4] == 'f' ? 3 : 4)
                      : number < 16 ? (name[4] == 'f' ? 9 : 10)
                                    : (name[4] == 'f' ? 3 : 4),
                      (long long)(number >= 8 && number < 16 ? number - 8 : number));
    else {
        process_complain(process, "tput: unknown terminfo capability '%s'\n", name);
        return 4;
    }
    return 0;
}

const struct program nproc_program = {
    .name = "nproc", .usage = "nproc", .help = "Print the number of processors", .run = run_nproc};
const struct program tput_program = {
    .name = "tput", .usage = "tput CAPNAME [PARAMETER]...", .help = "Ask the terminal", .run = run_tput};

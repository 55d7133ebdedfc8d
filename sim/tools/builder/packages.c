/* apt-get and apt, sudo, install: what set-up scripts of a platform's machine begin with. Packages whose
 * programs are here are installed already; others are not simulated. */
#include <string.h>

#include "shell/shell.h"
#include "tools/builder/builder.h"
#include "tools/options.h"
#include "tools/start.h"

/* --- apt --- */

/* Packages by another name than their program's; NULL: nothing to run, and nothing that would be missed. */
static const struct package {
    const char *name, *program;
} packages[] = {{"apt-transport-https", NULL},
                {"bash-completion", NULL},
                {"ca-certificates", NULL},
                {"coreutils", "ls"},
                {"curl", "curl"},
                {"diffutils", "diff"},
                {"docker-ce", "docker"},
                {"docker.io", "docker"},
                {"findutils", "find"},
                {"gettext-base", "envsubst"},
                {"gnupg", NULL},
                {"lsb-release", NULL},
                {"mawk", "awk"},
                {"gawk", "awk"},
                {"netcat-openbsd", "nc"},
                {"procps", "ps"},
                {"software-properties-common", NULL},
                {"vim", "vim"},
                {"xxd", "xxd"}};

static bool is_here(struct process *process, const char *name)
{
    const char *program = name;
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++) {
        if (!text_equal(packages[i].name, name))
            continue;
        if (!packages[i].program)
            return true;
        program = packages[i].program;
    }
    const struct program *row = process_find_program(process, program);
    return row && !row->absent;
}

static int install_packages(struct process *process, int count, char *const *words)
{
    int status = 0;
    process_print(process, "Reading package lists... Done\nBuilding dependency tree... Done\n"
                           "Reading state information... Done\n");
    for (int i = 0; i < count; i++) {
        if (is_here(process, words[i])) {
            process_print(process, "%s is already the newest version.\n", words[i]);
        } else {
            process_complain(process, "not simulated: the package %s\n", words[i]);
            status = 100;
        }
    }
    if (!status)
        process_print(process, "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n");
    return status;
}

static int run_apt(struct process *process, int count, char *const *words)
{
    char **rest = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *rest);
    int used = 0;
    bool quiet = false;
    for (int i = 1; i < count; i++) {
        if (text_equal(words[i], "-o") || text_equal(words[i], "-t"))
            i++;
        else if (words[i][0] != '-')
            rest[used++] = words[i];
        else
            quiet |= text_starts(words[i], "-q");
    }
    const char *verb = used ? rest[0] : "";
    static const char *const idle[] = {"update", "upgrade", "dist-upgrade", "autoremove", "clean", "autoclean"};
    process_sleep(process, SECONDS(1));
    for (size_t i = 0; i < sizeof idle / sizeof *idle; i++) {
        if (!text_equal(verb, idle[i]))
            continue;
        if (!quiet)
            process_print(process, "Reading package lists... Done\n");
        return 0;
    }
    if (text_equal(verb, "install"))
        return install_packages(process, used - 1, rest + 1);
    process_complain(process, "not simulated: %s %s\n", words[0], verb);
    return 1;
}

/* --- systemctl: of the machine's services, Docker runs --- */

static int run_systemctl(struct process *process, int count, char *const *words)
{
    static const char *const verbs[] = {"start",         "restart", "enable",   "reload",
                                        "daemon-reload", "status",  "is-active"};
    const char *verb = "", *unit = "";
    bool known = false;
    for (int i = 1; i < count; i++) {
        if (words[i][0] == '-')
            continue;
        if (!verb[0])
            verb = words[i];
        else
            unit = words[i];
    }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        known |= text_equal(verbs[i], verb);
    bool docker =
        text_equal(unit, "docker") || text_equal(unit, "docker.service") || text_equal(unit, "containerd");
    if (!known || text_equal(verb, "status")) {
        process_complain(process, "not simulated: systemctl %s\n", verb);
        return 1;
    }
    if (!unit[0] && !text_equal(verb, "daemon-reload")) {
        process_complain(process, "Too few arguments.\n");
        return 1;
    }
    if (text_equal(verb, "is-active"))
        process_print(process, docker ? "active\n" : "inactive\n");
    else if (!docker && !text_equal(verb, "daemon-reload"))
        process_complain(process, "Failed to %s %s.service: Unit %s.service not found.\n", verb, unit, unit);
    return docker || text_equal(verb, "daemon-reload") ? 0 : text_equal(verb, "is-active") ? 3 : 5;
}

/* --- sudo: the lab's user is root --- */

static int run_sudo(struct process *process, int count, char *const *words)
{
    int at = 1;
    for (; at < count && words[at][0] == '-'; at++) {
        if (text_equal(words[at], "-i") || text_equal(words[at], "-s") || text_equal(words[at], "-l")) {
            process_complain(process, "not simulated: sudo %s\n", words[at]);
            return 1;
        }
        if (text_equal(words[at], "-u") || text_equal(words[at], "-g"))
            at++;
    }
    for (; at < count && strchr(words[at], '='); at++) {
        size_t equals = slice_find_byte(slice_of(words[at]), '=');
        shell_set_variable(process->shell, arena_copy(process->arena, (struct slice){words[at], equals}),
                           words[at] + equals + 1, true);
    }
    if (at >= count) {
        process_complain(process, "usage: sudo [-u user] [VAR=value] command [arg ...]\n");
        return 1;
    }
    if (!strchr(words[at], '/') && !process_find_program(process, words[at])) {
        process_complain(process, "sudo: %s: command not found\n", words[at]);
        return 1;
    }
    return start_program(process, "sudo", count - at, words + at, NULL, NULL);
}

/* --- install --- */

static const struct flag install_flags[] = {
    {"directory", 'd', NULL, "create directories"},
    {"group", 'g', "GROUP", "accepted: everything is root's"},
    {"mode", 'm', "MODE", "set the permission bits (default 0755)"},
    {"owner", 'o', "OWNER", "accepted: everything is root's"},
    {NULL, 'D', NULL, "create the folders of the destination"},
    {"verbose", 'v', NULL, "accepted, without effect"},
    {0},
};

static unsigned octal(const char *text)
{
    unsigned mode = 0;
    for (; *text >= '0' && *text <= '7'; text++)
        mode = mode * 8 + (unsigned)(*text - '0');
    return *text ? 0755 : mode & 07777;
}

static int install_file(struct process *process, const char *from, const char *to, unsigned mode)
{
    const char *problem = NULL, *slash = strrchr(from, '/');
    if (process_is_directory(process, to))
        to =
            arena_format(process->arena, "%s%s%s", to, text_ends(to, "/") ? "" : "/", slash ? slash + 1 : from);
    const struct value *file = process_file(process, from, &problem);
    if (!file) {
        process_complain(process, "install: cannot stat '%s': %s\n", from, problem);
        return 1;
    }
    problem = process_write_file(process, to, file_data(file));
    if (!problem)
        problem = process_change_mode(process, to, mode);
    if (problem)
        process_complain(process, "install: cannot create regular file '%s': %s\n", to, problem);
    return problem != NULL;
}

static void make_folders(struct process *process, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
        process_make_directory(process,
                               arena_copy(process->arena, (struct slice){path, (size_t)(slash - path)}));
    process_make_directory(process, path);
}

extern const struct program install_program;

static int run_install(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &install_program, count, words);
    bool folders = false;
    unsigned mode = 0755;
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        folders |= flag->letter == 'd';
        if (flag->letter == 'm')
            mode = octal(options.value);
    }
    if (options.operand_count < (folders ? 1 : 2)) {
        process_complain(process,
                         options.operand_count ? "install: missing destination file operand after '%s'\n"
                                               : "install: missing file operand\n",
                         options.operand_count ? options.operands[0] : "");
        options_fail(&options);
    }
    for (int i = 0; folders && i < options.operand_count; i++)
        make_folders(process, process_path(process, options.operands[i]));
    for (int i = 0; !folders && i + 1 < options.operand_count; i++)
        status |= install_file(process, options.operands[i], options.operands[options.operand_count - 1], mode);
    return status;
}

const struct program apt_program = {.name = "apt",
                                    .usage = "apt update|install [PACKAGE]...",
                                    .help = "Packages that are here already",
                                    .installed = DOCKER_FOLDER,
                                    .run = run_apt};
const struct program apt_get_program = {.name = "apt-get",
                                        .usage = "apt-get update|install [PACKAGE]...",
                                        .help = "Packages that are here already",
                                        .installed = DOCKER_FOLDER,
                                        .run = run_apt};
const struct program sudo_program = {.name = "sudo",
                                     .usage = "sudo [VAR=value] COMMAND [ARG]...",
                                     .help = "Run a program as root, who you are",
                                     .installed = DOCKER_FOLDER,
                                     .run = run_sudo};
const struct program systemctl_program = {.name = "systemctl",
                                          .usage = "systemctl start|restart|enable|is-active UNIT",
                                          .help = "Docker's service runs",
                                          .installed = DOCKER_FOLDER,
                                          .run = run_systemctl};
const struct program install_program = {.name = "install",
                                        .usage = "install [OPTION]... SOURCE... DEST",
                                        .help = "Copy files and set their modes",
                                        .flags = install_flags,
                                        .installed = DOCKER_FOLDER,
                                        .run = run_install};

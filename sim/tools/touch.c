#include <string.h>

#include "tools/date_text.h"
#include "tools/options.h"

extern const struct program touch_program;

static const struct flag flags[] = {
    {"no-create", 'c', NULL, "do not create any files"},
    {NULL, 'a', NULL, "change only the access time (which is not kept)"},
    {NULL, 'm', NULL, "change only the modification time"},
    {"date", 'd', "STRING", "parse STRING and use it instead of current time"},
    {"reference", 'r', "FILE", "use this file's times instead of current time"},
    {NULL, 't', "STAMP", "use [[CC]YY]MMDDhhmm[.ss] instead of current time"},
    {0},
};

/* [[CC]YY]MMDDhhmm[.ss] as RFC 3339. */
static bool read_stamp(struct process *process, const char *text, struct instant *at)
{
    size_t digits = strspn(text, "0123456789");
    struct calendar now = instant_calendar(*at);
    const char *seconds = "00";
    if (text[digits] == '.' && strlen(text + digits) == 3)
        seconds = text + digits + 1;
    else if (text[digits])
        return false;
    if (digits != 8 && digits != 10 && digits != 12)
        return false;
    const char *month = text + digits - 8;
    const char *year = digits == 12   ? arena_format(process->arena, "%.4s", text)
                       : digits == 10 ? arena_format(process->arena, "%s%.2s", *text < '7' ? "20" : "19", text)
                                      : arena_format(process->arena, "%d", now.year);
    return instant_parse_rfc3339(slice_of(arena_format(process->arena, "%s-%.2s-%.2sT%.2s:%.2s:%.2sZ", year,
                                                       month, month + 2, month + 4, month + 6, seconds)),
                                 at);
}

static struct instant read_time(struct options *options, const struct flag *flag)
{
    struct process *process = options->process;
    struct instant at = process_now(process);
    struct file_status status;
    if (flag->letter == 'r') {
        const char *problem = process_status_of(process, options->value, &status);
        if (!problem)
            return status.modified;
        process_complain(process, "touch: failed to get attributes of '%s': %s\n", options->value, problem);
        process_exit(process, 1);
    }
    if (flag->letter == 'd' ? date_read(process->arena, options->value, &at)
                            : read_stamp(process, options->value, &at))
        return at;
    process_complain(process, "touch: invalid date format '%s'\n", options->value);
    process_exit(process, 1);
}

static const char *touch(struct process *process, const char *name, bool keep, struct instant at)
{
    struct file_status status;
    const char *problem = process_status_of(process, name, &status);
    if (problem && text_equal(problem, "No such file or directory")) {
        if (keep)
            return NULL;
        problem = process_write_file(process, name, SLICE(""));
        if (!problem)
            problem = process_status_of(process, name, &status);
    }
    return problem || at.nanoseconds == status.modified.nanoseconds ? problem
                                                                    : process_change_time(process, name, at);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &touch_program, count, words);
    bool keep = false, given = false;
    int status = 0;
    struct instant at = {0};
    for (const struct flag *flag; (flag = options_next(&options));) {
        keep |= flag->letter == 'c';
        if (!flag->value)
            continue;
        at = read_time(&options, flag);
        given = true;
    }
    if (options.operand_count == 0) {
        process_complain(process, "touch: missing file operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        const char *name = options.operands[i];
        const char *problem = touch(process, name, keep, given ? at : process_now(process));
        if (!problem)
            continue;
        process_complain(process, "touch: cannot touch '%s': %s\n", name, problem);
        status = 1;
    }
    return status;
}

const struct program touch_program = {.name = "touch",
                                      .usage = "touch [OPTION]... FILE...",
                                      .help = "Make empty files, or change their times",
                                      .flags = flags,
                                      .run = run};

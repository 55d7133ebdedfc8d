#include "tools/date_text.h"
#include "tools/options.h"

extern const struct program date_program;

static const struct flag flags[] = {
    {"utc", 'u', NULL, "print Coordinated Universal Time (as is)"},
    {"date", 'd', "STRING", "display time described by STRING: now, @SECONDS, or RFC 3339"},
    {"reference", 'r', "FILE", "display the last modification time of FILE"},
    {"iso-8601", 'I', "?FMT", "output date in ISO 8601 format"},
    {"rfc-3339", 0, "FMT", "output date and time in RFC 3339 format"},
    {"rfc-email", 'R', NULL, "output date and time in RFC 5322 format"},
    {0},
};

static const char *iso_format(const char *precision)
{
    if (!precision || text_equal(precision, "date"))
        return "%Y-%m-%d";
    return text_starts(precision, "s") ? "%Y-%m-%dT%H:%M:%S+00:00" : "%Y-%m-%dT%H:%M+00:00";
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &date_program, count, words);
    struct instant at = process_now(process);
    const char *format = "%a %b %e %H:%M:%S UTC %Y";
    for (const struct flag *flag; (flag = options_next(&options));) {
        if (flag->letter == 'I') {
            format = iso_format(options.value);
        } else if (flag->letter == 'r') {
            struct file_status known;
            const char *problem = process_status_of(process, options.value, &known);
            if (problem) {
                process_complain(process, "date: %s: %s\n", options.value, problem);
                return 1;
            }
            at = known.modified;
        } else if (flag->letter == 'R') {
            format = "%a, %d %b %Y %H:%M:%S +0000";
        } else if (flag->letter == 'd' && !date_read(process->arena, options.value, &at)) {
            process_complain(process, "date: invalid date '%s'\n", options.value);
            return 1;
        } else if (text_equal(flag->name, "rfc-3339")) {
            format = text_starts(options.value, "d") ? "%Y-%m-%d" : "%Y-%m-%d %H:%M:%S+00:00";
        }
    }
    if (options.operand_count && options.operands[0][0] != '+') {
        process_complain(process, "date: invalid date '%s'\n", options.operands[0]);
        return 1;
    }
    if (options.operand_count > 1) {
        process_complain(process, "date: extra operand '%s'\n", options.operands[1]);
        options_fail(&options);
    }
    if (options.operand_count)
        format = options.operands[0] + 1;
    struct buffer out = {0};
    instant_format(&out, format, at);
    const char *text = arena_copy(process->arena, buffer_slice(&out));
    buffer_release(&out);
    process_print(process, "%s\n", text);
    return 0;
}

const struct program date_program = {.name = "date",
                                     .usage = "date [OPTION]... [+FORMAT]",
                                     .help = "Print the date and time",
                                     .flags = flags,
                                     .run = run};

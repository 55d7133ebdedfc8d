#include "tools/options.h"

extern const struct program sleep_program;

/* "1.5", "2m": seconds unless a unit says otherwise. */
static bool read_interval(struct arena *arena, const char *text, struct duration *length)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    struct slice number = slice_of(text);
    int64_t unit = 1;
    if (slice_is(number, "infinity") || slice_is(number, "inf")) {
        length->nanoseconds = INT64_MAX;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (number.length && number.data[number.length - 1] == units[i].letter) {
            unit = units[i].seconds;
            number.length--;
            break;
        }
    }
    if (number.length == 0 || number.data[0] == '-' ||
        !(ascii_is_digit(number.data[number.length - 1]) || slice_ends(number, ".")))
        return false;
    const char *seconds = arena_format(arena, "%.*ss", (int)number.length, number.data);
    return duration_parse(slice_of(seconds), length) &&
           !__builtin_mul_overflow(length->nanoseconds, unit, &length->nanoseconds);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &sleep_program, count, words);
    struct duration total = {0};
    bool good = true;
    options_next(&options);
    if (options.operand_count == 0) {
        process_complain(process, "sleep: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        struct duration length = {0};
        if (!read_interval(process->arena, options.operands[i], &length)) {
            process_complain(process, "sleep: invalid time interval '%s'\n", options.operands[i]);
            good = false;
        } else if (__builtin_add_overflow(total.nanoseconds, length.nanoseconds, &total.nanoseconds)) {
            total.nanoseconds = INT64_MAX;
        }
    }
    if (!good)
        options_fail(&options);
    process_sleep(process, total);
    return 0;
}

const struct program sleep_program = {
    .name = "sleep", .usage = "sleep NUMBER[SUFFIX]...", .help = "Wait for some time", .run = run};

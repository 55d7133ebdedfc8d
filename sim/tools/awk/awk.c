/* awk by POSIX (XCU awk), with the additions that mawk and gawk share. Messages are mawk's, the awk of Debian
 * and Ubuntu; characters are bytes, as there. Whole numbers print in full, as POSIX has it and gawk does. */
#include "tools/awk/awk.h"

#include <string.h>

#include "base/check.h"
#include "shell/host.h"
#include "shell/state.h"

enum { STEPS_OF_A_TICK = 64 };

static void release(void *thing)
{
    struct awk *awk = thing;
    awk_release_streams(awk);
    while (awk->texts) {
        struct awk_text *text = awk->texts;
        awk->texts = text->after;
        memory_free(text);
    }
    while (awk->arrays) {
        struct array *array = awk->arrays;
        awk->arrays = array->after;
        memory_free(array->entries);
        memory_free(array->index);
        memory_free(array);
    }
    while (awk->frame) {
        struct frame *frame = awk->frame;
        awk->frame = frame->outer;
        memory_free(frame);
    }
    buffer_release(&awk->line);
    memory_free(awk->stack);
    memory_free(awk->fields);
}

_Noreturn void awk_fail(struct awk *awk, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_format_list(awk->process->arena, format, arguments);
    va_end(arguments);
    struct awk_text *file = awk_special_text(awk, SPECIAL_FILENAME);
    awk_flush_all(awk);
    process_complain(awk->process, "awk: run time error: %s\n\tFILENAME=\"%s\" FNR=%lld NR=%lld\n", message,
                     file->bytes, (long long)awk_special_number(awk, SPECIAL_FNR),
                     (long long)awk_special_number(awk, SPECIAL_NR));
    process_exit(awk->process, 2);
}

_Noreturn void awk_out_of_memory(struct awk *awk)
{
    process_complain(awk->process, "awk: out of memory\n");
    process_exit(awk->process, 2);
}

void awk_step(struct awk *awk)
{
    for (awk->steps++; awk->steps >= STEPS_OF_A_TICK; awk->steps -= STEPS_OF_A_TICK)
        awk->process->host->tick(awk->process);
}

static int digit_of(char c, int base)
{
    int digit = ascii_is_digit(c)                                ? c - '0'
                : ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f' ? ascii_lower(c) - 'a' + 10
                                                                 : 99;
    return digit < base ? digit : -1;
}

/* "101" or "x41" behind a backslash: the bytes used. */
static size_t read_code(struct slice text, char *byte)
{
    int base = text.length && text.data[0] == 'x' ? 16 : 8, code = 0;
    size_t first = base == 16, at = first;
    while (at < text.length && at - first < (base == 16 ? 2 : 3) && digit_of(text.data[at], base) >= 0)
        code = code * base + digit_of(text.data[at++], base);
    *byte = (char)code;
    return at > first ? at : 0;
}

struct slice awk_unescape(struct arena *arena, struct slice text)
{
    static const char names[] = "\"\\abfnrtv", bytes[] = "\"\\\a\b\f\n\r\t\v";
    char *plain = arena_allocate(arena, text.length + 1), byte;
    size_t length = 0, used;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i], next = i + 1 < text.length ? text.data[i + 1] : 0;
        const char *name = next ? strchr(names, next) : NULL;
        if (c != '\\' || !next) {
            plain[length++] = c;
        } else if (name) {
            plain[length++] = bytes[name - names];
            i++;
        } else if (next == '\n') {
            i++;
        } else if ((used = read_code(slice_part(text, i + 1, text.length), &byte)) > 0) {
            plain[length++] = byte;
            i += used;
        } else {
            plain[length++] = '\\';
        }
    }
    return (struct slice){plain, length};
}

/* --- variables before the first rule --- */

static void set_text(struct awk *awk, int number, struct slice text, bool maybe)
{
    struct slot *slot = &awk->globals[number];
    awk_cell_release(awk, &slot->cell);
    slot->kind = SLOT_SCALAR;
    struct awk_text *copy = awk_text_new(awk, text);
    slot->cell = maybe ? awk_cell_maybe(copy) : awk_cell_text(copy);
}

void awk_assign_argument(struct awk *awk, struct slice name, struct slice value)
{
    int before = awk->tree->global_count;
    int number = awk_global(awk->process, awk->tree, name.data, name.length);
    if (awk->tree->global_count > before) /* no rule speaks of it */
        return;
    if (number == SPECIAL_FS || number == SPECIAL_RS)
        awk_field_count(awk);
    set_text(awk, number, awk_unescape(awk->process->arena, value), true);
}

static void put_element(struct awk *awk, int variable, struct slice key, struct slice value)
{
    struct slot *slot = &awk->globals[variable];
    if (slot->kind == SLOT_OPEN) {
        slot->kind = SLOT_ARRAY;
        slot->array = awk_array_new(awk);
    }
    struct awk_text *name = awk_text_new(awk, key);
    struct cell *cell = awk_array_at(awk, slot->array, name);
    awk_text_unref(awk, name);
    awk_cell_release(awk, cell);
    *cell = awk_cell_maybe(awk_text_new(awk, value));
}

static void set_specials(struct awk *awk)
{
    static const struct {
        enum special special;
        const char *text;
    } texts[] = {
        {SPECIAL_FS, " "},        {SPECIAL_OFS, " "},        {SPECIAL_ORS, "\n"},    {SPECIAL_RS, "\n"},
        {SPECIAL_SUBSEP, "\034"}, {SPECIAL_CONVFMT, "%.6g"}, {SPECIAL_OFMT, "%.6g"}, {SPECIAL_FILENAME, ""},
    };
    static const enum special numbers[] = {SPECIAL_NF,     SPECIAL_NR,      SPECIAL_FNR,
                                           SPECIAL_RSTART, SPECIAL_RLENGTH, SPECIAL_ARGC};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        set_text(awk, (int)texts[i].special, slice_of(texts[i].text), false);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        awk->globals[numbers[i]].kind = SLOT_SCALAR;
        awk->globals[numbers[i]].cell = awk_cell_number(0);
    }
    const struct value *environment = shell_environment(awk->process->arena, awk->process->shell);
    for (size_t i = 0; i < value_count(environment); i++) {
        struct slice one = value_slice(value_at(environment, i));
        size_t equals = slice_find_byte(one, '=');
        put_element(awk, SPECIAL_ENVIRON, slice_part(one, 0, equals), slice_part(one, equals + 1, one.length));
    }
}

static void set_arguments(struct awk *awk, int count, char *const *words)
{
    put_element(awk, SPECIAL_ARGV, SLICE("0"), SLICE("awk"));
    for (int i = 0; i < count; i++)
        put_element(awk, SPECIAL_ARGV, slice_of(arena_format(awk->process->arena, "%d", i + 1)),
                    slice_of(words[i]));
    awk_set_special(awk, SPECIAL_ARGC, count + 1);
}

/* --- the rules --- */

static bool applies(struct awk *awk, struct rule *rule)
{
    if (!rule->from)
        return true;
    if (!rule->to)
        return awk_truth(awk, rule->from);
    if (!rule->active && !awk_truth(awk, rule->from))
        return false;
    rule->active = !awk_truth(awk, rule->to);
    return true;
}

static void run_rules(struct awk *awk, int when)
{
    static const struct awk_node print_record = {.kind = AWK_PRINT};
    for (struct rule *rule = awk->tree->rules; rule && awk->flow == AWK_NORMAL; rule = rule->next) {
        if ((int)rule->when != when || !applies(awk, rule))
            continue;
        awk_run(awk, rule->body ? rule->body : &print_record);
    }
}

static void run_records(struct awk *awk)
{
    struct awk_text *record;
    while (awk->flow == AWK_NORMAL && awk_next_record(awk, &record)) {
        awk_set_record(awk, record);
        run_rules(awk, RULE_MAIN);
        if (awk->flow == AWK_SKIPS_FILE)
            awk_skip_file(awk);
        if (awk->flow == AWK_NEXTS || awk->flow == AWK_SKIPS_FILE)
            awk->flow = AWK_NORMAL;
    }
}

static int run_program(struct awk *awk)
{
    run_rules(awk, RULE_BEGIN);
    if (awk->tree->has_main || awk->tree->has_end)
        run_records(awk);
    if (awk->flow == AWK_EXITS)
        awk->flow = AWK_NORMAL;
    run_rules(awk, RULE_END);
    awk_close_all(awk);
    return awk->status;
}

/* --- the command line --- */

struct command_line {
    struct process *process;
    struct awk_source *sources;
    int source_count;
    const char *separator;
    const char **assignments;
    int assignment_count;
    int first; /* word behind the options */
};

static const char usage[] = "Usage: mawk [Options] [Program] [file ...]\n\n"
                            "Options:\n"
                            "    -f program-file  read the program from a file; may be repeated\n"
                            "    -F value         set the field separator FS\n"
                            "    -v var=value     assign to a variable before the program starts\n"
                            "    --               end of options\n"
                            "    -W version       show the version and exit\n";

static void add_source(struct command_line *line, const char *name)
{
    const char *problem;
    struct process *process = line->process;
    struct slice text;
    if (text_equal(name, "-") || text_equal(name, "/dev/stdin")) {
        text = process_read_all(process, STREAM_IN);
    } else {
        const struct value *file = process_file(process, name, &problem);
        if (!file) {
            process_complain(process, "awk: cannot open %s (%s)\n", name, problem);
            process_exit(process, 2);
        }
        text = file_data(file);
    }
    line->sources[line->source_count++] = (struct awk_source){name, arena_copy(process->arena, text)};
}

static void take_option(struct command_line *line, char letter, const char *value)
{
    struct process *process = line->process;
    switch (letter) {
    case 'F':
        line->separator = value;
        break;
    case 'f':
        add_source(line, value);
        break;
    case 'v': {
        size_t equals = slice_find_byte(slice_of(value), '=');
        if (!value[equals] || !equals || ascii_is_digit(value[0])) {
            process_complain(process, "awk: improper assignment: -v %s\n", value);
            process_exit(process, 2);
        }
        line->assignments[line->assignment_count++] = value;
        break;
    }
    default:
        if (ascii_lower(value[0]) == 'v') {
            process_print(process, "mawk 1.3.4 20200120\n");
            process_exit(process, 0);
        }
    }
}

static void read_options(struct command_line *line, int count, char *const *words)
{
    struct process *process = line->process;
    int at = 1;
    for (; at < count && words[at][0] == '-' && words[at][1]; at++) {
        const char *word = words[at];
        if (text_equal(word, "--")) {
            at++;
            break;
        }
        if (!strchr("FfvW", word[1])) {
            process_complain(process, "awk: not an option: %s\n", word);
            process_exit(process, 2);
        }
        if (!word[2] && at + 1 == count) {
            process_complain(process, "awk: option requires an argument -- %c\n", word[1]);
            process_exit(process, 2);
        }
        take_option(line, word[1], word[2] ? word + 2 : words[++at]);
    }
    line->first = at;
}

static int run(struct process *process, int count, char *const *words)
{
    struct command_line line = {.process = process};
    line.sources = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *line.sources);
    line.assignments = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *line.assignments);
    read_options(&line, count, words);
    if (!line.source_count && line.first == count) {
        process_write(process, STREAM_OUT, SLICE(usage));
        return count > 1 ? 2 : 0;
    }
    if (!line.source_count)
        line.sources[line.source_count++] = (struct awk_source){NULL, words[line.first++]};
    struct awk *awk = arena_allocate(process->arena, sizeof *awk);
    awk->process = process;
    awk->argument = 1;
    awk->immediate = process_is_terminal(process, STREAM_OUT);
    process_own(process, release, awk);
    awk->empty = awk_text_new(awk, SLICE(""));
    awk_parse(awk, line.sources, line.source_count);
    for (int i = 0; i < line.assignment_count; i++)
        awk_global(process, awk->tree, line.assignments[i],
                   slice_find_byte(slice_of(line.assignments[i]), '='));
    awk->globals = arena_allocate(process->arena, (size_t)awk->tree->global_count * sizeof *awk->globals);
    set_specials(awk);
    set_arguments(awk, count - line.first, words + line.first);
    awk->is_split = awk->is_joined = true;
    if (line.separator)
        awk_assign_argument(awk, SLICE("FS"), slice_of(line.separator));
    for (int i = 0; i < line.assignment_count; i++) {
        struct slice word = slice_of(line.assignments[i]);
        size_t equals = slice_find_byte(word, '=');
        awk_assign_argument(awk, slice_part(word, 0, equals), slice_part(word, equals + 1, word.length));
    }
    return run_program(awk);
}

const struct program awk_program = {
    .name = "awk",
    .usage = "awk [-F FS] [-v VAR=VALUE]... ['PROGRAM' | -f FILE] [FILE]...",
    .help = "Run a program over the lines and fields of files",
    .run = run,
};

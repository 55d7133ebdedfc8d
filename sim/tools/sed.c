#include <string.h>

#include "base/limits.h"
#include "shell/host.h"
#include "tools/input.h"
#include "tools/sed_script.h"

extern const struct program sed_program;

static const struct flag flags[] = {
    {"quiet", 'n', NULL, "suppress automatic printing of pattern space"},
    {"silent", 'n', NULL, "suppress automatic printing of pattern space"},
    {"expression", 'e', "SCRIPT", "add the script to the commands to be executed"},
    {"file", 'f', "FILE", "add the contents of FILE to the commands to be executed"},
    {"regexp-extended", 'E', NULL, "use extended regular expressions in the script"},
    {NULL, 'r', NULL, "same as -E"},
    {"in-place", 'i', "?SUFFIX", "edit files in place"},
    {"separate", 's', NULL, "consider files as separate"},
    {"unbuffered", 'u', NULL, "accepted"},
    {0},
};

struct sed {
    struct process *process;
    struct sed_script script;
    struct input *input;
    struct buffer line, hold, after, out,
        next; /* pattern space; hold space; of `a`; output; the line read ahead */
    bool has_next, next_whole, whole, files_left;
    bool quiet, extended, in_place, separate;
    const char *suffix;
    int64_t number;
    bool deleted, restarted, quitting;
    bool substituted; /* since the line was read, or the last t */
    long steps;       /* commands since the last tick */
    bool unfinished;  /* what was printed last lacks its newline */
    const struct regexp *last;
};

enum { PARTS = 10, STEPS_OF_A_TICK = 1000, BYTES_OF_A_STEP = 1024 };

static void release(void *thing)
{
    struct sed *sed = thing;
    buffer_release(&sed->line);
    buffer_release(&sed->hold);
    buffer_release(&sed->after);
    buffer_release(&sed->out);
    buffer_release(&sed->next);
}

/* Reads one line ahead, so that `$` is known; goes on to the next file unless files are separate. */
static void read_ahead(struct sed *sed)
{
    struct slice line;
    sed->has_next = false;
    while (sed->files_left) {
        if (input_line(sed->input, &line, &sed->next_whole)) {
            buffer_clear(&sed->next);
            buffer_add(&sed->next, line);
            sed->has_next = true;
            return;
        }
        if (sed->in_place || sed->separate)
            return;
        sed->files_left = input_open(sed->input);
    }
}

static void write_out(struct sed *sed, struct slice text)
{
    if (text.length && sed->unfinished) {
        sed->unfinished = false;
        write_out(sed, SLICE("\n"));
    }
    if (sed->out.length + text.length > LIMIT_FILE_BYTES && sed->in_place) {
        process_complain(sed->process, "sed: couldn't flush: No space left on device\n");
        process_exit(sed->process, 4);
    }
    if (sed->in_place)
        buffer_add(&sed->out, text);
    else
        process_write(sed->process, STREAM_OUT, text);
}

/* A last line without a newline gets none, unless something follows it. */
static void print(struct sed *sed, struct slice text)
{
    write_out(sed, text);
    if (sed->whole || sed->has_next)
        write_out(sed, SLICE("\n"));
    else
        sed->unfinished = true;
}

static struct slice line_of(const struct sed *sed)
{
    return (struct slice){buffer_text(&sed->line), sed->line.length};
}

static bool matches(struct sed *sed, const struct regexp *regexp)
{
    regexp = regexp ? regexp : sed->last;
    if (!regexp) {
        process_complain(sed->process, "sed: no previous regular expression\n");
        process_exit(sed->process, 1);
    }
    sed->last = regexp;
    return regexp_match(regexp, line_of(sed), 0, NULL, 0);
}

static bool address_holds(struct sed *sed, const struct sed_address *address)
{
    switch (address->kind) {
    case SED_LINE:
        return sed->number == address->line;
    case SED_LAST:
        return !sed->has_next;
    case SED_MATCH:
        return matches(sed, address->regexp);
    case SED_STEP:
        return address->step
                   ? sed->number >= address->line && (sed->number - address->line) % address->step == 0
                   : sed->number == address->line;
    case SED_NONE:
    case SED_MORE:
        break;
    }
    return true;
}

static bool is_selected(struct sed *sed, struct sed_command *command)
{
    if (command->to.kind == SED_NONE)
        return address_holds(sed, &command->from) != command->negated;
    bool holds = command->active;
    if (command->active && command->to.kind == SED_LINE && sed->number > command->to.line)
        holds = command->active = false;
    if (!command->active && address_holds(sed, &command->from)) {
        holds = true;
        command->active = !(command->to.kind == SED_LINE && command->to.line <= sed->number);
        command->active_end = sed->number + command->to.line;
        if (command->to.kind == SED_MORE && command->to.line == 0)
            command->active = false;
    } else if (command->active) {
        bool over = command->to.kind == SED_MORE ? sed->number >= command->active_end
                                                 : address_holds(sed, &command->to);
        command->active = !over;
    }
    return holds != command->negated;
}

/* What \U, \L, \u and \l ask of the text behind them, up to \E. */
struct letter_case {
    char all, first; /* 'U', 'L' or 0; 'u', 'l' or 0 */
};

static void add_cased(struct buffer *out, struct slice text, struct letter_case *how)
{
    for (size_t i = 0; i < text.length; i++) {
        char wanted = how->first ? ascii_upper(how->first) : how->all, c = text.data[i];
        buffer_add_byte(out, wanted == 'U' ? ascii_upper(c) : wanted == 'L' ? ascii_lower(c) : c);
        how->first = 0;
    }
}

static void set_case(struct letter_case *how, char letter)
{
    if (letter == 'u' || letter == 'l')
        how->first = letter;
    else
        *how = (struct letter_case){.all = letter == 'E' ? 0 : letter, .first = letter == 'E' ? 0 : how->first};
}

static void add_replacement(struct sed *sed, struct buffer *out, const char *text, const regmatch_t *parts)
{
    struct slice line = line_of(sed);
    struct letter_case how = {0};
    for (; *text; text++) {
        int part = -1;
        if (*text == '\\' && text[1] && strchr("ULEul", text[1])) {
            set_case(&how, *++text);
            continue;
        }
        if (*text == '&')
            part = 0;
        else if (*text == '\\' && ascii_is_digit(text[1]))
            part = *++text - '0';
        else if (*text == '\\' && text[1])
            text++, buffer_add_byte(out, *text == 'n' ? '\n' : *text == 't' ? '\t' : *text);
        else
            add_cased(out, (struct slice){text, 1}, &how);
        if (part >= 0 && parts[part].rm_so >= 0)
            add_cased(out, slice_part(line, (size_t)parts[part].rm_so, (size_t)parts[part].rm_eo), &how);
    }
}

static void too_long(struct sed *sed)
{
    process_complain(sed->process, "sed: regex input buffer length larger than %d\n", LIMIT_FILE_BYTES);
    process_exit(sed->process, 4);
}

static bool substitute(struct sed *sed, const struct sed_command *command)
{
    regmatch_t parts[PARTS];
    struct buffer *next = &sed->after;
    struct slice line = line_of(sed);
    size_t at = 0, start = next->length;
    int64_t found = 0, wanted = command->occurrence ? command->occurrence : 1;
    bool changed = false;
    const struct regexp *regexp = command->regexp ? command->regexp : sed->last;
    if (!regexp)
        return matches(sed, NULL);
    sed->last = regexp;
    while (at <= line.length && regexp_match(regexp, line, at, parts, PARTS)) {
        size_t from = (size_t)parts[0].rm_so, to = (size_t)parts[0].rm_eo;
        bool used = ++found >= wanted && (command->global || !changed);
        buffer_add(next, slice_part(line, at, from));
        if (used)
            add_replacement(sed, next, command->replacement, parts);
        else
            buffer_add(next, slice_part(line, from, to));
        changed |= used;
        if (to == from && to < line.length)
            buffer_add_byte(next, line.data[to]);
        at = to + (to == from);
        if (changed && !command->global)
            break;
        if (next->length > LIMIT_FILE_BYTES)
            too_long(sed);
    }
    if (changed) {
        buffer_add(next, slice_part(line, at, line.length));
        if (next->length > LIMIT_FILE_BYTES)
            too_long(sed);
        struct buffer result = {0};
        buffer_add(&result, slice_part(buffer_slice(next), start, next->length));
        buffer_release(&sed->line);
        sed->line = result;
    }
    next->length = start;
    return changed;
}

static bool next_line(struct sed *sed, bool join)
{
    if (!sed->has_next)
        return false;
    if (join)
        buffer_add_byte(&sed->line, '\n');
    else
        buffer_clear(&sed->line);
    if (sed->line.length + sed->next.length > LIMIT_FILE_BYTES)
        too_long(sed);
    buffer_add(&sed->line, buffer_slice(&sed->next));
    sed->whole = sed->next_whole;
    sed->number++;
    read_ahead(sed);
    return true;
}

static void copy(struct sed *sed, struct buffer *to, const struct buffer *from, bool join)
{
    if (to->length + from->length > LIMIT_FILE_BYTES)
        too_long(sed);
    if (join)
        buffer_add_byte(to, '\n');
    else
        buffer_clear(to);
    buffer_add(to, buffer_slice(from));
}

static void flush_after(struct sed *sed)
{
    write_out(sed, buffer_slice(&sed->after));
    buffer_clear(&sed->after);
}

static void act_substitute(struct sed *sed, struct sed_command *command)
{
    if (!substitute(sed, command))
        return;
    sed->substituted = true;
    if (command->print)
        print(sed, line_of(sed));
}

static void act_map(struct sed *sed, struct sed_command *command)
{
    for (size_t i = 0; i < sed->line.length; i++)
        sed->line.data[i] = (char)command->map[(unsigned char)sed->line.data[i]];
}

static void act_append(struct sed *sed, struct sed_command *command)
{
    buffer_add_text(&sed->after, command->text);
}

static void act_insert(struct sed *sed, struct sed_command *command)
{
    write_out(sed, slice_of(command->text));
}

/* Of a range only the end prints the text. */
static void act_change(struct sed *sed, struct sed_command *command)
{
    if (command->to.kind == SED_NONE || command->negated || !command->active)
        write_out(sed, slice_of(command->text));
    sed->deleted = true;
}

static void act_delete(struct sed *sed, struct sed_command *command)
{
    size_t end = command->letter == 'D' ? slice_find_byte(line_of(sed), '\n') : sed->line.length;
    sed->restarted = end < sed->line.length;
    sed->deleted = true;
    if (sed->restarted)
        buffer_drop_front(&sed->line, end + 1);
}

static void act_print(struct sed *sed, struct sed_command *command)
{
    if (command->letter == 'p') {
        print(sed, line_of(sed));
        return;
    }
    write_out(sed, slice_part(line_of(sed), 0, slice_find_byte(line_of(sed), '\n')));
    write_out(sed, SLICE("\n"));
}

/* GNU prints the pattern space when there is no next line, unless it was printed already. */
static void act_next(struct sed *sed, struct sed_command *command)
{
    bool join = command->letter == 'N';
    if (!join && !sed->quiet && sed->has_next)
        print(sed, line_of(sed));
    sed->quitting = !next_line(sed, join);
}

static void act_quit(struct sed *sed, struct sed_command *command)
{
    sed->quitting = true;
    sed->deleted = command->letter == 'Q';
}

static void act_number(struct sed *sed, struct sed_command *command)
{
    struct arena_mark mark = arena_mark(sed->process->arena);
    (void)command;
    write_out(sed, slice_of(arena_format(sed->process->arena, "%lld\n", (long long)sed->number)));
    arena_rewind(sed->process->arena, mark);
}

static void act_get(struct sed *sed, struct sed_command *command)
{
    copy(sed, &sed->line, &sed->hold, command->letter == 'G');
}

static void act_hold(struct sed *sed, struct sed_command *command)
{
    copy(sed, &sed->hold, &sed->line, command->letter == 'H');
}

static void act_exchange(struct sed *sed, struct sed_command *command)
{
    struct buffer other = sed->line;
    (void)command;
    sed->line = sed->hold;
    sed->hold = other;
}

static const struct {
    char letter;
    void (*act)(struct sed *sed, struct sed_command *command);
} acts[] = {
    {'s', act_substitute}, {'p', act_print},  {'P', act_print},    {'d', act_delete}, {'D', act_delete},
    {'a', act_append},     {'i', act_insert}, {'c', act_change},   {'n', act_next},   {'N', act_next},
    {'q', act_quit},       {'Q', act_quit},   {'=', act_number},   {'g', act_get},    {'G', act_get},
    {'h', act_hold},       {'H', act_hold},   {'x', act_exchange}, {'y', act_map},
};

static void act(struct sed *sed, struct sed_command *command)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (acts[i].letter == command->letter)
            acts[i].act(sed, command);
    }
}

static bool jumps(struct sed *sed, const struct sed_command *command)
{
    bool substituted = sed->substituted;
    if (command->letter == 'b')
        return true;
    sed->substituted = false;
    return command->letter == 't' ? substituted : !substituted;
}

/* ":a;ba" never ends: others run meanwhile, and Ctrl-C is heard. */
static void step(struct sed *sed)
{
    sed->steps += 1 + (long)(sed->line.length / BYTES_OF_A_STEP);
    if (sed->steps < STEPS_OF_A_TICK)
        return;
    sed->steps = 0;
    sed->process->host->tick(sed->process);
}

static void run_script(struct sed *sed)
{
    if (!sed->restarted)
        sed->substituted = false;
    sed->deleted = sed->restarted = false;
    for (size_t i = 0; i < sed->script.count && !sed->deleted && !sed->quitting; i++) {
        struct sed_command *command = &sed->script.commands[i];
        bool selected = is_selected(sed, command);
        if (command->letter == '{' && !selected)
            i = command->end;
        else if (selected && strchr("btT", command->letter))
            i = jumps(sed, command) ? command->end : i;
        else if (selected)
            act(sed, command);
        step(sed);
    }
}

static void run_lines(struct sed *sed)
{
    read_ahead(sed);
    while (!sed->quitting && (sed->restarted || next_line(sed, false))) {
        run_script(sed);
        if (!sed->quiet && !sed->deleted)
            print(sed, line_of(sed));
        flush_after(sed);
    }
}

static bool finish_file(struct sed *sed, const char *name)
{
    const char *unused, *problem = NULL;
    const struct value *old = process_file(sed->process, name, &unused);
    if (sed->suffix && old) {
        struct slice data = file_data(old);
        const char *backup = strchr(sed->suffix, '*')
                                 ? sed->suffix
                                 : arena_format(sed->process->arena, "%s%s", name, sed->suffix);
        problem = process_write_file(sed->process, backup,
                                     (struct slice){arena_copy(sed->process->arena, data), data.length});
    }
    if (!problem)
        problem = process_write_file(sed->process, name, buffer_slice(&sed->out));
    buffer_clear(&sed->out);
    if (problem)
        process_complain(sed->process, "sed: couldn't open temporary file %s: %s\n", name, problem);
    return !problem;
}

/* -s: lines are counted in each file, and `$` is the last of each. */
static void run_separate(struct sed *sed)
{
    while (!sed->quitting && input_open(sed->input)) {
        sed->files_left = true;
        sed->number = 0;
        run_lines(sed);
    }
}

static int run_in_place(struct sed *sed, struct input *input)
{
    int status = 0;
    sed->input = input;
    while (!sed->quitting && input_open(input)) {
        const char *name = input->name;
        sed->files_left = true;
        sed->unfinished = false;
        sed->number = 0;
        run_lines(sed);
        if (!finish_file(sed, name))
            status = 4;
    }
    return status;
}

static const char *read_script(struct sed *sed, const char *name)
{
    const char *problem;
    const struct value *file = process_file(sed->process, name, &problem);
    if (file)
        return arena_copy(sed->process->arena, file_data(file));
    process_complain(sed->process, "sed: couldn't open file %s: %s\n", name, problem);
    process_exit(sed->process, 1);
}

static const char *read_flags(struct sed *sed, struct options *options)
{
    const char *text = NULL;
    for (const struct flag *flag; (flag = options_next(options));) {
        sed->quiet |= flag->letter == 'n';
        sed->extended |= flag->letter == 'E' || flag->letter == 'r';
        sed->in_place |= flag->letter == 'i';
        sed->separate |= flag->letter == 's';
        if (flag->letter == 'i' && options->value)
            sed->suffix = options->value;
        if (flag->letter != 'e' && flag->letter != 'f')
            continue;
        const char *more = flag->letter == 'f' ? read_script(sed, options->value) : options->value;
        text = text ? arena_format(sed->process->arena, "%s\n%s", text, more) : more;
    }
    return text;
}

static int run(struct process *process, int count, char *const *words)
{
    struct sed *sed = arena_allocate(process->arena, sizeof *sed);
    sed->process = process;
    process_own(process, release, sed);
    struct options options = options_begin(process, &sed_program, count, words);
    const char *text = read_flags(sed, &options);
    int first = 0;
    if (!text && options.operand_count == 0) {
        process_complain(process, "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n");
        return 1;
    }
    if (!text)
        text = options.operands[first++];
    sed_parse(process, &sed->script, text, sed->extended);
    sed_resolve_labels(process, &sed->script);
    struct input *input = input_begin(&options, options.operands + first, options.operand_count - first);
    input->before = "can't read ";
    if (sed->in_place && options.operand_count == first) {
        process_complain(process, "sed: no input files\n");
        return 1;
    }
    if (sed->in_place) {
        int status = run_in_place(sed, input);
        return status ? status : input->failed ? 2 : 0;
    }
    sed->input = input;
    if (sed->separate) {
        run_separate(sed);
        return input->failed ? 2 : 0;
    }
    sed->files_left = input_open(input);
    run_lines(sed);
    return input->failed ? 2 : 0;
}

const struct program sed_program = {.name = "sed",
                                    .usage = "sed [OPTION]... {SCRIPT} [FILE]...",
                                    .help = "Edit lines as they pass",
                                    .flags = flags,
                                    .run = run};

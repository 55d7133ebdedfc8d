/* jq: its command line and streams. What it computes comes from libjq, in a worker (worker.h). Messages are
 * those of jq 1.6, the version of Debian 12. */
#include <string.h>

#include "base/limits.h"
#include "data/json.h"
#include "shell/state.h"
#include "tools/input.h"
#include "tools/jq/worker.h"

extern const struct program jq_program;

/* libjq's flags of printing and parsing (jv.h). */
enum { PRINT_PRETTY = 1, PRINT_ASCII = 2, PRINT_COLOR = 4, PRINT_SORTED = 8, PRINT_TAB = 64 };
enum { PARSE_SEQ = 1, PARSE_STREAM = 2, PARSE_STREAM_ERRORS = 4 };
enum { USAGE_STATUS = 2 };

static const char manual[] = "Use jq --help for help with command-line options,\n"
                             "or see the jq manpage, or online docs  at https://stedolan.github.io/jq\n";

struct jq {
    struct process *process;
    struct value *named, *json, *positional;
    const char *filter;
    bool from_file, compact, raw, join, null, slurp, text, seq, exit, ascii, color, sorted, rest_are_arguments,
        rest_are_json, no_more_options;
    int indent; /* -1: tabs */
    int parser;
    char **files;
    int file_count;
    char *const *words;
    int count, at;
};

static _Noreturn void usage_error(struct jq *jq, const char *message)
{
    process_complain(jq->process, "jq: %s\n%s", message, manual);
    process_exit(jq->process, USAGE_STATUS);
}

static void print_help(struct process *process)
{
    process_print(process, "jq - commandline JSON processor [version 1.6]\n\n"
                           "Usage:\tjq [options] <jq filter> [file...]\n"
                           "\tjq [options] --args <jq filter> [strings...]\n"
                           "\tjq [options] --jsonargs <jq filter> [JSON_TEXTS...]\n\n"
                           "Options: -c -n -e -s -r -R -a -C -M -S -j -f, --tab, --indent n, --seq, --stream,\n"
                           "  --arg a v, --argjson a v, --slurpfile a f, --rawfile a f, --args, --jsonargs\n");
    process_exit(process, 0);
}

/* The text of a file that an option names; complains with [before] in front. */
static struct slice read_named(struct jq *jq, const char *name, const char *before)
{
    const char *problem;
    const struct value *file = process_file(jq->process, name, &problem);
    if (file)
        return file_data(file);
    process_complain(jq->process, "jq: %sCould not open %s: %s\n", before, name, problem);
    process_exit(jq->process, USAGE_STATUS);
}

static void take_pair(struct jq *jq, const char *option)
{
    struct arena *arena = jq->process->arena;
    if (jq->at + 2 > jq->count) {
        const char *second = text_equal(option, "--slurpfile") || text_equal(option, "--rawfile") ||
                                     text_equal(option, "--argfile")
                                 ? "filename"
                             : text_equal(option, "--argjson") ? "text"
                                                               : "value";
        usage_error(
            jq, arena_format(arena, "%s takes two parameters (e.g. %s varname %s)", option, option, second));
    }
    const char *name = jq->words[jq->at], *value = jq->words[jq->at + 1];
    jq->at += 2;
    if (value_get(jq->named, name))
        return;
    if (text_equal(option, "--arg")) {
        value_put_text(arena, jq->named, name, value);
        return;
    }
    const char *before = arena_format(arena, "Bad JSON in %s %s %s: ", option, name, value);
    struct slice text = text_equal(option, "--argjson") ? slice_of(value) : read_named(jq, value, before);
    if (text_equal(option, "--rawfile")) {
        value_put(arena, jq->named, name, value_string(arena, text));
        return;
    }
    struct value *row = value_array(arena);
    bool given = text_equal(option, "--argjson");
    value_append(arena, row, value_text(arena, name));
    value_append(arena, row, value_string(arena, text));
    value_append(arena, row, value_text(arena, given ? "text" : "slurp"));
    value_append(arena, row,
                 given ? value_text(arena, "jq: invalid JSON text passed to --argjson")
                       : value_format(arena, "jq: %s", before));
    value_append(arena, jq->json, row);
}

static void take_indent(struct jq *jq)
{
    if (jq->at == jq->count)
        usage_error(jq, "--indent takes one parameter");
    const char *word = jq->words[jq->at++];
    int64_t number = 0;
    slice_to_integer(slice_of(word), &number);
    if (number < -1 || number > 7)
        usage_error(jq, "--indent takes a number between -1 and 7");
    jq->indent = (int)number;
    jq->compact = number == 0;
}

/* Switches, by their letter or their name. */
static bool take_switch(struct jq *jq, char letter, const char *name)
{
    const struct {
        const char *name;
        char letter;
        bool *on;
    } switches[] = {
        {"slurp", 's', &jq->slurp},
        {"raw-output", 'r', &jq->raw},
        {"compact-output", 'c', &jq->compact},
        {"color-output", 'C', &jq->color},
        {"sort-keys", 'S', &jq->sorted},
        {"from-file", 'f', &jq->from_file},
        {"null-input", 'n', &jq->null},
        {"raw-input", 'R', &jq->text},
        {"exit-status", 'e', &jq->exit},
        {"join-output", 'j', &jq->join},
        {"ascii-output", 'a', &jq->ascii},
        {"seq", 0, &jq->seq},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        if (name ? !text_equal(name, switches[i].name) : letter != switches[i].letter || !letter)
            continue;
        *switches[i].on = true;
        return true;
    }
    if (name ? text_equal(name, "monochrome-output") : letter == 'M') {
        jq->color = false;
        return true;
    }
    if (name ? text_equal(name, "help") : letter == 'h')
        print_help(jq->process);
    if (name ? text_equal(name, "version") : letter == 'V') {
        process_print(jq->process, "jq-1.6\n");
        process_exit(jq->process, 0);
    }
    return name && text_equal(name, "unbuffered");
}

static bool take_long(struct jq *jq, const char *word)
{
    static const char *const pairs[] = {"--arg", "--argjson", "--slurpfile", "--rawfile", "--argfile"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (text_equal(word, pairs[i])) {
            take_pair(jq, word);
            return true;
        }
    }
    if (text_equal(word, "--indent")) {
        take_indent(jq);
    } else if (text_equal(word, "--tab")) {
        jq->indent = -1;
        jq->compact = false;
    } else if (text_equal(word, "--args") || text_equal(word, "--jsonargs")) {
        jq->rest_are_arguments = true;
        jq->rest_are_json = text_equal(word, "--jsonargs");
    } else if (text_equal(word, "--stream")) {
        jq->parser |= PARSE_STREAM;
    } else if (text_equal(word, "--stream-errors")) {
        jq->parser |= PARSE_STREAM | PARSE_STREAM_ERRORS;
    } else {
        return take_switch(jq, 0, word + 2);
    }
    return true;
}

static void take_operand(struct jq *jq, char *word)
{
    struct arena *arena = jq->process->arena;
    if (!jq->filter) {
        jq->filter = word;
    } else if (!jq->rest_are_arguments) {
        jq->files[jq->file_count++] = word;
    } else if (!jq->rest_are_json) {
        value_append(arena, jq->positional, value_text(arena, word));
    } else {
        const char *problem;
        const struct value *value = json_read(arena, slice_of(word), &problem);
        if (!value)
            usage_error(jq, "invalid JSON text passed to --jsonargs");
        value_append(arena, jq->positional, value);
    }
}

static void read_words(struct jq *jq)
{
    while (jq->at < jq->count) {
        char *word = jq->words[jq->at++];
        bool known = true;
        if (word[0] != '-' || !word[1] || jq->no_more_options) {
            take_operand(jq, word);
        } else if (text_equal(word, "--")) {
            jq->no_more_options = true;
        } else if (text_starts(word, "--")) {
            known = take_long(jq, word);
        } else if (word[1] == 'L') {
            jq->at += !word[2];
        } else {
            for (const char *letter = word + 1; *letter; letter++)
                known &= take_switch(jq, *letter, NULL);
        }
        if (!known)
            usage_error(jq, arena_format(jq->process->arena, "Unknown option %s", word));
    }
}

static int dump_flags(const struct jq *jq)
{
    int flags = jq->compact ? 0 : jq->indent < 0 ? PRINT_TAB | PRINT_PRETTY : jq->indent << 8 | PRINT_PRETTY;
    return flags | (jq->ascii ? PRINT_ASCII : 0) | (jq->color ? PRINT_COLOR : 0) |
           (jq->sorted ? PRINT_SORTED : 0);
}

static void find_filter(struct jq *jq)
{
    struct process *process = jq->process;
    if (!jq->filter && process_is_terminal(process, STREAM_IN) && process_is_terminal(process, STREAM_OUT)) {
        process_complain(process, "Usage:\tjq [options] <jq filter> [file...]\n"
                                  "\tjq [options] --args <jq filter> [strings...]\n"
                                  "\tjq [options] --jsonargs <jq filter> [JSON_TEXTS...]\n");
        process_exit(process, USAGE_STATUS);
    }
    if (!jq->filter)
        jq->filter = ".";
    else if (jq->from_file)
        jq->filter = arena_copy(process->arena, read_named(jq, jq->filter, ""));
}

static struct slice request_text(struct jq *jq)
{
    struct arena *arena = jq->process->arena;
    struct value *request = value_object(arena);
    struct instant now = process_now(jq->process);
    const struct {
        const char *name;
        bool on;
    } switches[] = {{"raw", jq->raw || jq->join}, {"join", jq->join}, {"seq", jq->seq},  {"null", jq->null},
                    {"slurp", jq->slurp},         {"text", jq->text}, {"exit", jq->exit}};
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        value_put(arena, request, switches[i].name, value_boolean(switches[i].on));
    value_put_text(arena, request, "filter", jq->filter);
    value_put_integer(arena, request, "dump", dump_flags(jq));
    value_put_integer(arena, request, "parser", jq->parser | (jq->seq ? PARSE_SEQ : 0));
    value_put(arena, request, "named", jq->named);
    value_put(arena, request, "json", jq->json);
    value_put(arena, request, "positional", jq->positional);
    value_put(arena, request, "environment", shell_environment(arena, jq->process->shell));
    value_put(arena, request, "now",
              value_format(arena, "%lld.%06lld", (long long)(now.nanoseconds / 1000000000),
                           (long long)(now.nanoseconds / 1000 % 1000000)));
    struct buffer text = {0};
    json_write(&text, request);
    struct slice copy = {arena_copy(arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    return copy;
}

/* A filter that is not heard of, or a worker that died: what jq itself would have said of it. */
static int fail(struct jq *jq, enum jq_event event, int signal)
{
    enum { ABORTED = 6 };
    if (event == JQ_MISSING)
        process_complain(jq->process, "jq: not simulated (libjq.so.1 is not installed)\n");
    else if (event == JQ_HUNG)
        process_complain(jq->process, "ambit: interrupted: jq ran too long (limit JQ_SECONDS)\n");
    else if (signal == ABORTED)
        process_complain(jq->process, "jq: error: cannot allocate memory\n");
    else
        process_complain(jq->process, "Segmentation fault\n");
    return event == JQ_MISSING ? 127 : event == JQ_HUNG ? 130 : 128 + signal;
}

static void feed(struct jq_worker *worker, struct input *input, bool *open)
{
    struct slice some = {0};
    while (!some.length && (*open || (*open = input_open(input)))) {
        some = input_some(input);
        *open = some.length > 0;
    }
    const char *name = input->name ? text_equal(input->name, "-") ? "<stdin>" : input->name : "";
    jq_worker_feed(worker, slice_of(name), some, !some.length);
}

static int converse(struct jq *jq, struct jq_worker *worker, struct input *input)
{
    struct process *process = jq->process;
    struct buffer *bytes = arena_allocate(process->arena, sizeof *bytes);
    bool open = false;
    int status = 0;
    process_own(process, (void (*)(void *))buffer_release, bytes);
    for (;;) {
        enum jq_event event = jq_worker_next(worker, bytes, &status);
        if (event == JQ_OUTPUT || event == JQ_ERRORS)
            process_write(process, event == JQ_OUTPUT ? STREAM_OUT : STREAM_ERROR, buffer_slice(bytes));
        else if (event == JQ_WANTS)
            feed(worker, input, &open);
        else if (event == JQ_ENDED)
            return input->failed && !status ? USAGE_STATUS : status;
        else
            return fail(jq, event, status);
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct arena *arena = process->arena;
    struct jq jq = {.process = process, .words = words, .count = count, .at = 1, .indent = 2};
    jq.named = value_object(arena);
    jq.json = value_array(arena);
    jq.positional = value_array(arena);
    jq.files = arena_allocate(arena, ((size_t)count + 1) * sizeof *jq.files);
    read_words(&jq);
    find_filter(&jq);
    struct options options = {.process = process, .program = &jq_program};
    struct input *input = input_begin(&options, jq.files, jq.file_count);
    input->before = "error: Could not open file ";
    struct jq_worker *worker = jq_worker_start(request_text(&jq));
    if (!worker) {
        process_complain(process, "jq: error: cannot allocate memory\n");
        return 134;
    }
    process_own(process, (void (*)(void *))jq_worker_stop, worker);
    return converse(&jq, worker, input);
}

const struct program jq_program = {
    .name = "jq",
    .usage = "jq [OPTION]... FILTER [FILE]...",
    .help = "Take JSON apart and put it together",
    .run = run,
};

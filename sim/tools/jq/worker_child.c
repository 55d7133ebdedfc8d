/* The worker's side: jq's own main program (jq 1.6, main.c) over libjq, its streams replaced by the socket.
 *
 * The request: {filter, dump, parser: numbers; raw, join, seq, null, slurp, text, exit: booleans; named: {name:
 * text}, json: [[name, text, words for the message]...], positional: [text or JSON text], environment:
 * ["NAME=value"...], now: seconds as a JSON number}. */
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "tools/jq/library.h"
#include "tools/jq/worker.h"

struct child {
    struct jq_library *jq;
    jq_state *state;
    jv request;
    int errors; /* the file that stands for standard error */
    off_t said; /* bytes of it that the parent has */
    jv_parser *parser;
    struct buffer unread; /* input */
    struct buffer line;   /* being parsed */
    struct buffer name;   /* of the file it is from */
    unsigned long lines;
    bool opened, ended;
    bool slurping;
    jv slurped;
};

enum { STATUS_NULL = -1, STATUS_SYSTEM = 2, STATUS_COMPILE = 3, STATUS_NOTHING = -4, STATUS_ERROR = 5 };

/* --- the socket --- */

static void send_all(const void *bytes, size_t length)
{
    for (const char *at = bytes; length;) {
        ssize_t sent = write(STDIN_FILENO, at, length);
        if (sent <= 0)
            _exit(1);
        at += sent;
        length -= (size_t)sent;
    }
}

static void receive_all(void *bytes, size_t length)
{
    for (char *at = bytes; length;) {
        ssize_t count = read(STDIN_FILENO, at, length);
        if (count <= 0)
            _exit(1);
        at += count;
        length -= (size_t)count;
    }
}

static void receive_text(struct buffer *text)
{
    uint32_t length;
    receive_all(&length, sizeof length);
    buffer_clear(text);
    buffer_add_repeated(text, 0, length);
    if (length)
        receive_all(text->data, length);
}

static void send_event(enum jq_event event, struct slice bytes)
{
    uint32_t head[] = {(uint32_t)event, (uint32_t)bytes.length};
    send_all(head, sizeof head);
    send_all(bytes.data, bytes.length);
}

static _Noreturn void end(int status)
{
    uint32_t head[] = {JQ_ENDED, (uint32_t)status};
    send_all(head, sizeof head);
    _exit(0);
}

/* What libjq has written to standard error since the last time. */
static void send_errors(struct child *child)
{
    struct buffer bytes = {0};
    off_t there = lseek(child->errors, 0, SEEK_CUR);
    if (there <= child->said)
        return;
    buffer_add_repeated(&bytes, 0, (size_t)(there - child->said));
    if (pread(child->errors, bytes.data, bytes.length, child->said) == (ssize_t)bytes.length)
        send_event(JQ_ERRORS, buffer_slice(&bytes));
    child->said = there;
    buffer_release(&bytes);
}

static void complain(struct child *child, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void complain(struct child *child, const char *format, ...)
{
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&text, format, arguments);
    va_end(arguments);
    send_errors(child);
    send_event(JQ_ERRORS, buffer_slice(&text));
    buffer_release(&text);
}

/* --- the request --- */

static jv option(struct child *child, const char *name)
{
    struct jq_library *jq = child->jq;
    return jq->jv_object_get(jq->jv_copy(child->request), jq->jv_string(name));
}

static bool is_on(struct child *child, const char *name)
{
    jv value = option(child, name);
    bool on = child->jq->jv_get_kind(value) == JV_KIND_TRUE;
    child->jq->jv_free(value);
    return on;
}

static int number_of(struct child *child, const char *name)
{
    return (int)child->jq->jv_number_value(option(child, name));
}

static void set_environment(struct child *child)
{
    struct jq_library *jq = child->jq;
    jv all = option(child, "environment");
    int count = jq->jv_array_length(jq->jv_copy(all));
    for (int i = 0; i < count; i++) {
        jv one = jq->jv_array_get(jq->jv_copy(all), i);
        char *copy = memory_allocate((size_t)jq->jv_string_length_bytes(jq->jv_copy(one)) + 1);
        memcpy(copy, jq->jv_string_value(one), slice_of(jq->jv_string_value(one)).length);
        putenv(copy);
        jq->jv_free(one);
    }
    jq->jv_free(all);
}

/* --argjson, --slurpfile: texts that must be JSON; what they are called in messages comes with them. */
static jv add_json(struct child *child, jv named)
{
    struct jq_library *jq = child->jq;
    jv all = option(child, "json");
    int count = jq->jv_array_length(jq->jv_copy(all));
    for (int i = 0; i < count; i++) {
        jv row = jq->jv_array_get(jq->jv_copy(all), i), text = jq->jv_array_get(jq->jv_copy(row), 1), value;
        const char *bytes = jq->jv_string_value(text);
        int length = jq->jv_string_length_bytes(jq->jv_copy(text));
        jv kind = jq->jv_array_get(jq->jv_copy(row), 2);
        bool whole_file = jq->jv_string_value(kind)[0] == 's';
        if (whole_file) {
            jv_parser *parser = jq->jv_parser_new(0);
            jq->jv_parser_set_buf(parser, bytes, length, 0);
            value = jq->jv_array();
            jv one;
            while (jq->jv_get_kind(one = jq->jv_parser_next(parser)) != JV_KIND_INVALID)
                value = jq->jv_array_append(value, one);
            if (jq->jv_invalid_has_msg(jq->jv_copy(one)))
                value = one;
        } else {
            value = jq->jv_parse_sized(bytes, length);
        }
        if (jq->jv_get_kind(value) == JV_KIND_INVALID) {
            jv words = jq->jv_array_get(jq->jv_copy(row), 3);
            const char *said = jq->jv_invalid_has_msg(jq->jv_copy(value))
                                   ? jq->jv_string_value(jq->jv_invalid_get_msg(value))
                                   : "";
            complain(child, "%s%s%s", jq->jv_string_value(words), whole_file ? said : "",
                     whole_file
                         ? "\n"
                         : "\nUse jq --help for help with command-line options,\nor see the jq manpage, or "
                           "online docs  at https://stedolan.github.io/jq\n");
            end(STATUS_SYSTEM);
        }
        named = jq->jv_object_set(named, jq->jv_array_get(row, 0), value);
    }
    return named;
}

static jv arguments(struct child *child)
{
    struct jq_library *jq = child->jq;
    jv named = add_json(child, option(child, "named"));
    jv all = jq->jv_object();
    all = jq->jv_object_set(all, jq->jv_string("positional"), option(child, "positional"));
    all = jq->jv_object_set(all, jq->jv_string("named"), jq->jv_copy(named));
    return jq->jv_object_set(named, jq->jv_string("ARGS"), all);
}

/* --- input, as jq's util.c reads it: line by line, for the parser and for messages --- */

/* One more line in child->line; true: the input has ended behind it. */
static bool read_line(struct child *child)
{
    buffer_clear(&child->line);
    for (;;) {
        struct slice bytes = buffer_slice(&child->unread);
        size_t newline = slice_find_byte(bytes, '\n');
        if (newline < bytes.length || child->ended) {
            size_t length = newline + (newline < bytes.length);
            buffer_add(&child->line, slice_part(bytes, 0, length));
            buffer_drop_front(&child->unread, length);
            child->lines += newline < bytes.length;
            return child->ended && newline == bytes.length;
        }
        uint32_t last;
        struct buffer more = {0}, name = {0};
        send_errors(child);
        send_event(JQ_WANTS, (struct slice){0});
        receive_all(&last, sizeof last);
        receive_text(&name);
        receive_text(&more);
        if (!child->opened || !slice_equal(buffer_slice(&name), buffer_slice(&child->name))) {
            buffer_clear(&child->name);
            buffer_add(&child->name, buffer_slice(&name));
            child->lines = 0;
            child->opened = name.length > 0;
        }
        child->ended = last;
        buffer_add(&child->unread, buffer_slice(&more));
        buffer_release(&more);
        buffer_release(&name);
    }
}

static jv line_text(struct child *child, size_t length)
{
    return child->jq->jv_string_sized(buffer_text(&child->line), (int)length);
}

static jv next_text(struct child *child)
{
    struct jq_library *jq = child->jq;
    bool last;
    do {
        last = read_line(child);
        if (!child->line.length)
            continue;
        if (child->slurping)
            child->slurped = jq->jv_string_concat(child->slurped, line_text(child, child->line.length));
        else
            return line_text(child, child->line.length - slice_ends(buffer_slice(&child->line), "\n"));
    } while (!last);
    if (!child->slurping)
        return jq->jv_invalid();
    child->slurping = false;
    return child->slurped;
}

static jv next_input(jq_state *state, void *context)
{
    struct child *child = context;
    struct jq_library *jq = child->jq;
    bool last = child->ended && !child->unread.length, more = false;
    (void)state;
    if (!child->parser)
        return next_text(child);
    do {
        if (!jq->jv_parser_remaining(child->parser)) {
            last = read_line(child);
            jq->jv_parser_set_buf(child->parser, buffer_text(&child->line), (int)child->line.length, !last);
        }
        jv value = jq->jv_parser_next(child->parser);
        bool valid = jq->jv_get_kind(value) != JV_KIND_INVALID;
        if (!valid && jq->jv_invalid_has_msg(jq->jv_copy(value)))
            return value;
        if (valid && !child->slurping)
            return value;
        if (valid)
            child->slurped = jq->jv_array_append(child->slurped, value);
        more = jq->jv_parser_remaining(child->parser) != 0;
    } while (!last || more);
    if (!child->slurping)
        return jq->jv_invalid();
    child->slurping = false;
    return child->slurped;
}

/* --- running --- */

static void send_value(struct child *child, jv value)
{
    struct jq_library *jq = child->jq;
    struct buffer text = {0};
    int dump = number_of(child, "dump");
    if (is_on(child, "raw") && jq->jv_get_kind(value) == JV_KIND_STRING && !(dump & JV_PRINT_ASCII)) {
        buffer_add(&text, (struct slice){jq->jv_string_value(value),
                                         (size_t)jq->jv_string_length_bytes(jq->jv_copy(value))});
        jq->jv_free(value);
    } else {
        if (is_on(child, "seq"))
            buffer_add_byte(&text, '\036');
        jv shown = jq->jv_dump_string(value, dump);
        buffer_add_text(&text, jq->jv_string_value(shown));
        jq->jv_free(shown);
    }
    if (!is_on(child, "join"))
        buffer_add_byte(&text, '\n');
    send_errors(child);
    send_event(JQ_OUTPUT, buffer_slice(&text));
    buffer_release(&text);
}

/* What halt and halt_error leave: their message, their status. */
static int take_halt(struct child *child)
{
    struct jq_library *jq = child->jq;
    jv code = jq->jq_get_exit_code(child->state), message = jq->jq_get_error_message(child->state);
    jv_kind kind = jq->jv_get_kind(message);
    if (kind == JV_KIND_STRING)
        complain(child, "%s", jq->jv_string_value(message));
    else if (kind != JV_KIND_INVALID && kind != JV_KIND_NULL)
        complain(child, "%s\n", jq->jv_string_value(jq->jv_dump_string(message, 0)));
    return jq->jv_get_kind(code) == JV_KIND_INVALID  ? 0
           : jq->jv_get_kind(code) == JV_KIND_NUMBER ? (int)jq->jv_number_value(code)
                                                     : STATUS_ERROR;
}

static void tell_exception(struct child *child, jv message)
{
    struct jq_library *jq = child->jq;
    bool text = jq->jv_get_kind(message) == JV_KIND_STRING;
    if (!text)
        message = jq->jv_dump_string(message, 0);
    if (child->opened)
        complain(child, "jq: error (at %s:%lu)%s: %s\n", buffer_text(&child->name), child->lines,
                 text ? "" : " (not a string)", jq->jv_string_value(message));
    else
        complain(child, "jq: error (at <unknown>)%s: %s\n", text ? "" : " (not a string)",
                 jq->jv_string_value(message));
}

static int process_value(struct child *child, jv value)
{
    struct jq_library *jq = child->jq;
    int status = STATUS_NOTHING;
    jv result;
    jq->jq_start(child->state, value, 0);
    while (jq->jv_get_kind(result = jq->jq_next(child->state)) != JV_KIND_INVALID) {
        jv_kind kind = jq->jv_get_kind(result);
        status = kind == JV_KIND_FALSE || kind == JV_KIND_NULL ? STATUS_NULL : 0;
        send_value(child, result);
    }
    send_errors(child);
    if (jq->jq_halted(child->state))
        return take_halt(child);
    if (jq->jv_invalid_has_msg(jq->jv_copy(result))) {
        tell_exception(child, jq->jv_invalid_get_msg(result));
        return STATUS_ERROR;
    }
    return status;
}

/* The inputs one by one; what the program ends with (jq's --exit-status: by the last result). */
static int process_inputs(struct child *child)
{
    struct jq_library *jq = child->jq;
    int status = STATUS_NOTHING, last = -1;
    bool once = is_on(child, "null");
    do {
        jv value = once ? jq->jv_null() : next_input(child->state, child);
        if (jq->jv_get_kind(value) != JV_KIND_INVALID) {
            status = process_value(child, value);
            if (status <= 0 && status != STATUS_NOTHING)
                last = status != STATUS_NULL;
            if (jq->jq_halted(child->state))
                return status < 0 ? -status : status;
            continue;
        }
        if (!jq->jv_invalid_has_msg(jq->jv_copy(value)))
            break;
        complain(child, "parse error: %s\n", jq->jv_string_value(jq->jv_invalid_get_msg(value)));
        return -STATUS_NOTHING;
    } while (!once);
    if (!is_on(child, "exit") || status > 0)
        return status > 0 ? status : 0;
    return last < 0 ? -STATUS_NOTHING : last == 0 ? -STATUS_NULL : 0;
}

static void tell_debug(void *context, jv message)
{
    struct child *child = context;
    jv shown = child->jq->jv_dump_string(message, 0);
    complain(child, "[\"DEBUG:\",%s]\n", child->jq->jv_string_value(shown));
    child->jq->jv_free(shown);
}

/* `now` is the session's: a definition in front of the filter. It stands on a line that messages do not count.
 */
static bool compile(struct child *child)
{
    struct jq_library *jq = child->jq;
    struct buffer text = {0};
    jv filter = option(child, "filter"), now = option(child, "now");
    const char *plain = jq->jv_string_value(filter);
    if (strstr(plain, "now"))
        buffer_format(&text, "def now: %s; ", jq->jv_string_value(now));
    buffer_add_text(&text, plain);
    jq->jq_set_attr(child->state, jq->jv_string("JQ_LIBRARY_PATH"), jq->jv_array());
    jq->jq_set_attr(child->state, jq->jv_string("JQ_ORIGIN"), jq->jv_string("/"));
    jq->jq_set_attr(child->state, jq->jv_string("PROGRAM_ORIGIN"), jq->jv_string("/"));
    jq->jq_set_input_cb(child->state, next_input, child);
    jq->jq_set_debug_cb(child->state, tell_debug, child);
    bool compiled = jq->jq_compile_args(child->state, buffer_text(&text), arguments(child));
    buffer_release(&text);
    send_errors(child);
    return compiled;
}

static bool load(struct jq_library *jq)
{
    void *library = dlopen("libjq.so.1", RTLD_NOW);
    bool all = library != NULL;
    /* A pointer to a function comes as one to data (POSIX dlsym). */
#define JQ_LOAD(result, name, arguments)                                                                       \
    {                                                                                                          \
        void *found = all ? dlsym(library, #name) : NULL;                                                      \
        memcpy(&jq->name, &found, sizeof found);                                                               \
        all = found != NULL;                                                                                   \
    }
    JQ_FUNCTIONS(JQ_LOAD)
#undef JQ_LOAD
    return all;
}

static void limit(int what, rlim_t value)
{
    const struct rlimit both = {value, value};
    setrlimit(what, &both);
}

/* No files, some memory, some time; what is left open of the parent's is closed. */
static void restrict_self(struct child *child)
{
    child->errors = memfd_create("errors", 0);
    dup2(child->errors, STDERR_FILENO);
    close(child->errors);
    child->errors = STDERR_FILENO;
    close_range(STDERR_FILENO + 1, ~0u, 0);
    limit(RLIMIT_NOFILE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, LIMIT_JQ_SECONDS);
#ifndef __SANITIZE_ADDRESS__ /* whose shadow is larger than any limit */
    limit(RLIMIT_AS, LIMIT_JQ_MEMORY);
#endif
}

int jq_worker_run(void)
{
    struct jq_library library = {0};
    struct child child = {.jq = &library};
    struct buffer request = {0};
    if (!load(&library)) {
        uint32_t head[] = {JQ_MISSING, 0};
        send_all(head, sizeof head);
        return 0;
    }
    restrict_self(&child);
    receive_text(&request);
    child.request = library.jv_parse_sized(buffer_text(&request), (int)request.length);
    set_environment(&child);
    bool text = is_on(&child, "text");
    child.slurping = is_on(&child, "slurp");
    child.slurped = text ? library.jv_string("") : library.jv_array();
    child.parser = text ? NULL : library.jv_parser_new(number_of(&child, "parser"));
    child.state = library.jq_init();
    int status = compile(&child) ? process_inputs(&child) : STATUS_COMPILE;
    send_errors(&child);
    end(status & 0xff);
}

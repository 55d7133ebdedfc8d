/* Records in, text out: the files of ARGV, and what getline, print and close name. A stream that is no standard
 * one takes the place of one while it is read or written; both are held open meanwhile. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/stream.h"
#include "tools/awk/awk.h"
#include "tools/start.h"

enum { PIPE_CHUNK = 4096, FILE_CHUNK = 65536 };

/* --- holding --- */

static void hold(struct stream *stream, int descriptor)
{
    stream_open_at(stream_ref(stream), descriptor);
}

static void let_go(struct stream *stream, int descriptor)
{
    if (!stream)
        return;
    stream_close_at(stream, descriptor);
    stream_unref(stream);
}

/* Puts [stream] at a standard descriptor; NULL puts the one back that was there. */
static void swap(struct awk *awk, int descriptor, struct stream *stream)
{
    struct stream *now = awk->process->streams[descriptor];
    if (stream && now && !awk->held[descriptor]) {
        hold(now, descriptor);
        awk->held[descriptor] = now;
    }
    process_set_stream(awk->process, descriptor, stream ? stream : awk->held[descriptor]);
}

static void channel_free(struct awk *awk, struct channel *channel)
{
    let_go(channel->stream, channel->output ? STREAM_OUT : STREAM_IN);
    buffer_release(&channel->bytes);
    buffer_release(&channel->reader.bytes);
    (void)awk;
    memory_free(channel);
}

void awk_release_streams(struct awk *awk)
{
    while (awk->channels) {
        struct channel *channel = awk->channels;
        awk->channels = channel->next;
        channel_free(awk, channel);
    }
    for (int i = 0; i < 2; i++) {
        let_go(awk->held[i], i);
        awk->held[i] = NULL;
    }
    buffer_release(&awk->standard.bytes);
    buffer_release(&awk->file.bytes);
    buffer_release(&awk->out);
}

/* --- records --- */

static void fill(struct awk *awk, struct reader *reader)
{
    char bytes[PIPE_CHUNK];
    if (reader->taken) {
        buffer_drop_front(&reader->bytes, reader->taken);
        reader->taken = 0;
    }
    if (reader->bytes.length > LIMIT_FILE_BYTES * 2)
        awk_out_of_memory(awk);
    if (reader->stream)
        swap(awk, STREAM_IN, reader->stream);
    size_t count = process_read(awk->process, STREAM_IN, bytes, sizeof bytes);
    if (reader->stream)
        swap(awk, STREAM_IN, NULL);
    reader->ended = count == 0;
    buffer_add(&reader->bytes, (struct slice){bytes, count});
}

static struct slice unread(const struct reader *reader)
{
    return slice_part(buffer_slice(&reader->bytes), reader->taken, reader->bytes.length);
}

/* Where the record at the front ends and the next begins, as far as the bytes show. */
static bool find_byte(struct slice bytes, size_t seen, char separator, size_t *end, size_t *next)
{
    *end = seen + slice_find_byte(slice_part(bytes, seen, bytes.length), separator);
    *next = *end + 1;
    return *end < bytes.length;
}

static bool find_paragraph(struct slice bytes, bool ended, size_t *end, size_t *next)
{
    *end = slice_find(bytes, SLICE("\n\n"));
    if (*end == bytes.length)
        return false;
    *next = *end;
    while (*next < bytes.length && bytes.data[*next] == '\n')
        ++*next;
    return *next < bytes.length || ended;
}

static bool find_pattern(struct awk *awk, struct slice bytes, struct slice separator, bool ended, size_t *end,
                         size_t *next)
{
    const struct pattern *pattern = awk_pattern_of(awk, separator);
    size_t at = 0;
    while (awk_match(pattern, bytes, at, end, next)) {
        if (*next > *end)
            return *next < bytes.length || ended;
        at = *next + 1;
        if (at > bytes.length)
            break;
    }
    return false;
}

static bool read_record(struct awk *awk, struct reader *reader, struct awk_text **record)
{
    struct awk_text *separator = awk_special_text(awk, SPECIAL_RS);
    size_t end = 0, next = 0, seen = 0;
    bool found = false;
    for (;;) {
        struct slice bytes = unread(reader);
        while (!separator->length && bytes.length && bytes.data[0] == '\n') {
            reader->taken++;
            bytes = unread(reader);
        }
        if (separator->length == 1)
            found = find_byte(bytes, seen, separator->bytes[0], &end, &next);
        else if (!separator->length)
            found = find_paragraph(bytes, reader->ended, &end, &next);
        else
            found = find_pattern(awk, bytes, awk_text_slice(separator), reader->ended, &end, &next);
        if (found || reader->ended)
            break;
        seen = bytes.length;
        fill(awk, reader);
    }
    struct slice bytes = unread(reader);
    if (!found) {
        end = next = bytes.length;
        if (!separator->length && slice_ends(bytes, "\n"))
            end--;
    }
    awk_text_unref(awk, separator);
    if (!bytes.length)
        return false;
    *record = awk_text_new(awk, slice_part(bytes, 0, end));
    reader->taken += next;
    return true;
}

/* --- the files of ARGV --- */

static void open_file(struct awk *awk, const char *name)
{
    const char *problem;
    awk->any_file = true;
    awk_set_special(awk, SPECIAL_FNR, 0);
    if (text_equal(name, "-") || text_equal(name, "/dev/stdin")) {
        awk->input = &awk->standard;
        return;
    }
    const struct value *file =
        text_equal(name, "/dev/null") ? NULL : process_file(awk->process, name, &problem);
    if (!file && !text_equal(name, "/dev/null")) {
        awk_flush_all(awk);
        if (text_equal(problem, "Is a directory"))
            process_complain(awk->process, "awk: read error (%s)\n", problem);
        else
            process_complain(awk->process, "awk: cannot open %s (%s)\n", name, problem);
        process_exit(awk->process, 2);
    }
    buffer_clear(&awk->file.bytes);
    awk->file.taken = 0;
    awk->file.ended = true;
    buffer_add(&awk->file.bytes, file ? file_data(file) : SLICE(""));
    awk->input = &awk->file;
}

/* "name=value" among the files is an assignment. */
static bool is_assignment(struct slice word, size_t *equals)
{
    *equals = slice_find_byte(word, '=');
    if (*equals == word.length || !*equals || ascii_is_digit(word.data[0]))
        return false;
    for (size_t i = 0; i < *equals; i++)
        if (!ascii_is_letter(word.data[i]) && !ascii_is_digit(word.data[i]) && word.data[i] != '_')
            return false;
    return true;
}

static bool open_next(struct awk *awk)
{
    struct array *arguments = awk->globals[SPECIAL_ARGV].array;
    while (awk->argument < awk_special_number(awk, SPECIAL_ARGC)) {
        size_t equals;
        const char *key = arena_format(awk->process->arena, "%d", awk->argument++);
        struct cell *cell = arguments ? awk_array_find(arguments, slice_of(key)) : NULL;
        if (!cell)
            continue;
        struct awk_text *name = awk_cell_to_text(awk, cell, false);
        if (is_assignment(awk_text_slice(name), &equals)) {
            awk_assign_argument(awk, slice_part(awk_text_slice(name), 0, equals),
                                slice_part(awk_text_slice(name), equals + 1, name->length));
        } else if (name->length) {
            struct cell *shown = &awk->globals[SPECIAL_FILENAME].cell;
            open_file(awk, name->bytes);
            awk_cell_release(awk, shown);
            *shown = awk_cell_text(name);
            return true;
        }
        awk_text_unref(awk, name);
    }
    if (awk->any_file)
        return false;
    open_file(awk, "-");
    return true;
}

bool awk_next_record(struct awk *awk, struct awk_text **record)
{
    while (awk->input || open_next(awk)) {
        if (read_record(awk, awk->input, record)) {
            awk_set_special(awk, SPECIAL_NR, awk_special_number(awk, SPECIAL_NR) + 1);
            awk_set_special(awk, SPECIAL_FNR, awk_special_number(awk, SPECIAL_FNR) + 1);
            return true;
        }
        awk->input = NULL;
    }
    return false;
}

void awk_skip_file(struct awk *awk)
{
    awk->input = NULL;
}

/* --- channels --- */

static struct channel *find_channel(struct awk *awk, struct slice name, bool output)
{
    for (struct channel *channel = awk->channels; channel; channel = channel->next)
        if (channel->output == output && slice_equal(awk_text_slice(channel->name), name))
            return channel;
    return NULL;
}

static struct channel *new_channel(struct awk *awk, struct awk_text *name, bool output)
{
    struct channel *channel = memory_allocate(sizeof *channel);
    *channel = (struct channel){.name = awk_text_ref(name), .output = output, .descriptor = -1};
    channel->reads = &channel->reader;
    struct channel **end = &awk->channels; /* in the order of opening: so they are closed */
    while (*end)
        end = &(*end)->next;
    *end = channel;
    return channel;
}

/* A command by the shell, with one of its streams a pipe to here. */
static void start_command(struct awk *awk, struct channel *channel)
{
    struct process *process = awk->process;
    char *const words[] = {(char *)"sh", (char *)"-c", channel->name->bytes};
    const struct program *shell = process_find_program(process, "sh");
    struct stream *reading, *writing;
    stream_pipe(&reading, &writing);
    struct stream *own = channel->output ? writing : reading, *other = channel->output ? reading : writing;
    struct spawn spawn = {.run = shell ? shell->run : NULL, .count = 3, .words = words};
    memcpy(spawn.streams, process->streams, sizeof spawn.streams);
    spawn.streams[channel->output ? STREAM_IN : STREAM_OUT] = other;
    hold(own, channel->output ? STREAM_OUT : STREAM_IN);
    stream_unref(own);
    channel->stream = channel->reader.stream = own;
    process_own(process, (void (*)(void *))stream_unref, other);
    channel->child = shell ? process_spawn(process, &spawn) : NULL;
    process_disown(process, other);
    stream_unref(other);
    if (!channel->child)
        awk_fail(awk, "cannot %s \"%s\" (%s)", channel->output ? "write to pipe" : "read from pipe",
                 channel->name->bytes,
                 shell ? "Resource temporarily unavailable" : "No such file or directory");
}

static void open_output(struct awk *awk, struct channel *channel, int operator)
{
    static const char *const names[] = {"-", "/dev/stdout", "/dev/stderr", "/dev/null"};
    const char *name = channel->name->bytes, *problem = "No such file or directory";
    if (operator== '|') {
        awk_flush_all(awk);
        start_command(awk, channel);
        return;
    }
    for (int i = 0; i < 3; i++)
        if (text_equal(name, names[i]))
            channel->descriptor = i == 2 ? STREAM_ERROR : STREAM_OUT;
    if (channel->descriptor >= 0)
        return;
    channel->stream = text_equal(name, names[3]) ? stream_null()
                      : *name ? stream_to_file(awk->process, name, operator== TOKEN_APPEND, &problem)
                              : NULL;
    if (!channel->stream) {
        awk_flush_all(awk);
        process_complain(awk->process, "awk: cannot open \"%s\" for output (%s)\n", name, problem);
        process_exit(awk->process, 2);
    }
    stream_open_at(channel->stream, STREAM_OUT);
}

void awk_flush(struct awk *awk)
{
    process_write(awk->process, STREAM_OUT, buffer_slice(&awk->out));
    buffer_clear(&awk->out);
}

static void flush_channel(struct awk *awk, struct channel *channel)
{
    if (!channel->output || !channel->bytes.length)
        return;
    if (channel->descriptor >= 0) {
        process_write(awk->process, channel->descriptor, buffer_slice(&channel->bytes));
    } else {
        swap(awk, STREAM_OUT, channel->stream);
        process_write(awk->process, STREAM_OUT, buffer_slice(&channel->bytes));
        swap(awk, STREAM_OUT, NULL);
    }
    buffer_clear(&channel->bytes);
}

void awk_flush_all(struct awk *awk)
{
    awk_flush(awk);
    for (struct channel *channel = awk->channels; channel; channel = channel->next)
        flush_channel(awk, channel);
}

static void write_out(struct awk *awk, struct slice bytes)
{
    buffer_add(&awk->out, bytes);
    if (awk->immediate || awk->out.length >= PIPE_CHUNK)
        awk_flush(awk);
}

void awk_write(struct awk *awk, const struct awk_node *statement, struct slice bytes)
{
    if (!statement->operator) {
        write_out(awk, bytes);
        return;
    }
    awk_evaluate(awk, statement->right);
    struct awk_text *name = awk_pop_text(awk);
    struct channel *channel = find_channel(awk, awk_text_slice(name), true);
    if (!channel) {
        channel = new_channel(awk, name, true);
        open_output(awk, channel, statement->operator);
    }
    awk_text_unref(awk, name);
    if (channel->descriptor == STREAM_OUT) {
        write_out(awk, bytes);
        return;
    }
    buffer_add(&channel->bytes, bytes);
    size_t most = channel->child ? PIPE_CHUNK : FILE_CHUNK;
    if (channel->descriptor >= 0 || channel->bytes.length >= most)
        flush_channel(awk, channel);
}

static int close_channel(struct awk *awk, struct channel *channel)
{
    struct process *child = channel->child;
    struct channel **link = &awk->channels;
    flush_channel(awk, channel);
    while (*link != channel)
        link = &(*link)->next;
    *link = channel->next;
    awk_text_unref(awk, channel->name);
    channel_free(awk, channel);
    return child ? process_await(awk->process, child) : 0;
}

int awk_close(struct awk *awk, struct slice name)
{
    int status = -1;
    awk_flush(awk);
    for (int output = 0; output < 2; output++) {
        struct channel *channel = find_channel(awk, name, output);
        if (channel)
            status = close_channel(awk, channel);
    }
    return status;
}

void awk_close_all(struct awk *awk)
{
    awk_flush_all(awk);
    while (awk->channels)
        close_channel(awk, awk->channels);
}

int awk_system(struct awk *awk, const char *command)
{
    char *const words[] = {(char *)"sh", (char *)"-c", (char *)command};
    awk_flush_all(awk);
    return start_program(awk->process, "awk", 3, words, NULL, NULL);
}

/* --- getline --- */

static struct channel *open_input(struct awk *awk, struct awk_text *name, bool command)
{
    const char *problem;
    struct channel *channel = find_channel(awk, awk_text_slice(name), false);
    if (channel)
        return channel;
    const struct value *file = NULL;
    bool standard = text_equal(name->bytes, "-") || text_equal(name->bytes, "/dev/stdin");
    if (!command && !standard && name->length)
        file = process_file(awk->process, name->bytes, &problem);
    if (!command && !standard && !file)
        return NULL;
    channel = new_channel(awk, name, false);
    if (command) {
        awk_flush_all(awk);
        start_command(awk, channel);
    } else if (standard) {
        channel->reads = &awk->standard;
    } else {
        buffer_add(&channel->reader.bytes, file_data(file));
        channel->reader.ended = true;
    }
    return channel;
}

static bool get_record(struct awk *awk, const struct awk_node *node, struct awk_text **record, bool *failed)
{
    if (!node->operator)
        return awk_next_record(awk, record);
    awk_evaluate(awk, node->right);
    struct awk_text *name = awk_pop_text(awk);
    struct channel *channel = open_input(awk, name, node->operator== '|');
    awk_text_unref(awk, name);
    *failed = !channel;
    return channel && read_record(awk, channel->reads, record);
}

void awk_getline(struct awk *awk, const struct awk_node *node)
{
    struct awk_text *record;
    bool failed = false;
    awk_step(awk);
    if (!get_record(awk, node, &record, &failed)) {
        awk_push(awk, awk_cell_number(failed ? -1 : 0));
        return;
    }
    if (node->left)
        awk_store(awk, node->left, awk_cell_maybe(record));
    else
        awk_set_record(awk, record);
    awk_push(awk, awk_cell_number(1));
}

#include "shell/process.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/host.h"
#include "shell/hosts.h"
#include "shell/signals.h"
#include "shell/stream.h"
#include "traffic/configuration.h"

static bool readable(const void *context)
{
    return stream_readable(context);
}

static bool writable(const void *context)
{
    return stream_writable(context);
}

/* In which pieces a pipe is read depends on who runs when, and time must not: what costs is a page of it, and
 * its end. */
static size_t read_pipe(struct process *process, struct stream *stream, char *bytes, size_t size)
{
    enum { PAGE = 4096 };
    process->host->give_way(process);
    if (!stream_readable(stream))
        process->host->wait(process, readable, stream, INSTANT_NEVER, WAIT_PASSIVE);
    size_t count = stream_take(stream, bytes, size), before = stream->passed;
    stream->passed += count;
    for (size_t page = before / PAGE; count == 0 || page < stream->passed / PAGE; page++) {
        process->host->tick(process);
        if (count == 0)
            break;
    }
    return count;
}

size_t process_read(struct process *process, int descriptor, char *bytes, size_t size)
{
    struct stream *stream = stream_behind(process->streams[descriptor]);
    if (!stream)
        return 0;
    if (stream->kind == STREAM_PIPE)
        return read_pipe(process, stream, bytes, size);
    process->host->tick(process);
    if (stream->kind == STREAM_TERMINAL)
        process->host->await_turn(process);
    if (!stream_readable(stream))
        process->host->wait(process, readable, stream, INSTANT_NEVER,
                            stream->kind == STREAM_TERMINAL ? WAIT_FOLLOW : WAIT_PASSIVE);
    return stream_take(stream, bytes, size);
}

bool process_read_line(struct process *process, int descriptor, struct slice *line)
{
    struct buffer collected = {0};
    char byte;
    process_own(process, (void (*)(void *))buffer_release, &collected);
    while (collected.length < LIMIT_LINE_BYTES && process_read(process, descriptor, &byte, 1)) {
        buffer_add_byte(&collected, byte);
        if (byte == '\n')
            break;
    }
    bool any = collected.length > 0;
    *line = (struct slice){arena_copy(process->arena, buffer_slice(&collected)), collected.length};
    process_disown(process, &collected);
    buffer_release(&collected);
    return any;
}

struct slice process_read_all(struct process *process, int descriptor)
{
    struct buffer collected = {0};
    process_own(process, (void (*)(void *))buffer_release, &collected);
    char bytes[1024];
    size_t count;
    while (collected.length < LIMIT_FILE_BYTES &&
           (count = process_read(process, descriptor, bytes, sizeof bytes)) > 0)
        buffer_add(&collected, (struct slice){bytes, count});
    struct slice all = {arena_copy(process->arena, buffer_slice(&collected)), collected.length};
    process_disown(process, &collected);
    buffer_release(&collected);
    return all;
}

/* A file is written in growing pieces and when it is closed: each is a draft of its own. */
enum { FILE_CHUNK = 16384 };

static void keep_file(struct process *process, struct stream *stream)
{
    if (stream->kept == stream->bytes.length)
        return;
    stream->kept = stream->bytes.length;
    process_write_key(process, stream->key, buffer_slice(&stream->bytes));
}

static void write_file(struct process *process, struct stream *stream, struct slice bytes)
{
    if (stream->bytes.length + bytes.length > LIMIT_FILE_BYTES) {
        process_complain(process, "%s: write error: No space left on device\n",
                         process->name ? process->name : "-bash");
        process_exit(process, 1);
    }
    buffer_add(&stream->bytes, bytes);
    if (stream->bytes.length - stream->kept > FILE_CHUNK + stream->kept)
        keep_file(process, stream);
}

/* Brings what this process has written into the world, before somebody else may look. */
static void keep_files(struct process *process)
{
    for (int i = 0; i < process->descriptors; i++) {
        struct stream *stream = process->streams[i] ? stream_behind(process->streams[i]) : NULL;
        if (stream && stream->kind == STREAM_FILE)
            keep_file(process, stream);
    }
}

static void write_pipe(struct process *process, struct stream *stream, struct slice bytes)
{
    while (bytes.length) {
        if (!stream_writable(stream))
            process->host->wait(process, writable, stream, INSTANT_NEVER, WAIT_PASSIVE);
        if (stream->readers == 0)
            process_die(process, SIGNAL_PIPE);
        size_t room = LIMIT_PIPE_BYTES - (stream->bytes.length - stream->taken);
        struct slice part = slice_part(bytes, 0, room < bytes.length ? room : bytes.length);
        buffer_add(&stream->bytes, part);
        bytes = slice_part(bytes, part.length, bytes.length);
    }
}

void process_write(struct process *process, int descriptor, struct slice bytes)
{
    struct stream *stream = stream_behind(process->streams[descriptor]);
    if (!stream || bytes.length == 0)
        return;
    for (size_t i = 0; i <= bytes.length / FILE_CHUNK; i++)
        process->host->tick(process);
    switch (stream->kind) {
    case STREAM_PIPE:
        write_pipe(process, stream, bytes);
        break;
    case STREAM_CAPTURE:
        if (stream->bytes.length + bytes.length <= LIMIT_OUTPUT_BYTES)
            buffer_add(&stream->bytes, bytes);
        break;
    case STREAM_FILE:
        write_file(process, stream, bytes);
        break;
    case STREAM_TERMINAL:
        stream->show(stream->context, bytes);
        break;
    case STREAM_NULL:
    case STREAM_SOURCE:
    case STREAM_RELAY:
        break;
    }
}

static void print_list(struct process *process, int descriptor, const char *format, va_list arguments)
{
    struct arena_mark mark = arena_mark(process->arena);
    process_write(process, descriptor, slice_of(arena_format_list(process->arena, format, arguments)));
    arena_rewind(process->arena, mark);
}

void process_print(struct process *process, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_list(process, STREAM_OUT, format, arguments);
    va_end(arguments);
}

void process_complain(struct process *process, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_list(process, STREAM_ERROR, format, arguments);
    va_end(arguments);
}

bool process_is_terminal(const struct process *process, int descriptor)
{
    return process->streams[descriptor] && process->streams[descriptor]->kind == STREAM_TERMINAL;
}

void process_window(const struct process *process, int *columns, int *rows)
{
    const struct stream *terminal = process->host->terminal(process);
    *columns = terminal && terminal->rows ? terminal->columns : 80;
    *rows = terminal && terminal->rows ? terminal->rows : 24;
}

void process_set_stream(struct process *process, int descriptor, struct stream *stream)
{
    struct stream *old = process->streams[descriptor], *behind = stream_behind(old);
    if (behind && behind->kind == STREAM_FILE)
        keep_file(process, behind);
    if (stream)
        stream_open_at(stream_ref(stream), descriptor);
    process->streams[descriptor] = stream;
    if (stream && descriptor >= process->descriptors)
        process->descriptors = descriptor + 1;
    while (process->descriptors && !process->streams[process->descriptors - 1])
        process->descriptors--;
    if (old) {
        stream_close_at(old, descriptor);
        stream_unref(old);
    }
}

const struct world *process_world(struct process *process)
{
    return process->host->world(process);
}

const struct world *process_cluster(struct process *process)
{
    return process->host->cluster(process);
}

const struct configuration *process_configuration(struct process *process)
{
    const struct configuration *configuration = configuration_ref(process->host->configuration(process));
    process_own(process, (void (*)(void *))configuration_unref, (void *)(uintptr_t)configuration);
    return configuration;
}

static const struct world *hold(struct process *process, const struct world *present)
{
    struct world *world = world_ref(present);
    process_own(process, (void (*)(void *))world_unref, world);
    return world;
}

const struct world *process_hold(struct process *process)
{
    return hold(process, process_world(process));
}

const struct world *process_hold_cluster(struct process *process)
{
    return hold(process, process_cluster(process));
}

struct instant process_now(struct process *process)
{
    return process->host->now(process);
}

struct draft *process_begin(struct process *process)
{
    return process->host->begin(process);
}

struct draft *process_look(struct process *process)
{
    return process->host->look(process);
}

void process_commit(struct process *process)
{
    process->host->commit(process);
}

void process_abandon(struct process *process)
{
    process->host->abandon(process);
}

static bool never(const void *context)
{
    (void)context;
    return false;
}

void process_sleep(struct process *process, struct duration length)
{
    keep_files(process);
    if (length.nanoseconds > 0)
        process->host->wait(process, never, NULL, instant_add(process_now(process), length), 0);
}

void process_start(struct process *process, const struct program *program)
{
    enum { ALIGNED = 1000000 };
    struct instant then = instant_add(process_now(process), program->starts);
    int64_t over = then.nanoseconds % ALIGNED;
    if (program->starts.nanoseconds > 0)
        process_sleep(process, (struct duration){program->starts.nanoseconds + (over ? ALIGNED - over : 0)});
}

void process_sync(struct process *process)
{
    keep_files(process);
}

void process_settle(struct process *process)
{
    keep_files(process);
    process->host->settle(process);
}

struct change {
    struct process *process;
    const struct world *seen;
    unsigned flags;
};

static const struct world *world_to_see(struct process *process, unsigned flags)
{
    return flags & WAIT_LOGS ? process_world(process) : process_cluster(process);
}

static bool has_changed(const void *context)
{
    const struct change *change = context;
    const struct world *now = world_to_see(change->process, change->flags), *seen = change->seen;
    return now != seen && (!map_same(world_map(now, WORLD_APPLIED), world_map(seen, WORLD_APPLIED)) ||
                           !map_same(world_map(now, WORLD_PROGRAMMED), world_map(seen, WORLD_PROGRAMMED)) ||
                           (change->flags & WAIT_LOGS &&
                            !map_same(world_map(now, WORLD_LOGS), world_map(seen, WORLD_LOGS))) ||
                           (change->flags & WAIT_FILES &&
                            !map_same(world_map(now, WORLD_FILES), world_map(seen, WORLD_FILES))));
}

bool process_wait_change(struct process *process, struct instant deadline, unsigned flags)
{
    struct world *seen = world_ref(world_to_see(process, flags));
    process_own(process, (void (*)(void *))world_unref, seen);
    struct change change = {process, seen, flags};
    bool changed = process->host->wait(process, has_changed, &change, deadline, flags);
    process_disown(process, seen);
    world_unref(seen);
    return changed;
}

struct process *process_spawn(struct process *parent, const struct spawn *spawn)
{
    keep_files(parent);
    return parent->host->spawn(parent, spawn);
}

struct awaited {
    const struct process *parent;
    int id;
};

static bool has_ended(const void *context)
{
    const struct awaited *awaited = context;
    enum child_state state = process_child(awaited->parent, awaited->id).state;
    return state == CHILD_ENDED || state == CHILD_GONE;
}

int process_await_id(struct process *parent, int id)
{
    struct awaited awaited = {parent, id};
    while (!has_ended(&awaited))
        parent->host->wait(parent, has_ended, &awaited, INSTANT_NEVER, WAIT_PASSIVE | WAIT_CHILDREN);
    struct child child = process_child(parent, id);
    if (child.state == CHILD_ENDED)
        process_reap(parent, id);
    return child.status;
}

int process_await(struct process *parent, struct process *child)
{
    return process_await_id(parent, child->id);
}

struct child process_child(const struct process *parent, int id)
{
    return parent->host->child(parent, id);
}

void process_reap(struct process *parent, int id)
{
    parent->host->reap(parent, id);
}

void process_orphan(struct process *parent, int id)
{
    parent->host->orphan(parent, id);
}

void process_set_background(struct process *parent, int id, bool background)
{
    parent->host->set_background(parent, id, background);
}

bool process_wait_children(struct process *process, bool (*ready)(const void *context), const void *context)
{
    return ready(context) ||
           process->host->wait(process, ready, context, INSTANT_NEVER, WAIT_PASSIVE | WAIT_CHILDREN);
}

const struct value *process_list(struct process *process)
{
    return process->host->list(process);
}

void *process_context(const struct process *process)
{
    return process->host->context(process);
}

_Noreturn void process_exit(struct process *process, int status)
{
    process->host->exit(process, status, 0);
    check_failed("a process that exited ran on", __FILE__, __LINE__);
}

_Noreturn void process_die(struct process *process, int signal)
{
    process->host->exit(process, 128 + signal, signal);
    check_failed("a process that died ran on", __FILE__, __LINE__);
}

void process_become(struct process *process, int count, char *const *words)
{
    process->host->become(process, count, words);
}

bool process_signal(struct process *process, int id, int signal)
{
    return process->host->signal(process, id, signal);
}

void process_handle(struct process *process, struct handling handling)
{
    process->host->handle(process, handling);
}

int process_next_signal(struct process *process)
{
    return process->host->next_signal(process);
}

bool process_interrupted(struct process *process)
{
    return process_next_signal(process) == SIGNAL_INT;
}

void process_foreground(struct process *process, int group)
{
    process->host->foreground(process, group);
}

const struct program *process_find_program(struct process *process, const char *name)
{
    return process->host->find(process, name);
}

void process_own(struct process *process, void (*release)(void *thing), void *thing)
{
    process->host->own(process, release, thing);
}

void process_disown(struct process *process, void *thing)
{
    process->host->disown(process, thing);
}

const struct value *process_ask(struct process *process, const char *name)
{
    return process->host->resolve(process, name);
}

const struct value *process_resolve(struct process *process, const char *name)
{
    const struct value *listed = hosts_addresses(process, name);
    bool local = text_equal(name, "localhost");
    return value_count(listed) && !local ? listed : process->host->resolve(process, name);
}

const struct value *process_connections(struct process *process)
{
    return process->host->connections(process);
}

struct connection *process_connect(struct process *process, const char *address, int port,
                                   struct instant deadline, const char **problem)
{
    return process->host->connect(process, address, port, deadline, problem);
}

const char *connection_local(const struct connection *connection, int *port)
{
    const struct host *const *host = (const void *)connection;
    return (*host)->local(connection, port);
}

void process_send(struct process *process, struct connection *connection, struct slice bytes)
{
    process->host->send(process, connection, bytes);
}

void process_send_end(struct process *process, struct connection *connection)
{
    process->host->send_end(process, connection);
}

enum receive process_receive(struct process *process, struct connection *connection, struct buffer *into,
                             struct instant deadline)
{
    return process->host->receive(process, connection, into, deadline);
}

void process_disconnect(struct process *process, struct connection *connection)
{
    process->host->disconnect(process, connection);
}

struct connection *process_connect_inside(struct process *process, const char *pod, int port,
                                          const char **problem)
{
    return process->host->connect_inside(process, pod, port, problem);
}

struct listener *process_listen(struct process *process, const char *address, int port, const char **problem)
{
    return process->host->listen(process, address, port, problem);
}

int listener_port(const struct listener *listener)
{
    const struct host *const *host = (const void *)listener;
    return (*host)->listener_port(listener);
}

struct connection *process_accept(struct process *process, struct listener *listener, struct instant deadline)
{
    return process->host->accept(process, listener, deadline);
}

void process_unlisten(struct process *process, struct listener *listener)
{
    process->host->unlisten(process, listener);
}

const char *connection_peer(const struct connection *connection, int *port)
{
    const struct host *const *host = (const void *)connection;
    return (*host)->peer(connection, port);
}

int process_poll(struct process *process, const struct poll *polls, size_t count, struct instant deadline)
{
    return process->host->poll(process, polls, count, deadline);
}

static void release_value(void *thing)
{
    value_unref(thing);
}

const struct value *process_parsed(struct process *process, const struct value *file,
                                   const struct value *(*parse)(void *context, struct slice text), void *context)
{
    const struct value *text = value_get(file, "data");
    const struct value *parsed = text ? process->host->parsed(process, text) : NULL;
    if (!parsed) {
        parsed = parse(context, file_data(file));
        if (parsed && text)
            process->host->keep_parsed(process, text, parsed);
        return parsed;
    }
    process_own(process, release_value, (void *)(uintptr_t)value_ref(parsed));
    return parsed;
}

const struct shell *process_made_shell(struct process *process, const struct shell_origin *origin,
                                       struct shell *(*make)(const struct shell_origin *origin,
                                                             struct shell_models *models))
{
    const struct shell *made = process->host->made_shell(process, origin);
    if (made)
        return made;
    process->host->keep_shell(process, origin, make(origin, process->host->models(process)));
    return process->host->made_shell(process, origin);
}

int process_lab(struct process *process, int count, char *const *words)
{
    return process->host->lab(process, count, words);
}

#include "server/socket.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/check.h"
#include "data/json.h"
#include "server/clerk.h"
#include "server/echo.h"
#include "server/log.h"
#include "server/instructor.h"
#include "server/message.h"

static const struct web_libraries *libraries_of(const struct socket *socket)
{
    return &socket->clerk->house->libraries;
}

/* --- it is made, and ends --- */

struct socket *socket_new(struct exchange *exchange, const char *terminal)
{
    struct socket *socket = memory_allocate(sizeof *socket);
    const char *epoch = asked_query(exchange, "epoch"), *from = asked_query(exchange, "from");
    const char *columns = asked_query(exchange, "columns"), *rows = asked_query(exchange, "rows");
    int64_t number;
    *socket = (struct socket){.clerk = exchange->seat->clerk, .seat = exchange->seat, .connection = -1, .told = -1};
    socket->name[0] = terminal[0];
    socket->epoch = epoch ? memory_text(slice_of(epoch)) : NULL;
    if (from && slice_to_integer(slice_of(from), &number) && number > 0)
        socket->from = (uint64_t)number;
    if (columns && slice_to_integer(slice_of(columns), &number) && number > 0 && number <= 1000)
        socket->columns = (int)number;
    if (rows && slice_to_integer(slice_of(rows), &number) && number > 0 && number <= 1000)
        socket->rows = (int)number;
    return socket;
}

void socket_free(struct socket *socket)
{
    if (socket->wslay)
        libraries_of(socket)->wslay_event_context_free(socket->wslay);
    buffer_release(&socket->early);
    buffer_release(&socket->inbox);
    memory_free(socket->epoch);
    memory_free(socket);
}

void socket_upgraded(void *context, struct MHD_Connection *connection, void *call, const char *early, size_t count,
                     MHD_socket handed, struct MHD_UpgradeResponseHandle *handle)
{
    struct exchange *exchange = context;
    struct socket *socket = exchange->socket;
    (void)connection, (void)call;
    exchange->socket = NULL;
    socket->connection = handed;
    socket->handle = handle;
    buffer_add(&socket->early, (struct slice){early, count});
    clerk_connect(socket->clerk, socket);
}

/* It is gone for its terminal; its memory goes when nobody is inside of it any more. */
static void end(struct socket *socket)
{
    if (socket->dead)
        return;
    socket->dead = true;
    if (socket->terminal) {
        struct socket **link = &socket->terminal->sockets;
        while (*link != socket)
            link = &(*link)->next;
        *link = socket->next;
        socket->desk->socket_count--;
        if (socket->watches)
            instructor_left(socket->desk);
        house_count(socket->clerk->house, COUNTER_SOCKETS, -1);
    }
    socket->desk = NULL;
    socket->terminal = NULL;
    echo_bury(socket->clerk->house->echo, socket);
}

void socket_close(struct socket *socket)
{
    libraries_of(socket)->MHD_upgrade_action(socket->handle, MHD_UPGRADE_ACTION_CLOSE);
    socket_free(socket);
}

static void set_broken(struct socket *socket)
{
    socket->broken = true;
    if (socket->desk)
        socket->desk->asks = true;
}

/* --- bytes --- */

static ssize_t read_bytes(wslay_event_context_ptr wslay, uint8_t *bytes, size_t room, int flags, void *context)
{
    struct socket *socket = context;
    (void)flags;
    if (socket->early.length) {
        size_t count = room < socket->early.length ? room : socket->early.length;
        memcpy(bytes, socket->early.data, count);
        buffer_drop_front(&socket->early, count);
        return (ssize_t)count;
    }
    bool waits = socket->may_read == 0;
    room = room < socket->may_read ? room : socket->may_read;
    ssize_t count = waits ? -1 : recv(socket->connection, bytes, room, MSG_DONTWAIT);
    if (count > 0) {
        socket->may_read -= (size_t)count < room ? socket->may_read : (size_t)count; /* less than could come is all there is */
        return count;
    }
    bool later = waits || (count < 0 && (errno == EAGAIN || errno == EINTR));
    libraries_of(socket)->wslay_event_set_error(wslay, later ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
    return -1;
}

static ssize_t write_bytes(wslay_event_context_ptr wslay, const uint8_t *bytes, size_t count, int flags, void *context)
{
    struct socket *socket = context;
    ssize_t sent = send(socket->connection, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT | (flags & WSLAY_MSG_MORE ? MSG_MORE : 0));
    if (sent >= 0)
        return sent;
    bool later = errno == EAGAIN || errno == EINTR;
    libraries_of(socket)->wslay_event_set_error(wslay, later ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
    return -1;
}

static void queue(struct socket *socket, uint8_t kind, struct slice bytes)
{
    struct wslay_event_msg message = {kind, (const uint8_t *)bytes.data, bytes.length};
    if (!socket->dead && !socket->closing)
        libraries_of(socket)->wslay_event_queue_msg(socket->wslay, &message);
}

static void flush(struct socket *socket)
{
    const struct web_libraries *libraries = libraries_of(socket);
    if (socket->dead || socket->broken)
        return;
    bool failed = libraries->wslay_event_want_write(socket->wslay) && libraries->wslay_event_send(socket->wslay);
    bool more = libraries->wslay_event_want_write(socket->wslay);
    if (failed || (!more && !libraries->wslay_event_want_read(socket->wslay))) {
        set_broken(socket);
    } else if (more != socket->writes) {
        socket->writes = more;
        echo_watch(socket->clerk->house->echo, socket);
    }
}

void socket_say(struct socket *socket, const struct value *message)
{
    struct buffer text = {0};
    json_write(&text, message);
    queue(socket, WSLAY_TEXT_FRAME, buffer_slice(&text));
    buffer_release(&text);
}

static void say_bye(struct socket *socket, const char *reason, uint16_t code)
{
    struct arena arena = {0};
    struct value *bye = value_object(&arena);
    value_put_text(&arena, bye, "type", "bye");
    value_put_text(&arena, bye, "reason", reason);
    socket_say(socket, bye);
    arena_release(&arena);
    flush(socket); /* wslay sends a close before what is queued */
    if (socket->broken)
        return;
    libraries_of(socket)->wslay_event_queue_close(socket->wslay, code, NULL, 0);
    socket->closing = true;
    flush(socket);
}

/* --- what it shows --- */

static void say_hello(struct socket *socket, bool fresh)
{
    struct arena arena = {0};
    struct value *hello = value_object(&arena);
    value_put_text(&arena, hello, "type", "hello");
    value_put_text(&arena, hello, "terminal", socket->terminal->name);
    value_put_text(&arena, hello, "epoch", socket->terminal->epoch);
    value_put_integer(&arena, hello, "from", (int64_t)socket->sent);
    value_put_integer(&arena, hello, "position", (int64_t)terminal_position(socket->terminal));
    value_put(&arena, hello, "fresh", value_boolean(fresh));
    value_put_text(&arena, hello, "access", socket->watches && socket->seat->offer != OFFER_TAKEN ? "read" : "write");
    value_put_integer(&arena, hello, "columns", socket->terminal->columns);
    value_put_integer(&arena, hello, "rows", socket->terminal->rows);
    socket_say(socket, hello);
    arena_release(&arena);
}

enum { STATE_BUSY = 1, STATE_RAW = 2, STATE_IDLE = 4, STATE_SAVED = 8, STATE_WATCHED = 16, STATE_BITS = 5, SIZE_BITS = 10 };

static void say_state(struct socket *socket)
{
    struct arena arena = {0};
    struct terminal *terminal = socket->terminal;
    int state = (prompt_busy(terminal->prompt) ? STATE_BUSY : 0) | (terminal_idle(terminal) ? STATE_IDLE : 0) |
                (session_raw(socket->desk->session, terminal->name) ? STATE_RAW : 0) | (desk_saved(socket->desk) ? STATE_SAVED : 0) |
                (instructor_looks_on(socket->desk) ? STATE_WATCHED : 0);
    state |= (terminal->columns << SIZE_BITS | terminal->rows) << STATE_BITS;
    if (state == socket->told)
        return;
    socket->told = state;
    struct value *status = value_object(&arena);
    value_put_text(&arena, status, "type", "status");
    value_put(&arena, status, "busy", value_boolean(state & STATE_BUSY));
    value_put(&arena, status, "raw", value_boolean(state & STATE_RAW));
    value_put(&arena, status, "idle", value_boolean(state & STATE_IDLE));
    value_put(&arena, status, "saved", value_boolean(state & STATE_SAVED));
    value_put(&arena, status, "watched", value_boolean(state & STATE_WATCHED));
    value_put_integer(&arena, status, "columns", terminal->columns);
    value_put_integer(&arena, status, "rows", terminal->rows);
    socket_say(socket, status);
    arena_release(&arena);
}

static void say_changed(struct socket *socket)
{
    static const char *const names[] = {"requests", "mesh", "timeline", "tasks", "files"};
    struct arena arena = {0};
    if (socket->version == socket->desk->version)
        return;
    socket->version = socket->desk->version;
    struct value *changed = value_object(&arena), *what = value_array(&arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        value_append(&arena, what, value_text(&arena, names[i]));
    value_put_text(&arena, changed, "type", "changed");
    value_put(&arena, changed, "what", what);
    socket_say(socket, changed);
    arena_release(&arena);
}

static void pump(struct socket *socket)
{
    enum { PIECE = 16384 };
    struct terminal *terminal = socket->terminal;
    uint64_t position = terminal_position(terminal);
    if (socket->sent < terminal->first) { /* it is too far behind */
        socket->sent = socket->shown = terminal->first;
        say_hello(socket, true);
    }
    while (socket->sent < position && socket->sent - socket->shown < LIMIT_WEB_AHEAD_BYTES) {
        size_t at = (size_t)(socket->sent - terminal->first);
        struct slice piece = slice_part(buffer_slice(&terminal->stream), at, at + PIECE);
        queue(socket, WSLAY_BINARY_FRAME, piece);
        house_count(socket->clerk->house, COUNTER_SHOWN, (int64_t)piece.length);
        socket->sent += piece.length;
    }
    say_state(socket);
    say_changed(socket);
    flush(socket);
}

void sockets_pump(struct desk *desk)
{
    for (size_t i = 0; i < desk->terminal_count; i++) {
        struct socket *next;
        for (struct socket *socket = desk->terminals[i]->sockets; socket; socket = next) {
            next = socket->next;
            if (!socket->closing)
                pump(socket);
            if (socket->broken)
                end(socket);
        }
    }
}

/* --- what it hears --- */

/* That the thread that echoes reads of one socket before it looks at the others: some twenty keys. */
enum { ALONE_BYTES = 128 };

static bool may_type(const struct socket *socket)
{
    return !socket->watches || socket->seat->offer == OFFER_TAKEN;
}

static void take(struct socket *socket, uint8_t kind, struct slice bytes)
{
    if (!socket->terminal || socket->closing)
        return;
    if (kind == WSLAY_BINARY_FRAME && may_type(socket)) {
        house_count(socket->clerk->house, COUNTER_TYPED, (int64_t)bytes.length);
        prompt_keys(socket->terminal->prompt, bytes);
        socket->terminal->waits = true;
    } else if (kind == WSLAY_TEXT_FRAME && (may_type(socket) || message_is_quiet(bytes))) {
        message_take(socket, bytes);
    }
}

/* Without the session: how much of it there was nothing more to do for. */
static size_t take_alone(struct socket *socket, uint8_t kind, struct slice bytes)
{
    if (kind == WSLAY_TEXT_FRAME && bytes.length <= ALONE_BYTES && message_is_quiet(bytes)) {
        message_take(socket, bytes);
        if (socket->terminal->stopped && !sockets_are_behind(socket->terminal))
            socket->desk->asks = true;
        return bytes.length;
    }
    if (kind != WSLAY_BINARY_FRAME || socket->desk->asks || !may_type(socket))
        return 0;
    size_t taken = terminal_edit(socket->terminal, bytes);
    house_count(socket->clerk->house, COUNTER_TYPED, (int64_t)taken);
    return taken;
}

static void hear(wslay_event_context_ptr wslay, const struct wslay_event_on_msg_recv_arg *heard, void *context)
{
    struct socket *socket = context;
    struct slice bytes = {(const char *)heard->msg, heard->msg_length};
    (void)wslay;
    if (!socket->terminal || socket->closing || (heard->opcode != WSLAY_BINARY_FRAME && heard->opcode != WSLAY_TEXT_FRAME))
        return;
    if (!socket->alone) {
        take(socket, heard->opcode, bytes);
        return;
    }
    size_t taken = take_alone(socket, heard->opcode, bytes);
    if (taken == bytes.length)
        return;
    uint32_t left = (uint32_t)(bytes.length - taken);
    buffer_add_byte(&socket->inbox, (char)heard->opcode);
    buffer_add(&socket->inbox, (struct slice){(const char *)&left, sizeof left});
    buffer_add(&socket->inbox, slice_part(bytes, taken, bytes.length));
    socket->desk->asks = true;
}

static void receive(struct socket *socket, size_t most, int64_t wall)
{
    socket->heard = wall;
    socket->may_read = most;
    if (!socket->broken && libraries_of(socket)->wslay_event_recv(socket->wslay))
        set_broken(socket);
}

bool socket_echo(struct socket *socket, int64_t wall, bool *asks)
{
    struct desk *desk = socket->desk;
    *asks = desk && desk->asks;
    if (!desk || desk->asks)
        return false;
    desk->used = wall;
    socket->alone = true;
    receive(socket, ALONE_BYTES, wall);
    socket->alone = false;
    for (struct socket *one = socket->terminal->sockets; one; one = one->next) {
        if (one->closing)
            flush(one);
        else
            pump(one);
    }
    *asks = desk->asks;
    return !socket->broken;
}

static void take_inbox(struct socket *socket)
{
    struct buffer inbox = socket->inbox;
    struct slice rest = buffer_slice(&inbox);
    socket->inbox = (struct buffer){0};
    while (rest.length) {
        uint32_t length;
        memcpy(&length, rest.data + 1, sizeof length);
        take(socket, (uint8_t)rest.data[0], slice_part(rest, 1 + sizeof length, 1 + sizeof length + length));
        rest = slice_part(rest, 1 + sizeof length + length, rest.length);
    }
    buffer_release(&inbox);
}

void sockets_take(struct desk *desk, int64_t wall)
{
    for (size_t i = 0; i < desk->terminal_count; i++) {
        for (struct socket *socket = desk->terminals[i]->sockets; socket; socket = socket->next) {
            take_inbox(socket);
            if (atomic_load(&socket->aside))
                receive(socket, LIMIT_WEB_FRAME_BYTES, wall);
            if (socket->closing)
                flush(socket);
        }
    }
}

void sockets_give_back(struct desk *desk)
{
    for (size_t i = 0; i < desk->terminal_count; i++) {
        for (struct socket *socket = desk->terminals[i]->sockets; socket; socket = socket->next) {
            if (atomic_load(&socket->aside) && !socket->broken && !echo_hear(desk->house->echo, socket))
                set_broken(socket);
        }
    }
}

/* Where it goes on: what the browser has seen of this very stream, or all that is kept. */
static bool is_known(const struct socket *socket)
{
    const struct terminal *terminal = socket->terminal;
    return socket->epoch && text_equal(socket->epoch, terminal->epoch) && socket->from >= terminal->first &&
           socket->from <= terminal_position(terminal);
}

static bool join(struct socket *socket, int64_t wall, struct arena *arena, const char **problem)
{
    struct desk *desk = clerk_desk(socket->clerk, socket->seat, arena, problem);
    if (!desk)
        return false;
    *problem = "there are too many terminals or sockets of this session";
    struct terminal *terminal = desk->socket_count < LIMIT_WEB_SOCKETS ? desk_terminal(desk, slice_of(socket->name)) : NULL;
    if (!terminal)
        return false;
    desk_pass(desk, wall);
    socket->desk = desk;
    socket->terminal = terminal;
    socket->next = terminal->sockets;
    terminal->sockets = socket;
    desk->socket_count++;
    house_count(socket->clerk->house, COUNTER_SOCKETS, 1);
    house_count(socket->clerk->house, COUNTER_SOCKETS_TAKEN, 1);
    if (socket->columns && socket->rows && !socket->watches)
        terminal_resize(terminal, socket->columns, socket->rows);
    return true;
}

void socket_attach(struct socket *socket, int64_t wall)
{
    static const struct wslay_event_callbacks callbacks = {read_bytes, write_bytes, NULL, NULL, NULL, NULL, hear};
    const struct web_libraries *libraries = libraries_of(socket);
    struct arena arena = {0};
    const char *problem = NULL;
    socket->next = NULL;
    socket->heard = socket->asked = wall;
    check(libraries->wslay_event_context_server_init(&socket->wslay, &callbacks, socket) == 0);
    libraries->wslay_event_config_set_max_recv_msg_length(socket->wslay, LIMIT_WEB_FRAME_BYTES);
    seat_take(socket->seat);
    if (!join(socket, wall, &arena, &problem)) {
        say_bye(socket, "full", 1013);
        end(socket);
    } else {
        bool known = is_known(socket);
        socket->sent = socket->shown = known ? socket->from : socket->terminal->first;
        socket->version = socket->desk->version;
        say_hello(socket, !known);
        atomic_store(&socket->aside, true);
        desk_serve(socket->desk, wall);
    }
    seat_leave(socket->seat);
    arena_release(&arena);
}

/* --- to all --- */

void sockets_tell(struct desk *desk, const struct value *message)
{
    for (size_t i = 0; i < desk->terminal_count; i++) {
        for (struct socket *socket = desk->terminals[i]->sockets; socket; socket = socket->next)
            socket_say(socket, message);
    }
}

void sockets_tell_command(struct terminal *terminal, const struct command *command)
{
    struct arena arena = {0};
    if (!terminal->sockets)
        return;
    struct value *message = value_object(&arena);
    value_put_text(&arena, message, "type", "command");
    value_put_integer(&arena, message, "number", (int64_t)command->number);
    value_put_text(&arena, message, "command", command->line);
    value_put_integer(&arena, message, "status", command->status);
    for (struct socket *socket = terminal->sockets; socket; socket = socket->next)
        socket_say(socket, message);
    arena_release(&arena);
}

void sockets_tell_tasks(struct desk *desk, const struct value *record)
{
    struct arena arena = {0};
    if (!desk->socket_count)
        return;
    struct value *message = value_object(&arena);
    value_put_text(&arena, message, "type", "tasks");
    value_put(&arena, message, "tasks", record);
    value_put_integer(&arena, message, "done", desk->seat->done);
    value_put_integer(&arena, message, "required", desk->seat->required);
    sockets_tell(desk, message);
    arena_release(&arena);
}

void sockets_tell_text(struct desk *desk, const char *type, const char *key, const char *text)
{
    struct arena arena = {0};
    struct value *message = value_object(&arena);
    value_put_text(&arena, message, "type", type);
    value_put_text(&arena, message, key, text);
    sockets_tell(desk, message);
    sockets_pump(desk);
    arena_release(&arena);
}

void sockets_tell_moving(struct desk *desk, const char *challenge)
{
    sockets_tell_text(desk, "moving", "challenge", challenge);
}

void sockets_leave(struct terminal *terminal, const char *reason)
{
    struct socket *next;
    for (struct socket *socket = terminal->sockets; socket; socket = next) {
        next = socket->next;
        if (!socket->closing)
            say_bye(socket, reason, text_equal(reason, "left") ? 1000 : 1012);
    }
}

bool sockets_are_behind(const struct terminal *terminal)
{
    uint64_t position = terminal_position(terminal);
    bool some = false, behind = true;
    for (const struct socket *socket = terminal->sockets; behind && socket; socket = socket->next) {
        if (socket->watches)
            continue;
        some = true;
        behind = socket->closing || position - socket->shown > LIMIT_WEB_AHEAD_BYTES;
    }
    return some && behind;
}

void sockets_drop(struct terminal *terminal)
{
    while (terminal->sockets)
        end(terminal->sockets);
}

void sockets_look_after(struct desk *desk, int64_t wall)
{
    const int64_t second = 1000000000;
    for (size_t i = 0; i < desk->terminal_count; i++) {
        struct socket *next;
        for (struct socket *socket = desk->terminals[i]->sockets; socket; socket = next) {
            next = socket->next;
            if (wall - socket->heard > 60 * second) {
                end(socket);
            } else if (wall - socket->asked > 20 * second) {
                socket->asked = wall;
                queue(socket, WSLAY_PING, SLICE(""));
                flush(socket);
            }
        }
    }
}

#include "server/message.h"

#include "data/json.h"
#include "server/room.h"

static void say_error(struct socket *socket, struct arena *arena, const char *error, const char *reason)
{
    struct value *message = value_object(arena);
    value_put_text(arena, message, "type", "error");
    value_put_text(arena, message, "error", error);
    value_put_text(arena, message, "reason", reason);
    socket_say(socket, message);
}

static void type_text(struct socket *socket, struct arena *arena, struct slice text, bool enter)
{
    if (!desk_run(socket->desk, socket->terminal, text, enter))
        say_error(socket, arena, "busy", "A command runs at this terminal, or something stands in its prompt.");
}

static void resize(struct socket *socket, const struct value *message, struct arena *arena)
{
    int64_t columns = value_number(value_get(message, "columns"), 0), rows = value_number(value_get(message, "rows"), 0);
    if (columns < 10 || columns > 500 || rows < 3 || rows > 200)
        say_error(socket, arena, "bad_request", "A terminal has 10 to 500 columns and 3 to 200 rows.");
    else if (!socket->watches) /* it is the learner's window that it has to fit in */
        terminal_resize(socket->terminal, (int)columns, (int)rows);
}

static void run(struct socket *socket, const struct value *message, struct arena *arena)
{
    type_text(socket, arena, value_slice(value_get(message, "text")), true);
}

static void paste(struct socket *socket, const struct value *message, struct arena *arena)
{
    type_text(socket, arena, value_slice(value_get(message, "text")), false);
}

static void act(struct socket *socket, const struct value *message, struct arena *arena)
{
    const char *command = room_command(arena, value_slice(value_get(message, "name")), value_number(value_get(message, "count"), 0));
    if (command)
        type_text(socket, arena, slice_of(command), true);
    else
        say_error(socket, arena, "not_found", "There is no such action that the server does.");
}

static void acknowledge(struct socket *socket, const struct value *message, struct arena *arena)
{
    int64_t position = value_number(value_get(message, "position"), -1);
    (void)arena;
    if (position > 0 && (uint64_t)position > socket->shown && (uint64_t)position <= socket->sent)
        socket->shown = (uint64_t)position;
}

static const struct message_row {
    const char *type;
    void (*take)(struct socket *socket, const struct value *message, struct arena *arena);
} rows[] = {
    {"resize", resize}, {"run", run}, {"paste", paste}, {"action", act}, {"ack", acknowledge},
};

bool message_is_quiet(struct slice text)
{
    struct arena arena = {0};
    const char *problem = NULL;
    const struct value *message = json_read_strictly(&arena, text, LIMIT_WEB_FRAME_BYTES, 1000, &problem);
    bool quiet = value_says(value_get(message, "type"), "ack");
    arena_release(&arena);
    return quiet;
}

void message_take(struct socket *socket, struct slice text)
{
    struct arena arena = {0};
    const char *problem = NULL;
    const struct value *message = json_read_strictly(&arena, text, LIMIT_WEB_FRAME_BYTES, 1000, &problem);
    if (!value_is(message, VALUE_OBJECT))
        say_error(socket, &arena, "bad_request", problem ? problem : "A message is a JSON object with a type.");
    for (size_t i = 0; message && i < sizeof rows / sizeof *rows; i++) {
        if (value_says(value_get(message, "type"), rows[i].type))
            rows[i].take(socket, message, &arena);
    }
    arena_release(&arena);
}

/* Scripts of a platform, run in the simulated shell: set-up, and lab.script, a check that is a script. */
#include <lauxlib.h>
#include <string.h>

#include "base/buffer.h"
#include "scenario/script.h"

#define MESSAGE_PATH "/opt/instruqt/fail-message" /* where tools/instruqt.c leaves the first message */

static void set_file(struct machine *machine, struct arena *arena, const char *path, const struct slice *text)
{
    struct draft *draft = machine_begin(machine, arena);
    if (text) {
        struct value *file = value_object(arena);
        value_put(arena, file, "data", value_string(arena, *text));
        value_put_text(arena, file, "mode", "0755");
        value_put_integer(arena, file, "modified", draft->now.nanoseconds);
        draft_set(draft, WORLD_FILES, path, file);
    } else {
        draft_remove(draft, WORLD_FILES, path);
    }
    machine_commit(machine);
}

/* The interpreter of the first line, with its options: "bash -e"; bash when there is no such line. */
static const char *interpreter(struct arena *arena, struct slice text)
{
    struct slice line = slice_trim(slice_part(text, 2, slice_find_byte(text, '\n')));
    if (!slice_starts(text, "#!"))
        return "bash";
    if (slice_starts(line, "/usr/bin/env "))
        return arena_copy(arena, slice_trim(slice_part(line, 13, line.length)));
    size_t end = slice_find_byte(line, ' '), start = end;
    while (start && line.data[start - 1] != '/')
        start--;
    return arena_copy(arena, slice_part(line, start, line.length));
}

static const char *quoted(struct arena *arena, const char *text)
{
    struct buffer out = {0};
    buffer_add_byte(&out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            buffer_add_text(&out, "'\\''");
        else
            buffer_add_byte(&out, *text);
    }
    buffer_add_byte(&out, '\'');
    const char *copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

const struct value *host_script(struct machine *machine, struct arena *arena, const char *name,
                                struct slice text, int seconds)
{
    const char *slash = strrchr(name, '/');
    const char *path = arena_format(arena, "/tmp/%s", slash ? slash + 1 : name);
    set_file(machine, arena, path, &text);
    const char *line = arena_format(arena, "(cd /root; timeout -s KILL %d %s %s) </dev/null", seconds,
                                    interpreter(arena, text), quoted(arena, path));
    const struct value *result = machine_command(machine, arena, slice_of(line));
    set_file(machine, arena, path, NULL);
    return result;
}

const char *script_last_line(struct arena *arena, struct slice output)
{
    struct slice line, last = SLICE("it said nothing");
    while (slice_next(&output, '\n', &line))
        if (slice_trim(line).length)
            last = slice_trim(line);
    return arena_copy(arena, last);
}

/* --- lab.script --- */

/* The line that older scripts print instead of calling fail-message: "FAIL: text". */
static const char *legacy_message(struct arena *arena, struct slice output)
{
    struct slice line;
    while (slice_next(&output, '\n', &line))
        if (slice_starts(line, "FAIL:"))
            return arena_copy(arena, slice_trim(slice_part(line, 5, line.length)));
    return NULL;
}

/* The verdict of one script: not yet when its status is not 0 *or* it called fail-message; the first message
 * counts, and a script goes on after it. The vendor's documents say both that fail-message ends a script and
 * that it does not: this is right for either. NULL: passed. */
static const char *verdict(struct machine *machine, struct arena *arena, const char *name, struct slice text)
{
    enum { CHECK_SECONDS = 60, KILLED = 137, TIMED_OUT = 124 };
    set_file(machine, arena, MESSAGE_PATH, NULL);
    const struct value *result = host_script(machine, arena, name, text, CHECK_SECONDS);
    const struct value *file = world_get(machine_world(machine), WORLD_FILES, MESSAGE_PATH);
    struct slice output = value_slice(value_get(result, "output"));
    int status = (int)value_number(value_get(result, "status"), 0);
    if (status == TIMED_OUT || status == KILLED)
        return arena_format(arena, "%s did not end within a minute, and was stopped", name);
    if (file)
        return arena_text(arena, value_find_text(file, "data"));
    if (status == 0)
        return NULL;
    const char *message = legacy_message(arena, output);
    return message ? message
                   : arena_format(arena, "%s ended with status %d and gave no message; its last words: %s",
                                  name, status, script_last_line(arena, output));
}

/* The check: upvalues are names and texts by turns. */
static int run_scripts(lua_State *state)
{
    struct script *script = script_of(state);
    if (!script->fork)
        return luaL_error(state, "a check is called by the lab only");
    for (int i = 1; !lua_isnone(state, lua_upvalueindex(i)); i += 2) {
        size_t length;
        const char *name = lua_tostring(state, lua_upvalueindex(i));
        const char *text = lua_tolstring(state, lua_upvalueindex(i + 1), &length);
        const char *message = verdict(script->fork, script->arena, name, (struct slice){text, length});
        if (message)
            script_decide(state, VERDICT_NOT_YET, message);
    }
    lua_pushboolean(state, 1);
    return 1;
}

int shell_script_check(lua_State *state)
{
    int count = lua_gettop(state);
    if (count == 0)
        return luaL_error(state, "lab.script: which script?");
    for (int i = 1; i <= count; i++) {
        luaL_checkstring(state, i);
        lua_pushvalue(state, i);
        lua_getglobal(state, "lab");
        lua_getfield(state, -1, "file");
        lua_remove(state, -2);
        lua_pushvalue(state, i);
        lua_call(state, 1, 1);
    }
    lua_pushcclosure(state, run_scripts, 2 * count);
    return 1;
}

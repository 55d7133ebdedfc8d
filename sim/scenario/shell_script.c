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

/* Is the line one of set -x with TRACE_PROMPT? */
static bool is_trace(struct slice line)
{
    size_t at = 0;
    while (at < line.length && line.data[at] == '+')
        at++;
    return at && at < line.length && line.data[at] == '@' &&
           slice_find_byte(slice_part(line, at + 1, line.length), '@') < 12;
}

static const struct value *without_trace(struct arena *arena, struct slice output)
{
    struct buffer kept = {0};
    struct slice line;
    while (slice_next(&output, '\n', &line))
        if (!is_trace(line))
            buffer_format(&kept, "%.*s%s", (int)line.length, line.data, output.data ? "\n" : "");
    const struct value *value = value_string(arena, buffer_slice(&kept));
    buffer_release(&kept);
    return value;
}

void scenario_watch(struct scenario *scenario, const struct scenario_watch *watch)
{
    scenario->watch = watch;
}

const struct value *host_script(const struct scenario *scenario, struct machine *machine, struct arena *arena,
                                const struct scenario_file *file, int seconds)
{
    const struct scenario_watch *watch = scenario->watch;
    const char *slash = strrchr(file->name, '/'), *name = slash ? slash + 1 : file->name;
    const char *path = arena_format(arena, "/tmp/%s", name);
    const char *program = interpreter(arena, file->text);
    set_file(machine, arena, path, &file->text);
    const char *line = arena_format(arena, "(cd /root; %s timeout -s KILL %d %s%s %s) </dev/null",
                                    watch ? "PS4='+@${LINENO}@ '" : "", seconds, program, watch ? " -x" : "",
                                    quoted(arena, path));
    const struct value *result = machine_command(machine, arena, slice_of(line));
    set_file(machine, arena, path, NULL);
    if (!watch)
        return result;
    struct slice output = value_slice(value_get(result, "output"));
    watch->script(watch->context, name, (int)value_number(value_get(result, "status"), 0), output);
    return value_with(arena, result, "output", without_trace(arena, output));
}

const char *script_last_line(struct arena *arena, struct slice output)
{
    struct slice line, last = SLICE("it said nothing");
    while (slice_next(&output, '\n', &line))
        if (slice_trim(line).length)
            last = slice_trim(line);
    return arena_copy(arena, last);
}

/* --- lab.script, lab.run --- */

/* Pushes the text of the file that the value at [index] names, as lab.file does. */
static void push_file(lua_State *state, int index)
{
    lua_getglobal(state, "lab");
    lua_getfield(state, -1, "file");
    lua_remove(state, -2);
    lua_pushvalue(state, index);
    lua_call(state, 1, 1);
}

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
static const char *verdict(const struct script *script, const char *name, struct slice text)
{
    struct machine *machine = script->fork;
    struct arena *arena = script->arena;
    const struct scenario_file copy = {.name = name, .text = text};
    enum { CHECK_SECONDS = 60, KILLED = 137, TIMED_OUT = 124 };
    set_file(machine, arena, MESSAGE_PATH, NULL);
    const struct value *result = host_script(script->scenario, machine, arena, &copy, CHECK_SECONDS);
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
        const char *message = verdict(script, name, (struct slice){text, length});
        if (message)
            script_decide(state, VERDICT_NOT_YET, message);
    }
    lua_pushboolean(state, 1);
    return 1;
}

/* lab.run "solve-server": shell text that runs these scripts, each in a shell of its own, for task.solve. */
int shell_script_run(lua_State *state)
{
    struct arena *arena = script_of(state)->arena;
    const char *text = "";
    int count = lua_gettop(state);
    for (int i = 1; i <= count; i++) {
        size_t length;
        push_file(state, i);
        const char *body = lua_tolstring(state, -1, &length), *name = lua_tostring(state, i);
        if (strpbrk(name, "'\n"))
            name = "the script";
        struct slice script = {body, length};
        text = arena_format(arena, "%s%s -s <<'END OF %s'\n%.*s%sEND OF %s\n", text, interpreter(arena, script),
                            name, (int)length, body, slice_ends(script, "\n") ? "" : "\n", name);
        lua_pop(state, 1);
    }
    lua_pushstring(state, text);
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
        push_file(state, i);
    }
    lua_pushcclosure(state, run_scripts, 2 * count);
    return 1;
}

/* challenge { machine =, cluster =, setup = }: the machine that a challenge begins on, what cluster stands
 * behind it, and the scripts that prepare both, as a lab platform runs them before the learner comes. */
#include <lauxlib.h>
#include <string.h>

#include "control/install.h"
#include "scenario/script.h"
#include "shell/shell.h"

/* What a platform puts on its machines. Docker is there, and with it the programs that build clusters
 * (tools/builder); the platform's own programs are where its folder is (tools/instruqt.c). */
static const struct machine_row {
    const char *name;
    const char *folders[8]; /* end with NULL */
    const char *files[5];   /* path, text, path, text, NULL */
    const char *const servers[2], *const agents[2];
} machine_rows[] = {
    {.name = "instruqt",
     .folders = {"/var/lib/docker", "/opt/instruqt", "/opt/instruqt/bootstrap"},
     .files = {"/opt/instruqt/bootstrap/host-bootstrap-completed", "",
               "/opt/instruqt/bootstrap/gcp-bootstrap-completed", ""},
     .servers = {"server"},
     .agents = {"agent-0"}},
    {.name = "killercoda",
     .folders = {"/var/lib/docker", "/etc/killercoda", "/var/log/killercoda"},
     .files = {"/etc/killercoda/host", "https://lab-PORT.environments.killercoda.com\n"},
     .servers = {"controlplane"},
     .agents = {"node01"}},
    {.name = "plain", .servers = {"server"}, .agents = {"agent-0"}},
};
#define WORKDIR "/opt/instruqt/workdir"
#define DOUBT_NOTE "lab/doubt"
static const char *const machine_names[] = {"instruqt", "killercoda", "plain", NULL};
static const char *const cluster_names[] = {"ambient", "kubernetes", "none", NULL};

/* [word] of [words]; raises an error that names the nearest one. */
static void check_word(lua_State *state, const char *key, const char *word, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (text_equal(words[i], word))
            return;
    luaL_error(state, "challenge: '%s' is not '%s'; did you mean '%s'?", key, word, nearest_word(word, words));
}

/* A text of the table on top; [otherwise] when it is not there. */
static const char *read_word(lua_State *state, struct arena *arena, const char *key, const char *otherwise)
{
    const char *word = otherwise;
    if (lua_getfield(state, -1, key) != LUA_TNIL)
        word = arena_text(arena, lua_tostring(state, -1));
    lua_pop(state, 1);
    return word;
}

void host_check(lua_State *state)
{
    static const struct {
        const char *key;
        const char *const *words;
    } rows[] = {{"machine", machine_names}, {"cluster", cluster_names}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (lua_getfield(state, 1, rows[i].key) != LUA_TNIL)
            check_word(state, rows[i].key, luaL_checkstring(state, -1), rows[i].words);
        lua_pop(state, 1);
    }
    int type = lua_getfield(state, 1, "setup");
    if (type != LUA_TNIL && type != LUA_TTABLE && type != LUA_TSTRING)
        luaL_error(state, "challenge: 'setup' is a script (lab.file \"...\") or a list of scripts");
    lua_pop(state, 1);
}

/* The file that a text was read from, for messages. */
static const char *name_of_text(const struct scenario *scenario, struct slice text)
{
    for (const struct scenario_file *file = scenario->files; file; file = file->next)
        if (slice_equal(file->text, text))
            return file->name;
    return "setup";
}

static void read_setup(lua_State *state, struct scenario *scenario)
{
    int type = lua_getfield(state, -1, "setup");
    size_t count = type == LUA_TTABLE ? (size_t)lua_rawlen(state, -1) : type == LUA_TSTRING;
    struct scenario_file *setup = arena_allocate(&scenario->arena, (count + 1) * sizeof *setup);
    for (size_t i = 0; i < count; i++) {
        if (type == LUA_TTABLE)
            lua_geti(state, -1, (lua_Integer)i + 1);
        else
            lua_pushvalue(state, -1);
        size_t length;
        const char *text = luaL_checklstring(state, -1, &length);
        setup[i].text = (struct slice){arena_copy(&scenario->arena, (struct slice){text, length}), length};
        setup[i].name = name_of_text(scenario, setup[i].text);
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    scenario->setup = setup;
    scenario->setup_count = count;
}

void host_read(lua_State *state, struct scenario *scenario)
{
    scenario->machine = read_word(state, &scenario->arena, "machine", "plain");
    scenario->cluster = read_word(state, &scenario->arena, "cluster", "ambient");
    if (lua_getfield(state, -1, "environment") != LUA_TNIL) {
        luaL_checktype(state, -1, LUA_TTABLE);
        scenario->environment = convert_value(state, -1, &scenario->arena);
    }
    lua_pop(state, 1);
    read_setup(state, scenario);
}

static const struct machine_row *row_of(const struct scenario *scenario)
{
    for (size_t i = 0; i + 1 < sizeof machine_rows / sizeof *machine_rows; i++)
        if (text_equal(machine_rows[i].name, scenario->machine))
            return &machine_rows[i];
    return &machine_rows[sizeof machine_rows / sizeof *machine_rows - 1];
}

bool host_has_base(const struct scenario *scenario)
{
    return !scenario->cluster || text_equal(scenario->cluster, "ambient");
}

bool host_has_cluster(const struct scenario *scenario)
{
    return !scenario->cluster || !text_equal(scenario->cluster, "none");
}

/* --- the world --- */

static void put(struct draft *draft, const char *path, const char *text)
{
    struct value *file = value_object(draft->arena);
    value_put(draft->arena, file, "data", text ? value_text(draft->arena, text) : NULL);
    value_put_text(draft->arena, file, "mode", text ? "0644" : "0755");
    value_put_integer(draft->arena, file, "modified", draft->now.nanoseconds);
    draft_set(draft, WORLD_FILES, path, file);
}

const char *host_cluster(const struct scenario *scenario, struct machine *machine, struct arena *arena)
{
    if (!host_has_cluster(scenario))
        return NULL;
    const struct machine_row *row = row_of(scenario);
    const struct install_nodes nodes = {.servers = row->servers, .agents = row->agents};
    struct draft *draft = machine_begin(machine, arena);
    const char *problem = install_part(draft, INSTALL_KUBERNETES);
    problem = problem ? problem : install_nodes(draft, &nodes);
    if (problem)
        machine_abandon(machine);
    else
        machine_commit(machine);
    return problem;
}

static void put_files(const struct scenario *scenario, struct machine *machine, struct arena *arena)
{
    const struct machine_row *row = row_of(scenario);
    struct draft *draft = machine_begin(machine, arena);
    for (size_t i = 0; row->folders[i]; i++)
        put(draft, row->folders[i], NULL);
    for (size_t i = 0; row->files[i]; i += 2)
        put(draft, row->files[i], row->files[i + 1]);
    machine_commit(machine);
}

/* What Instruqt's machines tell every shell. */
static void set_variables(const struct scenario *scenario, struct machine *machine, struct arena *arena)
{
    bool instruqt = text_equal(scenario->machine, "instruqt");
    const struct value *environment = scenario->environment;
    const struct world *world = machine_world(machine);
    struct draft *draft = machine_begin(machine, arena);
    const char *const rows[][2] = {
        {"INSTRUQT", "true"},
        {"INSTRUQT_TRACK_SLUG", scenario->slug},
        {"INSTRUQT_PARTICIPANT_ID", "ambit"},
        {"INSTRUQT_USER_ID", "ambit"},
        {"INSTRUQT_USER_NAME", ""},
        {"INSTRUQT_USER_EMAIL", ""},
        {"_SANDBOX_ID", "ambit"},
        {"_SANDBOX_DNS", "ambit.svc.cluster.local"},
    };
    static const char *const terminals[] = {"1", "check"};
    for (size_t t = 0; t < sizeof terminals / sizeof *terminals; t++) {
        struct shell *shell = shell_load(world, terminals[t], NULL);
        for (size_t i = 0; instruqt && i < sizeof rows / sizeof *rows; i++)
            shell_set_variable(shell, rows[i][0], rows[i][1], true);
        for (size_t i = 0; i < value_count(environment); i++)
            shell_set_variable(shell, value_key_at(environment, i),
                               value_string_of(value_member_at(environment, i)), true);
        shell_save(shell, draft, terminals[t]);
        shell_free(shell);
    }
    machine_commit(machine);
}

/* Where set-workdir lets terminals begin, which may be a folder that was made only after that. Where there is none after
 * all, they begin at home; a note says so. */
static void go_to_workdir(const struct scenario *scenario, struct machine *machine, struct arena *arena)
{
    static const char text[] = "cd \"$(cat " WORKDIR ")\" && set-workdir .\n";
    const struct scenario_file go = {.name = "set-workdir", .text = {text, sizeof text - 1}};
    const struct value *setting = world_get(machine_world(machine), WORLD_FILES, WORKDIR);
    if (!setting)
        return;
    const char *place = arena_copy(arena, slice_trim(value_slice(value_get(setting, "data"))));
    if (value_number(value_get(host_script(scenario, machine, arena, &go, 1), "status"), 0) == 0)
        return;
    draft_set(machine_begin(machine, arena), WORLD_NOTES, DOUBT_NOTE,
              value_format(arena, "set-workdir %s: there is no such folder, so the terminal begins at home", place));
    machine_commit(machine);
}

const char *scenario_doubt(const struct world *start)
{
    const struct value *note = world_get(start, WORLD_NOTES, DOUBT_NOTE);
    return note ? value_string_of(note) : NULL;
}

/* A script that ended badly, in one line: which one, how, and its last words. */
static const char *complaint(struct arena *arena, const char *name, const struct value *result)
{
    return arena_format(arena, "%s ended with status %d: %s", name,
                        (int)value_number(value_get(result, "status"), 0),
                        script_last_line(arena, value_slice(value_get(result, "output"))));
}

const char *host_setup(const struct scenario *scenario, struct machine *machine, struct arena *arena)
{
    enum { SETUP_SECONDS = 55 * 60 };
    if (!scenario->machine)
        return NULL;
    put_files(scenario, machine, arena);
    if (text_equal(scenario->machine, "instruqt") || scenario->environment)
        set_variables(scenario, machine, arena);
    for (size_t i = 0; i < scenario->setup_count; i++) {
        const struct scenario_file *file = &scenario->setup[i];
        const struct value *result = host_script(scenario, machine, arena, file, SETUP_SECONDS);
        bool may_fail = text_starts(file->name, "cleanup-"); /* as Instruqt has it: it is logged */
        if (!may_fail && value_number(value_get(result, "status"), 0) != 0)
            return complaint(arena, file->name, result);
    }
    go_to_workdir(scenario, machine, arena);
    return NULL;
}

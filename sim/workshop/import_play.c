/* Plays an imported track: each challenge's set-up, its check (which must not pass), the commands of its text,
 * its solution, its check again (which must pass). What scripts say is "not simulated", what fails, and what
 * the text promises and the mesh does not do goes into the report, with the hop that decided and what would
 * make it true, tried. */
#include "base/check.h"
#include "base/limits.h"
#include "shell/shell.h"
#include "traffic/hop.h"
#include "workshop/import.h"

#define TERMINAL "1"

static const struct instant start_at = {1795424400000000000}; /* 2026-11-23T09:00:00Z, as ambit run */

/* --- the challenge, from the files that were made --- */

struct place {
    struct import *import;
    const char *folder;
};

static struct slice read_place(void *context, const char *name)
{
    struct place *place = context;
    const char *path =
        arena_format(&place->import->arena, "%s%s/%s", place->import->prefix, place->folder, name);
    for (const struct import_file *file = place->import->files; file; file = file->next)
        if (text_equal(file->name, path))
            return file->text;
    return (struct slice){0};
}

static struct scenario_source source_of(struct import *import, const struct import_challenge *challenge);

static bool find_place(void *context, const char *slug, struct scenario_source *source)
{
    struct place *place = context;
    for (const struct import_challenge *one = place->import->challenges; one; one = one->next) {
        if (text_equal(one->slug, slug)) {
            *source = source_of(place->import, one);
            return true;
        }
    }
    return false;
}

static struct scenario_source source_of(struct import *import, const struct import_challenge *challenge)
{
    struct place *place = arena_allocate(&import->arena, sizeof *place);
    *place = (struct place){import, challenge->folder};
    return (struct scenario_source){
        .context = place, .read = read_place, .find = find_place, .slug = challenge->slug};
}

struct scenario *import_load(struct import *import, const struct import_challenge *challenge)
{
    struct scenario_source source = source_of(import, challenge);
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(&source, &problem);
    if (!scenario)
        import_find(import, FINDING_FAILED, challenge->source, 0, "the challenge", "%s",
                    problem ? problem : "");
    memory_free((void *)problem);
    return scenario;
}

/* --- what scripts say --- */

struct attempt {
    struct import *import;
    struct import_challenge *challenge;
    struct scenario *scenario;
    struct world *world;
};

static const struct import_script *find_script(const struct import_challenge *challenge, const char *name)
{
    const struct import_script *const lists[] = {challenge->previous, challenge->scripts};
    for (size_t l = 0; l < 2; l++)
        for (const struct import_script *one = lists[l]; one; one = one->next)
            if (text_equal(one->name, name))
                return one;
    return NULL;
}

/* "+@12@ helm install ...": 12; 0: no such line. */
static int trace_line(struct slice line)
{
    int64_t number;
    size_t at = 0;
    while (at < line.length && line.data[at] == '+')
        at++;
    struct slice rest = slice_part(line, at + 1, line.length);
    if (!at || at >= line.length || line.data[at] != '@' ||
        !slice_to_integer(slice_part(rest, 0, slice_find_byte(rest, '@')), &number))
        return 0;
    return (int)number;
}

/* The same is not said twice. */
static bool is_known(const struct import *import, const char *file, int line)
{
    for (size_t i = 0; i < import->finding_count; i++) {
        const struct import_remark *one = &import->findings[i];
        if (one->kind == FINDING_UNSIMULATED && one->line == line && one->file && text_equal(one->file, file))
            return true;
    }
    return false;
}

/* Takes "simulated" back where the command said that it is not. */
static void find_unsimulated(struct import *import, const char *file, int line, struct slice text)
{
    if (is_known(import, file, line))
        return;
    struct slice words = slice_trim(text);
    if (slice_starts(words, "not simulated: "))
        words = slice_part(words, slice_of("not simulated: ").length, words.length);
    if (slice_ends(words, ": not simulated"))
        words.length -= slice_of(": not simulated").length;
    const char *copy = arena_copy(&import->arena, words);
    for (size_t i = 0; i < import->finding_count; i++) {
        struct import_remark *one = &import->findings[i];
        bool good = one->kind == FINDING_SIMULATED || one->kind == FINDING_REPLACED;
        if (good && line && one->line == line && one->file && text_equal(one->file, file)) {
            *one = (struct import_remark){FINDING_UNSIMULATED, file, line, one->what, copy};
            return;
        }
    }
    import_find(import, FINDING_UNSIMULATED, file, line, NULL, "%s", copy);
}

static void hear_script(void *context, const char *name, int status, struct slice output)
{
    struct attempt *attempt = context;
    const struct import_script *script = find_script(attempt->challenge, name);
    const char *file = script ? script->source : name;
    struct slice line, last = {0};
    int number = 0;
    while (slice_next(&output, '\n', &line)) {
        int traced = trace_line(line);
        if (traced)
            number = traced;
        else if (slice_find(line, SLICE("not simulated")) < line.length)
            find_unsimulated(attempt->import, file, number, line);
        if (!traced && slice_trim(line).length)
            last = slice_trim(line);
    }
    bool setup = script && (script->role == SCRIPT_SETUP || script->role == SCRIPT_SOLVE);
    if (setup && status)
        import_find(attempt->import, FINDING_FAILED, file, number, "the script", "it ends with status %d: %.*s",
                    status, (int)last.length, last.data ? last.data : "");
}

/* --- the text's commands --- */

struct playing {
    struct attempt *attempt;
    struct machine *machine;
    struct buffer shown;
    const struct block *blocks;
    size_t count;
};

static void collect(void *context, const char *terminal, struct slice bytes)
{
    struct buffer *shown = context;
    (void)terminal;
    if (shown->length + bytes.length <= LIMIT_OUTPUT_BYTES)
        buffer_add(shown, bytes);
}

/* Of the paragraph before the commands, or, when that says nothing, of the one behind. */
static enum promise promise_of(const struct playing *playing, size_t index)
{
    enum promise promise = PROMISE_NOTHING;
    if (index && playing->blocks[index - 1].kind != BLOCK_CODE)
        promise = import_promise_in(playing->blocks[index - 1].text);
    if (promise == PROMISE_NOTHING && index + 1 < playing->count &&
        playing->blocks[index + 1].kind == BLOCK_PARAGRAPH)
        promise = import_promise_in(playing->blocks[index + 1].text);
    return promise;
}

static int64_t last_trace(const struct world *world)
{
    return value_number(world_get(world, WORLD_NOTES, "trace"), 0);
}

/* The newest request that was made behind [before]; NULL: none. In the arena. */
static const struct value *new_request(struct import *import, const struct world *world, int64_t before)
{
    const struct value *newest = NULL;
    struct map_walk walk = map_walk(world_map(world, WORLD_TRACES), SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        if (value_number(value_get(entry.item, "id"), 0) > before)
            newest = entry.item;
    return newest ? value_copy(&import->arena, newest) : NULL;
}

static bool works(const struct value *request)
{
    int64_t status = value_number(value_get(request, "status"), 0);
    return status >= 200 && status < 400;
}

/* The line of the source that the command begins in; 0: it is not there as it is. */
static int line_of(const struct attempt *attempt, struct slice command)
{
    struct slice rest = attempt->challenge->body, line,
                 first = slice_part(command, 0, slice_find_byte(command, '\n'));
    for (int number = attempt->challenge->body_line; slice_next(&rest, '\n', &line); number++)
        if (slice_equal(slice_trim(line), slice_trim(first)))
            return number;
    return 0;
}

/* Runs a command on a fork of [world] and says whether its last request is answered. */
static bool would_work(struct attempt *attempt, const struct world *world, const char *change,
                       struct slice command)
{
    struct machine *fork = machine_new(world, NULL);
    struct arena arena = {0};
    machine_command(fork, &arena, slice_of(change));
    int64_t before = last_trace(machine_world(fork));
    machine_command(fork, &arena, command);
    bool good = works(new_request(attempt->import, machine_world(fork), before));
    machine_free(fork);
    arena_release(&arena);
    return good;
}

/* What would make the request go through: tried on forks. */
static const char *remedies(struct attempt *attempt, const struct world *world, const struct value *request,
                            struct slice command)
{
    struct arena *arena = &attempt->import->arena;
    const char *via = value_find_text(request, "via");
    static const char variable[] =
        "kubectl set env deployment/istiod -n istio-system PILOT_AUTO_ALLOW_WAYPOINT_POLICY=true && "
        "kubectl rollout status deployment/istiod -n istio-system && sleep 2";
    struct slice name = slice_of(via);
    size_t slash = slice_find_byte(name, '/');
    if (!via[0])
        return "";
    const char *namespace = arena_copy(arena, slice_part(name, 0, slash));
    const char *principal = arena_format(arena, "cluster.local/ns/%s/sa/%s", namespace, via + slash + 1);
    const char *policy = arena_format(
        arena,
        "kubectl apply -f - <<'END'\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n"
        "  name: allow-waypoint\n  namespace: %s\nspec:\n  action: ALLOW\n  rules:\n  - from:\n    - source:\n"
        "        principals: [\"%s\"]\nEND\nsleep 2",
        namespace, principal);
    const char *text = "";
    bool first = would_work(attempt, world, variable, command);
    if (first)
        text = "; tried: it works with PILOT_AUTO_ALLOW_WAYPOINT_POLICY=true on istiod (opt-in)";
    if (would_work(attempt, world, policy, command))
        text = arena_format(arena, "%s%s an ALLOW policy in %s for the principal %s", text,
                            first ? ", and with" : "; tried: it works with", namespace, principal);
    return text;
}

static void compare_promise(struct playing *playing, enum promise promise, const struct world *before,
                            const struct value *request, struct slice command)
{
    struct attempt *attempt = playing->attempt;
    struct arena *arena = &attempt->import->arena;
    int64_t status = value_number(value_get(request, "status"), 0);
    const struct value *hop = hop_deciding(request);
    if (promise != PROMISE_NOTHING && (promise == PROMISE_WORKS) == works(request))
        import_remember(attempt->import, attempt->challenge, request);
    if (promise == PROMISE_NOTHING || (promise == PROMISE_WORKS) == works(request))
        return;
    const char *came = status ? arena_format(arena, "it is %lld", (long long)status)
                              : arena_format(arena, "no answer (%s)", value_find_text(request, "error"));
    const char *where = value_find_text(hop, "where");
    struct slice first = slice_part(command, 0, slice_find_byte(command, '\n'));
    import_find(attempt->import, FINDING_PROMISE, attempt->challenge->source, line_of(attempt, command),
                arena_copy(arena, slice_trim(first)), "the text says that it %s; %s. %s%s%s: %s%s",
                promise == PROMISE_WORKS ? "works" : "is refused", came, value_find_text(hop, "at"),
                where[0] ? " " : "", where, value_find_text(hop, "why"),
                promise == PROMISE_WORKS ? remedies(attempt, before, request, command) : "");
}

static void play_command(struct playing *playing, struct slice command, enum promise promise)
{
    struct attempt *attempt = playing->attempt;
    struct world *before = world_ref(machine_world(playing->machine));
    size_t shown = playing->shown.length;
    machine_run(playing->machine, TERMINAL, command, "-bash");
    machine_settle(playing->machine, TERMINAL);
    machine_finish(playing->machine, TERMINAL, true);
    struct slice output = slice_part(buffer_slice(&playing->shown), shown, playing->shown.length), line;
    while (slice_next(&output, '\n', &line))
        if (slice_find(line, SLICE("not simulated")) < line.length)
            find_unsimulated(attempt->import, attempt->challenge->source, line_of(attempt, command), line);
    const struct value *request =
        new_request(attempt->import, machine_world(playing->machine), last_trace(before));
    if (request)
        compare_promise(playing, promise, before, request, command);
    world_unref(before);
}

static bool is_commands(const struct block *block)
{
    return block->kind == BLOCK_CODE &&
           (text_equal(block->language, "bash") || text_equal(block->language, "sh") ||
            text_equal(block->language, "shell"));
}

/* --- outputs that the text shows --- */

/* The block of output behind the commands at [index], perhaps with a sentence between them; NULL: none is
 * shown. */
static const struct block *output_behind(const struct playing *playing, size_t index)
{
    static const char *const words[] = {"output",    "see",   "look",   "similar",
                                        "like this", "shows", "prints", NULL};
    size_t at = index + 1;
    if (at < playing->count && playing->blocks[at].kind == BLOCK_PARAGRAPH &&
        import_says_any(slice_of(playing->blocks[at].text), words))
        at++;
    const struct block *block = at < playing->count ? &playing->blocks[at] : NULL;
    static const char *const languages[] = {"text", "console", "output", "", NULL};
    for (size_t i = 0; block && block->kind == BLOCK_CODE && languages[i]; i++)
        if (text_equal(languages[i], block->language))
            return block;
    return NULL;
}

static void compare_output(struct playing *playing, size_t index, struct slice output)
{
    struct attempt *attempt = playing->attempt;
    const struct block *promised = output_behind(playing, index);
    struct slice line = import_missing_line(slice_of(promised ? promised->text : ""), output);
    if (line.length)
        import_find(attempt->import, FINDING_PROMISE, attempt->challenge->source, line_of(attempt, line),
                    "the output that the text shows", "no such line came: %.*s", (int)line.length, line.data);
}

/* The world in which the commands of the text were typed, one after the other; owned. */
static struct world *play_text(struct attempt *attempt, struct buffer *commands)
{
    struct playing playing = {.attempt = attempt};
    struct machine_sitting sitting = {.context = &playing.shown, .shown = collect};
    playing.machine = machine_new(attempt->world, &sitting);
    playing.count = scenario_blocks(attempt->scenario, &playing.blocks);
    for (size_t i = 0; i < playing.count && !machine_exiting(playing.machine, TERMINAL); i++) {
        if (!is_commands(&playing.blocks[i]))
            continue;
        struct slice rest = slice_of(playing.blocks[i].text);
        buffer_add(commands, rest);
        buffer_add_byte(commands, '\n');
        enum promise promise = promise_of(&playing, i);
        size_t length, shown = playing.shown.length;
        while (rest.length && (length = shell_command_length(rest, true)) &&
               !machine_exiting(playing.machine, TERMINAL)) {
            if (slice_trim(slice_part(rest, 0, length)).length)
                play_command(&playing, slice_part(rest, 0, length), promise);
            rest = slice_part(rest, length, rest.length);
        }
        compare_output(&playing, i, slice_part(buffer_slice(&playing.shown), shown, playing.shown.length));
    }
    struct world *world = world_ref(machine_world(playing.machine));
    machine_free(playing.machine);
    buffer_release(&playing.shown);
    return world;
}

/* --- checks --- */

static struct check_result check_of(struct attempt *attempt, size_t task, const struct world *world)
{
    const struct evidence evidence = {0};
    return scenario_check(attempt->scenario, task, world, &evidence, &attempt->import->arena);
}

static const char *file_of(const struct attempt *attempt, enum script_role role)
{
    for (const struct import_script *one = attempt->challenge->scripts; one; one = one->next)
        if (one->role == role)
            return one->source;
    return attempt->challenge->source;
}

static const char *check_file(const struct attempt *attempt)
{
    return file_of(attempt, SCRIPT_CHECK);
}

static const char *solve_file(const struct attempt *attempt)
{
    return file_of(attempt, SCRIPT_SOLVE);
}

static void expect_failing(struct attempt *attempt, size_t task)
{
    struct check_result result = check_of(attempt, task, attempt->world);
    if (result.verdict == VERDICT_DONE)
        import_find(attempt->import, FINDING_FAILED, check_file(attempt), 0, "the check",
                    "it passes before anything was done");
    else if (result.verdict == VERDICT_AUTHOR_ERROR)
        import_find(attempt->import, FINDING_FAILED, check_file(attempt), 0, "the check", "%s", result.message);
}

/* Gives the challenge a solution that is the commands of its text. */
static void solve_by_text(struct attempt *attempt, struct slice commands, const struct import_challenge *before)
{
    struct import *import = attempt->import;
    import_add_script(import, &attempt->challenge->scripts,
                      (struct import_script){.role = SCRIPT_SOLVE,
                                             .host = "text",
                                             .name = "solve-by-the-text",
                                             .source = attempt->challenge->source,
                                             .text = {arena_copy(&import->arena, commands), commands.length}});
    import_find(import, FINDING_REPLACED, attempt->challenge->source, 0, "the solution",
                "there is none; the commands of the text are taken for it");
    import_challenge_write(import, attempt->challenge, before);
}

static void try_task(struct attempt *attempt, size_t task, const struct task *row, const struct world *played,
                     struct slice commands, const struct import_challenge *before)
{
    bool by_text = commands.length && check_of(attempt, task, played).verdict == VERDICT_DONE;
    if (!row->solve) {
        if (by_text) {
            import_behave(attempt->import, attempt->challenge, attempt->world, played);
            solve_by_text(attempt, commands, before);
        } else
            import_find(attempt->import, FINDING_WARNING, check_file(attempt), 0, "the check",
                        "there is no solution, and the commands of the text are none: the next challenge "
                        "begins without it");
        return;
    }
    struct buffer shown = {0};
    struct world *solved = scenario_solve(attempt->scenario, task, attempt->world, &shown);
    struct check_result result = check_of(attempt, task, solved);
    struct slice said = buffer_slice(&shown), one;
    while (slice_next(&said, '\n', &one))
        if (slice_find(one, SLICE("not simulated")) < one.length)
            find_unsimulated(attempt->import, solve_file(attempt), 0, one);
    if (result.verdict != VERDICT_DONE) {
        const char *last = "";
        struct slice rest = buffer_slice(&shown), line;
        while (slice_next(&rest, '\n', &line))
            if (slice_trim(line).length)
                last = arena_copy(&attempt->import->arena, slice_trim(line));
        import_find(attempt->import, FINDING_FAILED, check_file(attempt), 0, "the check",
                    "it does not pass after the solution: %s (the solution's last words: %s)", result.message,
                    last);
    } else if (!by_text && commands.length) {
        import_find(attempt->import, FINDING_WARNING, attempt->challenge->source, 0, "the text",
                    "its commands alone do not satisfy the check: %s", check_of(attempt, task, played).message);
    }
    if (result.verdict == VERDICT_DONE &&
        import_behave(attempt->import, attempt->challenge, attempt->world, solved))
        import_challenge_write(attempt->import, attempt->challenge, before);
    world_unref(solved);
    buffer_release(&shown);
}

static void try_tasks(struct attempt *attempt, const struct import_challenge *before)
{
    const struct task *tasks;
    struct buffer commands = {0};
    size_t count = scenario_tasks(attempt->scenario, &tasks);
    for (size_t i = 0; i < count; i++)
        if (!tasks[i].quiz)
            expect_failing(attempt, i);
    struct world *played = play_text(attempt, &commands);
    for (size_t i = 0; i < count; i++)
        if (!tasks[i].quiz) /* it is answered in a sitting */
            try_task(attempt, i, &tasks[i], played, buffer_slice(&commands), before);
    if (!count && commands.length && text_equal(attempt->import->platform, "killercoda")) {
        attempt->challenge->derived =
            import_derive(attempt->import, attempt->challenge, attempt->world, played);
        if (attempt->challenge->derived)
            solve_by_text(attempt, buffer_slice(&commands), before);
    }
    world_unref(played);
    buffer_release(&commands);
}

/* False: it does not begin, and so the ones behind it do not either. */
static bool try_challenge(struct import *import, struct import_challenge *challenge,
                          const struct import_challenge *before)
{
    struct attempt attempt = {
        .import = import, .challenge = challenge, .scenario = import_load(import, challenge)};
    struct scenario_watch watch = {&attempt, hear_script};
    const char *problem = NULL;
    if (!attempt.scenario)
        return false;
    scenario_watch(attempt.scenario, &watch);
    attempt.world = scenario_start(attempt.scenario, start_at, 1, &problem);
    if (attempt.world)
        try_tasks(&attempt, before);
    else
        import_find(import, FINDING_FAILED, challenge->source, 0, "the start", "%s", problem ? problem : "");
    bool begins = attempt.world != NULL;
    memory_free((void *)problem);
    world_unref(attempt.world);
    scenario_free(attempt.scenario);
    return begins;
}

void import_try(struct import *import)
{
    struct import_challenge *before = NULL;
    for (struct import_challenge *one = import->challenges; one; one = one->next) {
        if (!try_challenge(import, one, before)) {
            if (one->next)
                import_find(import, FINDING_WARNING, one->source, 0, NULL,
                            "the challenges behind it could not be tried");
            return;
        }
        before = one;
    }
}

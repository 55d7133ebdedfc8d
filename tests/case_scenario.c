/* Scenario cases. The input is a file, the question what to do with it:
 *   blocks        the input is an assignment.md: its blocks, a line each
 *   front         the same: slug, title, teaser, and what was repaired
 *   lua           the input is a challenge.lua: its tasks and what their checks say in an empty world, or the
 * problem; lines before a line "--8<--" are what the terminal has shown sitting       the same in a sitting, in
 * which the lines before "--8<--" are run first; what the folder lacks is taken from the seed's challenge;
 * "sitting SEED" is another learner's */
#include "base/buffer.h"
#include "base/check.h"
#include "scenario/embedded.h"
#include "scenario/scenario.h"
#include "sitting.h"

const char *case_scenario(struct arena *arena, const char *input, const char *question);

struct folder {
    struct slice assignment, lua;
};

/* What a test's folder has beside what the test says. */
static const struct {
    const char *name, *text;
} files[] = {
    {"extra.lua", "task { \"extra\", optional = true, check = function(w) end }\nreturn { answer = 42 }\n"},
    {"broken.lua", "-- an error in a further file\nlocal x = nil\nx.y = 1\n"},
    {"team.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: team, namespace: default}\n"
                  "data: {name: ${team}, port: '${port}', other: '${other}'}\n"},
};

static struct slice read_folder(void *context, const char *name)
{
    const struct folder *folder = context;
    if (text_equal(name, "assignment.md"))
        return folder->assignment;
    if (text_equal(name, "challenge.lua"))
        return folder->lua;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (text_equal(files[i].name, name))
            return slice_of(files[i].text);
    struct scenario_source seed = embedded_source("waypoints-l7-where-it-matters");
    return seed.read(seed.context, name);
}

static const char *const kind_names[] = {"heading", "paragraph", "item", "code", "callout", "table", "rule"};

/* Line ends inside a block become "\n", so that a block is a line. */
static void add_flat(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n')
            buffer_add_text(out, "\\n");
        else
            buffer_add_byte(out, *text);
    }
}

static void write_blocks(struct buffer *out, const struct scenario *scenario)
{
    const struct block *blocks;
    size_t count = scenario_blocks(scenario, &blocks);
    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];
        buffer_add_text(out, kind_names[block->kind]);
        if (block->level)
            buffer_format(out, " %d", block->level);
        if (block->kind == BLOCK_CODE)
            buffer_format(out, " (%s)", block->info);
        if (block->kind == BLOCK_LIST_ITEM)
            buffer_format(out, " %s", block->marker);
        if (block->kind == BLOCK_CALLOUT)
            buffer_format(out, " %s %s \"%s\"", block->icon, block->ascii, block->label);
        buffer_add_text(out, ": ");
        add_flat(out, block->text);
        buffer_add_byte(out, '\n');
    }
}

static const char *const verdict_names[] = {"done", "not yet", "broken", "author's error"};

static void write_tasks(struct buffer *out, const struct scenario *scenario, struct slice shown,
                        struct arena *arena)
{
    struct world *world = world_new((struct instant){0}, 1);
    struct evidence evidence = {.shown = shown};
    const struct task *tasks;
    size_t count = scenario_all_tasks(scenario, &tasks);
    for (size_t i = 0; i < count; i++) {
        struct check_result result = scenario_check(scenario, i, world, &evidence, arena);
        buffer_format(out, "%s \"%s\" %d%s: %s\n", tasks[i].id, tasks[i].title, tasks[i].points,
                      tasks[i].optional ? " optional" : "", verdict_names[result.verdict]);
        if (*result.message)
            buffer_format(out, "%s\n", result.message);
        struct hint hint = scenario_hint(scenario, i, true, world, &evidence, arena);
        if (hint.text)
            buffer_format(out, "%s: %s\n", hint.state ? "state" : "hint", hint.text);
        if (hint.command)
            buffer_format(out, "%s\n", hint.command);
    }
    world_unref(world);
}

/* What held on the way of task [index]'s check, as graders are told. */
static void write_account(struct buffer *out, struct session *session, size_t index, struct arena *arena)
{
    const struct value *found = session_ask(session, arena_format(arena, "look/%zu", index), arena);
    const struct value *account = value_get(found, "account");
    for (size_t i = 0; i < value_count(account); i++)
        buffer_format(out, "%s\n", value_string_of(value_at(account, i)));
}

/* The commands are run, and then every check. */
static void write_sitting(struct buffer *out, struct scenario *scenario, struct slice commands, uint64_t seed,
                          bool accounts, struct arena *arena)
{
    struct sitting sitting = {.scenario = scenario};
    const char *problem = "";
    sitting.session = session_new(scenario, (struct instant){1795424400000000000}, seed, &problem);
    if (!sitting.session) {
        buffer_format(out, "%s\n", problem);
        memory_free((void *)(uintptr_t)problem);
        return;
    }
    while (commands.length) { /* a prompt behind each command, where checks run by themselves */
        size_t length = shell_command_length(commands, true), done;
        sitting_run(&sitting, slice_part(commands, 0, length), true);
        while (length && session_check_step(sitting.session, &done)) {
        }
        commands = slice_part(commands, length ? length : commands.length, commands.length);
    }
    const struct value *tasks = session_ask(sitting.session, "tasks", arena);
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        const char *message = value_find_text(task, "message");
        const char *id = value_find_text(task, "id"), *title = value_find_text(task, "title");
        buffer_format(out, "%s%s%s: %s\n%s%s", id, text_equal(id, title) ? "" : ", ",
                      text_equal(id, title) ? "" : title, value_find_text(task, "verdict"), message,
                      message[0] ? "\n" : "");
        if (accounts)
            write_account(out, sitting.session, i, arena);
    }
    const char *wrong = sitting_replay(&sitting, arena);
    if (wrong)
        buffer_format(out, "%s\n", wrong);
    session_free(sitting.session);
}

static const char *definitions(struct arena *arena)
{
    struct buffer text = {0};
    scenario_definitions(&text);
    struct folder folder = {.assignment = SLICE("# A test\n"), .lua = buffer_slice(&text)};
    struct scenario_source source = {.context = &folder, .read = read_folder, .slug = "test"};
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(&source, &problem);
    const char *answer = arena_format(arena, "%s%s\n", buffer_text(&text), problem ? problem : "it is Lua");
    memory_free((void *)(uintptr_t)problem);
    scenario_free(scenario);
    buffer_release(&text);
    return answer;
}

const char *case_scenario(struct arena *arena, const char *input, const char *question)
{
    struct slice text = slice_of(input), shown = {0};
    struct folder folder = {.assignment = text};
    if (text_starts(question, "definitions"))
        return definitions(arena);
    bool lua = text_starts(question, "lua"), accounts = text_starts(question, "accounts");
    bool sits = accounts || text_starts(question, "sitting");
    if (lua || sits) {
        size_t cut = slice_find(text, SLICE("--8<--\n"));
        if (cut < text.length) {
            shown = slice_part(text, 0, cut);
            text = slice_part(text, cut + 7, text.length);
        }
        folder = (struct folder){.assignment = SLICE("# A test\n"), .lua = text};
    }
    struct scenario_source source = {.context = &folder, .read = read_folder, .slug = "test"};
    const char *problem;
    struct scenario *scenario = scenario_load(&source, &problem);
    if (!scenario) {
        const char *copy = arena_format(arena, "%s\n", problem);
        memory_free((void *)(uintptr_t)problem);
        return copy;
    }
    struct buffer out = {0};
    const char *repair = scenario_repair(scenario);
    int64_t seed = 1;
    if (sits && !slice_to_integer(slice_trim(slice_part(slice_of(question), 7, SIZE_MAX)), &seed))
        seed = 1;
    if (text_starts(question, "quiz "))
        write_sitting(&out, scenario, slice_of(arena_format(arena, "lab answer quiz %s", question + 5)), 1,
                      false, arena);
    else if (sits)
        write_sitting(&out, scenario, shown, (uint64_t)seed, accounts, arena);
    else if (lua)
        write_tasks(&out, scenario, shown, arena);
    else if (slice_is(slice_trim(slice_of(question)), "blocks"))
        write_blocks(&out, scenario);
    else
        buffer_format(&out, "%s | %s | %s | %s\n", scenario_slug(scenario), scenario_title(scenario),
                      scenario_teaser(scenario), repair ? repair : "whole");
    scenario_free(scenario);
    const char *copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

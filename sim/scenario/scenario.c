#include "scenario/scenario.h"

#include "base/buffer.h"
#include "base/check.h"
#include "scenario/embedded.h"
#include "scenario/script.h"

static const char *first_heading(const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->block_count; i++)
        if (scenario->blocks[i].kind == BLOCK_HEADING)
            return scenario->blocks[i].text;
    return NULL;
}

/* The text of a front matter's field, or [otherwise] when it is empty or missing. */
static const char *front_text(const struct value *front, const char *key, const char *otherwise)
{
    const char *text = value_find_text(front, key);
    return *text || !otherwise ? text : otherwise;
}

static bool load_assignment(struct scenario *scenario, const struct scenario_source *source,
                            const char **problem)
{
    struct slice text = source->read(source->context, "assignment.md");
    if (!text.data) {
        *problem = arena_format(&scenario->arena, "no assignment.md in %s",
                                source->slug ? source->slug : "the folder");
        return false;
    }
    size_t places;
    scenario->assignment = hash_bytes(text);
    text = repair_text(&scenario->arena, text, &places);
    if (places)
        scenario->repair =
            arena_format(&scenario->arena, "repaired: text was UTF-8 read as Mac Roman (%zu places)", places);
    const struct value *front;
    struct slice body;
    if (!front_matter_read(&scenario->arena, text, &front, &body, problem))
        return false;
    scenario->front = front;
    scenario->block_count = markdown_read(&scenario->arena, body, &scenario->blocks);
    const char *slug = source->slug ? arena_text(&scenario->arena, source->slug) : "assignment";
    scenario->slug = front_text(front, "slug", slug);
    const char *heading = first_heading(scenario);
    scenario->title = front_text(front, "title", heading ? heading : scenario->slug);
    scenario->teaser = front_text(front, "teaser", NULL);
    return true;
}

static bool load_script(struct scenario *scenario, const struct scenario_source *source, const char **problem)
{
    /* A lone assignment.md of a challenge that ambit has is played in that challenge's world, with its checks.
     */
    struct scenario_source own = embedded_source(scenario->slug);
    struct slice lua = source->read(source->context, "challenge.lua");
    if (!lua.data) {
        source = &own;
        lua = own.read(own.context, "challenge.lua");
    }
    if (!lua.data)
        return true;
    lua = slice_unmarked(lua); /* as the lua command reads its files */
    scenario->lua = (struct slice){arena_copy(&scenario->arena, lua), lua.length};
    struct script script = {
        .arena = &scenario->arena, .scenario = scenario, .loading = scenario, .source = source, .seed = 1};
    bool loaded = script_open(&script) && script_call(&script, declare_read, NULL);
    if (!loaded)
        *problem = script.problem;
    script_close(&script);
    return loaded;
}

static bool load_quiz(struct scenario *scenario, const char **problem)
{
    const char *wrong = ask_front(scenario, scenario->front);
    if (wrong)
        *problem = wrong;
    return !wrong;
}

/* The challenges that wait for this one to be loaded, so that none is waited for twice. */
struct chain {
    const char *slug;
    const struct chain *before;
};

static struct scenario *load(const struct scenario_source *source, const struct chain *before,
                             const char **problem);

static bool load_previous(struct scenario *scenario, const struct scenario_source *source,
                          const struct chain *before, const char **problem)
{
    struct chain chain = {scenario->slug, before};
    struct scenario_source previous;
    if (!scenario->after)
        return true;
    for (const struct chain *one = &chain; one; one = one->before) {
        if (!text_equal(one->slug, scenario->after))
            continue;
        *problem =
            arena_format(&scenario->arena, "challenge.lua: after = \"%s\" goes in a circle", scenario->after);
        return false;
    }
    struct scenario_source embedded = embedded_source(scenario->after);
    bool found = source->find && source->find(source->context, scenario->after, &previous);
    if (!found && embedded.find(NULL, scenario->after, &previous))
        found = true;
    if (!found) {
        *problem = arena_format(&scenario->arena, "challenge.lua: after = \"%s\": there is no such challenge",
                                scenario->after);
        return false;
    }
    const char *reason;
    scenario->previous = load(&previous, &chain, &reason);
    if (scenario->previous)
        return true;
    *problem = arena_format(&scenario->arena, "after %s: %s", scenario->after, reason);
    memory_free((void *)reason);
    return false;
}

/* NULL: *problem, heap text. */
static struct scenario *load(const struct scenario_source *source, const struct chain *before,
                             const char **problem)
{
    struct scenario *scenario = memory_allocate(sizeof(*scenario));
    scenario->kept = arena_allocate(&scenario->arena, sizeof(*scenario->kept));
    scenario->script = arena_allocate(&scenario->arena, sizeof(*scenario->script));
    const char *text = "";
    if (load_assignment(scenario, source, &text) && load_script(scenario, source, &text) &&
        load_quiz(scenario, &text) && load_previous(scenario, source, before, &text)) {
        scenario->edition = edition_hash(scenario);
        return scenario;
    }
    *problem = memory_text(slice_of(text));
    scenario_free(scenario);
    return NULL;
}

struct scenario *scenario_load(const struct scenario_source *source, const char **problem)
{
    return load(source, NULL, problem);
}

void scenario_free(struct scenario *scenario)
{
    while (scenario) {
        struct arena arena = scenario->arena;
        struct scenario *previous = scenario->previous;
        world_unref(scenario->kept->world);
        template_free(scenario->kept->template);
        parsed_release(&scenario->kept->texts);
        shell_models_release(&scenario->kept->models);
        snapshot_release(&scenario->script->memory);
        memory_free(scenario);
        arena_release(&arena);
        scenario = previous;
    }
}

const struct scenario *scenario_previous(const struct scenario *scenario)
{
    return scenario->previous;
}

const char *scenario_slug(const struct scenario *scenario)
{
    return scenario->slug;
}

const char *scenario_title(const struct scenario *scenario)
{
    return scenario->title;
}

const char *scenario_teaser(const struct scenario *scenario)
{
    return scenario->teaser;
}

const struct value *scenario_front(const struct scenario *scenario)
{
    return scenario->front;
}

const char *scenario_cleanup(const struct scenario *scenario)
{
    return scenario->cleanup;
}

const char *scenario_repair(const struct scenario *scenario)
{
    return scenario->repair;
}

size_t scenario_blocks(const struct scenario *scenario, const struct block **blocks)
{
    *blocks = scenario->blocks;
    return scenario->block_count;
}

bool scenario_block_runs(const struct block *block)
{
    return block->kind == BLOCK_CODE && (text_equal(block->language, "bash") || text_equal(block->language, "sh") ||
                                         text_equal(block->language, "shell"));
}

const struct block *scenario_block_numbered(const struct scenario *scenario, int64_t number)
{
    for (size_t i = 0; i < scenario->block_count; i++) {
        if (scenario_block_runs(&scenario->blocks[i]) && --number == 0)
            return &scenario->blocks[i];
    }
    return NULL;
}

size_t scenario_tasks(const struct scenario *scenario, const struct task **tasks)
{
    size_t count = scenario_all_tasks(scenario, tasks);
    while (count && scenario->tasks[count - 1].hidden)
        count--;
    return count;
}

size_t scenario_all_tasks(const struct scenario *scenario, const struct task **tasks)
{
    if (tasks)
        *tasks = scenario->tasks;
    return scenario->task_count;
}

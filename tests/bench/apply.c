/* Rows 10 and 11: many objects at the prompt. */
#include "operations.h"

#include <yaml.h>

#include "base/check.h"
#include "lab.h"
#include "world/world.h"

enum { OBJECTS = 1000 };

struct objects {
    struct lab lab;
    struct buffer manifest, command;
    struct world *world; /* before anything was applied */
};

static void add_object(struct buffer *text, size_t number)
{
    buffer_format(
        text,
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: policy-%zu\n"
        "  namespace: accounts\n  labels:\n    team: team-%zu\nspec:\n  action: ALLOW\n  rules:\n"
        "  - from:\n    - source:\n        principals: [\"cluster.local/ns/team-%zu/sa/app\"]\n"
        "    to:\n    - operation:\n        methods: [\"GET\"]\n        paths: [\"/things/%zu/*\"]\n---\n",
        number, number % 7, number % 50, number);
}

static void *begin(size_t size)
{
    struct objects *objects = memory_allocate(sizeof *objects);
    struct arena arena = {0};
    objects->lab = lab_begin();
    for (size_t i = 0; i < size; i++)
        add_object(&objects->manifest, i);
    buffer_add_text(&objects->command, "cat > /root/many.yaml <<'END'\n");
    buffer_add(&objects->command, buffer_slice(&objects->manifest));
    buffer_add_text(&objects->command, "END\n");
    machine_command(objects->lab.machine, &arena, buffer_slice(&objects->command));
    arena_release(&arena);
    objects->world = world_ref(machine_world(objects->lab.machine));
    return objects;
}

static void end(void *context)
{
    struct objects *objects = context;
    world_unref(objects->world);
    lab_end(&objects->lab);
    buffer_release(&objects->manifest);
    buffer_release(&objects->command);
    memory_free(objects);
}

static void command(struct machine *machine, const char *line)
{
    struct arena arena = {0};
    const struct value *result = machine_command(machine, &arena, slice_of(line));
    check(value_number(value_get(result, "status"), 1) == 0);
    arena_release(&arena);
}

static void apply(void *context, size_t times)
{
    struct objects *objects = context;
    for (size_t i = 0; i < times; i++) {
        machine_set_world(objects->lab.machine, objects->world);
        command(objects->lab.machine, "kubectl apply -f /root/many.yaml");
    }
}

static void list(void *context, size_t times)
{
    struct objects *objects = context;
    for (size_t i = 0; i < times; i++)
        command(objects->lab.machine, "kubectl get authorizationpolicies -A");
}

static void *begin_list(size_t size)
{
    struct objects *objects = begin(size);
    apply(objects, 1);
    return objects;
}

/* libyaml's events, and nothing made of them. */
static void read_events(void *context, size_t times)
{
    struct objects *objects = context;
    for (size_t i = 0; i < times; i++) {
        yaml_parser_t parser;
        yaml_event_t event;
        bool done = false;
        check(yaml_parser_initialize(&parser));
        yaml_parser_set_input_string(&parser, (const unsigned char *)objects->manifest.data,
                                     objects->manifest.length);
        while (!done) {
            check(yaml_parser_parse(&parser, &event));
            done = event.type == YAML_STREAM_END_EVENT;
            yaml_event_delete(&event);
        }
        yaml_parser_delete(&parser);
    }
}

const struct operation apply_operation = {.name = "apply", .begin = begin, .run = apply, .end = end};
const struct operation list_operation = {.name = "list", .begin = begin_list, .run = list, .end = end};
static const struct operation events_operation = {
    .name = "events", .begin = begin, .run = read_events, .end = end};

static void measure_list(struct report *report)
{
    struct comparison time = compare_operations(&list_operation, OBJECTS, 1, &bash_operation, 0, 1);
    report_text(report, "%.1f times (%.1f ms for 1,000)", time.ratio, time.a / 1e6);
    report_limit(report, time.ratio, 0, 0.3);
}

static void measure_apply(struct report *report)
{
    struct comparison time = compare_operations(&apply_operation, OBJECTS, 1, &events_operation, OBJECTS, 1);
    double instructions = count_operation(&apply_operation, OBJECTS, 1, 2);
    report_text(report, "%.1f times (%.1f ms)", time.ratio, time.a / 1e6);
    report_limit(report, time.ratio, 0, 1.6);
    if (instructions >= 0)
        report_text(report, "%.0f instructions an object", instructions / OBJECTS);
}

const struct row row_list = {
    .number = "10",
    .what = "`kubectl get` of 1,000 policies at the prompt",
    .peer = "`bash -c true`",
    .must = "-",
    .wanted = "0.3 times",
    .measure = measure_list,
};

const struct row row_apply = {
    .number = "11",
    .what = "`kubectl apply` of 1,000 policies, to a quiet cluster",
    .peer = "libyaml's events of the same file",
    .must = "-",
    .wanted = "1.6 times",
    .measure = measure_apply,
};

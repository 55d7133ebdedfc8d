/* pilot-agent, the program of a waypoint's container: `request` asks Envoy's admin port. */
#include "data/json.h"
#include "images/metrics.h"
#include "shell/process.h"
#include "traffic/dump.h"

extern const struct program pilot_agent_program;

static void print_buffer(struct process *process, struct buffer *text)
{
    struct slice copy = {arena_copy(process->arena, buffer_slice(text)), text->length};
    buffer_release(text);
    process_write(process, STREAM_OUT, copy);
}

static int request_metrics(struct process *process)
{
    struct buffer text = {0};
    metrics_write(&text, process->arena, world_map(process_hold(process), WORLD_COUNTERS), process->pod);
    print_buffer(process, &text);
    return 0;
}

static const struct value *section(struct arena *arena, const char *type, const char *key, const char *inner,
                                   const struct value *items)
{
    struct value *dump = value_object(arena), *list = value_array(arena);
    for (size_t i = 0; i < value_count(items); i++) {
        struct value *entry = value_object(arena);
        value_put(arena, entry, inner, value_at(items, i));
        value_append(arena, list, entry);
    }
    value_put_text(arena, dump, "@type", arena_format(arena, "type.googleapis.com/envoy.admin.v3.%s", type));
    value_put(arena, dump, key, list);
    return dump;
}

static int request_dump(struct process *process)
{
    static const struct {
        const char *part, *type, *key, *inner;
    } sections[] = {
        {"clusters", "ClustersConfigDump", "dynamic_active_clusters", "cluster"},
        {"listeners", "ListenersConfigDump", "dynamic_listeners", "active_state"},
        {"routes", "RoutesConfigDump", "static_route_configs", "route_config"},
        {"endpoints", "EndpointsConfigDump", "dynamic_endpoint_configs", "endpoint_config"},
    };
    struct arena *arena = process->arena;
    const struct configuration *configuration = process_configuration(process);
    const struct workload *pod = configuration_pod(configuration, process->pod);
    const struct value *dump = pod ? waypoint_dump(arena, configuration, pod, process_now(process)) : NULL;
    struct value *all = value_object(arena), *configs = value_array(arena);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        value_append(arena, configs,
                     section(arena, sections[i].type, sections[i].key, sections[i].inner,
                             value_get(dump, sections[i].part)));
    value_put(arena, all, "configs", configs);
    struct buffer text = {0};
    json_write_indented(&text, all, 1);
    buffer_add_byte(&text, '\n');
    print_buffer(process, &text);
    return 0;
}

static int request_ready(struct process *process)
{
    process_print(process, "LIVE\n");
    return 0;
}

static const struct {
    const char *path;
    int (*run)(struct process *process);
} paths[] = {
    {"config_dump", request_dump},
    {"ready", request_ready},
    {"stats/prometheus", request_metrics},
};

static int run(struct process *process, int count, char *const *words)
{
    if (count < 2 || !text_equal(words[1], "request")) {
        process_complain(process, "not simulated: pilot-agent %s\n",
                         count < 2 ? "without a command" : words[1]);
        return 1;
    }
    if (count != 4) {
        process_complain(process, "Error: accepts 2 arg(s), received %d\n", count - 2);
        return 1;
    }
    const char *path = words[3][0] == '/' ? words[3] + 1 : words[3];
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (text_equal(path, paths[i].path) && slice_is_nocase(slice_of(words[2]), "GET"))
            return paths[i].run(process);
    }
    process_complain(process, "not simulated: pilot-agent request %s %s\n", words[2], words[3]);
    return 1;
}

const struct program pilot_agent_program = {
    .name = "pilot-agent",
    .usage = "pilot-agent request METHOD PATH",
    .help = "Istio's agent beside Envoy",
    .pod_only = true,
    .run = run,
};

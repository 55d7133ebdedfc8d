/* kind v0.31: clusters of kubeadm in Docker's containers. */
#include "base/buffer.h"
#include "data/yaml.h"
#include "tools/builder/builder.h"
#include "tools/kubectl/flags.h"

#define NODE_IMAGE "kindest/node:v1.35.1"
enum { MOST_NODES = 8 };

static const struct flag kind_flags[] = {
    {"config", 0, "FILE", "a config file"},
    {"image", 0, "IMAGE", "of the nodes"},
    {"kubeconfig", 0, "FILE", "accepted, without effect"},
    {"name", 'n', "NAME", "of the cluster (default \"kind\")"},
    {"quiet", 'q', NULL, "say nothing"},
    {"retain", 0, NULL, "accepted, without effect"},
    {"verbosity", 'v', FLAG_INTEGER, "accepted, without effect"},
    {"wait", 0, FLAG_DURATION, "how long to wait for it to be ready"},
    {0},
};

struct kind_run {
    struct process *process;
    struct arena *arena;
    struct flags flags;
    const char *name;
};

static int error(struct kind_run *run, const char *text)
{
    process_complain(run->process, "ERROR: %s\n", text);
    return 1;
}

/* Names of the nodes of a role, from kind's config file or one control plane. False, with an error said. */
static bool read_nodes(struct kind_run *run, const char **servers, const char **agents)
{
    const char *path = flags_text(&run->flags, "config", NULL), *problem = NULL;
    const struct value *document = NULL;
    size_t server_count = 0, agent_count = 0;
    if (path) {
        const struct value *file = process_file(run->process, path, &problem);
        struct slice text = file                    ? file_data(file)
                            : text_equal(path, "-") ? process_read_all(run->process, STREAM_IN)
                                                    : SLICE("");
        if (!file && !text_equal(path, "-"))
            return error(run,
                         arena_format(run->arena, "failed to create cluster: error reading file: open %s: %s",
                                      path, "no such file or directory")),
                   false;
        struct yaml_reader reader = yaml_reader((struct slice){arena_copy(run->arena, text), text.length});
        yaml_next(run->arena, &reader, &document);
        if (reader.problem)
            return error(run, arena_format(run->arena, "failed to create cluster: unable to decode config: %s",
                                           reader.problem)),
                   false;
    }
    const struct value *nodes = value_get(document, "nodes");
    for (size_t i = 0; i < value_count(nodes) && i < MOST_NODES; i++) {
        bool worker = value_says(value_get(value_at(nodes, i), "role"), "worker");
        size_t *count = worker ? &agent_count : &server_count;
        const char **list = worker ? agents : servers, *role = worker ? "worker" : "control-plane";
        list[*count] = *count ? arena_format(run->arena, "%s-%s%d", run->name, role, (int)*count + 1)
                              : arena_format(run->arena, "%s-%s", run->name, role);
        ++*count;
    }
    if (!server_count)
        servers[0] = arena_format(run->arena, "%s-control-plane", run->name);
    return true;
}

static struct cluster describe(struct kind_run *run, const char *const *servers, const char *const *agents)
{
    const char *context = arena_format(run->arena, "kind-%s", run->name);
    return (struct cluster){.tool = "kind",
                            .name = run->name,
                            .context = context,
                            .user = context,
                            .server = "https://127.0.0.1:41073",
                            .image = flags_text(&run->flags, "image", NODE_IMAGE),
                            .nodes = {.servers = servers, .agents = agents}};
}

static int create(struct kind_run *run)
{
    struct process *process = run->process;
    const char *servers[MOST_NODES + 1] = {0}, *agents[MOST_NODES + 1] = {0};
    const char *other = cluster_name(process, "");
    if (other && text_equal(other, run->name))
        return error(
            run,
            arena_format(run->arena,
                         "failed to create cluster: node(s) already exist for a cluster with the name \"%s\"",
                         run->name));
    if (other || install_has_cluster(process_cluster(process)))
        return error(run, "not simulated: a second cluster");
    if (!read_nodes(run, servers, agents))
        return 1;
    struct cluster cluster = describe(run, servers, agents);
    process_complain(process, "Creating cluster \"%s\" ...\n ✓ Ensuring node image (%s) 🖼\n", run->name,
                     cluster.image);
    process_sleep(process, SECONDS(2));
    process_complain(process, " ✓ Preparing nodes 📦%s\n ✓ Writing configuration 📜\n", agents[0] ? " 📦" : "");
    process_sleep(process, SECONDS(12));
    const char *problem = cluster_create(process, &cluster);
    if (problem)
        return error(run, problem);
    process_complain(
        process,
        " ✓ Starting control-plane 🕹️\n ✓ Installing CNI 🔌\n ✓ Installing StorageClass 💾\n%s",
        agents[0] ? " ✓ Joining worker nodes 🚜\n" : "");
    if (flags_has(&run->flags, "wait")) {
        cluster_await(process, "kube-system", 60);
        process_complain(process, " ✓ Waiting ≤ %s for control-plane = Ready ⏳\n",
                         flags_text(&run->flags, "wait", ""));
    }
    cluster_use(process, &cluster);
    process_complain(process,
                     "Set kubectl context to \"%s\"\nYou can now use your cluster with:\n\n"
                     "kubectl cluster-info --context %s\n\nHave a nice day! 👋\n",
                     cluster.context, cluster.context);
    return 0;
}

static int delete (struct kind_run *run)
{
    const char *found = cluster_name(run->process, "kind");
    static const char *const none[] = {NULL};
    process_complain(run->process, "Deleting cluster \"%s\" ...\n", run->name);
    if (!found || !text_equal(found, run->name))
        return 0;
    struct cluster cluster = describe(run, none, none);
    cluster_delete(run->process, &cluster);
    process_complain(run->process, "Deleted nodes: [\"%s-control-plane\"]\n", run->name);
    return 0;
}

static int get(struct kind_run *run)
{
    const char *what = run->flags.count > 1 ? run->flags.arguments[1] : "",
               *name = cluster_name(run->process, "kind");
    if (text_equal(what, "clusters")) {
        if (name)
            process_print(run->process, "%s\n", name);
        else
            process_complain(run->process, "No kind clusters found.\n");
        return 0;
    }
    if (!text_equal(what, "nodes"))
        return error(run, arena_format(run->arena, "not simulated: kind get %s", what));
    const struct value *containers = value_get(docker_read(run->process), "containers");
    for (size_t i = 0; i < value_count(containers); i++)
        if (value_says(value_get(value_member_at(containers, i), "cluster"), run->name))
            process_print(run->process, "%s\n", value_key_at(containers, i));
    return 0;
}

static int load(struct kind_run *run)
{
    const char *found = cluster_name(run->process, "kind");
    const struct value *images = value_get(docker_read(run->process), "images");
    if (run->flags.count < 3 || !text_equal(run->flags.arguments[1], "docker-image"))
        return error(run, "not simulated: kind load of anything but docker-image");
    if (!found || !text_equal(found, run->name))
        return error(run, arena_format(run->arena, "no nodes found for cluster \"%s\"", run->name));
    for (int i = 2; i < run->flags.count; i++) {
        const char *image = run->flags.arguments[i];
        if (!value_get(images, docker_reference(run->arena, image)))
            return error(run, arena_format(run->arena, "image: \"%s\" not present locally", image));
        process_complain(run->process,
                         "Image: \"%s\" not yet present on node \"%s-control-plane\", loading...\n", image,
                         run->name);
        process_sleep(run->process, SECONDS(1));
    }
    return 0;
}

static int run(struct process *process, int count, char *const *words)
{
    static const struct {
        const char *word, *second;
        int (*run)(struct kind_run *run);
    } commands[] = {
        {"create", "cluster", create}, {"delete", "cluster", delete}, {"get", "", get}, {"load", "", load}};
    const struct flag *tables[] = {kind_flags, NULL};
    struct kind_run run = {.process = process, .arena = process->arena};
    const char *problem = flags_read(&run.flags, process->arena, tables, count - 1, words + 1);
    if (problem)
        return error(&run, problem);
    run.name = flags_text(&run.flags, "name", "kind");
    const char *word = run.flags.count ? run.flags.arguments[0] : "";
    const char *second = run.flags.count > 1 ? run.flags.arguments[1] : "";
    if (text_equal(word, "version")) {
        process_print(process, "kind v0.31.0 go1.25.5 linux/amd64\n");
        return 0;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (text_equal(commands[i].word, word) &&
            (!commands[i].second[0] || text_equal(commands[i].second, second)))
            return commands[i].run(&run);
    return error(&run, arena_format(process->arena, "not simulated: kind %s %s", word, second));
}

const struct program kind_program = {.name = "kind",
                                     .usage = "kind create|delete|get|load WHAT [--name NAME]",
                                     .help = "Run clusters of kubeadm in Docker",
                                     .flags = kind_flags,
                                     .installed = DOCKER_FOLDER,
                                     .starts = MILLISECONDS(20),
                                     .run = run};

/* k3d v5: clusters of k3s in Docker's containers. */
#include "base/buffer.h"
#include "tools/builder/builder.h"
#include "tools/kubectl/flags.h"
#include "tools/tabwriter.h"

#define K3S_IMAGE "rancher/k3s:v1.35.1-k3s1"
#define DEFAULT_NAME "k3s-default"
enum { MOST_NODES = 8 };

static const struct flag k3d_flags[] = {
    {"agents", 'a', FLAG_INTEGER, "how many agents"},
    {"all", 0, NULL, "all clusters"},
    {"api-port", 0, "[HOST:]PORT", "where the API server is published"},
    {"cluster", 'c', "NAME", "the cluster that gets the images"},
    {"config", 0, "FILE", "a config file"},
    {"image", 'i', "IMAGE", "of k3s"},
    {"k3s-arg", 0, "ARG@NODES", "more flags for k3s"},
    {"kubeconfig-merge-default", 'd', NULL, "into the usual kubeconfig"},
    {"kubeconfig-switch-context", 's', NULL, "and use it"},
    {"kubeconfig-update-default", 0, NULL, "merge into the usual kubeconfig"},
    {"network", 0, "NAME", "Docker's network"},
    {"no-headers", 0, NULL, "no headers"},
    {"no-lb", 0, NULL, "no load balancer"},
    {"output", 'o', "FORMAT", "json or yaml"},
    {"port", 'p', "PORTS@NODES", "ports to publish"},
    {"registry-config", 0, "FILE", "registries"},
    {"servers", 0, FLAG_INTEGER, "how many servers"},
    {"timeout", 0, FLAG_DURATION, "how long to wait"},
    {"volume", 'v', "SOURCE:DEST", "volumes"},
    {"wait", 0, NULL, "until it is ready"},
    {"token", 0, "TOKEN", "of the cluster"},
    {0},
};

struct k3d {
    struct process *process;
    struct arena *arena;
    struct flags flags;
    struct instant begun;
};

static void say(struct k3d *k3d, const char *level, const char *text)
{
    int64_t seconds = instant_since(process_now(k3d->process), k3d->begun).nanoseconds / SECONDS(1).nanoseconds;
    const char *line = arena_format(k3d->arena, "%s[%04lld] %s\n", level, (long long)seconds, text);
    process_write(k3d->process, text_equal(level, "INFO") ? STREAM_OUT : STREAM_ERROR, slice_of(line));
}

#define INFO(...) say(k3d, "INFO", arena_format(k3d->arena, __VA_ARGS__))

static int fatal(struct k3d *k3d, const char *text)
{
    say(k3d, "FATA", text);
    return 1;
}

static const char *const *node_names(struct k3d *k3d, const char *cluster, const char *role, int64_t count)
{
    const char **names = arena_allocate(k3d->arena, (size_t)(count + 1) * sizeof *names);
    for (int64_t i = 0; i < count; i++)
        names[i] = arena_format(k3d->arena, "k3d-%s-%s-%d", cluster, role, (int)i);
    return names;
}

static struct cluster describe(struct k3d *k3d, const char *name, int64_t servers, int64_t agents)
{
    const char *context = arena_format(k3d->arena, "k3d-%s", name);
    const char *port = flags_text(&k3d->flags, "api-port", "6550");
    const char *colon = strrchr(port, ':');
    return (struct cluster){.tool = "k3d",
                            .name = name,
                            .context = context,
                            .user = arena_format(k3d->arena, "admin@%s", context),
                            .server = arena_format(k3d->arena, "https://0.0.0.0:%s", colon ? colon + 1 : port),
                            .image = flags_text(&k3d->flags, "image", K3S_IMAGE),
                            .nodes = {.servers = node_names(k3d, name, "server", servers),
                                      .agents = node_names(k3d, name, "agent", agents),
                                      .one_binary = true}};
}

static void start_nodes(struct k3d *k3d, const char *const *names, const char *title, int64_t seconds)
{
    if (!names[0])
        return;
    INFO("Starting %s...", title);
    for (size_t i = 0; names[i]; i++) {
        INFO("Starting node '%s'", names[i]);
        process_sleep(k3d->process, duration_of_seconds(seconds));
    }
}

static void create_nodes(struct k3d *k3d, const char *name, const struct cluster *cluster)
{
    INFO("Prep: Network");
    INFO("Created network 'k3d-%s'", name);
    INFO("Created image volume k3d-%s-images", name);
    INFO("Starting new tools node...");
    INFO("Starting node 'k3d-%s-tools'", name);
    process_sleep(k3d->process, SECONDS(1));
    for (size_t i = 0; cluster->nodes.servers[i]; i++)
        INFO("Creating node '%s'", cluster->nodes.servers[i]);
    for (size_t i = 0; cluster->nodes.agents[i]; i++)
        INFO("Creating node '%s'", cluster->nodes.agents[i]);
    if (!flags_on(&k3d->flags, "no-lb"))
        INFO("Creating LoadBalancer 'k3d-%s-serverlb'", name);
    INFO("Using the k3d-tools node to gather environment information");
    process_sleep(k3d->process, SECONDS(1));
    INFO("Starting cluster '%s'", name);
    start_nodes(k3d, cluster->nodes.servers, "servers", 6);
    start_nodes(k3d, cluster->nodes.agents, "agents", 3);
}

static int create(struct k3d *k3d)
{
    const char *name = k3d->flags.count > 2 ? k3d->flags.arguments[2] : DEFAULT_NAME;
    const char *other = cluster_name(k3d->process, "");
    int64_t servers = flags_integer(&k3d->flags, "servers", 1),
            agents = flags_integer(&k3d->flags, "agents", 0);
    if (flags_has(&k3d->flags, "config"))
        return fatal(k3d, "not simulated: k3d cluster create --config");
    if (other && text_equal(other, name))
        return fatal(
            k3d, arena_format(k3d->arena,
                              "Failed to create cluster '%s' because a cluster with that name already exists",
                              name));
    if (other || install_has_cluster(process_cluster(k3d->process)))
        return fatal(k3d, "not simulated: a second cluster");
    if (servers < 1 || agents < 0 || servers + agents > MOST_NODES)
        return fatal(k3d, arena_format(k3d->arena, "not simulated: a cluster of %lld servers and %lld agents",
                                       (long long)servers, (long long)agents));
    struct cluster cluster = describe(k3d, name, servers, agents);
    create_nodes(k3d, name, &cluster);
    const char *problem = cluster_create(k3d->process, &cluster);
    if (problem)
        return fatal(k3d, problem);
    if (!flags_on(&k3d->flags, "no-lb")) {
        INFO("Starting helpers...");
        INFO("Starting node 'k3d-%s-serverlb'", name);
    }
    cluster_await(k3d->process, "kube-system", 60);
    INFO("Injecting records for hostAliases (incl. host.k3d.internal) and for %d network members into CoreDNS "
         "configmap...",
         (int)(servers + agents + 1));
    cluster_use(k3d->process, &cluster);
    INFO("Cluster '%s' created successfully!", name);
    INFO("You can now use it like this:");
    process_print(k3d->process, "kubectl cluster-info\n");
    return 0;
}

static int delete (struct k3d *k3d)
{
    const char *found = cluster_name(k3d->process, "k3d");
    const char *name = k3d->flags.count > 2                    ? k3d->flags.arguments[2]
                       : flags_on(&k3d->flags, "all") && found ? found
                                                               : DEFAULT_NAME;
    if (!found || !text_equal(found, name)) {
        INFO("No clusters found");
        return 0;
    }
    struct cluster cluster = describe(k3d, name, 0, 0);
    INFO("Deleting cluster '%s'", name);
    process_sleep(k3d->process, SECONDS(1));
    cluster_delete(k3d->process, &cluster);
    INFO("Deleting cluster network 'k3d-%s'", name);
    INFO("Deleting 1 attached volumes...");
    INFO("Removing cluster details from default kubeconfig...");
    INFO("Removing standalone kubeconfig file (if there is one)...");
    INFO("Successfully deleted cluster %s!", name);
    return 0;
}

static int count_role(const struct value *containers, const char *role)
{
    int count = 0;
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *one = value_member_at(containers, i);
        count += value_says(value_get(one, "tool"), "k3d") && value_says(value_get(one, "role"), role);
    }
    return count;
}

static int list(struct k3d *k3d)
{
    const char *name = cluster_name(k3d->process, "k3d");
    const struct value *containers = value_get(docker_read(k3d->process), "containers");
    int servers = count_role(containers, "server"), agents = count_role(containers, "agent");
    if (flags_has(&k3d->flags, "output"))
        return fatal(k3d, "not simulated: k3d cluster list -o");
    struct buffer text = {0}, out = {0};
    if (!flags_on(&k3d->flags, "no-headers"))
        buffer_add_text(&text, "NAME\tSERVERS\tAGENTS\tLOADBALANCER\n");
    if (name)
        buffer_format(&text, "%s\t%d/%d\t%d/%d\ttrue\n", name, servers, servers, agents, agents);
    tabwriter_format(&out, buffer_slice(&text), 0, 3, NULL);
    const char *copy = arena_copy(k3d->arena, buffer_slice(&out));
    buffer_release(&out);
    buffer_release(&text);
    process_write(k3d->process, STREAM_OUT, slice_of(copy));
    return 0;
}

static int import_images(struct k3d *k3d)
{
    const char *found = cluster_name(k3d->process, "k3d");
    const char *name = flags_text(&k3d->flags, "cluster", DEFAULT_NAME);
    const struct value *images = value_get(docker_read(k3d->process), "images");
    int count = k3d->flags.count - 2;
    if (!found || !text_equal(found, name))
        return fatal(k3d, arena_format(k3d->arena,
                                       "failed to get cluster '%s': No nodes found for given cluster", name));
    if (count < 1)
        return fatal(k3d, "No images specified!");
    INFO("Importing image(s) into cluster '%s'", name);
    for (int i = 0; i < count; i++) {
        const char *reference = docker_reference(k3d->arena, k3d->flags.arguments[i + 2]);
        if (!value_get(images, reference))
            return fatal(k3d, arena_format(k3d->arena,
                                           "Failed to import image(s) into cluster '%s': no valid images "
                                           "specified: '%s' is not in the runtime",
                                           name, k3d->flags.arguments[i + 2]));
    }
    INFO("Starting new tools node...");
    INFO("Starting node 'k3d-%s-tools'", name);
    INFO("Saving %d image(s) from runtime...", count);
    process_sleep(k3d->process, SECONDS(2));
    INFO("Importing images into nodes...");
    process_sleep(k3d->process, SECONDS(2));
    INFO("Removing the tarball(s) from image volume...");
    INFO("Removing k3d-tools node...");
    INFO("Successfully imported image(s)");
    INFO("Successfully imported %d image(s) into 1 cluster(s)", count);
    return 0;
}

/* kubeconfig get, merge, write: the cluster's entry is in the usual file. */
static int kubeconfig(struct k3d *k3d)
{
    const char *word = k3d->flags.count > 1 ? k3d->flags.arguments[1] : "";
    const char *name = k3d->flags.count > 2 ? k3d->flags.arguments[2] : DEFAULT_NAME;
    const char *found = cluster_name(k3d->process, "k3d"), *problem;
    if (!found || !text_equal(found, name))
        return fatal(k3d, arena_format(k3d->arena,
                                       "failed to get cluster '%s': No nodes found for given cluster", name));
    struct cluster cluster = describe(k3d, name, 0, 0);
    if (text_equal(word, "merge") || text_equal(word, "write")) {
        cluster_use(k3d->process, &cluster);
        process_print(k3d->process, "/root/.kube/config\n");
        return 0;
    }
    if (!text_equal(word, "get"))
        return fatal(k3d, arena_format(k3d->arena, "not simulated: k3d kubeconfig %s", word));
    const struct value *file = process_file(k3d->process, "/root/.kube/config", &problem);
    process_write(k3d->process, STREAM_OUT, file ? file_data(file) : SLICE(""));
    return 0;
}

static const struct {
    const char *group, *word;
    int (*run)(struct k3d *k3d);
} commands[] = {
    {"cluster", "create", create},    {"cluster", "delete", delete},      {"cluster", "list", list},
    {"cluster", "ls", list},          {"image", "import", import_images}, {"images", "import", import_images},
    {"image", "load", import_images}, {"kubeconfig", "", kubeconfig},
};

static int run(struct process *process, int count, char *const *words)
{
    const struct flag *tables[] = {k3d_flags, NULL};
    struct k3d k3d = {.process = process, .arena = process->arena, .begun = process_now(process)};
    const char *problem = flags_read(&k3d.flags, process->arena, tables, count - 1, words + 1);
    if (problem)
        return fatal(&k3d, problem);
    const char *group = k3d.flags.count ? k3d.flags.arguments[0] : "";
    const char *word = k3d.flags.count > 1 ? k3d.flags.arguments[1] : "";
    if (text_equal(group, "version")) {
        process_print(process, "k3d version v5.8.3\nk3s version v1.35.1-k3s1 (default)\n");
        return 0;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (text_equal(commands[i].group, group) &&
            (!commands[i].word[0] || text_equal(commands[i].word, word)))
            return commands[i].run(&k3d);
    return fatal(&k3d, arena_format(process->arena, "not simulated: k3d %s %s", group, word));
}

const struct program k3d_program = {.name = "k3d",
                                    .usage = "k3d cluster|image|kubeconfig|version COMMAND [NAME]",
                                    .help = "Run k3s clusters in Docker",
                                    .flags = k3d_flags,
                                    .installed = DOCKER_FOLDER,
                                    .starts = MILLISECONDS(20),
                                    .run = run};

/* kubectl create: -f, and objects from arguments. */
#include <string.h>

#include "base/base64.h"
#include "data/json.h"
#include "tools/kubectl/create.h"

static const struct flag create_flags[] = {
    CREATE_FLAGS,
    {"edit", 0, NULL, "not simulated"},
    {"filename", 'f', "FILE", "a file, a directory or - (standard input)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"raw", 0, "PATH", "not simulated"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "accepted, without effect"},
    {"windows-line-endings", 0, NULL, "accepted, without effect"},
    {0},
};

static void create_one(struct kubectl *kubectl, const struct manifest *manifest)
{
    const struct value *object = manifest->object;
    if (flags_on(&kubectl->flags, "save-config"))
        object = apply_annotated(kubectl->arena, object);
    struct api_reply reply = {.object = object};
    struct api_options options = client_options(kubectl, "kubectl-create");
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        reply = client_create(kubectl, manifest->kind, manifest->namespace, object, &options);
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply,
                           arena_format(kubectl->arena, "error when creating \"%s\"", manifest->source));
    else
        printers_result(kubectl, manifest->kind, reply.object, "created");
}

static void create_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count) {
        kubectl_fail_usage(kubectl, "Unexpected args: [%s]", kubectl->flags.arguments[0]);
        return;
    }
    if (!manifests_given(kubectl)) {
        kubectl_fail(kubectl, "must specify one of -f and -k");
        return;
    }
    if (!printers_check(kubectl))
        return;
    struct manifests manifests = manifests_read(kubectl, true);
    for (size_t i = 0; i < manifests.count; i++)
        create_one(kubectl, &manifests.items[i]);
    if (!manifests.count && !kubectl_failed(kubectl))
        kubectl_fail(kubectl, "no objects passed to create");
}

struct value *create_new(struct kubectl *kubectl, const char *api_version, const char *kind, const char *name,
                         bool namespaced)
{
    struct arena *arena = kubectl->arena;
    struct value *object = value_object(arena);
    value_put_text(arena, object, "apiVersion", api_version);
    value_put_text(arena, object, "kind", kind);
    struct value *metadata = value_open(arena, object, "metadata");
    value_put_text(arena, metadata, "name", name);
    if (kubectl->namespace_given && namespaced)
        value_put_text(arena, metadata, "namespace", kubectl->namespace);
    return object;
}

struct value *create_new_kind(struct kubectl *kubectl, const struct kind *kind, const char *name)
{
    return create_new(kubectl, kind_api_version(kubectl->arena, kind), kind->kind, name,
                      kind->flags & KIND_NAMESPACED);
}

void create_stranger(struct kubectl *kubectl, const char *title, const struct value *object)
{
    const char *format = printers_format(kubectl);
    if (!printers_check(kubectl))
        return;
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "%s (%s)", value_find_text(object, "kind"),
                                                  value_find_text(object, "apiVersion")));
    else if (text_equal(format, "name"))
        process_print(kubectl->process, "%s/%s\n", title, object_name(object));
    else if (format[0])
        printers_print(kubectl, object);
    else
        process_print(kubectl->process, "%s/%s created (dry run)\n", title, object_name(object));
}

void create_object(struct kubectl *kubectl, const struct kind *kind, const struct value *object,
                   const char *manager)
{
    const char *namespace = kind->flags & KIND_NAMESPACED ? kubectl->namespace : "";
    struct api_reply reply = {.object = object};
    struct api_options options = client_options(kubectl, manager);
    options.validation = FIELDS_IGNORE;
    if (!printers_check(kubectl))
        return;
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        reply = client_create(kubectl, kind, namespace, object, &options);
    if (!api_failed(&reply)) {
        printers_result(kubectl, kind, reply.object, "created");
        return;
    }
    /* These generators wrap the server's words in their own. */
    bool wraps = text_equal(kind->kind, "ConfigMap") || text_equal(kind->kind, "Secret") ||
                 text_equal(kind->kind, "ServiceAccount") || text_equal(kind->kind, "Deployment");
    bool service = text_equal(kind->kind, "Service");
    if (wraps || service)
        kubectl_fail(kubectl, "failed to create %s%s%s: %s",
                     service ? value_find_text(object, "spec.type") : "", service ? " " : "", kind->singular,
                     api_message(&reply));
    else
        kubectl_fail_reply(kubectl, &reply, NULL);
}

const char *create_name(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    int names = flags->dash < 0 ? flags->count : flags->dash;
    if (names == 1)
        return flags->arguments[0];
    kubectl_fail_usage(kubectl, "exactly one NAME is required, got %d", names);
    return NULL;
}

bool create_requires(struct kubectl *kubectl, const char *names)
{
    struct slice rest = slice_of(names), name;
    const char *missing = "";
    while (slice_next(&rest, ',', &name)) {
        const char *text = arena_copy(kubectl->arena, name);
        if (!flags_has(&kubectl->flags, text))
            missing = arena_format(kubectl->arena, "%s%s\"%s\"", missing, missing[0] ? ", " : "", text);
    }
    if (missing[0])
        kubectl_fail(kubectl, "required flag(s) %s not set", missing);
    return !missing[0];
}

static const struct flag plain_flags[] = {CREATE_FLAGS, {0}};

static void namespace_run(struct kubectl *kubectl)
{
    const char *name = create_name(kubectl);
    if (!name)
        return;
    struct value *object = create_new_kind(kubectl, kind_find("namespaces"), name);
    value_put(kubectl->arena, object, "spec", value_object(kubectl->arena));
    value_put(kubectl->arena, object, "status", value_object(kubectl->arena));
    create_object(kubectl, kind_find("namespaces"), object, "kubectl-create");
}

static void service_account_run(struct kubectl *kubectl)
{
    const char *name = create_name(kubectl);
    if (name)
        create_object(kubectl, kind_find("serviceaccounts"),
                      create_new_kind(kubectl, kind_find("serviceaccounts"), name), "kubectl-create");
}

static const struct flag deployment_flags[] = {
    CREATE_FLAGS,
    {"image", 0, "IMAGE", "the image of a container; may be repeated"},
    {"port", 0, FLAG_INTEGER, "the container's port"},
    {"replicas", 'r', FLAG_INTEGER, "how many pods"},
    {0},
};

/* "ghcr.io/x/app:v1" is container "app". */
static const char *container_name(struct arena *arena, const char *image)
{
    const char *slash = strrchr(image, '/');
    struct slice name = slice_of(slash ? slash + 1 : image);
    name = slice_part(name, 0, slice_find_byte(name, '@'));
    return arena_copy(arena, slice_part(name, 0, slice_find_byte(name, ':')));
}

static struct value *containers_of(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    struct value *containers = value_array(arena), *command = value_array(arena);
    for (int i = flags->dash; flags->dash >= 0 && i < flags->count; i++)
        value_append(arena, command, value_text(arena, flags->arguments[i]));
    size_t at = 0;
    const char *image;
    while ((image = flags_next(flags, "image", &at))) {
        struct value *container = value_object(arena);
        value_put_text(arena, container, "image", image);
        value_put_text(arena, container, "name", container_name(arena, image));
        value_put(arena, container, "resources", value_object(arena));
        if (value_count(command))
            value_put(arena, container, "command", command);
        if (flags_has(flags, "port")) {
            struct value *ports = value_array(arena), *port = value_object(arena);
            value_put_integer(arena, port, "containerPort", flags_integer(flags, "port", 0));
            value_append(arena, ports, port);
            value_put(arena, container, "ports", ports);
        }
        value_append(arena, containers, container);
    }
    return containers;
}

struct value *create_pod_spec(struct kubectl *kubectl, const char *name, const char *restart)
{
    struct arena *arena = kubectl->arena;
    const struct value *containers = containers_of(kubectl);
    struct value *list = value_array(arena), *spec = value_object(arena);
    value_append(arena, list, value_with(arena, value_at(containers, 0), "name", value_text(arena, name)));
    value_put(arena, spec, "containers", list);
    value_put_text(arena, spec, "restartPolicy", restart);
    return spec;
}

static void deployment_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    struct flags *flags = &kubectl->flags;
    if (!create_requires(kubectl, "image") || !create_name(kubectl))
        return;
    const struct value *containers = containers_of(kubectl);
    if (value_count(containers) > 1 && value_get(value_at(containers, 0), "command")) {
        kubectl_fail(kubectl, "cannot specify multiple --image options and command");
        return;
    }
    const struct kind *kind = kind_find("deployments");
    struct value *object = create_new_kind(kubectl, kind, flags->arguments[0]);
    struct value *labels = value_object(arena);
    value_put_text(arena, labels, "app", flags->arguments[0]);
    value_put(arena, value_open(arena, object, "metadata"), "labels", labels);
    struct value *spec = value_open(arena, object, "spec");
    value_put_integer(arena, spec, "replicas", flags_integer(flags, "replicas", 1));
    value_put(arena, value_open(arena, spec, "selector"), "matchLabels", labels);
    value_put(arena, spec, "strategy", value_object(arena));
    value_put(arena, value_open(arena, spec, "template.metadata"), "labels", labels);
    value_put(arena, value_open(arena, spec, "template.spec"), "containers", containers);
    value_put(arena, object, "status", value_object(arena));
    create_object(kubectl, kind, object, "kubectl-create");
}

static const struct flag data_flags[] = {
    CREATE_FLAGS,
    {"append-hash", 0, NULL, "accepted, without effect"},
    {"from-env-file", 0, "FILE", "KEY=VALUE lines"},
    {"from-file", 0, "[KEY=]FILE", "a file's content under its name or the key"},
    {"from-literal", 0, "KEY=VALUE", "a key and its value"},
    {0},
};
static const struct flag secret_flags[] = {
    CREATE_FLAGS,
    {"append-hash", 0, NULL, "accepted, without effect"},
    {"from-env-file", 0, "FILE", "KEY=VALUE lines"},
    {"from-file", 0, "[KEY=]FILE", "a file's content under its name or the key"},
    {"from-literal", 0, "KEY=VALUE", "a key and its value"},
    {"type", 0, "TYPE", "the type of the secret"},
    {0},
};
static const struct flag tls_flags[] = {
    CREATE_FLAGS,
    {"append-hash", 0, NULL, "accepted, without effect"},
    {"cert", 0, "FILE", "the certificate, in PEM"},
    {"key", 0, "FILE", "its private key, in PEM"},
    {0},
};
static const struct flag registry_flags[] = {
    CREATE_FLAGS,
    {"append-hash", 0, NULL, "accepted, without effect"},
    {"docker-email", 0, "ADDRESS", "of the user"},
    {"docker-password", 0, "PASSWORD", "of the user"},
    {"docker-server", 0, "URL", "the registry"},
    {"docker-username", 0, "NAME", "the user there"},
    {"from-file", 0, "[KEY=]FILE", "a file as docker login writes it"},
    {0},
};

static const struct value *base64(struct arena *arena, struct slice bytes)
{
    struct buffer out = {0};
    base64_add(&out, bytes, BASE64_PLAIN, true);
    const struct value *text = value_string(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

struct filling {
    struct kubectl *kubectl;
    struct value *data;
    bool secret;
};

static void put(struct filling *filling, struct slice key, struct slice value)
{
    struct arena *arena = filling->kubectl->arena;
    if (value_get_slice(filling->data, key)) {
        kubectl_fail(filling->kubectl,
                     "cannot add key %s, another key by that name already exists in Data for ConfigMap",
                     arena_copy(arena, key));
        return;
    }
    value_put_slice(arena, filling->data, key,
                    filling->secret ? base64(arena, value) : value_string(arena, value));
}

/* A file's bytes in the arena; data is NULL after a complaint. */
static struct slice read_file(struct kubectl *kubectl, const char *path)
{
    const char *problem = NULL;
    const struct value *file = process_file(kubectl->process, path, &problem);
    if (!file) {
        const char *why =
            text_equal(problem, "No such file or directory") ? "no such file or directory" : problem;
        kubectl_fail(kubectl, "error reading %s: %s", path, why);
        return (struct slice){NULL, 0};
    }
    struct slice data = file_data(file);
    return (struct slice){arena_copy(kubectl->arena, data), data.length};
}

static void put_file(struct filling *filling, const char *text)
{
    const char *equals = strchr(text, '='), *path = equals ? equals + 1 : text;
    const char *slash = strrchr(path, '/');
    struct slice key =
        equals ? (struct slice){text, (size_t)(equals - text)} : slice_of(slash ? slash + 1 : path);
    struct slice data = read_file(filling->kubectl, path);
    if (data.data)
        put(filling, key, data);
}

static void put_lines(struct filling *filling, const char *path)
{
    struct slice rest = slice_unmarked(read_file(filling->kubectl, path)), line;
    while (slice_next(&rest, '\n', &line)) {
        line = slice_trim(line);
        size_t equals = slice_find_byte(line, '=');
        if (line.length && line.data[0] != '#' && equals < line.length)
            put(filling, slice_part(line, 0, equals), slice_part(line, equals + 1, line.length));
    }
}

static void fill(struct filling *filling)
{
    const struct flags *flags = &filling->kubectl->flags;
    const char *text;
    size_t at = 0;
    while ((text = flags_next(flags, "from-literal", &at))) {
        struct slice pair = slice_of(text);
        size_t equals = slice_find_byte(pair, '=');
        if (equals == 0 || equals == pair.length)
            kubectl_fail(filling->kubectl, "invalid literal source %s, expected key=value", text);
        else
            put(filling, slice_part(pair, 0, equals), slice_part(pair, equals + 1, pair.length));
    }
    at = 0;
    while ((text = flags_next(flags, "from-file", &at)))
        put_file(filling, text);
    at = 0;
    while ((text = flags_next(flags, "from-env-file", &at)))
        put_lines(filling, text);
}

/* As read_file, in the words of the TLS generator. */
static struct slice read_pem(struct kubectl *kubectl, const char *path)
{
    const char *problem = NULL;
    const struct value *file = process_file(kubectl->process, path, &problem);
    if (file)
        return read_file(kubectl, path);
    char *why = arena_text(kubectl->arena, problem);
    why[0] = ascii_lower(why[0]);
    kubectl_fail(kubectl, "Cannot read file %s, open %s: %s", path, path, why);
    return (struct slice){NULL, 0};
}

static void create_data(struct kubectl *kubectl, const char *plural, const char *type)
{
    const char *name = create_name(kubectl);
    if (!name)
        return;
    struct arena *arena = kubectl->arena;
    struct value *object = create_new_kind(kubectl, kind_find(plural), name);
    struct filling filling = {kubectl, value_object(arena), text_equal(plural, "secrets")};
    fill(&filling);
    if (text_equal(type, "kubernetes.io/tls")) {
        struct slice certificate = read_pem(kubectl, flags_text(&kubectl->flags, "cert", ""));
        struct slice key =
            certificate.data ? read_pem(kubectl, flags_text(&kubectl->flags, "key", "")) : certificate;
        if (!key.data)
            return;
        put(&filling, SLICE("tls.crt"), certificate);
        put(&filling, SLICE("tls.key"), key);
    }
    if (kubectl_failed(kubectl))
        return;
    if (value_count(filling.data))
        value_put(arena, object, "data", filling.data);
    if (type[0])
        value_put_text(arena, object, "type", type);
    create_object(kubectl, kind_find(plural), object, "kubectl-create");
}

static void config_map_run(struct kubectl *kubectl)
{
    create_data(kubectl, "configmaps", "");
}

static void secret_generic_run(struct kubectl *kubectl)
{
    create_data(kubectl, "secrets", flags_text(&kubectl->flags, "type", ""));
}

static void secret_registry_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *name = create_name(kubectl), *user = flags_text(flags, "docker-username", "");
    const char *password = flags_text(flags, "docker-password", ""),
               *email = flags_text(flags, "docker-email", "");
    const char *server = flags_text(flags, "docker-server", "https://index.docker.io/v1/");
    if (!name)
        return;
    struct filling filling = {kubectl, value_object(arena), true};
    fill(&filling);
    if (!flags_has(flags, "from-file")) {
        if (!user[0] || !password[0] || !server[0]) {
            kubectl_fail(kubectl, "either --from-file or the combination of --docker-username, "
                                  "--docker-password and --docker-server is required");
            return;
        }
        const struct value *both = base64(arena, slice_of(arena_format(arena, "%s:%s", user, password)));
        struct buffer text = {0};
        buffer_add_text(&text, "{\"auths\":{");
        json_write(&text, value_text(arena, server));
        buffer_add_text(&text, ":{\"username\":");
        json_write(&text, value_text(arena, user));
        buffer_add_text(&text, ",\"password\":");
        json_write(&text, value_text(arena, password));
        if (email[0]) {
            buffer_add_text(&text, ",\"email\":");
            json_write(&text, value_text(arena, email));
        }
        buffer_format(&text, ",\"auth\":\"%s\"}}}", value_string_of(both));
        put(&filling, SLICE(".dockerconfigjson"), buffer_slice(&text));
        buffer_release(&text);
    }
    if (kubectl_failed(kubectl))
        return;
    struct value *object = create_new_kind(kubectl, kind_find("secrets"), name);
    value_put(arena, object, "data", filling.data);
    value_put_text(arena, object, "type", "kubernetes.io/dockerconfigjson");
    create_object(kubectl, kind_find("secrets"), object, "kubectl-create");
}

static void secret_tls_run(struct kubectl *kubectl)
{
    if (!flags_has(&kubectl->flags, "key") || !flags_has(&kubectl->flags, "cert")) {
        kubectl_fail(kubectl, "key and cert must be specified");
        return;
    }
    create_data(kubectl, "secrets", "kubernetes.io/tls");
}

#define GENERATOR(identifier, title, short_name, arguments, text, table, function)                             \
    static const struct verb identifier = {.name = title,                                                      \
                                           .alias = short_name,                                                \
                                           .usage = "create " arguments " [options]",                          \
                                           .help = text,                                                       \
                                           .flags = table,                                                     \
                                           .run = function}

GENERATOR(
    config_map, "configmap", "cm",
    "configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]",
    "Create a config map from a local file, directory or literal value", data_flags, config_map_run);
GENERATOR(deployment, "deployment", "deploy", "deployment NAME --image=image -- [COMMAND] [args...]",
          "Create a deployment with the specified name", deployment_flags, deployment_run);
GENERATOR(namespace_row, "namespace", "ns", "namespace NAME [--dry-run=server|client|none]",
          "Create a namespace with the specified name", plain_flags, namespace_run);
GENERATOR(service_account, "serviceaccount", "sa", "serviceaccount NAME [--dry-run=server|client|none]",
          "Create a service account with the specified name", plain_flags, service_account_run);
GENERATOR(secret_generic, "generic", NULL,
          "secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] "
          "[--dry-run=server|client|none]",
          "Create a secret from a local file, directory, or literal value", secret_flags, secret_generic_run);
GENERATOR(secret_tls, "tls", NULL,
          "secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]",
          "Create a TLS secret", tls_flags, secret_tls_run);
GENERATOR(secret_docker, "docker-registry", NULL,
          "secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email "
          "[--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]",
          "Create a secret for use with a Docker registry", registry_flags, secret_registry_run);

static const struct verb *const secret_verbs[] = {&secret_docker, &secret_generic, &secret_tls, NULL};

static const struct verb secret = {.name = "secret",
                                   .usage = "create secret (docker-registry | generic | tls) [options]",
                                   .help = "Create a secret using a specified subcommand",
                                   .verbs = secret_verbs};

static const struct verb *const create_verbs[] = {
    &create_cluster_role,
    &create_cluster_role_binding,
    &config_map,
    &create_cron_job,
    &deployment,
    &create_ingress,
    &create_job,
    &namespace_row,
    &create_disruption_budget,
    &create_priority_class,
    &create_quota,
    &create_role,
    &create_role_binding,
    &secret,
    &create_service,
    &service_account,
    &create_token,
    NULL,
};

const struct verb verb_create = {
    .name = "create",
    .usage = "create -f FILENAME [options]",
    .help = "Create a resource from a file or from stdin",
    .chapter = "Basic Commands (Beginner)",
    .flags = create_flags,
    .verbs = create_verbs,
    .run = create_run,
    .takes = TAKES_FILES,
};

/* docker: images that were pulled and the containers that are a cluster's nodes. It runs none of its own. */
#include "base/buffer.h"
#include "base/hash.h"
#include "data/go_template.h"
#include "data/json.h"
#include "images/image.h"
#include "tools/builder/builder.h"
#include "tools/kubectl/flags.h"
#include "tools/tabwriter.h"

#define STORE DOCKER_FOLDER "/store.json"

struct value *docker_read(struct process *process)
{
    const char *problem;
    const struct value *file = process_file(process, STORE, &problem);
    return value_edit(process->arena, file ? json_read(process->arena, file_data(file), &problem) : NULL);
}

void docker_write(struct process *process, const struct value *store)
{
    process_write_file(process, STORE, slice_of(json_text(process->arena, store)));
}

const char *docker_reference(struct arena *arena, const char *image)
{
    static const char *const prefixes[] = {"docker.io/", "index.docker.io/", "library/"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (text_starts(image, prefixes[i]))
            image += slice_of(prefixes[i]).length;
    const char *slash = strrchr(image, '/'), *last = slash ? slash : image;
    return strchr(last, ':') || strchr(last, '@') ? arena_text(arena, image)
                                                  : arena_format(arena, "%s:latest", image);
}

struct docker {
    struct process *process;
    struct arena *arena;
    struct flags flags;
    struct value *store;
};

static const struct flag docker_flags[] = {
    {"all", 'a', NULL, "all"},
    {"filter", 'f', "FILTER", "name=, status="},
    {"force", 0, NULL, "force"},
    {"format", 0, "TEMPLATE", "a Go template"},
    {"no-trunc", 0, NULL, "whole identifiers"},
    {"platform", 0, "OS/ARCH", "accepted, without effect"},
    {"quiet", 'q', NULL, "identifiers only"},
    {0},
};

/* Twelve digits that are always the same for a name. */
static const char *identifier(struct docker *docker, const char *name)
{
    struct hash hash = hash_bytes(slice_of(name));
    return arena_format(docker->arena, "%012llx", (unsigned long long)(hash.low & 0xffffffffffffULL));
}

static const char *digest(struct docker *docker, const char *name)
{
    struct hash one = hash_bytes(slice_of(name)), two = hash_pair(one, one);
    return arena_format(docker->arena, "sha256:%016llx%016llx%016llx%016llx", (unsigned long long)one.low,
                        (unsigned long long)one.high, (unsigned long long)two.low,
                        (unsigned long long)two.high);
}

static const char *unsimulated(struct docker *docker)
{
    const char *text = "";
    for (int i = 0; i < docker->flags.count && i < 2; i++)
        text = arena_format(docker->arena, "%s %s", text, docker->flags.arguments[i]);
    return text;
}

/* --- images --- */

static int pull(struct docker *docker)
{
    struct process *process = docker->process;
    for (int i = 1; i < docker->flags.count; i++) {
        const char *given = docker->flags.arguments[i], *reference = docker_reference(docker->arena, given);
        const char *colon = strrchr(reference, ':');
        struct slice name = {reference, colon ? (size_t)(colon - reference) : slice_of(reference).length};
        struct value *images = value_open(docker->arena, docker->store, "images");
        bool known = value_get(images, reference) != NULL;
        if (!flags_on(&docker->flags, "quiet")) {
            if (!strchr(strrchr(given, '/') ? strrchr(given, '/') : given, ':'))
                process_print(process, "Using default tag: latest\n");
            process_print(process, "%s: Pulling from %s%.*s\n", colon ? colon + 1 : "latest",
                          memchr(name.data, '/', name.length) ? "" : "library/", (int)name.length, name.data);
        }
        process_sleep(process, SECONDS(known ? 1 : 4));
        if (!image_find(reference))
            process_complain(process,
                             "not simulated: what a container of %s does (a pod of it will not start)\n",
                             reference);
        struct value *image = value_object(docker->arena);
        value_put_integer(docker->arena, image, "pulled", process_now(process).nanoseconds);
        value_put(docker->arena, images, reference, image);
        if (!flags_on(&docker->flags, "quiet"))
            process_print(process, "Digest: %s\nStatus: %s for %s\n", digest(docker, reference),
                          known ? "Image is up to date" : "Downloaded newer image", reference);
        process_print(process, "%s%s\n",
                      strchr(reference, '.') && strchr(reference, '.') < strchrnul(reference, '/') ? ""
                      : strchr(reference, '/') ? "docker.io/"
                                               : "docker.io/library/",
                      reference);
    }
    docker_write(process, docker->store);
    if (docker->flags.count < 2)
        process_complain(process, "docker: 'docker pull' requires 1 argument\n");
    return docker->flags.count < 2;
}

static struct slice tag_of(const char *reference, struct slice *repository)
{
    const char *colon = strrchr(reference, ':');
    *repository = (struct slice){reference, colon ? (size_t)(colon - reference) : slice_of(reference).length};
    return colon ? slice_of(colon + 1) : SLICE("<none>");
}

/* A row for --format: what the real program's templates name. */
static const struct value *image_row(struct docker *docker, const char *reference)
{
    struct slice repository, tag = tag_of(reference, &repository);
    struct value *row = value_object(docker->arena);
    value_put(docker->arena, row, "Repository", value_string(docker->arena, repository));
    value_put(docker->arena, row, "Tag", value_string(docker->arena, tag));
    value_put_text(docker->arena, row, "ID", identifier(docker, reference));
    return row;
}

static void print_template(struct docker *docker, const struct value *row)
{
    struct buffer out = {0};
    const char *problem = NULL;
    bool executing;
    if (!go_template_print(docker->arena, slice_of(flags_text(&docker->flags, "format", "")), row, &out,
                           &problem, &executing))
        process_complain(docker->process, "template parsing error: template: %s\n", problem);
    process_print(docker->process, "%.*s\n", (int)out.length, buffer_text(&out));
    buffer_release(&out);
}

static const char *ago(struct docker *docker, const struct value *object, const char *key)
{
    struct instant then = {value_number(value_get(object, key), 0)};
    int64_t seconds = instant_since(process_now(docker->process), then).nanoseconds / SECONDS(1).nanoseconds;
    if (seconds < 60)
        return arena_format(docker->arena, "%lld seconds", (long long)seconds);
    return seconds < 120 ? "About a minute"
                         : arena_format(docker->arena, "%lld minutes", (long long)seconds / 60);
}

static void print_table(struct docker *docker, struct buffer *text)
{
    struct buffer out = {0};
    tabwriter_format(&out, buffer_slice(text), 10, 3, NULL);
    const char *copy = arena_copy(docker->arena, buffer_slice(&out));
    buffer_release(&out);
    buffer_release(text);
    process_write(docker->process, STREAM_OUT, slice_of(copy));
}

static int images(struct docker *docker)
{
    const struct value *all = value_get(docker->store, "images");
    bool quiet = flags_on(&docker->flags, "quiet"), format = flags_has(&docker->flags, "format");
    int last = docker->flags.count - 1;
    bool list =
        text_equal(docker->flags.arguments[last], "images") || text_equal(docker->flags.arguments[last], "ls");
    const char *wanted = list ? NULL : docker->flags.arguments[last];
    struct buffer text = {0};
    if (!quiet && !format)
        buffer_add_text(&text, "REPOSITORY\tTAG\tIMAGE ID\tCREATED\tSIZE\n");
    for (size_t i = 0; i < value_count(all); i++) {
        const char *reference = value_key_at(all, i);
        struct slice repository, tag = tag_of(reference, &repository);
        if (wanted && !slice_is(repository, wanted) && !text_equal(wanted, reference))
            continue;
        if (format) {
            print_template(docker, image_row(docker, reference));
        } else if (quiet) {
            buffer_format(&text, "%s\n", identifier(docker, reference));
        } else {
            buffer_format(&text, "%.*s\t%.*s\t%s\t%s ago\t-\n", (int)repository.length, repository.data,
                          (int)tag.length, tag.data, identifier(docker, reference),
                          ago(docker, value_member_at(all, i), "pulled"));
        }
    }
    print_table(docker, &text);
    return 0;
}

static int inspect_image(struct docker *docker)
{
    const char *given = docker->flags.count > 2 ? docker->flags.arguments[2] : "";
    const char *reference = docker_reference(docker->arena, given);
    if (!value_get(value_get(docker->store, "images"), reference)) {
        process_print(docker->process, "[]\n");
        process_complain(docker->process, "Error response from daemon: No such image: %s\n", reference);
        return 1;
    }
    if (flags_has(&docker->flags, "format"))
        print_template(docker, image_row(docker, reference));
    else
        process_print(docker->process,
                      "[\n    {\n        \"Id\": \"%s\",\n        \"RepoTags\": [\n            \"%s\"\n        "
                      "]\n    }\n]\n",
                      digest(docker, reference), reference);
    return 0;
}

static int tag(struct docker *docker)
{
    struct value *all = value_open(docker->arena, docker->store, "images");
    const char *from =
        docker->flags.count > 1 ? docker_reference(docker->arena, docker->flags.arguments[1]) : "";
    if (docker->flags.count != 3 || !value_get(all, from)) {
        process_complain(docker->process, "Error response from daemon: No such image: %s\n", from);
        return 1;
    }
    value_put(docker->arena, all, docker_reference(docker->arena, docker->flags.arguments[2]),
              value_get(all, from));
    docker_write(docker->process, docker->store);
    return 0;
}

static int remove_image(struct docker *docker)
{
    struct value *all = value_open(docker->arena, docker->store, "images");
    int status = 0;
    for (int i = text_equal(docker->flags.arguments[0], "rmi") ? 1 : 2; i < docker->flags.count; i++) {
        const char *reference = docker_reference(docker->arena, docker->flags.arguments[i]);
        if (!value_get(all, reference)) {
            process_complain(docker->process, "Error response from daemon: No such image: %s\n", reference);
            status = 1;
            continue;
        }
        value_put(docker->arena, all, reference, NULL);
        process_print(docker->process, "Untagged: %s\n", reference);
    }
    docker_write(docker->process, docker->store);
    return status;
}

/* --- containers --- */

static const struct value *container_row(struct docker *docker, const char *name, const struct value *one)
{
    struct value *row = value_object(docker->arena);
    value_put_text(docker->arena, row, "ID", identifier(docker, name));
    value_put(docker->arena, row, "Image", value_get(one, "image"));
    value_put_text(docker->arena, row, "Names", name);
    value_put_text(docker->arena, row, "Status",
                   arena_format(docker->arena, "Up %s", ago(docker, one, "started")));
    return row;
}

static bool is_wanted(struct docker *docker, const char *name)
{
    size_t at = 0;
    const char *filter;
    while ((filter = flags_next(&docker->flags, "filter", &at)))
        if (text_starts(filter, "name=") && !strstr(name, filter + 5 + (filter[5] == '^')))
            return false;
    return true;
}

static int list(struct docker *docker)
{
    const struct value *all = value_get(docker->store, "containers");
    bool quiet = flags_on(&docker->flags, "quiet"), format = flags_has(&docker->flags, "format");
    struct buffer text = {0};
    if (!quiet && !format)
        buffer_add_text(&text, "CONTAINER ID\tIMAGE\tCOMMAND\tCREATED\tSTATUS\tPORTS\tNAMES\n");
    for (size_t i = 0; i < value_count(all); i++) {
        const char *name = value_key_at(all, i);
        const struct value *one = value_member_at(all, i);
        const char *since = ago(docker, one, "started");
        if (!is_wanted(docker, name))
            continue;
        if (format)
            print_template(docker, container_row(docker, name, one));
        else if (quiet)
            buffer_format(&text, "%s\n", identifier(docker, name));
        else
            buffer_format(&text, "%s\t%s\t\"%s\"\t%s ago\tUp %s\t\t%s\n", identifier(docker, name),
                          value_find_text(one, "image"),
                          value_says(value_get(one, "tool"), "k3d") ? "/bin/k3d-entrypoint…"
                                                                    : "/usr/local/bin/entr…",
                          since, since, name);
    }
    print_table(docker, &text);
    return 0;
}

/* A node that begins anew is the same node a moment later. */
static int restart(struct docker *docker)
{
    const struct value *all = value_get(docker->store, "containers");
    int status = 0;
    for (int i = 1; i < docker->flags.count; i++) {
        const char *name = docker->flags.arguments[i];
        if (!value_get(all, name)) {
            process_complain(docker->process, "Error response from daemon: No such container: %s\n", name);
            status = 1;
            continue;
        }
        process_sleep(docker->process, SECONDS(5));
        process_print(docker->process, "%s\n", name);
    }
    return status;
}

static int info(struct docker *docker)
{
    process_print(
        docker->process,
        "Client: Docker Engine - Community\n Version:    29.1.3\n\nServer:\n Containers: %d\n Images: %d\n",
        (int)value_count(value_get(docker->store, "containers")),
        (int)value_count(value_get(docker->store, "images")));
    return 0;
}

static int version(struct docker *docker)
{
    process_print(docker->process, "Docker version 29.1.3, build f52814d\n");
    return 0;
}

static const struct {
    const char *word, *second; /* second "": whatever comes */
    int (*run)(struct docker *docker);
} commands[] = {
    {"pull", "", pull},        {"images", "", images},        {"image", "ls", images},
    {"image", "list", images}, {"image", "rm", remove_image}, {"image", "inspect", inspect_image},
    {"tag", "", tag},          {"rmi", "", remove_image},     {"ps", "", list},
    {"restart", "", restart},  {"container", "ls", list},     {"info", "", info},
    {"version", "", version},
};

static int run(struct process *process, int count, char *const *words)
{
    const struct flag *tables[] = {docker_flags, NULL};
    struct docker docker = {.process = process, .arena = process->arena, .store = docker_read(process)};
    if (count == 2 && text_equal(words[1], "--version"))
        return version(&docker);
    const char *problem = NULL;
    bool known = false;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        known |= count > 1 && text_equal(commands[i].word, words[1]);
    if (known)
        problem = flags_read(&docker.flags, process->arena, tables, count - 1, words + 1);
    else
        docker.flags = (struct flags){.count = count > 1, .arguments = (char **)words + 1};
    const char *word = docker.flags.count ? docker.flags.arguments[0] : "";
    const char *second = docker.flags.count > 1 ? docker.flags.arguments[1] : "";
    for (size_t i = 0; !problem && i < sizeof commands / sizeof *commands; i++)
        if (text_equal(commands[i].word, word) &&
            (!commands[i].second[0] || text_equal(commands[i].second, second)))
            return commands[i].run(&docker);
    process_complain(process, "not simulated: docker%s%s%s\n", unsimulated(&docker), problem ? ": " : "",
                     problem ? problem : "");
    return 1;
}

const struct program docker_program = {.name = "docker",
                                       .usage = "docker pull|images|image|ps|tag|rmi|info [ARGUMENT]...",
                                       .help = "Images, and the containers that are nodes",
                                       .flags = docker_flags,
                                       .installed = DOCKER_FOLDER,
                                       .starts = MILLISECONDS(10),
                                       .run = run};

#include "base/base64.h"
#include "base/write.h"
#include "images/files.h"

#include <string.h>

#include "images/host.h"
#include "images/place.h"

static bool find_place(struct place *place, struct arena *arena, const struct world *world, const char *pod,
                       const char *container)
{
    static const char *const lists[] = {"spec.containers", "spec.ephemeralContainers"};
    *place = (struct place){.arena = arena, .world = world};
    if (!pod)
        return true;
    struct slice key = slice_of(pod);
    char *room = arena_room(arena, key.length + sizeof "pods/");
    *write_slice(write_text(room, "pods/"), key) = 0;
    place->pod = world_get(world, WORLD_APPLIED, room);
    for (size_t l = 0; l < 2; l++) {
        const struct value *containers = value_find(place->pod, lists[l]);
        for (size_t i = 0; i < value_count(containers) && !place->container; i++) {
            const struct value *one = value_at(containers, i);
            if (!container || value_says(value_get(one, "name"), container))
                place->container = one;
        }
    }
    place->image = place->container ? image_find(value_find_text(place->container, "image")) : NULL;
    return place->image != NULL;
}

static const char *own_namespace(const struct place *place)
{
    return value_find_text(place->pod, "metadata.namespace");
}

/* --- what the kubelet puts in --- */

const char image_common_hosts[] = "# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n"
                                  "::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n"
                                  "fe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n";

static const char *hosts(const struct place *place)
{
    struct slice address = value_slice(value_find(place->pod, "status.podIP"));
    struct slice name = value_slice(value_find(place->pod, "metadata.name"));
    char *text = arena_room(place->arena, sizeof image_common_hosts + address.length + name.length + sizeof "\t\n");
    char *at = write_slice(write_text(write_slice(write_text(text, image_common_hosts), address), "\t"), name);
    memcpy(at, "\n", sizeof "\n");
    return text;
}

static const char *hostname(const struct place *place)
{
    return arena_format(place->arena, "%s\n", value_find_text(place->pod, "metadata.name"));
}

static const char *resolver(const struct place *place)
{
    const struct value *dns = world_get(place->world, WORLD_APPLIED, "services/kube-system/kube-dns");
    return arena_format(place->arena,
                        "search %s.svc.cluster.local svc.cluster.local cluster.local\nnameserver %s\n"
                        "options ndots:5\n",
                        own_namespace(place), value_find_text(dns, "spec.clusterIP"));
}

static const char *namespace_file(const struct place *place)
{
    return own_namespace(place);
}

/* A projected token: real claims, and a signature that nobody checks here. */
static const char *token(const struct place *place)
{
    enum { SIGNATURE = 256, YEAR = 31536607 };
    struct arena *arena = place->arena;
    const struct value *pod = place->pod;
    struct instant started = {0};
    const char *account = value_find_text(pod, "spec.serviceAccountName");
    account = *account ? account : "default";
    instant_parse_rfc3339(slice_of(value_find_text(pod, "metadata.creationTimestamp")), &started);
    long long seconds = (long long)(started.nanoseconds / 1000000000);
    const char *uid = value_find_text(pod, "metadata.uid");
    const char *claims = arena_format(
        arena,
        "{\"aud\":[\"https://kubernetes.default.svc.cluster.local\"],\"exp\":%lld,\"iat\":%lld,"
        "\"iss\":\"https://kubernetes.default.svc.cluster.local\",\"kubernetes.io\":{\"namespace\":\"%s\","
        "\"node\":{\"name\":\"%s\"},\"pod\":{\"name\":\"%s\",\"uid\":\"%s\"},\"serviceaccount\":{\"name\":\"%"
        "s\"},"
        "\"warnafter\":%lld},\"nbf\":%lld,\"sub\":\"system:serviceaccount:%s:%s\"}",
        seconds + YEAR, seconds, own_namespace(place), value_find_text(pod, "spec.nodeName"),
        value_find_text(pod, "metadata.name"), uid, account, seconds + 3607, seconds, own_namespace(place),
        account);
    char *signature = arena_allocate(arena, SIGNATURE);
    uint64_t state = 0x9e3779b97f4a7c15u;
    for (const char *c = claims; *c; c++)
        state = (state ^ (unsigned char)*c) * 0x100000001b3u;
    for (size_t i = 0; i < SIGNATURE; i++) {
        state = (state ^ (state >> 29)) * 0xbf58476d1ce4e5b9u + 1;
        signature[i] = (char)(state >> 40);
    }
    struct buffer out = {0};
    base64_add(&out, SLICE("{\"alg\":\"RS256\",\"kid\":\"jB6tLM3bTq0oOdMPd1XkTWRZUFPDkcCqeMyzkjA1XrQ\"}"), BASE64_URL, false);
    buffer_add_byte(&out, '.');
    base64_add(&out, slice_of(claims), BASE64_URL, false);
    buffer_add_byte(&out, '.');
    base64_add(&out, (struct slice){signature, SIGNATURE}, BASE64_URL, false);
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static const char *certificate(const struct place *place)
{
    (void)place;
    return "not simulated: the certificate of the cluster\n";
}

#define SECRETS "/run/secrets/kubernetes.io/serviceaccount/"
#define MOUNTED .mode = "0644", .fixed = "Device or resource busy"
#define SECRET .mode = "0644", .fixed = "Read-only file system"

static const struct thing kubelet_things[] = {
    {"/etc/hosts", .make = hosts, MOUNTED},
    {"/etc/hostname", .make = hostname, MOUNTED},
    {"/etc/resolv.conf", .make = resolver, MOUNTED},
    {SECRETS "ca.crt", .make = certificate, SECRET},
    {SECRETS "namespace", .make = namespace_file, SECRET},
    {SECRETS "token", .make = token, SECRET},
};

/* --- the image's own --- */

/* Where Alpine has the links to busybox; all others are in /usr/bin. */
static const char *program_directory(const char *name)
{
    static const char *const in_bin[] = {
        "base64", "cat", "cp", "date",  "echo", "false", "grep",  "hostname", "ls",   "mkdir", "mv",   "ping",
        "ps",     "pwd", "rm", "rmdir", "sed",  "sh",    "sleep", "touch",    "true", "uname", "watch"};
    for (size_t i = 0; i < sizeof in_bin / sizeof *in_bin; i++) {
        if (in_bin[i][0] == name[0] && text_equal(in_bin[i], name))
            return "/bin/";
    }
    return "/usr/bin/";
}

/* True: that was all it wanted to see. */
typedef bool visitor(void *context, const struct place *place, const struct thing *thing);

/* [path]: what is looked for, so that the many programs need not all be named; NULL: everything. */
static void visit_container(const struct place *place, const char *path, visitor *visit, void *context)
{
    const struct image *image = place->image;
    for (size_t i = 0; i < sizeof kubelet_things / sizeof *kubelet_things; i++) {
        if (visit(context, place, &kubelet_things[i]))
            return;
    }
    for (size_t i = 0; image->files && image->files[i].path; i++) {
        const struct image_file *file = &image->files[i];
        if (visit(context, place,
                  &(struct thing){.path = file->path, .text = file->text, .mode = file->text ? "0644" : "0755"}))
            return;
    }
    const char *last = path ? strrchr(path, '/') + 1 : NULL;
    bool all = !path || text_starts("/bin/", path) || text_starts("/usr/bin/", path);
    for (size_t i = 0; image->programs && image->programs[i]; i++) {
        const char *name = image->programs[i];
        if (!all && (name[0] != last[0] || !text_equal(name, last)))
            continue;
        const char *whole = arena_format(place->arena, "%s%s", program_directory(name), name);
        if (visit(context, place, &(struct thing){.path = whole, .program = name, .mode = "0755"}))
            return;
    }
    if (image->home)
        visit(context, place, &(struct thing){.path = image->home, .mode = "0755"});
}

static void visit_all(const struct place *place, const char *path, visitor *visit, void *context)
{
    bool done = place->pod;
    if (place->pod)
        visit_container(place, path, visit, context);
    for (size_t i = 0; !done && i < host_thing_count; i++)
        done = visit(context, place, &host_things[i]);
}

static const struct image_link container_links[] = {{"/var/run", "/run", "/run"}, {0}};

const struct image_link *image_link(const char *pod, const char *path)
{
    for (const struct image_link *row = pod ? container_links : host_links; row->path; row++) {
        if (path[1] != row->path[1] || !text_starts(path, row->path))
            continue;
        size_t length = strlen(row->path);
        if (!path[length] || path[length] == '/')
            return row;
    }
    return NULL;
}

/* --- what programs are made of --- */

#define MACHINE_CODE                                                                                           \
    "\x7f"                                                                                                     \
    "ELF\0not simulated: the machine code of "

struct slice image_program_text(struct arena *arena, const char *name)
{
    struct buffer text = {0};
    buffer_add(&text, SLICE(MACHINE_CODE));
    buffer_format(&text, "%s\n", name);
    struct slice copy = {arena_copy(arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    return copy;
}

const char *image_program_of(struct arena *arena, struct slice text)
{
    if (!slice_starts(text, "\x7f"
                            "ELF") ||
        text.length < sizeof MACHINE_CODE || memcmp(text.data, MACHINE_CODE, sizeof MACHINE_CODE - 1))
        return NULL;
    return arena_copy(arena, slice_trim(slice_part(text, sizeof MACHINE_CODE - 1, text.length)));
}

const char *image_program_directory(const struct image *image, const char *name)
{
    const char *directory = program_directory(name);
    size_t length = strlen(directory);
    bool has = false;
    for (size_t i = 0; !has && image->programs && image->programs[i]; i++)
        has = image->programs[i][0] == name[0] && text_equal(image->programs[i], name);
    for (size_t i = 0; has && image->files && image->files[i].path; i++) {
        const struct image_file *file = &image->files[i]; /* a file of its own comes before */
        has = !(file->text && text_starts(file->path, directory) && text_equal(file->path + length, name));
    }
    return has ? directory : NULL;
}

struct value *image_program_entry(struct arena *arena, const char *name)
{
    struct value *entry = value_object(arena);
    value_put(arena, entry, "data", value_string(arena, image_program_text(arena, name)));
    value_put_text(arena, entry, "mode", "0755");
    return entry;
}

/* --- looking --- */

struct search {
    const char *path;
    size_t length;
    struct value *entry;
};

static struct value *entry_of(const struct place *place, const struct thing *thing)
{
    struct value *entry = value_object(place->arena);
    if (thing->program)
        return image_program_entry(place->arena, thing->program);
    value_put_text(place->arena, entry, "mode", thing->mode);
    if (thing->make || thing->text)
        value_put_text(place->arena, entry, "data", thing->make ? thing->make(place) : thing->text);
    if (thing->fixed)
        value_put_text(place->arena, entry, "fixed", thing->fixed);
    if (thing->device)
        value_put(place->arena, entry, "device", value_boolean(true));
    return entry;
}

static bool match(void *context, const struct place *place, const struct thing *thing)
{
    struct search *search = context;
    size_t length = search->length;
    if ((length > 1 && thing->path[1] != search->path[1]) || strncmp(thing->path, search->path, length) != 0)
        return false;
    if (thing->path[length] == 0) {
        search->entry = entry_of(place, thing);
        return value_get(search->entry, "data");
    }
    if (!search->entry && (length == 1 || thing->path[length] == '/')) { /* a directory, if nothing else */
        search->entry = value_object(place->arena);
        value_put_text(place->arena, search->entry, "mode", "0755");
    }
    return false;
}

const struct value *image_entry(struct arena *arena, const struct world *world, const char *pod,
                                const char *container, const char *path)
{
    struct place place;
    struct search search = {.path = path, .length = strlen(path)};
    if (find_place(&place, arena, world, pod, container))
        visit_all(&place, path, match, &search);
    if (search.entry && !pod)
        value_put_integer(arena, search.entry, "modified", HOST_MADE);
    return search.entry;
}

struct listing {
    const char *directory;
    size_t length; /* of it, without a slash at its end */
    struct value *names;
};

static bool add_name(void *context, const struct place *place, const struct thing *thing)
{
    struct listing *listing = context;
    if (strncmp(thing->path, listing->directory, listing->length) != 0 || thing->path[listing->length] != '/')
        return false;
    struct slice below = slice_of(thing->path + listing->length + 1);
    below = slice_part(below, 0, slice_find_byte(below, '/'));
    if (below.length)
        value_put_slice(place->arena, listing->names, below, value_null());
    return false;
}

void image_names(struct arena *arena, const struct world *world, const char *pod, const char *container,
                 const char *directory, struct value *names)
{
    struct place place;
    struct listing listing = {directory, text_equal(directory, "/") ? 0 : strlen(directory), names};
    if (!find_place(&place, arena, world, pod, container))
        return;
    visit_all(&place, NULL, add_name, &listing);
    for (const struct image_link *row = pod ? container_links : host_links; row->path; row++)
        add_name(&listing, &place, &(struct thing){.path = row->path});
}

const struct image *image_of_container(const struct world *world, const char *pod, const char *container)
{
    struct arena arena = {0};
    struct place place;
    const struct image *image = find_place(&place, &arena, world, pod, container) ? place.image : NULL;
    arena_release(&arena);
    return image;
}

bool image_may_write(const struct world *world, const char *pod, const char *container, const char *directory)
{
    struct arena arena = {0};
    struct place place;
    bool found = find_place(&place, &arena, world, pod, container) && place.image;
    const char *home = found ? place.image->home : NULL;
    bool may =
        !found || !place.image->user || text_equal(place.image->user, "root") ||
        text_equal(directory, "/tmp") || text_starts(directory, "/tmp/") ||
        (home && text_starts(directory, home) && (!directory[strlen(home)] || directory[strlen(home)] == '/'));
    arena_release(&arena);
    return may;
}

/* kubectl cp: files between this machine and a container. In life a tar at both ends carries them, so a
 * container whose image has none cannot take part. */
#include <string.h>

#include "tools/kubectl/verbs.h"

static const struct flag cp_flags[] = {
    {"container", 'c', "NAME", "the container"},
    {"no-preserve", 0, NULL, "accepted, without effect"},
    {"retries", 0, FLAG_INTEGER, "accepted, without effect"},
    {0},
};

enum { DEEPEST = 20, NO_TAR = 1 << 16 };

/* "[[NAMESPACE/]POD:]PATH". */
struct place {
    const char *namespace, *pod; /* pod NULL: this machine */
    const char *path;
};

static bool read_place(struct kubectl *kubectl, const char *word, struct place *place)
{
    struct slice text = slice_of(word);
    size_t colon = slice_find_byte(text, ':');
    *place = (struct place){.namespace = kubectl->namespace, .path = word};
    if (colon == text.length || word[0] == '/' || word[0] == '.')
        return true;
    struct slice pod = slice_part(text, 0, colon);
    size_t slash = slice_find_byte(pod, '/');
    struct slice behind = slash < pod.length ? slice_part(pod, slash + 1, pod.length) : pod;
    if (!behind.length || slice_find_byte(behind, '/') < behind.length) {
        kubectl_fail(kubectl, "filespec must match the canonical format: [[namespace/]pod:]file/path");
        return false;
    }
    if (slash < pod.length)
        place->namespace = arena_copy(kubectl->arena, slice_part(pod, 0, slash));
    place->pod = arena_copy(kubectl->arena, behind);
    place->path = word + colon + 1;
    return true;
}

/* Everything at a path, as {relative path: text, or null for a directory}. */
static void gather(struct process *process, struct arena *arena, struct value *found, const char *path,
                   const char *relative, int depth)
{
    const char *problem;
    const struct value *file = process_file(process, path, &problem);
    if (file) {
        value_put(arena, found, relative, value_string(arena, file_data(file)));
        return;
    }
    if (!process_is_directory(process, path))
        return;
    if (depth > DEEPEST) {
        process_complain(process, "not simulated: kubectl cp of directories as deep as %s\n", path);
        return;
    }
    value_put(arena, found, relative, value_null());
    const struct value *names = process_list_directory(process, path);
    for (size_t i = 0; i < value_count(names); i++) {
        const char *name = value_string_of(value_at(names, i));
        gather(process, arena, found, arena_format(arena, "%s/%s", path, name),
               arena_format(arena, "%s/%s", relative, name), depth + 1);
    }
}

/* Lays down what was gathered, at [path]. */
static void lay_down(struct process *process, struct arena *arena, const struct value *found, const char *path)
{
    for (size_t i = 0; i < value_count(found); i++) {
        const char *target = arena_format(arena, "%s%s", path, value_key_at(found, i));
        const struct value *data = value_member_at(found, i);
        const char *problem = value_is(data, VALUE_NULL)
                                  ? process_make_directory(process, target)
                                  : process_write_file(process, target, value_slice(data));
        if (problem && !value_is(data, VALUE_NULL))
            process_complain(process, "tar: can't open '%s': %s\n", target, problem);
    }
}

/* What the child in the container is told, in its parent's memory. */
struct carried {
    struct arena *arena; /* the parent's */
    struct value *found;
    const char *path;
    bool leaves; /* from the container */
};

static int carry(struct process *process, int count, char *const *words)
{
    struct carried *carried = process_context(process);
    (void)count;
    (void)words;
    if (!process_find_program(process, "tar"))
        return NO_TAR;
    if (carried->leaves) {
        if (carried->path[0] == '/')
            process_complain(process, "tar: removing leading '/' from member names\n");
        gather(process, carried->arena, carried->found, carried->path, "", 0);
        if (value_count(carried->found))
            return 0;
        process_complain(process,
                         "tar: can't open '%s': No such file or directory\n"
                         "tar: error exit delayed from previous errors\n",
                         carried->path);
        return 1;
    }
    const char *path = carried->path;
    lay_down(process, process->arena, carried->found, path);
    return 0;
}

/* Runs [carry] in the place's container; false after a complaint. */
static bool visit(struct kubectl *kubectl, const struct place *place, struct carried *carried)
{
    struct process *process = kubectl->process;
    kubectl->namespace = place->namespace;
    const struct value *pod = pods_find(kubectl, place->pod);
    if (!pod)
        return false;
    const char *container = pods_default_container(kubectl, pod, false);
    if (!exec_is_possible(kubectl, pod, container))
        return false;
    static char *const words[] = {"tar", NULL};
    struct spawn spawn = {.run = carry,
                          .count = 1,
                          .words = words,
                          .context = carried,
                          .pod = arena_format(kubectl->arena, "%s/%s", object_namespace(pod), object_name(pod)),
                          .container = arena_text(kubectl->arena, container)};
    spawn.streams[STREAM_ERROR] = process->streams[STREAM_ERROR];
    struct process *child = process_spawn(process, &spawn);
    int status = child ? process_await(process, child) : 1;
    if (status == NO_TAR)
        exec_fail_not_found(kubectl, "tar");
    else if (status)
        process_complain(process, "command terminated with exit code %d\n", status);
    kubectl->status = status && status != NO_TAR ? status : kubectl->status;
    return status == 0;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void copy_in(struct kubectl *kubectl, const struct place *from, const struct place *to)
{
    struct arena *arena = kubectl->arena;
    struct carried carried = {.arena = arena, .found = value_object(arena), .path = to->path};
    const char *problem;
    if (!process_file(kubectl->process, from->path, &problem) &&
        !process_is_directory(kubectl->process, from->path)) {
        kubectl_fail(kubectl, "%s doesn't exist in local filesystem", from->path);
        return;
    }
    gather(kubectl->process, arena, carried.found, from->path, "", 0);
    if (text_ends(to->path, "/"))
        carried.path = arena_format(arena, "%s%s", to->path, base_name(from->path));
    visit(kubectl, to, &carried);
}

static void copy_out(struct kubectl *kubectl, const struct place *from, const struct place *to)
{
    struct arena *arena = kubectl->arena;
    struct carried carried = {.arena = arena, .found = value_object(arena), .path = from->path, .leaves = true};
    if (!visit(kubectl, from, &carried))
        return;
    const char *path = to->path;
    if (process_is_directory(kubectl->process, path))
        path = arena_format(arena, "%s%s%s", path, text_ends(path, "/") ? "" : "/", base_name(from->path));
    lay_down(kubectl->process, arena, carried.found, path);
}

static void cp_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    struct place from, to;
    if (flags->count != 2) {
        kubectl_fail(kubectl, "source and destination are required");
        return;
    }
    if (!read_place(kubectl, flags->arguments[0], &from) || !read_place(kubectl, flags->arguments[1], &to))
        return;
    if (from.pod && to.pod)
        kubectl_fail(kubectl, "one of src or dest must be a local file specification");
    else if (!from.pod && !to.pod)
        kubectl_fail(kubectl, "one of src or dest must be a remote file specification");
    else if (!from.path[0] || !to.path[0])
        kubectl_fail(kubectl, "filepath can not be empty");
    else if (to.pod)
        copy_in(kubectl, &from, &to);
    else
        copy_out(kubectl, &from, &to);
}

const struct verb verb_cp = {
    .name = "cp",
    .usage = "cp <file-spec-src> <file-spec-dest> [options]",
    .help = "Copy files and directories to and from containers",
    .chapter = "Troubleshooting and Debugging Commands",
    .examples = "# A file into a pod\n"
                "kubectl cp README finance/curl:/tmp/README\n\n"
                "# And out of it\n"
                "kubectl cp finance/curl:/tmp/README ./copy",
    .flags = cp_flags,
    .run = cp_run,
    .takes = TAKES_FILES,
};

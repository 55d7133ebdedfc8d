/* Files: entries of WORLD_FILES over what stands there from the beginning (images/files.h, shell/programs.h).
 * On the learner's machine the key is the path; in a container it is "pod:NAMESPACE/NAME:" and the path. A
 * directory is an entry whose data is missing; {gone} hides what stands there from the beginning and was
 * removed, {over} is a member of what was written over it. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/write.h"
#include "images/files.h"
#include "shell/host.h"
#include "shell/programs.h"
#include "shell/shell.h"
#include "shell/stream.h"

int process_descriptor(const char *path)
{
    static const char *const names[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    int64_t descriptor;
    for (int i = 0; i < 3; i++)
        if (text_equal(path, names[i]))
            return i;
    bool numbered =
        text_starts(path, "/dev/fd/") && slice_to_integer(slice_of(path + strlen("/dev/fd/")), &descriptor);
    return numbered && descriptor >= 0 && descriptor < STREAMS ? (int)descriptor : -1;
}

/* All that comes from a descriptor, as a file. It stays there to be read again: a program may look first and
 * read then. What was read from a world before stays valid, for the world is held. */
static const struct value *read_descriptor(struct process *process, int descriptor)
{
    struct stream *stream = process->streams[descriptor];
    if (stream_behind(stream)->kind != STREAM_SOURCE) {
        process_hold_cluster(process);
        stream = stream_bytes(process_read_all(process, descriptor));
        process_set_stream(process, descriptor, stream);
        stream_unref(stream);
    }
    stream = stream_behind(process->streams[descriptor]);
    struct value *file = value_object(process->arena);
    struct slice rest = slice_part(buffer_slice(&stream->bytes), stream->taken, stream->bytes.length);
    value_put(process->arena, file, "data", value_string(process->arena, rest));
    value_put_text(process->arena, file, "mode", "0600");
    return file;
}

/* Absolute, and no part of it is "", "." or ".."? */
static bool is_clean(const char *path)
{
    for (const char *at = path; at; at = strchr(at + 1, '/')) {
        size_t dots = at[0] == '/' && at[1] == '.' ? 1 + (at[2] == '.') : 0;
        if (at[0] != '/' || at[1 + dots] == '/' || at[1 + dots] == 0)
            return false;
    }
    return true;
}

const char *process_path(struct process *process, const char *path)
{
    if (is_clean(path))
        return arena_text(process->arena, path);
    const char *whole =
        path[0] == '/' ? path : arena_format(process->arena, "%s/%s", shell_directory(process->shell), path);
    struct slice rest = slice_of(whole), part;
    struct buffer clean = {0};
    while (slice_next(&rest, '/', &part)) {
        if (part.length == 0 || slice_is(part, "."))
            continue;
        if (slice_is(part, "..")) {
            while (clean.length && clean.data[clean.length - 1] != '/')
                clean.length--;
            if (clean.length)
                clean.length--;
            continue;
        }
        buffer_add_byte(&clean, '/');
        buffer_add(&clean, part);
    }
    const char *result = clean.length ? arena_copy(process->arena, buffer_slice(&clean)) : "/";
    buffer_release(&clean);
    return result;
}

/* --- names, links, keys --- */

static const char *pod_key(struct process *process, const char *path)
{
    if (!process->pod)
        return path;
    struct slice pod = slice_of(process->pod), file = slice_of(path);
    char *key = arena_room(process->arena, pod.length + file.length + sizeof "pod::");
    *write_slice(write_text(write_slice(write_text(key, "pod:"), pod), ":"), file) = 0;
    return key;
}

const struct value *process_written(struct process *process, const char *path)
{
    return world_get(process_cluster(process), WORLD_FILES, pod_key(process, path));
}

static bool is_gone(const struct value *entry)
{
    return entry && value_get(entry, "gone");
}

/* The link that [path] is or begins with; NULL: none, or it was removed. */
static const struct image_link *link_in(struct process *process, const char *path)
{
    const struct image_link *link = image_link(process->pod, path);
    bool covered = link && world_get(process_cluster(process), WORLD_FILES, pod_key(process, link->path));
    return covered ? NULL : link;
}

const char *process_real_path(struct process *process, const char *path)
{
    path = process_path(process, path);
    const struct image_link *link = link_in(process, path);
    return link ? arena_format(process->arena, "%s%s", link->real, path + strlen(link->path)) : path;
}

const char *process_link(struct process *process, const char *path)
{
    bool followed = text_ends(path, "/"); /* "bin/" is what is behind the link */
    path = process_path(process, path);
    const struct image_link *link = followed ? NULL : link_in(process, path);
    return link && text_equal(link->path, path) ? link->target : NULL;
}

static const char *key_of(struct process *process, const char *path)
{
    return text_starts(path, "pod:") ? path : pod_key(process, process_real_path(process, path));
}

/* Directories that the images of containers have, whatever is in them. */
static bool is_of_image(const char *key)
{
    static const char *const directories[] = {":/",     ":/tmp", ":/etc", ":/home", ":/home/curl_user",
                                              ":/root", ":/var"};
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++) {
        if (text_starts(key, "pod:") && text_ends(key, directories[i]))
            return true;
    }
    return false;
}

/* A key "pod:NAMESPACE/NAME:/path" taken apart; false for a file of the learner's machine. */
static bool split_key(struct process *process, const char *key, const char **pod, const char **path)
{
    const char *colon = text_starts(key, "pod:") ? strchr(key + strlen("pod:"), ':') : NULL;
    if (!colon)
        return false;
    *pod = arena_copy(process->arena, slice_part(slice_of(key), strlen("pod:"), (size_t)(colon - key)));
    *path = colon + 1;
    return true;
}

static const char *container_of(const struct process *process, const char *pod)
{
    return text_equal(pod, process->pod ? process->pod : "") ? process->container : NULL;
}

/* What somebody wrote there; NULL: nobody did, or removed it again. */
static const struct value *written_at(struct process *process, const char *key)
{
    const struct value *entry = world_get(process_cluster(process), WORLD_FILES, key);
    return is_gone(entry) ? NULL : entry;
}

/* What stands there from the beginning, removed or not. */
static const struct value *first_at(struct process *process, const char *key)
{
    const struct world *world = process_cluster(process);
    const char *pod, *path;
    if (split_key(process, key, &pod, &path))
        return image_entry(process->arena, world, pod, container_of(process, pod), path);
    const struct value *program = programs_entry(process, key);
    return program ? program : image_entry(process->arena, world, NULL, NULL, key);
}

static const struct value *entry_at(struct process *process, const char *key)
{
    const struct value *entry = world_get(process_cluster(process), WORLD_FILES, key);
    return is_gone(entry) ? NULL : entry ? entry : first_at(process, key);
}

/* The names in the directory [key] as members of an object. */
static struct value *names_in(struct process *process, const char *key)
{
    struct value *names = value_object(process->arena), *left = value_object(process->arena);
    const char *prefix = text_ends(key, "/") ? key : arena_format(process->arena, "%s/", key), *pod, *path;
    struct map_walk walk = map_walk(world_map(process_cluster(process), WORLD_FILES), slice_of(prefix));
    struct map_entry entry;
    bool inside = split_key(process, key, &pod, &path);
    image_names(process->arena, process_cluster(process), inside ? pod : NULL,
                inside ? container_of(process, pod) : NULL, inside ? path : key, names);
    const struct program *row;
    for (size_t i = 0; !inside && (row = process->host->program_at(i)); i++) {
        if (program_stands_in(row, key) &&
            (!row->installed || world_get(process_cluster(process), WORLD_FILES, row->installed)))
            value_put(process->arena, names, row->name, value_boolean(false));
    }
    while (map_walk_next(&walk, &entry)) {
        struct slice below = slice_part(entry.key, slice_of(prefix).length, entry.key.length);
        struct slice name = slice_part(below, 0, slice_find_byte(below, '/'));
        bool gone = name.length == below.length && is_gone(entry.item);
        if (gone)
            value_put_slice(process->arena, left, name, value_null());
        else if (name.length)
            value_put_slice(process->arena, names, name, value_null());
    }
    if (!value_count(left))
        return names;
    struct value *kept = value_object(process->arena);
    for (size_t i = 0; i < value_count(names); i++)
        if (!value_get(left, value_key_at(names, i)))
            value_put(process->arena, kept, value_key_at(names, i), value_null());
    return kept;
}

/* Is the directory [key] there by itself, or by an entry below it that somebody wrote? */
static bool has_written(const struct world *world, struct arena *arena, const char *key)
{
    struct map_entry entry;
    if (is_of_image(key))
        return true;
    const char *prefix = text_ends(key, "/") ? key : arena_format(arena, "%s/", key);
    struct map_walk walk = map_walk(world_map(world, WORLD_FILES), slice_of(prefix));
    while (map_walk_next(&walk, &entry))
        if (!is_gone(entry.item))
            return true;
    return false;
}

/* [entry]: what entry_at says of it. */
static bool is_directory_entry(struct process *process, const char *key, const struct value *entry)
{
    if (entry)
        return !value_get(entry, "data");
    return text_equal(key, "/") || has_written(process_cluster(process), process->arena, key);
}

static bool is_directory(struct process *process, const char *key)
{
    return is_directory_entry(process, key, entry_at(process, key));
}

bool process_is_directory(struct process *process, const char *path)
{
    return is_directory(process, key_of(process, path));
}

/* What the kernel has there on a real machine is not called missing. */
static const char *missing(struct process *process, const char *path)
{
    static const char *const places[] = {"/proc/", "/sys/", "/dev/"};
    const char *absolute = process_path(process, path);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (text_starts(absolute, places[i]) && process_descriptor(absolute) < 0)
            return "not simulated";
    return "No such file or directory";
}

const struct value *process_file(struct process *process, const char *path, const char **problem)
{
    const struct value *file = entry_at(process, key_of(process, path));
    if (file && value_get(file, "data"))
        return file;
    int descriptor = process_descriptor(path);
    if (descriptor >= 0 && process->streams[descriptor])
        return read_descriptor(process, descriptor);
    *problem = process_is_directory(process, path) ? "Is a directory" : missing(process, path);
    return NULL;
}

struct slice file_data(const struct value *file)
{
    return value_slice(value_get(file, "data"));
}

static const char *parent_of(struct arena *arena, const char *key)
{
    const char *slash = strrchr(key, '/');
    if (!slash || slash == key || slash[-1] == ':')
        return NULL;
    return arena_copy(arena, (struct slice){key, (size_t)(slash - key)});
}

/* NULL, or why nothing can be put at [key], where [there] is. */
static const char *refuse(struct process *process, const char *key, const struct value *there)
{
    const char *parent = parent_of(process->arena, key);
    const struct world *world = process_cluster(process);
    if (parent) {
        const struct value *entry = entry_at(process, parent);
        if (entry && value_get(entry, "data"))
            return "Not a directory";
        if (!entry && !has_written(world, process->arena, parent))
            return "No such file or directory";
    }
    if (value_get(there, "fixed"))
        return value_find_text(there, "fixed");
    const char *pod, *path;
    bool inside = split_key(process, parent ? parent : key, &pod, &path);
    if (inside && !image_may_write(world, pod, container_of(process, pod), parent ? path : "/"))
        return "Permission denied";
    if (map_count(world_map(world, WORLD_FILES)) >= LIMIT_FILES && !world_get(world, WORLD_FILES, key))
        return "No space left on device";
    return NULL;
}

/* Where [there] is. */
static void put(struct process *process, const char *key, const struct value *there, const struct value *data,
                const char *mode)
{
    const struct value *written = world_get(process_cluster(process), WORLD_FILES, key);
    const struct value *first = written ? first_at(process, key) : there;
    struct draft *draft = process_begin(process);
    struct value *file = value_object(process->arena);
    value_put(process->arena, file, "data", data);
    if (first)
        value_put(process->arena, file, "over", value_boolean(true));
    value_put_text(process->arena, file, "mode", mode);
    value_put_integer(process->arena, file, "modified", draft->now.nanoseconds);
    draft_set(draft, WORLD_FILES, key, file);
    process_commit(process);
}

/* What a new file or directory gets of [mode]: all that umask does not take. */
static const char *fresh_mode(struct process *process, unsigned mode)
{
    return arena_format(process->arena, "%04o", mode & ~shell_mask(process->shell));
}

const char *process_write_key(struct process *process, const char *key, struct slice data)
{
    const struct value *there = entry_at(process, key);
    if (there && value_get(there, "device")) /* what is written there leads nowhere, or to the terminal */
        return text_equal(key, "/dev/tty") ? (process_write(process, STREAM_ERROR, data), NULL) : NULL;
    bool directory = is_directory_entry(process, key, there);
    const char *problem = directory ? "Is a directory" : refuse(process, key, there);
    if (problem)
        return problem;
    if (data.length > LIMIT_FILE_BYTES)
        return "No space left on device";
    struct arena_mark mark = arena_mark(process->arena);
    const char *mode = there ? value_find_text(there, "mode") : fresh_mode(process, 0666);
    put(process, key, there, value_string(process->arena, data), mode);
    arena_rewind(process->arena, mark);
    return NULL;
}

/* Hides what stands at [key] from the beginning. */
static void put_gone(struct process *process, struct draft *draft, const char *key)
{
    struct value *entry = value_object(process->arena);
    value_put(process->arena, entry, "gone", value_boolean(true));
    draft_set(draft, WORLD_FILES, key, entry);
}

const char *process_write_file(struct process *process, const char *path, struct slice data)
{
    int descriptor = process_descriptor(path);
    if (descriptor < 0 || !process->streams[descriptor])
        return process_write_key(process, key_of(process, path), data);
    process_write(process, descriptor, data);
    return NULL;
}

const char *process_remove_file(struct process *process, const char *path)
{
    const char *key =
        process_link(process, path) ? pod_key(process, process_path(process, path)) : key_of(process, path);
    const struct value *first = first_at(process, key), *entry = entry_at(process, key);
    const char *pod, *inside, *parent = parent_of(process->arena, key);
    if (process_link(process, path))
        first = entry = value_object(process->arena);
    if (!entry)
        return missing(process, path);
    if (split_key(process, parent ? parent : key, &pod, &inside) &&
        !image_may_write(process_cluster(process), pod, container_of(process, pod), parent ? inside : "/"))
        return "Permission denied";
    if (value_get(entry, "fixed"))
        return value_find_text(entry, "fixed");
    if (value_count(names_in(process, key)))
        return "Directory not empty";
    struct draft *draft = process_begin(process);
    if (first)
        put_gone(process, draft, key);
    else
        draft_remove(draft, WORLD_FILES, key);
    process_commit(process);
    return NULL;
}

const char *process_make_directory(struct process *process, const char *path)
{
    const char *key = key_of(process, path);
    if (entry_at(process, key) || process_is_directory(process, path))
        return "File exists";
    const char *problem = refuse(process, key, NULL);
    if (!problem)
        put(process, key, NULL, NULL, fresh_mode(process, 0777));
    return problem;
}

/* --- what is known about a file --- */

static unsigned mode_of(const struct value *entry, unsigned otherwise)
{
    unsigned mode = 0;
    const char *digits = value_find_text(entry, "mode");
    for (const char *digit = digits; *digit >= '0' && *digit <= '7'; digit++)
        mode = mode * 8 + (unsigned)(*digit - '0');
    return *digits ? mode : otherwise;
}

/* Of a directory without an entry: when the newest of what is below it was written. */
static int64_t newest_below(struct process *process, const char *key)
{
    int64_t newest = 0;
    const char *prefix = text_ends(key, "/") ? key : arena_format(process->arena, "%s/", key);
    struct map_walk walk = map_walk(world_map(process_cluster(process), WORLD_FILES), slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        int64_t modified = value_number(value_get(entry.item, "modified"), 0);
        newest = modified > newest ? modified : newest;
    }
    return newest;
}

static int count_links(struct process *process, const char *path)
{
    int links = 2;
    const char *above = process_path(process, path);
    const struct value *names = process_list_directory(process, path);
    for (size_t i = 0; i < value_count(names); i++) {
        const char *below = arena_format(process->arena, "%s/%s", text_equal(above, "/") ? "" : above,
                                         value_string_of(value_at(names, i)));
        links += process_is_directory(process, below) && !process_link(process, below);
    }
    return links;
}

const char *process_status_of(struct process *process, const char *path, struct file_status *status)
{
    const char *key = key_of(process, path), *problem = "No such file or directory";
    const struct value *entry = entry_at(process, key);
    bool directory = is_directory_entry(process, key, entry);
    *status = (struct file_status){.directory = directory, .size = 4096, .links = 1};
    status->inode = (int64_t)(hash_bytes(slice_of(key)).low % 4000000) + 131073;
    status->link = process_link(process, path);
    status->type = status->link ? 'l' : directory ? 'd' : '-';
    if (status->link) {
        status->directory = false;
        status->mode = 0777;
        status->size = (int64_t)strlen(status->link);
        status->inode++;
        status->modified.nanoseconds = value_number(value_get(entry, "modified"), 0);
        return NULL;
    }
    if (!entry && !directory) {
        process_file(process, path, &problem);
        return problem;
    }
    status->mode = mode_of(entry, directory ? 0755 : 0644);
    status->device = value_truth(value_get(entry, "device"));
    status->modified.nanoseconds = value_number(value_get(entry, "modified"), 0);
    if (status->device) {
        status->type = 'c';
        status->modified = process_now(process);
    }
    int64_t newest = written_at(process, key) ? 0 : newest_below(process, key);
    if (newest > status->modified.nanoseconds)
        status->modified.nanoseconds = newest;
    if (directory)
        status->links = count_links(process, path);
    else
        status->size = (int64_t)file_data(entry).length;
    return NULL;
}

/* The entry again with another member; a directory that had none gets one. */
static const char *change(struct process *process, const char *path, const char *mode, int64_t modified)
{
    struct file_status status;
    const char *key = key_of(process, path), *problem = process_status_of(process, path, &status);
    const struct value *old = problem ? NULL : entry_at(process, key);
    if (problem || status.device)
        return problem;
    if (value_get(old, "fixed"))
        return "Operation not permitted";
    bool first = first_at(process, key);
    struct draft *draft = process_begin(process);
    struct value *file = value_edit(process->arena, old);
    if (first)
        value_put(process->arena, file, "over", value_boolean(true));
    value_put_text(process->arena, file, "mode",
                   mode ? mode : arena_format(process->arena, "%04o", status.mode));
    value_put_integer(process->arena, file, "modified", modified < 0 ? status.modified.nanoseconds : modified);
    draft_set(draft, WORLD_FILES, key, file);
    process_commit(process);
    return NULL;
}

const char *process_change_mode(struct process *process, const char *path, unsigned mode)
{
    return change(process, path, arena_format(process->arena, "%04o", mode & 07777), -1);
}

const char *process_change_time(struct process *process, const char *path, struct instant modified)
{
    return change(process, path, NULL, modified.nanoseconds);
}

const struct value *process_list_directory(struct process *process, const char *path)
{
    if (!process_is_directory(process, path))
        return NULL;
    const struct value *names = names_in(process, key_of(process, path));
    struct value *list = value_array(process->arena);
    for (size_t i = 0; i < value_count(names); i++)
        value_append(process->arena, list, value_text(process->arena, value_key_at(names, i)));
    return list;
}

struct stream *stream_to_file(struct process *process, const char *path, bool append, const char **problem)
{
    const char *key = key_of(process, path);
    const char *unused;
    int descriptor = process_descriptor(path);
    *problem = NULL;
    if (descriptor >= 0 && process->streams[descriptor])
        return stream_ref(process->streams[descriptor]);
    const struct value *old = append ? process_file(process, path, &unused) : NULL;
    struct slice before = old ? file_data(old) : (struct slice){"", 0};
    struct stream *stream = stream_bytes(before);
    stream->kind = STREAM_FILE;
    stream->kept = before.length;
    if (!append || !old)
        *problem = process_write_key(process, key, before);
    else
        *problem = NULL;
    if (*problem) {
        stream_unref(stream);
        return NULL;
    }
    stream->key = memory_allocate(slice_of(key).length + 1);
    memcpy(stream->key, key, slice_of(key).length);
    return stream;
}

/* kubectl diff: the live objects and what apply would make of them, as files that a diff program compares. */
#include "data/yaml.h"
#include "shell/shell.h"
#include "tools/kubectl/verbs.h"

static const struct flag diff_flags[] = {
    {"concurrency", 0, FLAG_INTEGER, "accepted, without effect"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "a file, a directory or - (standard input)"},
    {"force-conflicts", 0, NULL, "take fields from other managers (--server-side)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"prune", 0, NULL, "not simulated"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "only the objects with these labels"},
    {"server-side", 0, NULL, "let the server merge"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields"},
    {"prune-allowlist", 0, "KIND", "not simulated"},
    {0},
};

/* The two directories, and what lies in them. */
struct versions {
    const char *directories[2]; /* LIVE, MERGED */
    struct value *files;        /* their paths */
};

/* "apps.v1.Deployment.accounts.web": what both files of an object are called. */
static const char *file_name(struct arena *arena, const struct manifest *manifest)
{
    const char *version = arena_text(arena, kind_api_version(arena, manifest->kind));
    for (char *c = (char *)version; *c; c++)
        *c = *c == '/' ? '.' : *c;
    return arena_format(arena, "%s.%s.%s.%s", version, manifest->kind->kind, manifest->namespace,
                        manifest->name);
}

/* Values of a Secret are not for the screen; that they differ is. */
static void mask(struct arena *arena, struct value *objects[2])
{
    static const char *const maps[] = {"data", "stringData"};
    for (size_t m = 0; m < 2; m++) {
        const struct value *from = value_get(objects[0], maps[m]), *to = value_get(objects[1], maps[m]);
        for (int side = 0; side < 2; side++) {
            const struct value *own = side ? to : from, *other = side ? from : to;
            struct value *hidden = value_edit(arena, own);
            for (size_t i = 0; i < value_count(own); i++) {
                const struct value *twin = value_get(other, value_key_at(own, i));
                bool changed = twin && !value_equal(twin, value_member_at(own, i));
                value_put_text(arena, hidden, value_key_at(own, i),
                               !changed ? "***"
                               : side   ? "*** (after)"
                                        : "*** (before)");
            }
            if (own)
                value_put(arena, objects[side], maps[m], hidden);
        }
    }
}

static void write_version(struct kubectl *kubectl, struct versions *versions, int side, const char *name,
                          const struct value *object)
{
    const char *path = arena_format(kubectl->arena, "%s/%s", versions->directories[side], name);
    struct buffer text = {0};
    if (object)
        yaml_write(&text, object);
    const char *problem = process_write_file(kubectl->process, path, buffer_slice(&text));
    buffer_release(&text);
    if (problem)
        kubectl_fail(kubectl, "open %s: %s", path, problem);
    else
        value_append(kubectl->arena, versions->files, value_text(kubectl->arena, path));
}

/* False after a complaint. */
static bool write_both(struct kubectl *kubectl, struct versions *versions, const struct manifest *manifest)
{
    struct arena *arena = kubectl->arena;
    struct api_reply live = client_get(kubectl, manifest->kind, manifest->namespace, manifest->name);
    if (api_failed(&live) && live.code != 404) {
        kubectl_fail_reply(kubectl, &live, NULL);
        return false;
    }
    const struct value *before = live.code == 404 ? NULL : live.object;
    struct api_reply merged = apply_merged(kubectl, manifest, before);
    if (api_failed(&merged)) {
        kubectl_fail_reply(kubectl, &merged, NULL);
        return false;
    }
    struct value *objects[2] = {before ? value_edit(arena, before) : NULL, value_edit(arena, merged.object)};
    for (int side = 0; side < 2; side++) {
        if (objects[side] && !flags_on(&kubectl->flags, "show-managed-fields"))
            value_put(arena, value_open(arena, objects[side], "metadata"), "managedFields", NULL);
    }
    if (text_equal(manifest->kind->kind, "Secret"))
        mask(arena, objects);
    const char *name = file_name(arena, manifest);
    for (int side = 0; side < 2; side++)
        write_version(kubectl, versions, side, name, objects[side]);
    return true;
}

/* The words of $KUBECTL_EXTERNAL_DIFF, or diff's, with the directories behind them. */
static char **command(struct kubectl *kubectl, const struct versions *versions, int *count)
{
    const char *external = shell_variable(kubectl->process->shell, "KUBECTL_EXTERNAL_DIFF");
    struct slice rest = slice_of(external && external[0] ? external : "diff -u -N"), word;
    char **words = arena_allocate(kubectl->arena, (rest.length + 4) * sizeof *words);
    *count = 0;
    while (slice_next(&rest, ' ', &word)) {
        if (word.length)
            words[(*count)++] = arena_copy(kubectl->arena, word);
    }
    for (int side = 0; side < 2; side++)
        words[(*count)++] = arena_text(kubectl->arena, versions->directories[side]);
    return words;
}

static void compare(struct kubectl *kubectl, const struct versions *versions)
{
    struct process *process = kubectl->process;
    int count;
    char **words = command(kubectl, versions, &count);
    const struct program *program = process_find_program(process, words[0]);
    if (!program) {
        kubectl_fail(kubectl, "failed to run \"%s\": executable file not found in $PATH", words[0]);
        return;
    }
    struct spawn spawn = {.run = program->run, .count = count, .words = words};
    spawn.streams[STREAM_OUT] = process->streams[STREAM_OUT];
    spawn.streams[STREAM_ERROR] = process->streams[STREAM_ERROR];
    struct process *child = process_spawn(process, &spawn);
    if (child)
        kubectl->status = process_await(process, child);
    else
        kubectl_fail(kubectl, "failed to run \"%s\": too many processes", words[0]);
}

static void remove_all(struct kubectl *kubectl, const struct versions *versions)
{
    for (size_t i = 0; i < value_count(versions->files); i++)
        process_remove_file(kubectl->process, value_string_of(value_at(versions->files, i)));
    for (int side = 0; side < 2; side++)
        process_remove_file(kubectl->process, versions->directories[side]);
}

static void diff_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (flags->count) {
        kubectl_fail_usage(kubectl, "Unexpected args: [%s]", flags->arguments[0]);
    } else if (!manifests_given(kubectl)) {
        kubectl_fail(kubectl, "must specify one of -f and -k");
    } else if (flags_on(flags, "prune")) {
        kubectl_unsimulated(kubectl, "kubectl diff --prune");
    } else {
        struct versions versions = {.files = value_array(kubectl->arena)};
        unsigned number = (unsigned)kubectl->process->id * 2654435761u;
        for (int side = 0; side < 2; side++) {
            versions.directories[side] = arena_format(kubectl->arena, "/tmp/%s-%u", side ? "MERGED" : "LIVE",
                                                      number ^ (side ? 0x5bd1e995u : 0u));
            process_make_directory(kubectl->process, versions.directories[side]);
        }
        struct manifests manifests = manifests_read(kubectl, false);
        bool sound = !kubectl_failed(kubectl);
        for (size_t i = 0; sound && i < manifests.count; i++)
            sound = write_both(kubectl, &versions, &manifests.items[i]);
        if (sound)
            compare(kubectl, &versions);
        remove_all(kubectl, &versions);
    }
    if (kubectl_failed(kubectl))
        kubectl->status = 2; /* 1 says that they differ */
}

const struct verb verb_diff = {
    .name = "diff",
    .usage = "diff -f FILENAME [options]",
    .defaults = "concurrency=1 field-manager='kubectl-client-side-apply'",
    .help = "Diff the live version against a would-be applied version",
    .examples = "# What apply would change\n"
                "kubectl diff -f deny-all.yaml",
    .chapter = "Advanced Commands",
    .flags = diff_flags,
    .run = diff_run,
    .takes = TAKES_FILES,
};

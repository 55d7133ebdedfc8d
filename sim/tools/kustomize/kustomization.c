/* The file kustomization.yaml: which fields there are, what they may be, which are old, and which ambit cannot
 * do. */
#include "base/buffer.h"
#include "data/yaml.h"
#include "tools/kustomize/inside.h"

static const char *const file_names[] = {"kustomization.yaml", "kustomization.yml", "Kustomization"};

/* --- files --- */

const char *kustomization_path(struct kustomize *kustomize, const char *directory, const char *name)
{
    return process_path(kustomize->process,
                        name[0] == '/' ? name : arena_format(kustomize->arena, "%s/%s", directory, name));
}

struct slice kustomization_file(struct kustomize *kustomize, const char *directory, const char *name,
                                const char **problem)
{
    struct arena *arena = kustomize->arena;
    const char *path = kustomization_path(kustomize, directory, name), *why = NULL;
    const struct value *file = process_file(kustomize->process, path, &why);
    const char *root = text_equal(directory, "/") ? "" : directory;
    if (!file && process_is_directory(kustomize->process, path)) {
        *problem = arena_format(arena, "'%s' must resolve to a file", path);
    } else if (!file) {
        *problem = arena_format(arena, "evalsymlink failure on '%s' : lstat %s: no such file or directory",
                                path, path);
    } else if (!text_starts(path, arena_format(arena, "%s/", root))) {
        *problem = arena_format(arena, "security; file '%s' is not in or below '%s'", path, directory);
    } else {
        struct slice data = file_data(file);
        return (struct slice){arena_copy(arena, data), data.length};
    }
    return (struct slice){0};
}

/* --- reading --- */

static void check_kind(struct kustomize *kustomize, const char *directory, const struct value *read)
{
    const char *kind = value_find_text(read, "kind"), *version = value_find_text(read, "apiVersion");
    bool component = text_equal(kind, "Component");
    const char *wanted = component ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1";
    bool bad_kind = kind[0] && !component && !text_equal(kind, "Kustomization");
    bool bad_version = version[0] && !text_equal(version, wanted);
    if (bad_kind || bad_version)
        kustomize_fail(kustomize, "Failed to read kustomization file under %s:\n%s%s%s", directory,
                       bad_kind ? "kind should be Kustomization or Component" : "",
                       bad_kind && bad_version ? "\n" : "",
                       bad_version ? arena_format(kustomize->arena, "apiVersion for %s should be %s",
                                                  kind[0] ? kind : "Kustomization", wanted)
                                   : "");
}

const struct value *kustomization_read(struct kustomize *kustomize, const char *directory)
{
    const struct value *file = NULL, *read = NULL;
    const char *found = NULL, *why;
    for (size_t i = 0; i < sizeof file_names / sizeof *file_names; i++) {
        const struct value *one =
            process_file(kustomize->process, kustomization_path(kustomize, directory, file_names[i]), &why);
        if (one && file) {
            kustomize_fail(kustomize, "Found multiple kustomization files: %s\n", directory);
            return NULL;
        }
        if (one)
            found = file_names[i];
        file = one ? one : file;
    }
    if (!found) {
        kustomize_fail(kustomize,
                       "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in "
                       "directory '%s'",
                       directory);
        return NULL;
    }
    struct slice data = file_data(file);
    struct yaml_reader reader = yaml_reader((struct slice){arena_copy(kustomize->arena, data), data.length});
    if (!yaml_next(kustomize->arena, &reader, &read) && reader.problem) {
        kustomize_fail(kustomize, "invalid Kustomization: %s", reader.problem);
        return NULL;
    }
    if (!value_count(read)) {
        kustomize_fail(kustomize, "kustomization.yaml is empty");
        return NULL;
    }
    read = kustomization_spelled(kustomize->arena, read);
    kustomization_check(kustomize, read);
    check_kind(kustomize, directory, read);
    return kustomize_failed(kustomize) ? NULL : read;
}

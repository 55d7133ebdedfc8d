/* Building: what a kustomization accumulates, from its resources down, and what it makes of it. */
#include "tools/kustomize/kustomize.h"

#include <stdarg.h>

#include "base/buffer.h"
#include "base/format.h"
#include "data/gotext.h"
#include "data/yaml.h"
#include "tools/kustomize/inside.h"

/* A directory that is being accumulated, and the one that named it. */
struct visit {
    const struct visit *above;
    const char *directory;
};

enum { DEPTH_MAXIMUM = 32 };

/* kustomize merges where a resource is looked into, and not where YAML is read. */
#define MERGES_NO_MAP "yaml: map merge requires map or sequence of maps as the value"

struct kustomize kustomize_begin(struct process *process)
{
    return (struct kustomize){
        .process = process, .arena = process->arena, .warnings = value_array(process->arena)};
}

void kustomize_fail(struct kustomize *kustomize, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *problem = arena_format_list(kustomize->arena, format, arguments);
    va_end(arguments);
    size_t length = strlen(problem);
    if (length && problem[length - 1] == '\n') /* kubectl ends the line itself */
        problem[length - 1] = '\0';
    if (!kustomize_failed(kustomize))
        kustomize->problem = problem;
}

void kustomize_unsimulated(struct kustomize *kustomize, const char *what)
{
    if (!kustomize_failed(kustomize))
        kustomize->unsimulated = what;
}

const char *kustomize_quoted(struct arena *arena, const char *text)
{
    struct buffer out = {0};
    gotext_quote(&out, slice_of(text));
    const char *result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

bool kustomize_failed(const struct kustomize *kustomize)
{
    return kustomize->problem || kustomize->unsimulated;
}

static bool accumulate(struct kustomize *kustomize, struct items *items, const struct visit *visit);

/* --- files --- */

static const struct value *as_text(struct arena *arena, const struct value *scalar)
{
    struct buffer text = {0};
    if (!value_is(scalar, VALUE_NULL) && !value_is(scalar, VALUE_ARRAY) && !value_is(scalar, VALUE_OBJECT))
        gotext_plain(&text, scalar);
    const struct value *result = value_string(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

/* Annotations are texts, whatever the file has them for; without any there is no field. */
static const struct value *with_text_annotations(struct arena *arena, const struct value *object)
{
    const struct value *annotations = value_find(object, "metadata.annotations");
    if (annotations && (!value_is(annotations, VALUE_OBJECT) || !value_count(annotations)))
        return value_with(arena, object, "metadata.annotations", NULL);
    struct value *changed = value_edit(arena, annotations);
    for (size_t i = 0; i < value_count(annotations); i++) {
        const struct value *member = value_member_at(annotations, i);
        if (!value_is(member, VALUE_STRING))
            value_replace(changed, i, as_text(arena, member));
    }
    return annotations ? value_with(arena, object, "metadata.annotations", changed) : object;
}

/* NULL: all is well. */
static const char *add_object(struct kustomize *kustomize, struct items *items, const struct value *object)
{
    struct arena *arena = kustomize->arena;
    const char *kind = value_find_text(object, "kind"), *version = value_find_text(object, "apiVersion"), *id;
    const struct value *listed = value_get(object, "items"), *name = value_find(object, "metadata.name");
    if (!value_count(object))
        return value_is(object, VALUE_OBJECT) ? NULL : "missing Resource metadata";
    if (!kind[0] && version[0])
        return arena_format(arena, "missing kind in object {{%s } {{ } map[] map[]}}", version);
    if (!kind[0])
        return "missing Resource metadata";
    object = with_text_annotations(arena, object);
    for (size_t i = 0; text_ends(kind, "List") && i < value_count(listed); i++) {
        const char *problem = add_object(kustomize, items, value_at(listed, i));
        if (problem)
            return problem;
    }
    if (text_ends(kind, "List") && (value_is(listed, VALUE_ARRAY) || (listed && value_is(listed, VALUE_NULL))))
        return NULL;
    bool number = value_is(name, VALUE_INTEGER) || value_is(name, VALUE_DECIMAL);
    if (number)
        object = value_with(arena, object, "metadata.name", as_text(arena, name));
    if (!value_find_text(object, "metadata.name")[0] && !text_ends(kind, "List"))
        return arena_format(arena, "missing metadata.name in object {{%s %s} {{ } map[] map[]}}", version,
                            kind);
    if (text_ends(kind, "List") && !value_get(object, "metadata"))
        object = value_with(arena, object, "metadata", value_object(arena));
    struct item *item = arena_allocate(arena, sizeof *item);
    item->object = object;
    item->number_name = number ? name : NULL;
    return items_append(arena, items, item, &id)
               ? NULL
               : arena_format(arena, "may not add resource with an already registered id: %s", id);
}

/* False and *problem when it is no file of resources; a text that is no YAML ends the build. */
static bool add_file(struct kustomize *kustomize, struct items *items, const char *directory, const char *name,
                     const char **problem)
{
    struct slice text = kustomization_file(kustomize, directory, name, problem);
    if (!text.data)
        return false;
    struct yaml_reader reader = yaml_reader(text);
    const struct value *document;
    reader.kyaml = true;
    reader.json = false;
    struct items read = {0};
    while (yaml_next(kustomize->arena, &reader, &document)) {
        *problem = document ? add_object(kustomize, &read, document) : NULL;
        if (*problem)
            return false;
    }
    if (reader.problem && text_equal(reader.problem, MERGES_NO_MAP)) {
        *problem = reader.problem + strlen("yaml: ");
        return false;
    }
    if (reader.problem && reader.unheld)
        kustomize_fail(kustomize, "%s", reader.problem);
    else if (reader.problem)
        kustomize_fail(
            kustomize,
            "accumulating resources: accumulating resources from '%s': MalformedYAMLError: %s in File: %s",
            name, reader.problem, name);
    for (size_t i = 0; i < read.count && !kustomize_failed(kustomize); i++) {
        const char *id;
        if (!items_append(kustomize->arena, items, read.list[i], &id)) {
            *problem = arena_format(
                kustomize->arena,
                "merging resources from '%s': may not add resource with an already registered id: %s", name,
                id);
            return false;
        }
    }
    return !kustomize_failed(kustomize);
}

/* --- directories --- */

static void fail_resource(struct kustomize *kustomize, const char *list, const char *name, const char *as_file,
                          const char *as_directory)
{
    bool merging = text_starts(as_file, "merging ");
    kustomize->problem = NULL;
    kustomize_fail(kustomize, "accumulating %s: accumulation err='%s%s%s%s': %s", list,
                   merging ? "" : "accumulating resources from '", merging ? "" : name,
                   merging ? "" : "': ", as_file, as_directory);
}

/* Why there is no root at [below] for [visit] to name; NULL: there is one, or it is too deep for ambit. */
static const char *directory_problem(struct kustomize *kustomize, const struct visit *visit,
                                     const struct visit *below)
{
    struct arena *arena = kustomize->arena;
    const char *why = NULL, *there = below->directory;
    int depth = 0;
    if (!process_is_directory(kustomize->process, there))
        return process_file(kustomize->process, there, &why)
                   ? arena_format(arena, "must build at directory: '%s': file is not directory", there)
                   : arena_format(
                         arena,
                         "must build at directory: not a valid directory: evalsymlink failure on '%s' : "
                         "lstat %s: no such file or directory",
                         there, there);
    for (const struct visit *one = visit; one; one = one->above, depth++)
        if (text_equal(one->directory, there) || text_starts(one->directory, arena_format(arena, "%s/", there)))
            return arena_format(arena, "cycle detected: candidate root '%s' contains visited root '%s'", there,
                                one->directory);
    if (depth > DEPTH_MAXIMUM)
        kustomize_unsimulated(kustomize, "kustomize: bases nested this deep");
    return NULL;
}

static void add_directory(struct kustomize *kustomize, struct items *items, const struct visit *visit,
                          const char *list, const char *name, const char *as_file)
{
    struct arena *arena = kustomize->arena;
    struct visit below = {visit, kustomization_path(kustomize, visit->directory, name)};
    const char *problem = name[0] ? directory_problem(kustomize, visit, &below) : "new root cannot be empty";
    if (problem)
        fail_resource(kustomize, list, name, as_file, problem);
    if (kustomize_failed(kustomize))
        return;
    struct items read = {0};
    const struct value *there = kustomization_read(kustomize, below.directory);
    if (!there) {
        if (kustomize->problem)
            fail_resource(kustomize, list, name, as_file,
                          arena_format(arena, "couldn't make target for path '%s': %s", below.directory,
                                       kustomize->problem));
        return;
    }
    if (!accumulate(kustomize, &read, &below)) {
        if (kustomize->problem)
            fail_resource(kustomize, list, name, as_file,
                          arena_format(arena, "recursed accumulation of path '%s': %s", below.directory,
                                       kustomize->problem));
        return;
    }
    for (size_t i = 0; i < read.count; i++) {
        const char *id;
        if (read.list[i]->object && !items_append(arena, items, read.list[i], &id)) {
            fail_resource(
                kustomize, list, name, as_file,
                arena_format(
                    arena,
                    "recursed merging from path '%s': may not add resource with an already registered id: %s",
                    below.directory, id));
            return;
        }
    }
}

static void add_resources(struct kustomize *kustomize, struct items *items, const struct visit *visit,
                          const char *list, const struct value *names)
{
    for (size_t i = 0; i < value_count(names) && !kustomize_failed(kustomize); i++) {
        const char *name = value_string_of(value_at(names, i)), *problem = "";
        if (text_starts(name, "http:") || text_starts(name, "https:") || text_starts(name, "git@") ||
            text_starts(name, "ssh:") || text_starts(name, "github.com"))
            kustomize_unsimulated(
                kustomize, arena_format(kustomize->arena, "kustomize %s from elsewhere: %s", list, name));
        else if (!add_file(kustomize, items, visit->directory, name, &problem) && !kustomize_failed(kustomize))
            add_directory(kustomize, items, visit, list, name, problem);
    }
}

/* A component works on what is here already; its troubles are shown quoted. */
static void add_components(struct kustomize *kustomize, struct items *items, const struct visit *visit,
                           const struct value *names)
{
    struct arena *arena = kustomize->arena;
    for (size_t i = 0; i < value_count(names) && !kustomize_failed(kustomize); i++) {
        struct visit below = {
            visit, kustomization_path(kustomize, visit->directory, value_string_of(value_at(names, i)))};
        const char *step = "loader.New", *problem = directory_problem(kustomize, visit, &below);
        if (!problem && !kustomize_failed(kustomize)) {
            step = "accumulateDirectory:";
            const char *where = kustomization_read(kustomize, below.directory) ? "recursed accumulation of"
                                                                               : "couldn't make target for";
            if (!kustomize_failed(kustomize) && accumulate(kustomize, items, &below))
                continue;
            problem = kustomize->problem
                          ? arena_format(arena, "%s path '%s': %s", where, below.directory, kustomize->problem)
                          : NULL;
        }
        if (kustomize->unsimulated)
            return;
        kustomize->problem = NULL;
        kustomize_fail(kustomize, "accumulating components: %s %s", step, kustomize_quoted(arena, problem));
    }
}

/* --- one kustomization --- */

static bool accumulate(struct kustomize *kustomize, struct items *items, const struct visit *visit)
{
    size_t warned = value_count(kustomize->warnings);
    const struct value *read = kustomization_read(kustomize, visit->directory);
    if (!read)
        return false;
    if (visit->above) { /* they were said when its name was found */
        struct value *before = value_array(kustomize->arena);
        for (size_t i = 0; i < warned; i++)
            value_append(kustomize->arena, before, value_at(kustomize->warnings, i));
        kustomize->warnings = before;
    }
    const char *directory = visit->directory;
    const struct value *options = value_get(read, "generatorOptions"), *patches = value_get(read, "patches"),
                       *strategic = value_get(read, "patchesStrategicMerge"),
                       *operations = value_get(read, "patchesJson6902");
    add_resources(kustomize, items, visit, "resources", value_get(read, "resources"));
    add_resources(kustomize, items, visit, "resources", value_get(read, "bases"));
    generate(kustomize, items, directory, "ConfigMap", value_get(read, "configMapGenerator"), options);
    generate(kustomize, items, directory, "Secret", value_get(read, "secretGenerator"), options);
    add_components(kustomize, items, visit, value_get(read, "components"));
    if (kustomize_failed(kustomize))
        return false;
    patches_check_strategic(kustomize, directory, strategic);
    patches_check(kustomize, directory, patches);
    patches_check(kustomize, directory, operations);
    transform_strategic(kustomize, items, directory, strategic);
    transform_patches(kustomize, items, directory, patches);
    transform_namespace(kustomize, items, value_get(read, "namespace"));
    transform_affix(kustomize, items, value_get(read, "namePrefix"), NULL);
    transform_affix(kustomize, items, NULL, value_get(read, "nameSuffix"));
    transform_labels(kustomize, items, value_get(read, "commonLabels"), value_get(read, "labels"));
    transform_annotations(kustomize, items, value_get(read, "commonAnnotations"));
    transform_patches(kustomize, items, directory, operations);
    transform_replicas(kustomize, items, value_get(read, "replicas"));
    transform_images(kustomize, items, value_get(read, "images"));
    return !kustomize_failed(kustomize);
}

/* A name that was a number, and that nothing changed, is one again. */
static const struct value *as_written(struct arena *arena, const struct item *item)
{
    if (item->number_name &&
        value_equal(value_find(item->object, "metadata.name"), as_text(arena, item->number_name)))
        return value_with(arena, item->object, "metadata.name", item->number_name);
    return item->object;
}

const struct value *kustomize_build(struct kustomize *kustomize, const char *directory)
{
    struct visit visit = {NULL, process_path(kustomize->process, directory)};
    struct items items = {0};
    if (!process_is_directory(kustomize->process, visit.directory)) {
        const char *why = NULL;
        if (process_file(kustomize->process, visit.directory, &why))
            kustomize_fail(kustomize, "must build at directory: '%s': file is not directory", visit.directory);
        else
            kustomize_fail(kustomize,
                           "must build at directory: not a valid directory: evalsymlink failure on '%s' : "
                           "lstat %s: no such "
                           "file or directory",
                           directory, visit.directory);
        return NULL;
    }
    if (!accumulate(kustomize, &items, &visit))
        return NULL;
    items_sort(&items);
    names_hash(kustomize, &items);
    names_refer(kustomize, &items);
    struct value *objects = value_array(kustomize->arena);
    for (size_t i = 0; i < items.count; i++)
        value_append(kustomize->arena, objects, as_written(kustomize->arena, items.list[i]));
    return objects;
}

/* The file kustomization.yaml: which fields there are, what they may be, which are old, and which ambit cannot
 * do. */
#include "base/buffer.h"
#include "data/yaml.h"
#include "tools/kustomize/inside.h"

enum field_type { TEXT, TEXTS, PAIRS, OBJECTS, ANYTHING };

struct field {
    const char *name;
    enum field_type type;
    const char *inner; /* of OBJECTS and of one object (ANYTHING): its fields, with blanks between; NULL: any */
    const char *successor; /* old, and the field to use now; NULL: it is not old */
    bool unsimulated;
};

#define TARGET "group version kind name namespace labelSelector annotationSelector"
#define OPTIONS "labels annotations disableNameSuffixHash immutable"

/* In the order in which kustomize warns (types/kustomization.go CheckDeprecatedFields). */
static const struct field fields[] = {
    {"bases", TEXTS, NULL, "resources", false},
    {"imageTags", OBJECTS, NULL, "images", true},
    {"patchesJson6902", OBJECTS, "path patch target options", "patches", false},
    {"patchesStrategicMerge", TEXTS, NULL, "patches", false},
    {"vars", OBJECTS, NULL, "replacements", true},
    {"commonLabels", PAIRS, NULL, "labels", false},
    {"apiVersion", TEXT, NULL, NULL, false},
    {"kind", TEXT, NULL, NULL, false},
    {"metadata", ANYTHING, NULL, NULL, false},
    {"resources", TEXTS, NULL, NULL, false},
    {"components", TEXTS, NULL, NULL, false},
    {"namespace", TEXT, NULL, NULL, false},
    {"namePrefix", TEXT, NULL, NULL, false},
    {"nameSuffix", TEXT, NULL, NULL, false},
    {"labels", OBJECTS, "pairs includeSelectors includeTemplates fields", NULL, false},
    {"commonAnnotations", PAIRS, NULL, NULL, false},
    {"patches", OBJECTS, "path patch target options", NULL, false},
    {"images", OBJECTS, "name newName newTag tagSuffix digest", NULL, false},
    {"replicas", OBJECTS, "name count", NULL, false},
    {"configMapGenerator", OBJECTS, "name namespace behavior literals files envs env options", NULL, false},
    {"secretGenerator", OBJECTS, "name namespace behavior literals files envs env type options", NULL, false},
    {"generatorOptions", ANYTHING, OPTIONS, NULL, false},
    {"replacements", OBJECTS, NULL, NULL, true},
    {"helmCharts", OBJECTS, NULL, NULL, true},
    {"helmGlobals", ANYTHING, NULL, NULL, true},
    {"helmChartInflationGenerator", OBJECTS, NULL, NULL, true},
    {"crds", TEXTS, NULL, NULL, true},
    {"configurations", TEXTS, NULL, NULL, true},
    {"generators", TEXTS, NULL, NULL, true},
    {"transformers", TEXTS, NULL, NULL, true},
    {"validators", TEXTS, NULL, NULL, true},
    {"openapi", ANYTHING, NULL, NULL, true},
    {"buildMetadata", TEXTS, NULL, NULL, true},
    {"sortOptions", ANYTHING, NULL, NULL, true},
};

enum { FIELDS = sizeof fields / sizeof *fields };

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

/* --- checking --- */

static const char *type_name(const struct value *value)
{
    static const char *const names[] = {
        [VALUE_NULL] = "null",      [VALUE_BOOLEAN] = "bool",  [VALUE_INTEGER] = "number",
        [VALUE_DECIMAL] = "number", [VALUE_STRING] = "string", [VALUE_ARRAY] = "array",
        [VALUE_OBJECT] = "object"};
    return names[value_type(value)];
}

static bool expect(struct kustomize *kustomize, const char *field, const struct value *value,
                   enum value_type type, const char *go_type)
{
    if (value_is(value, type) || value_is(value, VALUE_NULL))
        return true;
    kustomize_fail(kustomize,
                   "invalid Kustomization: json: cannot unmarshal %s into Go struct field %s of type %s",
                   type_name(value), field, go_type);
    return false;
}

/* Go's name of the struct whose list a field is. */
static const char *struct_path(struct kustomize *kustomize, const char *field, const char *key)
{
    static const char *const structs[][2] = {{"images", "Image"},
                                             {"patches", "Patch"},
                                             {"patchesJson6902", "Patch"},
                                             {"replicas", "Replica"},
                                             {"labels", "Label"}};
    for (size_t i = 0; i < sizeof structs / sizeof *structs; i++)
        if (text_equal(structs[i][0], field))
            return arena_format(kustomize->arena, "%s.%s.%s", structs[i][1], field, key);
    return arena_format(kustomize->arena, "Kustomization.%s.%s", field, key);
}

static bool is_word_of(const char *words, const char *word)
{
    struct slice rest = slice_of(words), one;
    while (slice_next(&rest, ' ', &one))
        if (slice_is(one, word))
            return true;
    return false;
}

/* The members of an object that is no map of the user's own. */
static void check_members(struct kustomize *kustomize, const char *field, const struct value *object,
                          const char *known)
{
    static const char texts[] = "path patch name newName newTag digest namespace behavior env type";
    for (size_t i = 0; known && i < value_count(object); i++) {
        const char *key = value_key_at(object, i);
        const struct value *value = value_member_at(object, i);
        if (!is_word_of(known, key))
            kustomize_fail(kustomize, "invalid Kustomization: json: unknown field \"%s\"", key);
        else if (is_word_of(texts, key))
            expect(kustomize, struct_path(kustomize, field, key), value, VALUE_STRING, "string");
        else if (text_equal(key, "target"))
            check_members(kustomize, field, value, TARGET);
        else if (text_equal(key, "options") && is_word_of(known, "literals"))
            check_members(kustomize, field, value, OPTIONS);
        else if (text_equal(key, "tagSuffix"))
            kustomize_unsimulated(kustomize, "kustomize images.tagSuffix");
    }
}

static void check_field(struct kustomize *kustomize, const struct field *field, const struct value *value)
{
    static const char *const go_types[] = {[TEXT] = "string",
                                           [TEXTS] = "[]string",
                                           [PAIRS] = "map[string]string",
                                           [OBJECTS] = "[]object",
                                           [ANYTHING] = ""};
    const char *path = arena_format(kustomize->arena, "Kustomization.%s", field->name);
    enum value_type type = field->type == TEXT    ? VALUE_STRING
                           : field->type == PAIRS ? VALUE_OBJECT
                                                  : VALUE_ARRAY;
    if (field->type != ANYTHING && !expect(kustomize, path, value, type, go_types[field->type]))
        return;
    if (field->unsimulated && value_count(value))
        kustomize_unsimulated(kustomize, arena_format(kustomize->arena, "kustomize %s", field->name));
    for (size_t i = 0; field->type == TEXTS && i < value_count(value); i++)
        expect(kustomize, path, value_at(value, i), VALUE_STRING, "string");
    for (size_t i = 0; field->type == PAIRS && i < value_count(value); i++)
        expect(kustomize, path, value_member_at(value, i), VALUE_STRING, "string");
    for (size_t i = 0; field->type == OBJECTS && i < value_count(value); i++)
        if (expect(kustomize, path, value_at(value, i), VALUE_OBJECT, "object"))
            check_members(kustomize, field->name, value_at(value, i), field->inner);
    if (field->type == ANYTHING)
        check_members(kustomize, field->name, value, field->inner);
}

static void check_fields(struct kustomize *kustomize, const struct value *read)
{
    for (size_t i = 0; i < value_count(read); i++) {
        const char *key = value_key_at(read, i);
        size_t f = 0;
        while (f < FIELDS && !text_equal(fields[f].name, key))
            f++;
        if (f == FIELDS)
            kustomize_fail(kustomize, "invalid Kustomization: json: unknown field \"%s\"", key);
        else
            check_field(kustomize, &fields[f], value_member_at(read, i));
    }
    for (size_t f = 0; f < FIELDS; f++)
        if (fields[f].successor && value_get(read, fields[f].name))
            value_append(
                kustomize->arena, kustomize->warnings,
                value_format(
                    kustomize->arena,
                    "# Warning: '%s' is deprecated. Please use '%s' instead. %sRun 'kustomize edit fix' to "
                    "update your Kustomization automatically.",
                    fields[f].name, fields[f].successor,
                    text_equal(fields[f].name, "vars") ? "[EXPERIMENTAL] " : ""));
}

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
    if (!value_is(read, VALUE_OBJECT)) {
        kustomize_fail(
            kustomize,
            "invalid Kustomization: json: cannot unmarshal %s into Go value of type types.Kustomization",
            type_name(read));
        return NULL;
    }
    check_fields(kustomize, read);
    check_kind(kustomize, directory, read);
    return kustomize_failed(kustomize) ? NULL : read;
}

/* Which fields a kustomization has, what they may be, which are old, and which ambit cannot do. Names of types
 * are those of Go's structs (api/types), which complaints name. */
#include "tools/kustomize/inside.h"

enum field_type { TEXT, TRUTH, NUMBER, TEXTS, PAIRS, OBJECT, OBJECTS, ANYTHING };

struct field {
    const char *in, *name;
    enum field_type type;
    const char *of;        /* struct of an OBJECT, or of the elements of OBJECTS */
    const char *successor; /* it is old: the field to use now */
    bool unsimulated;
};

/* Old fields in the order in which kustomize warns of them. */
static const struct field fields[] = {
    {"Kustomization", "bases", TEXTS, NULL, "resources", false},
    {"Kustomization", "commonLabels", PAIRS, NULL, "labels", false},
    {"Kustomization", "imageTags", OBJECTS, "Image", "images", true},
    {"Kustomization", "patchesJson6902", OBJECTS, "Patch", "patches", false},
    {"Kustomization", "patchesStrategicMerge", TEXTS, NULL, "patches", false},
    {"Kustomization", "vars", ANYTHING, NULL, "replacements", true},
    {"Kustomization", "apiVersion", TEXT, NULL, NULL, false},
    {"Kustomization", "kind", TEXT, NULL, NULL, false},
    {"Kustomization", "metadata", ANYTHING, NULL, NULL, false},
    {"Kustomization", "resources", TEXTS, NULL, NULL, false},
    {"Kustomization", "components", TEXTS, NULL, NULL, false},
    {"Kustomization", "namespace", TEXT, NULL, NULL, false},
    {"Kustomization", "namePrefix", TEXT, NULL, NULL, false},
    {"Kustomization", "nameSuffix", TEXT, NULL, NULL, false},
    {"Kustomization", "labels", OBJECTS, "Label", NULL, false},
    {"Kustomization", "commonAnnotations", PAIRS, NULL, NULL, false},
    {"Kustomization", "patches", OBJECTS, "Patch", NULL, false},
    {"Kustomization", "images", OBJECTS, "Image", NULL, false},
    {"Kustomization", "replicas", OBJECTS, "Replica", NULL, false},
    {"Kustomization", "configMapGenerator", OBJECTS, "ConfigMapArgs", NULL, false},
    {"Kustomization", "secretGenerator", OBJECTS, "SecretArgs", NULL, false},
    {"Kustomization", "generatorOptions", OBJECT, "GeneratorOptions", NULL, false},
    {"Kustomization", "replacements", ANYTHING, NULL, NULL, true},
    {"Kustomization", "helmCharts", ANYTHING, NULL, NULL, true},
    {"Kustomization", "helmGlobals", ANYTHING, NULL, NULL, true},
    {"Kustomization", "helmChartInflationGenerator", ANYTHING, NULL, NULL, true},
    {"Kustomization", "crds", TEXTS, NULL, NULL, true},
    {"Kustomization", "configurations", TEXTS, NULL, NULL, true},
    {"Kustomization", "generators", TEXTS, NULL, NULL, true},
    {"Kustomization", "transformers", TEXTS, NULL, NULL, true},
    {"Kustomization", "validators", TEXTS, NULL, NULL, true},
    {"Kustomization", "openapi", ANYTHING, NULL, NULL, true},
    {"Kustomization", "buildMetadata", TEXTS, NULL, NULL, true},
    {"Kustomization", "sortOptions", ANYTHING, NULL, NULL, true},
    {"Label", "pairs", PAIRS, NULL, NULL, false},
    {"Label", "includeSelectors", TRUTH, NULL, NULL, false},
    {"Label", "includeTemplates", TRUTH, NULL, NULL, false},
    {"Label", "fields", OBJECTS, "FieldSpec", NULL, false},
    {"FieldSpec", "group", TEXT, NULL, NULL, false},
    {"FieldSpec", "version", TEXT, NULL, NULL, false},
    {"FieldSpec", "kind", TEXT, NULL, NULL, false},
    {"FieldSpec", "path", TEXT, NULL, NULL, false},
    {"FieldSpec", "create", TRUTH, NULL, NULL, false},
    {"Patch", "path", TEXT, NULL, NULL, false},
    {"Patch", "patch", TEXT, NULL, NULL, false},
    {"Patch", "target", OBJECT, "Selector", NULL, false},
    {"Patch", "options", ANYTHING, NULL, NULL, false},
    {"Selector", "group", TEXT, NULL, NULL, false},
    {"Selector", "version", TEXT, NULL, NULL, false},
    {"Selector", "kind", TEXT, NULL, NULL, false},
    {"Selector", "name", TEXT, NULL, NULL, false},
    {"Selector", "namespace", TEXT, NULL, NULL, false},
    {"Selector", "labelSelector", TEXT, NULL, NULL, false},
    {"Selector", "annotationSelector", TEXT, NULL, NULL, false},
    {"Image", "name", TEXT, NULL, NULL, false},
    {"Image", "newName", TEXT, NULL, NULL, false},
    {"Image", "newTag", TEXT, NULL, NULL, false},
    {"Image", "tagSuffix", TEXT, NULL, NULL, true},
    {"Image", "digest", TEXT, NULL, NULL, false},
    {"Replica", "name", TEXT, NULL, NULL, false},
    {"Replica", "count", NUMBER, NULL, NULL, false},
    {"ConfigMapArgs", "name", TEXT, NULL, NULL, false},
    {"ConfigMapArgs", "namespace", TEXT, NULL, NULL, false},
    {"ConfigMapArgs", "behavior", TEXT, NULL, NULL, false},
    {"ConfigMapArgs", "literals", TEXTS, NULL, NULL, false},
    {"ConfigMapArgs", "files", TEXTS, NULL, NULL, false},
    {"ConfigMapArgs", "envs", TEXTS, NULL, NULL, false},
    {"ConfigMapArgs", "env", TEXT, NULL, NULL, false},
    {"ConfigMapArgs", "options", OBJECT, "GeneratorOptions", NULL, false},
    {"SecretArgs", "type", TEXT, NULL, NULL, false},
    {"GeneratorOptions", "labels", PAIRS, NULL, NULL, false},
    {"GeneratorOptions", "annotations", PAIRS, NULL, NULL, false},
    {"GeneratorOptions", "disableNameSuffixHash", TRUTH, NULL, NULL, false},
    {"GeneratorOptions", "immutable", TRUTH, NULL, NULL, false},
};

enum { FIELDS = sizeof fields / sizeof *fields };

static const struct {
    enum value_type type;
    const char *go;
} types[] = {
    [TEXT] = {VALUE_STRING, "string"},     [TRUTH] = {VALUE_BOOLEAN, "bool"},
    [NUMBER] = {VALUE_INTEGER, "int64"},   [TEXTS] = {VALUE_ARRAY, "[]string"},
    [OBJECTS] = {VALUE_ARRAY, "[]types."}, [PAIRS] = {VALUE_OBJECT, "map[string]string"},
    [OBJECT] = {VALUE_OBJECT, "types."},
};

static const char *type_name(const struct value *value)
{
    static const char *const names[] = {
        [VALUE_NULL] = "null",      [VALUE_BOOLEAN] = "bool",  [VALUE_INTEGER] = "number",
        [VALUE_DECIMAL] = "number", [VALUE_STRING] = "string", [VALUE_ARRAY] = "array",
        [VALUE_OBJECT] = "object"};
    return names[value_type(value)];
}

/* The structs that Go's ConfigMapArgs and SecretArgs embed are named in what it complains of. */
static const char *embedded(const char *in, const char *name)
{
    static const char *const pairs[] = {"envs", "env", "files", "literals", NULL};
    bool generator = text_equal(in, "ConfigMapArgs") || text_equal(in, "SecretArgs");
    if (!generator || text_equal(name, "type"))
        return "";
    for (const char *const *row = pairs; *row; row++)
        if (text_equal(*row, name))
            return "GeneratorArgs.KvPairSources.";
    return "GeneratorArgs.";
}

/* Where a check stands: the Go struct, and the way to it from the top, with a point behind it. */
struct place {
    const char *in, *path;
};

static bool expect(struct kustomize *kustomize, struct place place, const struct field *field,
                   const struct value *value, enum value_type type, const char *go_type)
{
    if (value_is(value, type) || value_is(value, VALUE_NULL))
        return true;
    const char *shown = type_name(value);
    if (type == VALUE_INTEGER && value_is(value, VALUE_DECIMAL)) /* a number that this one cannot be */
        shown = arena_format(kustomize->arena, "%s %s", shown, value_string_of(value));
    kustomize_fail(kustomize,
                   "invalid Kustomization: json: cannot unmarshal %s into Go struct field %s.%s%s%s of type %s",
                   shown, place.in, place.path, embedded(place.in, field->name), field->name, go_type);
    return false;
}

static bool same_letters(const char *a, const char *b)
{
    while (*a && ascii_lower(*a) == ascii_lower(*b))
        a++, b++;
    return *a == *b;
}

/* A SecretArgs is a ConfigMapArgs with a type. Go reads JSON whatever the case of its keys is. */
static const struct field *find_field(const char *in, const char *name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (same_letters(fields[i].name, name) &&
            (text_equal(fields[i].in, in) ||
             (text_equal(in, "SecretArgs") && text_equal(fields[i].in, "ConfigMapArgs"))))
            return &fields[i];
    return NULL;
}

static const struct value *spelled(struct arena *arena, const char *in, const struct value *value)
{
    if (!value_is(value, VALUE_OBJECT) && !value_is(value, VALUE_ARRAY))
        return value;
    struct value *result = value_is(value, VALUE_ARRAY) ? value_array(arena) : value_object(arena);
    for (size_t i = 0; i < value_count(value); i++) {
        if (value_is(value, VALUE_ARRAY)) {
            value_append(arena, result, spelled(arena, in, value_at(value, i)));
            continue;
        }
        const char *key = value_key_at(value, i);
        const struct field *field = find_field(in, key);
        const struct value *member = value_member_at(value, i);
        value_put(arena, result, field ? field->name : key,
                  field && field->of ? spelled(arena, field->of, member) : member);
    }
    return result;
}

const struct value *kustomization_spelled(struct arena *arena, const struct value *read)
{
    return spelled(arena, "Kustomization", read);
}

static void check_object(struct kustomize *kustomize, struct place place, const struct value *object);

static void check_elements(struct kustomize *kustomize, struct place place, const struct field *field,
                           const struct value *value)
{
    struct arena *arena = kustomize->arena;
    struct place below = {
        field->of, arena_format(arena, "%s%s%s.", place.path, embedded(place.in, field->name), field->name)};
    for (size_t i = 0; field->type == TEXTS && i < value_count(value); i++)
        expect(kustomize, place, field, value_at(value, i), VALUE_STRING, "string");
    for (size_t i = 0; field->type == PAIRS && i < value_count(value); i++)
        expect(kustomize, place, field, value_member_at(value, i), VALUE_STRING, "string");
    for (size_t i = 0; field->type == OBJECTS && i < value_count(value); i++)
        if (expect(kustomize, place, field, value_at(value, i), VALUE_OBJECT,
                   arena_format(arena, "types.%s", field->of)))
            check_object(kustomize, below, value_at(value, i));
    if (field->type == OBJECT)
        check_object(kustomize, below, value);
}

static void check_field(struct kustomize *kustomize, struct place place, const struct field *field,
                        const struct value *value)
{
    if (field->unsimulated && !value_is(value, VALUE_NULL) &&
        (value_count(value) || value_is(value, VALUE_STRING)))
        kustomize_unsimulated(kustomize,
                              arena_format(kustomize->arena, "kustomize %s%s", place.path, field->name));
    if (field->type == ANYTHING)
        return;
    const char *go = arena_format(kustomize->arena, "%s%s", types[field->type].go, field->of ? field->of : "");
    if (expect(kustomize, place, field, value, types[field->type].type, go))
        check_elements(kustomize, place, field, value);
}

static void check_object(struct kustomize *kustomize, struct place place, const struct value *object)
{
    for (size_t i = 0; i < value_count(object) && !kustomize_failed(kustomize); i++) {
        const struct field *field = find_field(place.in, value_key_at(object, i));
        if (field)
            check_field(kustomize, place, field, value_member_at(object, i));
        else
            kustomize_fail(kustomize, "invalid Kustomization: json: unknown field \"%s\"",
                           value_key_at(object, i));
    }
}

void kustomization_check(struct kustomize *kustomize, const struct value *read)
{
    if (!value_is(read, VALUE_OBJECT)) {
        kustomize_fail(
            kustomize,
            "invalid Kustomization: json: cannot unmarshal %s into Go value of type types.Kustomization",
            type_name(read));
        return;
    }
    check_object(kustomize, (struct place){"Kustomization", ""}, read);
    for (size_t i = 0; i < FIELDS && !kustomize->problem; i++)
        if (fields[i].successor && value_get(read, fields[i].name))
            value_append(
                kustomize->arena, kustomize->warnings,
                value_format(
                    kustomize->arena,
                    "# Warning: '%s' is deprecated. Please use '%s' instead. %sRun 'kustomize edit fix' to "
                    "update your Kustomization automatically.",
                    fields[i].name, fields[i].successor,
                    text_equal(fields[i].name, "vars") ? "[EXPERIMENTAL] " : ""));
}

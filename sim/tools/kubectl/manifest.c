/* -f: files, directories and standard input, several documents each, Lists opened (k8s.io/cli-runtime
 * resource). */
#include <string.h>

#include "data/gotext.h"
#include "data/json.h"
#include "data/selector.h"
#include "data/yaml.h"
#include "kinds/absent.h"
#include "tools/builder/builder.h"
#include "tools/kubectl/kubectl.h"

struct manifest_reader {
    struct kubectl *kubectl;
    struct manifests *manifests;
    const char *source;
    bool validates;
    const struct selector *selector; /* of -l: what does not match is passed over */
};

static void add(struct manifest_reader *reader, struct manifest manifest)
{
    struct manifests *all = reader->manifests;
    if (all->count == all->capacity) {
        size_t capacity = all->capacity ? all->capacity * 2 : 8;
        struct manifest *items = arena_allocate(reader->kubectl->arena, capacity * sizeof *items);
        if (all->count)
            memcpy(items, all->items, all->count * sizeof *items);
        all->items = items;
        all->capacity = capacity;
    }
    all->items[all->count++] = manifest;
}

/* Complains about what is no object of the API; false then. */
static bool is_object(struct manifest_reader *reader, const struct value *document)
{
    struct kubectl *kubectl = reader->kubectl;
    bool object = value_is(document, VALUE_OBJECT);
    bool version = object && value_find_text(document, "apiVersion")[0];
    bool kind = object && value_find_text(document, "kind")[0];
    if (version && kind)
        return true;
    if (!reader->validates) {
        const char *missing = object && kind ? "apiVersion" : "Kind";
        kubectl_fail(kubectl, "unable to decode \"%s\": Object '%s' is missing in '%s'", reader->source,
                     missing, json_text(kubectl->arena, document));
        return false;
    }
    const char *what = !object             ? "invalid object to validate"
                       : !version && !kind ? "[apiVersion not set, kind not set]"
                       : !version          ? "apiVersion not set"
                                           : "kind not set";
    kubectl_fail(
        kubectl,
        "error validating \"%s\": error validating data: %s; if you choose to ignore these errors, turn "
        "validation off with --validate=false",
        reader->source, what);
    return false;
}

static bool is_list(const struct value *document)
{
    return text_ends(value_find_text(document, "kind"), "List") &&
           value_is(value_get(document, "items"), VALUE_ARRAY);
}

static void add_object(struct manifest_reader *reader, const struct value *object)
{
    struct kubectl *kubectl = reader->kubectl;
    const char *version = value_find_text(object, "apiVersion"), *word = value_find_text(object, "kind");
    const struct kind *kind = kind_of(version, word);
    const char *name = object_name(object), *namespace = object_namespace(object);
    const char *absent = kind ? NULL : kind_absent_in(kubectl->arena, version, word);
    if (absent) {
        kubectl_unsimulated(kubectl, absent);
        return;
    }
    if (!kind || !install_serves(kubectl->arena, process_cluster(kubectl->process), kind)) {
        kubectl_fail(
            kubectl,
            "resource mapping not found for name: \"%s\" namespace: \"%s\" from \"%s\": no matches for kind "
            "\"%s\" in version \"%s\"\nensure CRDs are installed first",
            name, namespace, reader->source, word, version);
        return;
    }
    if (!(kind->flags & KIND_NAMESPACED)) {
        add(reader, (struct manifest){kind, "", name, object, reader->source});
        return;
    }
    if (kubectl->namespace_given && namespace[0] && !text_equal(namespace, kubectl->namespace)) {
        kubectl_fail(
            kubectl,
            "the namespace from the provided object \"%s\" does not match the namespace \"%s\". You must pass "
            "'--namespace=%s' to perform this operation.",
            namespace, kubectl->namespace, namespace);
        return;
    }
    if (!namespace[0]) {
        namespace = kubectl->namespace;
        object =
            value_with(kubectl->arena, object, "metadata.namespace", value_text(kubectl->arena, namespace));
    }
    if (!selector_matches(reader->selector, value_find(object, "metadata.labels")))
        return;
    add(reader, (struct manifest){kind, namespace, name, object, reader->source});
}

static bool add_document(struct manifest_reader *reader, const struct value *document)
{
    if (value_is(document, VALUE_NULL) || !document)
        return true;
    if (!is_object(reader, document))
        return false;
    if (!is_list(document)) {
        add_object(reader, document);
        return true;
    }
    const struct value *items = value_get(document, "items");
    for (size_t i = 0; i < value_count(items); i++) {
        if (!is_object(reader, value_at(items, i)))
            return false;
        add_object(reader, value_at(items, i));
    }
    return true;
}

static void read_text(struct manifest_reader *reader, struct slice bytes)
{
    struct kubectl *kubectl = reader->kubectl;
    struct slice text = utf8_mended(kubectl->arena, bytes);
    const char *title = text_equal(reader->source, "STDIN") ? "STDIN" : reader->source;
    const char *problem = NULL;
    struct slice start = slice_trim(text);
    if (start.length && start.data[0] == '{') {
        const struct value *document = json_read(kubectl->arena, start, &problem);
        if (document) {
            add_document(reader, document);
            return;
        }
        if (slice_find(start, SLICE("\n---")) == start.length && !text_ends(reader->source, ".yaml")) {
            kubectl_fail(kubectl, "error parsing %s: %s", title, problem);
            return;
        }
    }
    struct yaml_reader yaml = yaml_reader(text);
    const struct value *document;
    while (yaml_next(kubectl->arena, &yaml, &document)) {
        if (!add_document(reader, document))
            return;
    }
    if (yaml.problem)
        kubectl_fail(kubectl, "error parsing %s: error converting YAML to JSON: %s", title, yaml.problem);
}

static void read_file(struct manifest_reader *reader, const char *path)
{
    const char *problem = NULL;
    const struct value *file = process_file(reader->kubectl->process, path, &problem);
    if (!file) {
        if (text_equal(problem, "No such file or directory"))
            kubectl_fail(reader->kubectl, "the path \"%s\" does not exist", path);
        else
            kubectl_fail(reader->kubectl, "open %s: %s", path, problem);
        return;
    }
    reader->source = path;
    read_text(reader, file_data(file));
}

static bool has_known_extension(const char *name)
{
    return text_ends(name, ".yaml") || text_ends(name, ".yml") || text_ends(name, ".json");
}

static void read_directory(struct manifest_reader *reader, const char *path, bool deep, int depth)
{
    struct kubectl *kubectl = reader->kubectl;
    const struct value *names = process_list_directory(kubectl->process, path);
    size_t files = 0;
    for (size_t i = 0; i < value_count(names); i++) {
        const char *name = value_string_of(value_at(names, i));
        const char *inner = arena_format(kubectl->arena, "%s%s%s", path, text_ends(path, "/") ? "" : "/", name);
        if (process_is_directory(kubectl->process, inner)) {
            if (deep && depth < 20)
                read_directory(reader, inner, deep, depth + 1);
        } else if (has_known_extension(name)) {
            files++;
            read_file(reader, inner);
        }
    }
    if (!files && depth == 0 && !deep)
        kubectl_fail(kubectl, "error reading [%s]: recognized file extensions are [.json .yaml .yml]", path);
}

static void read_url(struct manifest_reader *reader, const char *url)
{
    struct slice text = download_find(reader->kubectl->process, url);
    reader->source = url;
    if (text.data)
        read_text(reader, text);
    else
        kubectl_unsimulated(reader->kubectl, arena_format(reader->kubectl->arena, "kubectl -f %s", url));
}

static void read_source(struct manifest_reader *reader, const char *path)
{
    struct process *process = reader->kubectl->process;
    if (text_equal(path, "-")) {
        reader->source = "STDIN";
        read_text(reader, process_read_all(process, STREAM_IN));
    } else if (text_starts(path, "http://") || text_starts(path, "https://")) {
        read_url(reader, path);
    } else if (process_is_directory(process, path)) {
        read_directory(reader, path, flags_on(&reader->kubectl->flags, "recursive"), 0);
    } else {
        read_file(reader, path);
    }
}

static void read_kustomization(struct manifest_reader *reader, const char *directory)
{
    if (flags_has(&reader->kubectl->flags, "filename")) {
        kubectl_fail(reader->kubectl, "only one of -f or -k can be specified");
        return;
    }
    const struct value *objects = kubectl_kustomize(reader->kubectl, directory);
    reader->source = directory;
    for (size_t i = 0; i < value_count(objects); i++) { /* kubectl reads the text that kustomize writes */
        struct buffer text = {0};
        const char *problem;
        json_write(&text, value_at(objects, i));
        add_document(reader, json_read(reader->kubectl->arena, buffer_slice(&text), &problem));
        buffer_release(&text);
    }
}

bool manifests_given(const struct kubectl *kubectl)
{
    return flags_has(&kubectl->flags, "filename") || flags_has(&kubectl->flags, "kustomize");
}

struct manifests manifests_read(struct kubectl *kubectl, bool validates)
{
    struct manifests manifests = {0};
    const char *problem = NULL;
    struct manifest_reader reader = {
        .kubectl = kubectl,
        .manifests = &manifests,
        .source = "",
        .validates = validates,
        .selector = selector_parse(kubectl->arena, flags_text(&kubectl->flags, "selector", ""), &problem),
    };
    if (!reader.selector) {
        kubectl_fail(kubectl, "%s", problem);
        return manifests;
    }
    if (flags_has(&kubectl->flags, "kustomize")) {
        read_kustomization(&reader, flags_text(&kubectl->flags, "kustomize", ""));
        return manifests;
    }
    size_t at = 0;
    const char *value;
    while ((value = flags_next(&kubectl->flags, "filename", &at))) {
        struct slice rest = {value, strlen(value)}, piece;
        while (slice_next(&rest, ',', &piece))
            read_source(&reader, arena_copy(kubectl->arena, piece));
    }
    return manifests;
}

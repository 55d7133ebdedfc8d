/* configMapGenerator and secretGenerator: from literals, files and files of variables. */
#include "base/base64.h"
#include "base/buffer.h"
#include "tools/kustomize/inside.h"

static const struct value *base64(struct arena *arena, struct slice bytes)
{
    struct buffer out = {0};
    base64_add(&out, bytes, BASE64_PLAIN, true);
    const struct value *text = value_string(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

/* One generated object, being filled. */
struct filling {
    struct kustomize *kustomize;
    const char *directory;
    struct value *data;
    bool secret;
    const char *what, *name; /* "configmap" */
};

static void put(struct filling *filling, struct slice key, struct slice text)
{
    struct arena *arena = filling->kustomize->arena;
    const char *name = arena_copy(arena, key);
    if (value_get(filling->data, name))
        kustomize_fail(filling->kustomize, "%s %s illegally repeats the key `%s`", filling->what, filling->name,
                       name);
    value_put(arena, filling->data, name, filling->secret ? base64(arena, text) : value_string(arena, text));
}

/* Quotes around a literal's text are taken away, a pair of them. */
static struct slice unquoted(struct slice text)
{
    bool pair = text.length > 1 && (text.data[0] == '"' || text.data[0] == '\'') &&
                text.data[text.length - 1] == text.data[0];
    return pair ? slice_part(text, 1, text.length - 1) : text;
}

static const char *listed(struct arena *arena, const struct value *list)
{
    struct buffer out = {0};
    for (size_t i = 0; i < value_count(list); i++)
        buffer_format(&out, "%s%s", i ? " " : "", value_string_of(value_at(list, i)));
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static void add_literals(struct filling *filling, const struct value *list)
{
    struct arena *arena = filling->kustomize->arena;
    for (size_t i = 0; i < value_count(list); i++) {
        struct slice rest = value_slice(value_at(list, i)), key;
        if (!slice_next(&rest, '=', &key) || !rest.data || !key.length)
            kustomize_fail(
                filling->kustomize,
                "loading KV pairs: literal sources [%s]: invalid literal source %s, expected key=value",
                listed(arena, list), value_string_of(value_at(list, i)));
        else
            put(filling, key, unquoted(rest));
    }
}

static void add_files(struct filling *filling, const struct value *list)
{
    struct kustomize *kustomize = filling->kustomize;
    for (size_t i = 0; i < value_count(list) && !kustomize_failed(kustomize); i++) {
        struct slice path = value_slice(value_at(list, i)), key = {0};
        const char *problem;
        if (slice_find_byte(path, '=') < path.length)
            slice_next(&path, '=', &key);
        struct slice text =
            kustomization_file(kustomize, filling->directory, arena_copy(kustomize->arena, path), &problem);
        for (struct slice rest = path; !key.length && slice_next(&rest, '/', &key);)
            key = rest.data ? (struct slice){0} : key;
        if (text.data)
            put(filling, key, text);
        else
            kustomize_fail(kustomize, "loading KV pairs: file sources: [%s]: %s",
                           listed(kustomize->arena, list), problem);
    }
}

static void add_variables(struct filling *filling, const struct value *list)
{
    struct kustomize *kustomize = filling->kustomize;
    for (size_t i = 0; i < value_count(list) && !kustomize_failed(kustomize); i++) {
        const char *problem;
        struct slice text =
            kustomization_file(kustomize, filling->directory, value_string_of(value_at(list, i)), &problem);
        struct slice line, key;
        if (!text.data)
            kustomize_fail(kustomize, "loading KV pairs: env source files: [%s]: %s",
                           listed(kustomize->arena, list), problem);
        while (text.data && slice_next(&text, '\n', &line)) {
            while (line.length && ascii_is_space(line.data[0]))
                line = slice_part(line, 1, line.length);
            if (!line.length || line.data[0] == '#')
                continue;
            slice_next(&line, '=', &key);
            put(filling, key, line);
        }
    }
}

static const struct value *object_of(struct filling *filling, const char *kind, const struct value *entry,
                                     const struct value *options)
{
    static const char *const maps[] = {"labels", "annotations"};
    struct arena *arena = filling->kustomize->arena;
    const struct value *own = value_get(entry, "options");
    struct value *object = value_object(arena), *metadata = value_object(arena);
    const char *type = value_find_text(entry, "type"), *namespace = value_find_text(entry, "namespace");
    value_put_text(arena, object, "apiVersion", "v1");
    value_put_text(arena, object, "kind", kind);
    value_put(arena, object, "data", filling->secret || value_count(filling->data) ? filling->data : NULL);
    if (filling->secret)
        value_put_text(arena, object, "type", type[0] ? type : "Opaque");
    value_put_text(arena, metadata, "name", value_find_text(entry, "name"));
    value_put_text(arena, metadata, "namespace", namespace[0] ? namespace : NULL);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        const struct value *given[] = {value_get(options, maps[i]), value_get(own, maps[i])};
        struct value *all = value_object(arena);
        for (size_t n = 0; n < 2; n++)
            for (size_t j = 0; j < value_count(given[n]); j++)
                value_put_text(arena, all, value_key_at(given[n], j),
                               value_string_of(value_member_at(given[n], j)));
        value_put(arena, metadata, maps[i], value_count(all) ? all : NULL);
    }
    bool immutable = value_truth(value_get(own, "immutable")) || value_truth(value_get(options, "immutable"));
    value_put(arena, object, "immutable", immutable ? value_boolean(true) : NULL);
    value_put(arena, object, "metadata", metadata);
    return object;
}

/* Go prints a pointer here, which is another one each time. */
#define GENERATOR "&{0xc000010000 <nil>}"

/* [made] in the place of what a base has generated: name and namespace stay, the rest is the new one's, with
 * the labels, annotations and, when it merges, the data of the old one that it does not say itself. */
static void put_over(struct arena *arena, struct item *item, const struct item *generated, bool merges)
{
    const struct value *made = generated->object;
    static const char *const kept[] = {"metadata.name", "metadata.namespace"};
    static const char *const merged[] = {"metadata.labels", "metadata.annotations", "data"};
    for (size_t i = 0; i < sizeof merged / sizeof *merged; i++) {
        const struct value *below = value_find(item->object, merged[i]), *above = value_find(made, merged[i]);
        if ((!merges && text_equal(merged[i], "data")) || (!below && !above))
            continue;
        struct value *both = object_edit(arena, below);
        for (size_t j = 0; j < value_count(above); j++)
            value_put(arena, both, value_key_at(above, j), value_member_at(above, j));
        made = value_with(arena, made, merged[i], both);
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        made = value_with(arena, made, kept[i], value_find(item->object, kept[i]));
    item->object = made;
    item->hashed = item->hashed || generated->hashed;
}

/* behavior: merge and replace change what a base has generated. */
static void place(struct kustomize *kustomize, struct items *items, struct item *made, const char *behavior)
{
    struct item *found = NULL;
    bool over = text_equal(behavior, "merge") || text_equal(behavior, "replace");
    for (size_t i = 0; i < items->count && !found; i++)
        if (items->list[i]->object &&
            item_was(items->list[i], item_kind(made), item_name(made), item_scope(made)))
            found = items->list[i];
    if (!found && !over) {
        struct item *item = items_add(kustomize->arena, items, made->object);
        item->hashed = made->hashed;
        item->generated = true;
    } else if (found && over)
        put_over(kustomize->arena, found, made, text_equal(behavior, "merge"));
    else
        kustomize_fail(
            kustomize,
            "merging from generator " GENERATOR ": id resid.ResId{Gvk:resid.Gvk{Group:\"\", Version:\"v1\", "
            "Kind:\"%s\", isClusterScoped:false}, Name:\"%s\", Namespace:\"%s\"} %s",
            item_kind(made), item_name(made), item_namespace(made),
            found ? "exists; behavior must be merge or replace" : "does not exist; cannot merge or replace");
}

void generate(struct kustomize *kustomize, struct items *items, const char *directory, const char *kind,
              const struct value *entries, const struct value *options)
{
    for (size_t i = 0; i < value_count(entries) && !kustomize_failed(kustomize); i++) {
        const struct value *entry = value_at(entries, i), *own = value_get(entry, "options");
        const char *env = value_find_text(entry, "env");
        bool secret = text_equal(kind, "Secret");
        struct filling filling = {.kustomize = kustomize,
                                  .directory = directory,
                                  .data = value_object(kustomize->arena),
                                  .secret = secret,
                                  .what = secret ? "secret" : "configmap",
                                  .name = value_find_text(entry, "name")};
        if (!filling.name[0])
            kustomize_fail(kustomize, "a configmap must have a name"); /* of a secret, too */
        add_variables(&filling, value_get(entry, "envs"));
        if (env[0]) {
            struct value *one = value_array(kustomize->arena);
            value_append(kustomize->arena, one, value_get(entry, "env"));
            add_variables(&filling, one);
        }
        add_files(&filling, value_get(entry, "files"));
        add_literals(&filling, value_get(entry, "literals"));
        struct item *made = arena_allocate(kustomize->arena, sizeof *made);
        made->object = object_of(&filling, kind, entry, options);
        made->hashed = !value_truth(value_get(own, "disableNameSuffixHash")) &&
                       !value_truth(value_get(options, "disableNameSuffixHash"));
        if (!kustomize_failed(kustomize))
            place(kustomize, items, made, value_find_text(entry, "behavior"));
    }
}

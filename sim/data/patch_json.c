#include "base/buffer.h"
#include "base/limits.h"
#include "data/patch.h"

/* JSON Patch as evanphx/json-patch 4 applies it, which is what the API server links; also its words. */

struct application {
    struct arena *arena;
    const struct value *document;
    int steps; /* values moved, against patches that double a document again and again */
    const char *problem;
};

enum action { ACTION_ADD, ACTION_REMOVE, ACTION_REPLACE };

static const struct value *fail(struct application *application, const char *problem)
{
    if (!application->problem)
        application->problem = problem;
    return NULL;
}

/* "~1" is a slash, "~0" a tilde. */
static struct slice unescape(struct arena *arena, struct slice token)
{
    char *plain = arena_allocate(arena, token.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < token.length; i++) {
        bool escaped = token.data[i] == '~' && i + 1 < token.length &&
                       (token.data[i + 1] == '0' || token.data[i + 1] == '1');
        plain[length++] = !escaped ? token.data[i] : token.data[++i] == '1' ? '/' : '~';
    }
    return (struct slice){plain, length};
}

/* The place of [token] in [array]; [count] for "-". False when it is no place in it, or one behind the last
 * unless [adding]. */
static bool index_of(const struct value *array, struct slice token, bool adding, size_t *index)
{
    int64_t number, count = (int64_t)value_count(array);
    if (slice_is(token, "-") && adding) {
        *index = (size_t)count;
        return true;
    }
    if (!slice_to_integer(token, &number))
        return false;
    if (number < 0)
        number += count + adding;
    *index = (size_t)number;
    return number >= 0 && number < count + adding;
}

static const struct value *child(const struct value *container, struct slice token)
{
    size_t index;
    if (value_is(container, VALUE_ARRAY))
        return index_of(container, token, false, &index) ? value_at(container, index) : NULL;
    return value_get_slice(container, token);
}

/* A copy of [array] with [element] put in before, or in place of, the one at [index]; NULL removes that one. */
static const struct value *with_element(struct application *application, const struct value *array,
                                        size_t index, enum action action, const struct value *element)
{
    struct value *result = value_array(application->arena);
    for (size_t i = 0; i <= value_count(array); i++) {
        if (i == index && action != ACTION_REMOVE)
            value_append(application->arena, result, element);
        if (i < value_count(array) && (i != index || action == ACTION_ADD))
            value_append(application->arena, result, value_at(array, i));
    }
    return result;
}

static const struct value *change_leaf(struct application *application, const struct value *container,
                                       struct slice token, enum action action, const struct value *element,
                                       const char *path)
{
    struct arena *arena = application->arena;
    size_t index;
    if (value_is(container, VALUE_ARRAY)) {
        if (index_of(container, token, action == ACTION_ADD, &index))
            return with_element(application, container, index, action, element);
        if (action == ACTION_REPLACE)
            return fail(application, arena_format(arena,
                                                  "replace operation does not apply: doc is missing key: %s: "
                                                  "missing value",
                                                  path));
        return fail(application,
                    arena_format(arena,
                                 "error in %s for path: '%s': Unable to access invalid index: %.*s: invalid "
                                 "index referenced",
                                 action == ACTION_ADD ? "add" : "remove", path, (int)token.length, token.data));
    }
    if (action != ACTION_ADD && !value_get_slice(container, token)) {
        if (action == ACTION_REPLACE)
            return fail(application, arena_format(arena,
                                                  "replace operation does not apply: doc is missing key: %s: "
                                                  "missing value",
                                                  path));
        return fail(application, arena_format(arena,
                                              "error in remove for path: '%s': Unable to remove nonexistent "
                                              "key: %.*s: missing value",
                                              path, (int)token.length, token.data));
    }
    struct value *result = value_edit(arena, container);
    value_put_slice(arena, result, token, element);
    return result;
}

/* [container] with the change made at [rest], the part of [path] below it. */
static const struct value *change(struct application *application, const struct value *container,
                                  struct slice rest, enum action action, const struct value *element,
                                  const char *path)
{
    static const char *const missing[] = {
        [ACTION_ADD] = "add operation does not apply: doc is missing path: \"%s\": missing value",
        [ACTION_REMOVE] = "remove operation does not apply: doc is missing path: \"%s\": missing value",
        [ACTION_REPLACE] = "replace operation does not apply: doc is missing path: %s: missing value",
    };
    struct slice token;
    bool holds = value_is(container, VALUE_OBJECT) || value_is(container, VALUE_ARRAY);
    if (!holds || !slice_next(&rest, '/', &token)) {
        struct buffer text = {0};
        struct slice words = slice_of(missing[action]);
        size_t at = slice_find(words, SLICE("%s"));
        buffer_add(&text, slice_part(words, 0, at));
        buffer_add_text(&text, path);
        buffer_add(&text, slice_part(words, at + 2, words.length));
        fail(application, arena_copy(application->arena, buffer_slice(&text)));
        buffer_release(&text);
        return NULL;
    }
    token = unescape(application->arena, token);
    if (!rest.data)
        return change_leaf(application, container, token, action, element, path);
    const struct value *below = change(application, child(container, token), rest, action, element, path);
    if (!below)
        return NULL;
    if (value_is(container, VALUE_OBJECT)) {
        struct value *result = value_edit(application->arena, container);
        value_put_slice(application->arena, result, token, below);
        return result;
    }
    size_t index = 0;
    index_of(container, token, false, &index);
    return with_element(application, container, index, ACTION_REPLACE, below);
}

static bool edit(struct application *application, const char *path, enum action action,
                 const struct value *element)
{
    struct slice rest = slice_of(path);
    if (rest.length == 0 && action != ACTION_REMOVE) {
        application->document = element;
        return true;
    }
    if (slice_starts(rest, "/"))
        rest = slice_part(rest, 1, rest.length);
    const struct value *result = change(application, application->document, rest, action, element, path);
    if (result)
        application->document = result;
    return result;
}

static const struct value *find(struct application *application, const char *path)
{
    const struct value *found = application->document;
    struct slice rest = slice_of(path), token;
    if (rest.length == 0)
        return found;
    rest = slice_part(rest, slice_starts(rest, "/"), rest.length);
    while (found && slice_next(&rest, '/', &token))
        found = child(found, unescape(application->arena, token));
    return found;
}

static bool test(struct application *application, const char *path, const struct value *expected)
{
    const struct value *found = find(application, path);
    if (!found && !value_is(expected, VALUE_NULL) && expected)
        return fail(application, arena_format(application->arena, "testing path %s failed: test failed", path));
    if (value_type(found) == VALUE_NULL && value_type(expected) == VALUE_NULL)
        return true;
    return value_equal(found, expected) ||
           fail(application, arena_format(application->arena, "testing path %s failed: test failed", path));
}

static bool transfer(struct application *application, const char *kind, const char *from, const char *path)
{
    const struct value *value = find(application, from);
    if (!value)
        return fail(application,
                    arena_format(application->arena,
                                 "%s operation does not apply: doc is missing from path: %s: missing value",
                                 kind, from));
    if (text_equal(kind, "move") && !edit(application, from, ACTION_REMOVE, NULL))
        return false;
    return edit(application, path, ACTION_ADD, value);
}

/* How many values a tree holds, but no more than [most] + 1; [depth] levels at most. */
static int size_of(const struct value *value, int most, int depth)
{
    int size = depth ? 1 : most + 1;
    bool object = value_is(value, VALUE_OBJECT);
    for (size_t i = 0; i < value_count(value) && size <= most; i++)
        size += size_of(object ? value_member_at(value, i) : value_at(value, i), most - size, depth - 1);
    return size;
}

static bool apply(struct application *application, const struct value *operation)
{
    const struct value *op = value_get(operation, "op"), *path = value_get(operation, "path");
    const struct value *value = value_get(operation, "value");
    const char *from = value_string_of(value_get(operation, "from")), *to = value_string_of(path);
    if (!value_is(path, VALUE_STRING))
        return fail(application, "error decoding path: missing value");
    int size = size_of(application->document, LIMIT_VALUE_NODES, LIMIT_VALUE_DEPTH);
    if (size > LIMIT_VALUE_NODES) {
        fail(application, "the document became too large or too deep (limits VALUE_NODES, VALUE_DEPTH)");
        return false;
    }
    application->steps += size;
    if (application->steps > LIMIT_VALUE_NODES * 10)
        return fail(application, "not simulated: a patch that builds so large a document");
    if (value_says(op, "add"))
        return edit(application, to, ACTION_ADD, value ? value : value_null());
    if (value_says(op, "remove"))
        return edit(application, to, ACTION_REMOVE, NULL);
    if (value_says(op, "replace"))
        return edit(application, to, ACTION_REPLACE, value ? value : value_null());
    if (value_says(op, "test"))
        return test(application, to, value);
    if (value_says(op, "move") || value_says(op, "copy"))
        return transfer(application, value_string_of(op), from, to);
    return fail(application, arena_format(application->arena, "Unexpected kind: %s",
                                          value_is(op, VALUE_STRING) ? value_string_of(op) : "unknown"));
}

const struct value *patch_json(struct arena *arena, const struct value *target, const struct value *operations,
                               const char **problem)
{
    struct application application = {.arena = arena, .document = target};
    bool done =
        value_is(operations, VALUE_ARRAY) || fail(&application, "error decoding patch: json: cannot unmarshal "
                                                                "object into Go value of type jsonpatch.Patch");
    for (size_t i = 0; done && i < value_count(operations); i++)
        done = apply(&application, value_at(operations, i));
    if (done && size_of(application.document, LIMIT_VALUE_NODES, LIMIT_VALUE_DEPTH) > LIMIT_VALUE_NODES)
        done = fail(&application, "not simulated: a patch that builds so large a document");
    *problem = application.problem;
    return done ? application.document : NULL;
}

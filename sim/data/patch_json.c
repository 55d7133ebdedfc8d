#include <stdarg.h>

#include "base/format.h"
#include "base/limits.h"
#include "data/patch.h"

/* JSON Patch as evanphx/json-patch 4 applies it, which is what the API server and kustomize link; also its
 * words (held against kubectl 1.35 patch --local). */

struct application {
    struct arena *arena;
    const struct value *document;
    int steps; /* values moved, against patches that double a document again and again */
    const char *problem;
};

enum action { ACTION_ADD, ACTION_REMOVE, ACTION_REPLACE };

/* False. */
__attribute__((format(printf, 2, 3))) static bool fail(struct application *application, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (!application->problem)
        application->problem = arena_format_list(application->arena, format, arguments);
    va_end(arguments);
    return false;
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

/* The place of [token] in [array], or with [adding] one behind its last; NULL, or what is wrong with it. */
static const char *index_problem(struct arena *arena, const struct value *array, struct slice token,
                                 bool adding, size_t *index)
{
    int64_t number, count = (int64_t)value_count(array) + adding;
    struct slice digits = slice_part(token, slice_starts(token, "+"), token.length);
    if (adding && slice_is(token, "-")) {
        *index = value_count(array);
        return NULL;
    }
    if (!slice_to_integer(digits, &number))
        return arena_format(arena, "%sstrconv.Atoi: parsing \"%.*s\": invalid syntax",
                            adding ? arena_format(arena, "value was not a proper array index: '%.*s': ",
                                                  (int)token.length, token.data)
                                   : "",
                            (int)token.length, token.data);
    *index = (size_t)(number < 0 ? number + count : number);
    return *index < (size_t)count
               ? NULL
               : arena_format(arena, "Unable to access invalid index: %lld: invalid index referenced",
                              (long long)number);
}

/* What stands at [token]; NULL where an object has nothing, and where an array has no such place (*problem). */
static const struct value *child(struct arena *arena, const struct value *container, struct slice token,
                                 const char **problem)
{
    size_t index;
    *problem = NULL;
    if (!value_is(container, VALUE_ARRAY))
        return value_get_slice(container, token);
    *problem = index_problem(arena, container, token, false, &index);
    return *problem ? NULL : value_at(container, index);
}

/* What holds the last part of [path], that is *key; NULL when the way to it is not there. */
static const struct value *parent_of(struct application *application, const char *path, struct slice *key)
{
    const struct value *found = application->document;
    struct slice rest = slice_of(path);
    const char *problem;
    slice_next(&rest, '/', key);
    for (bool first = true; rest.data && found; first = false) {
        if (!first)
            found = child(application->arena, found, *key, &problem);
        slice_next(&rest, '/', key);
        *key = unescape(application->arena, *key);
    }
    bool holds = value_is(found, VALUE_OBJECT) || value_is(found, VALUE_ARRAY);
    return holds && slice_find_byte(slice_of(path), '/') < strlen(path) ? found : NULL;
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
                                       struct slice key, enum action action, const struct value *element,
                                       const char **problem)
{
    size_t index;
    if (value_is(container, VALUE_ARRAY)) {
        *problem = index_problem(application->arena, container, key, action == ACTION_ADD, &index);
        return *problem ? NULL : with_element(application, container, index, action, element);
    }
    if (action == ACTION_REMOVE && !value_get_slice(container, key)) {
        *problem = arena_format(application->arena, "Unable to remove nonexistent key: %.*s: missing value",
                                (int)key.length, key.data);
        return NULL;
    }
    struct value *result = value_edit(application->arena, container);
    value_put_slice(application->arena, result, key, element);
    return result;
}

/* [container] with the change made at [rest]; the way there exists. NULL and *problem for a leaf that refuses.
 */
static const struct value *change(struct application *application, const struct value *container,
                                  struct slice rest, enum action action, const struct value *element,
                                  const char **problem)
{
    struct slice token;
    size_t index = 0;
    slice_next(&rest, '/', &token);
    token = unescape(application->arena, token);
    if (!rest.data)
        return change_leaf(application, container, token, action, element, problem);
    const struct value *below = child(application->arena, container, token, problem);
    below = change(application, below, rest, action, element, problem);
    if (!below)
        return NULL;
    if (value_is(container, VALUE_OBJECT)) {
        struct value *result = value_edit(application->arena, container);
        value_put_slice(application->arena, result, token, below);
        return result;
    }
    index_problem(application->arena, container, token, false, &index);
    return with_element(application, container, index, ACTION_REPLACE, below);
}

/* Changes the document at a path whose way was found. */
static bool edit(struct application *application, const char *path, enum action action,
                 const struct value *element, const char **problem)
{
    struct slice rest = slice_of(path), before;
    slice_next(&rest, '/', &before);
    const struct value *result = change(application, application->document, rest, action, element, problem);
    if (result)
        application->document = result;
    return result;
}

/* --- operations: each in the library's own words --- */

static bool add(struct application *application, const char *path, const struct value *element)
{
    struct slice key;
    const char *problem;
    if (!path[0]) {
        application->document = element;
        return true;
    }
    if (!parent_of(application, path, &key))
        return fail(application, "add operation does not apply: doc is missing path: \"%s\": missing value",
                    path);
    return edit(application, path, ACTION_ADD, element, &problem) ||
           fail(application, "error in add for path: '%s': %s", path, problem);
}

static bool take_away(struct application *application, const char *path)
{
    struct slice key;
    const char *problem;
    if (!parent_of(application, path, &key))
        return fail(application, "remove operation does not apply: doc is missing path: \"%s\": missing value",
                    path);
    return edit(application, path, ACTION_REMOVE, NULL, &problem) ||
           fail(application, "error in remove for path: '%s': %s", path, problem);
}

/* A member that is not there is added: only an array's place must be. */
static bool replace(struct application *application, const char *path, const struct value *element)
{
    struct slice key;
    const char *problem;
    if (!path[0]) {
        application->document = element;
        return true;
    }
    if (!parent_of(application, path, &key))
        return fail(application, "replace operation does not apply: doc is missing path: %s: missing value",
                    path);
    return edit(application, path, ACTION_REPLACE, element, &problem) ||
           fail(application, "replace operation does not apply: doc is missing key: %s: missing value", path);
}

static bool test(struct application *application, const char *path, const struct value *expected)
{
    struct slice key;
    const char *problem = NULL;
    const struct value *found = application->document;
    if (path[0]) {
        const struct value *parent = parent_of(application, path, &key);
        if (!parent)
            return fail(application, "test operation does not apply: is missing path: %s: missing value", path);
        found = child(application->arena, parent, key, &problem);
    }
    if (problem)
        return fail(application, "error in test for path: '%s': %s", path, problem);
    bool nothing = value_type(found) == VALUE_NULL && value_type(expected) == VALUE_NULL;
    return nothing || value_equal(found, expected) ||
           fail(application, "testing value %s failed: test failed", path);
}

/* A member that is not there is copied as null. */
static bool copy(struct application *application, const char *from, const char *path)
{
    struct slice key, last;
    const char *problem;
    const struct value *parent = parent_of(application, from, &key);
    if (!parent)
        return fail(application, "copy operation does not apply: doc is missing from path: %s: missing value",
                    from);
    const struct value *value = child(application->arena, parent, key, &problem);
    if (problem)
        return fail(application, "error in copy for from: '%s': %s", from, problem);
    if (!parent_of(application, path, &last))
        return fail(application,
                    "copy operation does not apply: doc is missing destination path: %s: missing value", path);
    return edit(application, path, ACTION_ADD, value ? value : value_null(), &problem) ||
           fail(application, "error while adding value during copy: %s", problem);
}

static bool move(struct application *application, const char *from, const char *path)
{
    struct slice key, last;
    const char *problem;
    const struct value *parent = parent_of(application, from, &key);
    if (!parent)
        return fail(application, "move operation does not apply: doc is missing from path: %s: missing value",
                    from);
    const struct value *value = child(application->arena, parent, key, &problem);
    if (problem || !edit(application, from, ACTION_REMOVE, NULL, &problem))
        return fail(application, "error in move for path: '%s': %s", arena_copy(application->arena, key),
                    problem);
    if (!parent_of(application, path, &last))
        return fail(application,
                    "move operation does not apply: doc is missing destination path: %s: missing value", path);
    return edit(application, path, ACTION_ADD, value, &problem) ||
           fail(application, "error in move for path: '%s': %s", path, problem);
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

/* What is missing of an operation, in the library's words, that differ from one to the other; NULL: nothing. */
static const char *incomplete(const struct value *operation)
{
    static const struct {
        const char *op, *field, *words;
    } wanted[] = {
        {"add", "path", "add operation failed to decode path: missing value"},
        {"remove", "path", "remove operation failed to decode path: missing value"},
        {"replace", "path",
         "replace operation failed to decode path: operation missing path field: missing value"},
        {"test", "path", "test operation failed to decode path: operation missing path field: missing value"},
        {"move", "from", "move operation failed to decode from: operation, missing from field: missing value"},
        {"move", "path", "move operation failed to decode path: operation missing path field: missing value"},
        {"copy", "from", "copy operation failed to decode from: operation, missing from field: missing value"},
        {"copy", "path", "copy operation failed to decode path: missing value"},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (value_says(value_get(operation, "op"), wanted[i].op) &&
            !value_is(value_get(operation, wanted[i].field), VALUE_STRING))
            return wanted[i].words;
    return NULL;
}

static bool apply(struct application *application, const struct value *operation)
{
    const struct value *op = value_get(operation, "op"), *value = value_get(operation, "value");
    const char *from = value_find_text(operation, "from"), *path = value_find_text(operation, "path");
    const char *lacks = incomplete(operation);
    if (lacks)
        return fail(application, "%s", lacks);
    int size = size_of(application->document, LIMIT_VALUE_NODES, LIMIT_VALUE_DEPTH);
    if (size > LIMIT_VALUE_NODES)
        return fail(application, "the document became too large or too deep (limits VALUE_NODES, VALUE_DEPTH)");
    application->steps += size;
    if (application->steps > LIMIT_VALUE_NODES * 10)
        return fail(application, "not simulated: a patch that builds so large a document");
    if (value_says(op, "add"))
        return add(application, path, value ? value : value_null());
    if (value_says(op, "remove"))
        return take_away(application, path);
    if (value_says(op, "replace"))
        return replace(application, path, value ? value : value_null());
    if (value_says(op, "test"))
        return test(application, path, value);
    if (value_says(op, "move"))
        return move(application, from, path);
    if (value_says(op, "copy"))
        return copy(application, from, path);
    return fail(application, "Unexpected kind: %s",
                value_is(op, VALUE_STRING) ? value_string_of(op) : "unknown");
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

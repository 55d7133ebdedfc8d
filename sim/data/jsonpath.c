#include "data/jsonpath.h"

#include <inttypes.h>

#include "base/limits.h"
#include "data/gotext.h"
#include "data/json.h"
#include "data/jsonpath_parse.h"
#include "data/number.h"

/* What a step finds is an arena array of values; NULL after a failure. */
struct evaluation {
    struct arena *arena;
    int begin_range, in_range, end_range;
    const struct jsonpath_node *last_end;
    int steps; /* values visited, against recursive descents of recursive descents */
    const char *problem;
};

static struct value *fail(struct evaluation *evaluation, const char *problem)
{
    if (!evaluation->problem)
        evaluation->problem = problem;
    return NULL;
}

static bool spend(struct evaluation *evaluation, size_t steps)
{
    if (steps > (size_t)(LIMIT_VALUE_NODES * 10 - evaluation->steps)) {
        fail(evaluation, "not simulated: a template that visits this many values");
        return false;
    }
    evaluation->steps += (int)steps;
    return true;
}

static struct value *walk(struct evaluation *evaluation, const struct value *input,
                          const struct jsonpath_node *node);

static struct value *walk_list(struct evaluation *evaluation, const struct value *input,
                               const struct jsonpath_node *list)
{
    struct value *current = value_edit(evaluation->arena, input);
    for (const struct jsonpath_node *node = list->first; node && current; node = node->next)
        current = walk(evaluation, current, node);
    return current;
}

static struct value *walk_field(struct evaluation *evaluation, const struct value *input,
                                const struct jsonpath_node *node)
{
    struct value *found = value_array(evaluation->arena);
    for (size_t i = 0; i < value_count(input); i++) {
        const struct value *member = value_get_slice(value_at(input, i), node->text);
        if (member)
            value_append(evaluation->arena, found, member);
    }
    return found;
}

static struct value *walk_identifier(struct evaluation *evaluation, const struct value *input,
                                     const struct jsonpath_node *node)
{
    if (slice_is(node->text, "range")) {
        evaluation->begin_range++;
        return value_edit(evaluation->arena, input);
    }
    if (!slice_is(node->text, "end"))
        return fail(evaluation, arena_format(evaluation->arena, "unrecognized identifier %.*s",
                                             (int)node->text.length, node->text.data));
    if (!evaluation->in_range)
        return fail(evaluation, "not in range, nothing to end");
    evaluation->end_range++;
    return value_array(evaluation->arena);
}

/* Adds what the bounds select of one array. */
static bool slice_array(struct evaluation *evaluation, const struct value *array,
                        const struct jsonpath_node *node, struct value *found)
{
    struct jsonpath_bound start = node->bounds[0], end = node->bounds[1], step = node->bounds[2];
    int64_t length = (int64_t)value_count(array);
    if (start.value < 0)
        start.value += length;
    if (!end.known)
        end.value = length;
    else if (end.value < 0 || (end.value == 0 && end.derived))
        end.value += length;
    if (start.value == end.value)
        return true;
    int64_t wrong = start.value >= length || start.value < 0 ? start.value : end.value - 1;
    const char *problem = NULL;
    if (start.value >= length || start.value < 0 || end.value > length || end.value < 0)
        problem = arena_format(evaluation->arena,
                               "array index out of bounds: index %" PRId64 ", length %" PRId64, wrong, length);
    else if (start.value > end.value)
        problem =
            arena_format(evaluation->arena, "starting index %" PRId64 " is greater than ending index %" PRId64,
                         start.value, end.value);
    else if (step.known && step.value <= 0)
        problem = "step must be > 0";
    if (problem)
        return fail(evaluation, problem);
    int64_t by = step.known ? step.value : 1;
    for (int64_t i = start.value; i < end.value; i += by)
        value_append(evaluation->arena, found, value_at(array, (size_t)i));
    return true;
}

static struct value *walk_array(struct evaluation *evaluation, const struct value *input,
                                const struct jsonpath_node *node)
{
    struct value *found = value_array(evaluation->arena);
    for (size_t i = 0; i < value_count(input); i++) {
        const struct value *value = value_at(input, i);
        if (value_is(value, VALUE_NULL))
            continue;
        if (!value_is(value, VALUE_ARRAY))
            return fail(evaluation,
                        arena_format(evaluation->arena, "%s is not array or slice", gotext_type(value)));
        if (!slice_array(evaluation, value, node, found))
            return NULL;
    }
    return spend(evaluation, value_count(found)) ? found : NULL;
}

static void add_children(struct evaluation *evaluation, const struct value *value, struct value *found)
{
    bool object = value_is(value, VALUE_OBJECT);
    for (size_t i = 0; i < value_count(value); i++)
        value_append(evaluation->arena, found, object ? value_member_at(value, i) : value_at(value, i));
}

static struct value *walk_wildcard(struct evaluation *evaluation, const struct value *input)
{
    struct value *found = value_array(evaluation->arena);
    for (size_t i = 0; i < value_count(input); i++)
        add_children(evaluation, value_at(input, i), found);
    return spend(evaluation, value_count(found)) ? found : NULL;
}

/* The value and all below it, but the scalars other than strings. */
static bool descend(struct evaluation *evaluation, const struct value *value, struct value *found)
{
    if (!spend(evaluation, 1))
        return false;
    bool object = value_is(value, VALUE_OBJECT);
    if (value_count(value) || value_slice(value).length)
        if (!value_is(value, VALUE_DECIMAL))
            value_append(evaluation->arena, found, value);
    for (size_t i = 0; i < value_count(value); i++) {
        if (!descend(evaluation, object ? value_member_at(value, i) : value_at(value, i), found))
            return false;
    }
    return true;
}

static struct value *walk_recursive(struct evaluation *evaluation, const struct value *input)
{
    struct value *found = value_array(evaluation->arena);
    for (size_t i = 0; i < value_count(input); i++) {
        if (!descend(evaluation, value_at(input, i), found))
            return NULL;
    }
    return found;
}

/* Sets *order to how the two compare; false and a problem when Go's templates cannot say. */
static bool compare(struct evaluation *evaluation, const struct value *left, const struct value *right,
                    bool ordering, int *order)
{
    enum value_type type = value_type(left);
    bool comparable = type != VALUE_NULL && type != VALUE_ARRAY && type != VALUE_OBJECT;
    enum value_type other = value_type(right);
    if (!comparable || other == VALUE_NULL || other == VALUE_ARRAY || other == VALUE_OBJECT)
        return fail(evaluation, "invalid type for comparison");
    if (type != other)
        return fail(evaluation, "incompatible types for comparison");
    if (type == VALUE_BOOLEAN) {
        if (ordering)
            return fail(evaluation, "invalid type for comparison");
        *order = value_truth(left) != value_truth(right);
    } else if (type == VALUE_STRING) {
        *order = slice_compare(value_slice(left), value_slice(right));
    } else {
        *order = number_compare(left, right);
    }
    return true;
}

static bool passes(struct evaluation *evaluation, const struct value *left, const struct value *right,
                   struct slice operator)
{
    static const struct {
        const char *name;
        bool ordering, less, equal, greater;
    } operators[] = {
        {"==", false, false, true, false}, {"!=", false, true, false, true}, {"<", true, true, false, false},
        {"<=", true, true, true, false},   {">", true, false, false, true},  {">=", true, false, true, true},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        int order;
        if (!slice_is(operator, operators[i].name))
            continue;
        if (!compare(evaluation, left, right, operators[i].ordering, &order))
            return false;
        return order < 0 ? operators[i].less : order > 0 ? operators[i].greater : operators[i].equal;
    }
    fail(evaluation, arena_format(evaluation->arena, "unrecognized filter operator %.*s",
                                  (int)operator.length, operator.data));
    return false;
}

/* True when the filter lets one element pass; check the problem after it. */
static bool filter_element(struct evaluation *evaluation, const struct value *element,
                           const struct jsonpath_node *node)
{
    struct value *one = value_array(evaluation->arena);
    value_append(evaluation->arena, one, element);
    struct value *left = walk_list(evaluation, one, node->left);
    if (!node->right) { /* what cannot be found is only not there */
        evaluation->problem = NULL;
        return value_count(left) > 0;
    }
    if (!left || value_count(left) == 0)
        return false;
    if (value_count(left) > 1)
        return fail(evaluation, "can only compare one element at a time");
    struct value *right = walk_list(evaluation, one, node->right);
    if (!right || value_count(right) == 0)
        return false;
    if (value_count(right) > 1)
        return fail(evaluation, "can only compare one element at a time");
    return passes(evaluation, value_at(left, 0), value_at(right, 0), node->text);
}

static struct value *walk_filter(struct evaluation *evaluation, const struct value *input,
                                 const struct jsonpath_node *node)
{
    struct value *found = value_array(evaluation->arena);
    for (size_t i = 0; i < value_count(input); i++) {
        const struct value *array = value_at(input, i);
        if (!value_is(array, VALUE_ARRAY)) {
            struct buffer text = {0};
            gotext_plain(&text, array);
            fail(evaluation, arena_format(evaluation->arena, "%s is not array or slice and cannot be filtered",
                                          buffer_text(&text)));
            buffer_release(&text);
            return NULL;
        }
        for (size_t j = 0; j < value_count(array); j++) {
            if (!spend(evaluation, 1))
                return NULL;
            bool pass = filter_element(evaluation, value_at(array, j), node);
            if (evaluation->problem)
                return NULL;
            if (pass)
                value_append(evaluation->arena, found, value_at(array, j));
        }
    }
    return found;
}

static struct value *walk_union(struct evaluation *evaluation, const struct value *input,
                                const struct jsonpath_node *node)
{
    struct value *found = value_array(evaluation->arena);
    for (const struct jsonpath_node *list = node->first; list; list = list->next) {
        struct value *part = walk_list(evaluation, input, list);
        if (!part)
            return NULL;
        add_children(evaluation, part, found);
    }
    return found;
}

static struct value *walk(struct evaluation *evaluation, const struct value *input,
                          const struct jsonpath_node *node)
{
    struct value *found;
    switch (node->type) {
    case JSONPATH_LIST:
        return walk_list(evaluation, input, node);
    case JSONPATH_TEXT:
        found = value_array(evaluation->arena);
        value_append(evaluation->arena, found, value_string(evaluation->arena, node->text));
        return found;
    case JSONPATH_FIELD:
        return walk_field(evaluation, input, node);
    case JSONPATH_IDENTIFIER:
        return walk_identifier(evaluation, input, node);
    case JSONPATH_ARRAY:
        return walk_array(evaluation, input, node);
    case JSONPATH_FILTER:
        return walk_filter(evaluation, input, node);
    case JSONPATH_CONSTANT:
        found = value_array(evaluation->arena);
        for (size_t i = 0; i < value_count(input); i++)
            value_append(evaluation->arena, found, node->constant);
        return found;
    case JSONPATH_WILDCARD:
        return walk_wildcard(evaluation, input);
    case JSONPATH_RECURSIVE:
        return walk_recursive(evaluation, input);
    case JSONPATH_UNION:
        return walk_union(evaluation, input, node);
    }
    return NULL;
}

static bool run(struct evaluation *evaluation, const struct jsonpath_node *nodes, const struct value *object,
                struct value *groups);

/* The rest of the template once for each value; *node is then where the loop's {end} stands. */
static bool run_range(struct evaluation *evaluation, const struct jsonpath_node **node,
                      const struct value *values, struct value *groups)
{
    const struct jsonpath_node *body = (*node)->next;
    evaluation->begin_range--;
    evaluation->in_range++;
    if (evaluation->in_range > LIMIT_VALUE_DEPTH)
        return fail(evaluation, "not simulated: ranges this deep");
    size_t count = value_count(values);
    for (size_t i = 0; i < count; i++) {
        if (!run(evaluation, body, value_at(values, i), groups))
            return false;
    }
    if (count == 0 && !run(evaluation, body, NULL, value_array(evaluation->arena)))
        return false;
    evaluation->in_range--;
    for (const struct jsonpath_node *after = body; after; after = after->next) {
        if (after == evaluation->last_end) {
            *node = after;
            break;
        }
    }
    return true;
}

/* Evaluates [nodes] one by one; each gives a group of struct value. A NULL object is one that is not there. */
static bool run(struct evaluation *evaluation, const struct jsonpath_node *nodes, const struct value *object,
                struct value *groups)
{
    struct value *current = value_array(evaluation->arena);
    if (object)
        value_append(evaluation->arena, current, object);
    for (const struct jsonpath_node *node = nodes; node; node = node->next) {
        struct value *found = spend(evaluation, 1) ? walk(evaluation, current, node) : NULL;
        if (!found)
            return false;
        if (evaluation->end_range > 0 && evaluation->end_range <= evaluation->in_range) {
            evaluation->end_range--;
            evaluation->last_end = node;
            break;
        }
        if (evaluation->begin_range > 0) {
            if (!run_range(evaluation, &node, found, groups))
                return false;
            continue;
        }
        value_append(evaluation->arena, groups, found);
    }
    return true;
}

static void print_group(const struct value *group, struct buffer *out)
{
    for (size_t i = 0; i < value_count(group); i++) {
        const struct value *value = value_at(group, i);
        if (i)
            buffer_add_byte(out, ' ');
        if (value_is(value, VALUE_OBJECT) || value_is(value, VALUE_ARRAY))
            json_write(out, value);
        else
            gotext_plain(out, value);
    }
}

/* kubectl's long answer to a template that fails on an object. The two line ends at its end are its own. */
static const char *execution_problem(struct arena *arena, struct slice template, const struct value *object,
                                     const char *problem)
{
    struct buffer text = {0};
    buffer_add_text(&text, "error executing jsonpath ");
    gotext_quote(&text, template);
    buffer_format(&text,
                  ": Error executing template: %s. Printing more information for debugging the template:\n"
                  "\ttemplate was:\n\t\t%.*s\n\tobject given to jsonpath engine was:\n\t\t",
                  problem, (int)template.length, template.data);
    gotext_syntax(&text, object, "map[string]interface {}");
    buffer_add_text(&text, "\n\n");
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

bool jsonpath_print(struct arena *arena, struct slice template, const struct value *object, struct buffer *out,
                    const char **problem)
{
    const char *reason;
    const struct jsonpath_node *root = jsonpath_parse(arena, template, &reason);
    *problem = NULL;
    if (!root) {
        *problem =
            arena_format(arena, "error parsing jsonpath %.*s, %s", (int)template.length, template.data, reason);
        return false;
    }
    struct evaluation evaluation = {.arena = arena};
    struct value *groups = value_array(arena);
    if (!run(&evaluation, root->first, object, groups)) {
        *problem = execution_problem(arena, template, object, evaluation.problem);
        return false;
    }
    for (size_t i = 0; i < value_count(groups); i++)
        print_group(value_at(groups, i), out);
    return true;
}

/* "a.b", ".a.b", "{a.b}" and "{.a.b}" as "{.a.b}" (kubectl's RelaxedJSONPathExpression); NULL for anything
 * else. */
static const char *relaxed(struct arena *arena, struct slice path)
{
    path = slice_trim(path);
    if (slice_starts(path, "{") && slice_ends(path, "}"))
        path = slice_part(path, 1, path.length - 1);
    if (slice_find_byte(path, '{') < path.length || slice_find_byte(path, '}') < path.length)
        return NULL;
    if (slice_starts(path, "$"))
        path = slice_part(path, 1, path.length);
    if (slice_starts(path, ".") || slice_starts(path, "["))
        return arena_format(arena, "{%.*s}", (int)path.length, path.data);
    return arena_format(arena, "{.%.*s}", (int)path.length, path.data);
}

const struct value *jsonpath_find(struct arena *arena, struct slice path, const struct value *object,
                                  const char **problem)
{
    *problem = NULL;
    if (path.length == 0 || slice_is(path, "{}") || slice_is(path, ".")) {
        struct value *whole = value_array(arena);
        if (object)
            value_append(arena, whole, object);
        return whole;
    }
    const char *template = relaxed(arena, path);
    if (!template)
        *problem = "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
                   "'{.name1.name2}'";
    const struct jsonpath_node *root = template ? jsonpath_parse(arena, slice_of(template), problem) : NULL;
    if (!root)
        return NULL;
    struct evaluation evaluation = {.arena = arena};
    struct value *groups = value_array(arena), *found = value_array(arena);
    if (run(&evaluation, root->first, object, groups)) {
        for (size_t i = 0; i < value_count(groups); i++)
            add_children(&evaluation, value_at(groups, i), found);
    }
    return found;
}

#include "data/yaml_marks.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"

/* A mapping or sequence that is open. */
struct level {
    const char *path;
    bool mapping, at_value;
    size_t count;      /* elements so far */
    const char *key;   /* whose value comes */
    yaml_mark_t place; /* of it */
};

struct marking {
    struct arena *arena;
    struct yaml_marks marks;
    struct level *levels; /* LIMIT_VALUE_DEPTH of them */
    size_t depth;
};

static void add(struct marking *marking, struct yaml_mark mark)
{
    struct yaml_marks *marks = &marking->marks;
    if (marks->count == marks->capacity) {
        struct yaml_mark *old = marks->list;
        marks->capacity = marks->capacity ? marks->capacity * 2 : 64;
        marks->list = arena_allocate(marking->arena, marks->capacity * sizeof *marks->list);
        if (marks->count)
            memcpy(marks->list, old, marks->count * sizeof *old);
    }
    marks->list[marks->count++] = mark;
}

/* The path of the node that begins now, and the place where a reader looks for it. */
static struct yaml_mark next_node(struct marking *marking, const yaml_event_t *event)
{
    struct yaml_mark mark = {.path = "",
                             .line = event->start_mark.line,
                             .column = event->start_mark.column,
                             .value_line = event->start_mark.line,
                             .value_column = event->start_mark.column};
    struct level *level = marking->depth ? &marking->levels[marking->depth - 1] : NULL;
    if (level && level->mapping) {
        mark.path = arena_format(marking->arena, "%s%s%s", level->path, level->path[0] ? "." : "", level->key);
        mark.line = level->place.line;
        mark.column = level->place.column;
        level->at_value = false;
    } else if (level) {
        mark.path = arena_format(marking->arena, "%s[%zu]", level->path, level->count++);
    }
    return mark;
}

static bool is_key(const struct marking *marking)
{
    const struct level *level = marking->depth ? &marking->levels[marking->depth - 1] : NULL;
    return level && level->mapping && !level->at_value;
}

static bool open_level(struct marking *marking, const yaml_event_t *event)
{
    struct yaml_mark mark = next_node(marking, event);
    if (marking->depth == LIMIT_VALUE_DEPTH)
        return false;
    add(marking, mark);
    marking->levels[marking->depth++] =
        (struct level){.path = mark.path, .mapping = event->type == YAML_MAPPING_START_EVENT};
    return true;
}

static void take_scalar(struct marking *marking, const yaml_event_t *event)
{
    struct slice text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    const char *copy = arena_copy(marking->arena, text);
    if (is_key(marking)) {
        struct level *level = &marking->levels[marking->depth - 1];
        level->key = copy;
        level->place = event->start_mark;
        level->at_value = true;
        return;
    }
    struct yaml_mark mark = next_node(marking, event);
    mark.text = (struct slice){copy, text.length};
    add(marking, mark);
}

/* False: no more is read. A key that is no scalar is none that the API knows. */
static bool take(struct marking *marking, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return !is_key(marking) && open_level(marking, event);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        marking->depth--;
        return true;
    case YAML_SCALAR_EVENT:
        take_scalar(marking, event);
        return marking->marks.count < LIMIT_VALUE_NODES;
    case YAML_ALIAS_EVENT:
        if (!is_key(marking))
            add(marking, next_node(marking, event));
        return true;
    default:
        return event->type != YAML_STREAM_END_EVENT;
    }
}

static void note_problem(struct yaml_marks *marks, const yaml_parser_t *parser)
{
    marks->broken = true;
    marks->line = parser->problem_mark.line;
    marks->column = parser->problem_mark.column;
}

struct yaml_marks yaml_marks(struct arena *arena, struct slice document)
{
    struct marking marking = {.arena = arena};
    yaml_parser_t parser;
    yaml_event_t event;
    if (!yaml_parser_initialize(&parser))
        return marking.marks;
    marking.levels = arena_allocate(arena, LIMIT_VALUE_DEPTH * sizeof *marking.levels);
    yaml_parser_set_input_string(&parser, (const unsigned char *)document.data, document.length);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    for (bool more = true; more;) {
        if (!yaml_parser_parse(&parser, &event)) {
            note_problem(&marking.marks, &parser);
            break;
        }
        more = take(&marking, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return marking.marks;
}

static bool same_path(const char *path, struct slice wanted, bool loose)
{
    size_t i = 0;
    for (; *path && i <= wanted.length; path++) {
        if (loose && *path == '[') {
            path += strcspn(path, "]");
            if (!*path)
                break;
            continue;
        }
        if (i == wanted.length || wanted.data[i] != *path)
            return false;
        i++;
    }
    return i == wanted.length;
}

const struct yaml_mark *yaml_marks_find(const struct yaml_marks *marks, struct slice path, bool loose)
{
    for (size_t i = 0; i < marks->count; i++)
        if (same_path(marks->list[i].path, path, loose))
            return &marks->list[i];
    return NULL;
}

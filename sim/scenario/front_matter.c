/* Front matter as Instruqt's assignments have it: YAML between a first line "---" and the next such line. */
#include "data/yaml.h"
#include "scenario/inside.h"

/* Takes a line with its end off [rest]; the line without CR and LF. */
static struct slice take_line(struct slice *rest)
{
    size_t end = slice_find_byte(*rest, '\n');
    struct slice line = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end + 1, rest->length);
    if (line.length && line.data[line.length - 1] == '\r')
        line.length--;
    return line;
}

static bool is_fence(struct slice line)
{
    while (line.length && (line.data[line.length - 1] == ' ' || line.data[line.length - 1] == '\t'))
        line.length--;
    return slice_is(line, "---");
}

bool front_matter_read(struct arena *arena, struct slice text, const struct value **front, struct slice *body,
                       const char **problem)
{
    *front = NULL;
    text = slice_unmarked(text);
    *body = text;
    struct slice rest = text;
    if (!is_fence(take_line(&rest)))
        return true;
    struct slice yaml = rest;
    for (;;) {
        if (!rest.length) {
            *problem = "assignment.md: the front matter has no closing line ---";
            return false;
        }
        size_t before = yaml.length - rest.length;
        if (is_fence(take_line(&rest))) {
            yaml.length = before;
            break;
        }
    }
    *body = rest;
    struct yaml_reader reader = yaml_reader(yaml);
    yaml_next(arena, &reader, front);
    if (reader.problem) {
        *problem = arena_format(arena, "assignment.md: front matter: %s", reader.problem);
        return false;
    }
    if (*front && !value_is(*front, VALUE_OBJECT)) {
        *problem = "assignment.md: the front matter is no list of keys and values";
        return false;
    }
    return true;
}

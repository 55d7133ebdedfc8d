/* tests/data: the first word of the question says what is done with the input, which is YAML where nothing else
 * is said; several documents of it are the arguments of a patch. */
#include "base/buffer.h"
#include "data/json.h"
#include "data/jsonpath.h"
#include "data/label_syntax.h"
#include "data/patch.h"
#include "data/regular.h"
#include "data/selector.h"
#include "data/yaml.h"

/* One question being answered. */
struct asking {
    struct arena *arena;
    struct slice input;
    struct slice argument;            /* the question behind its first word */
    const struct value *documents[3]; /* the input's first ones; NULL for an empty document */
    struct buffer *out;
};

static void say_problem(struct asking *asking, const char *problem)
{
    buffer_format(asking->out, "error: %s\n", problem);
}

static void say_value(struct asking *asking, const struct value *value, const char *problem)
{
    if (!value) {
        say_problem(asking, problem);
        return;
    }
    json_write(asking->out, value);
    buffer_add_byte(asking->out, '\n');
}

static void yaml_to_json(struct asking *asking)
{
    struct yaml_reader reader = yaml_reader(asking->input);
    const struct value *document;
    while (yaml_next(asking->arena, &reader, &document)) {
        if (document)
            say_value(asking, document, NULL);
        else
            buffer_add_text(asking->out, "(empty)\n");
    }
    if (reader.problem)
        say_problem(asking, reader.problem);
}

static void json_to_json(struct asking *asking)
{
    const char *problem;
    const struct value *value = json_read(asking->arena, asking->input, &problem);
    say_value(asking, value, problem);
}

static void to_yaml(struct asking *asking)
{
    yaml_write(asking->out, asking->documents[0]);
}

static void to_indented(struct asking *asking)
{
    json_write_indented(asking->out, asking->documents[0], 4);
}

static void jsonpath(struct asking *asking)
{
    const char *problem;
    if (!jsonpath_print(asking->arena, asking->argument, asking->documents[0], asking->out, &problem))
        say_problem(asking, problem);
}

static void find(struct asking *asking)
{
    const char *problem;
    const struct value *found = jsonpath_find(asking->arena, asking->argument, asking->documents[0], &problem);
    say_value(asking, found, problem);
}

static void select_labels(struct asking *asking)
{
    const char *problem;
    const char *text = arena_copy(asking->arena, asking->argument);
    const struct selector *selector = selector_parse(asking->arena, text, &problem);
    if (!selector)
        say_problem(asking, problem);
    else
        buffer_add_text(asking->out, selector_matches(selector, asking->documents[0]) ? "yes\n" : "no\n");
}

static void select_object(struct asking *asking)
{
    bool matches = selector_object_matches(asking->documents[1], asking->documents[0]);
    buffer_add_text(asking->out, matches ? "yes\n" : "no\n");
}

static void select_fields(struct asking *asking)
{
    const struct field_requirement *requirements;
    const char *problem;
    const char *text = arena_copy(asking->arena, asking->argument);
    int count = field_selector_parse(asking->arena, text, &requirements, &problem);
    if (count < 0)
        say_problem(asking, problem);
    for (int i = 0; i < count; i++)
        buffer_format(asking->out, "%s %s %s\n", requirements[i].path, requirements[i].equal ? "is" : "is not",
                      requirements[i].value);
}

static void label_key(struct asking *asking)
{
    const char *problem = label_key_problem(asking->arena, asking->argument);
    buffer_add_text(asking->out, problem ? problem : "good");
}

static void merge(struct asking *asking)
{
    say_value(asking, patch_merge(asking->arena, asking->documents[0], asking->documents[1]), NULL);
}

static void strategic(struct asking *asking)
{
    say_value(asking, patch_strategic(asking->arena, asking->documents[0], asking->documents[1]), NULL);
}

static void json_patch(struct asking *asking)
{
    const char *problem;
    const struct value *result =
        patch_json(asking->arena, asking->documents[0], asking->documents[1], &problem);
    say_value(asking, result, problem);
}

/* The patch, and what it makes of the live object. */
static void apply(struct asking *asking)
{
    bool builtin = slice_is(asking->argument, "strategic");
    const struct value *const *documents = asking->documents;
    const struct value *patch =
        patch_three_way(asking->arena, documents[0], documents[1], documents[2], builtin);
    say_value(asking, patch, NULL);
    say_value(asking,
              builtin ? patch_strategic(asking->arena, documents[2], patch)
                      : patch_merge(asking->arena, documents[2], patch),
              NULL);
}

/* Each line of the input, matched as a whole. */
static void regular(struct asking *asking)
{
    const char *problem;
    const struct regular *compiled = regular_compile(asking->arena, asking->argument, &problem);
    struct slice rest = slice_trim(asking->input), line;
    if (!compiled)
        say_problem(asking, problem);
    while (compiled && slice_next(&rest, '\n', &line))
        buffer_add_text(asking->out, regular_matches(compiled, line) ? "yes\n" : "no\n");
}

static const struct {
    const char *word;
    void (*answer)(struct asking *asking);
    bool reads_text; /* itself */
} answers[] = {
    {"yaml-to-json", yaml_to_json, true},
    {"json-to-json", json_to_json, true},
    {"to-yaml", to_yaml, false},
    {"to-indented", to_indented, false},
    {"jsonpath", jsonpath, false},
    {"find", find, false},
    {"select", select_labels, false},
    {"select-object", select_object, false},
    {"select-fields", select_fields, false},
    {"label-key", label_key, false},
    {"merge", merge, false},
    {"strategic", strategic, false},
    {"json-patch", json_patch, false},
    {"apply", apply, false},
    {"regular", regular, true},
};

static bool read_documents(struct asking *asking)
{
    struct yaml_reader reader = yaml_reader(asking->input);
    reader.json = false;
    for (int i = 0; i < 3 && yaml_next(asking->arena, &reader, &asking->documents[i]);)
        i++;
    if (reader.problem)
        say_problem(asking, reader.problem);
    return !reader.problem;
}

const char *case_data(struct arena *arena, const char *input, const char *question)
{
    struct buffer out = {0};
    struct slice asked = slice_of(question);
    size_t end = slice_find_byte(asked, ' ');
    struct slice word = slice_part(asked, 0, end);
    struct asking asking = {.arena = arena, .input = slice_of(input), .out = &out};
    asking.argument = slice_part(asked, end + 1, asked.length);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (!slice_is(word, answers[i].word))
            continue;
        if (answers[i].reads_text || read_documents(&asking))
            answers[i].answer(&asking);
    }
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

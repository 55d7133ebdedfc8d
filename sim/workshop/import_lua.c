/* Writes a challenge as an author would: the assignment, challenge.lua, the scripts beside them. */
#include "data/json.h"
#include "data/yaml.h"
#include "workshop/import.h"

static bool has_role(const struct import_script *scripts, enum script_role role)
{
    for (; scripts; scripts = scripts->next)
        if (scripts->role == role)
            return true;
    return false;
}

/* "lab.script("check-a", "check-b")" or, for one, "lab.script "check-a"". */
static void add_call(struct import *import, struct buffer *lua, const char *call,
                     const struct import_script *scripts, enum script_role role)
{
    size_t count = 0;
    for (const struct import_script *one = scripts; one; one = one->next)
        count += one->role == role;
    buffer_format(lua, "%s%s", call, count > 1 ? "(" : " ");
    bool first = true;
    for (const struct import_script *one = scripts; one; one = one->next) {
        if (one->role != role)
            continue;
        buffer_format(lua, "%s%s", first ? "" : ", ", import_quote(&import->arena, one->name));
        first = false;
    }
    buffer_add_text(lua, count > 1 ? ")" : "");
}

static void add_setup(struct import *import, struct buffer *lua, const struct import_challenge *challenge)
{
    size_t count = 0;
    for (const struct import_script *one = challenge->previous; one; one = one->next)
        count++;
    for (const struct import_script *one = challenge->scripts; one; one = one->next)
        count += one->role == SCRIPT_SETUP;
    if (!count)
        return;
    buffer_add_text(lua, count > 1 ? "  setup = {\n" : "  setup = ");
    const struct import_script *const lists[] = {challenge->previous, challenge->scripts};
    for (size_t l = 0; l < 2; l++)
        for (const struct import_script *one = lists[l]; one; one = one->next)
            if (l == 0 || one->role == SCRIPT_SETUP)
                buffer_format(lua, "%slab.file %s,\n", count > 1 ? "    " : "",
                              import_quote(&import->arena, one->name));
    if (count > 1)
        buffer_add_text(lua, "  },\n");
}

static bool is_name(const char *key)
{
    for (const char *c = key; *c; c++)
        if (!ascii_is_letter(*c) && *c != '_' && (c == key || !ascii_is_digit(*c)))
            return false;
    return key[0] != 0;
}

static void add_table(struct import *import, struct buffer *lua, const char *key, const struct value *members)
{
    if (!value_count(members))
        return;
    buffer_format(lua, "  %s = {\n", key);
    for (size_t i = 0; i < value_count(members); i++) {
        const struct value *member = value_member_at(members, i);
        const char *text =
            value_is(member, VALUE_STRING) ? value_string_of(member) : json_text(&import->arena, member);
        const char *name = value_key_at(members, i);
        if (!is_name(name))
            name = arena_format(&import->arena, "[%s]", import_quote(&import->arena, name));
        buffer_format(lua, "    %s = %s,\n", name, import_quote(&import->arena, text));
    }
    buffer_add_text(lua, "  },\n");
}

/* Of a task, or, when no task is there to have them, of the challenge. */
static void add_hints(struct import *import, struct buffer *lua, const struct import_hint *hints)
{
    if (!hints)
        return;
    buffer_add_text(lua, "  hints = {\n");
    for (; hints; hints = hints->next) {
        buffer_format(lua, "    { %s", import_quote(&import->arena, hints->text));
        if (hints->command)
            buffer_format(lua, ",\n      command = %s", import_quote(&import->arena, hints->command));
        buffer_add_text(lua, " },\n");
    }
    buffer_add_text(lua, "  },\n");
}

/* --- a quiz: the lesson is the question, the solutions count from 0 --- */

static bool is_quiz(const struct import_challenge *challenge)
{
    return value_says(value_get(challenge->front, "type"), "quiz") &&
           value_count(value_get(challenge->front, "answers")) > 1 &&
           value_count(value_get(challenge->front, "solution")) > 0;
}

static void add_quiz(struct import *import, struct buffer *lua, const struct import_challenge *challenge)
{
    const struct value *answers = value_get(challenge->front, "answers");
    const struct value *solution = value_get(challenge->front, "solution");
    const char *id = has_role(challenge->scripts, SCRIPT_CHECK)
                         ? arena_format(&import->arena, "%s-question", challenge->slug)
                         : challenge->slug;
    buffer_format(lua, "\ntask { %s, title = %s,\n  ask = { \"\",\n    answers = {\n",
                  import_quote(&import->arena, id), import_quote(&import->arena, challenge->title));
    for (size_t i = 0; i < value_count(answers); i++) {
        const struct value *answer = value_at(answers, i);
        const char *text =
            value_is(answer, VALUE_STRING) ? value_string_of(answer) : json_text(&import->arena, answer);
        buffer_format(lua, "      %s,\n", import_quote(&import->arena, text));
    }
    buffer_add_text(lua, "    },\n    solution = {");
    for (size_t i = 0; i < value_count(solution); i++)
        buffer_format(lua, "%s %lld", i ? "," : "", (long long)value_number(value_at(solution, i), 0) + 1);
    buffer_add_text(lua, " } },\n}\n");
}

static void add_solution(struct import *import, struct buffer *lua, const struct import_challenge *challenge)
{
    if (!has_role(challenge->scripts, SCRIPT_SOLVE))
        return;
    buffer_add_text(lua, "  solve = ");
    add_call(import, lua, "lab.run", challenge->scripts, SCRIPT_SOLVE);
    buffer_add_text(lua, ",\n");
}

static void add_task(struct import *import, struct buffer *lua, const struct import_challenge *challenge)
{
    buffer_format(lua, "\ntask { %s, title = %s,\n  check = ", import_quote(&import->arena, challenge->slug),
                  import_quote(&import->arena, challenge->title));
    add_call(import, lua, "lab.script", challenge->scripts, SCRIPT_CHECK);
    buffer_add_text(lua, ",\n");
    add_hints(import, lua, challenge->hints);
    add_solution(import, lua, challenge);
    buffer_add_text(lua, "}\n");
}

static void add_behaviour(struct import *import, struct buffer *lua, const struct import_challenge *challenge)
{
    struct arena *arena = &import->arena;
    if (!challenge->behaviour)
        return;
    buffer_format(
        lua,
        "\ntask { %s, title = %s, optional = true,\n  -- what the text says of requests: please review\n"
        "  check = function(w)\n%s  end,\n",
        import_quote(arena, arena_format(arena, "%s-behaviour", challenge->slug)),
        import_quote(arena, arena_format(arena, "%s: it behaves as the text says", challenge->title)),
        challenge->behaviour);
    add_solution(import, lua, challenge);
    buffer_add_text(lua, "}\n");
}

static const char *challenge_lua(struct import *import, const struct import_challenge *challenge,
                                 const struct import_challenge *before)
{
    struct buffer lua = {0};
    bool checks = has_role(challenge->scripts, SCRIPT_CHECK);
    buffer_format(&lua, "-- Made by `ambit import %s` from %s; it is yours now.\nchallenge {\n",
                  import->platform, challenge->source);
    if (before)
        buffer_format(&lua, "  after = %s,\n", import_quote(&import->arena, before->slug));
    buffer_format(&lua, "  machine = \"%s\",", import->platform);
    if (import->cluster)
        buffer_format(&lua, " cluster = \"%s\",", import->cluster);
    buffer_add_byte(&lua, '\n');
    add_table(import, &lua, "environment", import->environment);
    add_table(import, &lua, "files", challenge->files);
    add_setup(import, &lua, challenge);
    if (!checks)
        add_hints(import, &lua, challenge->hints);
    buffer_add_text(&lua, "}\n");
    if (is_quiz(challenge))
        add_quiz(import, &lua, challenge);
    if (checks) {
        add_task(import, &lua, challenge);
        add_behaviour(import, &lua, challenge);
    } else if (challenge->derived) {
        buffer_format(&lua, "\n%s", challenge->derived);
    }
    const char *copy = arena_copy(&import->arena, buffer_slice(&lua));
    buffer_release(&lua);
    return copy;
}

static const char *assignment(struct import *import, const struct import_challenge *challenge)
{
    struct buffer text = {0};
    buffer_add_text(&text, "---\n");
    yaml_write(&text, challenge->front);
    buffer_format(&text, "---\n%s", challenge->text);
    const char *copy = arena_copy(&import->arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static void write_file(struct import *import, const struct import_challenge *challenge, const char *name,
                       struct slice text)
{
    const char *path = arena_format(&import->arena, "%s/%s", challenge->folder, name);
    for (struct import_file *file = import->files; file; file = file->next) {
        if (text_equal(file->name, arena_format(&import->arena, "%s%s", import->prefix, path))) {
            file->text = text;
            return;
        }
    }
    import_write(import, path, text);
}

void import_challenge_write(struct import *import, struct import_challenge *challenge,
                            const struct import_challenge *before)
{
    write_file(import, challenge, "assignment.md", slice_of(assignment(import, challenge)));
    write_file(import, challenge, "challenge.lua", slice_of(challenge_lua(import, challenge, before)));
    const struct import_script *const lists[] = {challenge->previous, challenge->scripts};
    for (size_t l = 0; l < 2; l++)
        for (const struct import_script *one = lists[l]; one; one = one->next)
            write_file(import, challenge, one->name, one->text);
}

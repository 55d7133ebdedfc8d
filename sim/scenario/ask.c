/* Quizzes: a task whose check is a question. The answer is a note of the world, so it is undone, replayed and
 * graded like everything else. */
#include <lauxlib.h>

#include "base/buffer.h"
#include "scenario/script.h"

enum { MOST_ANSWERS = 60 };

static const struct word question_rows[] = {
    {.name = "[1]", .type = "string", .help = "the question"},
    {.name = "answers", .type = "string[]", .help = "to choose from; without them the answer is a text"},
    {.name = "solution",
     .type = "any",
     .help = "the number of the right answer, from 1, or a list of them; or the text"},
    {.name = "text",
     .type = "string",
     .help = "a pattern of Lua's for a text; small letters match capitals too"},
    {0}};
const struct word_class question_words = {"ambit.Question", "ask", "A question to the learner.", question_rows};

static const char *answer_note(struct arena *arena, const struct task *task)
{
    return arena_format(arena, QUIZ_NOTES "%s", task->id);
}

/* "1, 3" of a set of answers. */
static const char *numbers_text(struct arena *arena, uint64_t set)
{
    const char *text = "";
    for (int i = 0; i < MOST_ANSWERS; i++)
        if (set >> i & 1)
            text = arena_format(arena, "%s%s%d", text, text[0] ? "," : "", i + 1);
    return text;
}

static uint64_t read_numbers(struct slice text, size_t count)
{
    uint64_t set = 0;
    struct slice word;
    int64_t number;
    while (slice_next(&text, ',', &word)) {
        if (!slice_to_integer(slice_trim(word), &number) || number < 1 || number > (int64_t)count)
            return 0;
        set |= (uint64_t)1 << (number - 1);
    }
    return set;
}

static bool asks_several(const struct quiz *quiz)
{
    return (quiz->solution & (quiz->solution - 1)) != 0;
}

/* --- answering --- */

const char *scenario_answer(const struct scenario *scenario, size_t task, struct slice answer,
                            struct arena *arena, struct slice *note, const char **problem)
{
    const struct quiz *quiz = scenario->tasks[task].quiz;
    struct buffer numbers = {0};
    answer = slice_trim(answer);
    if (!quiz)
        *problem = "this task is not a question";
    else if (!answer.length)
        *problem = quiz->answer_count ? "which answer? its number" : "what is the answer?";
    if (!quiz || !answer.length)
        return NULL;
    if (!quiz->answer_count) {
        *note = answer;
        return answer_note(arena, &scenario->tasks[task]);
    }
    for (size_t i = 0; i < answer.length; i++) { /* "1 3" is "1,3" */
        char c = answer.data[i] == ' ' ? ',' : answer.data[i];
        if (c != ',' || !slice_ends(buffer_slice(&numbers), ","))
            buffer_add_byte(&numbers, c);
    }
    uint64_t set = read_numbers(buffer_slice(&numbers), quiz->answer_count);
    buffer_release(&numbers);
    if (!set)
        *problem = arena_format(arena, "an answer is a number from 1 to %zu", quiz->answer_count);
    else if (!asks_several(quiz) && (set & (set - 1)))
        *problem = "one answer only";
    else
        *note = slice_of(numbers_text(arena, set));
    return note->length ? answer_note(arena, &scenario->tasks[task]) : NULL;
}

/* --- the check --- */

struct text_match {
    const char *pattern;
    struct slice answer;
    bool found;
};

static void push_small(lua_State *state, struct slice text)
{
    luaL_Buffer out;
    luaL_buffinit(state, &out);
    for (size_t i = 0; i < text.length; i++)
        luaL_addchar(&out, ascii_lower(text.data[i]));
    luaL_pushresult(&out);
}

static int match_text(lua_State *state)
{
    struct text_match *match = lua_touserdata(state, 1);
    lua_getglobal(state, "string");
    lua_getfield(state, -1, "find");
    push_small(state, match->answer);
    lua_pushstring(state, match->pattern);
    lua_call(state, 2, 1);
    match->found = lua_toboolean(state, -1);
    return 0;
}

/* Does the text match? False and *problem when the pattern is none. */
static bool text_is_right(const struct scenario *scenario, const struct quiz *quiz, struct slice answer,
                          struct arena *arena, const char **problem)
{
    if (!quiz->pattern)
        return slice_is_nocase(answer, quiz->text);
    struct script script = {.arena = arena, .scenario = scenario, .seed = 1};
    struct text_match match = {.pattern = quiz->pattern, .answer = answer};
    if (!script_open(&script) || !script_call(&script, match_text, &match))
        *problem = script.problem;
    script_close(&script);
    return match.found;
}

static const char *labels_text(struct arena *arena, const struct quiz *quiz, uint64_t set)
{
    const char *text = "";
    for (size_t i = 0; i < quiz->answer_count; i++)
        if (set >> i & 1)
            text = arena_format(arena, "%s%s%zu. %s", text, text[0] ? "; " : "", i + 1, quiz->answers[i]);
    return text;
}

struct check_result ask_check(const struct scenario *scenario, size_t task, const struct world *world,
                              struct arena *arena)
{
    const struct quiz *quiz = scenario->tasks[task].quiz;
    struct slice answer =
        value_slice(world_get(world, WORLD_NOTES, answer_note(arena, &scenario->tasks[task])));
    const char *problem = NULL, *said;
    bool right;
    if (!answer.length) {
        const char *what = !quiz->answer_count ? "TEXT" : asks_several(quiz) ? "NUMBER,NUMBER" : "NUMBER";
        return (struct check_result){
            .verdict = VERDICT_NOT_YET,
            .message = arena_format(arena, "not answered yet: lab answer %zu %s", task + 1, what)};
    }
    if (quiz->answer_count) {
        uint64_t set = read_numbers(answer, quiz->answer_count);
        right = set == quiz->solution;
        said = labels_text(arena, quiz, set);
    } else {
        right = text_is_right(scenario, quiz, answer, arena, &problem);
        said = arena_copy(arena, answer);
    }
    if (problem)
        return (struct check_result){.verdict = VERDICT_AUTHOR_ERROR, .message = problem};
    if (right)
        return (struct check_result){.verdict = VERDICT_DONE, .message = ""};
    const char *several =
        quiz->answer_count && asks_several(quiz) ? "; there are several, and all are needed" : "";
    return (struct check_result){.verdict = VERDICT_NOT_YET,
                                 .message =
                                     arena_format(arena, "your answer: %s\nthat is not it%s", said, several)};
}

/* --- declaring --- */

/* ask.solution as a set: a number, or a list of them. */
static uint64_t read_solution(lua_State *state, const char *what, size_t count)
{
    uint64_t set = 0;
    bool list = lua_istable(state, -1);
    lua_Integer total = list ? (lua_Integer)lua_rawlen(state, -1) : 1;
    for (lua_Integer i = 1; i <= total; i++) {
        if (list)
            lua_geti(state, -1, i);
        else
            lua_pushvalue(state, -1);
        if (!lua_isinteger(state, -1) || lua_tointeger(state, -1) < 1 ||
            lua_tointeger(state, -1) > (lua_Integer)count)
            luaL_error(state, "%s: ask: 'solution' is the number of an answer, from 1, or a list of them",
                       what);
        set |= (uint64_t)1 << (lua_tointeger(state, -1) - 1);
        lua_pop(state, 1);
    }
    if (!set)
        luaL_error(state, "%s: ask: it has no 'solution'", what);
    return set;
}

void ask_declare(lua_State *state, const char *what)
{
    if (lua_getfield(state, 1, "ask") == LUA_TNIL) {
        lua_pop(state, 1);
        return;
    }
    words_check(state, -1, what, &question_words);
    if (lua_geti(state, -1, 1) != LUA_TSTRING)
        luaL_error(state, "%s: ask: the first thing in it is the question", what);
    if (lua_getfield(state, 1, "check") != LUA_TNIL)
        luaL_error(state, "%s: 'ask' or 'check', not both", what);
    lua_pop(state, 2);
    bool choice = lua_getfield(state, -1, "answers") != LUA_TNIL;
    lua_Integer count = choice ? (lua_Integer)lua_rawlen(state, -1) : 0;
    if (choice && (count < 2 || count > MOST_ANSWERS))
        luaL_error(state, "%s: ask: 2 to %d answers", what, MOST_ANSWERS);
    bool text = lua_getfield(state, -2, "text") != LUA_TNIL;
    if (choice && text)
        luaL_error(state, "%s: ask: 'answers' or 'text', not both", what);
    int solution = lua_getfield(state, -3, "solution");
    if (choice)
        read_solution(state, what, (size_t)count);
    else if (solution != LUA_TSTRING && (solution != LUA_TNIL || !text))
        luaL_error(state, "%s: ask: 'solution' is the text that answers it", what);
    lua_pop(state, 4);
}

static const char *field_text(lua_State *state, struct arena *arena, const char *key)
{
    const char *text =
        lua_getfield(state, -1, key) == LUA_TSTRING ? arena_text(arena, lua_tostring(state, -1)) : NULL;
    lua_pop(state, 1);
    return text;
}

static void ask_solve(struct arena *arena, struct task *task)
{
    const struct quiz *quiz = task->quiz;
    if (task->solve || !quiz || (!quiz->answer_count && !quiz->text))
        return;
    if (quiz->answer_count)
        task->solve = arena_format(arena, "lab answer %s %s\n", task->id, numbers_text(arena, quiz->solution));
    else
        task->solve = arena_format(arena, "lab answer %s %s\n", task->id, quiz->text);
}

void ask_read(lua_State *state, struct arena *arena, struct task *task)
{
    if (lua_getfield(state, -1, "ask") != LUA_TNIL) {
        struct quiz *quiz = arena_allocate(arena, sizeof *quiz);
        lua_geti(state, -1, 1);
        quiz->question = arena_text(arena, lua_tostring(state, -1));
        lua_pop(state, 1);
        quiz->pattern = field_text(state, arena, "text");
        quiz->text = field_text(state, arena, "solution");
        if (lua_getfield(state, -1, "answers") != LUA_TNIL) {
            quiz->answer_count = (size_t)lua_rawlen(state, -1);
            const char **answers = arena_allocate(arena, (quiz->answer_count + 1) * sizeof *answers);
            for (size_t i = 0; i < quiz->answer_count; i++) {
                if (lua_geti(state, -1, (lua_Integer)i + 1) != LUA_TSTRING)
                    luaL_error(state, "task '%s': ask: answers are texts", task->id);
                answers[i] = arena_text(arena, lua_tostring(state, -1));
                lua_pop(state, 1);
            }
            quiz->answers = answers;
            lua_getfield(state, -2, "solution");
            quiz->solution = read_solution(state, task->id, quiz->answer_count);
            lua_pop(state, 1);
            quiz->text = NULL;
        }
        lua_pop(state, 1);
        task->quiz = quiz;
        ask_solve(arena, task);
    }
    lua_pop(state, 1);
}

/* A quiz as Instruqt has it: in the front matter, its answers counted from 0, the body the question. */
const char *ask_front(struct scenario *scenario, const struct value *front)
{
    struct arena *arena = &scenario->arena;
    const struct value *answers = value_get(front, "answers"), *solution = value_get(front, "solution");
    if (!value_says(value_get(front, "type"), "quiz") || scenario->task_count)
        return NULL;
    size_t count = value_count(answers);
    if (!value_is(answers, VALUE_ARRAY) || count < 2 || count > MOST_ANSWERS)
        return arena_format(arena, "assignment.md: a quiz has 2 to %d answers", MOST_ANSWERS);
    struct quiz *quiz = arena_allocate(arena, sizeof *quiz);
    const char **texts = arena_allocate(arena, (count + 1) * sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const struct value *answer = value_at(answers, i);
        texts[i] = value_is(answer, VALUE_INTEGER)
                       ? arena_format(arena, "%lld", (long long)value_number(answer, 0))
                       : value_string_of(answer);
    }
    for (size_t i = 0; i < value_count(solution); i++) {
        int64_t number = value_number(value_at(solution, i), -1);
        if (number < 0 || number >= (int64_t)count)
            return "assignment.md: 'solution' has the numbers of answers, from 0";
        quiz->solution |= (uint64_t)1 << number;
    }
    if (!quiz->solution)
        return "assignment.md: a quiz has a 'solution': the numbers of the right answers, from 0";
    quiz->question = "";
    quiz->answers = texts;
    quiz->answer_count = count;
    scenario->tasks = arena_allocate(arena, 2 * sizeof *scenario->tasks);
    scenario->tasks[0] = (struct task){.id = "quiz", .title = scenario->title, .points = 1, .quiz = quiz};
    scenario->task_count = 1;
    ask_solve(arena, &scenario->tasks[0]);
    return NULL;
}

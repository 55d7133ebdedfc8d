#include <math.h>
#include <string.h>

#include "tools/awk/builtins.h"
#include "tools/date_text.h"

int awk_builtin_find(struct slice name)
{
    for (int i = 0; awk_builtins[i].name; i++)
        if (slice_is(name, awk_builtins[i].name))
            return i;
    return -1;
}

/* Evaluates the arguments: they stand on the stack, the last on top. */
static void push_list(struct awk *awk, const struct awk_node *list)
{
    for (; list; list = list->next)
        awk_evaluate(awk, list);
}

/* The arguments that were pushed, replaced by the result. */
static void replace(struct awk *awk, int count, struct cell result)
{
    while (count-- > 0)
        awk_drop(awk);
    awk_push(awk, result);
}

static void replace_number(struct awk *awk, int count, double number)
{
    replace(awk, count, awk_cell_number(number));
}

static bool is_array(struct awk *awk, const struct awk_node *node)
{
    return node && (node->kind == AWK_VARIABLE || node->kind == AWK_LOCAL) &&
           awk_slot(awk, node)->kind == SLOT_ARRAY;
}

static void run_length(struct awk *awk, const struct awk_node *node, int count)
{
    if (is_array(awk, node->list)) {
        awk_push(awk, awk_cell_number((double)awk_array(awk, node->list)->count));
        return;
    }
    if (!count) {
        awk_push(awk, awk_cell_number((double)awk_record(awk)->length));
        return;
    }
    awk_evaluate(awk, node->list);
    struct awk_text *text = awk_pop_text(awk);
    awk_push(awk, awk_cell_number((double)text->length));
    awk_text_unref(awk, text);
}

/* A start before the first character is the first, as gawk and BWK's awk have it. */
static void run_substr(struct awk *awk, const struct awk_node *node, int count)
{
    push_list(awk, node->list);
    double length = count > 2 ? awk_cell_to_number(awk_peek(awk, 0)) : HUGE_VAL;
    double from = awk_cell_to_number(awk_peek(awk, count > 2));
    struct awk_text *text = awk_cell_to_text(awk, awk_peek(awk, (size_t)count - 1), false);
    double most = (double)text->length + 1;
    from = from < 1 || isnan(from) ? 1 : from > most ? most : trunc(from);
    double to = isnan(length) ? from : length > most ? most : from + trunc(length);
    to = to > most ? most : to;
    struct slice part = {0};
    if (to > from)
        part = slice_part(awk_text_slice(text), (size_t)from - 1, (size_t)to - 1);
    struct awk_text *result = awk_text_new(awk, part);
    awk_text_unref(awk, text);
    replace(awk, count, awk_cell_text(result));
}

static void run_index(struct awk *awk, const struct awk_node *node, int count)
{
    push_list(awk, node->list);
    struct awk_text *wanted = awk_cell_to_text(awk, awk_peek(awk, 0), false);
    struct awk_text *text = awk_cell_to_text(awk, awk_peek(awk, 1), false);
    size_t at = slice_find(awk_text_slice(text), awk_text_slice(wanted));
    bool found = wanted->length && text->length && at < text->length;
    awk_text_unref(awk, wanted);
    awk_text_unref(awk, text);
    replace_number(awk, count, found ? (double)at + 1 : 0);
}

static void take_part(struct awk *awk, void *context, int number, struct slice part)
{
    struct awk_text *key = awk_number_text(awk, number, SLICE("%.6g"));
    struct cell *cell = awk_array_at(awk, context, key);
    awk_text_unref(awk, key);
    *cell = awk_cell_maybe(awk_text_new(awk, part));
}

static void run_split(struct awk *awk, const struct awk_node *node, int count)
{
    const struct awk_node *separator = node->list->next->next;
    const struct pattern *pattern = NULL;
    struct awk_text *by = NULL;
    awk_evaluate(awk, node->list);
    struct awk_text *text = awk_cell_to_text(awk, awk_peek(awk, 0), false);
    if (separator && separator->kind == AWK_REGEXP) {
        pattern = separator->pattern;
    } else if (separator) {
        awk_evaluate(awk, separator);
        by = awk_pop_text(awk);
    } else {
        by = awk_special_text(awk, SPECIAL_FS);
    }
    (void)count;
    struct array *array = awk_array(awk, node->list->next);
    awk_array_clear(awk, array);
    int parts = awk_split(awk, awk_text_slice(text), awk_text_slice(by), pattern, take_part, array);
    awk_text_unref(awk, by);
    awk_text_unref(awk, text);
    replace_number(awk, 1, parts);
}

static void run_match(struct awk *awk, const struct awk_node *node, int count)
{
    size_t start = 0, end = 0;
    (void)count;
    awk_evaluate(awk, node->list);
    const struct pattern *pattern = awk_pattern(awk, node->list->next);
    struct awk_text *text = awk_cell_to_text(awk, awk_peek(awk, 0), false);
    bool found = awk_match(pattern, awk_text_slice(text), 0, &start, &end);
    awk_text_unref(awk, text);
    awk_set_special(awk, SPECIAL_RSTART, found ? (double)start + 1 : 0);
    awk_set_special(awk, SPECIAL_RLENGTH, found ? (double)(end - start) : -1);
    replace_number(awk, 1, found ? (double)start + 1 : 0);
}

/* "&" is what matched; "\\&" is an ampersand and "\\\\" a backslash. */
static void add_replacement(struct buffer *out, struct slice with, struct slice matched)
{
    for (size_t i = 0; i < with.length; i++) {
        char c = with.data[i], next = i + 1 < with.length ? with.data[i + 1] : 0;
        if (c == '&')
            buffer_add(out, matched);
        else if (c == '\\' && (next == '&' || next == '\\'))
            buffer_add_byte(out, with.data[++i]);
        else
            buffer_add_byte(out, c);
    }
}

static int substitute(struct awk *awk, const struct pattern *pattern, struct slice text, struct slice with,
                      bool all, struct buffer *out)
{
    size_t at = 0, start, end, last = SIZE_MAX;
    int count = 0;
    while (at <= text.length && (all || !count) && awk_match(pattern, text, at, &start, &end)) {
        buffer_add(out, slice_part(text, at, start));
        if (end > start || start != last) {
            add_replacement(out, with, slice_part(text, start, end));
            count++;
        }
        if (end == start && start < text.length)
            buffer_add_byte(out, text.data[start]);
        at = end + (end == start);
        last = end > start ? end : SIZE_MAX;
        awk_step(awk);
        if (out->length > (size_t)1 << 25)
            awk_out_of_memory(awk);
    }
    buffer_add(out, slice_part(text, at, text.length));
    return count;
}

static bool is_target(const struct awk_node *node)
{
    return node->kind == AWK_VARIABLE || node->kind == AWK_LOCAL || node->kind == AWK_ELEMENT ||
           node->kind == AWK_FIELD;
}

static void run_substitution(struct awk *awk, const struct awk_node *node, bool all)
{
    const struct awk_node *target = node->list->next->next;
    awk_evaluate(awk, node->list->next);
    struct awk_text *with = awk_cell_to_text(awk, awk_peek(awk, 0), false), *text;
    if (target) {
        awk_evaluate(awk, target);
        text = awk_pop_text(awk);
    } else {
        text = awk_text_ref(awk_record(awk));
    }
    const struct pattern *pattern = awk_pattern(awk, node->list);
    struct buffer out = {0};
    process_own(awk->process, (void (*)(void *))buffer_release, &out);
    int count = substitute(awk, pattern, awk_text_slice(text), awk_text_slice(with), all, &out);
    struct awk_text *result = count ? awk_text_new(awk, buffer_slice(&out)) : NULL;
    process_disown(awk->process, &out);
    buffer_release(&out);
    awk_text_unref(awk, text);
    awk_text_unref(awk, with);
    if (result && !target)
        awk_set_record(awk, result);
    else if (result && is_target(target))
        awk_store(awk, target, awk_cell_text(result));
    else
        awk_text_unref(awk, result);
    replace_number(awk, 1, count);
}

static void run_sub(struct awk *awk, const struct awk_node *node, int count)
{
    (void)count;
    run_substitution(awk, node, false);
}

static void run_gsub(struct awk *awk, const struct awk_node *node, int count)
{
    (void)count;
    run_substitution(awk, node, true);
}

static void run_sprintf(struct awk *awk, const struct awk_node *node, int count)
{
    struct buffer out = {0};
    push_list(awk, node->list);
    process_own(awk->process, (void (*)(void *))buffer_release, &out);
    awk_format(awk, &out, (size_t)count, "sprintf");
    struct awk_text *text = awk_text_new(awk, buffer_slice(&out));
    process_disown(awk->process, &out);
    buffer_release(&out);
    replace(awk, count, awk_cell_text(text));
}

static void change_case(struct awk *awk, const struct awk_node *node, char (*change)(char c))
{
    push_list(awk, node->list);
    struct awk_text *text = awk_pop_text(awk), *result = awk_text_room(awk, text->length);
    for (size_t i = 0; i < text->length; i++)
        result->bytes[i] = change(text->bytes[i]);
    awk_text_unref(awk, text);
    awk_push(awk, awk_cell_text(result));
}

static void run_toupper(struct awk *awk, const struct awk_node *node, int count)
{
    (void)count;
    change_case(awk, node, ascii_upper);
}

static void run_tolower(struct awk *awk, const struct awk_node *node, int count)
{
    (void)count;
    change_case(awk, node, ascii_lower);
}

#define OF_A_NUMBER(name, expression)                                                                          \
    static void run_##name(struct awk *awk, const struct awk_node *node, int count)                            \
    {                                                                                                          \
        (void)count;                                                                                           \
        push_list(awk, node->list);                                                                            \
        double x = awk_pop_number(awk);                                                                        \
        awk_push(awk, awk_cell_number(expression));                                                            \
    }
OF_A_NUMBER(int, trunc(x))
OF_A_NUMBER(sqrt, sqrt(x))
OF_A_NUMBER(exp, exp(x))
OF_A_NUMBER(log, log(x))
OF_A_NUMBER(sin, sin(x))
OF_A_NUMBER(cos, cos(x))
#undef OF_A_NUMBER

static void run_atan2(struct awk *awk, const struct awk_node *node, int count)
{
    (void)count;
    push_list(awk, node->list);
    double x = awk_pop_number(awk), y = awk_pop_number(awk);
    awk_push(awk, awk_cell_number(atan2(y, x)));
}

/* --- random numbers: glibc's random(3), which mawk uses, so that srand(42) gives the numbers it gives there
 * --- */

enum { DEGREE = 31, SEPARATION = 3 };

static int32_t next_random(struct awk *awk)
{
    int front = (awk->random_at + SEPARATION) % DEGREE;
    uint32_t sum = (uint32_t)awk->random[front] + (uint32_t)awk->random[awk->random_at];
    awk->random[front] = (int32_t)sum;
    awk->random_at = (awk->random_at + 1) % DEGREE;
    return (int32_t)(sum >> 1);
}

static void set_seed(struct awk *awk, double seed)
{
    uint32_t first = (uint32_t)(int64_t)seed;
    int64_t word = (int32_t)(first ? first : 1);
    awk->seed = seed;
    awk->seeded = true;
    awk->random_at = 0;
    for (int i = 0; i < DEGREE; i++) {
        awk->random[i] = (int32_t)word;
        word = 16807 * (word % 127773) - 2836 * (word / 127773);
        word += word < 0 ? 2147483647 : 0;
    }
    for (int i = 0; i < DEGREE * 10; i++)
        next_random(awk);
}

/* The first seed is drawn from the session's. */
static void seed_from_session(struct awk *awk)
{
    if (awk->seeded)
        return;
    struct draft *draft = process_begin(awk->process);
    double seed = (double)(draft_random(draft) % 4294967296);
    process_commit(awk->process);
    set_seed(awk, seed);
}

static void run_rand(struct awk *awk, const struct awk_node *node, int count)
{
    (void)node;
    (void)count;
    seed_from_session(awk);
    awk_push(awk, awk_cell_number((double)next_random(awk) / 2147483647));
}

static int64_t present(struct awk *awk)
{
    return process_now(awk->process).nanoseconds / 1000000000;
}

static void run_srand(struct awk *awk, const struct awk_node *node, int count)
{
    seed_from_session(awk);
    double before = awk->seed, seed = (double)present(awk);
    if (count) {
        awk_evaluate(awk, node->list);
        seed = awk_pop_number(awk);
    }
    set_seed(awk, isnan(seed) || fabs(seed) > 9e15 ? 0 : seed);
    awk_push(awk, awk_cell_number(before));
}

/* --- the world outside --- */

static void run_system(struct awk *awk, const struct awk_node *node, int count)
{
    (void)count;
    push_list(awk, node->list);
    struct awk_text *command = awk_cell_to_text(awk, awk_peek(awk, 0), false);
    int status = awk_system(awk, command->bytes);
    awk_text_unref(awk, command);
    replace_number(awk, 1, status);
}

static void run_close(struct awk *awk, const struct awk_node *node, int count)
{
    push_list(awk, node->list);
    struct awk_text *name = awk_cell_to_text(awk, awk_peek(awk, (size_t)count - 1), false);
    int status = awk_close(awk, awk_text_slice(name));
    awk_text_unref(awk, name);
    replace_number(awk, count, status);
}

static void run_fflush(struct awk *awk, const struct awk_node *node, int count)
{
    push_list(awk, node->list);
    awk_flush_all(awk);
    replace_number(awk, count, 0);
}

static void run_systime(struct awk *awk, const struct awk_node *node, int count)
{
    (void)node;
    (void)count;
    awk_push(awk, awk_cell_number((double)present(awk)));
}

static void run_strftime(struct awk *awk, const struct awk_node *node, int count)
{
    struct awk_text *format = NULL;
    double seconds = (double)present(awk);
    push_list(awk, node->list);
    if (count > 0)
        format = awk_cell_to_text(awk, awk_peek(awk, (size_t)count - 1), false);
    if (count > 1)
        seconds = awk_cell_to_number(awk_peek(awk, (size_t)count - 2));
    seconds = seconds >= 0 && seconds < 9e9 ? seconds : 0;
    struct buffer out = {0};
    instant_format(&out, format ? format->bytes : "%c", (struct instant){(int64_t)seconds * 1000000000});
    struct awk_text *text = awk_text_new(awk, buffer_slice(&out));
    buffer_release(&out);
    awk_text_unref(awk, format);
    replace(awk, count, awk_cell_text(text));
}

void awk_call_builtin(struct awk *awk, const struct awk_node *node)
{
    int count = 0;
    for (const struct awk_node *argument = node->list; argument; argument = argument->next)
        count++;
    awk_builtins[node->slot].run(awk, node, count);
}

const struct builtin awk_builtins[] = {
    {"atan2", 2, 2, run_atan2},
    {"close", 1, 2, run_close},
    {"cos", 1, 1, run_cos},
    {"exp", 1, 1, run_exp},
    {"fflush", 0, 1, run_fflush},
    {"gsub", 2, 3, run_gsub},
    {"index", 2, 2, run_index},
    {"int", 1, 1, run_int},
    {"length", 0, 1, run_length},
    {"log", 1, 1, run_log},
    {"match", 2, 2, run_match},
    {"rand", 0, 0, run_rand},
    {"sin", 1, 1, run_sin},
    {"split", 2, 3, run_split},
    {"sprintf", 1, 1000, run_sprintf},
    {"sqrt", 1, 1, run_sqrt},
    {"srand", 0, 1, run_srand},
    {"strftime", 0, 3, run_strftime},
    {"sub", 2, 3, run_sub},
    {"substr", 2, 3, run_substr},
    {"system", 1, 1, run_system},
    {"systime", 0, 0, run_systime},
    {"tolower", 1, 1, run_tolower},
    {"toupper", 1, 1, run_toupper},
    {0},
};

/* Assignments: NAME=, NAME+=, NAME[i]=, NAME=( ... ), with what declare gave the variable. */
#include <string.h>

#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/lexer.h"

static bool refuse(struct process *process, const char *format, const char *name)
{
    complain(process, format, name);
    discard_command(process, 1);
    return false;
}

/* What declare -i, -l and -u make of [text]; NULL: an expression that is wrong. */
static const char *with_attributes(struct process *process, unsigned flags, const char *text)
{
    int64_t number;
    if (flags & VARIABLE_INTEGER) {
        if (arithmetic_evaluate(process, text, &number))
            return arena_format(process->arena, "%lld", (long long)number);
        discard_command(process, 1);
        return NULL;
    }
    if (!(flags & (VARIABLE_LOWER | VARIABLE_UPPER)))
        return text;
    char *changed = arena_text(process->arena, text);
    for (char *c = changed; *c; c++)
        *c = flags & VARIABLE_LOWER ? ascii_lower(*c) : ascii_upper(*c);
    return changed;
}

static const char *joined(struct process *process, unsigned flags, const char *old, const char *text)
{
    if (!old)
        return text;
    if (flags & VARIABLE_INTEGER)
        return arena_format(process->arena, "(%s)+(%s)", *old ? old : "0", *text ? text : "0");
    return arena_format(process->arena, "%s%s", old, text);
}

bool assign(struct process *process, const char *target, const char *text, bool append)
{
    struct shell *shell = process->shell;
    const char *resolved = variable_target(shell, target);
    struct slice whole = slice_of(resolved);
    size_t bracket = slice_find_byte(whole, '[');
    const char *name = arena_copy(process->arena, slice_part(whole, 0, bracket)), *key = NULL;
    if (bracket < whole.length) {
        const char *subscript = arena_copy(process->arena, slice_part(whole, bracket + 1, whole.length - 1));
        key = assigned_key(process, name, subscript);
        if (!key) {
            discard_command(process, 1);
            return false;
        }
    }
    unsigned flags = variable_flags(shell, name);
    if (flags & VARIABLE_READONLY) {
        complain(process, "%s: readonly variable", name);
        return false;
    }
    if (append)
        text =
            joined(process, flags, key ? variable_element(shell, name, key) : variable_text(shell, name), text);
    text = with_attributes(process, flags, text);
    if (!text)
        return false;
    if (key)
        return variable_set_element(shell, name, key, text);
    return variable_set(shell, name, computed_kept(process, name, text));
}

/* --- arrays --- */

struct filling {
    const char *name;
    unsigned flags;
    struct value *elements;
    int64_t next;        /* the index of a value without one */
    const char *pending; /* an associative array's key that waits for its value */
    bool keyed;          /* "[key]=value" was seen */
};

static void put(struct process *process, struct filling *filling, const char *key, const char *text,
                bool append)
{
    const struct value *before = append ? value_get(filling->elements, key) : NULL;
    text = joined(process, filling->flags, before ? value_string_of(before) : NULL, text);
    text = with_attributes(process, filling->flags, text);
    if (text)
        value_put_text(process->arena, filling->elements, key, text);
}

/* Takes "[key]=value" or "[key]+=value"; false when [word] is none. */
static bool put_keyed(struct process *process, struct filling *filling, const char *word)
{
    size_t close = subscript_end(word);
    if (word[0] != '[' || !close)
        return false;
    bool append = word[close] == '+';
    if (word[close + append] != '=')
        return false;
    const char *subscript = arena_copy(process->arena, (struct slice){word + 1, close - 2});
    const char *key = assigned_key(process, filling->name, subscript);
    if (!key) {
        if (process->shell->flow == FLOW_ON)
            discard_command(process, 1);
        return true;
    }
    filling->keyed = true;
    put(process, filling, key, expand_value(process, word + close + append + 1), append);
    filling->next = filling->flags & VARIABLE_MAP ? 0 : array_index(key) + 1;
    return true;
}

static void put_plain(struct process *process, struct filling *filling, const char *word)
{
    struct fields fields = {0};
    if (filling->flags & VARIABLE_MAP) {
        if (filling->keyed) {
            complain(process, "%s: %s: must use subscript when assigning associative array", filling->name,
                     word);
            return;
        }
        fields_add(process, &fields, expand_text(process, word));
    } else {
        expand_word(process, word, &fields);
    }
    for (int i = 0; i < fields.count && process->shell->flow == FLOW_ON; i++) {
        if (!(filling->flags & VARIABLE_MAP)) {
            put(process, filling, array_key(process->arena, filling->next++), fields.words[i], false);
        } else if (!filling->pending) {
            filling->pending = fields.words[i];
        } else {
            put(process, filling, filling->pending, fields.words[i], false);
            filling->pending = NULL;
        }
    }
}

/* NAME=( ... ): [text] is what stands in the parentheses. */
static void assign_array(struct process *process, const char *target, const char *text, bool append)
{
    struct shell *shell = process->shell;
    const char *name = variable_target(shell, target);
    struct filling filling = {.name = name, .flags = variable_flags(shell, name)};
    if (filling.flags & VARIABLE_READONLY) {
        refuse(process, "%s: readonly variable", name);
        return;
    }
    char **words;
    int count = syntax_words(process->arena, text, &words);
    const struct value *old = append ? variable_elements(shell, name) : NULL;
    filling.elements = value_edit(process->arena, old);
    if (old && value_count(old) && !(filling.flags & VARIABLE_MAP))
        filling.next = array_index(value_key_at(old, value_count(old) - 1)) + 1;
    if (append && !old && variable_text(shell, name))
        value_put_text(process->arena, filling.elements, array_key(process->arena, filling.next++),
                       variable_text(shell, name));
    for (int i = 0; i < count && shell->flow == FLOW_ON; i++)
        if (!put_keyed(process, &filling, words[i]))
            put_plain(process, &filling, words[i]);
    if (filling.pending && shell->flow == FLOW_ON)
        put(process, &filling, filling.pending, "", false);
    if (shell->flow == FLOW_ON)
        variable_set_array(shell, name, filling.elements, filling.flags & VARIABLE_MAP);
}

/* Where the value begins; the length of the name with its subscript in [name]. */
static const char *value_at_equals(const char *word, size_t *name, bool *append)
{
    size_t equals = 0;
    int depth = 0;
    while (word[equals] && (word[equals] != '=' || depth)) {
        size_t span = depth && strchr("\\'\"`$", word[equals]) ? syntax_span(word + equals) : 1;
        depth += (word[equals] == '[') - (word[equals] == ']');
        equals += span ? span : 1;
    }
    *append = equals && word[equals - 1] == '+';
    *name = equals - *append;
    return word + equals + 1;
}

/* True when the value stands in parentheses: it is assigned then. */
static bool assign_list(struct process *process, const char *word, const char *name, const char *value,
                        bool append)
{
    if (value[0] != '(' || !value[1] || !text_ends(value, ")"))
        return false;
    if (strchr(name, '[')) {
        refuse(process, "%s: cannot assign list to array member", name);
        return true;
    }
    trace(process, "%s", word);
    struct slice inside = slice_part(slice_of(value), 1, slice_of(value).length - 1);
    assign_array(process, name, arena_copy(process->arena, inside), append);
    return true;
}

void evaluate_assignment(struct process *process, const char *word)
{
    size_t length;
    bool append;
    const char *value = value_at_equals(word, &length, &append);
    const char *name = arena_copy(process->arena, (struct slice){word, length});
    if (assign_list(process, word, name, value, append))
        return;
    const char *text = expand_value(process, value);
    if (process->shell->flow != FLOW_ON)
        return;
    trace(process, "%s%s=%s", name, append ? "+" : "", *text ? quote_trace(process->arena, text) : "");
    if (!assign(process, name, text, append) && process->shell->flow == FLOW_ON && !process->shell->prefixing)
        discard_command(process, 1);
}

void assign_declared(struct process *process, const char *word, bool traced)
{
    size_t length;
    bool append;
    const char *text = value_at_equals(word, &length, &append);
    const char *name = arena_copy(process->arena, (struct slice){word, length});
    if (assign_list(process, word, name, text, append))
        return;
    if (traced)
        trace(process, "%s%s=%s", name, append ? "+" : "", *text ? quote_trace(process->arena, text) : "");
    assign(process, name, text, append);
}

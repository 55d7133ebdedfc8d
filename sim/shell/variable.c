/* Shell variables: entries {"f": flags, "v": text or {key: text}} of a persistent map. */
#include <string.h>

#include "base/check.h"
#include "base/sort.h"
#include "shell/state.h"

/* --- entries by their own names --- */

/* [entry] NULL removes it. */
static void replace(struct shell *shell, const char *name, const struct value *entry)
{
    if (shell->last_word && text_equal(name, "_"))
        shell_share_text(&shell->last_word, NULL);
    if (entry)
        map_set(&shell->variables, slice_of(name), entry);
    else
        map_remove(&shell->variables, slice_of(name));
}

static void put_at(struct shell *shell, const char *target, unsigned flags, const struct value *held)
{
    struct arena_mark mark = arena_mark(&shell->scratch);
    const struct value_member members[] = {
        {SLICE("f"), value_integer(&shell->scratch, flags)},
        {SLICE("v"), held},
    };
    const struct value *kept = value_keep(value_object_of(&shell->scratch, members, 2));
    replace(shell, target, kept);
    value_unref(kept);
    arena_rewind(&shell->scratch, mark);
}

struct map shell_variables(const struct shell *shell)
{
    struct shell *own = (struct shell *)(uintptr_t)shell; /* the same variables, written down */
    struct arena_mark mark = arena_mark(&own->scratch);
    if (own->last_word)
        put_at(own, "_", 0, value_text(&own->scratch, own->last_word));
    arena_rewind(&own->scratch, mark);
    return own->variables;
}

const struct value *variable_entry(const struct shell *shell, const char *name)
{
    bool last = shell->last_word && text_equal(name, "_");
    return map_get(last ? shell_variables(shell) : shell->variables, slice_of(name));
}

static unsigned flags_of(const struct value *entry)
{
    return (unsigned)value_number(value_get(entry, "f"), 0);
}

void shell_set_variables(struct shell *shell, struct map variables)
{
    shell_share_text(&shell->last_word, NULL);
    map_ref(variables);
    map_unref(shell->variables);
    shell->variables = variables;
}

void variable_set_last_word(struct shell *shell, const char *word)
{
    const char *before = shell->last_word ? shell->last_word : variable_text(shell, "_");
    if (before && text_equal(before, word))
        return;
    bool plain = shell->last_word || (before && !(variable_own_flags(shell, "_") & ~(unsigned)VARIABLE_EXPORTED));
    if (plain && !(shell->options & OPTION_ALLEXPORT))
        shell_share_text(&shell->last_word, word);
    else
        variable_set(shell, "_", word);
}

/* --- variables --- */

/* What *name stands for, through references; *name is then what it is called itself. */
static const struct value *follow(const struct shell *shell, const char **name)
{
    enum { REFERENCES = 8 };
    const struct value *entry = variable_entry(shell, *name);
    for (int i = 0; i < REFERENCES && flags_of(entry) & VARIABLE_REFERENCE; i++) {
        const struct value *held = value_get(entry, "v");
        if (!value_is(held, VALUE_STRING))
            break;
        *name = value_string_of(held);
        entry = variable_entry(shell, *name);
    }
    return entry;
}

const char *variable_target(const struct shell *shell, const char *name)
{
    follow(shell, &name);
    return name;
}

unsigned variable_own_flags(const struct shell *shell, const char *name)
{
    return flags_of(variable_entry(shell, name));
}

const char *variable_reference(const struct shell *shell, const char *name)
{
    const struct value *held = value_get(variable_entry(shell, name), "v");
    return held ? value_string_of(held) : NULL;
}

static const struct value *entry_of(const struct shell *shell, const char *name)
{
    return follow(shell, &name);
}

static void put_entry(struct shell *shell, const char *name, unsigned flags, const struct value *held)
{
    put_at(shell, flags & VARIABLE_REFERENCE ? name : variable_target(shell, name), flags, held);
}

void variable_define(struct shell *shell, const char *name, unsigned flags, const struct value *held)
{
    put_entry(shell, name, flags, held);
}

unsigned variable_flags(const struct shell *shell, const char *name)
{
    return flags_of(entry_of(shell, name));
}

const char *array_key(struct arena *arena, int64_t index)
{
    return arena_format(arena, "%010lld", (long long)index);
}

int64_t array_index(const char *key)
{
    int64_t number = 0;
    for (; *key; key++)
        number = number * 10 + (*key - '0');
    return number;
}

/* Bash keeps an associative array in a table of 1024 rows, and lists it row by row. */
static unsigned bucket_of(const char *key)
{
    uint32_t hash = 2166136261u;
    for (; *key; key++)
        hash = hash * 16777619u ^ (unsigned char)*key;
    return hash & 1023;
}

static int compare_elements(const void *a, const void *b, void *context)
{
    const struct element *one = a, *other = b;
    (void)context;
    return one->bucket < other->bucket ? -1 : one->bucket > other->bucket;
}

struct element *array_elements(struct arena *arena, const struct value *elements, bool associative)
{
    size_t count = value_count(elements);
    struct element *list = arena_allocate(arena, (count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        const char *key = value_key_at(elements, i);
        list[i].key =
            associative ? arena_text(arena, key) : arena_format(arena, "%lld", (long long)array_index(key));
        list[i].text = arena_text(arena, value_string_of(value_member_at(elements, i)));
        list[i].bucket = associative ? bucket_of(key) : 0;
    }
    if (associative)
        sort_stable(list, count, sizeof *list, compare_elements, NULL);
    return list;
}

const char *variable_text(const struct shell *shell, const char *name)
{
    const struct value *entry = entry_of(shell, name), *held = value_get(entry, "v");
    if (value_is(held, VALUE_OBJECT))
        held = value_get(held, flags_of(entry) & VARIABLE_MAP ? "0" : "0000000000");
    return held ? value_string_of(held) : NULL;
}

const struct value *variable_elements(const struct shell *shell, const char *name)
{
    const struct value *held = value_get(entry_of(shell, name), "v");
    return value_is(held, VALUE_OBJECT) ? held : NULL;
}

const char *variable_element(const struct shell *shell, const char *name, const char *key)
{
    const struct value *held = value_get(entry_of(shell, name), "v");
    if (value_is(held, VALUE_STRING))
        return text_equal(key, "0000000000") ? value_string_of(held) : NULL;
    const struct value *element = value_get(held, key);
    return element ? value_string_of(element) : NULL;
}

void variable_set_plainly(struct shell *shell, const char *name, const char *text)
{
    struct arena_mark mark = arena_mark(&shell->scratch);
    put_entry(shell, name, variable_flags(shell, name) & ~(unsigned)VARIABLE_UNSET,
              value_text(&shell->scratch, text));
    arena_rewind(&shell->scratch, mark);
}

bool variable_set(struct shell *shell, const char *name, const char *text)
{
    const char *target = name;
    unsigned flags = flags_of(follow(shell, &target));
    if (flags & VARIABLE_READONLY)
        return false;
    if (flags & (VARIABLE_ARRAY | VARIABLE_MAP))
        return variable_set_element(shell, name, flags & VARIABLE_MAP ? "0" : "0000000000", text);
    struct arena_mark mark = arena_mark(&shell->scratch);
    if (shell->options & OPTION_ALLEXPORT)
        flags |= VARIABLE_EXPORTED;
    put_at(shell, flags & VARIABLE_REFERENCE ? name : target, flags & ~(unsigned)VARIABLE_UNSET,
           value_text(&shell->scratch, text));
    arena_rewind(&shell->scratch, mark);
    return true;
}

void shell_set_variable(struct shell *shell, const char *name, const char *text, bool exported)
{
    struct arena_mark mark = arena_mark(&shell->scratch);
    if (variable_entry(shell, name)) {
        variable_set(shell, name, text);
        if (exported)
            variable_mark(shell, name, VARIABLE_EXPORTED, 0);
    } else {
        put_at(shell, name, exported ? VARIABLE_EXPORTED : 0, value_text(&shell->scratch, text));
    }
    arena_rewind(&shell->scratch, mark);
}

bool variable_set_element(struct shell *shell, const char *name, const char *key, const char *text)
{
    unsigned flags = variable_flags(shell, name);
    if (flags & VARIABLE_READONLY)
        return false;
    struct arena_mark mark = arena_mark(&shell->scratch);
    const struct value *held = value_get(entry_of(shell, name), "v");
    struct value *elements = value_edit(&shell->scratch, value_is(held, VALUE_OBJECT) ? held : NULL);
    if (value_is(held, VALUE_STRING))
        value_put(&shell->scratch, elements, "0000000000", held);
    value_put_text(&shell->scratch, elements, key, text);
    flags |= flags & VARIABLE_MAP ? 0 : VARIABLE_ARRAY;
    put_entry(shell, name, flags & ~(unsigned)VARIABLE_UNSET, elements);
    arena_rewind(&shell->scratch, mark);
    return true;
}

bool variable_set_array(struct shell *shell, const char *name, const struct value *elements, bool associative)
{
    unsigned flags = variable_flags(shell, name);
    if (flags & VARIABLE_READONLY)
        return false;
    flags &= ~(unsigned)(VARIABLE_UNSET | VARIABLE_ARRAY | VARIABLE_MAP);
    put_entry(shell, name, flags | (associative ? VARIABLE_MAP : VARIABLE_ARRAY), elements);
    return true;
}

bool variable_unset(struct shell *shell, const char *name)
{
    if (variable_flags(shell, name) & VARIABLE_READONLY)
        return false;
    replace(shell, variable_target(shell, name), NULL);
    return true;
}

bool variable_unset_element(struct shell *shell, const char *name, const char *key)
{
    unsigned flags = variable_flags(shell, name);
    const struct value *held = variable_elements(shell, name);
    if (flags & VARIABLE_READONLY)
        return false;
    if (!held)
        return true;
    struct arena_mark mark = arena_mark(&shell->scratch);
    struct value *elements = value_edit(&shell->scratch, held);
    value_put(&shell->scratch, elements, key, NULL);
    put_entry(shell, name, flags, elements);
    arena_rewind(&shell->scratch, mark);
    return true;
}

void variable_mark(struct shell *shell, const char *name, unsigned add, unsigned remove)
{
    const struct value *entry = entry_of(shell, name);
    unsigned flags = (variable_flags(shell, name) | add) & ~remove;
    if (entry) {
        const struct value *held = value_get(entry, "v");
        if (held)
            value_ref(held);
        put_entry(shell, name, flags, held);
        value_unref(held);
    } else {
        put_entry(shell, name, flags | VARIABLE_UNSET, NULL);
    }
}

void variable_forget(struct shell *shell, const char *name)
{
    replace(shell, name, NULL);
}

void variable_set_reference(struct shell *shell, const char *name, const char *target)
{
    unsigned flags = variable_own_flags(shell, name) & ~(unsigned)(VARIABLE_UNSET | VARIABLE_REFERENCE);
    struct arena_mark mark = arena_mark(&shell->scratch);
    replace(shell, name, NULL);
    put_entry(shell, name, flags | VARIABLE_REFERENCE, target ? value_text(&shell->scratch, target) : NULL);
    arena_rewind(&shell->scratch, mark);
}

bool variable_save(struct shell *shell, const char *name, int scope)
{
    for (int i = shell->saved_count; i > 0 && shell->saved[i - 1].scope == scope; i--)
        if (text_equal(shell->saved[i - 1].name, name))
            return false;
    if (shell->saved_count == shell->saved_room) {
        shell->saved_room = shell->saved_room ? shell->saved_room * 2 : 8;
        shell->saved = memory_resize(shell->saved, (size_t)shell->saved_room * sizeof *shell->saved);
    }
    struct saved_variable *saved = &shell->saved[shell->saved_count++];
    const struct value *entry = variable_entry(shell, name);
    saved->scope = scope;
    saved->entry = entry ? value_ref(entry) : NULL;
    saved->name = NULL;
    shell_replace_text(&saved->name, name);
    return true;
}

void variable_restore(struct shell *shell, int scope)
{
    while (shell->saved_count && shell->saved[shell->saved_count - 1].scope >= scope) {
        struct saved_variable *saved = &shell->saved[--shell->saved_count];
        replace(shell, saved->name, saved->entry);
        value_unref(saved->entry);
        memory_free(saved->name);
    }
}

const struct value *shell_environment(struct arena *arena, const struct shell *shell)
{
    struct value *list = value_array(arena);
    struct map_walk walk = map_walk(shell_variables(shell), SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *held = value_get(entry.item, "v");
        if ((flags_of(entry.item) & VARIABLE_EXPORTED) && value_is(held, VALUE_STRING))
            value_append(
                arena, list,
                value_format(arena, "%.*s=%s", (int)entry.key.length, entry.key.data, value_string_of(held)));
    }
    return list;
}

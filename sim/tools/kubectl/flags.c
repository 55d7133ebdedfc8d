#include "tools/kubectl/flags.h"

#include <string.h>

struct flag_reader {
    struct arena *arena;
    const struct flag *const *tables;
    struct flags *flags;
    int count, at;
    char *const *words;
};

static const struct flag *find_name(const struct flag_reader *reader, struct slice name)
{
    for (const struct flag *const *table = reader->tables; *table; table++) {
        for (const struct flag *flag = *table; flag->name || flag->letter; flag++) {
            if (flag->name && slice_is(name, flag->name))
                return flag;
        }
    }
    return NULL;
}

static const struct flag *find_letter(const struct flag_reader *reader, char letter)
{
    for (const struct flag *const *table = reader->tables; *table; table++) {
        for (const struct flag *flag = *table; flag->name || flag->letter; flag++) {
            if (flag->letter == letter)
                return flag;
        }
    }
    return NULL;
}

static const char *flag_title(struct arena *arena, const struct flag *flag)
{
    if (flag->letter && flag->name)
        return arena_format(arena, "-%c, --%s", flag->letter, flag->name);
    return flag->name ? arena_format(arena, "--%s", flag->name) : arena_format(arena, "-%c", flag->letter);
}

/* What is wrong with the value, or NULL. */
static const char *value_problem(struct arena *arena, const struct flag *flag, const char *value)
{
    const char *why = NULL;
    int64_t number;
    struct duration length;
    if (!flag->value) {
        if (!text_equal(value, "true") && !text_equal(value, "false") && !text_equal(value, "1") &&
            !text_equal(value, "0"))
            why = arena_format(arena, "strconv.ParseBool: parsing \"%s\": invalid syntax", value);
    } else if (text_equal(flag->value, FLAG_INTEGER) && !slice_to_integer(slice_of(value), &number)) {
        why = arena_format(arena, "strconv.ParseInt: parsing \"%s\": invalid syntax", value);
    } else if (text_equal(flag->value, FLAG_DURATION) && !duration_parse(slice_of(value), &length)) {
        why = ascii_is_digit(value[0]) && slice_to_integer(slice_of(value), &number)
                  ? arena_format(arena, "time: missing unit in duration \"%s\"", value)
                  : arena_format(arena, "time: invalid duration \"%s\"", value);
    }
    if (!why)
        return NULL;
    return arena_format(arena, "invalid argument \"%s\" for \"%s\" flag: %s", value, flag_title(arena, flag),
                        why);
}

static const char *give(struct flag_reader *reader, const struct flag *flag, const char *value)
{
    const char *problem = value_problem(reader->arena, flag, value);
    if (problem)
        return problem;
    if (!flag->value)
        value = text_equal(value, "1") ? "true" : text_equal(value, "0") ? "false" : value;
    reader->flags->given[reader->flags->given_count++] = (struct flag_given){flag, value};
    return NULL;
}

static const char *read_long(struct flag_reader *reader, const char *word)
{
    struct slice text = slice_of(word + 2);
    size_t equals = slice_find_byte(text, '=');
    struct slice name = slice_part(text, 0, equals);
    const char *value = equals < text.length ? word + 2 + equals + 1 : NULL;
    if (name.length == 0 || name.data[0] == '-')
        return arena_format(reader->arena, "bad flag syntax: %s", word);
    const struct flag *flag = find_name(reader, name);
    if (!flag && slice_is(name, "help")) {
        reader->flags->help = true;
        return NULL;
    }
    if (!flag)
        return arena_format(reader->arena, "unknown flag: --%s", arena_copy(reader->arena, name));
    if (value)
        return give(reader, flag, value);
    if (!flag->value)
        return give(reader, flag, "true");
    if (flag->value[0] == '?')
        return give(reader, flag, "");
    if (reader->at >= reader->count)
        return arena_format(reader->arena, "flag needs an argument: --%s", flag->name);
    return give(reader, flag, reader->words[reader->at++]);
}

static const char *read_letters(struct flag_reader *reader, const char *word)
{
    for (const char *at = word + 1; *at; at++) {
        const struct flag *flag = find_letter(reader, *at);
        if (!flag && *at == 'h') {
            reader->flags->help = true;
            return NULL;
        }
        if (!flag)
            return arena_format(reader->arena, "unknown shorthand flag: '%c' in -%s", *at, at);
        bool attached = at[1] == '=' && at[2];
        const char *problem;
        if (attached) {
            return give(reader, flag, at + 2);
        } else if (!flag->value) {
            problem = give(reader, flag, "true");
        } else if (flag->value[0] == '?') {
            problem = give(reader, flag, "");
        } else if (at[1]) {
            return give(reader, flag, at + 1);
        } else if (reader->at >= reader->count) {
            return arena_format(reader->arena, "flag needs an argument: '%c' in -%s", *at, at);
        } else {
            return give(reader, flag, reader->words[reader->at++]);
        }
        if (problem)
            return problem;
    }
    return NULL;
}

/* As many entries as there can be: one for each byte of a word of letters. */
static size_t most_given(int count, char *const *words)
{
    size_t most = 1;
    for (int i = 0; i < count; i++)
        most += words[i][0] == '-' && words[i][1] != '-' ? strlen(words[i]) : 1;
    return most;
}

const char *flags_read(struct flags *flags, struct arena *arena, const struct flag *const *tables, int count,
                       char *const *words)
{
    *flags = (struct flags){
        .given = arena_allocate(arena, most_given(count, words) * sizeof *flags->given),
        .arguments = arena_allocate(arena, ((size_t)count + 1) * sizeof *flags->arguments),
        .dash = -1,
    };
    struct flag_reader reader = {arena, tables, flags, count, 0, words};
    while (reader.at < count) {
        char *word = words[reader.at++];
        const char *problem = NULL;
        if (text_equal(word, "--")) {
            flags->dash = flags->count;
            while (reader.at < count)
                flags->arguments[flags->count++] = words[reader.at++];
        } else if (text_starts(word, "--")) {
            problem = read_long(&reader, word);
        } else if (word[0] == '-' && word[1]) {
            problem = read_letters(&reader, word);
        } else {
            flags->arguments[flags->count++] = word;
        }
        if (problem)
            return problem;
    }
    return NULL;
}

static const struct flag_given *last_given(const struct flags *flags, const char *name)
{
    for (size_t i = flags->given_count; i > 0; i--) {
        if (text_equal(flags->given[i - 1].flag->name, name))
            return &flags->given[i - 1];
    }
    return NULL;
}

bool flags_has(const struct flags *flags, const char *name)
{
    return last_given(flags, name) != NULL;
}

bool flags_on(const struct flags *flags, const char *name)
{
    const struct flag_given *given = last_given(flags, name);
    return given && text_equal(given->value, "true");
}

const char *flags_text(const struct flags *flags, const char *name, const char *otherwise)
{
    const struct flag_given *given = last_given(flags, name);
    return given ? given->value : otherwise;
}

int64_t flags_integer(const struct flags *flags, const char *name, int64_t otherwise)
{
    const struct flag_given *given = last_given(flags, name);
    int64_t number;
    return given && slice_to_integer(slice_of(given->value), &number) ? number : otherwise;
}

struct duration flags_duration(const struct flags *flags, const char *name, struct duration otherwise)
{
    const struct flag_given *given = last_given(flags, name);
    struct duration length;
    return given && duration_parse(slice_of(given->value), &length) ? length : otherwise;
}

const char *flags_next(const struct flags *flags, const char *name, size_t *at)
{
    while (*at < flags->given_count) {
        const struct flag_given *given = &flags->given[(*at)++];
        if (text_equal(given->flag->name, name))
            return given->value;
    }
    return NULL;
}

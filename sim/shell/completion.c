#include "shell/completion.h"

#include <string.h>

#include "base/sort.h"
#include "images/files.h"
#include "shell/programs.h"
#include "shell/shell.h"
#include "shell/state.h"

static const char *typed(const struct completion *completion)
{
    return completion->words[completion->count - 1];
}

void completion_offer(struct completion *completion, const char *word)
{
    if (!text_starts(word, typed(completion)))
        return;
    for (size_t i = 0; i < value_count(completion->candidates); i++) {
        if (value_says(value_at(completion->candidates, i), word))
            return;
    }
    value_append(completion->arena, completion->candidates, value_text(completion->arena, word));
}

void completion_offer_flags(struct completion *completion, const struct flag *flags)
{
    if (typed(completion)[0] != '-')
        return;
    for (const struct flag *flag = flags; flag && (flag->name || flag->letter); flag++) {
        bool takes = flag->value && flag->value[0] != '?';
        if (flag->name)
            completion_offer(completion,
                             arena_format(completion->arena, "--%s%s", flag->name, takes ? "=" : ""));
        else
            completion_offer(completion, arena_format(completion->arena, "-%c", flag->letter));
    }
}

/* The directory that [folder] ("", "a/", "~/", "/etc/") means, as the beginning of the keys of its files. */
static const char *folder_key(const struct completion *completion, const char *folder)
{
    struct arena *arena = completion->arena;
    const char *home = shell_variable(completion->shell, "HOME"), *here = shell_directory(completion->shell);
    if (folder[0] == '/')
        return folder;
    if (text_starts(folder, "~/"))
        return arena_format(arena, "%s/%s", home ? home : "/root", folder + 2);
    while (text_starts(folder, "./"))
        folder += 2;
    return arena_format(arena, "%s%s%s", here, text_ends(here, "/") ? "" : "/", folder);
}

/* What stands in the directory [key], which ends with a slash: each name with whether it is a directory. */
static const struct value *names_in(const struct completion *completion, const char *key)
{
    struct arena *arena = completion->arena;
    struct value *names = value_object(arena), *first = value_object(arena);
    const struct image_link *link = image_link(NULL, key);
    key = link ? arena_format(arena, "%s%s", link->real, key + strlen(link->path)) : key;
    struct slice prefix = slice_of(key);
    size_t length = prefix.length > 1 ? prefix.length - 1 : 1;
    const char *folder = arena_copy(arena, slice_part(prefix, 0, length));
    image_names(arena, completion->world, NULL, NULL, folder, first);
    for (size_t i = 0; i < value_count(first); i++) {
        const char *name = value_key_at(first, i), *path = arena_format(arena, "%s%s", key, name);
        const struct value *entry = image_entry(arena, completion->world, NULL, NULL, path);
        value_put(arena, names, name, value_boolean(!value_get(entry, "data")));
    }
    for (size_t i = 0; i < completion->program_count; i++)
        if (program_stands_in(completion->programs[i], folder))
            value_put(arena, names, completion->programs[i]->name, value_boolean(false));
    struct map_walk walk = map_walk(world_map(completion->world, WORLD_FILES), prefix);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        struct slice below = slice_part(entry.key, prefix.length, entry.key.length);
        size_t end = slice_find_byte(below, '/');
        bool gone = value_get(entry.item, "gone");
        if (end == below.length)
            value_put_slice(arena, names, below,
                            gone ? value_null() : value_boolean(!value_get(entry.item, "data")));
        else if (!gone)
            value_put_slice(arena, names, slice_part(below, 0, end), value_boolean(true));
    }
    return names;
}

void completion_offer_files(struct completion *completion)
{
    struct arena *arena = completion->arena;
    const char *word = typed(completion), *slash = strrchr(word, '/');
    const char *folder = slash ? arena_copy(arena, (struct slice){word, (size_t)(slash - word) + 1}) : "";
    const char *begun = slash ? slash + 1 : word;
    const struct value *names = names_in(completion, folder_key(completion, folder));
    for (size_t i = 0; i < value_count(names); i++) {
        const char *name = value_key_at(names, i);
        if (!*name || value_type(value_get(names, name)) == VALUE_NULL || (name[0] == '.' && begun[0] != '.'))
            continue;
        completion_offer(completion, arena_format(arena, "%s%s%s", folder, name,
                                                  value_truth(value_get(names, name)) ? "/" : ""));
    }
}

/* Where the raw word at the end of [line] begins: behind the last blank or operator outside of quotes. */
static size_t word_start(struct slice line)
{
    size_t start = 0;
    char quote = 0;
    for (size_t i = 0; i < line.length; i++) {
        char c = line.data[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '\\') {
            i++;
        } else if (slice_find_byte(SLICE(" \t\n|&;<>()`"), c) < sizeof " \t\n|&;<>()`" - 1) {
            start = i + 1;
        }
    }
    return start < line.length ? start : line.length;
}

static const struct program *find_row(const char *name, const struct program *const *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(rows[i]->name, name))
            return rows[i];
    }
    return NULL;
}

static void offer_rows(struct completion *completion, const struct program *const *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!rows[i]->pod_only && (!rows[i]->installed || world_get(completion->world, WORLD_FILES, rows[i]->installed)))
            completion_offer(completion, rows[i]->name);
    }
}

/* What `complete` said about the name: the words of -W are offered; of -F __start_PROGRAM it is the program's
 * name. An alias without such a word means the program that it begins with. */
static const char *completed_as(struct completion *completion, const char *name)
{
    const char *kept = shell_text(completion->shell->completions, name),
               *alias = shell_alias(completion->shell, name);
    struct slice text = slice_of(kept ? kept : alias ? alias : name);
    char *const *words;
    int count = shell_words_at(completion->arena, text, text.length, &words);
    if (!kept)
        return alias && count > 0 ? words[0] : name;
    for (int i = 0; i + 1 < count; i++) {
        char *const *offered;
        struct slice list = slice_of(words[i + 1]);
        if (text_equal(words[i], "-F") && text_starts(words[i + 1], "__start_"))
            return words[i + 1] + strlen("__start_");
        if (!text_equal(words[i], "-W"))
            continue;
        int offers = shell_words_at(completion->arena, list, list.length, &offered);
        for (int j = 0; j < offers; j++)
            completion_offer(completion, offered[j]);
    }
    return name;
}

static void offer_arguments(struct completion *completion, const struct program *row)
{
    if (row && row->complete)
        row->complete(completion);
    else if (row && typed(completion)[0] == '-')
        completion_offer_flags(completion, row->flags);
    if (value_count(completion->candidates) == 0 && typed(completion)[0] != '-')
        completion_offer_files(completion);
}

static int compare_words(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(value_slice(*(const struct value *const *)a),
                         value_slice(*(const struct value *const *)b));
}

static const struct value *sorted(struct arena *arena, const struct value *words)
{
    size_t count = value_count(words);
    const struct value **list = arena_allocate(arena, (count + 1) * sizeof(const struct value *));
    for (size_t i = 0; i < count; i++)
        list[i] = value_at(words, i);
    sort_stable(list, count, sizeof(const struct value *), compare_words, NULL);
    struct value *result = value_array(arena);
    for (size_t i = 0; i < count; i++)
        value_append(arena, result, list[i]);
    return result;
}

const struct value *completion_answer(struct arena *arena, const struct world *world, const struct shell *shell,
                                      const struct program *const *programs, size_t program_count,
                                      struct slice line)
{
    struct completion completion = {
        .arena = arena, .world = world, .shell = shell, .programs = programs, .program_count = program_count};
    struct value *answer = value_object(arena);
    completion.count = shell_words_at(arena, line, line.length, &completion.words);
    completion.candidates = value_array(arena);
    if (completion.count < 1)
        return answer;
    size_t start = word_start(line);
    bool redirected = start > 0 && slice_find_byte(SLICE("<>"), line.data[start - 1]) < 2;
    const char *name = completion.words[0];
    if (redirected || (completion.count == 1 && strchr(name, '/'))) {
        completion_offer_files(&completion);
    } else if (completion.count == 1) {
        offer_rows(&completion, builtin_rows, builtin_count);
        offer_rows(&completion, programs, program_count);
    } else {
        name = completed_as(&completion, name);
        const struct program *row = find_row(name, programs, program_count);
        offer_arguments(&completion, row ? row : find_row(name, builtin_rows, builtin_count));
    }
    value_put_integer(arena, answer, "from", (int64_t)start);
    value_put(arena, answer, "words", sorted(arena, completion.candidates));
    return answer;
}

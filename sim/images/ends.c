/* What becomes of a container's own process, by the words it is started with. */
#include <string.h>

#include "images/image.h"

static const char *base_name(const char *word)
{
    const char *slash = strrchr(word, '/');
    return slash ? slash + 1 : word;
}

/* Why a program cannot be started, in runc's words. */
static const char *missing(struct arena *arena, const char *word)
{
    if (strchr(word, '/'))
        return arena_format(arena, "exec: \"%s\": stat %s: no such file or directory", word, word);
    return arena_format(arena, "exec: \"%s\": executable file not found in $PATH", word);
}

enum { LONGEST_SLEEP = 1000000000 }; /* seconds; beyond it nobody will see the end */

/* "5", "1m", "infinity": seconds; -1: for ever; -2: no length of time. */
static int64_t sleep_seconds(const char *word)
{
    static const struct {
        const char *suffix;
        int64_t seconds;
    } units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
    struct slice text = slice_of(word);
    int64_t number;
    if (text_starts(word, "inf"))
        return -1;
    if (slice_to_integer(text, &number) && number >= 0)
        return number < LONGEST_SLEEP ? number : -1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (text_ends(word, units[i].suffix) &&
            slice_to_integer(slice_part(text, 0, text.length - 1), &number) && number >= 0 && number < 100000)
            return number * units[i].seconds;
    }
    return -2;
}

static bool has_program(const struct image *image, const char *name)
{
    for (size_t i = 0; image->programs && image->programs[i]; i++) {
        if (text_equal(image->programs[i], name))
            return true;
    }
    return false;
}

/* Of an image with programs: what the first word is. */
static bool program_ends(struct arena *arena, const struct image *image, const char *word, const char *next,
                         struct image_end *end)
{
    const char *name = base_name(word);
    if (!has_program(image, name)) {
        end->problem = missing(arena, word);
        return true;
    }
    if (text_equal(name, "sleep")) {
        int64_t seconds = sleep_seconds(next);
        end->after = seconds > 0 ? seconds : 0;
        end->code = seconds == -2;
        end->line = seconds == -2 ? arena_format(arena, "sleep: invalid number '%s'", next) : NULL;
        return seconds != -1;
    }
    if (text_equal(name, "true") || text_equal(name, "false")) {
        end->code = text_equal(name, "false");
        return true;
    }
    if (text_equal(name, "sh") && next[0])
        return false; /* a script that is there to keep it alive */
    if (text_equal(name, "sh"))
        return true;
    end->unsimulated = arena_format(arena, "not simulated: a container of its own for %s", name);
    return true;
}

bool image_ends(struct arena *arena, const struct value *container, struct image_end *end)
{
    const struct image *image = image_find(value_find_text(container, "image"));
    const struct value *command = value_get(container, "command"), *args = value_get(container, "args");
    bool own = value_count(command) > 0;
    const char *word = value_string_of(value_at(own ? command : args, 0));
    const char *next = value_string_of(value_count(own ? command : args) > 1 ? value_at(own ? command : args, 1)
                                       : own                                 ? value_at(args, 0)
                                                                             : NULL);
    bool waits = value_truth(value_get(container, "stdin"));
    *end = (struct image_end){0};
    if (!image)
        return false;
    if (waits && image->runs_command && (own || word[0]) && word[0] != '-')
        end->problem = has_program(image, base_name(word)) ? NULL : missing(arena, word);
    if (waits && image->runs_command)
        return end->problem != NULL; /* waits for somebody to attach */
    if (image->runs_command && (own || (word[0] && word[0] != '-')))
        return program_ends(arena, image, word, next, end);
    if (image->runs_command) { /* its entry point runs curl */
        end->code = 2;
        end->line = "curl: try 'curl --help' or 'curl --manual' for more information";
        if (word[0])
            end->unsimulated = "not simulated: a container of its own for curl";
        return true;
    }
    if (own && image->entry && !text_equal(base_name(word), image->entry)) {
        end->problem = missing(arena, word);
        return true;
    }
    return false;
}

/* What a text says will come: of a request, by the words around its command; of an output, by the lines it
 * shows. */
#include "workshop/import.h"

static bool says(struct slice text, const char *word)
{
    for (size_t i = 0; i + strlen(word) <= text.length; i++)
        if (slice_is_nocase(slice_part(text, i, i + strlen(word)), word))
            return true;
    return false;
}

bool import_says_any(struct slice text, const char *const *words)
{
    for (; *words; words++)
        if (says(text, *words))
            return true;
    return false;
}

/* What a paragraph says will come of a request; nothing when it says both. */
enum promise import_promise_in(const char *text)
{
    static const char *const refused[] = {"denied",    "fail",   "block", "refuse",     "forbidden",
                                          "403",       "reject", "reset", "should not", "must not",
                                          "no longer", "n't",    NULL};
    static const char *const works[] = {"should work",
                                        "should succeed",
                                        "should see",
                                        "should return",
                                        "should get",
                                        "should still",
                                        "should be allowed",
                                        "succeed",
                                        "works",
                                        "allowed",
                                        "returns",
                                        "responding",
                                        "200",
                                        NULL};
    bool no = import_says_any(slice_of(text), refused), yes = import_says_any(slice_of(text), works);
    return no == yes ? PROMISE_NOTHING : yes ? PROMISE_WORKS : PROMISE_REFUSED;
}

/* What of a word must come: all of it; of one with digits (ages, addresses, names of pods) the name that it
 * begins with. */
static struct slice constant_part(struct slice word)
{
    size_t letters = 0;
    bool digits = false;
    for (size_t i = 0; i < word.length; i++)
        digits |= ascii_is_digit(word.data[i]);
    while (letters < word.length && ascii_is_letter(word.data[letters]))
        letters++;
    bool name = letters > 2 && letters < word.length && word.data[letters] == '-';
    return !digits ? word : slice_part(word, 0, name ? letters : 0);
}

static bool is_shown(struct slice output, struct slice line)
{
    struct slice one;
    while (slice_next(&output, '\n', &one)) {
        struct slice rest = line, word;
        bool all = true;
        while (all && slice_next(&rest, ' ', &word)) {
            word = constant_part(word);
            all = !word.length || slice_find(one, word) < one.length;
        }
        if (all)
            return true;
    }
    return false;
}

static bool has_letters(struct slice line)
{
    for (size_t i = 0; i < line.length; i++)
        if (ascii_is_letter(line.data[i]))
            return true;
    return false;
}

struct slice import_missing_line(struct slice promised, struct slice output)
{
    struct slice line;
    while (promised.length && slice_next(&promised, '\n', &line)) {
        line = slice_trim(line);
        if (has_letters(line) && slice_find(line, SLICE("...")) == line.length && !is_shown(output, line))
            return line;
    }
    return (struct slice){0};
}

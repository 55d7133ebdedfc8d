/* The shell's pure parts. Questions:
 *   length              bytes of the first complete command; "more" when input is missing
 *   arithmetic          the value of the expression
 *   match TEXT          does the pattern match? "yes" or "no"
 *   words [NAME=VALUE]  each field of the expanded command line in [ ]
 *   tab                 the words of the simple command that ends the line, each in [ ]
 * What the shell says on stderr follows the answer. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "shell/arithmetic.h"
#include "shell/expand.h"
#include "shell/host.h"
#include "shell/pattern.h"
#include "shell/state.h"
#include "shell/stream.h"

static void tick(struct process *process)
{
    (void)process;
}

static int next_signal(struct process *process)
{
    (void)process;
    return 0;
}

/* Each process holds its own world: nothing here is shared. */
struct bench {
    struct process process;
    struct world *world;
};

static const struct world *world_of(struct process *process)
{
    return ((struct bench *)process)->world;
}

static struct process *spawn(struct process *parent, const struct spawn *wanted)
{
    (void)parent;
    (void)wanted;
    return NULL;
}

static void own(struct process *process, void (*release)(void *thing), void *thing)
{
    (void)process;
    (void)release;
    (void)thing;
}

static void disown(struct process *process, void *thing)
{
    (void)process;
    (void)thing;
}

static const struct host host = {
    .tick = tick,
    .give_way = tick,
    .next_signal = next_signal,
    .world = world_of,
    .spawn = spawn,
    .own = own,
    .disown = disown,
};

static const char *length_of(struct arena *arena, const char *input)
{
    size_t length = shell_command_length(slice_of(arena_format(arena, "%s\n", input)), false);
    return length ? arena_format(arena, "%zu\n", length) : "more\n";
}

static void add_words(struct buffer *answer, char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        buffer_format(answer, "[%s]\n", words[i]);
}

static void expand(struct process *process, const char *input, struct slice settings, struct buffer *answer)
{
    struct slice setting;
    while (settings.length && slice_next(&settings, ' ', &setting)) {
        size_t equals = slice_find_byte(setting, '=');
        const char *name = arena_copy(process->arena, slice_part(setting, 0, equals));
        variable_set(process->shell, name,
                     arena_copy(process->arena, slice_part(setting, equals + 1, setting.length)));
    }
    char **words;
    int count = syntax_words(process->arena, input, &words);
    struct fields fields = {0};
    for (int i = 0; i < count; i++)
        expand_word(process, words[i], &fields);
    add_words(answer, fields.words, fields.count);
}

static void answer_in_process(struct process *process, const char *input, const char *question,
                              struct buffer *answer)
{
    if (text_equal(question, "arithmetic")) {
        int64_t number;
        if (arithmetic_evaluate(process, input, &number))
            buffer_format(answer, "%lld\n", (long long)number);
    } else if (text_starts(question, "words")) {
        expand(process, input, slice_trim(slice_of(question + 5)), answer);
    } else {
        buffer_format(answer, "no such question: %s\n", question);
    }
}

const char *case_shell(struct arena *arena, const char *input, const char *question);

const char *case_shell(struct arena *arena, const char *input, const char *question)
{
    struct slice line = slice_of(input);
    const char *trimmed =
        arena_copy(arena, slice_ends(line, "\n") ? slice_part(line, 0, line.length - 1) : line);
    question = arena_copy(arena, slice_trim(slice_of(question)));
    if (text_equal(question, "length"))
        return length_of(arena, input);
    if (text_starts(question, "match "))
        return pattern_matches(trimmed, slice_of(question + 6), false) ? "yes\n" : "no\n";
    struct buffer answer = {0};
    if (text_equal(question, "tab")) {
        char *const *words;
        int count = shell_words_at(arena, slice_of(trimmed), slice_of(trimmed).length, &words);
        add_words(&answer, words, count);
    } else {
        struct bench bench = {.process = {.host = &host, .arena = arena},
                              .world = world_new((struct instant){0}, 1)};
        struct stream *error = stream_capture();
        bench.process.shell = shell_new(NULL);
        process_set_stream(&bench.process, STREAM_ERROR, error);
        answer_in_process(&bench.process, trimmed, question, &answer);
        buffer_add(&answer, stream_captured(error));
        process_set_stream(&bench.process, STREAM_ERROR, NULL);
        stream_unref(error);
        shell_free(bench.process.shell);
        world_unref(bench.world);
    }
    const char *text = arena_copy(arena, buffer_slice(&answer));
    buffer_release(&answer);
    return text;
}

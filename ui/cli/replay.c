#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/entries.h"
#include "cli/library.h"
#include "cli/sitting.h"
#include "workshop.h"

struct choice {
    const char *file, *track;
    int64_t at, speed; /* at: -1: to the end */
    int cast;          /* the version of asciicast; 0: none */
    bool open;         /* a prompt behind that input */
};

/* --- on this terminal --- */

enum { LONGEST_PAUSE = 2 }; /* seconds, of those in which nobody did anything */

struct playing {
    struct instant last;
    int64_t speed;
    bool terminal;
};

static void pause_until(struct playing *playing, struct instant at)
{
    struct duration pause = instant_since(at, playing->last), longest = SECONDS(LONGEST_PAUSE);
    int64_t length = (pause.nanoseconds < longest.nanoseconds ? pause : longest).nanoseconds / playing->speed;
    struct timespec wait = {(time_t)(length / 1000000000), (long)(length % 1000000000)};
    playing->last = at;
    if (playing->terminal && length > 0) {
        fflush(stdout);
        nanosleep(&wait, NULL);
    }
}

static void play_event(void *context, struct instant at, char kind, struct slice text)
{
    struct playing *playing = context;
    pause_until(playing, at);
    if (kind == 'm')
        printf("[%.*s]%s\n", (int)text.length, text.data, playing->terminal ? "\r" : "");
    for (size_t i = 0; kind == 'o' && i < text.length; i++) {
        if (text.data[i] != '\r' || playing->terminal || i + 1 == text.length || text.data[i + 1] != '\n')
            putchar(text.data[i]);
    }
}

static void tell_differences(const struct replay *replay)
{
    if (replay->spent)
        fprintf(stderr, "ambit: stopped after %d steps, in input %zu\n", LIMIT_REPLAY_STEPS, replay->input);
    else if (replay->shown_differs)
        fprintf(stderr, "ambit: from input %zu on this is not what was seen when it was recorded\n",
                replay->shown_differs);
}

static int play(const struct choice *choice, const struct scenario *scenario, const struct value *journal,
                const char **problem)
{
    struct playing playing = {
        {value_number(value_get(journal, "start"), 0)}, choice->speed, isatty(STDOUT_FILENO)};
    struct player player = {&playing, play_event};
    struct replay differences;
    if (!recording_play(scenario, journal, &player, &differences, problem))
        return EXIT_USAGE;
    putchar('\n');
    fflush(stdout);
    tell_differences(&differences);
    return EXIT_DONE;
}

static int write_cast(const struct choice *choice, const struct scenario *scenario, const struct value *journal,
                      const char **problem)
{
    struct buffer out = {0};
    bool good = cast_write(&out, choice->cast, choice->speed, scenario, journal, problem);
    if (good)
        fwrite(out.data, 1, out.length, stdout);
    buffer_release(&out);
    return good ? EXIT_DONE : EXIT_USAGE;
}

/* --- behind one input --- */

/* Letting the cluster rest belongs to the command before it. */
static size_t whole_input(const struct value *inputs, size_t number)
{
    while (number && number < value_count(inputs) && !value_get(value_at(inputs, number - 1), "outcome"))
        number++;
    return number;
}

static bool fact_waits(const struct replay *replay)
{
    const struct value *facts = value_get(replay->journal, "facts");
    const struct value *next = replay->fact < value_count(facts) ? value_at(facts, replay->fact) : NULL;
    return next && value_number(value_get(next, "input"), 0) <= (int64_t)replay->input;
}

static void print_lines(const char *indent, const char *text)
{
    struct slice rest = slice_of(text), line;
    while (rest.length && slice_next(&rest, '\n', &line))
        if (line.length)
            printf("%s%.*s\n", indent, (int)line.length, line.data);
}

static const char *title_of(const struct value *input, struct arena *arena)
{
    const char *title = session_input_title(input, arena);
    return title ? title : value_find_text(input, "bytes");
}

static void print_state(struct session *session, const struct value *inputs, size_t number)
{
    struct arena arena = {0};
    size_t command = number;
    while (command > 1 && !session_input_title(value_at(inputs, command - 1), &arena))
        command--;
    printf("Behind input %zu of %zu, at %s:\n", number, value_count(inputs),
           instant_rfc3339(&arena, session_now(session), 0));
    if (command)
        print_lines("    ", title_of(value_at(inputs, command - 1), &arena));
    const char *changed = value_string_of(session_ask(session, "changed", &arena));
    printf("\nChanged by it%s\n", *changed ? ":" : ": no object and no file");
    print_lines("  ", changed);
    const struct value *tasks = session_ask(session, "tasks", &arena);
    puts("\nTasks");
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        bool before =
            value_truth(value_get(task, "recorded")) && !value_says(value_get(task, "verdict"), "done");
        printf("[%s] %zu. %s%s\n", value_find_text(task, "verdict"), i + 1, value_find_text(task, "title"),
               before ? " (was done before)" : "");
        print_lines("    ", value_find_text(task, "message"));
    }
    arena_release(&arena);
}

static int show_at(const struct choice *choice, const struct scenario *scenario, const struct value *journal,
                   const char **problem)
{
    const struct value *inputs = value_get(journal, "inputs"), *entry;
    size_t count = value_count(inputs),
           number = choice->at < 0 ? count : whole_input(inputs, (size_t)choice->at);
    int status = EXIT_DONE;
    if (number > count)
        return command_usage_error(&replay_command, "%s has %zu inputs", choice->file, count);
    struct replay replay = replay_begin(scenario, journal, problem);
    if (!replay.session)
        return EXIT_USAGE;
    replay.most_steps = LIMIT_REPLAY_STEPS;
    while (replay.input < number || replay.open || fact_waits(&replay)) {
        if (replay_step(&replay, &entry) == REPLAY_END)
            break;
    }
    tell_differences(&replay);
    if (choice->open && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        struct sitting sitting = {.session = replay.session,
                                  .scenario = scenario,
                                  .unicode = sitting_unicode(),
                                  .color = sitting_color()};
        session_output(replay.session, SITTING_TERMINAL);
        status = sitting_prompt(&sitting);
    } else {
        print_state(replay.session, inputs, number);
    }
    session_free(replay.session);
    return status;
}

/* --- the command line --- */

static bool take_number(const char *text, int64_t least, int64_t *number)
{
    return slice_to_integer(slice_of(text), number) && *number >= least && *number <= 1000000000;
}

static int take_option(struct choice *choice, int count, char *const *words, int *at)
{
    const char *word = words[*at], *value = *at + 1 < count ? words[*at + 1] : NULL;
    if (text_equal(word, "--cast") || text_equal(word, "--cast=2") || text_equal(word, "--cast=3"))
        return choice->cast = text_ends(word, "=3") ? 3 : 2, EXIT_DONE;
    if (text_equal(word, "--open"))
        return choice->open = true, EXIT_DONE;
    bool place = text_equal(word, "--at"), speed = text_equal(word, "--speed");
    if (!place && !speed && !text_equal(word, "--track"))
        return command_usage_error(&replay_command, "replay does not know \"%s\"", word);
    if (!value)
        return command_usage_error(&replay_command, "%s needs a value", word);
    ++*at;
    if (!place && !speed)
        choice->track = value;
    else if (!take_number(value, speed, speed ? &choice->speed : &choice->at))
        return command_usage_error(&replay_command, "%s is a number, not \"%s\"", word, value);
    return EXIT_DONE;
}

static int read_choice(struct choice *choice, int count, char *const *words)
{
    for (int i = 1; i < count; i++) {
        int status = EXIT_DONE;
        if (words[i][0] == '-' && words[i][1])
            status = take_option(choice, count, words, &i);
        else if (choice->file)
            status = command_usage_error(&replay_command, "one file at a time: \"%s\" is too much", words[i]);
        else
            choice->file = words[i];
        if (status)
            return status;
    }
    return choice->file ? EXIT_DONE : command_usage_error(&replay_command, "which file?");
}

static int replay_text(const struct choice *choice, struct library *library, struct slice text,
                       struct arena *arena)
{
    struct submission submission;
    const char *problem = NULL, *reason = NULL;
    const struct scenario *scenario = NULL;
    int status = EXIT_USAGE;
    if (submission_read(&submission, arena, text, &problem))
        scenario = library_find(library, submission.slug, arena, &problem);
    if (!scenario) {
        fprintf(stderr, "ambit: %s: %s\n", choice->file, problem);
        return EXIT_USAGE;
    }
    if (choice->cast)
        status = write_cast(choice, scenario, submission.journal, &reason);
    else if (choice->at >= 0 || choice->open)
        status = show_at(choice, scenario, submission.journal, &reason);
    else
        status = play(choice, scenario, submission.journal, &reason);
    if (reason)
        fprintf(stderr, "ambit: %s: %s\n", choice->file, reason);
    memory_free((void *)(uintptr_t)reason);
    return status;
}

static int run(int count, char *const *words)
{
    struct choice choice = {.at = -1, .speed = 1};
    struct arena arena = {0};
    struct buffer text = {0};
    struct library library;
    struct entry_reader reader = {0};
    const char *problem;
    int status = read_choice(&choice, count, words);
    if (status)
        return status;
    struct entry entry = {.label = choice.file, .path = choice.file, .index = SIZE_MAX};
    if (!entries_read(&reader, &entry, LIMIT_SUBMISSION_BYTES, &text, &arena, &problem)) {
        fprintf(stderr, "ambit: %s: %s\n", choice.file, problem);
        status = EXIT_USAGE;
    } else if (!library_open(&library, choice.track)) {
        status = EXIT_USAGE;
    } else {
        status = replay_text(&choice, &library, buffer_slice(&text), &arena);
        library_close(&library);
    }
    buffer_release(&text);
    arena_release(&arena);
    return status;
}

const struct command replay_command = {
    .name = "replay",
    .usage = "FILE [--at N [--open]] [--speed N] [--cast[=3]] [--track WHAT]",
    .help = "Play a submission's sitting again, or stand behind one of its inputs",
    .text = "On a terminal the sitting is played at its own pace, but for pauses, which are two seconds at "
            "most.\n\n"
            "  --at N         no play: what input N changed, and how the tasks stand behind it\n"
            "  --open         with --at: open a prompt there; nothing of it is kept\n"
            "  --speed N      N times as fast\n"
            "  --cast         write an asciicast (version 2; --cast=3: version 3) on standard output\n"
            "  --track WHAT   the track or challenge that it is about: built in, or a folder\n",
    .run = run,
};

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "cli/handing_in.h"
#include "cli/sitting.h"

enum mode { MODE_NONE, MODE_COMMANDS, MODE_SCRIPT, MODE_STDIN, MODE_DOCUMENT };

struct choice {
    const char *what;
    enum mode mode;
    const char *argument; /* the commands, the script or the document; NULL: the challenge's own */
    const char *submission, *name; /* the file to hand in, and the pseudonym on it; NULL */
    bool check, solve, exact, trace;
    struct face face;
};

/* Two ways to give commands cannot be one order. */
static bool choose(struct choice *choice, enum mode mode, const char *argument)
{
    if (choice->mode != MODE_NONE)
        return false;
    choice->mode = mode;
    choice->argument = argument;
    return true;
}

static const struct switch_row {
    const char *name;
    size_t offset;
} switch_rows[] = {
    {"--check", offsetof(struct choice, check)},
    {"--solve", offsetof(struct choice, solve)},
    {"--trace", offsetof(struct choice, trace)},
};

static bool take_switch(struct choice *choice, const char *word)
{
    for (size_t i = 0; i < sizeof switch_rows / sizeof *switch_rows; i++) {
        if (text_equal(word, switch_rows[i].name)) {
            *(bool *)((char *)choice + switch_rows[i].offset) = true;
            return true;
        }
    }
    return false;
}

static const char only_one[] = "give one of -c, -f, - and --doc";

static int take_pace(struct choice *choice, const char *pace)
{
    choice->exact = text_equal(pace, "exact");
    if (choice->exact || text_equal(pace, "settle"))
        return EXIT_DONE;
    return command_usage_error(&run_command, "--pace is settle or exact, not \"%s\"", pace ? pace : "");
}

/* Options with a value; *at is moved behind it. */
static int take_option(struct choice *choice, int count, char *const *words, int *at)
{
    const char *word = words[*at], *next = *at + 1 < count ? words[*at + 1] : NULL;
    bool commands = text_equal(word, "-c"), script = text_equal(word, "-f"), pace = text_equal(word, "--pace");
    bool hands_in = text_equal(word, "--submission"), named = text_equal(word, "--name");
    if (text_starts(word, "--pace="))
        return take_pace(choice, word + 7);
    if (!commands && !script && !pace && !hands_in && !named)
        return command_usage_error(&run_command, "run does not know \"%s\"", word);
    if (!next)
        return command_usage_error(&run_command, "%s needs a value", word);
    ++*at;
    if (named && submission_refuse_name(next))
        return command_usage_error(&run_command, "--name: %s", submission_refuse_name(next));
    if (hands_in || named)
        return *(named ? &choice->name : &choice->submission) = next, EXIT_DONE;
    if (pace)
        return take_pace(choice, next);
    if (!choose(choice, commands ? MODE_COMMANDS : MODE_SCRIPT, next))
        return command_usage_error(&run_command, only_one);
    return EXIT_DONE;
}

static int take_operand(struct choice *choice, const char *word)
{
    if (!choice->what)
        choice->what = word;
    else if (choice->mode == MODE_DOCUMENT && !choice->argument)
        choice->argument = word;
    else
        return command_usage_error(&run_command, "one challenge at a time: \"%s\" is too much", word);
    return EXIT_DONE;
}

static int read_choice(struct choice *choice, int count, char *const *words)
{
    for (int i = 1; i < count; i++) {
        const char *word = words[i];
        int status = EXIT_DONE;
        bool document = text_equal(word, "--doc") || text_starts(word, "--doc=");
        if (document || text_equal(word, "-")) {
            const char *file = text_starts(word, "--doc=") ? word + 6 : NULL;
            if (!choose(choice, document ? MODE_DOCUMENT : MODE_STDIN, file))
                return command_usage_error(&run_command, only_one);
        } else if (take_switch(choice, word)) {
            continue;
        } else if (word[0] == '-') {
            if (!face_take(&choice->face, &run_command, count, words, &i, &status))
                status = take_option(choice, count, words, &i);
        } else {
            status = take_operand(choice, word);
        }
        if (status)
            return status;
    }
    if (!choice->what)
        return command_usage_error(&run_command, "which challenge? 'ambit list' shows them");
    return EXIT_DONE;
}

static void trace_line(void *context, const char *text)
{
    (void)context;
    fprintf(stderr, "%s\n", text);
}

/* The blocks of another file, played in this challenge's world. */
static bool play_file(struct sitting *sitting, const char *path)
{
    struct challenge other;
    const struct block *blocks;
    if (!challenge_load(&other, path))
        return false;
    size_t count = scenario_blocks(other.scenario, &blocks);
    sitting_play(sitting, blocks, count);
    challenge_release(&other);
    return true;
}

static bool play_own(struct sitting *sitting)
{
    const struct block *blocks;
    size_t count = scenario_blocks(sitting->scenario, &blocks);
    sitting_play(sitting, blocks, count);
    return true;
}

static bool run_script(struct sitting *sitting, const char *path)
{
    struct arena arena = {0};
    struct slice text;
    bool good = challenge_read_file(&arena, path, &text);
    if (good)
        sitting_run(sitting, text, true, false);
    arena_release(&arena);
    return good;
}

static bool run_batch(struct sitting *sitting, const struct choice *choice)
{
    switch (choice->mode) {
    case MODE_COMMANDS:
        sitting_run(sitting, slice_of(choice->argument), true, false);
        return true;
    case MODE_SCRIPT:
        return run_script(sitting, choice->argument);
    case MODE_STDIN:
        return sitting_run_stdin(sitting);
    case MODE_DOCUMENT:
        return choice->argument ? play_file(sitting, choice->argument) : play_own(sitting);
    case MODE_NONE:
        break;
    }
    return true;
}

static bool is_person(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static int run_sitting(struct sitting *sitting, const struct choice *given)
{
    struct choice choice = *given;
    bool asked = choice.check || choice.solve;
    if (choice.mode == MODE_NONE && !asked) {
        if (choice.face.kind != FACE_AUTO || is_person())
            return sitting_prompt(sitting);
        choice.mode = MODE_DOCUMENT;
        choice.check = true;
    }
    if (choice.solve && !sitting_solve(sitting)) {
        fprintf(stderr, "ambit: %s has no solutions\n", choice.what);
        return EXIT_USAGE;
    }
    if (!run_batch(sitting, &choice))
        return EXIT_USAGE;
    if (choice.mode != MODE_NONE)
        sitting_leave(sitting);
    if (choice.check)
        return sitting_check(sitting) ? EXIT_DONE : EXIT_NOT_SOLVED;
    return session_status(sitting->session, SITTING_TERMINAL);
}

/* A batch run begins at the same instant each time, so that it prints the same bytes; a person's sitting begins
 * now. */
static struct instant start_instant(const struct choice *choice)
{
    const int64_t fixed = 1795424400; /* 2026-11-23T09:00:00Z */
    bool person = choice->mode == MODE_NONE && !choice->check && !choice->solve && is_person();
    return instant_add((struct instant){0}, SECONDS(person ? (int64_t)time(NULL) : fixed));
}

static bool write_submission(struct sitting *sitting, const struct choice *choice)
{
    struct arena arena = {0};
    struct submission_label label = {.learner = choice->name};
    const struct value *journal = session_ask(sitting->session, "journal", &arena);
    bool good = hand_in(choice->submission, sitting->scenario, journal, &label);
    arena_release(&arena);
    return good;
}

/* One challenge; *next is the one to go on to, in the arena, NULL: none. */
static int run_one(struct choice *choice, enum theme *theme, struct lines *lines, struct arena *arena, const char **next)
{
    enum { SEED = 1 };
    struct challenge challenge;
    const char *problem = NULL;
    int status = EXIT_USAGE;
    *next = NULL;
    if (!challenge_load(&challenge, choice->what))
        return EXIT_USAGE;
    if (scenario_repair(challenge.scenario))
        fprintf(stderr, "ambit: %s: %s\n", choice->what, scenario_repair(challenge.scenario));
    struct sitting sitting = {.scenario = challenge.scenario,
                              .settle = !choice->exact,
                              .face = &choice->face,
                              .theme = theme,
                              .lines = lines,
                              .unicode = face_unicode(&choice->face),
                              .color = face_color(&choice->face)};
    sitting.session = session_new(challenge.scenario, start_instant(choice), SEED, &problem);
    if (sitting.session) {
        if (choice->trace)
            session_trace(sitting.session, trace_line, NULL);
        session_offer_next(sitting.session, challenge_behind(arena, choice->what));
        status = run_sitting(&sitting, choice);
        if (choice->submission && !write_submission(&sitting, choice))
            status = EXIT_USAGE;
        const struct value *moving = session_ask(sitting.session, "moving", arena);
        *next = moving ? value_string_of(moving) : NULL;
        session_free(sitting.session);
    } else {
        fprintf(stderr, "ambit: %s: %s\n", choice->what, problem ? problem : "cannot begin");
        memory_free((void *)problem);
    }
    challenge_release(&challenge);
    return status;
}

static int run(int count, char *const *words)
{
    struct choice choice = {0};
    struct lines lines = {0};
    struct arena arena = {0};
    int status = read_choice(&choice, count, words);
    const char *next = NULL;
    enum theme theme = face_theme(&choice.face);
    if (!status)
        status = run_one(&choice, &theme, &lines, &arena, &next);
    while (next && choice.mode == MODE_NONE) {
        choice.what = next;
        status = run_one(&choice, &theme, &lines, &arena, &next);
    }
    lines_release(&lines);
    arena_release(&arena);
    return status;
}

const struct command run_command = {
    .name = "run",
    .usage = "WHAT [-c COMMANDS | -f SCRIPT | - | --doc [FILE.md]] [--check] [--solve]\n"
             "                 [--pace settle|exact] [--submission FILE [--name PSEUDONYM]] [--trace]\n"
             "                 " FACE_USAGE,
    .help = "Open a challenge, unsaved; without a terminal its own commands and the checks",
    .text = "WHAT is a challenge's name ('ambit list') or the path of an assignment.md or of its folder.\n\n"
            "  -c COMMANDS      run these commands\n"
            "  -f SCRIPT        run the commands of a file\n"
            "  -                run the commands that come on standard input\n"
            "  --doc [FILE.md]  print the text (or FILE.md's) and run its bash blocks\n"
            "  --solve          first run the solution of each task\n"
            "  --check          in the end check the tasks; status 1 when one is not done\n"
            "  --pace settle    wait after each command until the cluster is quiet (as is)\n"
            "  --pace exact     do not wait\n"
            "  --submission FILE  in the end write what was done into FILE, for 'ambit grade'\n"
            "  --name PSEUDONYM   on that file; no real name and no address\n"
            "  --trace          print each step of the machine on standard error\n"
            FACE_HELP "\n"
            "The status is that of the last command, 1 when the checks fail, 2 for a wrong call.\n"
            "Every run is a fresh session; nothing is saved.\n",
    .run = run,
};

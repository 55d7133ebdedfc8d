#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/sitting.h"
#include "scenario/embedded.h"

struct opening {
    const char *what;     /* NULL: the newest */
    const char *file;     /* of the database; NULL: the usual one */
    const char *commands; /* NULL: a person types */
    bool input, fresh, list;
    const struct face *face;
    enum theme *theme;
    struct lines *lines;
    bool damaged; /* a journal could not be read: nothing more is written */
    struct keep keep;
};

/* --- which session --- */

static bool is_built_in(struct arena *arena, const char *slug)
{
    const char *name;
    for (size_t cursor = 0; (name = embedded_next(arena, &cursor));) {
        if (text_equal(name, slug))
            return true;
    }
    return false;
}

/* What a session keeps of where its challenge came from: a path that holds from everywhere. */
static const char *source_of(struct arena *arena, const char *what)
{
    char path[PATH_MAX];
    return is_built_in(arena, what) || !realpath(what, path) ? "" : arena_text(arena, path);
}

/* The first challenge of the track that is not finished, else its last. */
static const char *next_of_track(struct opening *opening, const struct track *track, const char *folder)
{
    struct arena *arena = &opening->keep.arena;
    const char *what = NULL;
    for (size_t i = 0; i < track->count; i++) {
        what = challenge_in_track(arena, track, folder, i);
        if (what && !keep_finished(keep_newest(&opening->keep, track->challenges[i], source_of(arena, what))))
            break;
    }
    return what;
}

/* --- one sitting --- */

static bool begin(struct opening *opening, struct sitting *sitting, const char *source, const char *next)
{
    struct instant start = {keep_wall() / 1000 * 1000000000};
    const char *problem = NULL;
    uint32_t seed = 1;
    check(getrandom(&seed, sizeof seed, 0) == (ssize_t)sizeof seed);
    sitting->session = session_new(sitting->scenario, start, seed, &problem);
    if (sitting->session) {
        session_offer_next(sitting->session, next);
        if (!opening->damaged)
            keep_begin(&opening->keep, sitting->session, sitting->scenario, source, start, seed);
    } else {
        fprintf(stderr, "ambit: %s: %s\n", scenario_slug(sitting->scenario),
                problem ? problem : "cannot begin");
    }
    memory_free((void *)(uintptr_t)problem);
    return sitting->session != NULL;
}

static bool resume(struct opening *opening, struct sitting *sitting, const char *name, const char *next)
{
    enum keep_taken taken = keep_take(&opening->keep, name);
    if (taken == KEEP_ELSEWHERE) {
        fprintf(stderr,
                "ambit: the session %s is open in another ambit; leave it there, or begin another one: --new\n",
                name);
        return false;
    }
    const struct value *journal = keep_journal(&opening->keep, name);
    if (!journal) {
        fprintf(stderr, "ambit: the challenge begins anew, and is not saved\n");
        keep_leave(&opening->keep);
        opening->damaged = true;
        return begin(opening, sitting, "", next);
    }
    if (!sitting_resume(sitting, journal, next, &opening->keep.arena))
        return false;
    if (taken == KEEP_TAKEN)
        keep_go_on(&opening->keep, sitting->session, value_count(value_get(journal, "inputs")));
    return true;
}

static bool says_yes(void)
{
    int first = getchar(), next = first;
    while (next != '\n' && next != EOF)
        next = getchar();
    return first == 'y' || first == 'Y';
}

/* A command whose end nobody saw is run again only when that is wanted. */
static void offer_again(struct sitting *sitting, bool person)
{
    if (!sitting->again.length)
        return;
    const char *command = buffer_text(&sitting->again);
    if (!person) {
        fprintf(stderr, "ambit: the last command may not have finished, and is not run again: %s\n", command);
        buffer_clear(&sitting->again);
        return;
    }
    printf("Your last command may not have finished: %s\nRun it again? [y/N] ", command);
    fflush(stdout);
    if (!says_yes())
        buffer_clear(&sitting->again);
}

static int sit(struct opening *opening, struct sitting *sitting)
{
    bool good = true;
    offer_again(sitting, !opening->commands && !opening->input);
    if (!opening->commands && !opening->input)
        return sitting_prompt(sitting);
    if (opening->commands)
        sitting_run(sitting, slice_of(opening->commands), true, false);
    else
        good = sitting_run_stdin(sitting);
    const char *news = keep_settle(&opening->keep, &opening->keep.arena);
    if (news)
        fprintf(stderr, "ambit: %s\n", news);
    return good ? session_status(sitting->session, SITTING_TERMINAL) : EXIT_USAGE;
}

/* What is to be opened: the session, or NULL for one that begins, and where its challenge is. */
struct target {
    const char *what; /* for challenge_load */
    const char *source;
    const struct value *session;
};

/* False: said on stderr. */
static bool find_target(struct opening *opening, const char *what, struct target *target)
{
    struct arena *arena = &opening->keep.arena;
    const char *folder;
    const struct value *session =
        what ? keep_session(&opening->keep, what) : value_at(opening->keep.sessions, 0);
    if (session && opening->fresh) {
        command_usage_error(&open_command, "--new begins a challenge, and \"%s\" is a session", what);
        return false;
    }
    if (session) {
        const char *source = value_find_text(session, "source");
        const char *scenario = value_find_text(session, "scenario");
        *target = (struct target){source[0] ? source : scenario, source, session};
        return true;
    }
    const struct track *track = challenge_track(arena, what, &folder);
    const char *next = track ? next_of_track(opening, track, folder) : NULL;
    what = next ? next : what;
    *target = (struct target){what, source_of(arena, what), NULL};
    return true;
}

/* *next: the challenge to go on to, in the keep's arena; NULL: none. */
static int open_one(struct opening *opening, const char *what, const char **next)
{
    struct arena *arena = &opening->keep.arena;
    struct challenge challenge;
    struct target target;
    *next = NULL;
    if (!find_target(opening, what, &target) || !challenge_load(&challenge, target.what))
        return EXIT_USAGE;
    if (!target.session && !opening->fresh)
        target.session = keep_newest(&opening->keep, scenario_slug(challenge.scenario), target.source);
    struct sitting sitting = {.scenario = challenge.scenario,
                              .settle = true,
                              .face = opening->face,
                              .theme = opening->theme,
                              .lines = opening->lines,
                              .unicode = face_unicode(opening->face),
                              .color = face_color(opening->face),
                              .keep = &opening->keep};
    const char *behind = challenge_behind(arena, target.what);
    bool good = target.session ? resume(opening, &sitting, value_find_text(target.session, "session"), behind)
                               : begin(opening, &sitting, target.source, behind);
    int status = good ? sit(opening, &sitting) : EXIT_USAGE;
    const struct value *moving = good ? session_ask(sitting.session, "moving", arena) : NULL;
    *next = moving ? value_string_of(moving) : NULL;
    keep_leave(&opening->keep);
    session_free(sitting.session);
    buffer_release(&sitting.again);
    buffer_release(&sitting.screen);
    challenge_release(&challenge);
    return status;
}

/* --- the list --- */

static int list_sessions(struct opening *opening)
{
    struct arena *arena = &opening->keep.arena;
    size_t count = value_count(opening->keep.sessions);
    if (!opening->keep.sessions)
        return EXIT_USAGE;
    if (!count)
        puts("No session is saved yet. 'ambit open CHALLENGE' begins one.");
    else
        printf("%-10s %-36s %-22s %s\n", "SESSION", "CHALLENGE", "DONE", "OPENED");
    for (size_t i = 0; i < count; i++) {
        const struct value *row = value_at(opening->keep.sessions, i);
        const char *source = value_find_text(row, "source");
        printf("%-10s %-36s %-22s %s ago\n", value_find_text(row, "session"),
               source[0] ? source : value_find_text(row, "scenario"), keep_progress(arena, row),
               keep_age(arena, value_find_text(row, "opened")));
    }
    return EXIT_DONE;
}

/* --- the call --- */

static int take_word(struct opening *opening, int count, char *const *words, int *at)
{
    const char *word = words[*at], *next = *at + 1 < count ? words[*at + 1] : NULL;
    bool file = text_equal(word, "--db"), commands = text_equal(word, "-c");
    if (file || commands) {
        if (!next)
            return command_usage_error(&open_command, "%s needs a value", word);
        *(file ? &opening->file : &opening->commands) = next;
        ++*at;
    } else if (text_starts(word, "--db=")) {
        opening->file = word + 5;
    } else if (text_equal(word, "--new")) {
        opening->fresh = true;
    } else if (text_equal(word, "--list")) {
        opening->list = true;
    } else if (text_equal(word, "-")) {
        opening->input = true;
    } else if (word[0] == '-') {
        return command_usage_error(&open_command, "open does not know \"%s\"", word);
    } else if (opening->what) {
        return command_usage_error(&open_command, "one at a time: \"%s\" is too much", word);
    } else {
        opening->what = word;
    }
    return EXIT_DONE;
}

static int check_call(const struct opening *opening)
{
    if (opening->commands && opening->input)
        return command_usage_error(&open_command, "give one of -c and -");
    if (opening->fresh && !opening->what)
        return command_usage_error(&open_command, "--new begins a challenge: which? 'ambit list' shows them");
    return EXIT_DONE;
}

/* `lab next` goes on to another session. */
static int open_all(struct opening *opening)
{
    const char *next;
    int status = open_one(opening, opening->what, &next);
    while (next && !opening->commands && !opening->input) {
        opening->fresh = false;
        status = open_one(opening, next, &next);
    }
    return status;
}

int open_challenge(const char *what, bool fresh, const char *file, const struct face *face, enum theme *theme,
                   struct lines *lines)
{
    struct opening opening = {.what = what, .fresh = fresh, .face = face, .theme = theme, .lines = lines};
    keep_open(&opening.keep, file, KEEP_WRITE);
    int status = open_all(&opening);
    keep_close(&opening.keep);
    return status;
}

static int run(int count, char *const *words)
{
    struct face face = {0};
    struct lines lines = {0};
    struct opening opening = {.face = &face, .lines = &lines};
    int status = EXIT_DONE;
    for (int i = 1; i < count && !status; i++) {
        if (!face_take(&face, &open_command, count, words, &i, &status))
            status = take_word(&opening, count, words, &i);
    }
    enum theme theme = face_theme(&face);
    opening.theme = &theme;
    if (!status)
        status = check_call(&opening);
    if (status)
        return status;
    keep_open(&opening.keep, opening.file, opening.list ? KEEP_LOOK : KEEP_WRITE);
    if (opening.list)
        status = list_sessions(&opening);
    else if (!opening.what && !value_count(opening.keep.sessions))
        status = command_usage_error(
            &open_command, "no session can be gone on with; which challenge? 'ambit list' shows them");
    else
        status = open_all(&opening);
    keep_close(&opening.keep);
    lines_release(&lines);
    return status;
}

const struct command open_command = {
    .name = "open",
    .usage = "[WHAT] [--new] [-c COMMANDS | -] [--db FILE]\n"
             "                  " FACE_USAGE "\n"
             "       ambit open --list [--db FILE]",
    .help = "Go on with a saved session, or begin one that is saved",
    .text =
        "WHAT is a session's name (--list), a challenge or a track ('ambit list'), or the path of one; without "
        "it the\n"
        "session that was opened last goes on. Of a challenge, its last session goes on; of a track, the "
        "first\n"
        "challenge that is not done.\n\n"
        "  --new        begin the challenge anew; what was saved stays\n"
        "  --list       the saved sessions, the last one first\n"
        "  -c COMMANDS  run these commands in it\n"
        "  -            run the commands that come on standard input\n"
        "  --db FILE    the database; else ambit/ambit.db in $XDG_DATA_HOME (~/.local/share)\n"
        FACE_HELP "\n"
        "When the prompt comes back, the command before it and what it did are on the disk: neither a crash "
        "nor a\n"
        "power failure takes them away. While that cannot be, the prompt says (unsaved), and the lab goes on.\n"
        "AMBIT_LEARNER in the environment is the pseudonym that the database keeps.\n",
    .run = run,
};

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "cli/handing_in.h"
#include "face/keep.h"

struct choice {
    const char *what; /* a session or a challenge; NULL: the session opened last */
    const char *file, *name, *database;
};

/* --- which session --- */

/* A challenge of the real machine is known by its path, a built-in one by its name. */
static const struct value *newest_of(struct keep *keep, const char *what)
{
    char path[PATH_MAX];
    struct challenge challenge;
    const struct value *session = keep_newest(keep, what, "");
    if (session || !realpath(what, path) || !challenge_load(&challenge, what))
        return session;
    session = keep_newest(keep, scenario_slug(challenge.scenario), path);
    challenge_release(&challenge);
    return session;
}

static const struct value *find_session(struct keep *keep, const char *what)
{
    const struct value *session = what ? keep_session(keep, what) : value_at(keep->sessions, 0);
    return session || !what ? session : newest_of(keep, what);
}

/* The edition that was recorded, when that is known; else the one that is here. */
static const char *edition_of(const struct value *journal, struct arena *arena)
{
    const char *hash = value_find_text(journal, "hash"), *source = value_find_text(journal, "source");
    struct challenge challenge;
    if (*hash || !challenge_load(&challenge, *source ? source : value_find_text(journal, "scenario")))
        return hash;
    hash = hash_digits(arena, scenario_hash(challenge.scenario));
    challenge_release(&challenge);
    return hash;
}

static int submit(struct keep *keep, const struct choice *choice, const struct value *session)
{
    struct arena *arena = &keep->arena;
    const char *name = value_find_text(session, "session");
    const struct value *journal = keep_journal(keep, name);
    if (!journal)
        return EXIT_USAGE;
    struct submission_label label = {.release = value_find_text(journal, "release"),
                                     .learner = choice->name ? choice->name : value_find_text(journal, "learner"),
                                     .hash = edition_of(journal, arena)};
    if (!*label.hash || !hand_in(choice->file, NULL, journal, &label))
        return EXIT_USAGE;
    if (!text_equal(choice->file, "-"))
        printf("%s: session %s, %s, %s, by %s\n", choice->file, name, value_find_text(session, "scenario"),
               keep_progress(arena, session), label.learner);
    return EXIT_DONE;
}

/* --- the command line --- */

static const struct option_row {
    const char *name;
    size_t offset;
} option_rows[] = {
    {"-o", offsetof(struct choice, file)},
    {"--output", offsetof(struct choice, file)},
    {"--name", offsetof(struct choice, name)},
    {"--db", offsetof(struct choice, database)},
};

static int take_option(struct choice *choice, const char *word, const char *value)
{
    for (size_t i = 0; i < sizeof option_rows / sizeof *option_rows; i++) {
        if (!text_equal(word, option_rows[i].name))
            continue;
        if (!value)
            return command_usage_error(&submit_command, "%s needs a value", word);
        *(const char **)((char *)choice + option_rows[i].offset) = value;
        return EXIT_DONE;
    }
    return command_usage_error(&submit_command, "submit does not know \"%s\"", word);
}

static int read_choice(struct choice *choice, int count, char *const *words)
{
    for (int i = 1; i < count; i++) {
        int status = EXIT_DONE;
        if (words[i][0] == '-' && words[i][1]) {
            status = take_option(choice, words[i], i + 1 < count ? words[i + 1] : NULL);
            i++;
        } else if (choice->what) {
            status = command_usage_error(&submit_command, "one session at a time: \"%s\" is too much", words[i]);
        } else {
            choice->what = words[i];
        }
        if (status)
            return status;
    }
    if (!choice->file)
        return command_usage_error(&submit_command, "-o FILE says where to; \"-\" is standard output");
    const char *refused = choice->name ? submission_refuse_name(choice->name) : NULL;
    return refused ? command_usage_error(&submit_command, "--name: %s", refused) : EXIT_DONE;
}

static int run(int count, char *const *words)
{
    struct choice choice = {0};
    struct keep keep = {0};
    int status = read_choice(&choice, count, words);
    if (status)
        return status;
    keep_open(&keep, choice.database, false);
    const struct value *session = find_session(&keep, choice.what);
    if (session)
        status = submit(&keep, &choice, session);
    else if (choice.what)
        status = command_usage_error(&submit_command, "nothing is saved as \"%s\"; 'ambit open --list' shows what is",
                                     choice.what);
    else
        status = command_usage_error(&submit_command, "nothing is saved yet; 'ambit open' begins");
    keep_close(&keep);
    return status;
}

const struct command submit_command = {
    .name = "submit",
    .usage = "[SESSION|CHALLENGE] -o FILE [--name PSEUDONYM] [--db FILE]",
    .help = "Write a saved session into a file, to hand it in",
    .text = "Without a name it is the session that was opened last; of a challenge, its newest.\n"
            "The file holds what was typed, hashes of what came of it, and no name but the pseudonym. Hand it\n"
            "in, and nothing else: 'ambit grade' needs no more.\n\n"
            "  -o FILE            where to; \"-\" is standard output\n"
            "  --name PSEUDONYM   on the file; as is, the session's ($AMBIT_LEARNER, or one that says nothing)\n"
            "  --db FILE          the database of saved sessions; else ambit/ambit.db in $XDG_DATA_HOME\n",
    .run = run,
};

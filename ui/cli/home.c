/* `ambit` alone: the tracks and challenges to choose from, and back to them when a lab is left. */
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/open.h"
#include "cli/sitting.h"
#include "face/ascii.h"
#include "tui/tui.h"

struct stay {
    struct face face;
    const char *file; /* of the database; NULL: the usual one */
    enum theme theme;
    struct lines lines;
    bool told; /* what is wrong with the keys was said */
};

/* --- plain --- */

static void print_list(const struct home_model *model, struct slice sought, bool unicode)
{
    struct arena arena = {0};
    const char *track = NULL;
    for (size_t i = 0; i < model->count; i++) {
        const struct home_challenge *challenge = &model->list[i];
        if (!home_matches(challenge, sought))
            continue;
        if (!text_equal(track, challenge->track)) {
            track = challenge->track;
            printf("\n%s\n", track[0] ? home_track_line(model, i, &arena) : "Clusters to try things on");
        }
        printf("%3zu. %s: %s%s\n", i + 1, unicode ? challenge->title : ascii_text(&arena, slice_of(challenge->title)),
               home_words(model, i, &arena),
               challenge->age[0] ? arena_format(&arena, ", %lld min, open %s ago", (long long)challenge->minutes, challenge->age) : "");
    }
    arena_release(&arena);
}

static void print_begin(const struct home_model *model)
{
    size_t at = model->last < model->count ? model->last : model->first;
    if (at < model->count)
        printf("\n\"open %zu\" %s. \"help\" lists what else can be done here.\n", at + 1,
               model->last < model->count ? "goes on where you left" : "is the place to begin");
}

static void print_help(void)
{
    for (int i = 0; i < ACTIONS; i++) {
        if (action_rows[i].where & IN_HOME && action_rows[i].command)
            printf("  %-12s %s\n", action_rows[i].command, action_rows[i].help);
    }
    puts("  list         the challenges again\nN is the number of a challenge in the list, or its name.");
}

/* A number of the list, or a name; NULL: it is neither. */
static const struct home_challenge *find(const struct home_model *model, struct slice text)
{
    int64_t number = 0;
    if (slice_to_integer(text, &number))
        return number > 0 && (uint64_t)number <= model->count ? &model->list[number - 1] : NULL;
    for (size_t i = 0; i < model->count; i++) {
        if (slice_is(text, model->list[i].what))
            return &model->list[i];
    }
    return NULL;
}

/* One line of a person, or of a pipe. True: a choice was made, maybe to leave. */
static bool take_line(const struct home_model *model, struct slice line, bool unicode, struct home_choice *choice)
{
    struct slice rest = slice_trim(line), verb;
    size_t end = slice_find_byte(rest, ' ');
    verb = slice_part(rest, 0, end);
    rest = slice_trim(slice_part(rest, end, rest.length));
    bool fresh = slice_is(verb, "new");
    if (slice_is(verb, "exit") || slice_is(verb, "quit") || slice_is(verb, "q"))
        return true;
    if (slice_is(verb, "find") || slice_is(verb, "list")) {
        print_list(model, rest, unicode);
    } else if (slice_is(verb, "help") || slice_is(verb, "lab")) {
        print_help();
    } else if (verb.length) {
        const struct home_challenge *found = find(model, fresh || slice_is(verb, "open") ? rest : verb);
        if (found) {
            *choice = (struct home_choice){fresh ? found->anew : found->what, fresh};
            return true;
        }
        puts("There is no such challenge or command; \"list\" and \"help\" say what there is.");
    }
    return false;
}

static void choose_plainly(struct stay *stay, const struct home_model *model, struct home_choice *choice)
{
    struct slice line;
    bool unicode = face_unicode(&stay->face), chosen = false;
    puts("ambit: a whole Istio ambient mesh to learn on, in this one program");
    print_list(model, SLICE(""), unicode);
    print_begin(model);
    while (!chosen) {
        if (isatty(STDIN_FILENO))
            fputs("ambit> ", stdout);
        fflush(stdout);
        if (!lines_next(&stay->lines, &line))
            return;
        chosen = take_line(model, line, unicode, choice);
    }
}

/* --- */

/* What is chosen from the challenges as they stand now; [before] is selected. */
static struct home_choice choose(struct stay *stay, const char *before, struct arena *arena)
{
    struct keep keep = {0};
    struct home_model model;
    struct keymap keymap;
    struct home_choice choice = {0};
    keep_open(&keep, stay->file, KEEP_LOOK);
    home_read(&model, &keep);
    const char *problem = face_keymap(&keymap, arena);
    struct home_options options = {
        .keymap = &keymap, .unicode = face_unicode(&stay->face), .selected = before, .told = stay->told ? NULL : problem};
    if (problem && !stay->told)
        fprintf(stderr, "ambit: %s\n", problem);
    stay->told = true;
    if (face_is_screen(&stay->face) && !tui_home(&model, &options, &choice, &stay->theme)) {
        fputs("ambit: no screen can be drawn here (TERM, or libncursesw6 and libvterm0); going on plainly\n", stderr);
        stay->face.kind = FACE_PLAIN;
    }
    if (!face_is_screen(&stay->face))
        choose_plainly(stay, &model, &choice);
    choice.what = choice.what ? arena_text(arena, choice.what) : NULL;
    home_release(&model);
    keep_close(&keep);
    return choice;
}

/* What was said on the way stands on the main screen, where the next one would hide it. */
static void let_read(struct stay *stay)
{
    struct slice line;
    if (!face_is_screen(&stay->face))
        return;
    fputs("Enter goes back to the challenges. ", stdout);
    fflush(stdout);
    lines_next(&stay->lines, &line);
}

static int run(int count, char *const *words)
{
    struct stay stay = {0};
    struct arena arena = {0};
    int status = EXIT_DONE;
    for (int i = 1; i < count && !status; i++) {
        if (text_equal(words[i], "--db") && i + 1 < count)
            stay.file = words[++i];
        else if (text_starts(words[i], "--db="))
            stay.file = words[i] + 5;
        else if (!face_take(&stay.face, &home_command, count, words, &i, &status))
            status = command_usage_error(&home_command, "home does not know \"%s\"", words[i]);
    }
    stay.theme = face_theme(&stay.face);
    struct home_choice choice = {0};
    while (!status && (choice = choose(&stay, choice.what, &arena)).what) {
        if (open_challenge(choice.what, choice.fresh, stay.file, &stay.face, &stay.theme, &stay.lines) == EXIT_USAGE)
            let_read(&stay);
    }
    lines_release(&stay.lines);
    arena_release(&arena);
    return status;
}

const struct command home_command = {
    .name = "home",
    .usage = FACE_USAGE " [--db FILE]",
    .help = "Tracks and challenges to choose from; so does ambit alone",
    .text = "On a terminal it is a screen: Enter opens a challenge, where you left it, / searches, ? lists the keys, q leaves.\n"
            "Without one it is lines: \"open N\", \"new N\", \"find TEXT\", \"help\", \"exit\". What is opened is saved.\n\n" FACE_HELP
            "  --db FILE    the database; else ambit/ambit.db in $XDG_DATA_HOME (~/.local/share)\n",
    .run = run,
};

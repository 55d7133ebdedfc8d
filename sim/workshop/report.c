/* A trial as text: the lines of `instruqt track test`, which people grep for, and ours below them. */
#include "scenario/track.h"
#include "workshop/trial.h"

const char *const phase_names[PHASES] = {
    [PHASE_SETUP] = "Setting up challenge",
    [PHASE_START] = "Starting challenge",
    [PHASE_UNSOLVED] = "Running check, expecting failure",
    [PHASE_SOLVE] = "Running solve",
    [PHASE_SOLVED] = "Running check, expecting success",
    [PHASE_CLEANUP] = "Cleaning up challenge",
    [PHASE_MUTANTS] = "Running mutants",
};

/* What stands before a failure's message. */
static const char *const error_names[PHASES] = {
    [PHASE_SETUP] = "Error setting up challenge", [PHASE_START] = "Error starting challenge",
    [PHASE_UNSOLVED] = "Error verifying check",   [PHASE_SOLVE] = "Error running solve",
    [PHASE_SOLVED] = "Error verifying check",     [PHASE_CLEANUP] = "Error cleaning up challenge",
    [PHASE_MUTANTS] = "Error running mutants",
};

static const char *const outcome_names[] = {
    [OUTCOME_OK] = "OK", [OUTCOME_FAIL] = "FAIL", [OUTCOME_SKIPPED] = "SKIPPED"};

const char *const fate_names[] = {
    [MUTANT_CAUGHT] = "caught",
    [MUTANT_ECHOED] = "same words",
    [MUTANT_MISSED] = "not caught",
    [MUTANT_NEEDLESS] = "not needed",
    [MUTANT_UNKNOWN] = "could not tell",
};

const char *report_short(struct arena *arena, const char *message)
{
    enum { LINES = 4 };
    struct slice rest = slice_of(message), line, word;
    const char *text = "";
    for (int i = 0; i < LINES && slice_next(&rest, '\n', &line); i++) {
        const char *one = "";
        for (line = slice_trim(line); line.length && slice_next(&line, ' ', &word);)
            if (word.length)
                one = arena_format(arena, "%s%s%.*s", one, *one ? " " : "", (int)word.length, word.data);
        text = arena_format(arena, "%s%s%s", text, *text && *one ? "; " : "", one);
    }
    return text;
}

static void add_indented(struct buffer *out, const char *indent, struct slice rest)
{
    struct slice line;
    while (slice_next(&rest, '\n', &line))
        if (line.length)
            buffer_format(out, "%s%.*s\n", indent, (int)line.length, line.data);
}

/* Once is enough for what goes wrong the same way twice, at the start and later, or with every seed. */
static bool was_said(const struct trial *trial, const struct trial_row *row)
{
    for (const struct trial_row *other = trial->rows; other != row; other = other->next)
        if (other->phase == row->phase && other->outcome == row->outcome &&
            text_equal(other->task, row->task) && text_equal(other->message, row->message))
            return true;
    return false;
}

/* What went wrong, or what is odd and stops nobody. */
static void add_message(struct buffer *out, const struct trial_row *row)
{
    struct slice rest = slice_of(row->message), first;
    if (!slice_next(&rest, '\n', &first))
        first = SLICE("");
    if (row->outcome == OUTCOME_FAIL)
        buffer_format(out, "    [ERROR] %s: ", error_names[row->phase]);
    else
        buffer_add_text(out, "    [WARNING] ");
    if (row->task)
        buffer_format(out, "task '%s': ", row->task);
    buffer_format(out, "%.*s", (int)first.length, first.data);
    if (row->seed > 1)
        buffer_format(out, " (seed %d)", (int)row->seed);
    buffer_add_byte(out, '\n');
    add_indented(out, "            ", rest);
}

static void add_mutants(struct buffer *out, const struct trial *trial)
{
    struct arena arena = {0};
    const char *task = NULL;
    for (const struct mutant_row *row = trial->mutants; row; row = row->next) {
        if (!task || !text_equal(task, row->task))
            buffer_format(out, "    Mutants of %s\n", row->task);
        task = row->task;
        buffer_format(out, "      %-14s  %s\n", fate_names[row->fate], row->mutant);
        if (row->fate == MUTANT_ECHOED)
            buffer_format(out, "                      those of \"%s\"\n", row->echoes);
        else if (row->fate != MUTANT_MISSED)
            buffer_format(out, "                      %s%s%s\n", row->check, *row->check ? ": " : "",
                          report_short(&arena, row->message));
    }
    arena_release(&arena);
}

void trial_report_track(struct buffer *out, const struct track *track)
{
    static const char *const owners[] = {"owner", "organization"};
    const char *owner = "ambit", *id = value_find_text(track->front, "id");
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (*value_find_text(track->front, owners[i]))
            owner = value_find_text(track->front, owners[i]);
    buffer_format(out, "==> Testing track '%s/%s' (ID: %s)\n    Creating environment ...... OK\n\n", owner,
                  track->slug, *id ? id : "-");
}

void trial_report(struct buffer *out, const struct trial *trial, size_t number, size_t count)
{
    buffer_format(out, "==> Testing challenge [%zu/%zu] '%s' (ID: %s)\n", number, count, trial->slug,
                  trial->id);
    bool begun = true;
    for (enum phase phase = 0; phase < PHASES && begun; phase++) {
        enum outcome outcome = trial_phase(trial, phase);
        if (outcome == OUTCOME_SKIPPED && (phase == PHASE_CLEANUP || phase == PHASE_MUTANTS))
            continue;
        buffer_format(out, "    %-34s%s%s\n", phase_names[phase], phase == PHASE_SETUP ? "... " : "",
                      outcome_names[outcome]);
        for (const struct trial_row *row = trial->rows; row; row = row->next)
            if (row->phase == phase && *row->message && row->outcome != OUTCOME_SKIPPED && !was_said(trial, row))
                add_message(out, row);
        begun = phase > PHASE_START || outcome != OUTCOME_FAIL;
    }
    add_mutants(out, trial);
}

static size_t count_fates(const struct trial *trial, enum mutant_fate fate)
{
    size_t count = 0;
    for (const struct mutant_row *row = trial->mutants; row; row = row->next)
        count += row->fate == fate;
    return count;
}

void trials_summary(struct buffer *out, struct trial *const *trials, size_t count)
{
    size_t failed = 0, tasks = 0, mutants = 0, fates[MUTANT_UNKNOWN + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        failed += !trial_passed(trials[i]);
        tasks += trials[i]->tasks;
        for (enum mutant_fate fate = 0; fate <= MUTANT_UNKNOWN; fate++) {
            size_t some = count_fates(trials[i], fate);
            fates[fate] += some;
            mutants += some;
        }
    }
    buffer_format(out, "%zu of %zu challenge%s passed: %zu task%s", count - failed, count,
                  count == 1 ? "" : "s", tasks, tasks == 1 ? "" : "s");
    if (count)
        buffer_format(out, ", %zu seed%s", trials[0]->seeds, trials[0]->seeds == 1 ? "" : "s");
    if (mutants)
        buffer_format(out, ", %zu mutant%s (%zu caught", mutants, mutants == 1 ? "" : "s",
                      fates[MUTANT_CAUGHT]);
    for (enum mutant_fate fate = MUTANT_ECHOED; mutants && fate <= MUTANT_UNKNOWN; fate++)
        if (fates[fate])
            buffer_format(out, ", %zu %s", fates[fate], fate_names[fate]);
    size_t caught = fates[MUTANT_CAUGHT] + fates[MUTANT_ECHOED], told = caught + fates[MUTANT_MISSED];
    if (told)
        buffer_format(out, "; strength %zu%%", 100 * caught / told);
    buffer_add_text(out, mutants ? ")\n" : "\n");
}

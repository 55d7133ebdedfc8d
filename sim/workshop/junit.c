/* Trials as JUnit's XML. */
#include "shell/utf8.h"
#include "workshop/trial.h"

/* XML 1.0 has no way to write most control characters: they become U+FFFD, as bytes that are no UTF-8 do. */
static bool is_written(uint32_t code)
{
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code >= 0x20 && code != 0x7F && !surrogate && code != 0xFFFE && code != 0xFFFF && code < 0x110000;
}

static const struct {
    char byte;
    const char *entity;
} entity_rows[] = {{'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"},
                   {'"', "&quot;"}, {'\n', "&#10;"}, {'\t', "&#9;"}};

static const char *entity_of(char byte)
{
    for (size_t i = 0; i < sizeof entity_rows / sizeof *entity_rows; i++)
        if (entity_rows[i].byte == byte)
            return entity_rows[i].entity;
    return NULL;
}

static void add_escaped(struct buffer *out, struct slice text)
{
    while (text.length) {
        size_t length = character_length(text);
        const char *entity = entity_of(text.data[0]);
        if (entity)
            buffer_add_text(out, entity);
        else if (is_written(character_code(text)))
            buffer_add(out, slice_part(text, 0, length));
        else
            buffer_add_text(out, "\xEF\xBF\xBD");
        text = slice_part(text, length, text.length);
    }
}

static void add_attribute(struct buffer *out, const char *name, const char *text)
{
    buffer_format(out, " %s=\"", name);
    add_escaped(out, slice_of(text));
    buffer_add_byte(out, '"');
}

static void add_seconds(struct buffer *out, struct duration length)
{
    buffer_format(out, " time=\"%d.%03d\"", (int)(length.nanoseconds / 1000000000),
                  (int)(length.nanoseconds / 1000000 % 1000));
}

static void add_result(struct buffer *out, enum outcome outcome, const char *message)
{
    if (outcome == OUTCOME_OK) {
        buffer_add_text(out, "/>\n");
        return;
    }
    buffer_add_text(out, outcome == OUTCOME_FAIL ? "><failure" : "><skipped");
    struct slice rest = slice_of(message), first;
    if (!slice_next(&rest, '\n', &first))
        first = SLICE("");
    buffer_add_text(out, " message=\"");
    add_escaped(out, first);
    buffer_add_byte(out, '"');
    if (outcome == OUTCOME_FAIL) {
        buffer_add_byte(out, '>');
        add_escaped(out, slice_of(message));
        buffer_add_text(out, "</failure></testcase>\n");
    } else {
        buffer_add_text(out, "/></testcase>\n");
    }
}

static void add_row(struct buffer *out, const struct trial *trial, const struct trial_row *row)
{
    struct arena arena = {0};
    const char *name =
        arena_format(&arena, "%s%s%s%s%s (seed %d)", row->task ? row->task : "", row->task ? ": " : "",
                     phase_names[row->phase], *row->when ? ", " : "", row->when, (int)row->seed);
    buffer_add_text(out, "    <testcase");
    add_attribute(out, "classname", trial->slug);
    add_attribute(out, "name", name);
    add_seconds(out, row->lasted);
    add_result(out, row->outcome, row->message);
    arena_release(&arena);
}

static void add_mutant(struct buffer *out, const struct trial *trial, const struct mutant_row *row)
{
    struct arena arena = {0};
    bool failed = row->named && row->fate == MUTANT_MISSED;
    bool open = row->fate != MUTANT_CAUGHT && row->fate != MUTANT_ECHOED;
    buffer_add_text(out, "    <testcase");
    add_attribute(out, "classname", trial->slug);
    add_attribute(out, "name", arena_format(&arena, "%s: mutant: %s", row->task, row->mutant));
    add_result(out,
               failed ? OUTCOME_FAIL
               : open ? OUTCOME_SKIPPED
                      : OUTCOME_OK,
               row->fate == MUTANT_MISSED
                   ? "not caught: every check passes"
                   : arena_format(&arena, "%s: %s", fate_names[row->fate], row->message));
    arena_release(&arena);
}

static void count_cases(const struct trial *trial, size_t *cases, size_t *failures, size_t *skipped)
{
    for (const struct trial_row *row = trial->rows; row; row = row->next) {
        ++*cases;
        *failures += row->outcome == OUTCOME_FAIL;
        *skipped += row->outcome == OUTCOME_SKIPPED;
    }
    for (const struct mutant_row *row = trial->mutants; row; row = row->next) {
        bool failed = row->named && row->fate == MUTANT_MISSED;
        ++*cases;
        *failures += failed;
        *skipped += !failed && row->fate != MUTANT_CAUGHT && row->fate != MUTANT_ECHOED;
    }
}

void trials_junit(struct buffer *out, struct trial *const *trials, size_t count, const char *const *seconds)
{
    size_t cases = 0, failures = 0, skipped = 0;
    for (size_t i = 0; i < count; i++)
        count_cases(trials[i], &cases, &failures, &skipped);
    buffer_format(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ambit test\" tests=\"%zu\" "
                  "failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n",
                  cases, failures, skipped);
    for (size_t i = 0; i < count; i++) {
        const struct trial *trial = trials[i];
        cases = failures = skipped = 0;
        count_cases(trial, &cases, &failures, &skipped);
        buffer_add_text(out, "  <testsuite");
        add_attribute(out, "name", trial->slug);
        buffer_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"", cases, failures,
                      skipped);
        if (seconds)
            add_attribute(out, "time", seconds[i]);
        else
            add_seconds(out, trial->lasted);
        buffer_add_text(out, ">\n");
        for (const struct trial_row *row = trial->rows; row; row = row->next)
            add_row(out, trial, row);
        for (const struct mutant_row *row = trial->mutants; row; row = row->next)
            add_mutant(out, trial, row);
        buffer_add_text(out, "  </testsuite>\n");
    }
    buffer_add_text(out, "</testsuites>\n");
}

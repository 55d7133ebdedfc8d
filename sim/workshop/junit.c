/* Trials as JUnit's XML. */
#include "workshop/trial.h"

/* XML 1.0 has no way to write most control characters: they become U+FFFD, as bytes that are no UTF-8 do. */
static void add_escaped(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        size_t length = byte < 0x80 ? 1 : byte >= 0xF0 && byte < 0xF5 ? 4 : byte >= 0xE0 && byte < 0xF0 ? 3
                        : byte >= 0xC2 && byte < 0xE0 ? 2 : 0;
        bool whole = length > 0 && i + length <= text.length;
        for (size_t j = 1; whole && j < length; j++)
            whole = (text.data[i + j] & 0xC0) == 0x80;
        const char *entity = byte == '&' ? "&amp;" : byte == '<' ? "&lt;" : byte == '>' ? "&gt;" : byte == '"' ? "&quot;"
                             : byte == '\n' ? "&#10;" : byte == '\t' ? "&#9;" : NULL;
        bool surrogate = whole && byte == 0xED && (unsigned char)text.data[i + 1] >= 0xA0;
        bool last = whole && byte == 0xEF && (unsigned char)text.data[i + 1] == 0xBF && (unsigned char)text.data[i + 2] >= 0xBE;
        if (entity)
            buffer_add_text(out, entity);
        else if (!whole || byte < 0x20 || byte == 0x7F || surrogate || last)
            buffer_add_text(out, "\xEF\xBF\xBD");
        else
            buffer_add(out, slice_part(text, i, i + length));
        if (whole)
            i += length - 1;
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
    const char *name = arena_format(&arena, "%s%s%s%s%s (seed %d)", row->task ? row->task : "", row->task ? ": " : "",
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
    add_result(out, failed ? OUTCOME_FAIL : open ? OUTCOME_SKIPPED : OUTCOME_OK,
               row->fate == MUTANT_MISSED ? "not caught: every check passes"
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
        *skipped += !failed && (row->fate == MUTANT_MISSED || row->fate == MUTANT_UNKNOWN);
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
        buffer_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"", cases, failures, skipped);
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

/* Submissions from strangers: whatever is read can be written and read again, and is the same; and nothing crashes. */
#include "base/check.h"
#include "test.h"
#include "workshop.h"

fuzz_function fuzz_submission;

void fuzz_submission(struct slice bytes)
{
    struct arena arena = {0};
    struct submission one, two;
    const char *problem = NULL;
    if (submission_read(&one, &arena, bytes, &problem)) {
        struct buffer text = {0};
        struct submission_label label = {.release = one.release, .hash = one.hash, .learner = one.learner};
        struct value *journal = value_edit(&arena, one.journal);
        value_put_text(&arena, journal, "scenario", one.slug);
        submission_write(&text, NULL, journal, &label);
        check(submission_read(&two, &arena, buffer_slice(&text), &problem));
        check(value_equal(one.journal, two.journal) && text_equal(one.hash, two.hash));
        buffer_release(&text);
    } else {
        check(problem && *problem);
    }
    arena_release(&arena);
}

#include "cli/handing_in.h"

#include "cli/sitting.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_out(FILE *file, struct slice text)
{
    return fwrite(text.data, 1, text.length, file) == text.length && fflush(file) == 0;
}

static bool put_in_place(const char *path, struct slice text)
{
    struct arena arena = {0};
    char *beside = arena_format(&arena, "%s.XXXXXX", path);
    int number = mkstemp(beside);
    FILE *file = number >= 0 ? fdopen(number, "wb") : NULL;
    mode_t mask = umask(0);
    umask(mask);
    bool good = file && write_out(file, text) && fchmod(number, 0666 & ~mask) == 0 && fsync(number) == 0;
    if (file)
        good = fclose(file) == 0 && good;
    good = good && rename(beside, path) == 0;
    if (!good) {
        fprintf(stderr, "ambit: %s: %s\n", path, strerror(errno));
        if (number >= 0)
            unlink(beside);
    }
    arena_release(&arena);
    return good;
}

bool hand_in(const char *path, const struct scenario *scenario, const struct value *journal,
             const struct submission_label *label)
{
    struct buffer text = {0};
    submission_write(&text, scenario, journal, label);
    bool good = text_equal(path, "-") ? write_out(stdout, buffer_slice(&text))
                                      : put_in_place(path, buffer_slice(&text));
    buffer_release(&text);
    return good;
}

void sitting_submit(void *context, struct slice given, struct buffer *out)
{
    struct sitting *sitting = context;
    struct arena arena = {0};
    const char *learner = given.length ? arena_copy(&arena, given) : getenv("AMBIT_LEARNER");
    const char *refused = learner ? submission_refuse_name(learner) : NULL;
    const char *path = arena_format(&arena, "%s%s%s.json", scenario_slug(sitting->scenario), learner ? "-" : "", learner ? learner : "");
    struct submission_label label = {.learner = learner};
    if (refused)
        buffer_format(out, "lab submit: %s\n", refused);
    else if (hand_in(path, sitting->scenario, session_ask(sitting->session, "journal", &arena), &label))
        buffer_format(out, "Written to %s, in the folder you began ambit in. Hand that file in; ambit grade reads it.\n", path);
    else
        buffer_format(out, "%s cannot be written; why is on standard error.\n", path);
    arena_release(&arena);
}

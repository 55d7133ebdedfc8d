/* Any bytes as an assignment of Instruqt and of Killercoda and as a script: it becomes a text and hints, or a
 * report, and our reader loads what came out. */
#include "workshop/import.h"

#include "base/check.h"
#include "test.h"

static void no_write(void *context, const char *name, struct slice text)
{
    (void)context;
    (void)name;
    (void)text;
}

static void no_report(void *context, const char *line, bool matters)
{
    (void)context;
    (void)line;
    (void)matters;
}

static void feed_as(const char *platform, struct slice bytes)
{
    static const char *const none[] = {NULL};
    const struct import_source source = {.folder = "fuzz", .names = none};
    const struct import_sink sink = {NULL, no_write, no_report};
    struct import import = {.source = &source, .sink = &sink, .platform = platform, .prefix = ""};
    struct import_challenge challenge = {.source = "assignment.md", .body = bytes, .body_line = 1};
    import_text(&import, &challenge);
    check(challenge.text != NULL);
    for (const struct import_hint *hint = challenge.hints; hint; hint = hint->next)
        check(hint->text != NULL && hint->text[0] != 0);
    import_scan(&import, "script", 1, bytes);
    arena_release(&import.arena);
}

void fuzz_import(struct slice bytes)
{
    if (memchr(bytes.data ? bytes.data : "", 0, bytes.length))
        return; /* such a file is refused before */
    if (!bytes.data)
        bytes = SLICE("");
    feed_as("instruqt", bytes);
    feed_as("killercoda", bytes);
}

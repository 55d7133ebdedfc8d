#include "import_text.h"

#include <string.h>

struct collected {
    struct buffer *out;
    const char *only;
};

static void write_file(void *context, const char *name, struct slice text)
{
    struct collected *collected = context;
    if (text_equal(name, "import-report.txt") || (collected->only && !strstr(name, collected->only)))
        return;
    struct slice line;
    buffer_format(collected->out, "== %s\n", name);
    while (text.length && slice_next(&text, '\n', &line)) /* "| ", so that no line looks like one of a case's */
        buffer_format(collected->out, "|%s%.*s\n", line.length ? " " : "", (int)line.length, line.data);
}

static void report(void *context, const char *line, bool matters)
{
    struct collected *collected = context;
    buffer_format(collected->out, "%s %s\n", matters ? "!" : " ", line);
}

void import_text_write(struct buffer *out, const char *platform, const struct import_source *source,
                       const char *only)
{
    static const char *const outcomes[] = {
        [IMPORT_WHOLE] = "whole", [IMPORT_PARTLY] = "partly", [IMPORT_FAILED] = "failed"};
    struct collected collected = {out, only};
    const struct import_sink sink = {&collected, write_file, report};
    enum import_outcome outcome = text_equal(platform, "killercoda") ? workshop_import_killercoda(source, &sink)
                                                                     : workshop_import_instruqt(source, &sink);
    buffer_format(out, "== outcome: %s\n", outcomes[outcome]);
}

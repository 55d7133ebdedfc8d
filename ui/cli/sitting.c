#include "cli/sitting.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "face/ascii.h"
#include "shell/shell.h"

bool sitting_unicode(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && locale[0])
            return strcasestr(locale, "utf-8") || strcasestr(locale, "utf8");
    }
    return false;
}

bool sitting_color(void)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(refused && refused[0]) && isatty(STDOUT_FILENO) && terminal && !text_equal(terminal, "dumb");
}

void sitting_show(struct sitting *sitting)
{
    struct slice shown = session_output(sitting->session, SITTING_TERMINAL);
    if (shown.length == 0)
        return;
    bool spells = sitting->spells;
    struct buffer spelled = {0};
    if (spells)
        ascii_add(&spelled, shown);
    struct slice out = spells ? buffer_slice(&spelled) : shown;
    fwrite(out.data, 1, out.length, stdout);
    fflush(stdout);
    buffer_release(&spelled);
    sitting->midline = shown.data[shown.length - 1] != '\n';
}

void sitting_end_line(struct sitting *sitting)
{
    if (sitting->midline)
        putchar('\n');
    sitting->midline = false;
}

static void echo_command(struct sitting *sitting, struct slice command)
{
    struct slice line;
    const char *mark = "$ ";
    sitting_end_line(sitting);
    while (slice_next(&command, '\n', &line)) {
        printf("%s%.*s\n", mark, (int)line.length, line.data);
        mark = "> ";
    }
}

/* What a person sees turn green at the prompt is put on record here, too. */
static void check_tasks(struct sitting *sitting)
{
    size_t done;
    while (sitting->keep && session_check_step(sitting->session, &done))
        continue;
    if (!sitting->keep && session_break(sitting->session))
        session_finish(sitting->session, SITTING_TERMINAL, sitting->settle);
}

static void run_command(struct sitting *sitting, struct slice command, bool echo)
{
    if (slice_ends(command, "\n"))
        command.length--;
    if (slice_trim(command).length == 0)
        return;
    if (echo)
        echo_command(sitting, command);
    session_input(sitting->session, INPUT_LINE, SITTING_TERMINAL, command);
    session_finish(sitting->session, SITTING_TERMINAL, sitting->settle);
    sitting_show(sitting);
    check_tasks(sitting);
}

void sitting_leave(struct sitting *sitting)
{
    session_input(sitting->session, INPUT_END, SITTING_TERMINAL, SLICE(""));
    session_finish(sitting->session, SITTING_TERMINAL, false);
    sitting_show(sitting);
}

size_t sitting_run(struct sitting *sitting, struct slice text, bool final, bool echo)
{
    size_t done = 0;
    while (done < text.length && !session_exiting(sitting->session, SITTING_TERMINAL)) {
        struct slice rest = slice_part(text, done, text.length);
        size_t length = shell_command_length(rest, final);
        if (length == 0 && final)
            length = rest.length;
        if (length == 0)
            break;
        run_command(sitting, slice_part(rest, 0, length), echo);
        done += length;
    }
    return done;
}

bool sitting_run_stdin(struct sitting *sitting)
{
    struct buffer pending = {0};
    char bytes[65536];
    ssize_t count = 0;
    while (!session_exiting(sitting->session, SITTING_TERMINAL) && pending.length <= LIMIT_LINE_BYTES) {
        do
            count = read(STDIN_FILENO, bytes, sizeof bytes);
        while (count < 0 && errno == EINTR);
        if (count <= 0)
            break;
        buffer_add(&pending, (struct slice){bytes, (size_t)count});
        buffer_drop_front(&pending, sitting_run(sitting, buffer_slice(&pending), false, false));
    }
    bool good = count >= 0 && pending.length <= LIMIT_LINE_BYTES;
    if (count < 0)
        fprintf(stderr, "ambit: standard input: %s\n", strerror(errno));
    else if (!good)
        fprintf(stderr, "ambit: a command longer than %d bytes is refused\n", LIMIT_LINE_BYTES);
    else
        sitting_run(sitting, buffer_slice(&pending), true, false);
    buffer_release(&pending);
    return good;
}

#include "workshop/drive.h"

#include "shell/shell.h"

/* The terminal "1"; when somebody has left its shell, the next one, as a learner would open it. */
static const char *find_terminal(const struct session *session)
{
    static const char *const terminals[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    size_t last = sizeof terminals / sizeof *terminals - 1, i = 0;
    while (i < last && session_exiting(session, terminals[i]))
        i++;
    return terminals[i];
}

static int run_line(struct session *session, const char *terminal, struct slice line, struct buffer *shown)
{
    session_input(session, INPUT_LINE, terminal, line);
    session_finish(session, terminal, true);
    if (session_break(session))
        session_finish(session, terminal, true);
    struct slice output = session_output(session, terminal);
    if (shown)
        buffer_add(shown, output);
    return session_status(session, terminal);
}

int drive_line(struct session *session, struct slice line, struct buffer *shown)
{
    return run_line(session, find_terminal(session), line, shown);
}

int drive_script(struct session *session, struct slice script, const struct drive_filter *filter,
                 struct buffer *shown)
{
    const char *terminal = find_terminal(session);
    int status = 0;
    while (script.length && !session_exiting(session, terminal)) {
        size_t length = shell_command_length(script, true);
        if (!length)
            length = script.length;
        struct slice command = slice_part(script, 0, length);
        script = slice_part(script, length, script.length);
        if (!slice_trim(command).length ||
            (filter && filter->before && !filter->before(filter->context, command)))
            continue;
        status = run_line(session, terminal, command, shown);
        if (filter && filter->after)
            filter->after(filter->context, command);
    }
    return status;
}

#include "workshop/drive.h"

#include "shell/shell.h"

static const char terminal[] = "1";

int drive_line(struct session *session, struct slice line, struct buffer *shown)
{
    session_input(session, INPUT_LINE, terminal, line);
    session_finish(session, terminal, true);
    struct slice output = session_output(session, terminal);
    if (shown)
        buffer_add(shown, output);
    return session_status(session, terminal);
}

int drive_script(struct session *session, struct slice script, const struct drive_filter *filter,
                 struct buffer *shown)
{
    int status = 0;
    while (script.length && !session_exiting(session, terminal)) {
        size_t length = shell_command_length(script, true);
        if (!length)
            length = script.length;
        struct slice command = slice_part(script, 0, length);
        script = slice_part(script, length, script.length);
        if (!slice_trim(command).length || (filter && filter->before && !filter->before(filter->context, command)))
            continue;
        status = drive_line(session, command, shown);
        if (filter && filter->after)
            filter->after(filter->context, command);
    }
    return status;
}

/* Tab: the words under the cursor go to the shell's completion, with this session's world. */
#include "session/record.h"
#include "shell/completion.h"
#include "tools/tools.h"

const struct value *complete_line(struct session *session, const char *line, struct arena *arena)
{
    (void)session;
    (void)line;
    return value_object(arena);
}

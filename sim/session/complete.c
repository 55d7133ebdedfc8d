/* Tab: the words under the cursor go to the shell's completion, with this session's world. */
#include "session/record.h"
#include "shell/completion.h"
#include "tools/tools.h"

const struct value *complete_line(struct session *session, const char *line, struct arena *arena)
{
    const struct world *world = machine_world(session->machine);
    struct shell *shell = shell_load(world, "1", NULL);
    const struct value *answer =
        completion_answer(arena, world, shell, program_rows, program_count, slice_of(line));
    shell_free(shell);
    return value_copy(arena, answer);
}

#include "face/actions.h"

const struct action action_rows[ACTIONS] = {
    [ACTION_RUN] = {"run", '\r', "Enter", NULL, "run the block that is marked"},
    [ACTION_EDIT] = {"edit", 'e', "e", NULL, "put the block into the prompt, to be changed first"},
    [ACTION_CHECK] = {"check", 'c', "c", "lab check", "what is done, and what was observed"},
    [ACTION_HINT] = {"hint", 'h', "h", "lab hint", "the next step; again for more"},
    [ACTION_SOLUTION] = {"solution", 's', "s", "lab solution", "the commands that solve the open task"},
    [ACTION_SKIP] = {"skip", 'S', "S", "lab skip", "solve the open task for me; it earns no points"},
    [ACTION_WHY] = {"why", 'w', "w", "lab why", "explain the last request, hop by hop"},
    [ACTION_UNDO] = {"undo", 'u', "u", "lab undo", "take back the last command"},
    [ACTION_REDO] = {"redo", 'r', "r", "lab redo", "do again what was undone"},
    [ACTION_RESET] = {"reset", 'R', "R", "lab reset", "back to the start of the challenge"},
    [ACTION_NEXT] = {"next", 'n', "n", "lab next", "on to the next challenge of the track"},
    [ACTION_MESH] = {"mesh", 'm', "m", "lab mesh", "who is in the mesh, and who calls whom"},
    [ACTION_TRACE] = {"trace", 't', "t", "lab trace", "the last requests, step by step"},
    [ACTION_TIMELINE] = {"timeline", 'l', "l", "lab timeline", "what each command changed"},
    [ACTION_FOCUS] = {"focus", '\t', "Tab", NULL, "the next pane (from an empty prompt too)"},
    [ACTION_LARGE] = {"large", 'z', "z", NULL, "this pane alone, and back"},
    [ACTION_COMMAND] = {"command", ':', ":", NULL, "name an action, or type a command of lab"},
    [ACTION_HELP] = {"help", '?', "?", "lab help", "the keys"},
    [ACTION_LEAVE] = {"leave", 'q', "q", "exit", "leave the lab; what is saved stays"},
};

enum action_kind action_with_key(char key)
{
    int kind = 0;
    while (kind < ACTIONS && (action_rows[kind].key != key || !key))
        kind++;
    return (enum action_kind)kind;
}

enum action_kind action_named(struct slice name)
{
    int kind = 0;
    while (kind < ACTIONS && !slice_is(name, action_rows[kind].name))
        kind++;
    return (enum action_kind)kind;
}

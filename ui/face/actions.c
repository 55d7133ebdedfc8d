#include "face/actions.h"

const struct action action_rows[ACTIONS] = {
    [ACTION_SEARCH] = {"search", "/", IN_HOME | IN_LESSON, "find TEXT", "search; again for the next place"},
    [ACTION_OPEN] = {"open", "Enter l Right", IN_HOME, "open N", "open the challenge, where you left it"},
    [ACTION_BEGIN] = {"begin", "n", IN_HOME, "new N", "begin the challenge anew; what is saved stays"},
    [ACTION_RUN] = {"run", "Enter", IN_LESSON, "lab run N", "run the block that is marked"},
    [ACTION_EDIT] = {"edit", "e", IN_LESSON, "lab edit N", "put the block into the prompt, to be changed first"},
    [ACTION_COPY] = {"copy", "y", IN_LESSON, "lab block N", "copy the block"},
    [ACTION_NEXT_BLOCK] = {"next-block", "J ]", IN_LESSON, NULL, "on to the next block, whatever stands between"},
    [ACTION_PREVIOUS_BLOCK] = {"last-block", "K [", IN_LESSON, NULL, "back to the block before"},
    [ACTION_READ] = {"read", NULL, IN_LAB, "lab read", "the lesson, its blocks numbered"},
    [ACTION_TASKS] = {"tasks", "a", IN_LAB, "lab tasks", "what there is to do"},
    [ACTION_CHECK] = {"check", "c", IN_LAB, "lab check", "what is done, and what was observed"},
    [ACTION_HINT] = {"hint", "i h", IN_LAB, "lab hint", "the next step; again for more"},
    [ACTION_SOLUTION] = {"solution", "s", IN_LAB, "lab solution", "the commands of the open task, into the prompt"},
    [ACTION_SKIP] = {"skip", "S", IN_LAB, "lab skip", "solve the open task for me; it earns no points"},
    [ACTION_WHY] = {"why", "w", IN_LAB, "lab why", "explain the last request, hop by hop"},
    [ACTION_UNDO] = {"undo", "u Backspace", IN_LAB, "lab undo", "take back the last command"},
    [ACTION_REDO] = {"redo", "r", IN_LAB, "lab redo", "do again what was undone"},
    [ACTION_RESET] = {"reset", "R", IN_LAB, "lab reset", "back to the start of the challenge"},
    [ACTION_SUBMIT] = {"submit", "X", IN_LAB, "lab submit", "write what I did into a file, to hand it in"},
    [ACTION_NEXT] = {"next", "n", IN_LAB, "lab next", "on to the next challenge of the track"},
    [ACTION_MESH] = {"mesh", "m", IN_LAB, "lab mesh", "who is in the mesh, and who calls whom"},
    [ACTION_TRACE] = {"trace", "t", IN_LAB, "lab trace", "the last requests, step by step"},
    [ACTION_TIMELINE] = {"timeline", "T", IN_LAB, "lab timeline", "what each command changed"},
    [ACTION_FILES] = {"files", "f", IN_LAB, "ls -R", "your files, in an editor; :open PATH opens one"},
    [ACTION_SAVE] = {"save", "Ctrl-S", IN_VIEW, "nano FILE", "write the editor's text to its file; nothing is applied"},
    [ACTION_APPLY] = {"apply", "Ctrl-A", IN_VIEW, "kubectl apply -f FILE", "apply the editor's file, at the prompt"},
    [ACTION_JUMP] = {"jump", "Enter", IN_VIEW, "lab undo N", "open the request; go to the point of the time line"},
    [ACTION_FOCUS] = {"focus", "Tab", IN_LAB, NULL, "the next pane (from an empty prompt too)"},
    [ACTION_FOCUS_BACK] = {"focus-back", "Shift-Tab", IN_LAB, NULL, "the pane before"},
    [ACTION_LARGE] = {"large", "z", IN_LAB, NULL, "this pane alone, and back"},
    [ACTION_WIDER] = {"wider", ">", IN_LAB, NULL, "this pane wider (a border can be dragged, too)"},
    [ACTION_NARROWER] = {"narrower", "<", IN_LAB, NULL, "this pane narrower"},
    [ACTION_TALLER] = {"taller", "+", IN_LAB, NULL, "this pane taller"},
    [ACTION_SHORTER] = {"shorter", "-", IN_LAB, NULL, "this pane shorter"},
    [ACTION_TERMINAL] = {"terminal", "x", IN_LAB, NULL, "the next terminal, where there are several"},
    [ACTION_NEW_TERMINAL] = {"new-terminal", "N", IN_LAB, NULL, "one more terminal; exit closes it"},
    [ACTION_BACK] = {"back", "Escape", IN_HOME | IN_LAB, NULL, "out of what was opened last"},
    [ACTION_COMMAND] = {"command", ":", EVERYWHERE, NULL, "name an action, or type a command of lab"},
    [ACTION_THEME] = {"theme", "C", EVERYWHERE, NULL, "colours for a dark, a light, a monochrome terminal"},
    [ACTION_REDRAW] = {"redraw", "Ctrl-L", EVERYWHERE, NULL, "draw the screen again"},
    [ACTION_SUSPEND] = {"suspend", "Ctrl-Z", EVERYWHERE, NULL, "back to your own shell; fg comes back"},
    [ACTION_HELP] = {"help", "?", EVERYWHERE, "lab help", "the keys"},
    [ACTION_LEAVE] = {"quit", "q", EVERYWHERE, "exit", "leave; what is saved stays"},
    [ACTION_UP] = {"up", "k Up", EVERYWHERE, NULL, "up"},
    [ACTION_DOWN] = {"down", "j Down", EVERYWHERE, NULL, "down"},
    [ACTION_LEFT] = {"left", "h Left", IN_VIEW, NULL, "a hop back"},
    [ACTION_RIGHT] = {"right", "l Right", IN_VIEW, NULL, "a hop forward"},
    [ACTION_PAGE_UP] = {"page-up", "PageUp b", EVERYWHERE, NULL, "a page up"},
    [ACTION_PAGE_DOWN] = {"page-down", "PageDown Space", EVERYWHERE, NULL, "a page down"},
    [ACTION_TOP] = {"top", "g Home", EVERYWHERE, NULL, "to the top"},
    [ACTION_BOTTOM] = {"bottom", "G End", EVERYWHERE, NULL, "to the bottom"},
};

enum action_kind action_named(struct slice name)
{
    int kind = 0;
    while (kind < ACTIONS && !slice_is(name, action_rows[kind].name))
        kind++;
    return (enum action_kind)kind;
}

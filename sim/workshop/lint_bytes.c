/* Every file as bytes: what no editor shows and a shell stumbles over. */
#include "workshop/lint.h"

#include "shell/utf8.h"

/* A script for a shell: by its first line, its ending, or its Instruqt name. */
static bool is_shell(struct slice text, const char *name)
{
    static const char *const names[] = {"setup-", "check-", "solve-", "cleanup-"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_starts(name, names[i]))
            return true;
    return text_ends(name, ".sh") || slice_starts(text, "#!");
}

static bool is_text(const char *name)
{
    static const char *const endings[] = {".md", ".lua", ".yaml", ".yml", ".sh", ".txt", ".json"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends(name, endings[i]))
            return true;
    return false;
}

/* Where the first bytes are that are no UTF-8; the length: all are. */
static size_t find_broken(struct slice text)
{
    size_t at = 0;
    while (at < text.length) {
        struct slice rest = slice_part(text, at, text.length);
        if (character_code(rest) >= 0x110000)
            return at;
        at += character_length(rest);
    }
    return at;
}

/* Whether fail-message ends the script is said in two ways by Instruqt itself; who wants it to end says so. */
static void look_for_exit(struct desk *desk, const char *name, struct slice text)
{
    enum { NEAR = 3 }; /* lines in which the exit stands */
    struct slice rest = text, line, near;
    for (size_t number = 1; slice_next(&rest, '\n', &line); number++) {
        struct slice behind = rest;
        bool ends = slice_find(line, SLICE("exit ")) < line.length;
        if (!slice_starts(slice_trim(line), "fail-message "))
            continue;
        for (int i = 0; i < NEAR && !ends && slice_next(&behind, '\n', &near); i++) {
            near = slice_trim(near);
            if (slice_is(near, "fi") || slice_is(near, "}"))
                break; /* what follows is no longer about this failure */
            ends = slice_starts(near, "exit") && !slice_is(near, "exit 0");
        }
        if (!ends)
            desk_find(
                desk, SEVERITY_WARNING, name, number,
                "no exit 1 behind fail-message: here the check has failed, elsewhere it may go on and pass");
    }
}

static void look(struct desk *desk, const char *name, struct slice text)
{
    bool shell = is_shell(text, name);
    size_t null = slice_find_byte(text, '\0'), returned = slice_find(text, SLICE("\r\n"));
    if (text_ends(name, ".remote"))
        desk_find(desk, SEVERITY_WARNING, name, 0, "left over from a conflict of `instruqt track pull`");
    if (!shell && !is_text(name))
        return;
    if (shell)
        look_for_exit(desk, name, text);
    if (null < text.length)
        desk_find(desk, SEVERITY_ERROR, name, line_at(text, null), "a null byte");
    if (shell && returned < text.length)
        desk_find(desk, SEVERITY_ERROR, name, line_at(text, returned),
                  "the line ends with CR LF, and the shell takes the CR for a part of the command");
    size_t broken = find_broken(text);
    if (broken < text.length)
        desk_find(desk, SEVERITY_WARNING, name, line_at(text, broken), "bytes that are no UTF-8");
}

void lint_bytes(struct desk *desk)
{
    for (size_t i = 0; i < desk->folder->count; i++) {
        struct slice text = desk_read(desk, desk->folder->names[i]);
        if (text.data)
            look(desk, desk->folder->names[i], text);
    }
}

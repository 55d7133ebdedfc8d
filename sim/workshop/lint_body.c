/* The body of assignment.md: fences and buttons. A fence that is not closed swallows the rest of the page, and
 * one whose info string is wrong loses its button, so both are looked for line by line, and not in what
 * Markdown makes of them. */
#include "base/nearest.h"
#include "shell/shell.h"
#include "workshop/lint.h"

static const char file_name[] = "assignment.md";
static const char *const attributes[] = {"run", "copy", "nocopy", "wrap", "line-numbers", NULL};

enum { WIDEST_CODE = 120 };

struct fence {
    size_t line; /* where it begins; 0: none is open */
    char mark;
    size_t length;
    bool shell;
    struct slice code; /* so far */
};

/* What stands behind the marks of a quote and of a list: fences may be in either. */
static struct slice without_marks(struct slice line)
{
    for (;;) {
        line = slice_trim(line);
        if (slice_starts(line, "> ") || slice_starts(line, "- ") || slice_starts(line, "* "))
            line = slice_part(line, 2, line.length);
        else
            return line;
    }
}

/* The marks that the line begins with, at least three; 0: it is no fence. */
static size_t marks(struct slice line)
{
    size_t count = 0;
    while (count < line.length && line.data[count] == line.data[0])
        count++;
    return line.length && (line.data[0] == '`' || line.data[0] == '~') && count >= 3 ? count : 0;
}

static bool is_attribute(struct slice word)
{
    for (const char *const *one = attributes; *one; one++)
        if (slice_is(word, *one))
            return true;
    return false;
}

static void lint_info(struct desk *desk, size_t line, struct slice info)
{
    struct slice rest = info, word;
    const char *whole = arena_copy(desk->arena, info);
    if (slice_find_byte(info, '{') < info.length) {
        desk_find(desk, SEVERITY_ERROR, file_name, line,
                  "a fence's attributes stand behind commas, as in bash,run; '%s' is shown as plain code",
                  whole);
        return;
    }
    for (size_t i = 0; i < info.length; i++) {
        if (!ascii_is_space(info.data[i]))
            continue;
        desk_find(desk, SEVERITY_ERROR, file_name, line,
                  "a fence's attributes stand behind commas without blanks, as in bash,run; this says '%s'",
                  whole);
        return;
    }
    for (bool first = true; slice_next(&rest, ',', &word); first = false) {
        if (first || is_attribute(word))
            continue;
        const char *unknown = arena_copy(desk->arena, word);
        desk_find(desk, SEVERITY_ERROR, file_name, line, "a fence has no attribute '%s'; did you mean '%s'?",
                  unknown, nearest_word(unknown, attributes));
    }
}

/* A block that a reader may run has to be whole commands. */
static void lint_shell(struct desk *desk, const struct fence *fence)
{
    struct slice rest = fence->code;
    while (slice_trim(rest).length) {
        size_t length = shell_command_length(rest, false);
        if (!length) {
            desk_find(desk, SEVERITY_WARNING, file_name,
                      fence->line + line_at(fence->code, (size_t)(rest.data - fence->code.data)),
                      "this command does not end in its block: a quote, a here-document or a loop is open");
            return;
        }
        rest = slice_part(rest, length, rest.length);
    }
}

static void open_fence(struct desk *desk, struct fence *fence, size_t number, struct slice line, size_t count,
                       const char *next)
{
    struct slice info = slice_trim(slice_part(line, count, line.length));
    if (line.data[0] == '`' && slice_find_byte(info, '`') < info.length)
        return; /* code within a line */
    *fence = (struct fence){.line = number, .mark = line.data[0], .length = count, .code = {next, 0}};
    fence->shell = slice_is(info, "bash") || slice_starts(info, "bash,") || slice_is(info, "sh") ||
                   slice_starts(info, "sh,");
    if (info.length)
        lint_info(desk, number, info);
}

/* A line inside a fence; [line] is without its marks. */
static void in_fence(struct desk *desk, struct fence *fence, size_t number, struct slice whole,
                     struct slice line)
{
    size_t count = marks(line);
    bool closes = count >= fence->length && line.data[0] == fence->mark;
    if (closes && !slice_trim(slice_part(line, count, line.length)).length) {
        if (fence->shell)
            lint_shell(desk, fence);
        fence->line = 0;
        return;
    }
    fence->code.length = (size_t)(whole.data + whole.length + 1 - fence->code.data);
    if (closes)
        desk_find(desk, SEVERITY_ERROR, file_name, number,
                  "a fence begins here, and the one of line %zu is not closed yet", fence->line);
    else if (whole.length > WIDEST_CODE)
        desk_find(desk, SEVERITY_WARNING, file_name, number,
                  "a line of code is longer than %d bytes: it will be cut or folded", WIDEST_CODE);
}

/* [text](tab-N), of links and buttons. */
static void lint_tab_links(struct desk *desk, size_t number, struct slice line)
{
    for (;;) {
        size_t at = slice_find(line, SLICE("](tab-"));
        if (at == line.length)
            return;
        line = slice_part(line, at + 6, line.length);
        int64_t tab;
        if (slice_to_integer(slice_part(line, 0, slice_find_byte(line, ')')), &tab) && tab >= 0 &&
            (size_t)tab >= desk->tabs)
            desk_find(desk, SEVERITY_ERROR, file_name, number,
                      "tab-%d: there are %zu tabs, and they count from 0", (int)tab, desk->tabs);
    }
}

void lint_body(struct desk *desk)
{
    struct slice rest = desk->assignment, whole;
    struct fence fence = {0};
    bool front = slice_starts(rest, "---");
    for (size_t number = 1; slice_next(&rest, '\n', &whole); number++) {
        struct slice line = without_marks(whole);
        if (front) {
            front = number == 1 || !slice_is(slice_trim(whole), "---");
            continue;
        }
        size_t count = marks(line);
        if (fence.line)
            in_fence(desk, &fence, number, whole, line);
        else if (count)
            open_fence(desk, &fence, number, line, count, rest.data);
        else
            lint_tab_links(desk, number, whole);
    }
    if (fence.line)
        desk_find(desk, SEVERITY_ERROR, file_name, fence.line, "the fence that begins here is not closed");
}

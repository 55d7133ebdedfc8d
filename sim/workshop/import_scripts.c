/* Looks through a script: which of its commands ambit runs as they are, which stand for something else here,
 * and which it has not. What a command then really says is found when the track is played (import_play.c). */
#include "shell/syntax.h"
#include "tools/tools.h"
#include "workshop/import.h"

struct scan {
    struct import *import;
    const char *file;
    int line;                /* of the text's first line, less one */
    struct world *world;     /* a machine of the platform */
    struct value *functions; /* of the script: names as keys */
};

/* Commands that do something else here than on the real machine; the rest of what is said. */
static const struct replaced {
    const char *name, *second; /* second NULL: whatever comes */
    const char *text;
} replaced[] = {
    {"k3d", NULL, "makes the simulated cluster"},
    {"kind", NULL, "makes the simulated cluster"},
    {"docker", "pull", "remembers the image's name"},
    {"helm", "repo", "remembers the repository"},
    {"helm", "install", "puts Istio's parts into the simulated cluster"},
    {"helm", "upgrade", "puts Istio's parts into the simulated cluster"},
    {"istioctl", "install", "puts Istio's parts into the simulated cluster"},
    {"docker", "restart", "time passes; the node is as it was"},
    {"apt", NULL, "packages whose programs are here are installed already"},
    {"apt-get", NULL, "packages whose programs are here are installed already"},
    {"sudo", NULL, "everybody is root"},
    {"sleep", NULL, "virtual time passes"},
    {"set-status", NULL, "kept; nobody shows it"},
};

static bool is_builtin(const char *name)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (text_equal(builtin_rows[i]->name, name))
            return true;
    return text_equal(name, "[") || text_equal(name, "echo") || text_equal(name, "printf") ||
           text_equal(name, "test") || text_equal(name, "true") || text_equal(name, "false") ||
           text_equal(name, ":");
}

static const struct replaced *find_replaced(const struct node *node)
{
    const char *second = node->count > 1 ? node->words[1] : "";
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++)
        if (text_equal(replaced[i].name, node->words[0]) &&
            (!replaced[i].second || text_equal(replaced[i].second, second)))
            return &replaced[i];
    return NULL;
}

/* The command in one line, as written, shortened. */
static const char *text_of(struct arena *arena, const struct node *node)
{
    enum { LONGEST = 70 };
    struct buffer text = {0};
    for (int i = 0; i < node->count; i++)
        buffer_format(&text, "%s%s", i ? " " : "", node->words[i]);
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == '\n')
            text.length = i;
    bool cut = text.length > LONGEST;
    size_t length = cut ? LONGEST : text.length;
    while (length && cut && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    const char *copy = arena_format(arena, "%.*s%s", (int)length, buffer_text(&text), cut ? " ..." : "");
    buffer_release(&text);
    return copy;
}

/* A program, with a function of the script before it perhaps: "retry helm install ...". */
static void judge(struct scan *scan, const struct node *node)
{
    struct import *import = scan->import;
    struct node rest = *node;
    bool called = value_get(scan->functions, rest.words[0]) != NULL;
    if (called) {
        rest.words++;
        rest.count--;
    }
    const char *name = rest.count ? rest.words[0] : "";
    const struct program *program = name[0] ? tools_find(scan->world, NULL, NULL, name) : NULL;
    if (is_builtin(name) || (called && !program))
        return;
    const char *what = text_of(&import->arena, node);
    int line = scan->line + node->line;
    const struct replaced *row = find_replaced(&rest);
    if (strpbrk(name, "$`\"'"))
        import_find(import, FINDING_SIMULATED, scan->file, line, what,
                    "which program it is, is known when it runs");
    else if (!program)
        import_find(import, FINDING_UNSIMULATED, scan->file, line, what,
                    "%s: no such program here (status 127)", name);
    else if (program->absent)
        import_find(import, FINDING_UNSIMULATED, scan->file, line, what, "it says so, with status 127");
    else if (row)
        import_find(import, FINDING_REPLACED, scan->file, line, what, "%s", row->text);
    else
        import_find(import, FINDING_SIMULATED, scan->file, line, what, NULL);
}

static void walk(struct scan *scan, const struct node *node);
static void scan_text(struct scan *scan, const char *text, int line);

/* Commands inside $( ) and ` `. */
static void walk_word(struct scan *scan, const char *word, int line)
{
    struct arena *arena = &scan->import->arena;
    for (const char *at = word; *at;) {
        const char *inside;
        size_t span = syntax_span(at);
        if (!span)
            return;
        if (*at == '\'' && span > 1) {
            at += span;
        } else if (at[0] == '$' && at[1] == '(' && !syntax_arithmetic(arena, at, &inside) && span > 3) {
            scan_text(scan, arena_copy(arena, (struct slice){at + 2, span - 3}), line);
            at += span;
        } else if (*at == '`' && span > 2) {
            scan_text(scan, arena_copy(arena, (struct slice){at + 1, span - 2}), line);
            at += span;
        } else {
            at++; /* into "..." and ${...}, too */
        }
    }
}

static void walk_all(struct scan *scan, const struct node *node)
{
    for (; node; node = node->next)
        walk(scan, node);
}

static void walk(struct scan *scan, const struct node *node)
{
    if (!node)
        return;
    for (int i = 0; i < node->assignment_count; i++)
        walk_word(scan, node->assignments[i], scan->line + node->line);
    for (int i = 0; node->words && i < node->count; i++)
        walk_word(scan, node->words[i], scan->line + node->line);
    if (node->kind == NODE_SIMPLE && node->count)
        judge(scan, node);
    if (node->kind == NODE_FUNCTION && node->source && !node->body)
        scan_text(scan, node->source, scan->line + node->line);
    walk_all(scan, node->condition);
    walk_all(scan, node->children);
    walk_all(scan, node->body);
    walk_all(scan, node->otherwise);
}

static void note_functions(struct scan *scan, const struct node *node)
{
    for (; node; node = node->next) {
        if (node->kind == NODE_FUNCTION)
            value_put(&scan->import->arena, scan->functions, node->words[0], value_null());
        note_functions(scan, node->children);
        note_functions(scan, node->body);
        note_functions(scan, node->otherwise);
    }
}

static void walk_tree(struct scan *scan, const char *text, bool functions)
{
    struct arena *arena = &scan->import->arena;
    int line = 1;
    while (*text) {
        struct syntax syntax = syntax_parse(arena, text, line, NULL);
        if (syntax.result != SYNTAX_COMPLETE && !functions)
            import_find(scan->import, FINDING_WARNING, scan->file, scan->line + syntax.error_line, NULL, "%s",
                        syntax.message ? syntax.message : "the script ends inside a heredoc");
        if (!syntax.tree) /* a heredoc without an end is run as it is */
            return;
        if (functions)
            note_functions(scan, syntax.tree->root);
        else
            walk_all(scan, syntax.tree->root);
        tree_unref(syntax.tree);
        if (!syntax.length || syntax.result != SYNTAX_COMPLETE)
            return;
        text += syntax.length;
        line = syntax.line;
    }
}

static void scan_text(struct scan *scan, const char *text, int line)
{
    int before = scan->line;
    scan->line = line - 1;
    walk_tree(scan, text, false);
    scan->line = before;
}

/* The line of the next fail-message behind line [after] that nothing leaves the script behind; 0: none. */
static int open_message(struct slice text, int after)
{
    struct slice line;
    int number = 0, open = 0;
    while (slice_next(&text, '\n', &line)) {
        line = slice_trim(line);
        if (++number <= after || slice_starts(line, "#"))
            continue;
        bool leaves =
            slice_find(line, SLICE("exit ")) < line.length || slice_find(line, SLICE("return ")) < line.length;
        bool ends = slice_is(line, "fi") || slice_is(line, "}") || slice_starts(line, "else") ||
                    slice_starts(line, "elif");
        if (open && leaves)
            open = 0;
        else if (open && ends)
            return open;
        if (!leaves && slice_find(line, SLICE("fail-message")) < line.length)
            open = number;
    }
    return open;
}

/* The interpreter of the first line, when it is no shell. */
static bool is_shell(struct import *import, const char *file, struct slice text)
{
    struct slice first = slice_trim(slice_part(text, 0, slice_find_byte(text, '\n')));
    static const char *const others[] = {"python", "pwsh", "powershell", "node", "perl", "ruby", "expect"};
    if (!slice_starts(text, "#!"))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (slice_find(first, slice_of(others[i])) < first.length) {
            import_find(import, FINDING_UNSIMULATED, file, 1, arena_copy(&import->arena, first),
                        "scripts are run by bash and sh only");
            return false;
        }
    }
    return true;
}

bool import_scan(struct import *import, const char *file, int line, struct slice text)
{
    struct value *functions = value_object(&import->arena);
    struct scan scan = {.import = import, .file = file, .line = line - 1, .functions = functions};
    struct draft draft;
    if (!is_shell(import, file, text))
        return false;
    struct world *empty = world_new((struct instant){0}, 1);
    draft_begin(&draft, &import->arena, empty);
    static const char *const folders[] = {"/var/lib/docker", "/opt/instruqt"};
    for (size_t i = 0; i < (text_equal(import->platform, "instruqt") ? 2 : 1); i++)
        draft_set(&draft, WORLD_FILES, folders[i], value_object(&import->arena));
    scan.world = draft_commit(&draft);
    const char *copy = arena_copy(&import->arena, text);
    walk_tree(&scan, copy, true);
    walk_tree(&scan, copy, false);
    for (int at = 0; text_equal(import->platform, "instruqt") && (at = open_message(text, at));)
        import_find(import, FINDING_WARNING, file, at, "fail-message",
                    "no exit 1 behind it: here the check is not passed all the same, and the script goes on");
    world_unref(scan.world);
    world_unref(empty);
    return true;
}

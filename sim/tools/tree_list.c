/* tree: a directory as a drawing (the program of that name, version 2). */
#include <string.h>

#include "tools/options.h"

extern const struct program tree_program;

static const struct flag flags[] = {
    {NULL, 'a', NULL, "all files are listed"},
    {NULL, 'd', NULL, "list directories only"},
    {NULL, 'f', NULL, "print the full path prefix for each file"},
    {NULL, 'F', NULL, "append / to directories"},
    {NULL, 'L', "LEVEL", "descend only LEVEL directories deep"},
    {"noreport", 0, NULL, "turn off the count at the end"},
    {0},
};

struct drawing {
    struct process *process;
    bool all, directories_only, full, classify;
    int64_t most;
    int directories, files;
};

enum { DEPTH = 64 };

struct level {
    const struct value *names;
    size_t next;
    const char *path, *prefix;
};

static const struct value *names_of(const struct drawing *drawing, const char *path)
{
    struct process *process = drawing->process;
    const struct value *all = process_list_directory(process, path);
    struct value *shown = value_array(process->arena);
    for (size_t i = 0; i < value_count(all); i++) {
        const char *name = value_string_of(value_at(all, i));
        bool directory = process_is_directory(process, arena_format(process->arena, "%s/%s", path, name));
        if ((drawing->all || name[0] != '.') && (directory || !drawing->directories_only))
            value_append(process->arena, shown, value_at(all, i));
    }
    return shown;
}

static void draw(struct drawing *drawing, const char *path)
{
    struct process *process = drawing->process;
    struct level levels[DEPTH] = {{names_of(drawing, path), 0, path, ""}};
    for (int depth = 0; depth >= 0;) {
        struct level *level = &levels[depth];
        if (level->next == value_count(level->names)) {
            depth--;
            continue;
        }
        const char *name = value_string_of(value_at(level->names, level->next++));
        bool last = level->next == value_count(level->names);
        const char *below =
            arena_format(process->arena, "%s%s%s", level->path, text_ends(level->path, "/") ? "" : "/", name);
        bool directory = process_is_directory(process, below);
        const char *link = process_link(process, below);
        *(directory ? &drawing->directories : &drawing->files) += 1;
        process_print(process, "%s%s%s%s%s%s\n", level->prefix, last ? "└── " : "├── ",
                      drawing->full ? below : name, link ? " -> " : "", link ? link : "",
                      directory && drawing->classify ? "/" : "");
        if (!directory || link || depth + 1 == DEPTH || depth + 1 >= drawing->most)
            continue;
        levels[++depth] = (struct level){
            names_of(drawing, below), 0, below,
            arena_format(process->arena, "%s%s", level->prefix, last ? "    " : "│\u00a0\u00a0 ")};
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &tree_program, count, words);
    struct drawing drawing = {.process = process, .most = DEPTH};
    bool report = true;
    int status = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        drawing.all |= flag->letter == 'a';
        drawing.directories_only |= flag->letter == 'd';
        drawing.full |= flag->letter == 'f';
        drawing.classify |= flag->letter == 'F';
        report &= !text_equal(flag->name, "noreport");
        if (flag->letter == 'L')
            drawing.most = options_number(&options, "Invalid level, must be greater than 0.");
    }
    for (int i = 0; i < (options.operand_count ? options.operand_count : 1); i++) {
        const char *path = options.operand_count ? options.operands[i] : ".";
        bool there = process_is_directory(process, path);
        process_print(process, there ? "%s\n" : "%s  [error opening dir]\n", path);
        status |= there ? 0 : 2;
        drawing.directories += there;
        if (there)
            draw(&drawing, path);
    }
    if (report && drawing.directories_only)
        process_print(process, "\n%d director%s\n", drawing.directories,
                      drawing.directories == 1 ? "y" : "ies");
    else if (report)
        process_print(process, "\n%d director%s, %d file%s\n", drawing.directories,
                      drawing.directories == 1 ? "y" : "ies", drawing.files, drawing.files == 1 ? "" : "s");
    return status;
}

const struct program tree_program = {.name = "tree",
                                     .usage = "tree [OPTION]... [DIRECTORY]...",
                                     .help = "Draw a directory and what is in it",
                                     .flags = flags,
                                     .run = run};

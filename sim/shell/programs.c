#include "shell/programs.h"

#include <string.h>

#include "base/write.h"
#include "images/files.h"
#include "images/host.h"
#include "shell/evaluate.h"
#include "shell/host.h"
#include "shell/stream.h"

/* --- their files --- */

static const char *directory_of(const struct program *row)
{
    return row->directory ? row->directory : "/usr/bin";
}

static bool stands_at(const struct program *row, const char *path, const char *slash)
{
    const char *directory = directory_of(row);
    size_t length = strlen(directory);
    return !row->absent && path + length == slash && !strncmp(path, directory, length);
}

struct value *programs_entry(struct process *process, const char *path)
{
    const char *slash = strrchr(path, '/');
    const struct program *row = slash && slash > path ? process->host->find(process, slash + 1) : NULL;
    if (!row || !stands_at(row, path, slash))
        return NULL;
    struct value *entry = image_program_entry(process->arena, row->name);
    value_put_integer(process->arena, entry, "modified", HOST_MADE);
    return entry;
}

bool program_stands_in(const struct program *row, const char *directory)
{
    return !row->pod_only && text_equal(directory_of(row), directory);
}

/* --- $PATH --- */

static bool executable(const struct value *file)
{
    return file && strpbrk(value_find_text(file, "mode"), "1357");
}

/* What of this name stands somewhere from the beginning: a row's file on the learner's machine, a program of the
 * image in a container. NULL: nothing. */
struct known {
    const char *name;
    const struct program *row; /* NULL: in a container */
    struct slice directory; /* "/usr/bin", and perhaps a slash */
};

static struct known known_as(struct process *process, const char *name)
{
    if (process->pod) {
        const struct image *image = image_of_container(process_cluster(process), process->pod, process->container);
        const char *directory = image ? image_program_directory(image, name) : NULL;
        return (struct known){directory ? name : NULL, NULL, slice_of(directory)};
    }
    const struct program *row = process_find_program(process, name);
    return row && !row->absent ? (struct known){row->name, row, slice_of(directory_of(row))} : (struct known){0};
}

/* Can [candidate] be executed? Every command asks it of some directories. *first: its file is there from the beginning
 * on; nobody wrote it. */
static bool can_start(struct process *process, const char *candidate, const struct known *known, bool *first)
{
    const char *path = process_real_path(process, candidate);
    const struct value *written = process_written(process, path);
    size_t length = known->directory.length;
    *first = false;
    if (written)
        return value_get(written, "data") && executable(written);
    if (!known->name || strncmp(path, known->directory.data, length) != 0)
        return false;
    path += length;
    *first = text_equal(path + (*path == '/'), known->name);
    return *first;
}

static const char *join(struct arena *arena, struct slice folder, const char *name)
{
    struct slice file = slice_of(name);
    char *path = arena_room(arena, folder.length + file.length + 2), *at = write_slice(path, folder);
    if (folder.length == 0)
        *at++ = '.';
    if (at[-1] != '/')
        *at++ = '/';
    *write_slice(at, file) = 0;
    return path;
}

/* Along [path], $PATH; *known is what the name is known as, and *first as in can_start. */
static const char *find_along(struct process *process, const char *path, const char *name, const char *after,
                              struct known *known, bool *first)
{
    if (!path && process->shell->plain)
        path = "/sbin:/usr/sbin:/bin:/usr/bin";
    *known = known_as(process, name);
    *first = false;
    struct slice rest = slice_of(path ? path : ""), folder;
    while (rest.data && slice_next(&rest, ':', &folder)) {
        const char *candidate = join(process->arena, folder, name);
        if (after)
            after = text_equal(after, candidate) ? NULL : after;
        else if (can_start(process, candidate, known, first))
            return candidate;
    }
    return NULL;
}

const char *program_path(struct process *process, const char *name, const char *after)
{
    struct known known;
    const char *problem;
    bool first;
    if (!*name)
        return NULL;
    if (strchr(name, '/'))
        return !after && executable(process_file(process, name, &problem)) ? name : NULL;
    return find_along(process, variable_text(process->shell, "PATH"), name, after, &known, &first);
}

const char *program_started(struct process *process)
{
    if (process->pod || !process->name)
        return NULL;
    const char *path = program_path(process, process->name, NULL);
    return path ? path : process->name;
}

void program_leave_path(struct process *process)
{
    const char *path = program_started(process);
    if (path && !(variable_flags(process->shell, "_") & VARIABLE_EXPORTED))
        shell_set_variable(process->shell, "_", path, true);
}

/* --- starting --- */

/* Of a script's first line: the interpreter, and what stands behind it as one word (Linux execve(2)). */
static const char *interpreter_of(struct process *process, struct slice text, const char **argument)
{
    *argument = NULL;
    if (!slice_starts(text, "#!"))
        return process->shell->plain ? "sh" : "bash";
    struct slice line = slice_trim(slice_part(text, 2, slice_find_byte(text, '\n')));
    size_t end = slice_find_byte(line, ' ');
    struct slice named = slice_part(line, 0, end), rest = slice_trim(slice_part(line, end, line.length));
    if (slice_ends(named, "/env") && rest.length) {
        named = slice_starts(rest, "-S ") ? slice_trim(slice_part(rest, 3, rest.length)) : rest;
        end = slice_find_byte(named, ' ');
        rest = slice_trim(slice_part(named, end, named.length));
        named = slice_part(named, 0, end);
    }
    if (rest.length)
        *argument = arena_copy(process->arena, rest);
    return named.length ? arena_copy(process->arena, named) : "/bin/sh";
}

/* The row whose file stands at [path]; NULL: it is something else. */
static const struct program *row_at(struct process *process, const char *path)
{
    const char *problem;
    const struct value *file = path ? process_file(process, path, &problem) : NULL;
    const char *name = file ? image_program_of(process->arena, file_data(file)) : NULL;
    return name && executable(file) ? process_find_program(process, name) : NULL;
}

/* The program of a script, whose words are then those of [with] and the script's own. */
static const struct program *program_of_script(struct process *process, const char *path, struct slice text,
                                               struct fields *with, const char **problem)
{
    const char *argument, *interpreter = interpreter_of(process, text, &argument);
    if (memchr(text.data, 0, slice_find_byte(text, '\n'))) {
        *problem = "cannot execute binary file: Exec format error";
        return NULL;
    }
    const struct program *program = row_at(process, program_path(process, interpreter, NULL));
    *problem = "cannot execute: required file not found";
    const char *slash = strrchr(interpreter, '/');
    fields_add(process, with, slash ? slash + 1 : interpreter);
    if (argument)
        fields_add(process, with, argument);
    fields_add(process, with, path);
    return program;
}

/* Nothing that can be executed has that name: is it something that this machine could have but has not, or that
 * it cannot lose? */
static const struct program *found_anyway(struct process *process, const char *name)
{
    const char *slash = strrchr(name, '/');
    bool below_bin = slash && slice_ends((struct slice){name, (size_t)(slash - name)}, "bin");
    const struct program *row =
        !slash || below_bin ? process_find_program(process, slash ? slash + 1 : name) : NULL;
    return row && (row->absent || row->of_lab) ? row : NULL;
}

/* Does it name folders wherever one is? "bin" and the empty name of the current one do not. */
static bool is_absolute(const char *path)
{
    struct slice rest = slice_of(path), folder;
    while (slice_next(&rest, ':', &folder)) {
        if (!slice_starts(folder, "/"))
            return false;
    }
    return true;
}

/* The path along $PATH, as find_along gives it. When its file is there from the beginning on, *found is its program, and the
 * next command of that name need not look; its path may be NULL then. */
static const char *find_first(struct process *process, const char *name, const struct program **found, bool *first)
{
    const char *path = variable_text(process->shell, "PATH");
    *found = path ? process->host->found(process, name, path) : NULL;
    *first = *found;
    if (*found)
        return NULL;
    struct known known;
    const char *place = find_along(process, path, name, NULL, &known, first);
    if (*first)
        *found = known.row ? known.row : process_find_program(process, known.name);
    if (*found && path && is_absolute(path))
        process->host->keep_found(process, name, path, *found);
    return place;
}

const struct program *program_of_words(struct process *process, int count, char *const *words,
                                       struct fields *with, const char **problem)
{
    bool first = false;
    const char *name = NULL;
    const struct program *found = NULL;
    const char *path = strchr(words[0], '/') ? words[0] : find_first(process, words[0], &found, &first);
    if (first) {
        *problem = "cannot execute: required file not found";
        *with = (struct fields){.words = (char **)words, .count = count};
        return found;
    }
    const struct value *file = path ? process_file(process, path, problem) : NULL;
    const struct program *program = file ? NULL : found_anyway(process, words[0]);
    if (!path)
        *problem = NULL;
    if (file && !executable(file)) {
        *problem = "Permission denied";
        return NULL;
    }
    if (file && (name = image_program_of(process->arena, file_data(file)))) {
        program = process_find_program(process, name);
        *problem = "cannot execute: required file not found";
    } else if (file) {
        program = program_of_script(process, path, file_data(file), with, problem);
    }
    for (int i = !name && file; i < count; i++)
        fields_add(process, with, words[i]);
    return program;
}

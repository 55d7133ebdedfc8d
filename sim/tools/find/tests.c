/* The tests and actions of find, one row each. */
#include <string.h>

#include "base/buffer.h"
#include "shell/mode.h"
#include "shell/pattern.h"
#include "tools/date_text.h"
#include "tools/find/find.h"
#include "tools/regexp.h"
#include "tools/start.h"

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* --- names --- */

static bool name_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    char letter = ascii_lower(node->test->letter);
    const char *text = letter == 'p' ? file->path : base_of(file->path);
    return pattern_matches(node->text, slice_of(text), node->test->letter < 'a');
}

static bool type_read(struct find *find, struct find_node *node)
{
    if (node->text[0] && strchr("bcdpflsD,", node->text[0]))
        return true;
    process_complain(find->process, "find: Unknown argument to -type: %c\n", node->text[0]);
    return false;
}

static bool type_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    return strchr(node->text, file->status.type == '-' ? 'f' : file->status.type) != NULL;
}

/* --- numbers: "+n" more, "-n" less, "n" exactly --- */

static bool read_number(const char *text, struct find_node *node, size_t *used)
{
    size_t at = *text == '+' || *text == '-';
    node->sign = *text == '+' ? 1 : *text == '-' ? -1 : 0;
    struct slice digits = slice_of(text + at);
    digits.length = strspn(digits.data, "0123456789");
    *used = at + digits.length;
    return digits.length && slice_to_integer(digits, &node->number);
}

static bool compare(const struct find_node *node, int64_t number)
{
    return node->sign > 0   ? number > node->number
           : node->sign < 0 ? number < node->number
                            : number == node->number;
}

static bool number_read_argument(struct find *find, struct find_node *node)
{
    size_t used;
    if (read_number(node->text, node, &used) && !node->text[used])
        return true;
    process_complain(find->process, "find: invalid argument `%s' to `%s'\n", node->text, node->test->name);
    return false;
}

static bool age_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    int64_t unit = node->test->letter == 'm' ? 60 : 86400;
    int64_t age = (process_now(find->process).nanoseconds - file->status.modified.nanoseconds) / 1000000000;
    if (node->test->letter == 'm' && node->sign < 0) /* minutes are not cut off, days are */
        return age < node->number * unit;
    return compare(node, age / unit);
}

static bool size_read(struct find *find, struct find_node *node)
{
    static const char letters[] = "bcwkMG";
    static const int64_t units[] = {512, 1, 2, 1024, 1048576, 1073741824};
    size_t used;
    bool number = read_number(node->text, node, &used);
    const char *letter = number && node->text[used] ? strchr(letters, node->text[used]) : NULL;
    node->unit = letter ? units[letter - letters] : 512;
    if (number && (!node->text[used] || (letter && !node->text[used + 1])))
        return true;
    size_t length = strlen(node->text);
    if (number || (length && !ascii_is_digit(node->text[length - 1])))
        process_complain(find->process, "find: invalid -size type `%c'\n",
                         length ? node->text[length - 1] : ' ');
    else
        process_complain(find->process, "find: Invalid argument `%s' to -size\n", node->text);
    return false;
}

static bool size_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    return compare(node, (file->status.size + node->unit - 1) / node->unit);
}

static bool empty_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)node;
    return file->status.directory ? value_count(process_list_directory(find->process, file->path)) == 0
                                  : file->status.size == 0 && !file->status.device;
}

static bool perm_read(struct find *find, struct find_node *node)
{
    unsigned mode;
    const char *text = node->text;
    node->sign = *text == '-' ? -1 : *text == '/' ? 1 : 0;
    if (mode_read(text + (node->sign != 0), 0, 0, false, &mode)) {
        node->number = mode;
        return true;
    }
    process_complain(find->process, "find: invalid mode '%s'\n", text);
    return false;
}

static bool perm_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    unsigned wanted = (unsigned)node->number, there = file->status.mode & wanted;
    return node->sign < 0 ? there == wanted : node->sign > 0 ? there || !wanted : file->status.mode == wanted;
}

static bool newer_read(struct find *find, struct find_node *node)
{
    struct file_status status;
    struct instant at = process_now(find->process);
    const char *problem = NULL;
    if (node->test->letter == 't') {
        problem = date_read(find->process->arena, node->text, &at) ? NULL : "";
        status.modified = at;
    } else {
        problem = process_status_of(find->process, node->text, &status);
    }
    if (problem && *problem)
        process_complain(find->process, "find: '%s': %s\n", node->text, problem);
    else if (problem)
        process_complain(find->process, "find: I cannot figure out how to interpret '%s' as a date or time\n",
                         node->text);
    node->number = status.modified.nanoseconds;
    return !problem;
}

static bool newer_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    return file->status.modified.nanoseconds > node->number;
}

static bool user_read(struct find *find, struct find_node *node)
{
    if (text_equal(node->text, "root") || !node->text[strspn(node->text, "0123456789")])
        return true;
    process_complain(find->process, "find: '%s' is not the name of a known %s\n", node->text,
                     node->test->name[1] == 'u' ? "user" : "group");
    return false;
}

static bool user_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    (void)file;
    return text_equal(node->text, "root") || text_equal(node->text, "0");
}

/* -readable, -writable, -executable for root: only the last can fail. */
static bool access_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    return node->test->letter != 'x' || file->status.directory || file->status.mode & 0111;
}

static bool true_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    (void)file;
    return node->test->letter != 'f';
}

static bool regex_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    const char *problem;
    struct regexp *regexp =
        regexp_compile(find->process, arena_format(find->process->arena, "^(%s)$", node->text),
                       REGEXP_EXTENDED | (node->test->letter == 'i' ? REGEXP_NOCASE : 0), &problem);
    bool found = regexp && regexp_match(regexp, slice_of(file->path), 0, NULL, 0);
    regexp_free(find->process, regexp);
    return found;
}

/* --- options for the whole walk --- */

static bool depth_read(struct find *find, struct find_node *node)
{
    int64_t depth = -1;
    if (!slice_to_integer(slice_of(node->text), &depth) || depth < 0) {
        process_complain(find->process,
                         "find: Expected a positive decimal integer argument to %s, but got '%s'\n",
                         node->test->name, node->text);
        return false;
    }
    if (node->test->letter == 'M')
        find->most_depth = depth;
    else
        find->least_depth = depth;
    return true;
}

static bool below_read(struct find *find, struct find_node *node)
{
    (void)node;
    find->below_first = true;
    return true;
}

/* --- actions --- */

static bool print_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    struct slice path = slice_of(file->path);
    process_write(find->process, STREAM_OUT, path);
    process_write(find->process, STREAM_OUT, node->test->letter ? SLICE("\0") : SLICE("\n"));
    return true;
}

static bool prune_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)find;
    (void)node;
    file->pruned = true;
    return true;
}

static bool quit_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)node;
    (void)file;
    find_run_batches(find);
    find->quits = true;
    return true;
}

static bool delete_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)node;
    const char *problem = process_remove_file(find->process, file->path);
    /* A directory that only its files made is gone with the last of them. */
    if (problem && !(file->status.directory && text_equal(problem, "No such file or directory"))) {
        process_complain(find->process, "find: cannot delete '%s': %s\n", file->path, problem);
        find->status = 1;
        return false;
    }
    return true;
}

/* -ls: inode, blocks of 1 KiB, mode, links, owner, group, size, date, path. */
static bool ls_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    (void)node;
    struct buffer date = {0};
    const struct file_status *status = &file->status;
    const char *mode = mode_text(find->process->arena, status->mode, status->type);
    instant_format(&date, "%b %e %H:%M", status->modified);
    const char *when = arena_copy(find->process->arena, buffer_slice(&date));
    buffer_release(&date);
    process_print(find->process, "%9lld %6lld %s %3d root     root     %8lld %s %s\n", (long long)status->inode,
                  (long long)(status->size + 4095) / 4096 * 4, mode, status->links, (long long)status->size,
                  when, file->path);
    return true;
}

static const char *substituted(struct arena *arena, const char *word, const char *path)
{
    struct buffer out = {0};
    for (; *word; word++) {
        if (word[0] == '{' && word[1] == '}') {
            buffer_add_text(&out, path);
            word++;
        } else {
            buffer_add_byte(&out, *word);
        }
    }
    const char *copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

static bool exec_read(struct find *find, struct find_node *node)
{
    if (node->batched) {
        node->waiting = value_array(find->process->arena);
        node->next_batch = find->batches;
        find->batches = node;
    }
    return true;
}

static bool exec_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    struct arena *arena = find->process->arena;
    if (node->batched) {
        value_append(arena, node->waiting, value_text(arena, file->path));
        return true;
    }
    char **words = arena_allocate(arena, ((size_t)node->word_count + 1) * sizeof *words);
    for (int i = 0; i < node->word_count; i++)
        words[i] = (char *)substituted(arena, node->words[i], file->path);
    return start_program(find->process, "find", node->word_count, words, NULL, NULL) == 0;
}

void find_run_batches(struct find *find)
{
    struct arena *arena = find->process->arena;
    for (struct find_node *node = find->batches; node; node = node->next_batch) {
        size_t paths = value_count(node->waiting), fixed = (size_t)node->word_count - 1;
        char **words = arena_allocate(arena, (fixed + paths + 1) * sizeof *words);
        for (size_t i = 0; i < fixed; i++)
            words[i] = node->words[i];
        for (size_t i = 0; i < paths; i++)
            words[fixed + i] = (char *)value_string_of(value_at(node->waiting, i));
        if (paths && start_program(find->process, "find", (int)(fixed + paths), words, NULL, NULL))
            find->status = 1;
        node->waiting = value_array(arena);
    }
}

static const char *printf_fact(struct find *find, const struct find_file *file, char letter)
{
    struct arena *arena = find->process->arena;
    const char *slash = strrchr(file->path, '/'), *below = file->path + strlen(file->start);
    switch (letter) {
    case 'p':
        return file->path;
    case 'f':
        return base_of(file->path);
    case 'h':
        return slash ? arena_copy(arena, (struct slice){file->path, (size_t)(slash - file->path)}) : ".";
    case 'P':
        return below + (*below == '/');
    case 'H':
        return file->start;
    case 'd':
        return arena_format(arena, "%lld", (long long)file->depth);
    case 's':
        return arena_format(arena, "%lld", (long long)file->status.size);
    case 'k':
        return arena_format(arena, "%lld", (long long)(file->status.size + 4095) / 4096 * 4);
    case 'i':
        return arena_format(arena, "%lld", (long long)file->status.inode);
    case 'm':
        return arena_format(arena, "%o", file->status.mode);
    case 'M':
        return mode_text(arena, file->status.mode, file->status.type);
    case 'n':
        return arena_format(arena, "%d", file->status.links);
    case 'y':
        return file->status.directory ? "d" : file->status.device ? "c" : "f";
    case 'u':
    case 'g':
        return "root";
    case 'U':
    case 'G':
        return "0";
    case '%':
        return "%";
    default:
        return NULL;
    }
}

static void add_time(struct buffer *out, const struct find_file *file, char letter)
{
    const char format[] = {'%', letter, 0};
    if (letter == '@')
        instant_format(out, "%s.%N0", file->status.modified);
    else if (letter == '+')
        instant_format(out, "%Y-%m-%d+%H:%M:%S.%N0", file->status.modified);
    else
        instant_format(out,
                       letter == 'S'   ? "%S.%N0"
                       : letter == 'T' ? "%H:%M:%S.%N0"
                                       : format,
                       file->status.modified);
}

static bool printf_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    static const char names[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
    struct buffer out = {0};
    for (const char *at = node->text; *at; at++) {
        const char *name = at[0] == '\\' && at[1] ? strchr(names, at[1]) : NULL;
        const char *text = at[0] == '%' && at[1] ? printf_fact(find, file, at[1]) : NULL;
        if (name) {
            buffer_add_byte(&out, bytes[name - names]);
            at++;
        } else if (at[0] == '\\' && at[1] == '0') {
            buffer_add_byte(&out, 0);
            at++;
        } else if (text) {
            buffer_add_text(&out, text);
            at++;
        } else if (at[0] == '%' && (at[1] == 'T' || at[1] == 'A' || at[1] == 'C') && at[2]) {
            add_time(&out, file, at[2]);
            at += 2;
        } else if (at[0] == '%' && at[1] == 't') {
            instant_format(&out, "%a %b %e %H:%M:%S.%N0 %Y", file->status.modified);
            at++;
        } else {
            buffer_add_byte(&out, *at);
        }
    }
    struct slice whole = {arena_copy(find->process->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    process_write(find->process, STREAM_OUT, whole);
    return true;
}

const struct find_test find_tests[] = {
    {.name = "-name", .arguments = 1, .holds = name_holds, .letter = 'n'},
    {.name = "-iname", .arguments = 1, .holds = name_holds, .letter = 'N'},
    {.name = "-path", .arguments = 1, .holds = name_holds, .letter = 'p'},
    {.name = "-wholename", .arguments = 1, .holds = name_holds, .letter = 'p'},
    {.name = "-ipath", .arguments = 1, .holds = name_holds, .letter = 'P'},
    {.name = "-regex", .arguments = 1, .holds = regex_holds},
    {.name = "-iregex", .arguments = 1, .holds = regex_holds, .letter = 'i'},
    {.name = "-regextype", .arguments = 1, .option = true},
    {.name = "-type", .arguments = 1, .read = type_read, .holds = type_holds},
    {.name = "-mtime", .arguments = 1, .read = number_read_argument, .holds = age_holds, .letter = 'd'},
    {.name = "-atime", .arguments = 1, .read = number_read_argument, .holds = age_holds, .letter = 'd'},
    {.name = "-ctime", .arguments = 1, .read = number_read_argument, .holds = age_holds, .letter = 'd'},
    {.name = "-mmin", .arguments = 1, .read = number_read_argument, .holds = age_holds, .letter = 'm'},
    {.name = "-amin", .arguments = 1, .read = number_read_argument, .holds = age_holds, .letter = 'm'},
    {.name = "-cmin", .arguments = 1, .read = number_read_argument, .holds = age_holds, .letter = 'm'},
    {.name = "-size", .arguments = 1, .read = size_read, .holds = size_holds},
    {.name = "-empty", .holds = empty_holds},
    {.name = "-perm", .arguments = 1, .read = perm_read, .holds = perm_holds},
    {.name = "-newer", .arguments = 1, .read = newer_read, .holds = newer_holds},
    {.name = "-newermt", .arguments = 1, .read = newer_read, .holds = newer_holds, .letter = 't'},
    {.name = "-user", .arguments = 1, .read = user_read, .holds = user_holds},
    {.name = "-group", .arguments = 1, .read = user_read, .holds = user_holds},
    {.name = "-readable", .holds = access_holds},
    {.name = "-writable", .holds = access_holds},
    {.name = "-executable", .holds = access_holds, .letter = 'x'},
    {.name = "-true", .holds = true_holds},
    {.name = "-false", .holds = true_holds, .letter = 'f'},
    {.name = "-maxdepth", .arguments = 1, .option = true, .read = depth_read, .letter = 'M'},
    {.name = "-mindepth", .arguments = 1, .option = true, .read = depth_read},
    {.name = "-depth", .option = true, .read = below_read},
    {.name = "-d", .option = true, .read = below_read},
    {.name = "-xdev", .option = true},
    {.name = "-mount", .option = true},
    {.name = "-follow", .option = true},
    {.name = "-print", .action = true, .holds = print_holds},
    {.name = "-print0", .action = true, .holds = print_holds, .letter = '0'},
    {.name = "-printf", .arguments = 1, .action = true, .holds = printf_holds},
    {.name = "-ls", .action = true, .holds = ls_holds},
    {.name = "-prune", .holds = prune_holds},
    {.name = "-quit", .action = true, .holds = quit_holds},
    {.name = "-delete", .action = true, .read = below_read, .holds = delete_holds},
    {.name = "-exec", .arguments = -1, .action = true, .read = exec_read, .holds = exec_holds},
    {.name = "-execdir", .arguments = -1, .action = true, .read = exec_read, .holds = exec_holds},
    {0},
};

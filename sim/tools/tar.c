/* tar, as archives of a set-up need it: create, list and extract POSIX ustar. -z, -j and -J are taken as they
 * come: nothing in ambit compresses. */
#include <string.h>

#include "tools/input.h"

extern const struct program tar_program;

enum {
    BLOCK = 512,
    NAME_SIZE = 100,
    LENGTH_AT = 124,
    LENGTH_WIDTH = 12,
    SUM_AT = 148,
    SUM_WIDTH = 8,
    TYPE_AT = 156,
    PREFIX_AT = 345,
    PREFIX_SIZE = 155,
    PADDING = 1024
};

static const struct flag flags[] = {
    {"auto-compress", 'a', NULL, "accepted, without effect"},
    {"bzip2", 'j', NULL, "accepted, without effect"},
    {"create", 'c', NULL, "create a new archive"},
    {"directory", 'C', "DIR", "change to directory DIR"},
    {"extract", 'x', NULL, "extract files from an archive"},
    {"file", 'f', "ARCHIVE", "use archive file ARCHIVE"},
    {"get", 0, NULL, "same as --extract"},
    {"gzip", 'z', NULL, "accepted, without effect"},
    {"list", 't', NULL, "list the contents of an archive"},
    {"no-same-owner", 'o', NULL, "accepted, without effect"},
    {"preserve-permissions", 'p', NULL, "accepted, without effect"},
    {"strip-components", 0, "NUMBER", "strip NUMBER leading components from file names"},
    {"to-stdout", 'O', NULL, "extract files to standard output"},
    {"verbose", 'v', NULL, "list files processed"},
    {"xz", 'J', NULL, "accepted, without effect"},
    {0},
};

struct tar {
    struct process *process;
    struct options options;
    char action; /* c, t or x */
    const char *archive, *directory;
    int64_t strip;
    bool verbose, print;
    int status;
};

static int fail(struct tar *tar, const char *text)
{
    process_complain(tar->process, "tar: %s\ntar: Error is not recoverable: exiting now\n", text);
    return 2;
}

static int refuse(struct tar *tar, bool skips)
{
    process_complain(tar->process,
                     "tar: This does not look like a tar archive\n%s"
                     "tar: Exiting with failure status due to previous errors\n",
                     skips ? "tar: Skipping to next header\n" : "");
    return 2;
}

static size_t octal(struct slice field)
{
    size_t number = 0;
    for (size_t i = 0; i < field.length; i++)
        if (field.data[i] >= '0' && field.data[i] <= '7')
            number = number * 8 + (size_t)(field.data[i] - '0');
    return number;
}

static struct slice text_at(struct slice header, size_t from, size_t size)
{
    struct slice field = slice_part(header, from, from + size);
    return slice_part(field, 0, slice_find_byte(field, 0));
}

static size_t sum_of(struct slice header)
{
    size_t sum = 0;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= SUM_AT && i < SUM_AT + SUM_WIDTH ? ' ' : (unsigned char)header.data[i];
    return sum;
}

/* --- extract and list --- */

/* [name] without its first components, or NULL when nothing is left or it would lead out. */
static const char *stripped(struct tar *tar, struct slice name)
{
    while (slice_starts(name, "/"))
        name = slice_part(name, 1, name.length);
    for (int64_t i = 0; i < tar->strip; i++)
        name = slice_part(name, slice_find_byte(name, '/') + 1, name.length);
    while (slice_ends(name, "/"))
        name.length--;
    struct slice rest = name, part;
    while (slice_next(&rest, '/', &part))
        if (slice_is(part, ".."))
            return NULL;
    return name.length ? arena_copy(tar->process->arena, name) : NULL;
}

static void make_folders(struct tar *tar, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
        process_make_directory(tar->process,
                               arena_copy(tar->process->arena, (struct slice){path, (size_t)(slash - path)}));
}

static void extract(struct tar *tar, const char *name, struct slice data, bool folder, unsigned mode)
{
    struct process *process = tar->process;
    const char *path = process_path(
        process, tar->directory ? arena_format(process->arena, "%s/%s", tar->directory, name) : name);
    make_folders(tar, path);
    const char *problem = NULL;
    if (folder && !process_is_directory(process, path))
        problem = process_make_directory(process, path);
    else if (!folder)
        problem = process_write_file(process, path, data);
    if (!problem && !folder)
        problem = process_change_mode(process, path, mode & 0777);
    if (problem) {
        process_complain(process, "tar: %s: Cannot open: %s\n", name, problem);
        tar->status = 2;
    }
}

static bool is_asked(const struct tar *tar, struct slice name)
{
    for (int i = 0; i < tar->options.operand_count; i++) {
        struct slice operand = slice_of(tar->options.operands[i]);
        if (slice_starts(name, tar->options.operands[i]) &&
            (name.length == operand.length || name.data[operand.length] == '/' || slice_ends(operand, "/")))
            return true;
    }
    return tar->options.operand_count == 0;
}

static void take_entry(struct tar *tar, struct slice header, struct slice data)
{
    struct slice name = text_at(header, 0, NAME_SIZE), prefix = text_at(header, PREFIX_AT, PREFIX_SIZE);
    struct process *process = tar->process;
    if (prefix.length)
        name = slice_of(arena_format(process->arena, "%.*s/%.*s", (int)prefix.length, prefix.data,
                                     (int)name.length, name.data));
    bool folder = header.data[TYPE_AT] == '5';
    const char *target = stripped(tar, name);
    if (!is_asked(tar, name))
        return;
    if (tar->action == 't' || tar->verbose)
        process_print(process, "%.*s\n", (int)name.length, name.data);
    if (tar->action == 't' || !target)
        return;
    if (tar->print)
        process_write(process, STREAM_OUT, data);
    else
        extract(tar, target, data, folder, (unsigned)octal(text_at(header, NAME_SIZE, 8)));
}

static int read_archive(struct tar *tar)
{
    struct process *process = tar->process;
    const char *problem = NULL;
    bool standard = !tar->archive || text_equal(tar->archive, "-");
    const struct value *file = standard ? NULL : process_file(process, tar->archive, &problem);
    if (!standard && !file)
        return fail(tar, arena_format(process->arena, "%s: Cannot open: %s", tar->archive, problem));
    struct slice all = standard ? process_read_all(process, STREAM_IN) : file_data(file);
    all = (struct slice){arena_copy(process->arena, all), all.length};
    if (all.length && all.length < BLOCK)
        return refuse(tar, false);
    while (all.length >= BLOCK && all.data[0]) {
        struct slice header = slice_part(all, 0, BLOCK);
        size_t size = octal(slice_part(header, LENGTH_AT, LENGTH_AT + LENGTH_WIDTH));
        if (sum_of(header) != octal(slice_part(header, SUM_AT, SUM_AT + SUM_WIDTH)))
            return refuse(tar, true);
        if (size > all.length - BLOCK)
            return fail(tar, "Unexpected EOF in archive");
        take_entry(tar, header, slice_part(all, BLOCK, BLOCK + size));
        all = slice_part(all, BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK, all.length);
    }
    return tar->status;
}

/* --- create --- */

static void put_octal(char *field, size_t width, size_t number)
{
    for (size_t i = width - 1; i-- > 0; number /= 8)
        field[i] = (char)('0' + number % 8);
}

static void add_entry(struct buffer *archive, const char *name, struct slice data, bool folder, unsigned mode)
{
    size_t start = archive->length;
    buffer_add_repeated(archive, 0, BLOCK);
    char *header = archive->data + start;
    memcpy(header, name, strnlen(name, NAME_SIZE));
    put_octal(header + NAME_SIZE, 8, mode);
    put_octal(header + LENGTH_AT, LENGTH_WIDTH, data.length);
    header[TYPE_AT] = folder ? '5' : '0';
    memcpy(header + 257, "ustar", 6);
    memcpy(header + 263, "00", 2);
    put_octal(header + SUM_AT, SUM_WIDTH - 1, sum_of((struct slice){header, BLOCK}));
    header[SUM_AT + SUM_WIDTH - 1] = ' ';
    buffer_add(archive, data);
    buffer_add_repeated(archive, 0, (BLOCK - data.length % BLOCK) % BLOCK);
}

static void add_path(struct tar *tar, struct buffer *archive, const char *name)
{
    struct process *process = tar->process;
    const char *path = tar->directory ? arena_format(process->arena, "%s/%s", tar->directory, name) : name;
    const char *problem;
    struct file_status status = {.mode = 0644};
    process_status_of(process, path, &status);
    if (slice_of(name).length >= NAME_SIZE) {
        process_complain(process, "tar: %s: not simulated: a name of more than 99 bytes\n", name);
        tar->status = 2;
    } else if (process_is_directory(process, path)) {
        const struct value *names = process_list_directory(process, path);
        const char *folder = arena_format(process->arena, "%s%s", name, text_ends(name, "/") ? "" : "/");
        add_entry(archive, folder, SLICE(""), true, status.mode);
        if (tar->verbose)
            process_complain(process, "%s\n", folder);
        for (size_t i = 0; i < value_count(names); i++)
            add_path(tar, archive,
                     arena_format(process->arena, "%s%s", folder, value_string_of(value_at(names, i))));
    } else {
        const struct value *file = process_file(process, path, &problem);
        if (!file) {
            process_complain(process, "tar: %s: Cannot stat: %s\n", name, problem);
            tar->status = 2;
            return;
        }
        add_entry(archive, name, file_data(file), false, status.mode);
        if (tar->verbose)
            process_complain(process, "%s\n", name);
    }
}

static int write_archive(struct tar *tar)
{
    struct process *process = tar->process;
    struct buffer archive = {0};
    if (!tar->options.operand_count)
        return process_complain(process, "tar: Cowardly refusing to create an empty archive\n"
                                         "Try 'tar --help' or 'tar --usage' for more information.\n"),
               2;
    process_own(process, (void (*)(void *))buffer_release, &archive);
    for (int i = 0; i < tar->options.operand_count; i++)
        add_path(tar, &archive, tar->options.operands[i]);
    buffer_add_repeated(&archive, 0, PADDING);
    const char *problem = NULL;
    if (!tar->archive || text_equal(tar->archive, "-"))
        process_write(process, STREAM_OUT, buffer_slice(&archive));
    else
        problem = process_write_file(process, tar->archive, buffer_slice(&archive));
    process_disown(process, &archive);
    buffer_release(&archive);
    if (problem)
        return fail(tar, arena_format(process->arena, "%s: Cannot open: %s", tar->archive, problem));
    if (tar->status)
        process_complain(process, "tar: Exiting with failure status due to previous errors\n");
    return tar->status;
}

/* "tar xzf FILE": the first word may be letters without a dash. */
static char *const *with_dash(struct process *process, int count, char *const *words)
{
    if (count < 2 || words[1][0] == '-' || !words[1][0])
        return words;
    char **copy = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *copy);
    memcpy(copy, words, (size_t)count * sizeof *copy);
    copy[1] = arena_format(process->arena, "-%s", words[1]);
    return copy;
}

static int run(struct process *process, int count, char *const *words)
{
    struct tar tar = {.process = process,
                      .options = options_begin(process, &tar_program, count, with_dash(process, count, words))};
    for (const struct flag *flag; (flag = options_next(&tar.options));) {
        if (flag->letter == 'c' || flag->letter == 't' || flag->letter == 'x' || text_equal(flag->name, "get"))
            tar.action = flag->letter ? flag->letter : 'x';
        else if (flag->letter == 'f')
            tar.archive = tar.options.value;
        else if (flag->letter == 'C')
            tar.directory = tar.options.value;
        else if (flag->letter == 'O')
            tar.print = true;
        else if (text_equal(flag->name, "strip-components"))
            tar.strip = options_number(&tar.options, "invalid number of elements");
        tar.verbose |= flag->letter == 'v';
    }
    if (!tar.action) {
        process_complain(process,
                         "tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\n"
                         "Try 'tar --help' or 'tar --usage' for more information.\n");
        return 2;
    }
    return tar.action == 'c' ? write_archive(&tar) : read_archive(&tar);
}

const struct program tar_program = {.name = "tar",
                                    .usage = "tar c|x|t [-f ARCHIVE] [FILE]...",
                                    .help = "Create or extract archives",
                                    .flags = flags,
                                    .run = run};

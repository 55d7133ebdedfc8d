#include <string.h>

#include "base/sort.h"
#include "shell/cells.h"
#include "shell/mode.h"
#include "shell/shell.h"
#include "tools/date_text.h"
#include "tools/options.h"

extern const struct program ls_program;

static const struct flag flags[] = {
    {"all", 'a', NULL, "do not ignore entries starting with ."},
    {"almost-all", 'A', NULL, "do not list implied . and .."},
    {"directory", 'd', NULL, "list directories themselves, not their contents"},
    {"classify", 'F', NULL, "append / to directories"},
    {"human-readable", 'h', NULL, "with -l, print sizes like 1K 234M 2G"},
    {NULL, 'l', NULL, "use a long listing format"},
    {"reverse", 'r', NULL, "reverse order while sorting"},
    {"recursive", 'R', NULL, "list subdirectories recursively"},
    {NULL, 't', NULL, "sort by time, newest first"},
    {NULL, 'S', NULL, "sort by file size, largest first"},
    {NULL, '1', NULL, "list one file per line"},
    {NULL, 'U', NULL, "do not sort"},
    {NULL, 'v', NULL, "natural sort of (version) numbers within text"},
    {NULL, 'X', NULL, "sort alphabetically by entry extension"},
    {"inode", 'i', NULL, "print the index number of each file"},
    {NULL, 'p', NULL, "append / to directories"},
    {NULL, 'g', NULL, "like -l, but do not list owner"},
    {NULL, 'o', NULL, "like -l, but do not list group information"},
    {"no-group", 'G', NULL, "in a long listing, don't print group names"},
    {"numeric-uid-gid", 'n', NULL, "like -l, but list numeric user and group IDs"},
    {NULL, 'C', NULL, "list entries by columns"},
    {"time-style", 0, "STYLE", "full-iso, long-iso, iso or +FORMAT"},
    {"full-time", 0, NULL, "like -l --time-style=full-iso"},
    {"color", 0, "?WHEN", "accepted"},
    {0},
};

struct entry {
    const char *name; /* as printed */
    const char *path;
    char type;
    bool directory;
    const char *link;
    int links;
    int64_t size, modified, inode;
    unsigned mode;
};

struct listing {
    struct process *process;
    bool on[128];
    struct entry *entries;
    size_t count;
    bool terminal;
    bool titled;       /* something was printed before */
    const char *style; /* of --time-style; NULL: the usual one */
};

static struct entry make_entry(struct process *process, const char *path, const char *name)
{
    struct file_status status;
    process_status_of(process, path, &status);
    return (struct entry){.name = name,
                          .path = path,
                          .directory = status.directory,
                          .type = status.type,
                          .link = status.link,
                          .size = status.size,
                          .links = status.links,
                          .modified = status.modified.nanoseconds,
                          .inode = status.inode,
                          .mode = status.mode};
}

static const char *extension_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot : "";
}

/* Runs of digits compare as numbers: "v9" before "v10". */
static int version_compare(const char *a, const char *b)
{
    while (*a && *b) {
        if (ascii_is_digit(*a) && ascii_is_digit(*b)) {
            a += strspn(a, "0");
            b += strspn(b, "0");
            size_t left = strspn(a, "0123456789"), right = strspn(b, "0123456789");
            int order = left != right ? (left < right ? -1 : 1) : strncmp(a, b, left);
            if (order)
                return order;
            a += left;
            b += right;
        } else if (*a != *b) {
            return (unsigned char)*a - (unsigned char)*b;
        } else {
            a++;
            b++;
        }
    }
    return (unsigned char)*a - (unsigned char)*b;
}

/* What -R does not go into. */
static struct entry without_path(struct entry entry)
{
    entry.path = NULL;
    return entry;
}

static int compare(const void *a, const void *b, void *context)
{
    const struct listing *listing = context;
    const struct entry *x = a, *y = b;
    int order = 0;
    if (listing->on['U'])
        return 0;
    if (listing->on['t'])
        order = (y->modified > x->modified) - (y->modified < x->modified);
    else if (listing->on['S'])
        order = (y->size > x->size) - (y->size < x->size);
    else if (listing->on['v'])
        order = version_compare(x->name, y->name);
    else if (listing->on['X'])
        order = strcmp(extension_of(x->name), extension_of(y->name));
    if (!order)
        order = strcmp(x->name, y->name);
    return listing->on['r'] ? -order : order;
}

static const char *size_text(struct arena *arena, int64_t size, bool human)
{
    static const char units[] = "KMGT";
    if (!human || size < 1024)
        return arena_format(arena, "%lld", (long long)size);
    int unit = 0;
    int64_t tenths = (size * 10 + 1023) / 1024;
    while (tenths >= 10240 && unit < 3) {
        tenths = (tenths + 1023) / 1024;
        unit++;
    }
    if (tenths < 100)
        return arena_format(arena, "%lld.%lld%c", (long long)tenths / 10, (long long)tenths % 10, units[unit]);
    return arena_format(arena, "%lld%c", (long long)(tenths + 9) / 10, units[unit]);
}

static const char *time_text(struct arena *arena, struct instant now, int64_t modified)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const int64_t half_year = (int64_t)15778476 * 1000000000;
    struct calendar date = instant_calendar((struct instant){modified});
    const char *month = months + (date.month - 1) * 3;
    if (modified > now.nanoseconds || now.nanoseconds - modified > half_year)
        return arena_format(arena, "%.3s %2d  %d", month, date.day, date.year);
    return arena_format(arena, "%.3s %2d %02d:%02d", month, date.day, date.hour, date.minute);
}

/* -F: "/" behind a directory, "*" behind a program; -p: the first alone. */
static const char *suffix_of(const struct listing *listing, const struct entry *entry)
{
    if (entry->link)
        return listing->on['F'] ? "@" : "";
    if (entry->directory)
        return listing->on['F'] || listing->on['p'] ? "/" : "";
    return listing->on['F'] && entry->mode & 0111 ? "*" : "";
}

static const char *time_of(const struct listing *listing, const struct entry *entry)
{
    struct arena *arena = listing->process->arena;
    if (!listing->style)
        return time_text(arena, process_now(listing->process), entry->modified);
    struct buffer text = {0};
    instant_format(&text, listing->style, (struct instant){entry->modified});
    const char *copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static void print_long(struct listing *listing, bool total)
{
    struct process *process = listing->process;
    struct arena *arena = process->arena;
    int64_t blocks = 0;
    int width = 1, links = 1;
    for (size_t i = 0; i < listing->count; i++) {
        int length = (int)strlen(size_text(arena, listing->entries[i].size, listing->on['h']));
        int digits = (int)strlen(arena_format(arena, "%d", listing->entries[i].links));
        width = length > width ? length : width;
        links = digits > links ? digits : links;
        blocks += listing->entries[i].link ? 0 : (listing->entries[i].size + 4095) / 4096 * 4;
    }
    if (total)
        process_print(process, "total %s\n",
                      size_text(arena, listing->on['h'] ? blocks * 1024 : blocks, listing->on['h']));
    for (size_t i = 0; i < listing->count; i++) {
        const struct entry *entry = &listing->entries[i];
        const char *mode = mode_text(arena, entry->mode, entry->type);
        if (listing->on['i'])
            process_print(process, "%lld ", (long long)entry->inode);
        const char *arrow =
            entry->link ? arena_format(arena, " -> %s", entry->link) : suffix_of(listing, entry);
        process_print(process, "%s %*d %s%s%*s %s %s%s\n", mode, links, entry->links,
                      listing->on['g'] ? "" : "root ", listing->on['G'] || listing->on['o'] ? "" : "root ",
                      width, size_text(arena, entry->size, listing->on['h']), time_of(listing, entry),
                      entry->name, arrow);
    }
}

/* Columns filled from top to bottom, as many as fit. */
static void print_columns(struct listing *listing)
{
    int columns, rows, widest = 0, count = (int)listing->count;
    process_window(listing->process, &columns, &rows);
    for (int i = 0; i < count; i++) {
        int cells = cells_count(slice_of(listing->entries[i].name)) + listing->on['F'];
        widest = cells > widest ? cells : widest;
    }
    int across = listing->terminal && !listing->on['1'] ? columns / (widest + 2) : 1;
    across = across < 1 ? 1 : across;
    int down = (count + across - 1) / across;
    for (int row = 0; row < down; row++) {
        for (int i = row; i < count; i += down) {
            const struct entry *entry = &listing->entries[i];
            int cells = cells_count(slice_of(entry->name));
            bool last = i + down >= count;
            const char *suffix = suffix_of(listing, entry);
            if (listing->on['i'])
                process_print(listing->process, "%lld ", (long long)entry->inode);
            process_print(listing->process, "%s%s%*s", entry->name, suffix,
                          last ? 0 : widest + 2 - cells - (*suffix != 0), "");
        }
        process_print(listing->process, "\n");
    }
}

static void print_entries(struct listing *listing, bool total)
{
    sort_stable(listing->entries, listing->count, sizeof *listing->entries, compare, listing);
    if (listing->on['l'])
        print_long(listing, total);
    else
        print_columns(listing);
}

static void list_directory(struct listing *listing, const char *path, bool title)
{
    struct process *process = listing->process;
    const struct value *names = process_list_directory(process, path);
    size_t count = value_count(names);
    listing->entries = arena_allocate(process->arena, (count + 2) * sizeof *listing->entries);
    listing->count = 0;
    for (size_t i = 0; listing->on['a'] && i < 2; i++)
        listing->entries[listing->count++] = without_path(
            make_entry(process, arena_format(process->arena, "%s/%s", path, i ? ".." : "."), i ? ".." : "."));
    for (size_t i = 0; i < count; i++) {
        const char *name = value_string_of(value_at(names, i));
        if (name[0] == '.' && !listing->on['a'] && !listing->on['A'])
            continue;
        const char *below = arena_format(process->arena, "%s/%s", text_equal(path, "/") ? "" : path, name);
        listing->entries[listing->count++] = make_entry(process, below, name);
    }
    if (title)
        process_print(process, "%s%s:\n", listing->titled ? "\n" : "", path);
    listing->titled = true;
    print_entries(listing, true);
}

/* A directory and, with -R, those below it, in order; iterative, since names decide how deep it is. */
static void list_tree(struct listing *listing, const char *path, bool title)
{
    struct process *process = listing->process;
    struct value *waiting = value_array(process->arena);
    value_append(process->arena, waiting, value_text(process->arena, path));
    for (size_t next = 0; next < value_count(waiting); next++) {
        list_directory(listing, value_string_of(value_at(waiting, next)), title || listing->on['R']);
        for (size_t i = 0; listing->on['R'] && i < listing->count; i++) {
            if (listing->entries[i].directory && listing->entries[i].path)
                value_append(process->arena, waiting, value_text(process->arena, listing->entries[i].path));
        }
    }
}

static void take_flag(struct listing *listing, const struct flag *flag, const char *value)
{
    static const char *const styles[][2] = {
        {"full-iso", "%Y-%m-%d %H:%M:%S.%N +0000"}, {"long-iso", "%Y-%m-%d %H:%M"}, {"iso", "%m-%d %H:%M"}};
    listing->on[(unsigned char)flag->letter] = true;
    listing->on['l'] |= flag->letter && strchr("gon", flag->letter);
    if (text_equal(flag->name, "full-time")) {
        listing->on['l'] = true;
        listing->style = styles[0][1];
    }
    for (size_t i = 0; text_equal(flag->name, "time-style") && i < 3; i++)
        if (text_equal(value, styles[i][0]))
            listing->style = styles[i][1];
    if (text_equal(flag->name, "time-style") && value[0] == '+')
        listing->style = value + 1;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &ls_program, count, words);
    struct listing listing = {.process = process, .terminal = process_is_terminal(process, STREAM_OUT)};
    int status = 0, directories = 0;
    options.failure = 2;
    for (const struct flag *flag; (flag = options_next(&options));)
        take_flag(&listing, flag, options.value);
    static const char *const here[] = {"."};
    char *const *names = options.operand_count ? options.operands : (char *const *)here;
    int name_count = options.operand_count ? options.operand_count : 1;
    listing.entries = arena_allocate(process->arena, (size_t)name_count * sizeof *listing.entries);
    const char **paths = arena_allocate(process->arena, (size_t)name_count * sizeof *paths);
    for (int i = 0; i < name_count; i++) {
        const char *problem = NULL;
        struct file_status known;
        problem = process_status_of(process, names[i], &known);
        bool followed = !problem && known.link && !listing.on['l'] && process_is_directory(process, names[i]);
        if (!problem && (known.directory || followed) && !listing.on['d']) {
            paths[directories++] = names[i];
        } else if (!problem) {
            listing.entries[listing.count++] = make_entry(process, names[i], names[i]);
        } else {
            process_complain(process, "ls: cannot access '%s': %s\n", names[i], problem);
            status = 2;
        }
    }
    listing.titled = listing.count > 0;
    if (listing.count)
        print_entries(&listing, false);
    for (int i = 0; i < directories; i++)
        list_tree(&listing, paths[i], name_count > 1);
    return status;
}

const struct program ls_program = {
    .name = "ls", .usage = "ls [OPTION]... [FILE]...", .help = "List files", .flags = flags, .run = run};

#include <string.h>

#include "shell/pattern.h"
#include "tools/input.h"
#include "tools/regexp.h"
#include "tools/tree.h"

extern const struct program grep_program;

static const struct flag flags[] = {
    {"extended-regexp", 'E', NULL, "PATTERNS are extended regular expressions"},
    {"fixed-strings", 'F', NULL, "PATTERNS are strings"},
    {"basic-regexp", 'G', NULL, "PATTERNS are basic regular expressions"},
    {"perl-regexp", 'P', NULL, "read as -E"},
    {"regexp", 'e', "PATTERNS", "use PATTERNS for matching"},
    {"ignore-case", 'i', NULL, "ignore case distinctions"},
    {"word-regexp", 'w', NULL, "match only whole words"},
    {"line-regexp", 'x', NULL, "match only whole lines"},
    {"invert-match", 'v', NULL, "select non-matching lines"},
    {"max-count", 'm', "NUM", "stop after NUM selected lines"},
    {"line-number", 'n', NULL, "print line number with output lines"},
    {"with-filename", 'H', NULL, "print file name with output lines"},
    {"no-filename", 'h', NULL, "suppress the file name prefix"},
    {"only-matching", 'o', NULL, "show only nonempty parts of lines that match"},
    {"quiet", 'q', NULL, "suppress all normal output"},
    {"silent", 'q', NULL, "suppress all normal output"},
    {"no-messages", 's', NULL, "suppress error messages"},
    {"files-with-matches", 'l', NULL, "print only names of files with selected lines"},
    {"files-without-match", 'L', NULL, "print only names of files with no selected lines"},
    {"count", 'c', NULL, "print only a count of selected lines per file"},
    {"before-context", 'B', "NUM", "print NUM lines of leading context"},
    {"after-context", 'A', "NUM", "print NUM lines of trailing context"},
    {"context", 'C', "NUM", "print NUM lines of output context"},
    {"color", 0, "?WHEN", "accepted"},
    {"colour", 0, "?WHEN", "accepted"},
    {"line-buffered", 0, NULL, "accepted"},
    {"recursive", 'r', NULL, "search the files below each directory"},
    {"dereference-recursive", 'R', NULL, "likewise"},
    {"file", 'f', "FILE", "take PATTERNS from FILE"},
    {"include", 0, "GLOB", "search only files that match GLOB"},
    {"exclude", 0, "GLOB", "skip files that match GLOB"},
    {"exclude-dir", 0, "GLOB", "skip directories that match GLOB"},
    {"text", 'a', NULL, "accepted"},
    {NULL, 'I', NULL, "accepted"},
    {0},
};

struct grep {
    struct process *process;
    bool on[128];       /* by letter */
    struct buffer text; /* patterns, one a line */
    bool given;
    struct regexp **patterns;
    size_t pattern_count;
    int64_t before, after, most;
    bool titles;
    const char *include, *exclude, *exclude_directory; /* NULL: none */
};

/* One file's state. */
struct scan {
    struct grep *grep;
    const char *name;
    struct slice *held; /* ring of [before] copies */
    size_t held_count, held_at;
    int64_t number, printed, selected,
        trailing; /* lines read; last one shown; matches; context still to show */
};

static void release_grep(void *thing)
{
    buffer_release(&((struct grep *)thing)->text);
}

/* Each line of the file is a pattern; of an empty file none matches. */
static void take_pattern_file(struct grep *grep, const char *name)
{
    const char *problem;
    struct process *process = grep->process;
    struct slice text;
    if (text_equal(name, "-") || text_equal(name, "/dev/stdin")) {
        text = process_read_all(process, STREAM_IN);
    } else {
        const struct value *file = process_file(process, name, &problem);
        if (!file) {
            process_complain(process, "grep: %s: %s\n", name, problem);
            process_exit(process, 2);
        }
        text = file_data(file);
    }
    if (!text.length)
        return;
    if (grep->given)
        buffer_add_byte(&grep->text, '\n');
    buffer_add(&grep->text, slice_part(text, 0, text.length - slice_ends(text, "\n")));
    grep->given = true;
}

static void read_flags(struct grep *grep, struct options *options)
{
    static const char what[] = "context length argument";
    for (const struct flag *flag; (flag = options_next(options));) {
        grep->on[(unsigned char)flag->letter] = true;
        if (flag->letter == 'e') {
            buffer_format(&grep->text, "%s%s", grep->given ? "\n" : "", options->value);
            grep->given = true;
        } else if (flag->letter == 'f') {
            take_pattern_file(grep, options->value);
        } else if (flag->value && flag->name && text_starts(flag->name, "include")) {
            grep->include = options->value;
        } else if (flag->value && flag->name && text_starts(flag->name, "exclude")) {
            *(text_equal(flag->name, "exclude") ? &grep->exclude : &grep->exclude_directory) = options->value;
        } else if (flag->letter == 'm') {
            grep->most = options_number(options, "invalid max count");
        } else if (flag->letter == 'A' || flag->letter == 'B' || flag->letter == 'C') {
            int64_t lines = 0;
            if (!slice_to_integer(slice_of(options->value), &lines) || lines < 0) {
                process_complain(grep->process, "grep: %s: invalid %s\n", options->value, what);
                process_exit(grep->process, 2);
            }
            lines = lines > 10000 ? 10000 : lines;
            grep->before = flag->letter == 'A' ? grep->before : lines;
            grep->after = flag->letter == 'B' ? grep->after : lines;
        }
    }
}

/* A string as a basic regular expression that matches it alone. */
static const char *quote(struct arena *arena, struct slice text)
{
    struct buffer out = {0};
    for (size_t i = 0; i < text.length; i++) {
        if (slice_find_byte(SLICE("\\.[]*^$"), text.data[i]) < 7)
            buffer_add_byte(&out, '\\');
        buffer_add_byte(&out, text.data[i]);
    }
    const char *quoted = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return quoted;
}

/* -P: what of Perl's syntax is in common use and can be said by an extended regular expression. */
static const char *from_perl(struct grep *grep, struct slice text)
{
    struct buffer out = {0};
    if (slice_find(text, SLICE("(?")) < text.length) {
        process_complain(grep->process, "grep: not simulated: (? in a Perl regular expression\n");
        process_exit(grep->process, 2);
    }
    for (size_t i = 0; i < text.length; i++) {
        char next = i + 1 < text.length ? text.data[i + 1] : 0;
        if (text.data[i] != '\\') {
            buffer_add_byte(&out, text.data[i]);
            continue;
        }
        i++;
        if (next == 'd' || next == 'D')
            buffer_add_text(&out, next == 'd' ? "[0-9]" : "[^0-9]");
        else if (next == 't')
            buffer_add_byte(&out, '\t');
        else
            buffer_add(&out, slice_part(text, i - 1, i + 1));
    }
    const char *copy = arena_copy(grep->process->arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}

static void compile(struct grep *grep)
{
    struct arena *arena = grep->process->arena;
    struct slice rest = slice_of(buffer_text(&grep->text)), line;
    bool extended = grep->on['E'] || grep->on['P'];
    size_t count = 1;
    for (size_t i = 0; i < rest.length; i++)
        count += rest.data[i] == '\n';
    grep->patterns = arena_allocate(arena, count * sizeof *grep->patterns);
    while (slice_next(&rest, '\n', &line)) {
        const char *problem, *text = grep->on['F']   ? quote(arena, line)
                                     : grep->on['P'] ? from_perl(grep, line)
                                                     : arena_copy(arena, line);
        if (grep->on['x'])
            text = arena_format(arena, extended ? "^(%s)$" : "^\\(%s\\)$", text);
        unsigned how = (extended && !grep->on['F'] ? REGEXP_EXTENDED : 0) | (grep->on['i'] ? REGEXP_NOCASE : 0);
        struct regexp *pattern = regexp_compile(grep->process, text, how, &problem);
        if (!pattern) {
            process_complain(grep->process, "grep: %s\n", problem);
            process_exit(grep->process, 2);
        }
        grep->patterns[grep->pattern_count++] = pattern;
    }
}

static bool is_word(struct slice line, regoff_t at)
{
    if (at < 0 || (size_t)at >= line.length)
        return false;
    char c = line.data[at];
    return ascii_is_digit(c) || ascii_is_letter(c) || c == '_';
}

/* The first match of any pattern at or behind [from]. */
static bool find(const struct grep *grep, struct slice line, size_t from, regmatch_t *best)
{
    bool found = false;
    for (size_t i = 0; i < grep->pattern_count; i++) {
        regmatch_t part;
        size_t at = from;
        bool matched;
        while ((matched = regexp_match(grep->patterns[i], line, at, &part, 1)) && grep->on['w'] &&
               (is_word(line, part.rm_so - 1) || is_word(line, part.rm_eo)) && (size_t)part.rm_so < line.length)
            at = (size_t)part.rm_so + 1;
        if (matched && grep->on['w'] && (is_word(line, part.rm_so - 1) || is_word(line, part.rm_eo)))
            matched = false;
        if (!matched ||
            (found && (part.rm_so > best->rm_so || (part.rm_so == best->rm_so && part.rm_eo <= best->rm_eo))))
            continue;
        *best = part;
        found = true;
    }
    return found;
}

static void print_prefix(const struct scan *scan, int64_t number, char mark)
{
    if (scan->grep->titles)
        process_print(scan->grep->process, "%s%c", scan->name, mark);
    if (scan->grep->on['n'])
        process_print(scan->grep->process, "%lld%c", (long long)number, mark);
}

static void print_line(struct scan *scan, struct slice line, int64_t number, char mark)
{
    struct grep *grep = scan->grep;
    if ((grep->before || grep->after) && scan->printed && number > scan->printed + 1)
        process_print(grep->process, "--\n");
    scan->printed = number;
    print_prefix(scan, number, mark);
    process_write(grep->process, STREAM_OUT, line);
    process_write(grep->process, STREAM_OUT, SLICE("\n"));
}

static void print_parts(struct scan *scan, struct slice line)
{
    regmatch_t part;
    for (size_t at = 0; at <= line.length && find(scan->grep, line, at, &part);) {
        if (part.rm_eo > part.rm_so) {
            print_prefix(scan, scan->number, ':');
            process_write(scan->grep->process, STREAM_OUT,
                          slice_part(line, (size_t)part.rm_so, (size_t)part.rm_eo));
            process_write(scan->grep->process, STREAM_OUT, SLICE("\n"));
        }
        at = (size_t)part.rm_eo + (part.rm_eo == part.rm_so);
    }
}

/* Keeps a line that may become leading context. */
static void hold(struct scan *scan, struct slice line)
{
    struct grep *grep = scan->grep;
    if (grep->before == 0)
        return;
    scan->held[scan->held_at] = (struct slice){arena_copy(grep->process->arena, line), line.length};
    scan->held_at = (scan->held_at + 1) % (size_t)grep->before;
    scan->held_count += scan->held_count < (size_t)grep->before;
}

static void print_held(struct scan *scan)
{
    size_t size = (size_t)scan->grep->before;
    for (size_t left = scan->held_count; left; left--)
        print_line(scan, scan->held[(scan->held_at + size - left) % size], scan->number - (int64_t)left, '-');
    scan->held_count = 0;
}

static bool is_silent(const struct grep *grep)
{
    return grep->on['q'] || grep->on['l'] || grep->on['L'] || grep->on['c'];
}

static void take_line(struct scan *scan, struct slice line)
{
    struct grep *grep = scan->grep;
    regmatch_t part;
    scan->number++;
    if (find(grep, line, 0, &part) == grep->on['v']) {
        if (scan->trailing > 0 && !is_silent(grep)) {
            scan->trailing--;
            print_line(scan, line, scan->number, '-');
        } else {
            hold(scan, line);
        }
        return;
    }
    scan->selected++;
    if (is_silent(grep))
        return;
    if (grep->on['o']) {
        if (!grep->on['v'])
            print_parts(scan, line);
        return;
    }
    print_held(scan);
    print_line(scan, line, scan->number, ':');
    scan->trailing = grep->after;
}

static bool is_enough(const struct grep *grep, const struct scan *scan)
{
    if ((grep->on['q'] || grep->on['l'] || grep->on['L']) && scan->selected)
        return true;
    return grep->on['m'] && scan->selected >= grep->most && scan->trailing == 0;
}

static bool scan_file(struct grep *grep, struct input *input)
{
    struct scan scan = {.grep = grep, .name = input->reading ? "(standard input)" : input->name};
    struct slice line;
    if (grep->before)
        scan.held = arena_allocate(grep->process->arena, (size_t)grep->before * sizeof *scan.held);
    while (!is_enough(grep, &scan) && input_line(input, &line, NULL))
        take_line(&scan, line);
    if (grep->on['q'])
        return scan.selected > 0;
    if (grep->on['l'] || grep->on['L']) {
        if (grep->on['l'] == (scan.selected > 0))
            process_print(grep->process, "%s\n", scan.name);
    } else if (grep->on['c']) {
        grep->on['n'] = false;
        print_prefix(&scan, 0, ':');
        process_print(grep->process, "%lld\n", (long long)scan.selected);
    }
    return scan.selected > 0;
}

static bool matches(const char *glob, const char *path)
{
    const char *slash = strrchr(path, '/');
    return glob && pattern_matches(glob, slice_of(slash ? slash + 1 : path), false);
}

static bool is_in_excluded(const struct grep *grep, const char *path)
{
    struct slice rest = slice_of(path), part;
    while (grep->exclude_directory && slice_next(&rest, '/', &part))
        if (rest.data && pattern_matches(grep->exclude_directory, part, false))
            return true;
    return false;
}

/* -r: the files below the directories among [names], under the names they were given with. */
static char **files_below(struct grep *grep, char *const *names, int count, int *files)
{
    struct process *process = grep->process;
    struct value *found = value_array(process->arena);
    for (int i = 0; i < (count ? count : 1); i++) {
        const char *name = count ? names[i] : ".";
        if (!process_is_directory(process, name)) {
            value_append(process->arena, found, value_text(process->arena, name));
            continue;
        }
        const struct value *paths = tree_paths(process, name);
        size_t prefix = slice_of(value_string_of(value_at(paths, 0))).length;
        for (size_t j = 1; j < value_count(paths); j++) {
            const char *path = value_string_of(value_at(paths, j)), *below = path + (prefix > 1 ? prefix : 0);
            if (process_is_directory(process, path) || process_link(process, path) ||
                (grep->include && !matches(grep->include, path)) || matches(grep->exclude, path) ||
                is_in_excluded(grep, below + 1))
                continue;
            value_append(process->arena, found,
                         count ? value_format(process->arena, "%s%s", name, below + text_ends(name, "/"))
                               : value_text(process->arena, below + 1));
        }
    }
    *files = (int)value_count(found);
    char **all = arena_allocate(process->arena, (value_count(found) + 1) * sizeof *all);
    for (size_t i = 0; i < value_count(found); i++)
        all[i] = (char *)value_string_of(value_at(found, i));
    return all;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &grep_program, count, words);
    struct grep *grep = arena_allocate(process->arena, sizeof *grep);
    options.failure = 2;
    options.digits = 'C';
    options.shows_usage = true;
    grep->process = process;
    process_own(process, release_grep, grep);
    read_flags(grep, &options);
    int first = 0;
    if (!grep->given) {
        if (options.operand_count == 0)
            options_fail(&options);
        buffer_add_text(&grep->text, options.operands[first++]);
    }
    compile(grep);
    bool recursive = grep->on['r'] || grep->on['R'];
    char *const *names = options.operands + first;
    int files = options.operand_count - first;
    if (recursive)
        names = files_below(grep, names, files, &files);
    if (recursive && !files)
        return 1;
    struct input *input = input_begin(&options, names, files);
    input->silent = grep->on['s'];
    grep->titles = grep->on['H'] || ((input->count > 1 || recursive) && !grep->on['h']);
    bool found = false;
    while (input_open(input))
        found |= scan_file(grep, input);
    if (found && grep->on['q'])
        return 0;
    return input->failed ? 2 : found ? 0 : 1;
}

const struct program grep_program = {.name = "grep",
                                     .usage = "grep [OPTION]... PATTERNS [FILE]...",
                                     .help = "Print lines that match patterns",
                                     .flags = flags,
                                     .run = run};

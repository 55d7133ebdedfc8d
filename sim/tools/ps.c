/* ps: the processes of the learner's machine, in the columns of procps. Memory is not simulated and shows as 0,
 * as of a kernel's thread. */
#include <string.h>

#include "tools/options.h"

extern const struct program ps_program;

static const char *number(struct arena *arena, const struct value *process, const char *name)
{
    return arena_format(arena, "%lld", (long long)value_number(value_get(process, name), 0));
}

static const char *say_id(struct process *self, const struct value *process)
{
    return number(self->arena, process, "id");
}

static const char *say_parent(struct process *self, const struct value *process)
{
    return number(self->arena, process, "parent");
}

static const char *say_group(struct process *self, const struct value *process)
{
    return number(self->arena, process, "group");
}

static const char *say_user(struct process *self, const struct value *process)
{
    (void)self;
    (void)process;
    return "root";
}

static const char *say_zero(struct process *self, const struct value *process)
{
    (void)self;
    (void)process;
    return "0";
}

static const char *say_no_share(struct process *self, const struct value *process)
{
    (void)self;
    (void)process;
    return "0.0";
}

static const char *say_terminal(struct process *self, const struct value *process)
{
    int64_t terminal;
    if (!slice_to_integer(value_slice(value_get(process, "terminal")), &terminal))
        return "?";
    return arena_format(self->arena, "pts/%lld", (long long)terminal - 1);
}

static const char *say_time(struct process *self, const struct value *process)
{
    long long seconds = (long long)value_number(value_get(process, "seconds"), 0);
    return arena_format(self->arena, "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static const char *say_short_time(struct process *self, const struct value *process)
{
    long long seconds = (long long)value_number(value_get(process, "seconds"), 0);
    return arena_format(self->arena, "%lld:%02lld", seconds / 60, seconds % 60);
}

static const char *say_start(struct process *self, const struct value *process)
{
    struct calendar began = instant_calendar((struct instant){value_number(value_get(process, "started"), 0)});
    return arena_format(self->arena, "%02d:%02d", began.hour, began.minute);
}

/* Thousandths of the time since it began that it used, in percent. */
static const char *say_share(struct process *self, const struct value *process)
{
    struct instant began = {value_number(value_get(process, "started"), 0)};
    int64_t life = instant_since(process_now(self), began).nanoseconds / 1000000000;
    int64_t tenths = life > 0 ? value_number(value_get(process, "seconds"), 0) * 1000 / life : 0;
    return arena_format(self->arena, "%lld.%lld", (long long)tenths / 10, (long long)tenths % 10);
}

static const char *say_state(struct process *self, const struct value *process)
{
    const char *state = value_find_text(process, "state");
    bool leads = value_number(value_get(process, "id"), 0) == value_number(value_get(process, "parent"), 0) ||
                 value_number(value_get(process, "parent"), 0) == 0;
    (void)self;
    return leads ? arena_format(self->arena, "%ss", state) : state;
}

static const char *say_words(struct process *self, const struct value *process)
{
    const char *dead = value_says(value_get(process, "state"), "Z") ? " <defunct>" : "";
    return arena_format(self->arena, "%s%s", value_find_text(process, "command"), dead);
}

static const char *say_name(struct process *self, const struct value *process)
{
    struct slice words = value_slice(value_get(process, "command"));
    struct slice name = slice_part(words, 0, slice_find_byte(words, ' '));
    const char *text =
        arena_copy(self->arena, slice_starts(name, "-") ? slice_part(name, 1, name.length) : name);
    const char *slash = strrchr(text, '/'),
               *dead = value_says(value_get(process, "state"), "Z") ? " <defunct>" : "";
    return arena_format(self->arena, "%s%s", slash ? slash + 1 : text, dead);
}

static const struct column {
    const char *name, *title;
    int width; /* negative: to the left */
    const char *(*say)(struct process *self, const struct value *process);
} columns[] = {
    {"pid", "PID", 7, say_id},
    {"ppid", "PPID", 7, say_parent},
    {"pgid", "PGID", 7, say_group},
    {"pgrp", "PGRP", 7, say_group},
    {"user", "USER", -8, say_user},
    {"uid", "UID", -8, say_user},
    {"c", "C", 2, say_zero},
    {"%cpu", "%CPU", 4, say_share},
    {"%mem", "%MEM", 4, say_no_share},
    {"vsz", "VSZ", 6, say_zero},
    {"rss", "RSS", 5, say_zero},
    {"tty", "TTY", -8, say_terminal},
    {"stat", "STAT", -4, say_state},
    {"s", "S", -1, say_state},
    {"stime", "STIME", -5, say_start},
    {"start", "START", -5, say_start},
    {"time", "TIME", 8, say_time},
    {"cputime", "TIME", 6, say_short_time},
    {"comm", "CMD", -15, say_name},
    {"ucmd", "CMD", -15, say_name},
    {"cmd", "CMD", -27, say_words},
    {"args", "COMMAND", -27, say_words},
    {"command", "COMMAND", -27, say_words},
};

static const struct column *column_named(struct slice name)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (slice_is(name, columns[i].name))
            return &columns[i];
    return NULL;
}

static void print_row(struct process *self, const struct column *const *shown, int count,
                      const struct value *process)
{
    struct arena_mark mark = arena_mark(self->arena);
    const char *row = "";
    for (int i = 0; i < count; i++) {
        const char *text = process ? shown[i]->say(self, process) : shown[i]->title;
        bool last = i == count - 1 && shown[i]->width < 0;
        row = arena_format(self->arena, "%s%s%*s", row, i ? " " : "", last ? 0 : shown[i]->width, text);
    }
    process_print(self, "%s\n", row);
    arena_rewind(self->arena, mark);
}

struct listing {
    const char *format;
    const char *only; /* numbers with commas; NULL: all */
    bool all;
};

static bool is_wanted(struct process *self, const struct listing *listing, const struct value *process)
{
    struct slice rest = slice_of(listing->only ? listing->only : ""), word;
    int64_t id = value_number(value_get(process, "id"), 0), wanted;
    if (!listing->only)
        return listing->all || value_find_text(process, "terminal")[0];
    (void)self;
    while (rest.length && slice_next(&rest, ',', &word))
        if (slice_to_integer(word, &wanted) && wanted == id)
            return true;
    return false;
}

static int list(struct process *self, const struct listing *listing)
{
    enum { MOST = 32 };
    const struct column *shown[MOST];
    struct slice rest = slice_of(listing->format), word;
    int count = 0, found = 0;
    while (rest.length && count < MOST && slice_next(&rest, ',', &word)) {
        shown[count] = column_named(word);
        if (!shown[count++]) {
            process_complain(self, "error: unknown user-defined format specifier \"%.*s\"\n", (int)word.length,
                             word.data);
            return 1;
        }
    }
    print_row(self, shown, count, NULL);
    const struct value *all = process_list(self);
    for (size_t i = 0; i < value_count(all); i++) {
        if (!is_wanted(self, listing, value_at(all, i)))
            continue;
        print_row(self, shown, count, value_at(all, i));
        found++;
    }
    return found == 0;
}

/* Letters with a hyphen are UNIX options, those without BSD's. */
static bool take_letters(struct listing *listing, const char *letters, bool hyphen)
{
    for (const char *c = letters; *c; c++) {
        if (hyphen && (*c == 'e' || *c == 'A'))
            listing->all = true;
        else if (hyphen && *c == 'f')
            listing->format = "uid,pid,ppid,c,stime,tty,time,cmd";
        else if (!hyphen && *c == 'u')
            listing->format = "user,pid,%cpu,%mem,vsz,rss,tty,stat,start,cputime,command";
        else if (!hyphen && (*c == 'a' || *c == 'x'))
            listing->all = true;
        else if (!strchr("wf", *c))
            return false;
    }
    return true;
}

static int run(struct process *process, int count, char *const *words)
{
    struct listing listing = {.format = "pid,tty,time,ucmd"};
    if (process->pod) { /* busybox has another one */
        process_complain(process, "ps: not simulated\n");
        return 127;
    }
    for (int i = 1; i < count; i++) {
        const char *word = words[i];
        bool hyphen = word[0] == '-';
        if (text_equal(word, "--help")) {
            process_print(process, "\nUsage:\n %s\n", ps_program.usage);
            return 0;
        }
        if (text_equal(word, "-p") && i + 1 < count)
            listing.only = words[++i];
        else if (text_equal(word, "-o") && i + 1 < count)
            listing.format = words[++i];
        else if (!take_letters(&listing, word + hyphen, hyphen)) {
            process_complain(process, "ps: not simulated: %s\n", word);
            return 1;
        }
    }
    return list(process, &listing);
}

const struct program ps_program = {
    .name = "ps",
    .usage = "ps [-e] [-f] [aux] [-o FORMAT] [-p PID]",
    .help = "List processes",
    .run = run,
};

/* tests/transcripts/NAME.t and README.md: a sitting as text. Prose up to the first line "$ command", then
 * exactly what the terminal shows, up to the next "$ " or a line "%%" or "```", after which prose may stand
 * again. "> " continues a command, and a line "^C" or "^Z" behind it is that key, pressed when it has run for
 * a second. A status other than 0 is a last line "[N]"; output that does not end its
 * last line has the line "\ no newline" behind it. First lines may be "@ world: SLUG" (default: the seed's
 * challenge) and "@ pace: exact" (default: settle), "@ input: typed" (as at a prompt, with history); "@ turns:
 * long" is for commands that run into a quota of millions of steps, which would take minutes when each step
 * gives way.
 *
 * --golden keeps sentences that stand where an output should be, behind a "%%" of their own.
 *
 * The file is played and written down anew, and the two texts are compared. Then its journal is replayed, which
 * must give the same world. */
#include "test.h"
#include "sitting.h"

#include <string.h>

#define DEFAULT_WORLD "waypoints-l7-where-it-matters"
#define NO_NEWLINE "\\ no newline"

struct transcript {
    struct slice rest;      /* what was not read yet */
    struct buffer *written; /* what has been read, with the outputs that came */
    struct sitting sitting;
    bool settle;
    bool long_turns;
    bool prose;          /* lines are copied: before the first command and where an output has ended */
    bool keeps;          /* writing golden text: what stood in the place of an output is looked at */
    struct buffer stood; /* such lines, since the last command */
    size_t output;       /* where the output of that command begins in [written] */
};

static bool next_line(struct transcript *transcript, struct slice *line)
{
    if (transcript->rest.length == 0)
        return false;
    size_t end = slice_find_byte(transcript->rest, '\n');
    *line = slice_part(transcript->rest, 0, end);
    transcript->rest = slice_part(transcript->rest, end + 1, transcript->rest.length);
    return true;
}

static void write_line(struct transcript *transcript, struct slice line)
{
    buffer_add(transcript->written, line);
    buffer_add_byte(transcript->written, '\n');
}

/* The command that [line] begins, with its continuations, which are copied. */
static void read_command(struct transcript *transcript, struct slice line, struct buffer *command)
{
    buffer_add(command, slice_part(line, 2, line.length));
    write_line(transcript, line);
    while (slice_starts(transcript->rest, "> ") && next_line(transcript, &line)) {
        buffer_add_byte(command, '\n');
        buffer_add(command, slice_part(line, 2, line.length));
        write_line(transcript, line);
    }
}

static void play(struct transcript *transcript, struct slice command)
{
    struct slice output, line;
    transcript->output = transcript->written->length;
    bool interrupt = slice_starts(transcript->rest, "^C\n"), suspend = slice_starts(transcript->rest, "^Z\n");
    if (interrupt || suspend) {
        next_line(transcript, &line);
        write_line(transcript, line);
        output = sitting_run_key(&transcript->sitting, command, interrupt ? INPUT_INTERRUPT : INPUT_SUSPEND,
                                 transcript->settle);
    } else {
        output = sitting_run(&transcript->sitting, command, transcript->settle);
    }
    buffer_add(transcript->written, output);
    if (output.length > 0 && !slice_ends(output, "\n"))
        buffer_add_text(transcript->written, "\n" NO_NEWLINE "\n");
    if (sitting_status(&transcript->sitting) != 0)
        buffer_format(transcript->written, "[%d]\n", sitting_status(&transcript->sitting));
}

/* Takes the lines "@ KEY: VALUE" at the top and begins the sitting they ask for. */
static bool begin(struct transcript *transcript, struct arena *arena, const char **problem)
{
    struct slice line, world = SLICE(DEFAULT_WORLD);
    while (slice_starts(transcript->rest, "@ ") && next_line(transcript, &line)) {
        if (slice_starts(line, "@ world: "))
            world = slice_part(line, strlen("@ world: "), line.length);
        else if (slice_is(line, "@ input: typed"))
            transcript->sitting.typed = true;
        else if (slice_is(line, "@ pace: exact"))
            transcript->settle = false;
        else if (slice_is(line, "@ turns: long"))
            transcript->long_turns = true;
        else {
            *problem = arena_format(arena, "unknown line: %.*s", (int)line.length, line.data);
            return false;
        }
        write_line(transcript, line);
    }
    return sitting_begin(&transcript->sitting, arena, arena_copy(arena, world), problem);
}

static bool is_shown(struct slice line, struct slice output)
{
    struct slice shown;
    while (output.length && slice_next(&output, '\n', &shown))
        if (slice_equal(shown, line))
            return true;
    return false;
}

/* Prose that stands behind a command without the "%%" before it is no old output: the last lines up to the next
 * command that begin with a capital letter and end with a full stop or a colon. */
static void keep_prose(struct transcript *transcript)
{
    struct slice stood = buffer_slice(&transcript->stood), line, rest = stood;
    struct slice output =
        slice_part(buffer_slice(transcript->written), transcript->output, transcript->written->length);
    size_t from = stood.length;
    while (rest.length && slice_next(&rest, '\n', &line)) {
        bool capital = line.length && line.data[0] >= 'A' && line.data[0] <= 'Z';
        if (!line.length || is_shown(line, output))
            from = stood.length;
        else if (from == stood.length && capital && slice_find_byte(line, ' ') < line.length)
            from = (size_t)(line.data - stood.data);
    }
    struct slice prose = slice_part(stood, from, stood.length);
    if (slice_ends(prose, ".\n") || slice_ends(prose, ":\n"))
        buffer_format(transcript->written, "%%%%\n%.*s", (int)prose.length, prose.data);
    buffer_clear(&transcript->stood);
}

static void play_all(struct transcript *transcript)
{
    struct buffer command = {0};
    struct slice line;
    while (next_line(transcript, &line)) {
        bool begins = slice_starts(line, "$ ");
        if (begins || slice_is(line, "%%") || slice_is(line, "```"))
            keep_prose(transcript);
        if (begins) {
            transcript->prose = false;
            buffer_clear(&command);
            read_command(transcript, line, &command);
            play(transcript, buffer_slice(&command));
        } else if (transcript->prose || slice_is(line, "%%") || slice_is(line, "```")) {
            transcript->prose = true;
            write_line(transcript, line);
        } else if (transcript->keeps) {
            buffer_add(&transcript->stood, line);
            buffer_add_byte(&transcript->stood, '\n');
        }
    }
    keep_prose(transcript);
    buffer_release(&transcript->stood);
    buffer_release(&command);
}

static void compare_replay(struct run *run, const char *path, struct arena *arena, struct sitting *sitting)
{
    const char *name = arena_format(arena, "%s: replay", path);
    if (!run_begin(run, name))
        return;
    const char *problem = sitting_replay(sitting, arena);
    if (problem)
        run_failed(run, name, "%s", problem);
    else
        run_passed(run);
}

/* The same again, with a yield at every tick and a fork made and dropped after every commit: the terminal must
 * show the same bytes. */
static void compare_hostile(struct run *run, const char *path, struct slice text, struct slice expected)
{
    struct arena arena = {0};
    const char *name = arena_format(&arena, "%s: hostile", path);
    if (run_begin(run, name)) {
        struct buffer written = {0};
        const char *problem = NULL;
        struct transcript transcript = {.rest = text, .written = &written, .settle = true, .prose = true};
        if (begin(&transcript, &arena, &problem)) {
            session_set_hostile(transcript.sitting.session);
            play_all(&transcript);
            run_compare(run, name, expected, buffer_slice(&written));
        } else {
            run_failed(run, name, "%s", problem);
        }
        sitting_end(&transcript.sitting);
        buffer_release(&written);
    }
    arena_release(&arena);
}

static void run_file(struct run *run, const char *path)
{
    if (!run_begin(run, path))
        return;
    struct buffer text = {0}, written = {0};
    struct arena arena = {0};
    const char *problem = NULL;
    file_read(&text, path);
    struct transcript transcript = {
        .rest = buffer_slice(&text), .written = &written, .settle = true, .prose = true, .keeps = run->golden};
    if (begin(&transcript, &arena, &problem)) {
        play_all(&transcript);
        if (run->golden && !slice_equal(buffer_slice(&text), buffer_slice(&written)))
            file_write(path, buffer_slice(&written));
        if (run->golden)
            run_passed(run);
        else
            run_compare(run, path, buffer_slice(&text), buffer_slice(&written));
        compare_replay(run, path, &arena, &transcript.sitting);
        if (!transcript.long_turns)
            compare_hostile(run, path, buffer_slice(&text), buffer_slice(&written));
    } else {
        run_failed(run, path, "%s", problem);
    }
    sitting_end(&transcript.sitting);
    buffer_release(&text);
    buffer_release(&written);
    arena_release(&arena);
}

void suite_transcripts(struct run *run)
{
    files_visit("tests/transcripts/*.t", run, run_file);
    files_visit("README.md", run, run_file);
}

/* Drives a program in a pseudo-terminal, as a person would: types, and looks at what stands on the screen.
 * usage: drive FILE.pty; prints what was not as expected, with its line, and the screen; status 1 then. Lines of a file:
 *   # anything       a comment
 *   size 80x24       of the window; the first is 120x32
 *   run COMMAND      begins it, by bash -c
 *   type KEYS        as in tests/case_screen.c: text, <Enter>, <C-x>, <Tab>, <Esc>, <Up>
 *   see TEXT         waits until a row has it; gone TEXT: until none has
 *   signal NAME      TERM, HUP, SEGV, ABRT, STOP...: to the program that has the terminal
 *   ends N           waits until the command ends, with that status (128 and the signal's number)
 *   whole            the terminal is as it was: main screen, line mode with echo, cursor shown, no bracketed paste
 *   linear           no cursor was addressed so far: of escape sequences there were colours and bracketed paste only
 *   show             prints the screen */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "screen.h"
#include "tui/vt.h"

enum { PATIENCE = 10000, PERIOD = 20 }; /* milliseconds */

struct drive {
    struct vt *vt;
    int columns, rows, terminal;
    pid_t child;
    int status; /* when it has ended: child is 0 */
    struct termios before;
    bool pasting, addressed;
    struct buffer screen;
};

static void look(struct drive *drive)
{
    struct canvas canvas = {0};
    canvas_clear(&canvas, drive->columns, drive->rows);
    vt_draw(drive->vt, &canvas, canvas_area(&canvas), 0, true);
    buffer_clear(&drive->screen);
    canvas_text(&canvas, &drive->screen);
    buffer_add_text(&drive->screen, canvas.cursor ? "cursor\n" : "no cursor\n");
    canvas_release(&canvas);
}

/* Is every escape sequence in it a colour's ("m") or one of bracketed paste's? */
static bool is_linear(struct slice bytes)
{
    for (size_t i = 0; i + 1 < bytes.length; i++) {
        if (bytes.data[i] != 27)
            continue;
        struct slice rest = slice_part(bytes, i, bytes.length);
        size_t end = 2;
        while (end < rest.length && (unsigned char)rest.data[end] < 0x40)
            end++;
        bool color = rest.data[1] == '[' && end < rest.length && rest.data[end] == 'm';
        if (!color && !slice_starts(rest, "\033[?2004"))
            return false;
    }
    return true;
}

/* What the last of its switches in the output says; one that is cut between two reads is none of ours. */
static void note_modes(struct drive *drive, struct slice bytes)
{
    size_t on = slice_find(bytes, SLICE("\033[?2004h")), off = slice_find(bytes, SLICE("\033[?2004l"));
    if (on == off)
        return;
    drive->pasting = off == bytes.length || (on < bytes.length && on > off);
}

/* Lets the program do something for a moment. False: it has ended, and all it had to say is said. */
static bool pass(struct drive *drive)
{
    char bytes[65536];
    struct pollfd waiting = {.fd = drive->terminal, .events = POLLIN};
    int status;
    if (poll(&waiting, 1, PERIOD) > 0) {
        ssize_t count = read(drive->terminal, bytes, sizeof bytes);
        if (count > 0) {
            vt_write_raw(drive->vt, (struct slice){bytes, (size_t)count});
            note_modes(drive, (struct slice){bytes, (size_t)count});
            drive->addressed |= !is_linear((struct slice){bytes, (size_t)count});
            return true;
        }
        poll(NULL, 0, PERIOD); /* nobody has it open any more */
    } else if (drive->child) {
        return true;
    }
    if (drive->child && waitpid(drive->child, &status, WNOHANG) == drive->child) {
        drive->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        drive->child = 0;
    }
    return drive->child != 0;
}

/* The modes of a line that nobody has had yet: asked of another terminal, since the child may be quick to change its own. */
static bool fresh_modes(struct termios *modes)
{
    int terminal, line;
    if (openpty(&terminal, &line, NULL, NULL, NULL))
        return false;
    bool known = tcgetattr(line, modes) == 0;
    close(line);
    close(terminal);
    return known;
}

static const char *run(struct drive *drive, const char *command)
{
    struct winsize size = {.ws_col = (unsigned short)drive->columns, .ws_row = (unsigned short)drive->rows};
    if (!fresh_modes(&drive->before))
        return strerror(errno);
    drive->vt = vt_new(drive->columns, drive->rows);
    if (!drive->vt)
        return "libvterm is not there";
    drive->child = forkpty(&drive->terminal, NULL, &drive->before, &size);
    if (drive->child == 0) {
        setenv("TERM", "xterm-256color", 1);
        execl("/bin/bash", "bash", "-c", command, (char *)NULL);
        _exit(127);
    }
    return drive->child < 0 ? strerror(errno) : NULL;
}

static const char *type(struct drive *drive, struct slice text)
{
    struct buffer keys = {0};
    while (text.length) {
        if (text.data[0] == '<' && screen_key(&text, &keys))
            continue;
        buffer_add_byte(&keys, text.data[0]);
        text = slice_part(text, 1, text.length);
    }
    bool written = write(drive->terminal, keys.data, keys.length) == (ssize_t)keys.length;
    buffer_release(&keys);
    return written ? NULL : "nobody takes the keys";
}

static const char *wait_for(struct drive *drive, struct slice text, bool wanted)
{
    for (int waited = 0; waited < PATIENCE; waited += PERIOD) {
        bool going = pass(drive);
        look(drive);
        struct slice screen = buffer_slice(&drive->screen);
        if ((slice_find(screen, text) < screen.length) == wanted)
            return NULL;
        if (!going)
            break;
    }
    return wanted ? "that does not come" : "that does not go";
}

static const char *send_signal(struct drive *drive, struct slice name)
{
    static const struct {
        const char *name;
        int number;
    } signals[] = {{"TERM", SIGTERM}, {"HUP", SIGHUP},   {"SEGV", SIGSEGV}, {"ABRT", SIGABRT},
                   {"TSTP", SIGTSTP}, {"CONT", SIGCONT}, {"INT", SIGINT}};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (slice_is(name, signals[i].name))
            return kill(-tcgetpgrp(drive->terminal), signals[i].number) ? strerror(errno) : NULL;
    }
    return "no signal has that name";
}

static const char *wait_end(struct drive *drive, struct slice status)
{
    int64_t number = 0;
    for (int waited = 0; waited < PATIENCE && pass(drive); waited += PERIOD)
        continue;
    if (drive->child)
        return "it does not end";
    return slice_to_integer(status, &number) && number == drive->status ? NULL : "it ends with another status";
}

static const char *check_whole(struct drive *drive)
{
    struct termios now;
    for (int i = 0; i < 10; i++)
        pass(drive);
    look(drive);
    if (vt_alternate(drive->vt))
        return "the alternate screen is still there";
    if (drive->pasting)
        return "bracketed paste is still on";
    if (slice_find(buffer_slice(&drive->screen), SLICE("no cursor\n")) < drive->screen.length)
        return "the cursor is hidden";
    if (tcgetattr(drive->terminal, &now) == 0 && (now.c_lflag != drive->before.c_lflag || now.c_iflag != drive->before.c_iflag))
        return "the line's modes are not what they were";
    return NULL;
}

static const char *resize(struct drive *drive, struct slice size)
{
    struct slice width;
    int64_t columns = 0, rows = 0;
    slice_next(&size, 'x', &width);
    if (!slice_to_integer(width, &columns) || !slice_to_integer(size, &rows))
        return "no size";
    struct winsize window = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    drive->columns = (int)columns;
    drive->rows = (int)rows;
    if (drive->vt) {
        vt_resize(drive->vt, drive->columns, drive->rows);
        ioctl(drive->terminal, TIOCSWINSZ, &window);
    }
    return NULL;
}

static const char *do_line(struct drive *drive, struct slice line)
{
    struct slice verb;
    struct arena arena = {0};
    const char *problem = "no such line";
    if (!line.length || line.data[0] == '#')
        return NULL;
    slice_next(&line, ' ', &verb);
    if (slice_is(verb, "size"))
        problem = resize(drive, line);
    else if (slice_is(verb, "run"))
        problem = run(drive, arena_copy(&arena, line));
    else if (!drive->vt)
        problem = "nothing runs";
    else if (slice_is(verb, "type"))
        problem = type(drive, line);
    else if (slice_is(verb, "see") || slice_is(verb, "gone"))
        problem = wait_for(drive, line, slice_is(verb, "see"));
    else if (slice_is(verb, "signal"))
        problem = send_signal(drive, line);
    else if (slice_is(verb, "ends"))
        problem = wait_end(drive, line);
    else if (slice_is(verb, "whole"))
        problem = check_whole(drive);
    else if (slice_is(verb, "linear"))
        problem = drive->addressed ? "the cursor was addressed" : NULL;
    else if (slice_is(verb, "show"))
        problem = printf("%s", buffer_text(&drive->screen)) < 0 ? "it cannot be shown" : NULL;
    arena_release(&arena);
    return problem;
}

static const char *read_file(const char *path, struct buffer *text)
{
    char bytes[4096];
    size_t count;
    FILE *file = fopen(path, "r");
    if (!file)
        return strerror(errno);
    while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(text, (struct slice){bytes, count});
    fclose(file);
    return NULL;
}

int main(int count, char **words)
{
    struct drive drive = {.columns = 120, .rows = 32, .terminal = -1};
    struct buffer text = {0};
    const char *problem = count == 2 ? read_file(words[1], &text) : "usage: drive FILE.pty";
    struct slice rest = buffer_slice(&text), line = SLICE("");
    int number = 0;
    while (!problem && rest.length && slice_next(&rest, '\n', &line)) {
        number++;
        problem = do_line(&drive, line);
    }
    if (problem) {
        printf("%s:%d: %s: %.*s\n%s", words[1] ? words[1] : "", number, problem, (int)line.length, line.data,
               buffer_text(&drive.screen));
        if (drive.child > 0)
            kill(drive.child, SIGKILL);
    }
    if (drive.vt)
        vt_free(drive.vt);
    if (drive.terminal >= 0)
        close(drive.terminal);
    buffer_release(&drive.screen);
    buffer_release(&text);
    return problem != NULL;
}

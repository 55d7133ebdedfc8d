/* Kills `ambit open` at any moment and looks what is left.
 *
 *   build/release/kill AMBIT KILLS [SEED]
 *
 * A person types commands in a pseudo-terminal, each of which adds a number to a file. The prompt that comes
 * back is the acknowledgement: whatever reached the terminal before the kill is read to its end, and a number
 * whose prompt is in it must be in the file when the session is opened again, once and in its order. One number
 * more may be there: its prompt was on the way, or it is run again because the learner said so. Ends with "N
 * passed, N failed". */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/hash.h"

enum { PATIENCE = 20000, LIVES = 25, MOST_COMMANDS = 4, LONGEST_DELAY = 12000 };

static const char prompt[] = "root@server:~# ", question[] = "[y/N] ";
static const char slug[] = "empty";

struct lab {
    const char *ambit, *file;
    uint64_t random;
    pid_t process;
    int terminal;
    struct buffer shown;     /* since the last command was typed */
    int typed, acknowledged; /* numbers; 0: none */
    bool prompted;           /* a prompt of this session was seen at some time */
    long asked, again, refused, startups;
};

static unsigned below(struct lab *lab, unsigned limit)
{
    return (unsigned)(random_next(&lab->random) % limit);
}

static void start(struct lab *lab)
{
    struct winsize size = {.ws_row = 24, .ws_col = 200};
    buffer_clear(&lab->shown);
    lab->process = forkpty(&lab->terminal, NULL, NULL, &size);
    check(lab->process >= 0);
    if (lab->process == 0) {
        execl(lab->ambit, lab->ambit, "open", slug, "--plain", "--db", lab->file, (char *)NULL);
        _exit(127);
    }
}

/* Takes what the terminal has; false when nothing can come any more. */
static bool take(struct lab *lab, int patience)
{
    char bytes[65536];
    struct pollfd terminal = {.fd = lab->terminal, .events = POLLIN};
    if (poll(&terminal, 1, patience) <= 0)
        return false;
    ssize_t count = read(lab->terminal, bytes, sizeof bytes);
    if (count > 0)
        buffer_add(&lab->shown, (struct slice){bytes, (size_t)count});
    return count > 0;
}

static bool shows(const struct lab *lab, const char *text)
{
    struct slice shown = buffer_slice(&lab->shown);
    return slice_find(shown, slice_of(text)) < shown.length;
}

static void type(struct lab *lab, const char *keys)
{
    size_t length = strlen(keys);
    check(write(lab->terminal, keys, length) == (ssize_t)length);
}

/* The prompt that follows [mark] in what is shown. */
static bool is_prompted(const struct lab *lab, const char *mark)
{
    struct slice shown = buffer_slice(&lab->shown);
    size_t at = slice_find(shown, slice_of(mark));
    struct slice rest = slice_part(shown, at + strlen(mark), shown.length);
    return at < shown.length && slice_find(rest, slice_of(prompt)) < rest.length;
}

static const char *mark_of(char text[32], int number)
{
    snprintf(text, 32, "\ndid-%d\r\n", number);
    return text;
}

static void pause_a_little(struct lab *lab)
{
    struct timespec length = {0, (long)below(lab, LONGEST_DELAY) * 1000};
    nanosleep(&length, NULL);
}

/* Some commands take their time, and some read what is typed for them: an input of its own. */
static void type_number(struct lab *lab)
{
    static const char *const forms[] = {
        "echo %d >> log; echo did-%d\r",
        "for i in {1..20000}; do :; done; echo %d >> log; echo did-%d\r",
        "read x; echo $x >> log; : %d; echo did-%d\r",
    };
    char text[128];
    int number = ++lab->typed;
    unsigned form = below(lab, 3);
    buffer_clear(&lab->shown);
    snprintf(text, sizeof text, forms[form], number, number);
    type(lab, text);
    if (form < 2)
        return;
    if (below(lab, 2))
        pause_a_little(lab);
    snprintf(text, sizeof text, "%d\r", number);
    type(lab, text);
}

static void note_acknowledged(struct lab *lab)
{
    char mark[32];
    if (lab->typed > lab->acknowledged && is_prompted(lab, mark_of(mark, lab->typed)))
        lab->acknowledged = lab->typed;
    lab->prompted |= shows(lab, prompt);
}

static void kill_now(struct lab *lab)
{
    int status;
    kill(lab->process, SIGKILL);
    waitpid(lab->process, &status, 0);
    while (take(lab, 0))
        continue;
    note_acknowledged(lab);
    close(lab->terminal);
}

/* To the first prompt; a command that may not have finished is run again by one in two. */
static bool arrive(struct lab *lab)
{
    bool answered = false, yes = below(lab, 2);
    while (!shows(lab, prompt) || (answered && yes && !shows(lab, "\ndid-"))) {
        if (!take(lab, PATIENCE))
            return false;
        if (answered || !shows(lab, question))
            continue;
        answered = true;
        lab->asked++;
        lab->again += yes;
        type(lab, yes ? "y\n" : "n\n");
        if (yes && shows(lab, "read x"))
            type(lab, "7777\r");
    }
    /* the one that was run again has a prompt behind it, too */
    while (answered && yes && !is_prompted(lab, "\ndid-"))
        if (!take(lab, PATIENCE))
            return false;
    lab->prompted = true;
    return true;
}

/* The numbers in the file are 1, 2, ... in their order, with every acknowledged one, and at most one more. What
 * was never run and refused leaves a gap, so numbers are taken anew from what is there. */
static const char *look(struct lab *lab)
{
    buffer_clear(&lab->shown);
    type(lab, "echo begin-$?; cat log; echo end-$?\r");
    while (!is_prompted(lab, "\nend-"))
        if (!take(lab, PATIENCE))
            return "the file is not shown";
    struct slice shown = buffer_slice(&lab->shown), line;
    size_t at = slice_find(shown, SLICE("\nbegin-"));
    shown = slice_part(shown, at + 1, shown.length);
    slice_next(&shown, '\n', &line);
    int64_t number = 0, last = 0;
    bool found = lab->acknowledged == 0;
    while (slice_next(&shown, '\n', &line) && !slice_starts(line, "end-")) {
        if (!slice_to_integer(slice_trim(line), &number))
            continue;
        if (number == 7777) /* what `read` was given when it was run again */
            number = lab->typed;
        if (number <= last)
            return "a number is there twice, or not in its order";
        last = number;
        found |= number == lab->acknowledged;
    }
    if (!found || last < lab->acknowledged)
        return "an acknowledged number is lost";
    return last > lab->typed ? "a number is there that nobody typed" : NULL;
}

/* One life of the process, and its end. NULL or what is wrong. */
static const char *live(struct lab *lab)
{
    start(lab);
    if (below(lab, 6) == 0) { /* killed on the way to the prompt */
        lab->startups++;
        pause_a_little(lab);
        pause_a_little(lab);
        int typed = lab->typed;
        lab->typed = lab->acknowledged; /* what it shows is of commands before */
        kill_now(lab);
        lab->typed = typed;
        return NULL;
    }
    if (!arrive(lab))
        return "there is no prompt";
    const char *wrong = look(lab);
    if (wrong)
        return wrong;
    for (unsigned commands = below(lab, MOST_COMMANDS); commands; commands--) {
        char mark[32];
        type_number(lab);
        while (!is_prompted(lab, mark_of(mark, lab->typed)))
            if (!take(lab, PATIENCE))
                return "a command has no prompt";
        lab->acknowledged = lab->typed;
    }
    type_number(lab);
    pause_a_little(lab);
    kill_now(lab);
    return NULL;
}

static void remove_files(const char *file)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-open"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct buffer path = {0};
        buffer_format(&path, "%s%s", file, ends[i]);
        unlink(buffer_text(&path));
        buffer_release(&path);
    }
}

int main(int count, char **words)
{
    char folder[] = "/tmp/ambit-kill-XXXXXX";
    struct buffer file = {0};
    long kills = count > 2 ? strtol(words[2], NULL, 10) : 20, passed = 0;
    check(count > 1 && mkdtemp(folder));
    buffer_format(&file, "%s/ambit.db", folder);
    setenv("TERM", "dumb", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    struct lab lab = {.ambit = words[1], .file = buffer_text(&file)};
    lab.random = count > 3 ? strtoull(words[3], NULL, 10) : 1;
    const char *wrong = NULL;
    for (; passed < kills && !wrong; passed += !wrong) {
        if (passed % LIVES == 0) {
            remove_files(lab.file);
            lab.typed = lab.acknowledged = 0;
        }
        wrong = live(&lab);
    }
    if (wrong)
        printf("FAILED kill %ld: %s (typed %d, acknowledged %d; the database is %s)\n%.*s\n", passed + 1, wrong,
               lab.typed, lab.acknowledged, lab.file, (int)lab.shown.length,
               lab.shown.data ? lab.shown.data : "");
    else
        remove_files(lab.file);
    if (!wrong)
        rmdir(folder);
    printf("%ld kills, %ld before the prompt; %ld commands were offered again, %ld run again\n", passed,
           lab.startups, lab.asked, lab.again);
    printf("%ld passed, %d failed\n", passed, wrong != NULL);
    buffer_release(&lab.shown);
    buffer_release(&file);
    return wrong != NULL;
}

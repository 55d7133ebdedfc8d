#include "face/rescue.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { MOST_BYTES = 256, ALTERNATE_STACK = 65536 };

static const int deadly[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

/* What a signal handler must know: the one thing here that cannot hang from a struct. */
static struct {
    struct termios before;
    char bytes[MOST_BYTES];
    volatile sig_atomic_t length, armed, resumed;
    volatile int errors, held; /* where standard error went, and what holds it meanwhile; both -1: nothing */
    char stack[ALTERNATE_STACK]; /* an overflown one cannot take a handler */
} rescue = {.errors = -1, .held = -1};

/* --- what a handler may do, too --- */

static void put_back(void)
{
    for (ssize_t done = 0; done < rescue.length;) {
        ssize_t count = write(STDOUT_FILENO, rescue.bytes + done, (size_t)(rescue.length - done));
        if (count <= 0)
            break;
        done += count;
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &rescue.before);
}

static void release_errors(void)
{
    char part[1024];
    off_t at = 0;
    ssize_t count, written = 0;
    if (rescue.held < 0)
        return;
    dup2(rescue.errors, STDERR_FILENO);
    while (written >= 0 && (count = pread(rescue.held, part, sizeof part, at)) > 0) {
        written = write(STDERR_FILENO, part, (size_t)count);
        at += count;
    }
    close(rescue.held);
    close(rescue.errors);
    rescue.held = rescue.errors = -1;
}

static void die(int number)
{
    if (rescue.armed) {
        rescue.armed = 0;
        put_back();
        release_errors();
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/* The whole job is stopped, as the terminal itself would: `make run` has a make beside this. */
static void stop(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    put_back();
    handle(number, SIG_DFL, 0);
    kill(0, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL); /* it stands still here */
    handle(number, stop, 0);
    rescue.resumed = 1;
}

static void wake(int number)
{
    (void)number;
}

/* --- */

void rescue_bytes(const char *bytes)
{
    size_t length = strlen(bytes);
    rescue.length = 0; /* a signal in between finds nothing, and not half of it */
    if (length >= MOST_BYTES)
        return;
    memcpy(rescue.bytes, bytes, length);
    rescue.length = (sig_atomic_t)length;
}

bool rescue_arm(const char *bytes)
{
    struct sigaction now;
    if (tcgetattr(STDIN_FILENO, &rescue.before))
        return false;
    stack_t stack = {.ss_sp = rescue.stack, .ss_size = sizeof rescue.stack};
    sigaltstack(&stack, NULL);
    rescue_bytes(bytes);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        handle(deadly[i], die, SA_ONSTACK);
    if (sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        handle(SIGTSTP, stop, 0);
    handle(SIGWINCH, wake, 0);
    rescue.armed = 1;
    return true;
}

void rescue_now(void)
{
    if (!rescue.armed)
        return;
    rescue.armed = 0;
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        handle(deadly[i], SIG_DFL, 0);
    put_back();
    release_errors();
    struct sigaction now;
    if (sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == stop)
        handle(SIGTSTP, SIG_DFL, 0);
    rescue.resumed = 0;
}

bool rescue_resumed(void)
{
    bool resumed = rescue.resumed;
    rescue.resumed = 0;
    return resumed;
}

void rescue_stop(void)
{
    struct sigaction now;
    if (sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == stop)
        raise(SIGTSTP);
}

void rescue_hold_errors(void)
{
    if (rescue.held >= 0 || (rescue.held = memfd_create("errors", MFD_CLOEXEC)) < 0)
        return;
    rescue.errors = dup(STDERR_FILENO);
    if (rescue.errors >= 0) {
        dup2(rescue.held, STDERR_FILENO);
    } else {
        close(rescue.held);
        rescue.held = -1;
    }
}

#include "cli/terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/slice.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MAIN_SCREEN "\033[0m\033[?25h\033[?1049l"

/* What a signal handler must know to give the terminal back: the one thing here that cannot hang from a struct.
 */
static struct termios before;
static volatile sig_atomic_t opened, bracketed, alternate;

static const int deadly[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

bool terminal_is_dumb(void)
{
    const char *name = getenv("TERM");
    return !name || !name[0] || text_equal(name, "dumb");
}

void terminal_close(void)
{
    if (!opened)
        return;
    opened = 0;
    if (alternate && write(STDOUT_FILENO, MAIN_SCREEN, sizeof MAIN_SCREEN - 1) < 0)
        alternate = 0;
    if (bracketed && write(STDOUT_FILENO, PASTE_OFF, sizeof PASTE_OFF - 1) < 0)
        bracketed = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

void terminal_alternate(bool shown)
{
    alternate = shown;
}

static void die(int signal_number)
{
    terminal_close();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void wake(int signal_number)
{
    (void)signal_number;
}

static void handle(int signal_number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

bool terminal_open(void)
{
    if (tcgetattr(STDIN_FILENO, &before))
        return false;
    struct termios raw = before;
    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON | ISTRIP);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        handle(deadly[i], die);
    handle(SIGWINCH, wake);
    opened = 1;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    bracketed = !terminal_is_dumb() && write(STDOUT_FILENO, PASTE_ON, sizeof PASTE_ON - 1) > 0;
    return true;
}

void terminal_size(int *columns, int *rows)
{
    struct winsize size = {0};
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    *columns = known && size.ws_col > 1 ? size.ws_col : 80;
    *rows = known && size.ws_row > 1 ? size.ws_row : 24;
}

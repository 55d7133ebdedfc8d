#include "cli/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/slice.h"
#include "face/rescue.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MAIN_SCREEN "\033[0m\033[?25h\033[?1049l"

bool terminal_is_dumb(void)
{
    const char *name = getenv("TERM");
    return !name || !name[0] || text_equal(name, "dumb");
}

void terminal_close(void)
{
    rescue_now();
}

void terminal_alternate(bool shown)
{
    rescue_bytes(terminal_is_dumb() ? "" : shown ? MAIN_SCREEN PASTE_OFF : PASTE_OFF);
}

static void make_raw(void)
{
    struct termios raw;
    if (tcgetattr(STDIN_FILENO, &raw))
        return;
    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON | ISTRIP);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    if (!terminal_is_dumb() && write(STDOUT_FILENO, PASTE_ON, sizeof PASTE_ON - 1) < 0)
        return; /* who reads it is gone, and the next write says so */
}

bool terminal_open(void)
{
    if (!rescue_arm(terminal_is_dumb() ? "" : PASTE_OFF))
        return false;
    make_raw();
    return true;
}

bool terminal_resumed(void)
{
    bool resumed = rescue_resumed();
    if (resumed)
        make_raw();
    return resumed;
}

void terminal_size(int *columns, int *rows)
{
    struct winsize size = {0};
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    *columns = known && size.ws_col > 1 ? size.ws_col : 80;
    *rows = known && size.ws_row > 1 ? size.ws_row : 24;
}

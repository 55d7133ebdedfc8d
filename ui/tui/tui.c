#include "tui/tui.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "tui/term.h"

static int64_t wall_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* False at the end of input. */
static bool read_keys(struct lab *lab)
{
    char bytes[4096];
    struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
    int wait = lab_wait(lab), columns, rows;
    int ready = poll(&keyboard, 1, wait < 0 || wait > 500 ? 500 : wait);
    term_size(&columns, &rows);
    lab_resize(lab, columns, rows);
    if (ready <= 0)
        return true;
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0)
        return count < 0 && errno == EINTR;
    lab_keys(lab, (struct slice){bytes, (size_t)count});
    return true;
}

bool tui_lab(struct session *session, const struct scenario *scenario, const struct lab_options *options)
{
    struct canvas canvas = {0};
    int columns, rows;
    if (!term_open(options->theme))
        return false;
    term_size(&columns, &rows);
    struct lab *lab = lab_new(session, scenario, options, columns, rows, wall_now());
    if (!lab) {
        term_close();
        return false;
    }
    do {
        lab_pass(lab, wall_now());
        lab_draw(lab, &canvas);
        term_paint(&canvas);
    } while (!lab_leaving(lab) && read_keys(lab));
    lab_free(lab);
    canvas_release(&canvas);
    term_close();
    return true;
}

#include "tui/tui.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "tui/term.h"

/* A screen as the loop below sees it. */
struct screen {
    void (*resize)(void *it, int columns, int rows);
    void (*keys)(void *it, struct slice bytes);
    void (*pass)(void *it, int64_t wall);
    int (*wait)(const void *it);
    void (*draw)(void *it, struct canvas *canvas);
    bool (*leaving)(const void *it);
    unsigned (*wishes)(void *it);
    struct slice (*copied)(const void *it);
    void (*notice)(void *it, const char *text);
};

static int64_t wall_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* False at the end of input. */
static bool read_keys(const struct screen *screen, void *it)
{
    char bytes[4096];
    struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
    int wait = screen->wait(it), columns, rows;
    int ready = poll(&keyboard, 1, wait < 0 || wait > 500 ? 500 : wait);
    term_size(&columns, &rows);
    screen->resize(it, columns, rows);
    if (ready <= 0)
        return true;
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0)
        return count < 0 && errno == EINTR;
    screen->keys(it, (struct slice){bytes, (size_t)count});
    return true;
}

static void grant(const struct screen *screen, void *it, enum theme *theme)
{
    unsigned wishes = screen->wishes(it);
    if (wishes & WISH_COPY)
        term_copy(screen->copied(it));
    if (wishes & WISH_SUSPEND)
        term_suspend();
    if (wishes & WISH_REDRAW)
        term_again();
    if (wishes & WISH_THEME) {
        *theme = term_next_theme();
        screen->notice(it, theme_names[*theme]);
    }
}

static void loop(const struct screen *screen, void *it, enum theme *theme)
{
    struct canvas canvas = {0};
    do {
        screen->pass(it, wall_now());
        grant(screen, it, theme);
        screen->draw(it, &canvas);
        term_paint(&canvas);
    } while (!screen->leaving(it) && read_keys(screen, it));
    canvas_release(&canvas);
}

/* --- the lab --- */

static void size_lab(void *it, int columns, int rows)
{
    lab_resize(it, columns, rows);
}

static void key_lab(void *it, struct slice bytes)
{
    lab_keys(it, bytes);
}

static void pass_lab(void *it, int64_t wall)
{
    lab_pass(it, wall);
}

static int wait_lab(const void *it)
{
    return lab_wait(it);
}

static void draw_lab(void *it, struct canvas *canvas)
{
    lab_draw(it, canvas);
}

static bool leaves_lab(const void *it)
{
    return lab_leaving(it);
}

static unsigned wishes_of_lab(void *it)
{
    return lab_wishes(it);
}

static struct slice copied_of_lab(const void *it)
{
    return lab_copied(it);
}

static void notice_lab(void *it, const char *text)
{
    lab_notice(it, text);
}

static const struct screen lab_screen = {size_lab,   key_lab,    pass_lab,      wait_lab,      draw_lab,
                                         leaves_lab, wishes_of_lab, copied_of_lab, notice_lab};

bool tui_lab(struct session *session, const struct scenario *scenario, const struct lab_options *options,
             enum theme *theme)
{
    int columns, rows;
    if (!term_open(*theme))
        return false;
    term_size(&columns, &rows);
    struct lab *lab = lab_new(session, scenario, options, columns, rows, wall_now());
    if (lab) {
        loop(&lab_screen, lab, theme);
        lab_free(lab);
    }
    term_close();
    return lab != NULL;
}

/* --- home --- */

static void size_home(void *it, int columns, int rows)
{
    home_resize(it, columns, rows);
}

static void key_home(void *it, struct slice bytes)
{
    home_keys(it, bytes);
}

static void pass_home(void *it, int64_t wall)
{
    (void)wall;
    home_pass(it);
}

static int wait_home(const void *it)
{
    return home_wait(it);
}

static void draw_home(void *it, struct canvas *canvas)
{
    home_draw(it, canvas);
}

static bool leaves_home(const void *it)
{
    return home_leaving(it);
}

static unsigned wishes_of_home(void *it)
{
    return home_wishes(it);
}

static void notice_home(void *it, const char *text)
{
    home_notice(it, text);
}

static const struct screen home_screen = {size_home,   key_home,       pass_home, wait_home,  draw_home,
                                          leaves_home, wishes_of_home, NULL,      notice_home};

bool tui_home(const struct home_model *model, const struct home_options *options, struct home_choice *choice,
              enum theme *theme)
{
    int columns, rows;
    if (!term_open(*theme))
        return false;
    term_size(&columns, &rows);
    struct home *home = home_new(model, options, columns, rows);
    loop(&home_screen, home, theme);
    *choice = home_chosen(home);
    home_free(home);
    term_close();
    return true;
}

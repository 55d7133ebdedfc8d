/* Several terminals of the lab, as tabs of its pane. The one that is shown drives the clock; the others run on beside it. */
#include "base/check.h"
#include "tui/lab_record.h"

enum { MOST_OUTPUT = 65536 }; /* bytes that are drawn between two paints */

/* Lets the prompt go on, unless it has said more than can be shown at once. */
static void pass_prompt(struct lab *lab, struct tab *tab, int64_t wall)
{
    struct buffer *out = prompt_output(tab->prompt);
    if (out->length < MOST_OUTPUT)
        prompt_pass(tab->prompt, wall);
    size_t part = out->length < MOST_OUTPUT ? out->length : MOST_OUTPUT;
    vt_write(tab->vt, slice_part(buffer_slice(out), 0, part));
    buffer_drop_front(out, part);
    lab->output += part;
}

/* True: a command has ended since the last call, and its prompt stands. */
static bool has_ended(struct tab *tab)
{
    bool ended = prompt_editing(tab->prompt) && tab->commands != prompt_commands(tab->prompt);
    if (ended)
        tab->commands = prompt_commands(tab->prompt);
    return ended;
}

static void show_tab(struct lab *lab, size_t which)
{
    lab->tabs[lab->tab].back = lab->back;
    lab->tab = which;
    lab->prompt = lab->tabs[which].prompt;
    lab->vt = lab->tabs[which].vt;
    lab->back = lab->tabs[which].back;
    for (size_t i = 0; i < lab->tab_count; i++)
        prompt_follow(lab->tabs[i].prompt, i != which);
    lab_arrange(lab);
}

static void free_tab(struct tab *tab)
{
    prompt_free(tab->prompt);
    vt_free(tab->vt);
    *tab = (struct tab){0};
}

bool lab_tab_new(struct lab *lab, const struct prompt_options *options, int64_t wall)
{
    struct vt *vt = lab->tab_count < MOST_TABS ? vt_new(80, 24) : NULL;
    struct arena arena = {0};
    struct prompt_options own = *options;
    if (!vt)
        return false;
    int64_t number = 1; /* the first that no tab has */
    for (size_t i = 0; i < lab->tab_count; i++)
        number = lab->tabs[i].number == number ? number + 1 : number;
    own.terminal = arena_format(&arena, "%lld", (long long)number);
    own.aside = number > 1;
    struct tab *tab = &lab->tabs[lab->tab_count++];
    *tab = (struct tab){.prompt = prompt_new(lab->session, &own, wall), .vt = vt, .number = number};
    arena_release(&arena);
    show_tab(lab, lab->tab_count - 1);
    return true;
}

/* `exit` in one of several closes it; its shell is there again when it is opened anew. */
static void close_tab(struct lab *lab, size_t which)
{
    bool shown = which == lab->tab;
    free_tab(&lab->tabs[which]);
    for (size_t i = which; i + 1 < lab->tab_count; i++)
        lab->tabs[i] = lab->tabs[i + 1];
    lab->tab_count--;
    size_t next = shown ? (which ? which - 1 : 0) : lab->tab > which ? lab->tab - 1 : lab->tab;
    size_t back = lab->tabs[next].back;
    lab->tab = next;
    lab->tabs[next].back = back;
    lab->back = shown ? back : lab->back;
    show_tab(lab, next);
}

bool lab_tabs_pass(struct lab *lab, int64_t wall)
{
    bool ended = false;
    lab->wall = wall;
    lab->tabs[lab->tab].back = lab->back;
    for (size_t i = 0; i < lab->tab_count; i++) {
        pass_prompt(lab, &lab->tabs[i], wall);
        ended |= has_ended(&lab->tabs[i]);
    }
    for (size_t i = lab->tab_count; i-- > 0 && lab->tab_count > 1;)
        if (prompt_leaving(lab->tabs[i].prompt) && !prompt_moving(lab->tabs[i].prompt))
            close_tab(lab, i);
    return ended;
}

int lab_tabs_wait(const struct lab *lab)
{
    int least = -1;
    for (size_t i = 0; i < lab->tab_count; i++) {
        int wait = prompt_output(lab->tabs[i].prompt)->length ? 0 : prompt_wait(lab->tabs[i].prompt);
        least = wait >= 0 && (least < 0 || wait < least) ? wait : least;
    }
    return least;
}

void lab_tabs_free(struct lab *lab)
{
    for (size_t i = 0; i < lab->tab_count; i++)
        free_tab(&lab->tabs[i]);
    lab->tab_count = 0;
}

void lab_tab_do(struct lab *lab, enum action_kind kind)
{
    if (kind == ACTION_NEW_TERMINAL) {
        if (!lab_tab_new(lab, &lab->prompt_options, lab->wall)) {
            lab_notice(lab, "There are as many terminals as there can be.");
            return;
        }
        prompt_begin(lab->prompt, SLICE(""), SLICE(""));
    } else if (lab->tab_count > 1) {
        show_tab(lab, (lab->tab + 1) % lab->tab_count);
    } else {
        lab_notice(lab, "There is one terminal. NN opens another one.");
        return;
    }
    lab->focus = PANE_TERMINAL;
    lab_arrange(lab);
}

const char *lab_tab_title(const struct lab *lab, struct arena *arena)
{
    const char *title = "Terminal";
    for (size_t i = 0; i < lab->tab_count && lab->tab_count > 1; i++)
        title = arena_format(arena, "%s %s%lld%s", title, i == lab->tab ? "[" : "", (long long)lab->tabs[i].number,
                             i == lab->tab ? "]" : "");
    return lab->back ? arena_format(arena, "%s (scrolled back)", title) : title;
}

/* Ex commands: ranges, the table, files and leaving. */
#include <string.h>

#include "edit/vi_ex.h"

void ex_show(struct vi *vi, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&vi->printed, format, arguments);
    buffer_add_byte(&vi->printed, '\n');
    va_end(arguments);
}

/* --- ranges --- */

static void skip_blanks(struct slice *rest)
{
    while (rest->length && (rest->data[0] == ' ' || rest->data[0] == '\t'))
        *rest = slice_part(*rest, 1, rest->length);
}

static bool take(struct slice *rest, char c)
{
    bool there = rest->length && rest->data[0] == c;
    if (there)
        *rest = slice_part(*rest, 1, rest->length);
    return there;
}

static int64_t take_number(struct slice *rest)
{
    int64_t number = 0;
    while (rest->length && ascii_is_digit(rest->data[0])) {
        number = number < 1000000000 ? number * 10 + rest->data[0] - '0' : number;
        *rest = slice_part(*rest, 1, rest->length);
    }
    return number;
}

static bool take_search(struct vi *vi, struct slice *rest, int64_t *line)
{
    char mark = rest->data[0];
    size_t end = 1, to;
    while (end < rest->length && rest->data[end] != mark)
        end += rest->data[end] == '\\' ? 2 : 1;
    struct slice pattern = slice_part(*rest, 1, end);
    *rest = slice_part(*rest, end + 1, rest->length);
    if (pattern.length) {
        buffer_clear(&vi->sought);
        buffer_add(&vi->sought, pattern);
    }
    size_t index = *line > 0 ? (size_t)*line - 1 : 0;
    size_t from = mark == '/' ? vi_end(vi, index) : vi_start(vi, index);
    if (!vi_search(vi, mark == '?', 1, from, &to))
        return false;
    *line = (int64_t)text_line_at(vi->text, to) + 1;
    return true;
}

bool ex_address(struct vi *vi, struct slice *rest, int64_t *line, bool *given)
{
    skip_blanks(rest);
    *given = true;
    *line = (int64_t)vi_line(vi) + 1;
    char c = rest->length ? rest->data[0] : 0;
    if (ascii_is_digit(c)) {
        *line = take_number(rest);
    } else if (c == '.') {
        take(rest, '.');
    } else if (c == '$') {
        take(rest, '$');
        *line = (int64_t)vi_lines(vi);
    } else if (c == '/' || c == '?') {
        if (!take_search(vi, rest, line))
            return false;
    } else if (c == '\'' && rest->length > 1) {
        char name = rest->data[1];
        size_t mark = SIZE_MAX;
        if (name >= 'a' && name <= 'z')
            mark = vi->marks[name - 'a'];
        else if (name == '\'')
            mark = vi->marks[26];
        if (name == '<' || name == '>')
            mark = name == '<' ? vi->visual_first : vi->visual_last;
        *rest = slice_part(*rest, 2, rest->length);
        if (mark == SIZE_MAX)
            return vi_fail(vi, "E20: Mark not set");
        *line = (int64_t)text_line_at(vi->text, mark) + 1;
    } else {
        *given = c == '+' || c == '-';
    }
    skip_blanks(rest);
    while (rest->length && (rest->data[0] == '+' || rest->data[0] == '-')) {
        bool minus = rest->data[0] == '-';
        *rest = slice_part(*rest, 1, rest->length);
        int64_t number = rest->length && ascii_is_digit(rest->data[0]) ? take_number(rest) : 1;
        *line += minus ? -number : number;
        skip_blanks(rest);
    }
    return true;
}

static bool read_range(struct vi *vi, struct slice *rest, struct ex *ex)
{
    int64_t first = (int64_t)vi_line(vi) + 1, last = first, lines = (int64_t)vi_lines(vi);
    bool given;
    skip_blanks(rest);
    while (take(rest, ':'))
        skip_blanks(rest);
    if (take(rest, '%')) {
        first = 1;
        last = lines;
        ex->addresses = 2;
    } else {
        for (;;) {
            int64_t line;
            if (!ex_address(vi, rest, &line, &given))
                return false;
            bool goes_on = rest->length && (rest->data[0] == ',' || rest->data[0] == ';');
            if (!given && !goes_on && ex->addresses == 0)
                break;
            first = ex->addresses ? last : line;
            last = line;
            ex->addresses++;
            if (!goes_on)
                break;
            if (rest->data[0] == ';' && line >= 1 && line <= lines)
                vi->cursor = vi_start(vi, (size_t)line - 1);
            *rest = slice_part(*rest, 1, rest->length);
        }
        if (ex->addresses == 1)
            first = last;
    }
    skip_blanks(rest);
    if (first > last) {
        int64_t swap = first;
        first = last;
        last = swap;
    }
    ex->zero = last == 0;
    if (first < 0 || last < 0 || (last > lines && rest->length))
        return vi_fail(vi, "E16: Invalid range");
    first = first < 1 ? 1 : first > lines ? lines : first;
    last = last < 1 ? 1 : last > lines ? lines : last;
    ex->first = (size_t)first - 1;
    ex->last = (size_t)last - 1;
    return true;
}

/* --- files and leaving --- */

static const char *name_of(struct vi *vi, struct slice rest, struct buffer *name)
{
    rest = slice_trim(rest);
    if (slice_is(rest, "%") || rest.length == 0)
        buffer_add_text(name, vi->path);
    else
        buffer_add(name, rest);
    return buffer_text(name);
}

static bool run_write(struct vi *vi, struct ex *ex, bool only_changed)
{
    struct buffer name = {0}, there = {0};
    struct slice rest = slice_trim(ex->rest);
    bool append = slice_starts(rest, ">>"), good = true;
    if (append)
        rest = slice_part(rest, 2, rest.length);
    const char *path = name_of(vi, rest, &name);
    bool own = text_equal(path, vi->path), whole = ex->addresses == 0;
    size_t first = whole ? 0 : ex->first, last = whole ? vi_lines(vi) - 1 : ex->last;
    bool exists = path[0] && !vi->files.read(vi->files.context, path, &there);
    if (!path[0])
        good = vi_fail(vi, "E32: No file name");
    else if (!(only_changed && own && !vi_modified(vi) && !vi->missing)) {
        if (own && vi->read_only && !ex->bang)
            good = vi_fail(vi, "E45: 'readonly' option is set (add ! to override)");
        else if (own && !whole && !ex->bang && !append)
            good = vi_fail(vi, "E140: Use ! to write partial buffer");
        else if (((!own && exists) || (own && exists && vi->missing)) && !ex->bang && !append &&
                 !vi->files.is_directory(vi->files.context, path))
            good = vi_fail(vi, "E13: File exists (add ! to override)");
        else
            good = vi_save(vi, path, first, last, append, whole && (own || !vi->path[0]));
    }
    if (good && !vi->path[0] && whole)
        vi_rename(vi, path);
    buffer_release(&name);
    buffer_release(&there);
    return good;
}

static bool ex_write(struct vi *vi, struct ex *ex)
{
    struct slice rest = slice_trim(ex->rest);
    if (!slice_starts(rest, "!"))
        return run_write(vi, ex, false);
    struct buffer command = {0}, output = {0};
    int status;
    buffer_add(&command, slice_part(rest, 1, rest.length));
    size_t first = ex->addresses ? ex->first : 0, last = ex->addresses ? ex->last : vi_lines(vi) - 1;
    size_t to = last + 1 < vi_lines(vi) ? vi_start(vi, last + 1) : text_length(vi->text);
    bool ran = vi->files.run && vi->files.run(vi->files.context, buffer_text(&command),
                                              text_slice(vi->text, vi_start(vi, first), to), &output, &status);
    buffer_add(&vi->printed, buffer_slice(&output));
    buffer_release(&command);
    buffer_release(&output);
    return ran || vi_fail(vi, "not simulated: :w !command");
}

static bool may_leave(struct vi *vi, const struct ex *ex)
{
    if (!ex->bang && vi_modified(vi))
        return vi_fail(vi, "E37: No write since last change (add ! to override)");
    int left = vi->name_count - vi->name_at - 1;
    if (!ex->bang && left > 0 && !vi->warned_files) {
        vi->warned_files = true;
        return vi_fail(vi, "E173: %d more file%s to edit", left, left == 1 ? "" : "s");
    }
    return true;
}

static bool ex_quit(struct vi *vi, struct ex *ex)
{
    vi->ended = may_leave(vi, ex);
    return vi->ended;
}

static bool ex_cquit(struct vi *vi, struct ex *ex)
{
    (void)ex;
    vi->ended = true;
    vi->status = 1;
    return true;
}

static bool ex_write_quit(struct vi *vi, struct ex *ex)
{
    bool bang = ex->bang;
    if (!run_write(vi, ex, ascii_lower(ex->name.data[0]) == 'x'))
        return false;
    ex->bang = bang || ex->addresses;
    return ex_quit(vi, ex);
}

static bool ex_update(struct vi *vi, struct ex *ex)
{
    return run_write(vi, ex, true);
}

static bool ex_edit(struct vi *vi, struct ex *ex)
{
    struct buffer name = {0};
    if (!ex->bang && vi_modified(vi))
        return vi_fail(vi, "E37: No write since last change (add ! to override)");
    const char *path = name_of(vi, ex->rest, &name);
    if (!path[0] && slice_trim(ex->rest).length == 0 && !ex->bang) {
        buffer_release(&name);
        return vi_fail(vi, "E32: No file name");
    }
    vi_open(vi, path, text_equal(path, vi->path));
    buffer_release(&name);
    return true;
}

static bool ex_enew(struct vi *vi, struct ex *ex)
{
    if (!ex->bang && vi_modified(vi))
        return vi_fail(vi, "E37: No write since last change (add ! to override)");
    vi_open(vi, "", false);
    return true;
}

static bool go_to_file(struct vi *vi, const struct ex *ex, int at)
{
    if (at < 0)
        return vi_fail(vi, "E164: Cannot go before first file");
    if (at >= vi->name_count)
        return vi_fail(vi, vi->name_count > 1 ? "E165: Cannot go beyond last file" : "E163: There is only one file to edit");
    if (!ex->bang && vi_modified(vi))
        return vi_fail(vi, "E37: No write since last change (add ! to override)");
    vi->name_at = at;
    vi_open(vi, vi->names[at], false);
    return true;
}

static bool ex_next(struct vi *vi, struct ex *ex)
{
    return go_to_file(vi, ex, vi->name_at + 1);
}

static bool ex_previous(struct vi *vi, struct ex *ex)
{
    return go_to_file(vi, ex, vi->name_at - 1);
}

static bool ex_file(struct vi *vi, struct ex *ex)
{
    struct slice rest = slice_trim(ex->rest);
    struct buffer name = {0};
    buffer_add(&name, rest);
    if (rest.length)
        vi_rename(vi, buffer_text(&name));
    buffer_release(&name);
    return vi_say_file(vi);
}

static bool ex_saveas(struct vi *vi, struct ex *ex)
{
    struct buffer name = {0};
    buffer_add(&name, slice_trim(ex->rest));
    if (name.length == 0)
        return vi_fail(vi, "E471: Argument required");
    bool good = run_write(vi, ex, false);
    if (good) {
        vi_rename(vi, buffer_text(&name));
        vi->saved = text_version(vi->text);
    }
    buffer_release(&name);
    return good;
}

/* --- small ones --- */

static bool ex_undo(struct vi *vi, struct ex *ex)
{
    (void)ex;
    vi_undo(vi, false, 1);
    return true;
}

static bool ex_redo(struct vi *vi, struct ex *ex)
{
    (void)ex;
    vi_undo(vi, true, 1);
    return true;
}

static bool ex_line_number(struct vi *vi, struct ex *ex)
{
    ex_show(vi, "%zu", ex->addresses ? ex->last + 1 : vi_lines(vi));
    return true;
}

static bool ex_mark(struct vi *vi, struct ex *ex)
{
    struct slice name = slice_trim(ex->rest);
    if (name.length != 1 || name.data[0] < 'a' || name.data[0] > 'z')
        return vi_fail(vi, "E191: Argument must be a letter or forward/backward quote");
    vi->marks[name.data[0] - 'a'] = vi_start(vi, ex->last);
    return true;
}

static bool ex_no_highlight(struct vi *vi, struct ex *ex)
{
    (void)ex;
    vi->found_hidden = true;
    return true;
}

static bool ex_syntax(struct vi *vi, struct ex *ex)
{
    vi->set.syntax = !slice_is(slice_trim(ex->rest), "off");
    return true;
}

static bool ex_version(struct vi *vi, struct ex *ex)
{
    (void)ex;
    ex_show(vi, "VIM - Vi IMproved 9.0 (simulated)");
    return true;
}

static bool ex_nothing(struct vi *vi, struct ex *ex)
{
    (void)vi;
    (void)ex;
    return true;
}

static bool ex_bang(struct vi *vi, struct ex *ex)
{
    struct buffer command = {0};
    int status = 0;
    if (ex->addresses)
        return ex_filter(vi, ex);
    buffer_add(&command, slice_trim(ex->rest));
    bool ran = command.length && vi->files.run_shown &&
               vi->files.run_shown(vi->files.context, buffer_text(&command), &status);
    buffer_release(&command);
    return ran || vi_fail(vi, "not simulated: :! here");
}

/* --- the table: names with what may be left out behind '[' --- */

static const struct row {
    const char *name;
    bool (*run)(struct vi *vi, struct ex *ex);
    bool takes_bar; /* "|" belongs to it */
    bool range;     /* makes sense with one */
} rows[] = {
    {"w[rite]", ex_write, false, true},      {"wq", ex_write_quit, false, true},
    {"x[it]", ex_write_quit, false, true},   {"exi[t]", ex_write_quit, false, true},
    {"wa[ll]", ex_update, false, false},     {"wqa[ll]", ex_write_quit, false, false},
    {"xa[ll]", ex_write_quit, false, false}, {"q[uit]", ex_quit, false, false},
    {"qa[ll]", ex_quit, false, false},       {"quita[ll]", ex_quit, false, false},
    {"clo[se]", ex_quit, false, false},      {"bd[elete]", ex_enew, false, false},
    {"cq[uit]", ex_cquit, false, false},     {"up[date]", ex_update, false, true},
    {"e[dit]", ex_edit, false, false},       {"ex", ex_edit, false, false},
    {"vi[sual]", ex_edit, false, false},     {"vie[w]", ex_edit, false, false},
    {"ene[w]", ex_enew, false, false},       {"n[ext]", ex_next, false, false},
    {"prev[ious]", ex_previous, false, false}, {"N[ext]", ex_previous, false, false},
    {"f[ile]", ex_file, false, false},       {"sav[eas]", ex_saveas, false, false},
    {"r[ead]", ex_read, true, true},         {"s[ubstitute]", ex_substitute, false, true},
    {"&", ex_substitute, false, true},       {"g[lobal]", ex_global, true, true},
    {"v[global]", ex_global, true, true},    {"d[elete]", ex_delete, false, true},
    {"y[ank]", ex_yank, false, true},        {"pu[t]", ex_put, false, true},
    {"co[py]", ex_copy, false, true},        {"t", ex_copy, false, true},
    {"m[ove]", ex_move, false, true},        {"j[oin]", ex_join, false, true},
    {">", ex_shift, false, true},            {"<", ex_shift, false, true},
    {"norm[al]", ex_normal, true, true},     {"p[rint]", ex_print, false, true},
    {"P[rint]", ex_print, false, true},      {"nu[mber]", ex_print, false, true},
    {"#", ex_print, false, true},            {"l[ist]", ex_print, false, true},
    {"=", ex_line_number, false, true},      {"k", ex_mark, false, true},
    {"ma[rk]", ex_mark, false, true},        {"u[ndo]", ex_undo, false, false},
    {"red[o]", ex_redo, false, false},       {"se[t]", ex_set, false, false},
    {"setl[ocal]", ex_set, false, false},    {"noh[lsearch]", ex_no_highlight, false, false},
    {"sy[ntax]", ex_syntax, false, false},   {"ve[rsion]", ex_version, false, false},
    {"!", ex_bang, true, true},              {"sil[ent]", ex_nothing, false, false},
    {"redr[aw]", ex_nothing, false, false},  {"stopi[nsert]", ex_nothing, false, false},
    {"start[insert]", ex_nothing, false, false},
};

/* Vim's commands that are not here; by their full names. */
static const char known[] =
    " append args argadd autocmd augroup behave bfirst blast bnext bprevious buffer buffers ball cabbrev call cd change "
    "changes checktime cmap cnoremap colorscheme command copen cnext cprevious debug delmarks diffthis diffoff diffsplit "
    "digraphs display echo echomsg echoerr else endif execute filetype find finish fold function grep hardcopy help helpgrep "
    "highlight history if iabbrev imap inoremap insert iunmap jumps lcd let loadview ls lua make map marks match "
    "mksession mkview mkvimrc mode messages new nmap nnoremap noremap nunmap omap only onoremap options packadd perl "
    "pwd python python3 recover registers resize retab return right left center ruby runtime sbuffer scriptnames shell "
    "sleep smap snoremap sort source spellgood split stop suspend sview tab tabclose tabedit tabfirst tablast tabnew tabnext tabonly "
    "tabprevious tag tags term terminal tmap unlet unmap unmenu verbose view vimgrep vmap vnew vnoremap vsplit while "
    "wincmd wnext xmap xnoremap earlier later undojoin undolist delfunction ";

static bool abbreviates(const char *name, struct slice word)
{
    struct slice whole = slice_of(name);
    size_t least = slice_find_byte(whole, '[');
    struct slice least_part = slice_part(whole, 0, least);
    if (word.length < least_part.length || memcmp(word.data, least_part.data, least_part.length) != 0)
        return false;
    struct slice optional = least < whole.length ? slice_part(whole, least + 1, whole.length - 1) : SLICE("");
    struct slice more = slice_part(word, least_part.length, word.length);
    return more.length <= optional.length && (more.length == 0 || memcmp(more.data, optional.data, more.length) == 0);
}

static bool is_known(struct slice word)
{
    struct slice rest = slice_of(known), one;
    while (slice_next(&rest, ' ', &one)) {
        if (word.length >= 2 && one.length >= word.length && memcmp(one.data, word.data, word.length) == 0)
            return true;
    }
    return false;
}

static const struct row *row_of(struct slice word)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows && word.length; i++) {
        if (abbreviates(rows[i].name, word))
            return &rows[i];
    }
    return NULL;
}

/* The command's name off the front: letters, or one sign. "s/x/y/", "k a" and "g/x/" end at the sign behind. */
static struct slice take_name(struct slice *rest)
{
    size_t length = 0;
    while (length < rest->length && ascii_is_letter(rest->data[length]))
        length++;
    if (length > 1 && (rest->data[0] == 's' || rest->data[0] == 'k') && !row_of(slice_part(*rest, 0, length)) &&
        !is_known(slice_part(*rest, 0, length)))
        length = 1; /* ":sg", ":ka" */
    if (length == 0 && rest->length)
        length = 1;
    struct slice name = slice_part(*rest, 0, length);
    *rest = slice_part(*rest, length, rest->length);
    return name;
}

/* Up to a "|" that is not quoted. */
static struct slice take_command(struct slice *line, bool whole)
{
    size_t end = 0;
    while (!whole && end < line->length && line->data[end] != '|')
        end += line->data[end] == '\\' && end + 1 < line->length ? 2 : 1;
    end = whole || end > line->length ? line->length : end;
    struct slice command = slice_part(*line, 0, end);
    *line = slice_part(*line, end + 1, line->length);
    return command;
}

static bool go_to_last(struct vi *vi, const struct ex *ex)
{
    if (ex->addresses == 0)
        return true;
    vi->marks[26] = vi->cursor;
    vi_set_cursor(vi, vi_first_text(vi, ex->last));
    return true;
}

static bool run_one(struct vi *vi, struct slice *line)
{
    struct ex ex = {0};
    struct slice whole = *line;
    skip_blanks(line);
    if (line->length && line->data[0] == '"') {
        *line = SLICE("");
        return true;
    }
    if (!read_range(vi, line, &ex))
        return false;
    if (line->length == 0 || line->data[0] == '|') {
        take_command(line, false);
        return go_to_last(vi, &ex);
    }
    ex.name = take_name(line);
    const struct row *row = row_of(ex.name);
    if (!row && is_known(ex.name)) {
        whole = slice_trim(ex.name);
        return vi_fail(vi, "not simulated: :%.*s", (int)whole.length, whole.data);
    }
    if (!row) {
        whole = slice_trim(whole);
        return vi_fail(vi, "E492: Not an editor command: %.*s", (int)whole.length, whole.data);
    }
    if (ex.addresses && !row->range)
        return vi_fail(vi, "E481: No range allowed");
    ex.bang = row->run != ex_bang && take(line, '!');
    bool takes_bar = row->takes_bar || (row->run == ex_write && slice_starts(slice_trim(*line), "!"));
    ex.rest = take_command(line, takes_bar);
    return row->run(vi, &ex);
}

bool vi_ex(struct vi *vi, struct slice command)
{
    bool good = true;
    struct slice rest = command;
    buffer_clear(&vi->printed);
    vi_begin_change(vi);
    if (vi->ex_depth > 50)
        return vi_fail(vi, "E169: Command too recursive");
    vi->ex_depth++;
    do
        good = run_one(vi, &rest);
    while (good && rest.length && !vi->ended);
    vi->ex_depth--;
    if (vi->ex_depth == 0 && vi->printed.length) {
        struct slice shown = buffer_slice(&vi->printed);
        size_t end = slice_find_byte(shown, '\n');
        if (end + 1 >= shown.length)
            vi_say(vi, "%.*s", (int)end, shown.data);
        else
            vi->more = true;
    }
    return good;
}

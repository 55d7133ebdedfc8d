/* :set */
#include <stddef.h>
#include <string.h>

#include "edit/vi_ex.h"

static const struct row {
    const char *name, *abbreviation;
    size_t offset;
    bool number;
    int least, most;
} rows[] = {
#define SWITCH(title, abbreviation, member) {title, abbreviation, offsetof(struct vi_settings, member), false, 0, 0}
#define NUMBER(title, abbreviation, member, least, most)                                                       \
    {title, abbreviation, offsetof(struct vi_settings, member), true, least, most}
    SWITCH("autoindent", "ai", auto_indent),
    SWITCH("expandtab", "et", expand),
    SWITCH("hlsearch", "hls", highlight),
    SWITCH("ignorecase", "ic", ignore_case),
    SWITCH("incsearch", "is", incremental),
    SWITCH("list", "list", list),
    SWITCH("number", "nu", number),
    SWITCH("paste", "paste", paste),
    SWITCH("relativenumber", "rnu", relative),
    SWITCH("ruler", "ru", ruler),
    SWITCH("showmatch", "sm", show_match),
    SWITCH("showmode", "smd", show_mode),
    SWITCH("smartcase", "scs", smart_case),
    SWITCH("wrap", "wrap", wrap),
    SWITCH("wrapscan", "ws", wrap_scan),
    NUMBER("scrolloff", "so", scroll_offset, 0, 1000),
    NUMBER("shiftwidth", "sw", shift, 0, 32),
    NUMBER("softtabstop", "sts", soft_tab, 0, 32),
    NUMBER("tabstop", "ts", tab, 1, 32),
};

/* Options of Vim that change nothing that is shown here. */
static const char quiet[] =
    " autoread backspace bs backup bk belloff bo clipboard cb compatible cp nocompatible cindent cin cmdheight ch "
    "confirm cf cursorcolumn cuc cursorline cul encoding enc errorbells eb fileencoding fenc fileformats ffs filetype ft "
    "fixendofline fixeol foldmethod fdm foldenable fen hidden hid history hi iskeyword isk laststatus ls lazyredraw lz "
    "listchars lcs magic modeline ml more mouse nrformats nf report scroll shell sh showcmd sc sidescroll ss "
    "sidescrolloff siso smartindent si smarttab sta spell spl splitbelow sb splitright spr startofline sol statusline "
    "stl swapfile swf syntax syn term termguicolors tgc textwidth tw timeout to timeoutlen tm title ttimeout ttyfast tf "
    "undofile udf undolevels ul updatetime ut visualbell vb wildmenu wmnu wildmode wim writebackup wb colorcolumn cc "
    "background bg viminfo vi signcolumn scl ";

static bool listed(struct slice word)
{
    struct slice rest = slice_of(quiet), one;
    while (slice_next(&rest, ' ', &one)) {
        if (one.length && slice_equal(one, word))
            return true;
    }
    return false;
}

static const struct row *row_of(struct slice name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_is(name, rows[i].name) || slice_is(name, rows[i].abbreviation))
            return &rows[i];
    }
    return NULL;
}

static void show_one(struct vi *vi, const struct row *row)
{
    const char *place = (const char *)&vi->set + row->offset;
    if (row->number)
        ex_show(vi, "  %s=%d", row->name, *(const int *)(const void *)place);
    else
        ex_show(vi, "%s%s", *(const bool *)place ? "  " : "no", row->name);
}

static bool set_number(struct vi *vi, const struct row *row, struct slice text, struct slice word)
{
    int64_t number;
    int *place = (int *)(void *)((char *)&vi->set + row->offset);
    if (!slice_to_integer(text, &number))
        return vi_fail(vi, "E521: Number required after =: %.*s", (int)word.length, word.data);
    if (number < row->least)
        return vi_fail(vi, "E487: Argument must be positive: %.*s", (int)word.length, word.data);
    *place = number > row->most ? row->most : (int)number;
    return true;
}

/* fileformat and readonly belong to the file. */
static bool set_file_option(struct vi *vi, struct slice name, struct slice value, bool off, bool asks)
{
    if (slice_is(name, "fileformat") || slice_is(name, "ff")) {
        if (asks || !value.data)
            ex_show(vi, "  fileformat=%s", vi->dos ? "dos" : "unix");
        else if (slice_is(value, "dos") || slice_is(value, "unix"))
            vi->dos = slice_is(value, "dos");
        else
            vi_fail(vi, "E474: Invalid argument: %.*s=%.*s", (int)name.length, name.data, (int)value.length, value.data);
        return true;
    }
    if (!slice_is(name, "readonly") && !slice_is(name, "ro"))
        return false;
    if (asks)
        ex_show(vi, "%sreadonly", vi->read_only ? "  " : "no");
    else
        vi->read_only = !off;
    return true;
}

static bool set_one(struct vi *vi, struct slice word)
{
    struct slice name = word, value = {0};
    bool off = false, asks = slice_ends(word, "?"), turns = slice_ends(word, "!");
    size_t equals = slice_find_byte(word, '=');
    if (equals == word.length)
        equals = slice_find_byte(word, ':');
    if (equals < word.length) {
        value = slice_part(word, equals + 1, word.length);
        value.data = word.data + equals + 1;
        name = slice_part(word, 0, equals);
    }
    if (asks || turns)
        name.length--;
    const struct row *row = row_of(name);
    if (!row && slice_starts(name, "no") && !listed(name)) {
        off = true;
        name = slice_part(name, 2, name.length);
        row = row_of(name);
    } else if (!row && slice_starts(name, "inv")) {
        turns = true;
        name = slice_part(name, 3, name.length);
        row = row_of(name);
    }
    if (!row && set_file_option(vi, name, value, off, asks))
        return !vi->error;
    if (!row && listed(name))
        return true;
    if (!row)
        return vi_fail(vi, "E518: Unknown option: %.*s", (int)word.length, word.data);
    bool *place = (bool *)((char *)&vi->set + row->offset);
    if (asks || (row->number && !value.data)) {
        show_one(vi, row);
        return true;
    }
    if (row->number && !off)
        return set_number(vi, row, value, word);
    if (row->number || value.data)
        return vi_fail(vi, "E474: Invalid argument: %.*s", (int)word.length, word.data);
    *place = turns ? !*place : !off;
    return true;
}

bool ex_set(struct vi *vi, struct ex *ex)
{
    struct slice rest = slice_trim(ex->rest), word;
    vi->error = false;
    if (rest.length == 0) {
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            show_one(vi, &rows[i]);
        return true;
    }
    while (slice_next(&rest, ' ', &word)) {
        if (word.length && !set_one(vi, word))
            return false;
    }
    return true;
}

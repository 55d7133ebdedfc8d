#include "edit/syntax.h"

#include <string.h>

static const struct syntax syntaxes[] = {
    {.name = "yaml", .endings = ".yaml .yml", .comment = "#", .quotes = "\"'", .keys = true, .indent = 2,
     .words = " true false null yes no on off ~ "},
    {.name = "json", .endings = ".json", .quotes = "\"", .words = " true false null ", .indent = 2},
    {.name = "sh", .endings = ".sh .bash .bashrc .bash_profile .profile", .interpreters = "sh bash dash",
     .comment = "#", .quotes = "\"'`", .variables = true,
     .words = " if then else elif fi for while until do done case esac in function select time return exit break "
              "continue local export readonly declare set unset shift source alias trap eval exec "},
    {.name = "lua", .endings = ".lua", .interpreters = "lua", .comment = "--", .quotes = "\"'", .indent = 2,
     .words = " and break do else elseif end false for function goto if in local nil not or repeat return then "
              "true until while "},
};

static bool listed(const char *list, struct slice word)
{
    struct slice rest = slice_of(list), one;
    while (slice_next(&rest, ' ', &one)) {
        if (one.length && slice_equal(one, word))
            return true;
    }
    return false;
}

static bool has_ending(const char *list, const char *path)
{
    struct slice rest = slice_of(list), one;
    size_t length = strlen(path);
    while (slice_next(&rest, ' ', &one)) {
        if (one.length && one.length <= length && memcmp(path + length - one.length, one.data, one.length) == 0)
            return true;
    }
    return false;
}

const struct syntax *syntax_for(const char *path, struct slice first_line)
{
    size_t slash = first_line.length;
    while (slash > 0 && first_line.data[slash - 1] != '/' && first_line.data[slash - 1] != ' ')
        slash--;
    struct slice program = slice_part(first_line, slash, first_line.length);
    for (size_t i = 0; i < sizeof syntaxes / sizeof *syntaxes; i++) {
        if (path && has_ending(syntaxes[i].endings, path))
            return &syntaxes[i];
        if (syntaxes[i].interpreters && slice_starts(first_line, "#!") && listed(syntaxes[i].interpreters, program))
            return &syntaxes[i];
    }
    return NULL;
}

static bool is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

static void paint(unsigned char *styles, size_t from, size_t to, enum style style)
{
    for (; from < to; from++)
        styles[from] = (unsigned char)style;
}

/* "- - key: rest": the marks and the key; gives where the value begins. */
static size_t colour_key(struct slice line, unsigned char *styles)
{
    size_t at = 0;
    while (at < line.length && line.data[at] == ' ')
        at++;
    while (at < line.length && line.data[at] == '-' && (at + 1 == line.length || line.data[at + 1] == ' ')) {
        paint(styles, at, at + 1, STYLE_MARK);
        for (at++; at < line.length && line.data[at] == ' ';)
            at++;
    }
    size_t end = at;
    char quote = at < line.length && (line.data[at] == '"' || line.data[at] == '\'') ? line.data[at] : 0;
    for (end += quote != 0; quote && end < line.length && line.data[end] != quote;)
        end++;
    for (; end < line.length && line.data[end] != '#'; end++) {
        if (line.data[end] == ':' && (end + 1 == line.length || line.data[end + 1] == ' ')) {
            paint(styles, at, end, STYLE_KEY);
            paint(styles, end, end + 1, STYLE_MARK);
            return end + 1;
        }
    }
    return at;
}

static size_t quote_end(struct slice line, size_t at)
{
    char quote = line.data[at++];
    while (at < line.length && line.data[at] != quote)
        at += line.data[at] == '\\' && quote == '"' && at + 1 < line.length ? 2 : 1;
    return at < line.length ? at + 1 : line.length;
}

static size_t variable_end(struct slice line, size_t at)
{
    at++;
    if (at < line.length && line.data[at] == '{') {
        at += slice_find_byte(slice_part(line, at, line.length), '}');
        return at < line.length ? at + 1 : line.length;
    }
    if (at < line.length && !is_word(line.data[at]) && strchr("?!#@*$-", line.data[at]))
        return at + 1;
    while (at < line.length && is_word(line.data[at]))
        at++;
    return at;
}

static size_t colour_word(const struct syntax *syntax, struct slice line, size_t at, unsigned char *styles)
{
    size_t end = at;
    bool number = true;
    while (end < line.length && (is_word(line.data[end]) || (end > at && line.data[end] == '.'))) {
        number &= ascii_is_digit(line.data[end]) || line.data[end] == '.';
        end++;
    }
    if (end == at)
        return at + 1;
    bool alone = !syntax->keys || ((at == 0 || line.data[at - 1] == ' ' || line.data[at - 1] == '[') &&
                                   (end == line.length || strchr(" ,]}", line.data[end])));
    if (number && alone)
        paint(styles, at, end, STYLE_NUMBER);
    else if (alone && listed(syntax->words, slice_part(line, at, end)))
        paint(styles, at, end, STYLE_WORD);
    return end;
}

void syntax_colour(const struct syntax *syntax, struct slice line, unsigned char *styles)
{
    enum { LONGEST = 5000 }; /* what is behind that in a line stays plain */
    memset(styles, STYLE_PLAIN, line.length);
    line = slice_part(line, 0, LONGEST);
    if (syntax->keys && (slice_is(slice_trim(line), "---") || slice_is(slice_trim(line), "..."))) {
        paint(styles, 0, line.length, STYLE_MARK);
        return;
    }
    size_t at = syntax->keys ? colour_key(line, styles) : 0;
    while (at < line.length) {
        struct slice rest = slice_part(line, at, line.length);
        char c = line.data[at];
        bool blank_before = at == 0 || line.data[at - 1] == ' ' || line.data[at - 1] == '\t' ||
                            (!syntax->keys && !syntax->variables);
        size_t end;
        if (syntax->comment && slice_starts(rest, syntax->comment) && blank_before) {
            paint(styles, at, line.length, STYLE_COMMENT);
            return;
        }
        if (syntax->quotes && strchr(syntax->quotes, c) && c && (!syntax->keys || blank_before || c == '"')) {
            paint(styles, at, end = quote_end(line, at), STYLE_STRING);
        } else if (syntax->variables && c == '$') {
            paint(styles, at, end = variable_end(line, at), STYLE_NUMBER);
        } else {
            end = colour_word(syntax, line, at, styles);
        }
        at = end;
    }
}

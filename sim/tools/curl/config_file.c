/* -K: a file of options, one a line: tool_parsecfg.c. */
#include <string.h>

#include "tools/curl/options.h"

enum { READ_ERROR = 26, DEPTH = 10 };

bool curl_next_line(struct slice *rest, struct slice *line, int *number)
{
    while (rest->data && rest->length) {
        slice_next(rest, '\n', line);
        ++*number;
        struct slice text = *line;
        while (text.length && strchr(" \t", text.data[0]))
            text = slice_part(text, 1, text.length);
        if (text.length == 0 || strchr("#\r", text.data[0]))
            continue;
        *line = text;
        return true;
    }
    return false;
}

static bool is_separator(char c, bool dashed)
{
    return !dashed && (c == '=' || c == ':');
}

static const char *unquote(struct arena *arena, const char *text)
{
    static const char letters[] = "tnrv", bytes[] = "\t\n\r\v";
    char *out = arena_allocate(arena, strlen(text) + 1);
    size_t length = 0;
    for (; *text && *text != '"'; text++) {
        if (*text == '\\' && !*++text)
            break;
        const char *letter = text[-1] == '\\' ? strchr(letters, *text) : NULL;
        out[length++] = letter ? bytes[letter - letters] : *text;
    }
    return out;
}

struct line {
    const char *option, *value; /* value NULL: none */
};

static struct line read_line(struct curl_reader *reader, const char *path, struct slice text, int number)
{
    struct arena *arena = reader->process->arena;
    bool dashed = text.data[0] == '-';
    size_t end = 0;
    while (end < text.length && !strchr(" \t\r", text.data[end]) && !is_separator(text.data[end], dashed))
        end++;
    struct line line = {.option = arena_copy(arena, slice_part(text, 0, end))};
    while (end < text.length && (strchr(" \t", text.data[end]) || is_separator(text.data[end], dashed)))
        end++;
    const char *rest = arena_copy(arena, slice_part(text, end, text.length));
    if (*rest == '"') {
        line.value = unquote(arena, rest + 1);
        return line;
    }
    size_t length = strcspn(rest, " \t\r\n\v\f");
    const char *more = rest + length + strspn(rest + length, " \t");
    if (*more && !strchr("\r\n#", *more)) {
        curl_reader_warn(reader, "%s:%d: warning: '%s' uses unquoted whitespace", path, number, line.option);
        curl_reader_warn(reader, "This may cause side-effects. Consider using double quotes?");
    }
    if (length)
        line.value = arena_copy(arena, slice_part(slice_of(rest), 0, length));
    return line;
}

enum curl_verdict curl_read_config(struct curl_reader *reader, const char *path)
{
    struct slice rest, text;
    int number = 0;
    if (reader->depth == DEPTH)
        return curl_refuse(reader, 2,
                           "too many nested config files"); /* curl's own limit ends in the same way */
    if (!curl_read_file(reader->process, path, &rest)) {
        curl_reader_error(reader, "cannot read config from '%s'", path);
        return curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
    }
    while (curl_next_line(&rest, &text, &number)) {
        bool used = false;
        struct line line = read_line(reader, path, text, number);
        reader->depth++;
        enum curl_verdict verdict = curl_option(reader, line.option, line.value, &used);
        reader->depth--;
        if (verdict == CURL_GO && line.value && *line.value && !used)
            verdict = curl_refuse(reader, 2, "had unsupported trailing garbage");
        if (verdict == CURL_REFUSED && reader->problem) {
            curl_reader_error(reader, "%s:%d: '%s' %s", text_equal(path, "-") ? "<stdin>" : path, number,
                              line.option, reader->problem);
            curl_reader_error(reader, "cannot read config from '%s'", path);
            return curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
        }
        if (verdict != CURL_GO)
            return verdict;
    }
    return CURL_GO;
}

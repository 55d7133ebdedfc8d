/* --variable and --expand-NAME: src/var.c. */
#include <string.h>

#include "base/base64.h"
#include "shell/shell.h"
#include "tools/curl/options.h"

enum { NAME_LENGTH = 128 };

static size_t name_length(const char *text)
{
    size_t length = 0;
    while (ascii_is_letter(text[length]) || ascii_is_digit(text[length]) || text[length] == '_')
        length++;
    return length;
}

static void put(struct curl_reader *reader, const char *name, struct slice text)
{
    struct arena *arena = reader->process->arena;
    struct value *variables = value_edit(arena, reader->first->all.variables);
    value_put(arena, variables, name, value_string(arena, text));
    reader->first->all.variables = variables;
}

/* "[2-5]" behind the name: those bytes. False: badly written. */
static bool cut_part(const char **at, int64_t *first, int64_t *last)
{
    const char *close = strchr(*at, ']');
    struct slice range = close ? slice_part(slice_of(*at), 1, (size_t)(close - *at)) : SLICE(""), low;
    *at = close ? close + 1 : *at;
    return slice_next(&range, '-', &low) && slice_to_integer(low, first) && range.data &&
           (range.length == 0 || slice_to_integer(range, last)) && *first <= *last;
}

enum curl_verdict curl_set_variable(struct curl_reader *reader, const char *text)
{
    enum { READ_ERROR = 26 };
    bool import = text[0] == '%';
    const char *at = text + import;
    size_t length = name_length(at);
    const char *name = arena_copy(reader->process->arena, slice_part(slice_of(at), 0, length));
    int64_t first = 0, last = INT64_MAX - 1;
    struct slice content = SLICE("");
    if (!length || length >= NAME_LENGTH) {
        curl_reader_warn(reader, "Bad variable name length (%zd), skipping", length);
        return CURL_GO;
    }
    at += length;
    const char *known = import ? shell_variable(reader->process->shell, name) : NULL;
    if (import && !*at && !known) {
        curl_reader_error(reader, "Variable '%s' import fail, not set", name);
        return curl_refuse(reader, 2, "expansion failure");
    }
    if (*at == '[' && ascii_is_digit(at[1]) && !cut_part(&at, &first, &last))
        return curl_refuse(reader, 2, "syntax error in --variable argument");
    if (known) {
        content = slice_of(known);
    } else if (*at == '@') {
        if (!curl_read_file(reader->process, at + 1, &content)) {
            curl_reader_error(reader, "Failed to open %s: No such file or directory", at + 1);
            return curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
        }
    } else if (*at == '=') {
        content = slice_of(at + 1);
    } else {
        curl_reader_warn(reader, "Bad --variable syntax, skipping: %s", text);
        return CURL_GO;
    }
    put(reader, name, slice_part(content, (size_t)first, (size_t)last + 1));
    return CURL_GO;
}

static void add_json(struct buffer *out, struct slice text)
{
    static const char escaped[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    for (size_t i = 0; i < text.length; i++) {
        const char *special = text.data[i] ? strchr(escaped, text.data[i]) : NULL;
        if (special)
            buffer_format(out, "\\%c", letters[special - escaped]);
        else if ((unsigned char)text.data[i] < 0x20)
            buffer_format(out, "\\u%04x", (unsigned)(unsigned char)text.data[i]);
        else
            buffer_add_byte(out, text.data[i]);
    }
}

/* One function of "{{name:trim:url}}"; false when there is none of that name. */
static bool apply(struct curl_reader *reader, struct slice function, struct slice *text)
{
    struct buffer out = {0};
    bool known = true;
    if (slice_is(function, "trim"))
        buffer_add(&out, slice_trim(*text));
    else if (slice_is(function, "json"))
        add_json(&out, *text);
    else if (slice_is(function, "url"))
        curl_encode(&out, *text, "%20");
    else if (slice_is(function, "b64"))
        base64_add(&out, *text, BASE64_PLAIN, true);
    else
        known = false;
    *text = (struct slice){arena_copy(reader->process->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return known;
}

/* What stands between the braces; false: the expansion fails. */
static bool add_expansion(struct curl_reader *reader, struct buffer *out, struct slice inside)
{
    struct slice functions = inside, name, function;
    slice_next(&functions, ':', &name);
    const char *key = arena_copy(reader->process->arena, name);
    if (!name.length || name_length(key) != name.length) {
        curl_reader_warn(reader, "bad variable name: %s", key);
        buffer_format(out, "{{%.*s}}", (int)inside.length, inside.data);
        return true;
    }
    struct slice text = value_slice(value_get(reader->first->all.variables, key)), all = functions;
    while (functions.data && slice_next(&functions, ':', &function)) {
        if (!apply(reader, function, &text)) {
            if (slice_is(function, "64dec"))
                process_complain(reader->process, "curl: not simulated: 64dec\n");
            else
                curl_reader_error(reader, "unknown variable function in ':%.*s'", (int)all.length, all.data);
            return false;
        }
    }
    buffer_add(out, text);
    return true;
}

const char *curl_expand(struct curl_reader *reader, const char *text)
{
    struct buffer out = {0};
    struct slice rest = slice_of(text);
    for (;;) {
        size_t open = slice_find(rest, SLICE("{{"));
        if (open == rest.length)
            break;
        bool literal = open > 0 && rest.data[open - 1] == '\\';
        buffer_add(&out, slice_part(rest, 0, open - literal));
        struct slice inside = slice_part(rest, open + 2, rest.length);
        size_t close = slice_find(inside, SLICE("}}"));
        if (literal) {
            buffer_add_text(&out, "{{");
            rest = inside;
            continue;
        }
        if (close == inside.length) {
            curl_reader_warn(reader, "missing close '}}' in '%s'", text);
            rest = slice_part(rest, open, rest.length);
            break;
        }
        if (!add_expansion(reader, &out, slice_part(inside, 0, close))) {
            buffer_release(&out);
            curl_refuse(reader, 2, "expansion failure");
            return NULL;
        }
        rest = slice_part(inside, close + 2, inside.length);
    }
    buffer_add(&out, rest);
    const char *whole = arena_copy(reader->process->arena, buffer_slice(&out));
    buffer_release(&out);
    return whole;
}

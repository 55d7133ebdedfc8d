/* -F: parts of a multipart/form-data body (RFC 7578), as tool_formparse.c reads them and lib/mime.c writes
 * them. */
#include <string.h>

#include "tools/curl/options.h"

/* One piece "text" or "quoted \"text\"" up to ';' or [end]; *at moves behind it. */
static const char *read_piece(struct arena *arena, const char **at, char end)
{
    const char *text = *at;
    char *out = arena_allocate(arena, strlen(text) + 1);
    size_t length = 0;
    if (*text == '"') {
        for (text++; *text && *text != '"'; text++) {
            if (*text == '\\' && (text[1] == '\\' || text[1] == '"'))
                text++;
            out[length++] = *text;
        }
        text += *text == '"';
        while (*text && *text != ';' && *text != end)
            text++;
    } else {
        while (*text && *text != ';' && *text != end)
            out[length++] = *text++;
        while (length && strchr(" \t", out[length - 1]))
            out[--length] = 0;
    }
    *at = text;
    return out;
}

/* ";type=a/b;filename=c;headers=d" behind a piece. */
static void read_attributes(struct curl_reader *reader, struct value *part, const char **at, char end)
{
    static const char *const names[] = {"type", "filename", "headers", "encoder"};
    struct arena *arena = reader->process->arena;
    while (**at == ';') {
        const char *text = *at + 1 + strspn(*at + 1, " \t");
        size_t which = 0;
        while (which < 4 && !(text_starts(text, names[which]) && text[strlen(names[which])] == '='))
            which++;
        if (which == 4) {
            /* a type may hold parameters of its own: "text/plain; charset=utf-8" */
            const char *known = value_find_text(part, "type");
            const char *more = read_piece(arena, &text, end);
            if (*known)
                value_put_text(arena, part, "type", arena_format(arena, "%s;%s", known, more));
            else
                curl_reader_warn(reader, "skip unknown form field: %s", more);
        } else {
            text += strlen(names[which]) + 1;
            value_put_text(arena, part, names[which], read_piece(arena, &text, end));
        }
        *at = text;
    }
}

static const char *file_type(const char *path)
{
    static const struct {
        const char *tail, *type;
    } rows[] = {{".gif", "image/gif"},      {".jpg", "image/jpeg"},    {".jpeg", "image/jpeg"},
                {".png", "image/png"},      {".svg", "image/svg+xml"}, {".txt", "text/plain"},
                {".htm", "text/html"},      {".html", "text/html"},    {".pdf", "application/pdf"},
                {".xml", "application/xml"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text_ends(path, rows[i].tail))
            return rows[i].type;
    }
    return "application/octet-stream";
}

static struct value *new_part(struct curl_reader *reader, struct slice name)
{
    struct arena *arena = reader->process->arena;
    struct value *part = value_object(arena);
    struct value *form = value_edit(arena, reader->options->form);
    if (!reader->options->form)
        form = value_array(arena);
    if (name.length)
        value_put(arena, part, "name", value_string(arena, name));
    value_append(arena, form, part);
    reader->options->form = form;
    return part;
}

static void read_files(struct curl_reader *reader, struct slice name, const char *text)
{
    struct arena *arena = reader->process->arena;
    do {
        struct value *part = new_part(reader, name);
        text++;
        const char *path = read_piece(arena, &text, ',');
        const char *slash = strrchr(path, '/');
        value_put_text(arena, part, "file", path);
        value_put_text(arena, part, "filename", slash ? slash + 1 : path);
        read_attributes(reader, part, &text, ',');
        if (!*value_find_text(part, "type"))
            value_put_text(arena, part, "type", file_type(value_find_text(part, "filename")));
    } while (*text == ',');
}

bool curl_add_form(struct curl_reader *reader, const char *text, bool literal)
{
    struct arena *arena = reader->process->arena;
    struct slice name = slice_part(slice_of(text), 0, slice_find_byte(slice_of(text), '='));
    if (!text[name.length]) {
        curl_reader_warn(reader, "Illegally formatted input field");
        return false;
    }
    text += name.length + 1;
    if (!literal && *text == '@') {
        read_files(reader, name, text);
        return true;
    }
    if (!literal && (*text == '(' || *text == ')')) {
        process_complain(reader->process, "curl: not simulated: -F with nested parts\n");
        return false;
    }
    struct value *part = new_part(reader, name);
    bool file = !literal && *text == '<';
    text += file;
    value_put_text(arena, part, file ? "file" : "text", literal ? text : read_piece(arena, &text, 0));
    if (!literal)
        read_attributes(reader, part, &text, 0);
    return true;
}

/* Names in a header: the three bytes that would end them are percent-encoded. */
static void add_quoted(struct buffer *out, const char *label, const char *text)
{
    buffer_format(out, "; %s=\"", label);
    for (; *text; text++) {
        if (strchr("\"\r\n", *text))
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)*text);
        else
            buffer_add_byte(out, *text);
    }
    buffer_add_byte(out, '"');
}

static bool add_part(struct process *process, struct buffer *out, const struct value *part)
{
    const char *path = value_find_text(part, "file"), *type = value_find_text(part, "type");
    const char *headers = value_find_text(part, "headers");
    struct slice content = value_slice(value_get(part, "text"));
    if (*path && !curl_read_file(process, path, &content))
        return false;
    buffer_add_text(out, "Content-Disposition: form-data");
    if (value_get(part, "name"))
        add_quoted(out, "name", value_find_text(part, "name"));
    if (*value_find_text(part, "filename"))
        add_quoted(out, "filename", value_find_text(part, "filename"));
    buffer_format(out, "\r\n%s%s%s%s%s\r\n", *type ? "Content-Type: " : "", type, *type ? "\r\n" : "", headers,
                  *headers ? "\r\n" : "");
    buffer_add(out, content);
    return true;
}

/* curl's own is random: 24 dashes and 22 letters and digits. */
static const char *new_boundary(struct process *process)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    enum { DASHES = 24, DIGITS = 22 };
    char *text = arena_allocate(process->arena, DASHES + DIGITS + 1);
    uint64_t state = (uint64_t)process->id * 0x9e3779b97f4a7c15u ^ (uint64_t)process_now(process).nanoseconds;
    memset(text, '-', DASHES);
    for (size_t i = DASHES; i < DASHES + DIGITS; i++) {
        state = (state ^ (state >> 29)) * 0xbf58476d1ce4e5b9u + 1;
        text[i] = digits[(state >> 40) % (sizeof digits - 1)];
    }
    return text;
}

bool curl_form_body(struct process *process, const struct value *form, struct buffer *out,
                    const char **boundary)
{
    *boundary = new_boundary(process);
    for (size_t i = 0; i < value_count(form); i++) {
        buffer_format(out, "--%s\r\n", *boundary);
        if (!add_part(process, out, value_at(form, i)))
            return false;
        buffer_add_text(out, "\r\n");
    }
    buffer_format(out, "--%s--\r\n", *boundary);
    return true;
}

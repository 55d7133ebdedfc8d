#include "tools/curl/url.h"

#include <string.h>

#include "base/buffer.h"

static bool has_bad_byte(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] <= ' ' || text.data[i] == 0x7f)
            return true;
    }
    return text.length == 0;
}

static const char *lower(struct arena *arena, struct slice text)
{
    char *copy = arena_copy(arena, text);
    for (size_t i = 0; i < text.length; i++)
        copy[i] = ascii_lower(copy[i]);
    return copy;
}

/* remove_dot_segments of RFC 3986, 5.2.4. */
static const char *normalise(struct arena *arena, struct slice path)
{
    char *out = arena_allocate(arena, path.length + 2);
    size_t length = 0;
    struct slice rest = slice_part(path, 1, path.length), part;
    while (slice_next(&rest, '/', &part)) {
        bool last = rest.data == NULL, up = slice_is(part, "..");
        if (up) {
            while (length && out[--length] != '/') {
            }
        }
        if (!up && !slice_is(part, ".")) {
            out[length++] = '/';
            memcpy(out + length, part.data, part.length);
            length += part.length;
        } else if (last) {
            out[length++] = '/';
        }
    }
    if (length == 0)
        out[length++] = '/';
    out[length] = 0;
    return out;
}

static const char *parse_port(struct slice digits, struct url *url)
{
    int64_t port;
    if (digits.length == 0)
        return NULL;
    if (!ascii_is_digit(digits.data[0]) || !slice_to_integer(digits, &port) || port > 65535)
        return "Port number was not a decimal number between 0 and 65535";
    url->default_port = port == url->port;
    url->port = (int)port;
    return NULL;
}

static const char *parse_authority(struct arena *arena, struct slice authority, struct url *url)
{
    size_t at = authority.length;
    while (at > 0 && authority.data[at - 1] != '@')
        at--;
    if (at > 0)
        url->user = arena_copy(arena, slice_part(authority, 0, at - 1));
    struct slice host = slice_part(authority, at, authority.length);
    size_t end = slice_find_byte(host, ':');
    if (slice_starts(host, "[")) {
        end = slice_find_byte(host, ']') + 1;
        if (end > host.length)
            return "Bad IPv6 address";
        url->ipv6 = true;
        url->host = arena_copy(arena, slice_part(host, 1, end - 1));
        if (end < host.length && host.data[end] != ':')
            return "Port number was not a decimal number between 0 and 65535";
    } else {
        url->host = arena_copy(arena, slice_part(host, 0, end));
    }
    if (!*url->host)
        return "No host part in the URL";
    if (!url->ipv6 && strpbrk(url->host, " \r\n\t/:#?!@{}[]\\$'\"^`*<>=;,+&()%|"))
        return "Bad hostname";
    return end < host.length ? parse_port(slice_part(host, end + 1, host.length), url) : NULL;
}

/* The length of "http" in "http://": curl takes one to three slashes. 0: there is no scheme. */
static size_t scheme_length(struct slice text)
{
    size_t mark = 0;
    while (mark < text.length &&
           (ascii_is_letter(text.data[mark]) ||
            (mark && (ascii_is_digit(text.data[mark]) || strchr("+-.", text.data[mark])))))
        mark++;
    return mark && slice_starts(slice_part(text, mark, text.length), ":/") ? mark : 0;
}

static int default_port(const char *scheme)
{
    return text_equal(scheme, "https") ? 443 : text_equal(scheme, "ftp") ? 21 : 80;
}

const char *url_parse(struct arena *arena, const char *text, bool path_as_is, struct url *url)
{
    struct slice rest = slice_of(text);
    *url = (struct url){.scheme = "http", .port = 80, .default_port = true};
    if (has_bad_byte(rest))
        return "Malformed input to a URL function";
    size_t mark = scheme_length(rest);
    if (mark) {
        url->scheme = lower(arena, slice_part(rest, 0, mark));
        rest = slice_part(rest, mark + 1, rest.length);
        for (int slashes = 0; slashes < 3 && slice_starts(rest, "/"); slashes++)
            rest = slice_part(rest, 1, rest.length);
        url->port = default_port(url->scheme);
    }
    size_t hash = slice_find_byte(rest, '#');
    if (hash < rest.length)
        url->fragment = arena_copy(arena, slice_part(rest, hash + 1, rest.length));
    rest = slice_part(rest, 0, hash);
    size_t question = slice_find_byte(rest, '?');
    if (question < rest.length)
        url->query = arena_copy(arena, slice_part(rest, question + 1, rest.length));
    rest = slice_part(rest, 0, question);
    size_t slash = slice_find_byte(rest, '/');
    struct slice path = slice_part(rest, slash, rest.length);
    if (path.length == 0)
        path = SLICE("/");
    url->path = path_as_is ? arena_copy(arena, path) : normalise(arena, path);
    return parse_authority(arena, slice_part(rest, 0, slash), url);
}

const char *url_host_header(struct arena *arena, const struct url *url)
{
    const char *host = url->ipv6 ? arena_format(arena, "[%s]", url->host) : url->host;
    return url->default_port ? host : arena_format(arena, "%s:%d", host, url->port);
}

const char *url_text(struct arena *arena, const struct url *url)
{
    return arena_format(arena, "%s://%s%s%s%s%s%s%s%s", url->scheme, url->user ? url->user : "",
                        url->user ? "@" : "", url_host_header(arena, url), url->path, url->query ? "?" : "",
                        url->query ? url->query : "", url->fragment ? "#" : "",
                        url->fragment ? url->fragment : "");
}

static const char *without_blanks(struct arena *arena, const char *text)
{
    char *out = arena_allocate(arena, strlen(text) * 3 + 1);
    size_t length = 0;
    for (; *text; text++) {
        memcpy(out + length, *text == ' ' ? "%20" : text, *text == ' ' ? 3 : 1);
        length += *text == ' ' ? 3 : 1;
    }
    return out;
}

const char *url_resolve(struct arena *arena, const struct url *base, const char *reference)
{
    const char *root = arena_format(arena, "%s://%s", base->scheme, url_host_header(arena, base));
    reference = without_blanks(arena, reference);
    if (strstr(reference, "://"))
        return reference;
    if (text_starts(reference, "//"))
        return arena_format(arena, "%s:%s", base->scheme, reference);
    if (reference[0] == '/')
        return arena_format(arena, "%s%s", root, reference);
    if (reference[0] == '?')
        return arena_format(arena, "%s%s%s", root, base->path, reference);
    const char *slash = strrchr(base->path, '/');
    return arena_format(arena, "%s%.*s%s", root, (int)(slash - base->path + 1), base->path, reference);
}

/* The cookie engine of -b and -c: RFC 6265 with a host's or a domain's cookies; session cookies only. */
#include "tools/curl/curl.h"

#include <string.h>

#include "base/sort.h"

/* Adds, replaces or, when it is [gone], removes; true when there was one of that name. */
static bool put(struct curl *curl, struct cookie cookie, bool gone)
{
    struct cookie **link = &curl->cookies;
    while (*link && !(text_equal((*link)->name, cookie.name) && text_equal((*link)->domain, cookie.domain) &&
                      text_equal((*link)->path, cookie.path)))
        link = &(*link)->next;
    bool known = *link != NULL;
    if (gone) {
        if (known)
            *link = (*link)->next;
        return known;
    }
    if (!known)
        *link = arena_allocate(curl->arena, sizeof **link);
    cookie.next = (*link)->next;
    cookie.born = curl->cookies_born++;
    **link = cookie;
    return known;
}

/* One line of a Netscape cookie file: domain, tail, path, secure, expiry, name, value. */
static void load_line(struct curl *curl, struct slice line)
{
    enum { DOMAIN, TAIL, PATH, SECURE, EXPIRES, NAME, VALUE, FIELDS };
    struct slice fields[FIELDS] = {{0}}, rest = line;
    bool hidden = slice_starts(line, "#HttpOnly_");
    if (hidden)
        rest = slice_part(line, sizeof "#HttpOnly_" - 1, line.length);
    else if (slice_starts(line, "#"))
        return;
    size_t count = 0;
    while (count < FIELDS && slice_next(&rest, '\t', &fields[count]))
        count++;
    if (count < VALUE)
        return;
    if (slice_starts(fields[DOMAIN], "."))
        fields[DOMAIN] = slice_part(fields[DOMAIN], 1, fields[DOMAIN].length);
    put(curl,
        (struct cookie){.name = arena_copy(curl->arena, fields[NAME]),
                        .value = arena_copy(curl->arena, slice_trim(fields[VALUE])),
                        .domain = arena_copy(curl->arena, fields[DOMAIN]),
                        .path = arena_copy(curl->arena, fields[PATH]),
                        .tail = slice_is(fields[TAIL], "TRUE"),
                        .secure = slice_is(fields[SECURE], "TRUE"),
                        .hidden = hidden},
        false);
}

void cookies_load(struct curl *curl)
{
    const struct value *given = curl->options->cookies;
    curl->cookie_engine = curl->options->cookie_jar != NULL;
    for (size_t i = 0; i < value_count(given); i++) {
        const char *text = value_string_of(value_at(given, i));
        struct slice file, line;
        if (slice_find_byte(slice_of(text), '=') < slice_of(text).length)
            continue;
        curl->cookie_engine = true;
        if (!*text || !curl_read_file(curl->process, text, &file))
            continue;
        while (slice_next(&file, '\n', &line))
            load_line(curl, line);
    }
}

static bool fits(const struct cookie *cookie, const struct url *url)
{
    struct slice host = slice_of(url->host), domain = slice_of(cookie->domain);
    bool same = slice_is_nocase(host, cookie->domain);
    bool below = cookie->tail && host.length > domain.length + 1 &&
                 slice_is_nocase(slice_part(host, host.length - domain.length, host.length), cookie->domain) &&
                 url->host[host.length - domain.length - 1] == '.';
    struct slice path = slice_of(cookie->path);
    if (path.length > 1 && slice_ends(path, "/"))
        path.length--;
    bool inside = strncmp(url->path, path.data, path.length) == 0 &&
                  (slice_ends(path, "/") || url->path[path.length] == 0 || url->path[path.length] == '/');
    return (same || below) && inside && !cookie->secure;
}

/* The longest path first, then the longest domain and name, then the newest. */
static int compare(const void *a, const void *b, void *context)
{
    const struct cookie *one = *(const struct cookie *const *)a, *other = *(const struct cookie *const *)b;
    (void)context;
    const char *const texts[][2] = {
        {one->path, other->path}, {one->domain, other->domain}, {one->name, other->name}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t length = strlen(texts[i][0]), other_length = strlen(texts[i][1]);
        if (length != other_length)
            return length < other_length ? 1 : -1;
    }
    return one->born < other->born ? 1 : -1;
}

const char *cookies_for(struct curl *curl, const struct url *url)
{
    const struct cookie **fitting =
        arena_allocate(curl->arena, ((size_t)curl->cookies_born + 1) * sizeof *fitting);
    struct buffer out = {0};
    size_t count = 0;
    for (const struct cookie *cookie = curl->cookies; cookie; cookie = cookie->next) {
        if (fits(cookie, url))
            fitting[count++] = cookie;
    }
    sort_stable(fitting, count, sizeof *fitting, compare, NULL);
    for (size_t i = 0; i < count; i++)
        buffer_format(&out, "%s%s=%s", out.length ? "; " : "", fitting[i]->name, fitting[i]->value);
    for (size_t i = 0; i < value_count(curl->options->cookies); i++) {
        const char *text = value_string_of(value_at(curl->options->cookies, i));
        if (slice_find_byte(slice_of(text), '=') < slice_of(text).length)
            buffer_format(&out, "%s%s", out.length ? "; " : "", text);
    }
    const char *line = out.length ? arena_copy(curl->arena, buffer_slice(&out)) : NULL;
    buffer_release(&out);
    return line;
}

/* The path of the request up to its last '/', which curl keeps (RFC 6265, 5.1.4 does not). */
static const char *default_path(struct arena *arena, const char *path)
{
    size_t end = slice_of(path).length;
    while (end > 1 && path[end - 1] != '/')
        end--;
    return arena_copy(arena, slice_part(slice_of(path), 0, end));
}

void cookies_take(struct transfer *transfer, struct slice value)
{
    struct curl *curl = transfer->curl;
    struct slice rest = value, pair, name, attribute;
    if (!curl->cookie_engine || !slice_next(&rest, ';', &pair) || !slice_next(&pair, '=', &name) || !pair.data)
        return;
    struct cookie cookie = {.name = arena_copy(curl->arena, slice_trim(name)),
                            .value = arena_copy(curl->arena, slice_trim(pair)),
                            .domain = transfer->url.host,
                            .path = default_path(curl->arena, transfer->url.path)};
    bool gone = false;
    while (slice_next(&rest, ';', &attribute)) {
        attribute = slice_trim(attribute);
        slice_next(&attribute, '=', &name);
        if (slice_is_nocase(name, "path") && slice_starts(attribute, "/"))
            cookie.path = arena_copy(curl->arena, attribute);
        if (slice_is_nocase(name, "httponly"))
            cookie.hidden = true;
        int64_t age;
        if (slice_is_nocase(name, "max-age") && slice_to_integer(attribute, &age) && age <= 0)
            gone = true;
        if (slice_is_nocase(name, "secure"))
            cookie.secure = true;
        if (slice_is_nocase(name, "domain") && attribute.length) {
            cookie.tail = true;
            cookie.domain =
                arena_copy(curl->arena, slice_part(attribute, slice_starts(attribute, "."), attribute.length));
        }
    }
    bool replaced = put(curl, cookie, gone);
    if (gone)
        return;
    curl_note(transfer, "%s cookie %s=\"%s\" for domain %s, path %s, expire 0", replaced ? "Replaced" : "Added",
              cookie.name, cookie.value, cookie.domain, cookie.path);
}

static int compare_births(const void *a, const void *b, void *context)
{
    const struct cookie *one = *(const struct cookie *const *)a, *other = *(const struct cookie *const *)b;
    (void)context;
    return one->born < other->born ? 1 : -1;
}

void cookies_save(struct curl *curl)
{
    struct buffer out = {0};
    const char *path = curl->options->cookie_jar;
    if (!path)
        return;
    buffer_add_text(&out, "# Netscape HTTP Cookie File\n"
                          "# https://curl.se/docs/http-cookies.html\n"
                          "# This file was generated by libcurl! Edit at your own risk.\n\n");
    /* the newest first */
    const struct cookie **all = arena_allocate(curl->arena, ((size_t)curl->cookies_born + 1) * sizeof *all);
    size_t count = 0;
    for (const struct cookie *cookie = curl->cookies; cookie; cookie = cookie->next)
        all[count++] = cookie;
    sort_stable(all, count, sizeof *all, compare_births, NULL);
    for (size_t i = 0; i < count; i++)
        buffer_format(&out, "%s%s%s\t%s\t%s\t%s\t0\t%s\t%s\n", all[i]->hidden ? "#HttpOnly_" : "",
                      all[i]->tail ? "." : "", all[i]->domain, all[i]->tail ? "TRUE" : "FALSE", all[i]->path,
                      all[i]->secure ? "TRUE" : "FALSE", all[i]->name, all[i]->value);
    struct slice text = {arena_copy(curl->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    if (text_equal(path, "-"))
        process_write(curl->process, STREAM_OUT, text);
    else
        process_write_file(curl->process, path, text);
}

/* BusyBox wget: one file over HTTP. Messages of networking/wget.c. */
#include <string.h>

#include "base/base64.h"
#include "http/http.h"
#include "shell/process.h"
#include "tools/curl/options.h"
#include "tools/curl/url.h"

struct wget {
    struct process *process;
    struct arena *arena;
    bool quiet, spider, show_headers;
    bool logged;    /* -o: then there is no bar */
    bool connected; /* once: a redirect to the same host is followed without a word */
    bool cut;       /* the connection ended before the body did */
    const char *output, *directory, *agent, *post;
    struct value *headers;
    struct duration patience; /* -T; 15 minutes by default */
    const char *given;        /* the URL as given */
    struct url url;
    struct connection *connection;
    struct buffer received;
    struct http_parser parser;
    struct http_message message;
};

static const struct flag flags[] = {
    {.letter = 'q', .help = "Quiet"},
    {.letter = 'S', .name = "server-response", .help = "Show server response"},
    {.letter = 'O', .name = "output-document", .value = "FILE", .help = "Save to FILE ('-' for stdout)"},
    {.letter = 'P', .name = "directory-prefix", .value = "DIR", .help = "Save to DIR (default .)"},
    {.letter = 'T', .name = "timeout", .value = "SEC", .help = "Network read timeout is SEC seconds"},
    {.letter = 'U', .name = "user-agent", .value = "STR", .help = "Use STR for User-Agent header"},
    {.letter = 't', .name = "tries", .value = "N", .help = "Number of tries (1 is what happens)"},
    {.name = "header", .value = "STR", .help = "Add STR (of form 'header: value') to headers"},
    {.name = "post-data", .value = "STR", .help = "Send STR using POST method"},
    {.name = "post-file", .value = "FILE", .help = "Send FILE using POST method"},
    {.letter = 'c', .name = "continue", .help = "Continue retrieval of aborted transfer (not simulated)"},
    {.letter = 'o', .name = "output-file", .value = "LOGFILE", .help = "Log messages to FILE"},
    {.letter = 'Y', .value = "on/off", .help = "Use proxy (there is none)"},
    {.name = "spider", .help = "Only check URL existence: $? is 0 if exists"},
    {.name = "no-check-certificate", .help = "Don't validate the server's certificate"},
    {0},
};

static int refuse_option(struct wget *wget, const char *format, const char *option)
{
    process_complain(wget->process, format, option);
    process_complain(wget->process, "BusyBox v1.37.0 (2024-12-02 14:03:44 UTC) multi-call binary.\n\n"
                                    "Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]\n"
                                    "\t[--post-data STR | --post-file FILE] [-Y on/off]\n"
                                    "\t[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL...\n\n"
                                    "Retrieve files via HTTP or FTP\n\n"
                                    "\t--spider\tOnly check URL existence: $? is 0 if exists\n"
                                    "\t--header STR\tAdd STR (of form 'header: value') to headers\n"
                                    "\t--post-data STR\tSend STR using POST method\n"
                                    "\t--post-file FILE\tSend FILE using POST method\n"
                                    "\t--no-check-certificate\tDon't validate the server's certificate\n"
                                    "\t-c\t\tContinue retrieval of aborted transfer\n"
                                    "\t-q\t\tQuiet\n"
                                    "\t-P DIR\t\tSave to DIR (default .)\n"
                                    "\t-S    \t\tShow server response\n"
                                    "\t-T SEC\t\tNetwork read timeout is SEC seconds\n"
                                    "\t-O FILE\t\tSave to FILE ('-' for stdout)\n"
                                    "\t-o LOGFILE\tLog messages to FILE\n"
                                    "\t-U STR\t\tUse STR for User-Agent header\n"
                                    "\t-Y on/off\tUse proxy\n");
    return 1;
}

static int read_post_file(struct wget *wget, const char *path)
{
    const char *problem;
    const struct value *file = process_file(wget->process, path, &problem);
    if (!file) {
        process_complain(wget->process, "wget: can't open '%s': %s\n", path, problem);
        return 1;
    }
    wget->post = arena_copy(wget->arena, file_data(file));
    return -1;
}

/* -o: what wget says goes into a file. */
static int redirect_messages(struct wget *wget, const char *path)
{
    const char *problem;
    struct stream *stream = stream_to_file(wget->process, path, false, &problem);
    if (!stream) {
        process_complain(wget->process, "wget: can't open '%s': %s\n", path, problem);
        return 1;
    }
    process_set_stream(wget->process, STREAM_ERROR, stream);
    stream_unref(stream);
    wget->logged = true;
    return -1;
}

static int set_option(struct wget *wget, const struct flag *flag, const char *value)
{
    int64_t seconds;
    if (text_equal(flag->name, "header"))
        value_append(wget->arena, wget->headers, value_text(wget->arena, value));
    else if (text_equal(flag->name, "post-data"))
        wget->post = value;
    else if (text_equal(flag->name, "spider"))
        wget->spider = true;
    else if (text_equal(flag->name, "post-file"))
        return read_post_file(wget, value);
    else if (text_equal(flag->name, "output-file"))
        return redirect_messages(wget, value);
    else if (text_equal(flag->name, "continue")) {
        process_complain(wget->process, "wget: not simulated: -c\n");
        return 1;
    }
    wget->quiet |= flag->letter == 'q';
    wget->show_headers |= flag->letter == 'S';
    if (flag->letter == 'O')
        wget->output = value;
    else if (flag->letter == 'P')
        wget->directory = value;
    else if (flag->letter == 'U')
        wget->agent = value;
    else if (flag->letter == 'T') {
        if (!slice_to_integer(slice_of(value), &seconds) || seconds < 0 || seconds > INT32_MAX) {
            process_complain(wget->process, "wget: invalid number '%s'\n", value);
            return 1;
        }
        wget->patience = SECONDS(seconds);
    }
    return -1;
}

/* -1: go on; otherwise the exit status. */
static int read_long(struct wget *wget, int count, char *const *words, int *at)
{
    struct slice rest = slice_of(words[*at] + 2), name;
    slice_next(&rest, '=', &name);
    const struct flag *flag = flags;
    while ((flag->name || flag->letter) && !(flag->name && slice_is(name, flag->name)))
        flag++;
    if (!flag->name)
        return refuse_option(wget, "wget: unrecognized option: %s\n", words[*at] + 2);
    if (!flag->value)
        return set_option(wget, flag, NULL);
    if (!rest.data && *at + 1 == count)
        return refuse_option(wget, "wget: option requires an argument: %s\n", flag->name);
    return set_option(wget, flag, rest.data ? rest.data : words[++*at]);
}

static int read_letters(struct wget *wget, int count, char *const *words, int *at)
{
    for (const char *letter = words[*at] + 1; *letter; letter++) {
        const struct flag *flag = flags;
        while ((flag->name || flag->letter) && flag->letter != *letter)
            flag++;
        const char *shown = arena_format(wget->arena, "%c", *letter);
        if (!flag->letter)
            return refuse_option(wget, "wget: unrecognized option: %s\n", shown);
        int status = flag->value ? -1 : set_option(wget, flag, NULL);
        if (status >= 0)
            return status;
        if (!flag->value)
            continue;
        if (!letter[1] && *at + 1 == count)
            return refuse_option(wget, "wget: option requires an argument: %s\n", shown);
        return set_option(wget, flag, letter[1] ? letter + 1 : words[++*at]);
    }
    return -1;
}

static int read_words(struct wget *wget, int count, char *const *words)
{
    for (int i = 1; i < count; i++) {
        int status = -1;
        if (text_starts(words[i], "--"))
            status = read_long(wget, count, words, &i);
        else if (words[i][0] == '-' && words[i][1])
            status = read_letters(wget, count, words, &i);
        else
            wget->given = words[i];
        if (status >= 0)
            return status;
    }
    return wget->given ? -1 : refuse_option(wget, "%s", "");
}

/* NULL: refused, and said. */
static const char *find_url(struct wget *wget)
{
    const char *problem = url_parse(wget->arena, wget->given, false, &wget->url);
    if (text_equal(wget->url.scheme, "https")) {
        process_complain(wget->process, "wget: not simulated: TLS (https://%s)\n", wget->url.host);
        return NULL;
    }
    if (text_equal(wget->url.scheme, "ftp")) {
        process_complain(wget->process, "wget: not simulated: ftp (%s)\n", wget->given);
        return NULL;
    }
    if (problem || !text_equal(wget->url.scheme, "http")) {
        process_complain(wget->process, "wget: not an http or ftp url: %s\n", wget->given);
        return NULL;
    }
    const char *address = value_string_of(value_at(process_resolve(wget->process, wget->url.host), 0));
    if (*address)
        return arena_text(wget->arena, address);
    process_complain(wget->process, "wget: bad address '%s'\n", url_host_header(wget->arena, &wget->url));
    return NULL;
}

static bool open_connection(struct wget *wget, const char *address)
{
    const char *problem = "";
    if (!wget->quiet && !wget->connected)
        process_complain(wget->process, "Connecting to %s (%s:%d)\n", url_host_header(wget->arena, &wget->url),
                         address, wget->url.port);
    struct instant until = instant_add(process_now(wget->process), wget->patience);
    wget->connection = process_connect(wget->process, address, wget->url.port, until, &problem);
    if (wget->connection)
        return true;
    if (instant_compare(process_now(wget->process), until) >= 0)
        process_complain(wget->process, "wget: download timed out\n");
    else
        process_complain(wget->process, "wget: can't connect to remote host (%s): %s\n", address,
                         text_equal(problem, "Connection timed out") ? "Operation timed out" : problem);
    return false;
}

/* --header may name what wget would send by itself. */
static bool is_given(const struct wget *wget, const char *name)
{
    for (size_t i = 0; i < value_count(wget->headers); i++) {
        struct slice line = value_slice(value_at(wget->headers, i));
        if (slice_is_nocase(slice_part(line, 0, slice_find_byte(line, ':')), name))
            return true;
    }
    return false;
}

static void send_request(struct wget *wget)
{
    struct buffer out = {0};
    const char *query = wget->url.query;
    const char *method = wget->post ? "POST" : wget->spider ? "HEAD" : "GET";
    buffer_format(&out, "%s %s%s%s HTTP/1.1\r\n", method, wget->url.path, query ? "?" : "", query ? query : "");
    if (!is_given(wget, "Host"))
        buffer_format(&out, "Host: %s\r\n", url_host_header(wget->arena, &wget->url));
    if (!is_given(wget, "User-Agent"))
        buffer_format(&out, "User-Agent: %s\r\n", wget->agent);
    buffer_add_text(&out, "Connection: close\r\n");
    if (wget->url.user && !is_given(wget, "Authorization")) {
        buffer_add_text(&out, "Authorization: Basic ");
        base64_add(&out, slice_of(wget->url.user), BASE64_PLAIN, true);
        buffer_add_text(&out, "\r\n");
    }
    for (size_t i = 0; i < value_count(wget->headers); i++)
        buffer_format(&out, "%s\r\n", value_string_of(value_at(wget->headers, i)));
    if (wget->post && !is_given(wget, "Content-Type"))
        buffer_add_text(&out, "Content-Type: application/x-www-form-urlencoded\r\n");
    if (wget->post)
        buffer_format(&out, "Content-Length: %zu\r\n", strlen(wget->post));
    buffer_format(&out, "\r\n%s", wget->post ? wget->post : "");
    struct slice bytes = {arena_copy(wget->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    process_send(wget->process, wget->connection, bytes);
}

/* The connection ended in the middle of a body: what has come of it, when the head is there. */
static bool take_part(struct wget *wget)
{
    struct slice bytes = buffer_slice(&wget->received);
    size_t head = slice_find(bytes, SLICE("\r\n\r\n")), used;
    struct http_parser parser = {.response = true, .head = true};
    if (head == bytes.length || http_parse(&parser, bytes, &wget->message, &used) != HTTP_COMPLETE)
        return false;
    bool chunked = slice_is_nocase(http_value(&wget->message, "transfer-encoding"), "chunked");
    wget->message.body = chunked ? buffer_slice(&wget->parser.body) : slice_part(bytes, used, bytes.length);
    wget->cut = !chunked;
    return true;
}

static bool receive(struct wget *wget)
{
    size_t used;
    wget->parser = (struct http_parser){.response = true, .head = wget->spider && !wget->post};
    for (;;) {
        enum http_state state = http_parse(&wget->parser, buffer_slice(&wget->received), &wget->message, &used);
        if (state == HTTP_COMPLETE && wget->message.status >= 200)
            return true;
        if ((state == HTTP_INVALID || wget->parser.ended) && take_part(wget))
            return true;
        if (state == HTTP_INVALID || wget->parser.ended) {
            process_complain(wget->process, "wget: error getting response\n");
            return false;
        }
        if (state == HTTP_COMPLETE) {
            buffer_drop_front(&wget->received, used);
            continue;
        }
        struct instant until = instant_add(process_now(wget->process), wget->patience);
        switch (process_receive(wget->process, wget->connection, &wget->received, until)) {
        case RECEIVE_DATA:
            break;
        case RECEIVE_END:
            wget->parser.ended = true;
            break;
        case RECEIVE_RESET:
            process_complain(wget->process, "wget: error getting response: Connection reset by peer\n");
            return false;
        case RECEIVE_TIMEOUT:
            process_complain(wget->process, "wget: download timed out\n");
            return false;
        }
    }
}

static void show_headers(struct wget *wget)
{
    const struct http_message *message = &wget->message;
    if (!wget->show_headers)
        return;
    process_complain(wget->process, "  HTTP/1.%d %d %.*s\n", message->minor, message->status,
                     (int)message->reason.length, message->reason.data);
    for (size_t i = 0; i < message->header_count; i++)
        process_complain(wget->process, "  %.*s: %.*s\n", (int)message->headers[i].name.length,
                         message->headers[i].name.data, (int)message->headers[i].value.length,
                         message->headers[i].value.data);
    process_complain(wget->process, "  \n");
}

static const char *file_name(struct wget *wget)
{
    const char *name = strrchr(wget->url.path, '/') + 1;
    if (wget->output)
        return wget->output;
    name = *name ? name : "index.html";
    return wget->directory ? arena_format(wget->arena, "%s/%s", wget->directory, name) : name;
}

static void show_bar(struct wget *wget, const char *name, size_t size)
{
    enum { STARS = 32 };
    const char *slash = strrchr(name, '/');
    struct buffer stars = {0};
    buffer_add_repeated(&stars, '*', STARS);
    const char *bar = arena_copy(wget->arena, buffer_slice(&stars));
    buffer_release(&stars);
    process_complain(wget->process, "%-20.20s 100%% |%s| %5zu  0:00:00 ETA\n", slash ? slash + 1 : name, bar,
                     size);
}

static int save(struct wget *wget)
{
    const char *name = file_name(wget);
    struct slice body = wget->message.body;
    bool standard = text_equal(name, "-");
    if (wget->spider) {
        if (!wget->quiet)
            process_complain(wget->process, "remote file exists\n");
        return 0;
    }
    struct slice copy = {arena_copy(wget->arena, body), body.length};
    const char *problem = NULL;
    if (!standard && !text_equal(name, "/dev/null"))
        problem = process_write_file(wget->process, name, copy);
    if (problem) {
        process_complain(wget->process, "wget: can't open '%s': %s\n", name, problem);
        return 1;
    }
    if (!wget->quiet && standard)
        process_complain(wget->process, "writing to stdout\n");
    else if (!wget->quiet)
        process_complain(wget->process, "saving to '%s'\n", name);
    if (standard)
        process_write(wget->process, STREAM_OUT, copy);
    if (wget->cut) {
        process_complain(wget->process, "wget: connection closed prematurely\n");
        return 1;
    }
    if (wget->quiet)
        return 0;
    if (!wget->logged)
        show_bar(wget, name, copy.length);
    if (standard)
        process_complain(wget->process, "written to stdout\n");
    else
        process_complain(wget->process, "'%s' saved\n", name);
    return 0;
}

/* One request: an exit status, or -1 for a redirect, whose target is wget->given then. */
static int fetch(struct wget *wget)
{
    const char *address = find_url(wget);
    if (!address || !open_connection(wget, address))
        return 1;
    send_request(wget);
    bool received = receive(wget);
    process_disconnect(wget->process, wget->connection);
    if (!received)
        return 1;
    show_headers(wget);
    int status = wget->message.status;
    struct slice location = http_value(&wget->message, "location");
    if ((status == 301 || status == 302 || status == 303 || status == 307 || status == 308) &&
        location.length) {
        /* busybox takes what begins with no slash for a whole URL */
        const char *target = arena_copy(wget->arena, location);
        wget->connected = location.data[0] == '/';
        wget->given = wget->connected ? url_resolve(wget->arena, &wget->url, target) : target;
        return -1;
    }
    if (status / 100 == 2)
        return save(wget);
    process_complain(wget->process, "wget: server returned error: HTTP/1.%d %d %.*s\n", wget->message.minor,
                     status, (int)wget->message.reason.length, wget->message.reason.data);
    return 1;
}

static int run(struct process *process, int count, char *const *words)
{
    enum { REDIRECTS = 5 };
    struct wget *wget = arena_allocate(process->arena, sizeof *wget);
    wget->process = process;
    wget->arena = process->arena;
    wget->agent = "Wget";
    wget->patience = SECONDS(900);
    wget->headers = value_array(process->arena);
    process_own(process, (void (*)(void *))buffer_release, &wget->received);
    process_own(process, (void (*)(void *))http_parser_release, &wget->parser);
    int status = read_words(wget, count, words);
    if (status >= 0)
        return status;
    for (int i = 0; i <= REDIRECTS; i++) {
        status = fetch(wget);
        if (status >= 0)
            return status;
        http_parser_release(&wget->parser);
        buffer_clear(&wget->received);
    }
    process_complain(process, "wget: too many redirections\n");
    return 1;
}

const struct program wget_program = {
    .name = "wget",
    .usage = "wget [-qS] [-O FILE] [--header STR] [--post-data STR] [-T SEC] URL",
    .help = "Retrieve a file over HTTP",
    .flags = flags,
    .starts = MILLISECONDS(2),
    .pod_only = true,
    .run = run,
};

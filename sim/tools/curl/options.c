#include "tools/curl/options.h"

#include <string.h>

enum kind {
    KIND_SWITCH,  /* bool; also as --no-NAME */
    KIND_OFF,     /* bool, set by --no-NAME, cleared by --NAME */
    KIND_TEXT,    /* const char * */
    KIND_SECONDS, /* struct duration, with a fraction */
    KIND_NUMBER,  /* int64_t */
    KIND_LIST,    /* struct value *, an array */
    KIND_DATA,    /* a function of data.c */
    KIND_OUTPUT,  /* -o */
    KIND_REMOTE,  /* -O */
    KIND_URL,     /* --url */
    KIND_HELP,
    KIND_VERSION,
    KIND_ABSENT, /* real, not simulated: a switch */
    KIND_ABSENT_TEXT,
};

/* OPTION(letter, name, kind, field, value, help) */
#define CURL_OPTIONS(OPTION)                                                                                   \
    OPTION('b', "cookie", LIST, cookies, "data|filename", "Send cookies from string/load from file")           \
    OPTION('c', "cookie-jar", TEXT, cookie_jar, "filename", "Save cookies to <filename> after operation")      \
    OPTION(0, "compressed", SWITCH, nothing, NULL, "Request compressed response")                              \
    OPTION(0, "connect-timeout", SECONDS, connect_timeout, "seconds", "Maximum time allowed to connect")       \
    OPTION(0, "create-dirs", SWITCH, create_directories, NULL, "Create necessary local directory hierarchy")   \
    OPTION('d', "data", DATA, nothing, "data", "HTTP POST data")                                               \
    OPTION(0, "data-ascii", DATA, nothing, "data", "HTTP POST ASCII data")                                     \
    OPTION(0, "data-binary", DATA, nothing, "data", "HTTP POST binary data")                                   \
    OPTION(0, "data-raw", DATA, nothing, "data", "HTTP POST data, '@' allowed")                                \
    OPTION(0, "data-urlencode", DATA, nothing, "data", "HTTP POST data URL encoded")                           \
    OPTION('q', "disable", SWITCH, nothing, NULL, "Disable .curlrc")                                           \
    OPTION('D', "dump-header", TEXT, dump_header, "filename", "Write the received headers to <filename>")      \
    OPTION('f', "fail", SWITCH, fail, NULL, "Fail fast with no output on HTTP errors")                         \
    OPTION(0, "fail-early", SWITCH, fail_early, NULL, "Fail on first transfer error")                          \
    OPTION(0, "fail-with-body", SWITCH, fail_with_body, NULL, "Fail on HTTP errors but save the body")         \
    OPTION('G', "get", SWITCH, get, NULL, "Put the post data in the URL and use GET")                          \
    OPTION('g', "globoff", SWITCH, no_glob, NULL, "Disable URL globbing with {} and []")                       \
    OPTION('I', "head", SWITCH, head, NULL, "Show document info only")                                         \
    OPTION('H', "header", LIST, headers, "header/@file", "Pass custom header(s) to server")                    \
    OPTION('h', "help", HELP, nothing, NULL, "Get help for commands")                                          \
    OPTION('0', "http1.0", SWITCH, http10, NULL, "Use HTTP/1.0")                                               \
    OPTION(0, "http1.1", SWITCH, nothing, NULL, "Use HTTP/1.1")                                                \
    OPTION(0, "http2", SWITCH, http2, NULL, "Use HTTP/2")                                                      \
    OPTION(0, "http2-prior-knowledge", ABSENT, nothing, NULL, "Use HTTP/2 without HTTP/1.1 Upgrade")           \
    OPTION(0, "include", SWITCH, include, NULL, "Show response headers in output")                             \
    OPTION('k', "insecure", SWITCH, nothing, NULL, "Allow insecure server connections")                        \
    OPTION('4', "ipv4", SWITCH, nothing, NULL, "Resolve names to IPv4 addresses")                              \
    OPTION('6', "ipv6", SWITCH, ipv6, NULL, "Resolve names to IPv6 addresses")                                 \
    OPTION(0, "json", DATA, nothing, "data", "HTTP POST JSON")                                                 \
    OPTION('j', "junk-session-cookies", SWITCH, nothing, NULL, "Ignore session cookies read from file")        \
    OPTION(0, "keepalive-time", TEXT, nowhere, "seconds", "Interval time for keepalive probes")                \
    OPTION('L', "location", SWITCH, follow, NULL, "Follow redirects")                                          \
    OPTION(0, "location-trusted", SWITCH, follow_trusted, NULL, "As --location, and send auth to other hosts") \
    OPTION(0, "max-redirs", NUMBER, redirects, "num", "Maximum number of redirects allowed")                   \
    OPTION('m', "max-time", SECONDS, max_time, "seconds", "Maximum time allowed for transfer")                 \
    OPTION('N', "no-buffer", SWITCH, nothing, NULL, "Disable buffering of the output stream")                  \
    OPTION(0, "noproxy", TEXT, nowhere, "no-proxy-list", "List of hosts which do not use proxy")               \
    OPTION(0, "oauth2-bearer", TEXT, bearer, "token", "OAuth 2 Bearer Token")                                  \
    OPTION('o', "output", OUTPUT, nothing, "file", "Write to file instead of stdout")                          \
    OPTION(0, "output-dir", TEXT, directory, "dir", "Directory to save files in")                              \
    OPTION(0, "path-as-is", SWITCH, path_as_is, NULL, "Do not squash .. sequences in URL path")                \
    OPTION(0, "post301", SWITCH, keep_post_301, NULL, "Do not switch to GET after a 301 redirect")             \
    OPTION(0, "post302", SWITCH, keep_post_302, NULL, "Do not switch to GET after a 302 redirect")             \
    OPTION(0, "post303", SWITCH, keep_post_303, NULL, "Do not switch to GET after a 303 redirect")             \
    OPTION('#', "progress-bar", SWITCH, bar, NULL, "Display transfer progress as a bar")                       \
    OPTION(0, "progress-meter", OFF, no_meter, NULL, "Display the progress meter")                             \
    OPTION('r', "range", TEXT, range, "range", "Retrieve only the bytes within RANGE")                         \
    OPTION('e', "referer", TEXT, referer, "URL", "Referrer URL")                                               \
    OPTION('O', "remote-name", REMOTE, nothing, NULL, "Write output to file named as remote file")             \
    OPTION(0, "remote-name-all", SWITCH, all_remote, NULL, "Use the remote file name for all URLs")            \
    OPTION('X', "request", TEXT, method, "method", "Specify request method to use")                            \
    OPTION(0, "request-target", TEXT, request_target, "path", "Specify the target for this request")           \
    OPTION(0, "resolve", LIST, resolve, "[+]host:port:addr[,addr]...", "Resolve host+port to address")         \
    OPTION(0, "retry", NUMBER, retries, "num", "Retry request if transient problems occur")                    \
    OPTION(0, "retry-all-errors", SWITCH, retry_all, NULL, "Retry all errors (with --retry)")                  \
    OPTION(0, "retry-connrefused", SWITCH, retry_refused, NULL, "Retry on connection refused (with --retry)")  \
    OPTION(0, "retry-delay", SECONDS, retry_delay, "seconds", "Wait time between retries")                     \
    OPTION(0, "retry-max-time", SECONDS, retry_max_time, "seconds", "Retry only within this period")           \
    OPTION('S', "show-error", SWITCH, show_error, NULL, "Show error even when -s is used")                     \
    OPTION('i', "show-headers", SWITCH, include, NULL, "Show response headers in output")                      \
    OPTION('s', "silent", SWITCH, silent, NULL, "Silent mode")                                                 \
    OPTION(0, "tcp-nodelay", SWITCH, nothing, NULL, "Set TCP_NODELAY")                                         \
    OPTION('T', "upload-file", TEXT, upload, "file", "Transfer local FILE to destination")                     \
    OPTION(0, "url", URL, nothing, "url/file", "URL(s) to work with")                                          \
    OPTION('u', "user", TEXT, user, "user:password", "Server user and password")                               \
    OPTION('A', "user-agent", TEXT, agent, "name", "Send User-Agent <name> to server")                         \
    OPTION('v', "verbose", SWITCH, verbose, NULL, "Make the operation more talkative")                         \
    OPTION('V', "version", VERSION, nothing, NULL, "Show version number and quit")                             \
    OPTION('w', "write-out", TEXT, write_out, "format", "Output FORMAT after completion")                      \
    /* TLS is not simulated; these change nothing on http:// */                                                \
    OPTION(0, "cacert", TEXT, nowhere, "file", "CA certificate to verify peer against")                        \
    OPTION(0, "capath", TEXT, nowhere, "dir", "CA directory to verify peer against")                           \
    OPTION('E', "cert", TEXT, nowhere, "certificate[:password]", "Client certificate file and password")       \
    OPTION(0, "cert-type", TEXT, nowhere, "type", "Certificate type (DER/PEM/ENG/PROV/P12)")                   \
    OPTION(0, "key", TEXT, nowhere, "key", "Private key filename")                                             \
    OPTION('1', "tlsv1", SWITCH, nothing, NULL, "TLSv1.0 or greater")                                          \
    OPTION(0, "tlsv1.2", SWITCH, nothing, NULL, "TLSv1.2 or greater")                                          \
    OPTION(0, "tlsv1.3", SWITCH, nothing, NULL, "TLSv1.3 or greater")                                          \
    /* real options that ambit does not simulate */                                                            \
    OPTION(0, "abstract-unix-socket", ABSENT_TEXT, nothing, "path", "Connect via abstract Unix domain socket") \
    OPTION('a', "append", ABSENT, nothing, NULL, "Append to target file when uploading")                       \
    OPTION(0, "aws-sigv4", ABSENT_TEXT, nothing, "provider", "AWS V4 signature auth")                          \
    OPTION('K', "config", ABSENT_TEXT, nothing, "file", "Read config from a file")                             \
    OPTION(0, "connect-to", ABSENT_TEXT, nothing, "HOST1:PORT1:HOST2:PORT2",                                   \
           "Connect to host2 instead of host1")                                                                \
    OPTION('C', "continue-at", ABSENT_TEXT, nothing, "offset", "Resumed transfer offset")                      \
    OPTION(0, "digest", ABSENT, nothing, NULL, "HTTP Digest Authentication")                                   \
    OPTION('F', "form", ABSENT_TEXT, nothing, "name=content", "Specify multipart MIME data")                   \
    OPTION(0, "form-string", ABSENT_TEXT, nothing, "name=string", "Specify multipart MIME data")               \
    OPTION(0, "haproxy-protocol", ABSENT, nothing, NULL, "Send HAProxy PROXY protocol v1 header")              \
    OPTION(0, "http3", ABSENT, nothing, NULL, "Use HTTP/3")                                                    \
    OPTION(0, "interface", ABSENT_TEXT, nothing, "name", "Use network interface")                              \
    OPTION(0, "libcurl", ABSENT_TEXT, nothing, "file", "Generate libcurl code for this command line")          \
    OPTION(0, "limit-rate", ABSENT_TEXT, nothing, "speed", "Limit transfer speed to RATE")                     \
    OPTION(0, "local-port", ABSENT_TEXT, nothing, "range", "Use a local port number within RANGE")             \
    OPTION('n', "netrc", ABSENT, nothing, NULL, "Must read .netrc for username and password")                  \
    OPTION(':', "next", ABSENT, nothing, NULL, "Make next URL use separate options")                           \
    OPTION('Z', "parallel", ABSENT, nothing, NULL, "Perform transfers in parallel")                            \
    OPTION('x', "proxy", ABSENT_TEXT, nothing, "[protocol://]host[:port]", "Use this proxy")                   \
    OPTION('J', "remote-header-name", ABSENT, nothing, NULL, "Use the header-provided filename")               \
    OPTION('R', "remote-time", ABSENT, nothing, NULL, "Set remote file's time on local output")                \
    OPTION('Y', "speed-limit", ABSENT_TEXT, nothing, "speed", "Stop transfers slower than this")               \
    OPTION('y', "speed-time", ABSENT_TEXT, nothing, "seconds", "Trigger 'speed-limit' abort after this time")  \
    OPTION('z', "time-cond", ABSENT_TEXT, nothing, "time", "Transfer based on a time condition")               \
    OPTION(0, "trace", ABSENT_TEXT, nothing, "file", "Write a debug trace to FILE")                            \
    OPTION(0, "trace-ascii", ABSENT_TEXT, nothing, "file", "Like --trace, but without hex output")             \
    OPTION(0, "trace-time", ABSENT, nothing, NULL, "Add time stamps to trace/verbose output")                  \
    OPTION(0, "unix-socket", ABSENT_TEXT, nothing, "path", "Connect through this Unix domain socket")

const struct flag curl_flags[] = {
#define CURL_FLAG(letter_, name_, kind_, field_, value_, help_)                                                \
    {.name = name_, .letter = letter_, .value = value_, .help = help_},
    CURL_OPTIONS(CURL_FLAG)
#undef CURL_FLAG
        {0},
};

struct meaning {
    enum kind kind;
    size_t field; /* its place in struct curl_options */
};

static const struct meaning meanings[] = {
#define CURL_MEANING(letter_, name_, kind_, field_, value_, help_)                                             \
    {KIND_##kind_, offsetof(struct curl_options, field_)},
    CURL_OPTIONS(CURL_MEANING)
#undef CURL_MEANING
};

static const struct {
    const char *name;
    bool (*add)(struct curl_options *options, struct process *process, const char *text);
} data_options[] = {
    {"data", curl_add_data},
    {"data-ascii", curl_add_data},
    {"data-binary", curl_add_data_binary},
    {"data-raw", curl_add_data_raw},
    {"data-urlencode", curl_add_data_encoded},
    {"json", curl_add_json},
};

struct reader {
    struct curl_options *options;
    struct process *process;
    int count, at; /* words, and the one that comes next */
    char *const *words;
    const char *word; /* the one being read, as it stands */
    int status;
};

static enum curl_verdict refuse(struct reader *reader, int status, const char *problem)
{
    process_complain(reader->process,
                     "curl: option %s: %s\n"
                     "curl: try 'curl --help' for more information\n",
                     reader->word, problem);
    reader->status = status;
    return CURL_REFUSED;
}

static bool is_number(const char *text, bool fraction)
{
    size_t digits = 0, dots = 0;
    for (; *text; text++) {
        digits += ascii_is_digit(*text);
        dots += *text == '.';
        if (!ascii_is_digit(*text) && !(fraction && *text == '.'))
            return false;
    }
    return digits > 0 && digits < 16 && dots < 2;
}

static struct duration seconds_of(const char *text)
{
    int64_t nanoseconds = 0, unit = 1000000000;
    for (; *text && *text != '.'; text++)
        nanoseconds = nanoseconds * 10 + (*text - '0');
    nanoseconds = nanoseconds < 1000000000 ? nanoseconds * unit : unit * 1000000000;
    for (text += *text == '.'; *text && unit > 1; text++)
        nanoseconds += (*text - '0') * (unit /= 10);
    return (struct duration){nanoseconds};
}

static struct curl_target *new_target(struct reader *reader, struct curl_target **link)
{
    return *link = arena_allocate(reader->process->arena, sizeof **link);
}

static void add_url(struct reader *reader, const char *url)
{
    struct curl_target **link = &reader->options->targets;
    while (*link && (*link)->url)
        link = &(*link)->next;
    struct curl_target *target = *link ? *link : new_target(reader, link);
    target->url = url;
}

static void add_output(struct reader *reader, const char *output)
{
    struct curl_target **link = &reader->options->targets;
    while (*link && (*link)->has_output)
        link = &(*link)->next;
    struct curl_target *target = *link ? *link : new_target(reader, link);
    target->has_output = true;
    target->output = output;
    target->remote_name = output == NULL;
}

static enum curl_verdict set_data(struct reader *reader, const char *name, const char *value)
{
    enum { READ_ERROR = 26 };
    for (size_t i = 0; i < sizeof data_options / sizeof *data_options; i++) {
        if (text_equal(data_options[i].name, name) &&
            !data_options[i].add(reader->options, reader->process, value))
            return refuse(reader, READ_ERROR, "error encountered when reading a file");
    }
    return CURL_GO;
}

static enum curl_verdict set_number(struct reader *reader, enum kind kind, void *field, const char *value)
{
    if (value[0] == '-' && is_number(value + 1, true))
        return refuse(reader, 2, "expected a positive numerical parameter");
    if (!is_number(value, kind == KIND_SECONDS))
        return refuse(reader, 2, "expected a proper numerical parameter");
    int64_t number;
    if (kind == KIND_SECONDS)
        *(struct duration *)field = seconds_of(value);
    else if (slice_to_integer(slice_of(value), &number))
        *(int64_t *)field = number;
    return CURL_GO;
}

static enum curl_verdict not_simulated(struct reader *reader, size_t row)
{
    process_complain(reader->process, "curl: not simulated: --%s\n", curl_flags[row].name);
    reader->status = 2;
    return CURL_REFUSED;
}

static enum curl_verdict print_help(struct reader *reader)
{
    curl_print_help(reader->process, reader->at < reader->count ? reader->words[reader->at] : NULL);
    return CURL_DONE;
}

static enum curl_verdict apply(struct reader *reader, size_t row, const char *value, bool on)
{
    void *field = (char *)reader->options + meanings[row].field;
    switch (meanings[row].kind) {
    case KIND_SWITCH:
        *(bool *)field = on;
        return CURL_GO;
    case KIND_OFF:
        *(bool *)field = !on;
        return CURL_GO;
    case KIND_TEXT:
        *(const char **)field = value;
        return CURL_GO;
    case KIND_SECONDS:
    case KIND_NUMBER:
        return set_number(reader, meanings[row].kind, field, value);
    case KIND_LIST:
        value_append(reader->process->arena, *(struct value **)field,
                     value_text(reader->process->arena, value));
        return CURL_GO;
    case KIND_DATA:
        return set_data(reader, curl_flags[row].name, value);
    case KIND_OUTPUT:
    case KIND_REMOTE:
        add_output(reader, value);
        return CURL_GO;
    case KIND_URL:
        add_url(reader, value);
        return CURL_GO;
    case KIND_HELP:
        return print_help(reader);
    case KIND_VERSION:
        curl_print_version(reader->process);
        return CURL_DONE;
    case KIND_ABSENT:
    case KIND_ABSENT_TEXT:
        return not_simulated(reader, row);
    }
    return CURL_GO;
}

/* A row that takes a value gets [glued], or the next word. */
static enum curl_verdict read_value(struct reader *reader, size_t row, const char *glued)
{
    if (glued)
        return apply(reader, row, glued, true);
    if (reader->at == reader->count)
        return refuse(reader, 2, "requires parameter");
    return apply(reader, row, reader->words[reader->at++], true);
}

static enum curl_verdict read_long(struct reader *reader, const char *name)
{
    bool off = text_starts(name, "no-");
    for (size_t i = 0; curl_flags[i].name; i++) {
        if (text_equal(curl_flags[i].name, name))
            return curl_flags[i].value ? read_value(reader, i, NULL) : apply(reader, i, NULL, true);
        bool can_be_off = meanings[i].kind == KIND_SWITCH || meanings[i].kind == KIND_OFF;
        if (off && can_be_off && text_equal(curl_flags[i].name, name + 3))
            return apply(reader, i, NULL, false);
    }
    return refuse(reader, 2, "is unknown");
}

static enum curl_verdict read_letters(struct reader *reader, const char *letters)
{
    while (*letters) {
        size_t row = 0;
        while (curl_flags[row].name && curl_flags[row].letter != *letters)
            row++;
        if (!curl_flags[row].name)
            return refuse(reader, 2, "is unknown");
        letters++;
        if (curl_flags[row].value)
            return read_value(reader, row, *letters ? letters : NULL);
        enum curl_verdict verdict = apply(reader, row, NULL, true);
        if (verdict != CURL_GO)
            return verdict;
    }
    return CURL_GO;
}

static enum curl_verdict check_whole(struct reader *reader)
{
    struct curl_options *options = reader->options;
    if (!options->targets || !options->targets->url) {
        process_complain(reader->process, "%scurl: try 'curl --help' for more information\n",
                         reader->count > 1 ? "curl: (2) no URL specified\n" : "");
        reader->status = 2;
        return CURL_REFUSED;
    }
    if (options->fail && options->fail_with_body)
        options->fail = false;
    if (options->has_data && options->head && !options->get) {
        if (!options->silent)
            process_complain(reader->process,
                             "Warning: You can only select one HTTP request method! You asked for both POST \n"
                             "Warning: (-d, --data) and HEAD (-I, --head).\n");
        reader->status = 2;
        return CURL_REFUSED;
    }
    options->include |= options->head;
    options->follow |= options->follow_trusted;
    return CURL_GO;
}

enum curl_verdict curl_options_parse(struct curl_options *options, struct process *process, int count,
                                     char *const *words, int *status)
{
    struct reader reader = {.options = options, .process = process, .count = count, .at = 1, .words = words};
    options->headers = value_array(process->arena);
    options->cookies = value_array(process->arena);
    options->resolve = value_array(process->arena);
    options->redirects = 50;
    enum curl_verdict verdict = CURL_GO;
    bool only_urls = false;
    while (reader.at < count && verdict == CURL_GO) {
        const char *word = reader.word = words[reader.at++];
        if (only_urls || word[0] != '-')
            add_url(&reader, word);
        else if (text_equal(word, "--"))
            only_urls = true;
        else if (word[1] == '-')
            verdict = read_long(&reader, word + 2);
        else if (word[1])
            verdict = read_letters(&reader, word + 1);
        else
            verdict = refuse(&reader, 2, "is unknown");
    }
    if (verdict == CURL_GO)
        verdict = check_whole(&reader);
    *status = reader.status;
    return verdict;
}

/* Options whose value is more than a text or a number. */
#include <string.h>

#include "tools/curl/options.h"

bool curl_choose_request(struct curl_reader *reader, enum curl_request request)
{
    static const char *const names[] = {"",
                                        "GET (-G, --get)",
                                        "HEAD (-I, --head)",
                                        "multipart formpost (-F, --form)",
                                        "POST (-d, --data)",
                                        "PUT (-T, --upload-file)"};
    struct curl_options *options = reader->options;
    if (options->request == REQUEST_PLAIN || options->request == request) {
        options->request = request;
        return true;
    }
    curl_reader_warn(reader, "You can only select one HTTP request method! You asked for both %s and %s.",
                     names[request], names[options->request]);
    return false;
}

static enum curl_verdict bad_use(struct curl_reader *reader)
{
    return curl_refuse(reader, 2, "is badly used here");
}

static enum curl_verdict set_data(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    enum { READ_ERROR = 26 };
    (void)on;
    return curl_add_data(reader, name, value)
               ? CURL_GO
               : curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
}

static enum curl_verdict set_query(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    enum { READ_ERROR = 26 };
    (void)name, (void)on;
    return curl_add_query(reader, value)
               ? CURL_GO
               : curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
}

static enum curl_verdict set_form(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)on;
    if (!curl_add_form(reader, value, text_equal(name, "form-string")))
        return bad_use(reader);
    return curl_choose_request(reader, REQUEST_FORM) ? CURL_GO : bad_use(reader);
}

static enum curl_verdict set_fail(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    struct curl_options *options = reader->options;
    bool body = text_equal(name, "fail-with-body");
    (void)value;
    *(body ? &options->fail_with_body : &options->fail) = on;
    if (!options->fail || !options->fail_with_body)
        return CURL_GO;
    return bad_use(reader);
}

/* "100", "5k", "2M", "1G": bytes. */
static enum curl_verdict set_size(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    static const char units[] = "bkmgtp";
    int64_t number;
    size_t digits = strspn(value, "0123456789");
    const char *unit = value[digits] ? strchr(units, ascii_lower(value[digits])) : units;
    (void)on;
    if (!digits || digits > 12 || !slice_to_integer(slice_part(slice_of(value), 0, digits), &number) || !unit ||
        (value[digits] && value[digits + 1])) {
        if (digits && !unit)
            curl_reader_warn(reader, "unsupported %s unit. Use G, M, K or B",
                             text_equal(name, "limit-rate") ? "rate" : name);
        else
            curl_reader_warn(reader, "invalid number specified for %s",
                             text_equal(name, "limit-rate") ? "rate" : name);
        return bad_use(reader);
    }
    number <<= 10 * (unit - units);
    *(text_equal(name, "limit-rate") ? &reader->options->rate : &reader->options->largest) = number;
    return CURL_GO;
}

static enum curl_verdict set_output(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    struct curl_target *target = curl_reader_output(reader);
    bool remote = text_equal(name, "remote-name");
    if (!remote && !*value)
        return curl_refuse(reader, 2, "blank argument where content is expected");
    target->has_output = true;
    target->output = value;
    target->remote_name = remote && on;
    return CURL_GO;
}

static enum curl_verdict set_upload(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    struct curl_target *target = curl_reader_upload(reader);
    (void)name, (void)on;
    target->has_upload = true;
    target->upload = *value ? value : NULL;
    return CURL_GO;
}

static enum curl_verdict set_url(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)on;
    if (!*value)
        return curl_refuse(reader, 2, "blank argument where content is expected");
    curl_reader_url(reader, value);
    return CURL_GO;
}

static enum curl_verdict set_header(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    enum { READ_ERROR = 26 };
    struct arena *arena = reader->process->arena;
    struct slice file, line;
    int number = 0;
    (void)name, (void)on;
    if (value[0] != '@') {
        value_append(arena, reader->options->headers, value_text(arena, value));
        return CURL_GO;
    }
    if (!curl_read_file(reader->process, value + 1, &file)) {
        curl_reader_error(reader, "Failed to open %s", value + 1);
        return curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
    }
    while (curl_next_line(&file, &line, &number))
        value_append(arena, reader->options->headers, value_string(arena, line));
    return CURL_GO;
}

static enum curl_verdict set_write_out(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    enum { READ_ERROR = 26 };
    struct slice file;
    (void)name, (void)on;
    reader->options->write_out = value;
    if (value[0] != '@')
        return CURL_GO;
    if (!curl_read_file(reader->process, value + 1, &file)) {
        curl_reader_error(reader, "Failed to open %s", value + 1);
        return curl_refuse(reader, READ_ERROR, "error encountered when reading a file");
    }
    char *text = arena_copy(reader->process->arena, file);
    size_t length = 0; /* line ends do not count: tool_paramhlp.c's file2string */
    for (size_t i = 0; i < file.length; i++) {
        if (!file.data[i] || !strchr("\r\n", file.data[i]))
            text[length++] = file.data[i];
    }
    text[length] = 0;
    reader->options->write_out = text;
    return CURL_GO;
}

static enum curl_verdict set_range(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)on;
    if (reader->options->continue_at) {
        curl_reader_error(reader, "--continue-at is mutually exclusive with --range");
        return bad_use(reader);
    }
    if (strspn(value, "0123456789") == strlen(value) && *value) {
        curl_reader_warn(reader, "A specified range MUST include at least one dash (-). Appending one for you");
        value = arena_format(reader->process->arena, "%s-", value);
    } else if (strspn(value, "0123456789-,") != strlen(value)) {
        curl_reader_warn(reader,
                         "Invalid character is found in given range. A specified range MUST have only digits "
                         "in 'start'-'stop'. The server's response to this request is uncertain.");
    }
    reader->options->range = value;
    return CURL_GO;
}

static enum curl_verdict set_continue(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    const struct curl_options *options = reader->options;
    const char *other = options->range             ? "--range"
                        : options->remove_on_error ? "--remove-on-error"
                        : options->no_clobber      ? "--no-clobber"
                                                   : NULL;
    (void)name, (void)on;
    if (other) {
        curl_reader_error(reader, "--continue-at is mutually exclusive with %s", other);
        return bad_use(reader);
    }
    if (!text_equal(value, "-") && strspn(value, "0123456789") != strlen(value))
        return curl_refuse(reader, 2, "expected a proper numerical parameter");
    reader->options->continue_at = value;
    return CURL_GO;
}

static enum curl_verdict set_verbose(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    struct curl_globals *all = &reader->first->all;
    (void)name, (void)value;
    if (!on) {
        all->trace = CURL_QUIET;
        return CURL_GO;
    }
    if (all->trace == CURL_VERBOSE) {
        all->trace_ids = all->trace_time = true;
        return CURL_GO;
    }
    if (all->trace != CURL_QUIET)
        curl_reader_warn(reader, "-v, --verbose overrides an earlier trace option");
    all->trace = CURL_VERBOSE;
    all->trace_file = "%";
    return CURL_GO;
}

static enum curl_verdict set_trace(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    struct curl_globals *all = &reader->first->all;
    enum curl_trace trace = text_equal(name, "trace") ? CURL_TRACE_HEX : CURL_TRACE_ASCII;
    (void)on;
    if (all->trace != CURL_QUIET && all->trace != trace)
        curl_reader_warn(reader, "--%s overrides an earlier trace/verbose option", name);
    all->trace = trace;
    all->trace_file = value;
    return CURL_GO;
}

static enum curl_verdict set_trace_parts(struct curl_reader *reader, const char *name, const char *value,
                                         bool on)
{
    struct curl_globals *all = &reader->first->all;
    struct slice rest = slice_of(value), part;
    (void)name, (void)on;
    while (slice_next(&rest, ',', &part)) {
        part = slice_trim(part);
        bool off = slice_starts(part, "-");
        part = slice_part(part, off || slice_starts(part, "+"), part.length);
        bool every = slice_is(part, "all");
        if (every || slice_is(part, "ids"))
            all->trace_ids = !off;
        if (every || slice_is(part, "time"))
            all->trace_time = !off;
    }
    return CURL_GO;
}

static enum curl_verdict set_next(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)value, (void)on;
    if (!reader->options->targets || !reader->options->targets->url) {
        curl_reader_error(reader, "missing URL before --next");
        return bad_use(reader);
    }
    reader->options->next = arena_allocate(reader->process->arena, sizeof *reader->options);
    reader->options = reader->options->next;
    curl_options_begin(reader->options, reader->process);
    return CURL_GO;
}

static enum curl_verdict set_config(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)on;
    return curl_read_config(reader, value);
}

static enum curl_verdict set_variable(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)on;
    return curl_set_variable(reader, value);
}

/* --proto, --proto-redir: "=http,-ftp,all". Only whether http may be used is asked later (transfer.c). */
static enum curl_verdict set_protocols(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    static const char *const known[] = {"all",  "dict",  "file",   "ftp",   "ftps", "gopher", "gophers",
                                        "http", "https", "imap",   "imaps", "ipfs", "ipns",   "mqtt",
                                        "pop3", "pop3s", "rtsp",   "scp",   "sftp", "smb",    "smbs",
                                        "smtp", "smtps", "telnet", "tftp",  "ws",   "wss"};
    struct slice rest = slice_of(value), part;
    (void)on;
    while (slice_next(&rest, ',', &part)) {
        bool found = false;
        while (part.length && strchr("=+-", part.data[0]))
            part = slice_part(part, 1, part.length);
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found |= slice_is_nocase(part, known[i]);
        if (!found && part.length)
            curl_reader_warn(reader, "unrecognized protocol '%.*s'", (int)part.length, part.data);
    }
    *(text_equal(name, "proto") ? &reader->options->protocols : &reader->options->redirect_protocols) = value;
    return CURL_GO;
}

static enum curl_verdict set_clobber(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)value;
    if (!on && reader->options->continue_at) {
        curl_reader_error(reader, "--no-clobber is mutually exclusive with --continue-at");
        return bad_use(reader);
    }
    reader->options->no_clobber = !on;
    reader->options->clobber = on;
    return CURL_GO;
}

static enum curl_verdict set_redirects(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)on;
    if (text_equal(value, "-1"))
        reader->options->redirects = -1;
    else if (!slice_to_integer(slice_of(value), &reader->options->redirects) || reader->options->redirects < 0)
        return curl_refuse(reader, 2, "expected a proper numerical parameter");
    return CURL_GO;
}

static enum curl_verdict set_head(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)name, (void)value;
    reader->options->head = on;
    return curl_choose_request(reader, on ? REQUEST_HEAD : REQUEST_GET) ? CURL_GO : bad_use(reader);
}

static enum curl_verdict set_version(struct curl_reader *reader, const char *name, const char *value, bool on)
{
    (void)value, (void)on;
    reader->options->ip_version = text_equal(name, "ipv4") ? CURL_IPV4 : CURL_IPV6;
    return CURL_GO;
}

curl_option_set *curl_option_setter(const char *name)
{
    static const struct {
        const char *name;
        curl_option_set *set;
    } rows[] = {
        {"clobber", set_clobber},
        {"config", set_config},
        {"continue-at", set_continue},
        {"data", set_data},
        {"data-ascii", set_data},
        {"data-binary", set_data},
        {"data-raw", set_data},
        {"data-urlencode", set_data},
        {"fail", set_fail},
        {"fail-with-body", set_fail},
        {"form", set_form},
        {"form-string", set_form},
        {"head", set_head},
        {"header", set_header},
        {"ipv4", set_version},
        {"ipv6", set_version},
        {"json", set_data},
        {"limit-rate", set_size},
        {"max-filesize", set_size},
        {"max-redirs", set_redirects},
        {"next", set_next},
        {"output", set_output},
        {"proto", set_protocols},
        {"proto-redir", set_protocols},
        {"range", set_range},
        {"remote-name", set_output},
        {"trace", set_trace},
        {"trace-ascii", set_trace},
        {"trace-config", set_trace_parts},
        {"upload-file", set_upload},
        {"url", set_url},
        {"url-query", set_query},
        {"variable", set_variable},
        {"verbose", set_verbose},
        {"write-out", set_write_out},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text_equal(rows[i].name, name))
            return rows[i].set;
    }
    return NULL;
}

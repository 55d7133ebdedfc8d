#include "tools/builder/builder.h"
#include "tools/curl/curl.h"

#include <string.h>

/* Whether --proto or --proto-redir leaves http among the protocols: "=https", "-all,http". */
static bool allows(const char *list, const char *scheme)
{
    struct slice rest = slice_of(list), part;
    bool allowed = true;
    if (!list)
        return true;
    while (slice_next(&rest, ',', &part)) {
        char sign = '+';
        while (part.length && strchr("=+-", part.data[0])) {
            sign = part.data[0];
            part = slice_part(part, 1, part.length);
        }
        bool named = slice_is_nocase(part, "all") || slice_is_nocase(part, scheme);
        if (sign == '=')
            allowed = named;
        else if (named)
            allowed = sign == '+';
    }
    return allowed;
}

static bool check_scheme(struct transfer *transfer)
{
    static const char *const others[] = {"dict", "file", "ftp",  "ftps",  "gopher", "gophers", "imap", "imaps",
                                         "ipfs", "ipns", "mqtt", "pop3",  "pop3s",  "rtsp",    "scp",  "sftp",
                                         "smb",  "smbs", "smtp", "smtps", "telnet", "tftp",    "ws",   "wss"};
    const char *scheme = transfer->url.scheme;
    const struct curl_options *options = transfer->curl->options;
    bool redirected = transfer->followed > 0;
    if (!allows(options->protocols, scheme) || (redirected && !allows(options->redirect_protocols, scheme)))
        return curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Protocol \"%s\" disabled%s", scheme,
                         redirected ? " (in redirect)" : "");
    if (text_equal(scheme, "http") || text_equal(scheme, "https"))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (text_equal(scheme, others[i]))
            return curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "not simulated: %s://", scheme);
    }
    return curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Protocol \"%s\" not supported", scheme);
}

/* A file of the internet, where there is one (tools/builder): it comes as an answer 200 would bring it. */
static bool take_download(struct transfer *transfer, struct slice body)
{
    struct curl *curl = transfer->curl;
    process_sleep(curl->process, MILLISECONDS(300));
    transfer->status = 200;
    transfer->complete = true;
    transfer->first_byte = transfer->ready = transfer->connected = transfer->named = process_now(curl->process);
    transfer->size_download = curl->options->head ? 0 : (int64_t)body.length;
    transfer->length = (int64_t)body.length;
    meter_update(transfer, false);
    return curl->options->head || transfer_write(transfer, body);
}

static bool exchange(struct transfer *transfer)
{
    struct process *process = transfer->curl->process;
    struct slice body = {0};
    if (!process->pod) /* no cluster has a way to the internet */
        body = download_find(process, url_text(transfer->curl->arena, &transfer->url));
    if (body.data)
        return take_download(transfer, body);
    bool opened = transfer_connect(transfer);
    if (opened && text_equal(transfer->url.scheme, "https"))
        return transfer_secure(transfer);
    if (opened && !transfer->reused)
        curl_note(transfer, "using HTTP/1.x");
    return opened && transfer_send(transfer) && transfer_receive(transfer);
}

/* One request. A kept connection that turns out to be closed costs a second try on a fresh one. */
static bool request_once(struct transfer *transfer)
{
    transfer->stale = false;
    transfer->length = -1;
    transfer->location = NULL;
    if (!check_scheme(transfer))
        return false;
    bool done = exchange(transfer);
    if (!done && transfer->stale) {
        curl_note(transfer, "Connection died, retrying a fresh connect (retry count: 1)");
        transfer_disconnect(transfer, true);
        curl_note(transfer, "Issue another request to this URL: '%s'",
                  url_text(transfer->curl->arena, &transfer->url));
        done = exchange(transfer);
    }
    transfer->end = process_now(transfer->curl->process);
    meter_update(transfer, true);
    if (!done)
        transfer_disconnect(transfer, transfer->code != CURL_EMPTY_REPLY && transfer->code != CURL_RESOLVE);
    else if (transfer->keep_alive)
        curl_note(transfer, "Connection #%d to host %s left intact", transfer->connection_number,
                  transfer->connect_name);
    else
        transfer_disconnect(transfer, false);
    return done;
}

/* RFC 9110, 15.4: which redirects turn a POST into a GET. -X stays, but loses the body. */
static void change_method(struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    bool post = transfer->sends_body && !transfer->upload;
    bool change = (transfer->status == 301 && post && !options->keep_post_301) ||
                  (transfer->status == 302 && post && !options->keep_post_302) ||
                  (transfer->status == 303 && !options->head && (post ? !options->keep_post_303 : true));
    if (!change)
        return;
    if (transfer->custom_method)
        curl_note(transfer, "Stick to %s instead of GET", transfer->method);
    else if (transfer->status == 303 && transfer->sends_body)
        curl_note(transfer, "Switch to GET");
    else if (transfer->status != 303)
        curl_note(transfer, "Switch from POST to GET");
    if (!transfer->custom_method)
        transfer->method = "GET";
    transfer->sends_body = false;
    transfer->boundary = transfer->upload = NULL;
    transfer->size_upload = 0;
}

/* -e ";auto": the page that redirected. */
static void refer(struct transfer *transfer)
{
    const char *referer = transfer->curl->options->referer;
    struct url page = transfer->url;
    page.user = page.fragment = NULL;
    if (referer && text_ends(referer, ";auto"))
        transfer->referer = url_text(transfer->curl->arena, &page);
}

static bool follow(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    if (curl->options->redirects >= 0 && transfer->followed >= curl->options->redirects)
        return curl_fail(transfer, CURL_REDIRECTS, "Maximum (%lld) redirects followed",
                         (long long)curl->options->redirects);
    refer(transfer);
    const char *problem = url_parse(curl->arena, transfer->location, curl->options->path_as_is, &transfer->url);
    if (problem)
        return curl_fail(transfer, CURL_MALFORMED_URL, "The redirect target URL could not be parsed: %s",
                         problem);
    curl_note(transfer, "Issue another request to this URL: '%s'", url_text(curl->arena, &transfer->url));
    change_method(transfer);
    transfer->followed++;
    transfer->redirecting = instant_since(process_now(curl->process), transfer->start);
    return true;
}

static const char *with_scheme(struct curl *curl, const char *text)
{
    const char *scheme = curl->options->default_scheme;
    return scheme && !strstr(text, "://") ? arena_format(curl->arena, "%s://%s", scheme, text) : text;
}

static bool read_url(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const struct curl_options *options = curl->options;
    const char *problem =
        url_parse(curl->arena, with_scheme(curl, transfer->given), options->path_as_is, &transfer->url);
    if (problem)
        return curl_fail(transfer, CURL_MALFORMED_URL, "URL rejected: %s", problem);
    transfer->first_host = transfer->url.host;
    transfer->first_port = transfer->url.port;
    bool data = options->get && options->has_data;
    struct slice more = buffer_slice(data ? &options->data : &options->url_query);
    const char *query = transfer->url.query;
    if (data || more.length)
        transfer->url.query = query && *query
                                  ? arena_format(curl->arena, "%s&%.*s", query, (int)more.length, more.data)
                                  : arena_copy(curl->arena, more);
    return true;
}

void transfer_run(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const char *referer = curl->options->referer;
    transfer->start = process_now(curl->process);
    transfer->connection_number = -1;
    transfer->deadline = INSTANT_NEVER;
    if (referer && text_ends(referer, ";auto"))
        referer = arena_copy(curl->arena, slice_part(slice_of(referer), 0, strlen(referer) - strlen(";auto")));
    transfer->referer = referer;
    if (curl->options->max_time.nanoseconds)
        transfer->deadline =
            instant_add(instant_add(transfer->start, curl->options->max_time), MILLISECONDS(1));
    meter_start(transfer);
    bool going = read_url(transfer);
    while (going && request_once(transfer) && curl->options->follow && transfer->location &&
           transfer->status >= 300 && transfer->status < 400)
        going = follow(transfer);
    transfer->end = process_now(curl->process);
    if (transfer->code == CURL_OK && curl->options->fail_with_body && transfer->status >= 400) {
        transfer->code = CURL_HTTP_ERROR;
        transfer->error = arena_format(curl->arena, "The requested URL returned error: %d", transfer->status);
    }
}

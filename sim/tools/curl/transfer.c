#include "tools/curl/curl.h"

void transfer_dump_header(struct transfer *transfer, struct slice bytes)
{
    const char *path = transfer->curl->options.dump_header;
    if (!path)
        return;
    if (text_equal(path, "-"))
        process_write(transfer->curl->process, STREAM_OUT, bytes);
    else
        buffer_add(&transfer->curl->dumped, bytes);
}

static void make_directories(struct curl *curl, const char *path)
{
    for (size_t i = 1; path[i]; i++) {
        if (path[i] == '/')
            process_make_directory(curl->process, arena_copy(curl->arena, slice_part(slice_of(path), 0, i)));
    }
}

static bool open_file(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const char *problem;
    transfer->opened = true;
    if (curl->options.create_directories)
        make_directories(curl, transfer->file_name);
    struct stream *file = stream_to_file(curl->process, transfer->file_name, false, &problem);
    if (!file) {
        curl_warn(curl, "Failed to open the file %s: %s", transfer->file_name, problem);
        return false;
    }
    process_set_stream(curl->process, CURL_FILE, file);
    stream_unref(file);
    return true;
}

bool transfer_write(struct transfer *transfer, struct slice bytes)
{
    struct process *process = transfer->curl->process;
    if (transfer->discard)
        return true;
    if (!transfer->file_name) {
        process_write(process, STREAM_OUT, bytes);
        return true;
    }
    if (!transfer->opened && !open_file(transfer))
        return curl_fail(transfer, CURL_WRITE_ERROR, "client returned ERROR on write, passed %zu returned 0",
                         bytes.length);
    process_write(process, CURL_FILE, bytes);
    return true;
}

static bool check_scheme(struct transfer *transfer)
{
    if (text_equal(transfer->url.scheme, "http"))
        return true;
    if (text_equal(transfer->url.scheme, "https"))
        return curl_fail(transfer, CURL_TLS, "not simulated: TLS (https://%s)",
                         url_host_header(transfer->curl->arena, &transfer->url));
    return curl_fail(transfer, CURL_UNSUPPORTED_PROTOCOL, "Protocol \"%s\" not supported",
                     transfer->url.scheme);
}

static bool exchange(struct transfer *transfer)
{
    bool opened = check_scheme(transfer) && transfer_connect(transfer);
    if (opened && !transfer->reused && transfer->code == CURL_OK)
        curl_note(transfer, "using HTTP/1.x");
    return opened && transfer_send(transfer) && transfer_receive(transfer);
}

/* One request. A kept connection that turns out to be closed costs a second try on a fresh one. */
static bool request_once(struct transfer *transfer)
{
    transfer->stale = false;
    transfer->length = -1;
    transfer->location = NULL;
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
    if (!done) {
        bool hurry = transfer->code != CURL_EMPTY_REPLY && transfer->code != CURL_RESOLVE;
        if (transfer->code != CURL_TLS && transfer->code != CURL_UNSUPPORTED_PROTOCOL)
            transfer_disconnect(transfer, hurry);
    } else if (transfer->keep_alive) {
        curl_note(transfer, "Connection #%d to host %s left intact", transfer->connection_number,
                  transfer->url.host);
    } else {
        transfer_disconnect(transfer, false);
    }
    return done;
}

/* RFC 9110, 15.4: which redirects turn a POST into a GET. */
static void change_method(struct transfer *transfer)
{
    const struct curl_options *options = &transfer->curl->options;
    bool post = text_equal(transfer->method, "POST"), head = text_equal(transfer->method, "HEAD");
    bool change =
        (transfer->status == 301 && post && !options->keep_post_301) ||
        (transfer->status == 302 && post && !options->keep_post_302) ||
        (transfer->status == 303 && !head && !text_equal(transfer->method, "GET") && !options->keep_post_303);
    if (transfer->custom_method) {
        if (change)
            curl_note(transfer, "Stick to %s instead of GET", transfer->method);
        return;
    }
    if (!change)
        return;
    curl_note(transfer, "Switch from %s to GET", transfer->method);
    transfer->method = "GET";
    transfer->sends_body = false;
    transfer->size_upload = 0;
}

static bool follow(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    if (transfer->followed == curl->options.redirects)
        return curl_fail(transfer, CURL_REDIRECTS, "Maximum (%lld) redirects followed",
                         (long long)curl->options.redirects);
    curl_note(transfer, "Issue another request to this URL: '%s'", transfer->location);
    const char *problem = url_parse(curl->arena, transfer->location, curl->options.path_as_is, &transfer->url);
    if (problem)
        return curl_fail(transfer, CURL_MALFORMED_URL, "URL rejected: %s", problem);
    change_method(transfer);
    transfer->followed++;
    transfer->redirecting = instant_since(process_now(curl->process), transfer->start);
    return true;
}

static bool read_url(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const char *problem = url_parse(curl->arena, transfer->given, curl->options.path_as_is, &transfer->url);
    if (problem)
        return curl_fail(transfer, CURL_MALFORMED_URL, "URL rejected: %s", problem);
    transfer->first_host = transfer->url.host;
    if (curl->options.get && curl->options.has_data) {
        const char *query = transfer->url.query, *data = buffer_text(&curl->options.data);
        transfer->url.query = query && *query ? arena_format(curl->arena, "%s&%s", query, data) : data;
    }
    return true;
}

void transfer_run(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    transfer->start = process_now(curl->process);
    transfer->deadline = INSTANT_NEVER;
    if (curl->options.max_time.nanoseconds)
        transfer->deadline = instant_add(instant_add(transfer->start, curl->options.max_time), MILLISECONDS(1));
    meter_start(transfer);
    bool going = read_url(transfer);
    while (going && request_once(transfer) && curl->options.follow && transfer->ignore_body)
        going = follow(transfer);
    transfer->end = process_now(curl->process);
    if (transfer->code == CURL_OK && curl->options.fail_with_body && transfer->status >= 400) {
        transfer->code = CURL_HTTP_ERROR;
        transfer->error = arena_format(curl->arena, "The requested URL returned error: %d", transfer->status);
    }
    if (transfer->code == CURL_OK && transfer->file_name && !transfer->opened && !transfer->discard)
        transfer_write(transfer, SLICE(""));
}

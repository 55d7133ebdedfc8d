#include "tools/curl/curl.h"

#include <string.h>

static const char *method_of(const struct transfer *transfer, bool custom)
{
    const struct curl_options *options = transfer->curl->options;
    if (options->method && custom)
        return options->method;
    if (options->head)
        return "HEAD";
    if (transfer->upload)
        return "PUT";
    return (options->has_data || options->form) && !options->get ? "POST" : "GET";
}

/* What curl says about -X when it says nothing new. */
static void note_method(struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    const char *inferred = method_of(transfer, false);
    if (!options->method)
        return;
    if (slice_is_nocase(slice_of(options->method), inferred)) {
        if (options->all.trace != CURL_QUIET)
            curl_warn_of(transfer->curl->process, &options->all, "Note: ",
                         arena_format(transfer->curl->arena,
                                      "Unnecessary use of -X or --request, %s is already inferred.", inferred));
    } else if (slice_is_nocase(slice_of(options->method), "head")) {
        curl_warn(transfer->curl,
                  "Setting custom HTTP method to HEAD with -X/--request may not work the way you want. "
                  "Consider using -I/--head instead.");
    }
}

/* The words of the warning when the transfer is worth another try; NULL when not. */
static const char *retry_reason(const struct transfer *transfer)
{
    static const int transient[] = {408, 429, 500, 502, 503, 504, 522, 524};
    const struct curl_options *options = transfer->curl->options;
    if (transfer->code == CURL_TIMEOUT || transfer->code == CURL_RESOLVE)
        return ": timeout";
    if (transfer->code == CURL_CONNECT && options->retry_refused)
        return ": connection refused";
    for (size_t i = 0; i < sizeof transient / sizeof *transient; i++) {
        if ((transfer->code == CURL_OK || transfer->code == CURL_HTTP_ERROR) &&
            transfer->status == transient[i])
            return ": HTTP error";
    }
    return transfer->code != CURL_OK && options->retry_all ? "(retrying all errors)" : NULL;
}

static struct duration retry_delay(const struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    enum { LONGEST = 600 };
    if (transfer->code == CURL_OK && transfer->retry_after > 0)
        return SECONDS(transfer->retry_after);
    if (options->retry_delay)
        return SECONDS(options->retry_delay < INT32_MAX ? options->retry_delay : INT32_MAX);
    int64_t seconds = transfer->retried < 10 ? (int64_t)1 << transfer->retried : LONGEST;
    return SECONDS(seconds < LONGEST ? seconds : LONGEST);
}

static void complain(const struct transfer *transfer)
{
    const struct curl_globals *all = &transfer->curl->options->all;
    if (transfer->code != CURL_OK && (!all->silent || all->show_error))
        process_complain(transfer->curl->process, "curl: (%d) %s\n", transfer->code, transfer->error);
}

static bool may_retry(const struct transfer *transfer, struct instant first)
{
    const struct curl_options *options = transfer->curl->options;
    struct duration spent = instant_since(process_now(transfer->curl->process), first);
    return transfer->retried < options->retries &&
           (options->retry_max_time == 0 || spent.nanoseconds / 1000000000 < options->retry_max_time);
}

/* Runs it until it succeeds or may not be tried again. */
static void run_with_retries(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const struct transfer fresh = *transfer;
    struct instant first = process_now(curl->process);
    for (;;) {
        transfer_run(transfer);
        complain(transfer);
        const char *reason = retry_reason(transfer);
        struct duration delay = retry_delay(transfer);
        if (!reason || !may_retry(transfer, first))
            return;
        int64_t retried = transfer->retried + 1;
        bool heading = transfer->meter.headers_shown;
        curl_warn(curl, "Problem %s. Will retry in %lld seconds. %lld retries left.", reason,
                  (long long)(delay.nanoseconds / 1000000000),
                  (long long)(curl->options->retries - transfer->retried));
        *transfer = fresh;
        transfer->retried = retried;
        transfer->meter.headers_shown = heading;
        process_set_stream(curl->process, CURL_FILE, NULL);
        process_sleep(curl->process, delay);
    }
}

static bool fail_to_read(struct transfer *transfer, const char *words)
{
    transfer->code = CURL_READ_ERROR;
    transfer->error = words;
    return false;
}

static bool choose_form(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    struct buffer out = {0};
    process_own(curl->process, (void (*)(void *))buffer_release, &out);
    bool read = curl_form_body(curl->process, curl->options->form, &out, &transfer->boundary);
    transfer->body = (struct slice){arena_copy(curl->arena, buffer_slice(&out)), out.length};
    process_disown(curl->process, &out);
    buffer_release(&out);
    transfer->sends_body = true;
    if (read)
        return true;
    fail_to_read(transfer, "Failed to open/read local data from file/application");
    complain(transfer);
    return false;
}

static bool choose_body(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const struct curl_options *options = curl->options;
    transfer->sends_body = options->has_data && !options->get;
    transfer->body = buffer_slice(&options->data);
    if (options->form && !options->get)
        return choose_form(transfer);
    if (!transfer->upload)
        return true;
    transfer->sends_body = true;
    transfer->streams = text_equal(transfer->upload, "-") || text_equal(transfer->upload, ".");
    if (curl_read_file(curl->process, transfer->streams ? "-" : transfer->upload, &transfer->body))
        return true;
    process_complain(curl->process, "curl: cannot open '%s'\ncurl: try 'curl --help' for more information\n",
                     transfer->upload);
    return fail_to_read(transfer, "");
}

/* With -T the name of the file completes a URL that ends in '/'. */
static const char *upload_url(struct curl *curl, const char *url, const char *upload)
{
    const char *slash = upload ? strrchr(upload, '/') : NULL;
    const char *name = slash ? slash + 1 : upload;
    struct url parsed;
    if (!name || text_equal(name, "-") || url_parse(curl->arena, url, true, &parsed) || parsed.query)
        return url;
    if (text_ends(url, "/"))
        return arena_format(curl->arena, "%s%s", url, name);
    return text_equal(parsed.path, "/") ? arena_format(curl->arena, "%s/%s", url, name) : url;
}

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* "Mon, 23 Nov 2026 09:00:00 GMT", without the day or the time too, or "2026-11-23". */
static const char *http_date(struct arena *arena, const char *text)
{
    struct slice rest = slice_of(text), word;
    int64_t day = 0, year = 0, month = 0, number;
    const char *clock = "00:00:00";
    while (slice_next(&rest, ' ', &word)) {
        if (slice_ends(word, ","))
            continue;
        const char *name = word.length == 3 ? strstr(month_names, arena_copy(arena, word)) : NULL;
        if (name)
            month = (name - month_names) / 3 + 1;
        else if (word.length == 8 && word.data[2] == ':')
            clock = arena_copy(arena, word);
        else if (slice_to_integer(word, &number))
            *(number > 31 ? &year : &day) = number;
        else if (!slice_is(word, "GMT"))
            return NULL;
    }
    if (!day || !year || !month)
        return NULL;
    const char *midnight = arena_format(arena, "%04lld-%02lld-%02lldT00:00:00Z", (long long)year,
                                        (long long)month, (long long)day);
    struct instant instant;
    if (!instant_parse_rfc3339(slice_of(midnight), &instant))
        return NULL;
    const char *date = instant_http_date(arena, instant);
    return arena_format(arena, "%.*s %s GMT", (int)(strlen(date) - strlen(" 00:00:00 GMT")), date, clock);
}

/* -z and --etag-compare become a header. */
static void choose_condition(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const struct curl_options *options = curl->options;
    struct slice file, line;
    if (options->etag_compare) {
        transfer->time_header = "If-None-Match";
        transfer->time_value = "\"\"";
        if (curl_read_file(curl->process, options->etag_compare, &file) && slice_next(&file, '\n', &line) &&
            line.length)
            transfer->time_value = arena_copy(curl->arena, line);
    }
    if (!options->time_condition)
        return;
    bool older = options->time_condition[0] == '-';
    const char *date =
        http_date(curl->arena, options->time_condition + (strchr("+-=", options->time_condition[0]) != NULL));
    if (!date) {
        curl_warn(curl,
                  "Illegal date format for -z, --time-cond (and not a filename). Disabling time condition. See "
                  "curl_getdate(3) for valid date syntax.");
        return;
    }
    transfer->time_header = older ? "If-Unmodified-Since" : "If-Modified-Since";
    transfer->time_value = date;
}

static int run_url(struct curl *curl, const struct curl_target *target, const struct glob *glob, size_t index)
{
    struct transfer *transfer = arena_allocate(curl->arena, sizeof *transfer);
    transfer->curl = curl;
    transfer->upload = target->upload;
    transfer->given = upload_url(curl, glob_at(curl->arena, glob, index), target->upload);
    transfer->method = method_of(transfer, true);
    transfer->custom_method = curl->options->method != NULL;
    transfer->number = curl->number++;
    transfer->connection_number = -1;
    transfer->retry_after = -1;
    if (!transfer_choose_output(transfer, target, glob, index))
        return CURL_OK;
    note_method(transfer);
    choose_condition(transfer);
    if (!choose_body(transfer))
        return transfer->code;
    run_with_retries(transfer);
    transfer_finish_output(transfer);
    const char *heads = curl->options->dump_header;
    if (heads && !text_equal(heads, "-") && !text_equal(heads, "%"))
        process_write_file(curl->process, heads, buffer_slice(&curl->dumped));
    write_out(transfer);
    return transfer->code;
}

static int run_target(struct curl *curl, const struct curl_target *target)
{
    struct glob glob;
    const struct curl_globals *all = &curl->options->all;
    const char *problem = glob_parse(curl->arena, target->url, curl->options->no_glob, &glob);
    if (problem) {
        if (!all->silent || all->show_error)
            process_complain(curl->process, "curl: (3) %s\n", problem);
        return CURL_MALFORMED_URL;
    }
    int code = CURL_OK;
    for (size_t i = 0; i < glob.combinations; i++) {
        code = run_url(curl, target, &glob, i);
        if (code != CURL_OK && all->fail_early)
            break;
    }
    return code;
}

/* --resolve [+]HOST:PORT:ADDRESS[,ADDRESS]..., -HOST:PORT */
static bool learn_name(struct curl *curl, const char *text)
{
    bool verbose = curl->options->all.trace != CURL_QUIET;
    struct transfer speaker = {.curl = curl, .connection_number = -1};
    struct slice rest = slice_of(text + (text[0] == '+' || text[0] == '-')), host, port, address;
    int64_t number;
    slice_next(&rest, ':', &host);
    if (!host.length || !rest.data || !slice_next(&rest, ':', &port) || !slice_to_integer(port, &number) ||
        number > 65535 || (text[0] != '-' && !rest.length))
        return false;
    const char *key = arena_format(curl->arena, "%.*s:%lld", (int)host.length, host.data, (long long)number);
    if (text[0] == '-') {
        value_put(curl->arena, curl->known_names, key, NULL);
        return true;
    }
    struct value *addresses = value_array(curl->arena);
    if (verbose)
        curl_note(&speaker, "Added %s:%.*s to DNS cache", key, (int)rest.length, rest.data);
    if (verbose && slice_is(host, "*"))
        curl_note(&speaker, "RESOLVE %s using wildcard", key);
    while (slice_next(&rest, ',', &address))
        value_append(curl->arena, addresses, value_string(curl->arena, address));
    value_put(curl->arena, curl->known_names, key, addresses);
    return true;
}

static int learn_names(struct curl *curl)
{
    const struct curl_globals *all = &curl->options->all;
    for (size_t i = 0; i < value_count(curl->options->resolve); i++) {
        const char *text = value_string_of(value_at(curl->options->resolve, i));
        if (learn_name(curl, text))
            continue;
        if (!all->silent || all->show_error)
            process_complain(curl->process, "curl: (49) Couldn't parse CURLOPT_RESOLVE entry '%s'\n", text);
        return CURL_BAD_OPTION;
    }
    return CURL_OK;
}

/* -d, -F, -T, -G and -I that contradict each other. */
static bool check_request(struct curl *curl)
{
    struct curl_options *options = curl->options;
    struct curl_reader reader = {.first = &curl->first, .options = options, .process = curl->process};
    if (options->has_data && !options->get && !curl_choose_request(&reader, REQUEST_POST))
        return false;
    for (const struct curl_target *target = options->targets; target; target = target->next) {
        if (target->upload && !curl_choose_request(&reader, REQUEST_PUT))
            return false;
    }
    return true;
}

/* One operation: what stands between two --next. */
static int run_operation(struct curl *curl)
{
    const struct curl_options *options = curl->options;
    if (!options->targets || !options->targets->url) {
        process_complain(curl->process,
                         "curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n");
        return CURL_FAILED;
    }
    if (!check_request(curl))
        return CURL_FAILED;
    int code = learn_names(curl);
    if (code != CURL_OK)
        return code;
    buffer_clear(&curl->dumped);
    cookies_load(curl);
    for (const struct curl_target *target = options->targets; target && target->url; target = target->next) {
        code = run_target(curl, target);
        if (code != CURL_OK && options->all.fail_early)
            break;
    }
    cookies_save(curl);
    return code;
}

static void redirect_errors(struct curl *curl)
{
    const char *name = curl->first.all.stderr_name, *problem;
    if (!name)
        return;
    struct stream *stream = text_equal(name, "-") ? stream_ref(curl->process->streams[STREAM_OUT])
                                                  : stream_to_file(curl->process, name, false, &problem);
    if (!stream) {
        curl_warn(curl, "Failed to open %s", name);
        return;
    }
    process_set_stream(curl->process, STREAM_ERROR, stream);
    stream_unref(stream);
}

static int run_all(struct curl *curl)
{
    const struct curl_globals *all = &curl->first.all;
    int code = CURL_OK;
    redirect_errors(curl);
    if (all->parallel)
        curl_warn(curl, "not simulated: --parallel (one transfer after the other)");
    for (struct curl_options *options = &curl->first; options; options = options->next) {
        curl->options = options;
        code = run_operation(curl);
        if (code != CURL_OK && all->fail_early)
            break;
    }
    if (curl->connection)
        process_disconnect(curl->process, curl->connection);
    bool to_file = all->trace_file && !text_equal(all->trace_file, "-") && !text_equal(all->trace_file, "%");
    if (to_file && all->trace != CURL_QUIET)
        process_write_file(curl->process, all->trace_file, buffer_slice(&curl->traced));
    return code;
}

static int run_curl(struct process *process, int count, char *const *words)
{
    struct curl *curl = arena_allocate(process->arena, sizeof *curl);
    int status = 0;
    curl->process = process;
    curl->arena = process->arena;
    curl->options = &curl->first;
    curl->known_names = value_object(process->arena);
    process_own(process, (void (*)(void *))buffer_release, &curl->received);
    process_own(process, (void (*)(void *))buffer_release, &curl->dumped);
    process_own(process, (void (*)(void *))buffer_release, &curl->traced);
    if (curl_options_parse(&curl->first, process, count, words, &status) == CURL_GO)
        status = run_all(curl);
    return status;
}

const struct program curl_program = {
    .name = "curl",
    .usage = "curl [options...] <url>",
    .help = "Transfer a URL",
    .flags = curl_flags,
    .starts = MILLISECONDS(5),
    .run = run_curl,
};

#include "tools/curl/curl.h"

#include <string.h>

static const char *method_of(const struct curl_options *options)
{
    if (options->method)
        return options->method;
    if (options->head)
        return "HEAD";
    if (options->upload)
        return "PUT";
    return options->has_data && !options->get ? "POST" : "GET";
}

/* What curl says about -X when it says nothing new. */
static void note_method(struct curl *curl)
{
    const struct curl_options *options = &curl->options;
    struct curl_options without = *options;
    without.method = NULL;
    const char *inferred = method_of(&without);
    if (!options->method)
        return;
    if (slice_is_nocase(slice_of(options->method), inferred)) {
        if (options->verbose)
            process_complain(curl->process,
                             "Note: Unnecessary use of -X or --request, %s is already inferred.\n", inferred);
    } else if (slice_is_nocase(slice_of(options->method), "head")) {
        curl_warn(curl, "Setting custom HTTP method to HEAD with -X/--request may not work the way you want. "
                        "Consider using -I/--head instead.");
    }
}

static const char *remote_name(struct curl *curl, const char *url)
{
    struct url parsed;
    if (url_parse(curl->arena, url, true, &parsed))
        return "curl_response";
    const char *name = strrchr(parsed.path, '/') + 1;
    if (*name)
        return name;
    curl_warn(curl, "No remote file name, uses \"curl_response\"");
    return "curl_response";
}

static void choose_output(struct transfer *transfer, const struct curl_target *target, const struct glob *glob,
                          size_t index)
{
    struct curl *curl = transfer->curl;
    const char *name = NULL;
    if (target->remote_name || (curl->options.all_remote && !target->has_output))
        name = remote_name(curl, transfer->given);
    else if (target->output && !text_equal(target->output, "-"))
        name = glob_name(curl->arena, glob, index, target->output);
    if (name && curl->options.directory)
        name = arena_format(curl->arena, "%s/%s", curl->options.directory, name);
    transfer->file_name = name;
    transfer->discard = name && text_equal(name, "/dev/null");
    transfer->terminal = !name && process_is_terminal(curl->process, STREAM_OUT);
}

/* The words of the warning when the transfer is worth another try; NULL when not. */
static const char *retry_reason(const struct transfer *transfer)
{
    static const int transient[] = {408, 429, 500, 502, 503, 504, 522, 524};
    const struct curl_options *options = &transfer->curl->options;
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
    const struct curl_options *options = &transfer->curl->options;
    enum { LONGEST = 600 };
    if (transfer->code == CURL_OK && transfer->retry_after > 0)
        return SECONDS(transfer->retry_after);
    if (options->retry_delay.nanoseconds)
        return options->retry_delay;
    int64_t seconds = transfer->retried < 10 ? (int64_t)1 << transfer->retried : LONGEST;
    return SECONDS(seconds < LONGEST ? seconds : LONGEST);
}

static void complain(const struct transfer *transfer)
{
    const struct curl_options *options = &transfer->curl->options;
    if (transfer->code != CURL_OK && (!options->silent || options->show_error))
        process_complain(transfer->curl->process, "curl: (%d) %s\n", transfer->code, transfer->error);
}

static bool may_retry(const struct transfer *transfer, struct instant first, struct duration delay)
{
    const struct curl_options *options = &transfer->curl->options;
    struct instant again = instant_add(process_now(transfer->curl->process), delay);
    return transfer->retried < options->retries &&
           (options->retry_max_time.nanoseconds == 0 ||
            instant_since(again, first).nanoseconds <= options->retry_max_time.nanoseconds);
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
        if (!reason || !may_retry(transfer, first, delay))
            return;
        int64_t retried = transfer->retried + 1;
        bool heading = transfer->meter.headers_shown;
        curl_warn(curl, "Problem %s. Will retry in %lld seconds. %lld retries left.", reason,
                  (long long)(delay.nanoseconds / 1000000000),
                  (long long)(curl->options.retries - transfer->retried));
        *transfer = fresh;
        transfer->retried = retried;
        transfer->meter.headers_shown = heading;
        process_set_stream(curl->process, CURL_FILE, NULL);
        process_sleep(curl->process, delay);
    }
}

static bool choose_body(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const struct curl_options *options = &curl->options;
    transfer->sends_body = options->has_data && !options->get;
    transfer->body = buffer_slice(&options->data);
    if (!options->upload)
        return true;
    transfer->sends_body = true;
    if (curl_read_file(curl->process, options->upload, &transfer->body))
        return true;
    process_complain(curl->process, "curl: cannot open '%s'\n", options->upload);
    transfer->code = CURL_READ_ERROR;
    return false;
}

/* With -T the name of the file completes a URL that ends in '/'. */
static const char *upload_url(struct curl *curl, const char *url)
{
    const char *slash = curl->options.upload ? strrchr(curl->options.upload, '/') : NULL;
    const char *name = slash ? slash + 1 : curl->options.upload;
    bool needed = name && !text_equal(name, "-") && text_ends(url, "/");
    return needed ? arena_format(curl->arena, "%s%s", url, name) : url;
}

static int run_url(struct curl *curl, const struct curl_target *target, const struct glob *glob, size_t index,
                   int number)
{
    struct transfer *transfer = arena_allocate(curl->arena, sizeof *transfer);
    transfer->curl = curl;
    transfer->given = upload_url(curl, glob_at(curl->arena, glob, index));
    transfer->method = method_of(&curl->options);
    transfer->custom_method = curl->options.method != NULL;
    transfer->number = number;
    transfer->retry_after = -1;
    choose_output(transfer, target, glob, index);
    if (!choose_body(transfer))
        return transfer->code;
    run_with_retries(transfer);
    process_set_stream(curl->process, CURL_FILE, NULL);
    if (curl->options.dump_header && !text_equal(curl->options.dump_header, "-"))
        process_write_file(curl->process, curl->options.dump_header, buffer_slice(&curl->dumped));
    write_out(transfer);
    return transfer->code;
}

static int run_target(struct curl *curl, const struct curl_target *target, int *number)
{
    struct glob glob;
    const char *problem = glob_parse(curl->arena, target->url, curl->options.no_glob, &glob);
    if (problem) {
        if (!curl->options.silent || curl->options.show_error)
            process_complain(curl->process, "curl: (3) %s\n", problem);
        return CURL_MALFORMED_URL;
    }
    int code = CURL_OK;
    for (size_t i = 0; i < glob.combinations; i++) {
        code = run_url(curl, target, &glob, i, (*number)++);
        if (code != CURL_OK && curl->options.fail_early)
            break;
    }
    return code;
}

/* --resolve [+]HOST:PORT:ADDRESS[,ADDRESS]... */
static void learn_names(struct curl *curl)
{
    for (size_t i = 0; i < value_count(curl->options.resolve); i++) {
        const char *text = value_string_of(value_at(curl->options.resolve, i));
        struct slice rest = slice_of(text + (text[0] == '+')), host, port, address;
        if (!slice_next(&rest, ':', &host) || !slice_next(&rest, ':', &port) || !rest.data)
            continue;
        struct value *addresses = value_array(curl->arena);
        const char *key =
            arena_format(curl->arena, "%.*s:%.*s", (int)host.length, host.data, (int)port.length, port.data);
        if (curl->options.verbose)
            process_complain(curl->process, "* Added %s:%.*s to DNS cache\n", key, (int)rest.length, rest.data);
        while (slice_next(&rest, ',', &address))
            value_append(curl->arena, addresses, value_string(curl->arena, address));
        value_put(curl->arena, curl->known_names, key, addresses);
    }
}

static void own_memory(struct curl *curl)
{
    process_own(curl->process, (void (*)(void *))buffer_release, &curl->options.data);
    process_own(curl->process, (void (*)(void *))buffer_release, &curl->received);
    process_own(curl->process, (void (*)(void *))buffer_release, &curl->dumped);
    process_own(curl->process, (void (*)(void *))http_parser_release, &curl->parser);
}

static int run_all(struct curl *curl)
{
    int code = CURL_OK, number = 0;
    note_method(curl);
    if (curl->options.http2)
        process_complain(curl->process, "not simulated: --http2 (HTTP/1.1 is used)\n");
    learn_names(curl);
    cookies_load(curl);
    for (const struct curl_target *target = curl->options.targets; target && target->url;
         target = target->next) {
        code = run_target(curl, target, &number);
        if (code != CURL_OK && curl->options.fail_early)
            break;
    }
    cookies_save(curl);
    if (curl->connection)
        process_disconnect(curl->process, curl->connection);
    return code;
}

static int run_curl(struct process *process, int count, char *const *words)
{
    struct curl *curl = arena_allocate(process->arena, sizeof *curl);
    int status = 0;
    curl->process = process;
    curl->arena = process->arena;
    curl->known_names = value_object(process->arena);
    own_memory(curl);
    if (curl_options_parse(&curl->options, process, count, words, &status) == CURL_GO)
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

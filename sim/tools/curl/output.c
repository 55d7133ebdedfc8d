/* Where the body goes: standard output, or the file of -o, -O and -J. */
#include "tools/curl/curl.h"

#include <string.h>

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

static bool exists(struct curl *curl, const char *path)
{
    const char *problem;
    return process_file(curl->process, path, &problem) || process_is_directory(curl->process, path);
}

static const char *in_directory(struct curl *curl, const char *name)
{
    const char *directory = curl->options->directory;
    return directory ? arena_format(curl->arena, "%s/%s", directory, name) : name;
}

bool transfer_choose_output(struct transfer *transfer, const struct curl_target *target,
                            const struct glob *glob, size_t index)
{
    struct curl *curl = transfer->curl;
    const struct curl_options *options = curl->options;
    const char *name = NULL, *problem;
    bool remote = target->remote_name || (options->all_remote && !target->has_output);
    if (remote)
        name = remote_name(curl, transfer->given);
    else if (target->output && !text_equal(target->output, "-"))
        name = glob_name(curl->arena, glob, index, target->output);
    transfer->by_header = remote && options->header_name;
    transfer->file_name = name ? in_directory(curl, name) : NULL;
    transfer->discard = name && text_equal(transfer->file_name, "/dev/null");
    transfer->terminal = !name && process_is_terminal(curl->process, STREAM_OUT);
    if (name && options->skip_existing && exists(curl, transfer->file_name)) {
        curl_warn_of(curl->process, &options->all, "Note: ",
                     arena_format(curl->arena, "skips transfer, file already exists: %s", transfer->file_name));
        return false;
    }
    if (!options->continue_at)
        return true;
    const struct value *file = name ? process_file(curl->process, transfer->file_name, &problem) : NULL;
    if (text_equal(options->continue_at, "-"))
        transfer->resume_from = file ? (int64_t)file_data(file).length : 0;
    else if (!slice_to_integer(slice_of(options->continue_at), &transfer->resume_from))
        transfer->resume_from = 0;
    transfer->appends = transfer->resume_from > 0;
    return true;
}

void transfer_dump_header(struct transfer *transfer, struct slice bytes)
{
    const char *path = transfer->curl->options->dump_header;
    if (!path)
        return;
    if (text_equal(path, "-"))
        process_write(transfer->curl->process, STREAM_OUT, bytes);
    else if (text_equal(path, "%"))
        process_write(transfer->curl->process, STREAM_ERROR, bytes);
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

/* The name in `attachment; filename="x"`, without what stands before its last slash; NULL when there is none.
 */
static const char *disposed_name(struct curl *curl, const char *disposition)
{
    const char *at = disposition ? strstr(disposition, "filename=") : NULL;
    if (!at)
        return NULL;
    at += strlen("filename=");
    bool quoted = *at == '"';
    size_t length = quoted ? strcspn(at + 1, "\"") : strcspn(at, "; ");
    const char *name = arena_copy(curl->arena, slice_part(slice_of(at + quoted), 0, length));
    for (const char *c = name; *c; c++) {
        if (strchr("/\\", *c))
            name = c + 1;
    }
    return *name && !text_equal(name, ".") && !text_equal(name, "..") ? name : NULL;
}

/* The first of "name", "name.1", "name.2"... that is free. */
static const char *free_name(struct curl *curl, const char *name)
{
    enum { TRIES = 100 };
    const char *candidate = name;
    for (int i = 1; i <= TRIES && exists(curl, candidate); i++)
        candidate = arena_format(curl->arena, "%s.%d", name, i);
    return candidate;
}

static bool open_file(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const struct curl_options *options = curl->options;
    const char *problem = "File exists";
    transfer->opened = true;
    const char *given = transfer->by_header ? disposed_name(curl, transfer->disposition) : NULL;
    if (given)
        transfer->file_name = in_directory(curl, given);
    if (options->create_directories)
        make_directories(curl, transfer->file_name);
    if (options->no_clobber)
        transfer->file_name = free_name(curl, transfer->file_name);
    bool taken = given && !options->clobber && !options->no_clobber && exists(curl, transfer->file_name);
    struct stream *file =
        taken ? NULL : stream_to_file(curl->process, transfer->file_name, transfer->appends, &problem);
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
        if (transfer->terminal && memchr(bytes.data, 0, bytes.length)) {
            curl_warn(transfer->curl,
                      "Binary output can mess up your terminal. Use \"--output -\" to tell curl to "
                      "output it to your terminal anyway, or consider \"--output <FILE>\" to save to "
                      "a file.");
            return curl_fail(transfer, CURL_WRITE_ERROR,
                             "client returned ERROR on write, passed %zu returned 0", bytes.length);
        }
        process_write(process, STREAM_OUT, bytes);
        return true;
    }
    if (!transfer->opened && !open_file(transfer))
        return curl_fail(transfer, CURL_WRITE_ERROR, "client returned ERROR on write, passed %zu returned 0",
                         bytes.length);
    process_write(process, CURL_FILE, bytes);
    return true;
}

/* An answer without a body leaves an empty file; --remove-on-error leaves none. */
void transfer_finish_output(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    if (transfer->code == CURL_OK && transfer->file_name && !transfer->opened && !transfer->discard &&
        !transfer->appends && transfer->status)
        transfer_write(transfer, SLICE(""));
    process_set_stream(curl->process, CURL_FILE, NULL);
    if (transfer->code != CURL_OK && curl->options->remove_on_error && transfer->opened) {
        process_remove_file(curl->process, transfer->file_name);
        curl_warn_of(curl->process, &curl->options->all,
                     "Note: ", arena_format(curl->arena, "Removed output file: %s", transfer->file_name));
    }
    if (curl->options->etag_save && transfer->etag)
        process_write_file(curl->process, curl->options->etag_save,
                           slice_of(arena_format(curl->arena, "%s\n", transfer->etag)));
}

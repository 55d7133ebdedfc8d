/* curl's options: one table, from which the parser, Tab and --help read. Option semantics: curl(1) of 8.11.1.
 */
#ifndef AMBIT_TOOLS_CURL_OPTIONS_H
#define AMBIT_TOOLS_CURL_OPTIONS_H

#include "data/value.h"
#include "shell/process.h"

/* One URL of the command line and where its body goes: the n-th -o or -O belongs to the n-th URL. */
struct curl_target {
    const char *url;    /* a pattern: {a,b} and [1-5] are expanded; NULL while only its output is known */
    const char *output; /* -o; NULL: none */
    bool has_output;
    bool remote_name; /* -O */
    struct curl_target *next;
};

struct curl_options {
    bool silent, show_error, verbose, include, head, fail, fail_with_body, follow, follow_trusted, get;
    bool no_meter, bar, no_glob, ipv6, retry_refused, retry_all, all_remote, path_as_is, http10, http2,
        fail_early;
    bool keep_post_301, keep_post_302, keep_post_303, create_directories, nothing;
    const char *method, *user, *agent, *referer, *write_out, *dump_header, *cookie_jar, *upload,
        *request_target;
    const char *bearer, *range, *directory, *nowhere;
    struct duration max_time, connect_timeout, retry_delay, retry_max_time; /* 0: not given */
    int64_t retries, redirects;
    struct value *headers, *cookies, *resolve; /* arrays of texts */
    struct buffer data;                        /* the body so far */
    bool has_data, json;
    struct curl_target *targets;
};

enum curl_verdict { CURL_GO, CURL_DONE, CURL_REFUSED };

/* Reads the command line. CURL_GO: run; CURL_DONE: --help or --version was printed; CURL_REFUSED: *status is
 * the exit status and stderr has said why. */
enum curl_verdict curl_options_parse(struct curl_options *options, struct process *process, int count,
                                     char *const *words, int *status);
extern const struct flag curl_flags[];

/* data.c: -d and its sisters. False: the file cannot be read, stderr has said so. */
bool curl_add_data(struct curl_options *options, struct process *process, const char *text);
bool curl_add_data_binary(struct curl_options *options, struct process *process, const char *text);
bool curl_add_data_raw(struct curl_options *options, struct process *process, const char *text);
bool curl_add_data_encoded(struct curl_options *options, struct process *process, const char *text);
bool curl_add_json(struct curl_options *options, struct process *process, const char *text);
/* A file's bytes, "-" being stdin; false when there is none. WAITS. */
bool curl_read_file(struct process *process, const char *path, struct slice *data);

/* help.c */
void curl_print_help(struct process *process, const char *subject); /* NULL: the short page */
void curl_print_version(struct process *process);

#endif

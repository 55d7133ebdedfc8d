/* curl's command line: the table of options (option_rows.h), from which the parser, Tab and --help read, and
 * what comes out of it. Option semantics: curl(1) of 8.11.1. */
#ifndef AMBIT_TOOLS_CURL_OPTIONS_H
#define AMBIT_TOOLS_CURL_OPTIONS_H

#include "data/value.h"
#include "shell/process.h"

/* One URL of the command line and where its body goes: the n-th -o or -O belongs to the n-th URL, and so does
 * the n-th -T. */
struct curl_target {
    const char *url;    /* a pattern: {a,b} and [1-5] are expanded; NULL while only its output is known */
    const char *output; /* -o; NULL: none */
    const char *upload; /* -T; NULL: none */
    bool has_output, has_upload;
    bool remote_name; /* -O */
    struct curl_target *next;
};

enum curl_trace { CURL_QUIET, CURL_VERBOSE, CURL_TRACE_ASCII, CURL_TRACE_HEX };

/* What holds for the whole run, wherever it stands. */
struct curl_globals {
    bool silent, show_error, no_meter, bar, fail_early, parallel, trace_time, trace_ids;
    enum curl_trace trace;
    const char *trace_file; /* "-": stdout, "%": stderr */
    const char *stderr_name;
    const struct value *variables; /* --variable */
};

enum curl_version { CURL_IP_ANY, CURL_IPV4, CURL_IPV6 };
enum curl_request { REQUEST_PLAIN, REQUEST_GET, REQUEST_HEAD, REQUEST_FORM, REQUEST_POST, REQUEST_PUT };

/* The options of one operation; --next begins another. */
struct curl_options {
    struct curl_globals all; /* first; of the first operation */
    struct curl_options *next;
    bool include, head, fail, fail_with_body, follow, follow_trusted, get;
    bool no_glob, retry_refused, retry_all, all_remote, path_as_is, http10, http2, http09;
    bool keep_post_301, keep_post_302, keep_post_303, create_directories, compressed, transfer_encoding, raw;
    bool header_name, remove_on_error, skip_existing, no_clobber, clobber, nothing;
    const char *method, *user, *agent, *referer, *write_out, *dump_header, *cookie_jar, *request_target;
    const char *bearer, *range, *directory, *nowhere, *etag_compare, *etag_save, *interface, *default_scheme;
    const char *time_condition, *unix_socket, *continue_at, *protocols, *redirect_protocols;
    struct duration max_time, connect_timeout, expect_timeout; /* 0: not given */
    int64_t retries, redirects, retry_delay, retry_max_time, nowhere_number;
    int64_t rate, largest; /* --limit-rate, --max-filesize; 0: not given */
    struct value *headers, *cookies, *resolve, *connect_to, *nowhere_list; /* arrays of texts */
    struct value *form; /* of -F: array of parts (form.c); NULL: none */
    struct buffer data; /* the body so far */
    struct buffer url_query;
    bool has_data, json;
    enum curl_version ip_version; /* -4, -6 */
    enum curl_request request;    /* what -d, -F, -I and -T ask for */
    struct curl_target *targets;
};

enum curl_verdict { CURL_GO, CURL_DONE, CURL_REFUSED };

/* The reader of a command line or a file of options: shared by options.c, option_values.c and config_file.c. */
struct curl_reader {
    struct curl_options *first, *options; /* of all operations, and the one being read */
    struct process *process;
    int count, at; /* words, and the one that comes next */
    char *const *words;
    const char *word;    /* the one being read, as it stands */
    const char *problem; /* the words of the refusal */
    int status, depth;   /* of -K in -K */
};

/* Reads the command line. CURL_GO: run; CURL_DONE: --help or --version was printed; CURL_REFUSED: *status is
 * the exit status and stderr has said why. */
enum curl_verdict curl_options_parse(struct curl_options *options, struct process *process, int count,
                                     char *const *words, int *status);
extern const struct flag curl_flags[];

/* One option as "--name" or "-x..." with the word behind it (NULL: none); *used: that word was its value. */
enum curl_verdict curl_option(struct curl_reader *reader, const char *word, const char *next, bool *used);
void curl_options_begin(struct curl_options *options,
                        struct process *process); /* all empty, with the defaults */
void curl_reader_url(struct curl_reader *reader, const char *url);
struct curl_target *curl_reader_output(struct curl_reader *reader); /* the first without an output */
struct curl_target *curl_reader_upload(struct curl_reader *reader);
void curl_reader_error(struct curl_reader *reader, const char *format,
                       ...) /* "curl: ...", unless -s without -S */
    __attribute__((format(printf, 2, 3)));
void curl_reader_warn(struct curl_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The refusal's status and words; always CURL_REFUSED. */
enum curl_verdict curl_refuse(struct curl_reader *reader, int status, const char *problem);
void curl_warn_of(struct process *process, const struct curl_globals *all, const char *prefix,
                  const char *text);

/* option_values.c: the options whose values mean more than a field. NULL when there is no such row. */
typedef enum curl_verdict curl_option_set(struct curl_reader *reader, const char *name, const char *value,
                                          bool on);
curl_option_set *curl_option_setter(const char *name);
bool curl_choose_request(struct curl_reader *reader, enum curl_request request);
/* Lines of a file that are not empty and no comments: of -K and -H. */
bool curl_next_line(struct slice *rest, struct slice *line, int *number);

/* config_file.c: -K. */
enum curl_verdict curl_read_config(struct curl_reader *reader, const char *path);

/* variable.c: --variable, and "{{name:function}}" in the value of --expand-NAME. NULL: reader->problem says
 * why. */
enum curl_verdict curl_set_variable(struct curl_reader *reader, const char *text);
const char *curl_expand(struct curl_reader *reader, const char *text);

/* data.c: -d and its sisters. False: the file cannot be read. */
bool curl_add_data(struct curl_reader *reader, const char *name, const char *text);
bool curl_add_query(struct curl_reader *reader, const char *text);
/* A file's bytes, "-" being stdin; false when there is none. WAITS. */
bool curl_read_file(struct process *process, const char *path, struct slice *data);
void curl_encode(struct buffer *out, struct slice text,
                 const char *blank); /* percent-encoded; how a blank is written */

/* form.c: -F. False: badly written. */
bool curl_add_form(struct curl_reader *reader, const char *text, bool literal);
/* The whole multipart body and its boundary; false when a file cannot be read. */
bool curl_form_body(struct process *process, const struct value *form, struct buffer *out,
                    const char **boundary);

/* help.c */
void curl_print_help(struct process *process, const char *subject); /* NULL: the short page */
void curl_print_version(struct process *process);

#endif

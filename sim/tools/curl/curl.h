/* curl 8.11.1 as in curlimages/curl, over the process's network calls and http/http.h. HTTP/1.x without TLS.
 *
 * option_rows.h, options.c, option_values.c, config_file.c, variable.c, data.c, form.c, help.c: the command
 * line; url.c, glob.c: URLs; curl.c: the run, retries; output.c: files; transfer.c: one request and its answer;
 * connect.c: names, connections; tls.c: https:// to a port that speaks none; request.c: what is sent;
 * response.c: what comes back; message.c: -v and --trace; meter.c: the progress meter; write_out.c: -w;
 * cookies.c: -b and -c. */
#ifndef AMBIT_TOOLS_CURL_CURL_H
#define AMBIT_TOOLS_CURL_CURL_H

#include "http/http.h"
#include "tools/curl/options.h"
#include "tools/curl/url.h"

enum curl_code {
    CURL_OK = 0,
    CURL_UNSUPPORTED_PROTOCOL = 1,
    CURL_FAILED = 2,
    CURL_MALFORMED_URL = 3,
    CURL_RESOLVE = 6,
    CURL_CONNECT = 7,
    CURL_WEIRD_REPLY = 8,
    CURL_PARTIAL_FILE = 18,
    CURL_HTTP_ERROR = 22,
    CURL_WRITE_ERROR = 23,
    CURL_READ_ERROR = 26,
    CURL_TIMEOUT = 28,
    CURL_RANGE = 33,
    CURL_TLS = 35,
    CURL_INTERFACE = 45,
    CURL_REDIRECTS = 47,
    CURL_BAD_OPTION = 49,
    CURL_EMPTY_REPLY = 52,
    CURL_RECEIVE = 56,
    CURL_ENCODING = 61,
    CURL_TOO_LARGE = 63,
};

struct cookie {
    const char *name, *value, *domain, *path;
    bool tail;           /* other hosts of the domain get it too */
    bool secure, hidden; /* HttpOnly */
    int born;            /* in order of their coming */
    struct cookie *next;
};

struct meter {
    bool shown, headers_shown, bar;
    struct instant start;
    int64_t last;       /* the second it was last shown at; -1: never */
    int64_t samples[6]; /* bytes at the last shown seconds */
    struct instant times[6];
    size_t sample_count;
};

/* One run of the program. */
struct curl {
    struct process *process;
    struct arena *arena;
    struct curl_options *options; /* of the operation that runs */
    struct curl_options first;
    struct cookie *cookies;
    int cookies_born;
    bool cookie_engine;
    /* the connection kept open, and where it goes */
    struct connection *connection;
    const char *connected_host, *connected_address;
    int connected_port;
    int connection_count;
    struct buffer received;    /* bytes that came and were not consumed */
    struct value *known_names; /* "host:port" -> address, of --resolve */
    struct stream *file;       /* of -o, on descriptor CURL_FILE */
    struct buffer dumped;      /* what -D writes */
    struct buffer traced;      /* what --trace FILE writes */
    int number;                /* of the next URL, from 0 */
};

enum { CURL_FILE = 9 };

/* One URL: what it became, step by step; -w reads it. */
struct transfer {
    struct curl *curl;
    const char *given;    /* the URL as it was given, patterns expanded */
    struct url url;       /* where it goes now */
    const char *boundary; /* of -F; NULL: none */
    const char *upload;   /* the file of -T; NULL: none */
    bool streams;         /* -T -: of unknown length, in chunks */
    const char *referer;
    const char *time_header, *time_value; /* of -z and --etag-compare; NULL: none */
    int64_t resume_from;                  /* -C */
    const char *method;
    bool custom_method; /* -X */
    struct slice body;
    bool sends_body;
    const char *connect_name; /* the host that was connected to, as -v calls it */
    const char *first_host;   /* credentials go only there */
    int first_port;
    int number; /* of the URL, from 0 */
    /* output */
    const char *file_name; /* NULL: stdout */
    bool by_header;        /* -J: Content-Disposition may name it */
    bool appends;          /* -C */
    bool discard;          /* /dev/null */
    bool opened;
    bool terminal; /* the body goes to a terminal */
    /* progress, in virtual time */
    struct meter meter;
    struct instant start, named, connected, ready, first_byte, end; /* 0: it did not come so far */
    struct duration redirecting;                                    /* spent in earlier requests of the chain */
    struct instant deadline;                                        /* INSTANT_NEVER: none */
    /* result */
    enum curl_code code;
    const char *error; /* its text; NULL when code is CURL_OK */
    int status, minor;
    int64_t length;                             /* the body's, when it was told; -1 */
    bool chunked, encoded, ranged, until_close; /* what the head says */
    bool any_received, complete;
    bool old; /* HTTP/0.9: no head */
    int64_t size_header, size_request, size_upload, size_download, header_count;
    int64_t connects, followed, retried;
    const char *location; /* redirect target, absolute; NULL */
    const char *content_type, *etag, *disposition;
    struct value *response_headers; /* array of [name, value] of the last response */
    const char *remote_address, *local_address;
    int remote_port, local_port;
    int connection_number;
    bool keep_alive, ignore_body, reused;
    bool stale;          /* the connection kept open was closed before any byte came */
    bool data_noted;     /* "{ [N bytes data]" was shown since the last other line */
    int64_t retry_after; /* seconds; -1 */
};

/* --- messages (message.c): lines of -v and --trace, warnings, the error of a transfer --- */
void curl_note(struct transfer *transfer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Bytes of a head, and of a body. */
void curl_show(struct transfer *transfer, bool sent, struct slice text);
void curl_show_data(struct transfer *transfer, bool sent, struct slice bytes);
void curl_warn(struct curl *curl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Ends the transfer: sets code and error (the first stays), and says so in -v. Always false. */
bool curl_fail(struct transfer *transfer, enum curl_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* --- one transfer --- */
void transfer_run(struct transfer *transfer);                     /* follows redirects. WAITS. */
bool transfer_connect(struct transfer *transfer);                 /* WAITS */
void transfer_disconnect(struct transfer *transfer, bool failed); /* says so in -v */
bool transfer_secure(struct transfer *transfer);                  /* the TLS handshake; always false. WAITS. */
bool transfer_send(struct transfer *transfer);                    /* WAITS */
bool transfer_receive(struct transfer *transfer);                 /* WAITS */
bool transfer_write(struct transfer *transfer, struct slice bytes); /* to the body's destination. WAITS. */
void transfer_finish_output(struct transfer *transfer);
void transfer_dump_header(struct transfer *transfer, struct slice bytes);

/* output.c: where the body goes, by -o, -O, -J and their sisters; false: the transfer is not made. */
struct glob;
bool transfer_choose_output(struct transfer *transfer, const struct curl_target *target,
                            const struct glob *glob, size_t index);

void meter_start(struct transfer *transfer);
void meter_update(struct transfer *transfer, bool last);
struct instant meter_next(const struct transfer *transfer); /* when it wants to be updated; INSTANT_NEVER */

/* "HOST:PORT:CONNECT_HOST:CONNECT_PORT" of --connect-to; false when none fits. */
bool curl_connect_to(struct transfer *transfer, const char **host, int *port);

void write_out(struct transfer *transfer);

/* --- cookies --- */
void cookies_load(struct curl *curl);
const char *cookies_for(struct curl *curl, const struct url *url); /* "a=b; c=d"; NULL: none */
void cookies_take(struct transfer *transfer, struct slice value);  /* a Set-Cookie */
void cookies_save(struct curl *curl);

/* request.c: the -H lines and those of --json: an array of texts. */
const struct value *curl_custom_headers(struct curl *curl);

#endif

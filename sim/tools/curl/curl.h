/* curl 8.11.1 as in curlimages/curl, over the process's network calls and http/http.h. HTTP/1.x without TLS.
 *
 * options.c, data.c, help.c: the command line; url.c, glob.c: URLs; curl.c: the run, output files, retries;
 * transfer.c: one request and its answer; connect.c: names, connections; request.c: what is sent; response.c:
 * what comes back; meter.c: the progress meter; write_out.c: -w; cookies.c: -b and -c. */
#ifndef AMBIT_TOOLS_CURL_CURL_H
#define AMBIT_TOOLS_CURL_CURL_H

#include "http/http.h"
#include "tools/curl/options.h"
#include "tools/curl/url.h"

enum curl_code {
    CURL_OK = 0,
    CURL_UNSUPPORTED_PROTOCOL = 1,
    CURL_MALFORMED_URL = 3,
    CURL_RESOLVE = 6,
    CURL_CONNECT = 7,
    CURL_WEIRD_REPLY = 8,
    CURL_PARTIAL_FILE = 18,
    CURL_HTTP_ERROR = 22,
    CURL_WRITE_ERROR = 23,
    CURL_READ_ERROR = 26,
    CURL_TIMEOUT = 28,
    CURL_TLS = 35,
    CURL_REDIRECTS = 47,
    CURL_EMPTY_REPLY = 52,
    CURL_RECEIVE = 56,
};

struct cookie {
    const char *name, *value, *domain, *path;
    bool tail; /* other hosts of the domain get it too */
    bool secure;
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
    struct curl_options options;
    struct cookie *cookies;
    bool cookie_engine;
    /* the connection kept open, and where it goes */
    struct connection *connection;
    const char *connected_host, *connected_address;
    int connected_port;
    int connection_count;
    struct buffer received; /* bytes that came and were not consumed */
    struct http_parser parser;
    struct value *known_names; /* "host:port" -> address, of --resolve */
    struct stream *file;       /* of -o, on descriptor CURL_FILE */
    struct buffer dumped;      /* what -D writes */
};

enum { CURL_FILE = 9 };

/* One URL: what it became, step by step; -w reads it. */
struct transfer {
    struct curl *curl;
    const char *given; /* the URL as it was given, patterns expanded */
    struct url url;    /* where it goes now */
    const char *method;
    bool custom_method; /* -X */
    struct slice body;
    bool sends_body;
    const char *first_host; /* credentials go only there */
    int number;             /* of the URL, from 0 */
    /* output */
    const char *file_name; /* NULL: stdout */
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
    int64_t length; /* the body's, when it was told; -1 */
    int64_t size_header, size_request, size_upload, size_download, header_count;
    int64_t connects, followed, retried;
    const char *location; /* redirect target, absolute; NULL */
    const char *content_type;
    struct value *response_headers; /* array of [name, value] of the last response */
    const char *remote_address, *local_address;
    int remote_port, local_port;
    int connection_number;
    bool keep_alive, ignore_body, reused;
    bool stale;      /* the connection kept open was closed before any byte came */
    bool data_noted; /* "{ [N bytes data]" was shown since the last other line */
    size_t body_shown, raw_shown;
    int64_t retry_after; /* seconds; -1 */
};

/* --- messages (message.c): -v lines, warnings, the error of a transfer --- */
void curl_note(struct transfer *transfer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void curl_show(struct transfer *transfer, const char *prefix,
               struct slice text); /* each line behind [prefix] */
void curl_note_data(struct transfer *transfer, const char *prefix, size_t count);
void curl_warn(struct curl *curl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Ends the transfer: sets code and error, and says so in -v. Always false. */
bool curl_fail(struct transfer *transfer, enum curl_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* --- one transfer --- */
void transfer_run(struct transfer *transfer);                       /* follows redirects. WAITS. */
bool transfer_connect(struct transfer *transfer);                   /* WAITS */
void transfer_disconnect(struct transfer *transfer, bool failed);   /* says so in -v */
bool transfer_send(struct transfer *transfer);                      /* WAITS */
bool transfer_receive(struct transfer *transfer);                   /* WAITS */
bool transfer_write(struct transfer *transfer, struct slice bytes); /* to the body's destination. WAITS. */
void transfer_dump_header(struct transfer *transfer, struct slice bytes);

void meter_start(struct transfer *transfer);
void meter_update(struct transfer *transfer, bool last);
struct instant meter_next(const struct transfer *transfer); /* when it wants to be updated; INSTANT_NEVER */

void write_out(struct transfer *transfer);

/* --- cookies --- */
void cookies_load(struct curl *curl);
const char *cookies_for(struct curl *curl, const struct url *url); /* "a=b; c=d"; NULL: none */
void cookies_take(struct transfer *transfer, struct slice value);  /* a Set-Cookie */
void cookies_save(struct curl *curl);

#endif

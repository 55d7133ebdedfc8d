/* mccutchen/go-httpbin, the app of Istio's samples/httpbin: a table of paths, and what each answers. */
#ifndef AMBIT_IMAGES_HTTPBIN_H
#define AMBIT_IMAGES_HTTPBIN_H

#include "images/go_server.h"

struct bin {
    struct app_call *call;
    struct arena *arena;
    struct go_answer answer;
    struct slice path, query;
    struct slice rest;  /* of the path, behind the row's prefix */
    struct buffer *out; /* the body is written here */
};

struct bin_row {
    const char *path;    /* "/get"; with a '/' at its end what follows is [rest] */
    const char *methods; /* "GET"; NULL: all */
    void (*answer)(struct bin *bin);
};
extern const struct bin_row bin_rows[];      /* httpbin_paths.c; ends with {0} */
extern const struct bin_row bin_data_rows[]; /* httpbin_data.c */

/* --- JSON as Go's encoder writes it, indented by two blanks, without escapes for HTML (httpbin_json.c) --- */
void bin_add_text(struct buffer *out, struct slice text); /* "quoted" */
void bin_add_value(struct buffer *out, const struct value *value, int depth);

/* "{", and what every answer says of its request; the last '}' is the caller's. */
void bin_add_request(struct bin *bin, const char *url);

/* --- what a request says --- */
const char *bin_argument(struct bin *bin, const char *name); /* of the query, decoded; NULL: not there */
const struct value *bin_headers(struct bin *bin);            /* canonical names -> arrays, Host among them */
/* "a=1&b=2" decoded: names -> arrays of texts. */
struct value *bin_form(struct arena *arena, struct slice text);
const char *bin_client(struct bin *bin); /* the address that go-httpbin takes for the client's */
const char *bin_url(struct bin *bin);
/* The values of a multipart body, "form" or "files"; an empty object when it is none. */
const struct value *bin_multipart(struct bin *bin, bool files);

/* --- answers --- */
void bin_error(struct bin *bin, int status, const char *detail); /* NULL: no detail */
void bin_json(struct bin *bin);                                  /* the body is JSON */
void bin_set_header(struct bin *bin, const char *name, const char *text);
void bin_type(struct bin *bin, const char *type);

#endif

/* The table of container images: one file, one row each. What a container of this image does: which app answers
 * on its ports, which programs and files are inside, what it logs at its start, how its life goes. */
#ifndef AMBIT_IMAGES_IMAGE_H
#define AMBIT_IMAGES_IMAGE_H

#include "base/instant.h"
#include "data/value.h"
#include "http/http.h"

/* What an app is told with each request. All borrowed for the call. */
struct app_call {
    struct arena *arena;
    const struct value *pod;       /* the Pod object */
    const struct value *container; /* its spec.containers entry */
    const void *settings;          /* that image.start has read */
    struct instant now;
    struct calendar date; /* the same */
    const struct http_message *request;
    const char *peer; /* address of whom the app sees as its client */
    int peer_port;
    int port;                              /* that was asked */
    struct map (*counters)(void *context); /* WORLD_COUNTERS: what the proxies have counted */
    void *context;
    /* --- what it answers --- */
    struct buffer *response; /* complete response bytes */
    struct duration takes;   /* when the response leaves, after the request came */
    bool closes;             /* the app ends the connection behind its answer */
    struct slice log_line;   /* one line for the container's log, or empty; in the arena */
};

struct image_file {
    const char *path;
    const char *text; /* NULL: an empty directory */
};

struct image {
    const char *name;            /* reference without registry and tag: "curlimages/curl" */
    const char *const *programs; /* names of tools rows in $PATH inside; ends with NULL */
    bool runs_command; /* a container is whatever its command and arguments say, looked up among the programs */
    const char
        *entry; /* the app is this program: a command that is another one cannot start; NULL: not looked at */
    const char *prompt;             /* of an interactive sh: "~ $ "; NULL: no shell inside */
    const char *user, *home;        /* of `kubectl exec` */
    const char *directory;          /* where it begins; NULL: at home */
    const char *identity;           /* what `id` says there: "uid=100(x) gid=101(x) groups=101(x)" */
    const char *const *variables;   /* NAME=VALUE of the image, ends with NULL */
    const char *command;            /* the image's own: what `ps` shows when the pod gives none */
    const struct image_file *files; /* ends with {0}; programs and what the kubelet adds need no row */
    bool plain_shell;               /* its sh is busybox's ash, not bash */
    const char *const
        *start_log; /* lines at the start, ends with NULL: %T the instant (RFC 3339), %G the same as Go's log
                     * writes it, %N namespace, %P pod, %S service account, %A address, %L first port */
    /* The TCP port the app listens on given its container ("-listen=:8080"), or 0. */
    int (*listens)(const struct value *container, int index);
    /* What the app reads of its flags when it starts; NULL: nothing. */
    const void *(*start)(struct arena *arena, const struct value *container);
    void (*serve)(struct app_call *call); /* answers one HTTP request; NULL: not an HTTP app */
};

/* How a container's own process ends. */
struct image_end {
    int64_t after; /* seconds */
    int code;
    const char *line;        /* its last words, or NULL */
    const char *problem;     /* it never started: the runtime's words; NULL */
    const char *unsimulated; /* what ambit does not run: "not simulated: ..."; NULL */
};

extern const struct image *const image_rows[];
extern const size_t image_count;

/* The row of a reference like "docker.io/curlimages/curl:8.11.1"; NULL when ambit has no such image (the pod
 * then waits in ImagePullBackOff, and its event says the image is not simulated). */
const struct image *image_find(const char *reference);

/* Does the container's own process end by itself? By its command and its arguments; texts are in [arena]. */
bool image_ends(struct arena *arena, const struct value *container, struct image_end *end);

/* An app that accepts connections. */
struct listening {
    int port;
    const struct image *image;
    const struct value *container;
    const void *settings;
    const char *name; /* of the container */
};
/* All of a pod's, in the arena; where two have the same port, the first counts. */
size_t image_listens(struct arena *arena, const struct value *pod, struct listening **found);

#endif

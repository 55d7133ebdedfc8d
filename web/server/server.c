#include "server/server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "server/door.h"
#include "server/echo.h"
#include "server/log.h"
#include "server/notify.h"
#include "server/clerk.h"

static int64_t wall_now(void *context)
{
    struct timespec now;
    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t now(void *context)
{
    (void)context;
    return keep_wall();
}

static bool is_loopback(const char *address)
{
    return text_starts(address, "127.") || text_equal(address, "::1");
}

static bool is_every_address(const char *address)
{
    return text_equal(address, "0.0.0.0") || text_equal(address, "::");
}

/* A file of the real machine; none is none. False: *problem. */
static bool is_readable(const char *path, struct arena *arena, const char **problem)
{
    FILE *file = path ? fopen(path, "rb") : NULL;
    if (path && !file)
        *problem = arena_format(arena, "%s: %s", path, strerror(errno));
    if (file)
        fclose(file);
    return !path || file;
}

/* As many descriptors as this machine lets us have: each browser takes one or two. */
static void raise_limits(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static size_t count_clerks(const struct server_options *options)
{
    const long most = 16;
    long count = options->workers > 0 ? options->workers : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (size_t)(count > most ? most : count);
}

static bool start_clerks(struct house *house)
{
    house->echo = echo_start(house);
    bool good = house->echo != NULL;
    for (size_t i = 0; i < house->clerk_count; i++)
        good = good && clerk_start(house->clerks[i]);
    return good;
}

static void stop_clerks(struct house *house)
{
    for (size_t i = 0; i < house->clerk_count; i++)
        clerk_stop(house->clerks[i]);
    echo_stop(house->echo);
}

static void wait_for_end(const sigset_t *signals)
{
    int caught = 0;
    while (sigwait(signals, &caught) || (caught != SIGTERM && caught != SIGINT))
        continue;
    log_event("stopping", LOG_NUMBER("signal", caught));
}

/* What only the one who starts it may know. Under which name others reach it is the proxy's to say, or the network's. */
static void print_class(const struct house *house, const char *address)
{
    struct arena arena = {0};
    const char *at = house->options.proxy        ? "https://YOUR-PROXY/"
                     : house->options.everywhere ? arena_format(&arena, "https://THIS-MACHINE:%d/", house->options.port)
                                                 : address;
    if (house->options.class)
        printf("Learners of \"%s\" join at %sjoin with the code %s\nThe instructor's page: %sinstructor?token=%s\n",
               house->options.class, at, house->code, at, house->teacher);
    arena_release(&arena);
}

/* NULL and *good: none is wanted. */
static struct tls *start_tls(struct house *house, bool *good)
{
    const struct house_options *options = &house->options;
    const char *missing = options->certificate ? web_tls_load(&house->libraries) : NULL;
    struct tls *tls = options->certificate && !missing ? tls_new(&house->libraries, options->certificate, options->key) : NULL;
    *good = tls || !options->certificate;
    if (missing)
        fprintf(stderr, "ambit: %s is not installed\n", missing);
    else if (!*good)
        fprintf(stderr, "ambit: the server does not start: --cert and --key are no certificate in PEM with its key\n");
    return tls;
}

/* From an open door until the end. */
static bool serve(struct house *house, struct door *door, const char *bind, const sigset_t *signals)
{
    bool good;
    struct tls *tls = start_tls(house, &good);
    struct daemon *daemon = good ? daemon_start(house) : NULL;
    good = daemon && start_clerks(house) && door_start(door, daemon, tls);
    if (good) {
        bool six = strchr(bind, ':') != NULL;
        const char *address = arena_format(&house->arena, "%s://%s%s%s:%d/", house->options.certificate ? "https" : "http",
                                           six ? "[" : "", bind, six ? "]" : "", door_port(door));
        printf("ambit serves the labs at %s (Ctrl-C ends it)\n", address);
        print_class(house, address);
        fflush(stdout);
        log_event("ready", LOG_TEXT("bind", slice_of(bind)), LOG_NUMBER("port", door_port(door)),
                  LOG_NUMBER("workers", house->clerk_count));
        notify_manager("READY=1");
        wait_for_end(signals);
        notify_manager("STOPPING=1");
    } else if (tls || !house->options.certificate) {
        fprintf(stderr, "ambit: the server does not start\n");
    }
    atomic_store(&house->stopping, true);
    door_close(door);
    stop_clerks(house);
    while (atomic_load(&house->slow))
        usleep(10000);
    if (daemon)
        daemon_stop(daemon);
    if (tls)
        tls_free(tls);
    return good;
}

bool server_run(const struct server_options *options)
{
    const char *bind = options->bind ? options->bind : "127.0.0.1", *problem = NULL;
    struct arena arena = {0};
    struct house house;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL); /* of all threads: one waits for them */
    signal(SIGPIPE, SIG_IGN);
    raise_limits();
    bool readable = is_readable(options->certificate, &arena, &problem) && is_readable(options->key, &arena, &problem);
    struct door *door = readable ? door_open(&house, bind, options->port, &arena, &problem) : NULL;
    struct house_options wanted = {.bind = bind,
                                   .port = door ? door_port(door) : 0,
                                   .file = options->file,
                                   .workers = count_clerks(options),
                                   .loopback = is_loopback(bind) && !options->proxy,
                                   .class = options->class,
                                   .public = options->public,
                                   .proxy = options->proxy,
                                   .everywhere = is_every_address(bind),
                                   .secure = options->proxy || options->certificate,
                                   .certificate = options->certificate,
                                   .key = options->key,
                                   .random = random_of_system(),
                                   .clock = {wall_now, now, NULL}};
    bool good = door && house_open(&house, &wanted, &problem);
    const char *missing = good ? web_libraries_load(&house.libraries) : NULL;
    if (missing)
        problem = arena_format(&arena, "%s is not installed", missing);
    if (good && !missing)
        good = serve(&house, door, bind, &signals);
    else if (door)
        door_close(door);
    if (problem)
        fprintf(stderr, "ambit: %s\n", problem);
    if (door)
        house_close(&house);
    arena_release(&arena);
    return good && !missing;
}

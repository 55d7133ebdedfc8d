/* Answers on the loopback interface with the code of our own apps, for tests/curl.sh: each Pod of the manifest
 * gets a port, and "NAME PORT" is printed for it. A request is read as Go reads it, answered by the row of
 * images/, and sent with the app's delay; what the app sees as its client is the address of the simulated
 * machine. Ends with its parent. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "data/yaml.h"
#include "images/go_request.h"
#include "images/image.h"

#define CLIENT "172.18.0.2"
enum { CLIENT_PORT = 40000 };

struct app {
    const char *name;
    const struct value *pod, *container;
    const struct image *image;
    const void *settings;
};

static void send_all(int socket, struct slice bytes)
{
    while (bytes.length) {
        ssize_t sent = send(socket, bytes.data, bytes.length, MSG_NOSIGNAL);
        if (sent <= 0)
            _exit(0);
        bytes = slice_part(bytes, (size_t)sent, bytes.length);
    }
}

/* One request and its answer; false when the connection ends with it. */
static bool answer(const struct app *app, int socket, const struct http_message *request)
{
    struct arena arena = {0};
    struct buffer response = {0};
    struct instant now = {time(NULL) * 1000000000};
    struct app_call call = {.arena = &arena,
                            .pod = app->pod,
                            .container = app->container,
                            .settings = app->settings,
                            .now = now,
                            .date = instant_calendar(now),
                            .request = request,
                            .peer = CLIENT,
                            .peer_port = CLIENT_PORT,
                            .response = &response};
    app->image->serve(&call);
    struct timespec pause = {call.takes.nanoseconds / 1000000000, call.takes.nanoseconds % 1000000000};
    nanosleep(&pause, NULL);
    send_all(socket, buffer_slice(&response));
    buffer_release(&response);
    arena_release(&arena);
    return request->keep_alive && !call.closes;
}

static void serve(const struct app *app, int socket)
{
    struct buffer input = {0};
    struct http_parser parser = {0};
    struct go_request request;
    char piece[65536];
    for (;;) {
        struct arena arena = {0};
        enum http_state state = go_request(&arena, &parser, buffer_slice(&input), &request);
        if (state == HTTP_INVALID)
            send_all(socket, slice_of(request.refusal));
        bool going = state != HTTP_INVALID && (state == HTTP_PARTIAL || answer(app, socket, &request.message));
        arena_release(&arena);
        if (!going)
            break;
        if (state == HTTP_COMPLETE) {
            buffer_drop_front(&input, request.used);
            continue;
        }
        ssize_t got = recv(socket, piece, sizeof piece, 0);
        if (got <= 0)
            break;
        buffer_add(&input, (struct slice){piece, (size_t)got});
    }
    close(socket);
    _exit(0);
}

static int listen_anywhere(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int socket_ = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_ < 0 || bind(socket_, (struct sockaddr *)&address, length) || listen(socket_, 64) ||
        getsockname(socket_, (struct sockaddr *)&address, &length)) {
        perror("app_server");
        exit(1);
    }
    *port = ntohs(address.sin_port);
    return socket_;
}

/* In a child: accepts for ever, a process for each connection. */
static void run(const struct app *app, int listener)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int socket_ = accept(listener, NULL, NULL);
        if (socket_ < 0)
            continue;
        if (fork() == 0)
            serve(app, socket_);
        close(socket_);
    }
}

static void start(struct arena *arena, const struct value *pod)
{
    struct app app = {.name = value_find_text(pod, "metadata.name"), .pod = pod};
    app.container = value_find(pod, "spec.containers.0");
    app.image = image_find(value_find_text(app.container, "image"));
    if (!app.image || !app.image->serve) {
        fprintf(stderr, "app_server: %s has no app\n", app.name);
        exit(1);
    }
    app.settings = app.image->start ? app.image->start(arena, app.container) : NULL;
    int port, listener = listen_anywhere(&port);
    if (fork() == 0)
        run(&app, listener);
    close(listener);
    printf("%s %d\n", app.name, port);
}

int main(int count, char **words)
{
    struct arena arena = {0};
    struct buffer text = {0};
    FILE *file = count == 2 ? fopen(words[1], "r") : NULL;
    if (!file)
        return 2;
    for (int c; (c = getc(file)) != EOF;)
        buffer_add_byte(&text, (char)c);
    fclose(file);
    struct yaml_reader reader = yaml_reader(buffer_slice(&text));
    const struct value *document;
    while (yaml_next(&arena, &reader, &document)) {
        if (value_says(value_get(document, "kind"), "Pod"))
            start(&arena, document);
    }
    if (reader.problem) {
        fprintf(stderr, "app_server: %s\n", reader.problem);
        return 2;
    }
    fclose(stdout);
    pause();
    return 0;
}

#include "cli/command.h"
#include "server/server.h"

struct serving {
    struct server_options options;
    int64_t port;
};

/* The value of "--name VALUE" or "--name=VALUE" at *at; NULL: the word is another one, or lacks it. */
static const char *value_of(const char *name, int count, char *const *words, int *at)
{
    struct slice word = slice_of(words[*at]), known = slice_of(name);
    if (slice_starts(word, name) && word.length > known.length && word.data[known.length] == '=')
        return word.data + known.length + 1;
    return slice_is(word, name) && *at + 1 < count ? words[++*at] : NULL;
}

static int take_word(struct serving *serving, int count, char *const *words, int *at)
{
    const char *value, *word = words[*at];
    int64_t number;
    if ((value = value_of("--port", count, words, at))) {
        if (!slice_to_integer(slice_of(value), &number) || number < 0 || number > 65535)
            return command_usage_error(&serve_command, "--port: \"%s\" is no port", value);
        serving->options.port = (int)number;
    } else if ((value = value_of("--bind", count, words, at))) {
        serving->options.bind = value;
    } else if ((value = value_of("--db", count, words, at))) {
        serving->options.file = value;
    } else if ((value = value_of("--workers", count, words, at))) {
        if (!slice_to_integer(slice_of(value), &number) || number < 1 || number > 16)
            return command_usage_error(&serve_command, "--workers: 1 to 16, not \"%s\"", value);
        serving->options.workers = (int)number;
    } else if ((value = value_of("--class", count, words, at))) {
        serving->options.class = value;
    } else if ((value = value_of("--cert", count, words, at))) {
        serving->options.certificate = value;
    } else if ((value = value_of("--key", count, words, at))) {
        serving->options.key = value;
    } else if (text_equal(word, "--public")) {
        serving->options.public = true;
    } else if (text_equal(word, "--behind-proxy")) {
        serving->options.proxy = true;
    } else {
        return command_usage_error(&serve_command, "serve does not know \"%s\", or it needs a value", word);
    }
    return EXIT_DONE;
}

/* Without a reverse proxy or a certificate of its own, nobody but this machine is let near. */
static bool is_loopback(const char *address)
{
    return !address || text_starts(address, "127.") || text_equal(address, "::1");
}

/* Passwords of a kind go over the line: beyond this machine only where nobody reads along, and only when that was asked for. */
static int check_call(const struct server_options *options)
{
    if (!options->certificate != !options->key)
        return command_usage_error(&serve_command, "--cert and --key belong together");
    if (options->certificate && options->proxy)
        return command_usage_error(&serve_command, "either --behind-proxy or --cert and --key");
    bool loopback = is_loopback(options->bind);
    if (!options->public && options->proxy)
        return command_usage_error(&serve_command, "--behind-proxy lets others in than this machine: say --public as well");
    if (!options->public && !loopback)
        return command_usage_error(&serve_command, "--bind %s lets others in than this machine: say --public as well", options->bind);
    if (options->public && !options->proxy && !options->certificate)
        return command_usage_error(&serve_command, "--public needs TLS: --behind-proxy (a proxy that speaks it), or --cert FILE --key FILE");
    if (options->public && options->certificate && loopback)
        return command_usage_error(&serve_command, "--public needs an address that others reach: --bind 0.0.0.0 is all of this machine's");
    return EXIT_DONE;
}

static int run(int count, char *const *words)
{
    struct serving serving = {.options = {.port = 8080}};
    int status = EXIT_DONE;
    for (int i = 1; i < count && !status; i++)
        status = take_word(&serving, count, words, &i);
    if (!status)
        status = check_call(&serving.options);
    if (status)
        return status;
    return server_run(&serving.options) ? EXIT_DONE : EXIT_USAGE;
}

const struct command serve_command = {
    .name = "serve",
    .usage = "[--port PORT] [--bind ADDRESS] [--db FILE] [--workers N] [--class NAME]\n"
             "             [--public (--behind-proxy | --cert FILE --key FILE)]",
    .help = "Serve the labs to browsers, and print the address",
    .text = "Everybody who opens the page has labs of their own; they are saved as `ambit open` saves them. It works without\n"
            "JavaScript, and without a network.\n\n"
            "  --port PORT     8080 without it; 0 takes a free one\n"
            "  --bind ADDRESS  a numeric address; 127.0.0.1 without it\n"
            "  --db FILE       the database; else ambit/ambit.db in $XDG_DATA_HOME (~/.local/share)\n"
            "  --workers N     threads that run sessions; as many as there are processors without it\n"
            "  --class NAME    learners join with a code and a name; the instructor's page has who is where, each terminal to\n"
            "                  look at, hints to send, results and submissions. The code and that page's address are printed\n"
            "  --public        others than this machine are let in. It needs one of\n"
            "  --behind-proxy  a reverse proxy in front speaks TLS, sets X-Forwarded-For, and passes Host (or X-Forwarded-Host)\n"
            "                  and WebSockets on; what it says is believed. --bind stays 127.0.0.1 where it runs here\n"
            "  --cert, --key   files: the certificate and its key, in PEM; and --bind with an address that others reach\n\n"
            "SIGTERM and Ctrl-C end it when what was asked is answered and saved. /healthz and /metrics say how it goes; each\n"
            "event is a line on stderr. web/README.md has the API.\n",
    .run = run,
};

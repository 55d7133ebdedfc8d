/* Redirections (POSIX XCU 2.7) and bash's &>, &>>, <<<. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/evaluate.h"
#include "shell/stream.h"

struct saved_streams {
    struct stream *streams[STREAMS];
    bool replaced[STREAMS];
};

static void forget(void *thing)
{
    struct saved_streams *saved = thing;
    for (int i = 0; i < STREAMS; i++) {
        if (!saved->streams[i])
            continue;
        stream_close_at(saved->streams[i], i);
        stream_unref(saved->streams[i]);
    }
    memory_free(saved);
}

void redirect_restore(struct process *process, struct saved_streams *saved)
{
    if (!saved)
        return;
    for (int i = 0; i < STREAMS; i++)
        if (saved->replaced[i])
            process_set_stream(process, i, saved->streams[i]);
    process_disown(process, saved);
    forget(saved);
}

/* Puts [stream] (taken over; NULL closes) at [descriptor]. The stream before stays open until it is put back,
 * so that the other end of a pipe does not see it close. */
static void replace(struct process *process, struct saved_streams *saved, int descriptor, struct stream *stream)
{
    struct stream *old = process->streams[descriptor];
    if (saved && !saved->replaced[descriptor]) {
        saved->replaced[descriptor] = true;
        saved->streams[descriptor] = old;
        if (old)
            stream_open_at(stream_ref(old), descriptor);
    }
    process_set_stream(process, descriptor, stream);
    stream_unref(stream);
}

static struct stream *duplicate(struct process *process, int64_t descriptor, const char *shown)
{
    if (descriptor >= 0 && descriptor < STREAMS && process->streams[descriptor])
        return stream_ref(process->streams[descriptor]);
    complain(process, "%s: Bad file descriptor", shown);
    return NULL;
}

/* The streams that have names: true when [path] is one of them. */
static bool named_stream(struct process *process, const char *path, struct stream **stream)
{
    int descriptor = process_descriptor(path);
    if (text_equal(path, "/dev/null")) {
        *stream = stream_null();
        return true;
    }
    if (text_equal(path, "/dev/tty"))
        descriptor = STREAM_ERROR;
    if (descriptor < 0)
        return false;
    *stream = duplicate(process, descriptor, path);
    return true;
}

/* Bash opens connections by such names. */
static bool refuses_network(struct process *process, const char *path)
{
    if (!text_starts(path, "/dev/tcp/") && !text_starts(path, "/dev/udp/"))
        return false;
    process_complain(process, "bash: not simulated: %.8s\n", path);
    return true;
}

static struct stream *open_for_reading(struct process *process, const char *path)
{
    struct stream *stream = NULL;
    const char *problem;
    if (named_stream(process, path, &stream) || refuses_network(process, path))
        return stream;
    const struct value *file = *path ? process_file(process, path, &problem) : NULL;
    if (file)
        return stream_bytes(file_data(file));
    if (process->shell->plain)
        complain(process, "can't open %s: %s", path,
                 *path && text_equal(problem, "Is a directory") ? problem : "no such file");
    else
        complain(process, "%s: %s", quote_for_message(process->arena, path),
                 *path ? problem : "No such file or directory");
    return NULL;
}

static struct stream *open_for_writing(struct process *process, const char *path, const char *operator)
{
    struct stream *stream = NULL;
    const char *problem = NULL, *unused;
    bool both = text_equal(operator, "<>");
    if (named_stream(process, path, &stream) || refuses_network(process, path))
        return stream;
    bool append = text_ends(operator, ">>") || both;
    if (text_equal(operator, ">") && (process->shell->options & OPTION_NOCLOBBER) &&
        process_file(process, path, &unused)) {
        complain(process, "%s: cannot overwrite existing file", path);
        return NULL;
    }
    stream = *path ? stream_to_file(process, path, append, &problem) : NULL;
    if (stream)
        stream->readable = both;
    if (!stream && process->shell->plain)
        complain(process, "can't create %s: %s", path,
                 text_equal(problem, "No such file or directory") ? "nonexistent directory" : problem);
    else if (!stream)
        complain(process, "%s: %s", quote_for_message(process->arena, path),
                 *path ? problem : "No such file or directory");
    return stream;
}

static const char *target(struct process *process, const struct redirection *redirection)
{
    struct fields fields = {0};
    expand_word(process, redirection->word, &fields);
    if (process->shell->flow != FLOW_ON)
        return NULL;
    if (fields.count == 1)
        return fields.words[0];
    complain(process, "%s: ambiguous redirect", redirection->word);
    return NULL;
}

static bool redirect_document(struct process *process, const struct redirection *redirection,
                              struct saved_streams *saved)
{
    const char *text;
    if (redirection->ended_at)
        process_complain(
            process, "%s: line %d: warning: here-document at line %d delimited by end-of-file (wanted `%s')\n",
            process->shell->source, redirection->ended_at, redirection->line, redirection->delimiter);
    if (text_equal(redirection->operator, "<<<"))
        text = arena_format(process->arena, "%s\n", expand_value(process, redirection->word));
    else
        text = redirection->literal || !redirection->body ? redirection->body
                                                          : expand_document(process, redirection->body);
    if (process->shell->flow != FLOW_ON)
        return false;
    int descriptor = redirection->descriptor < 0 ? STREAM_IN : redirection->descriptor;
    replace(process, saved, descriptor, stream_bytes(slice_of(text ? text : "")));
    return true;
}

/* n>&m, n>&-, and ">& file", which is "&> file". */
static bool redirect_duplicate(struct process *process, const struct redirection *redirection, const char *word,
                               struct saved_streams *saved)
{
    bool input = redirection->operator[0] == '<';
    int descriptor = redirection->descriptor < 0 ? (input ? STREAM_IN : STREAM_OUT) : redirection->descriptor;
    int64_t from;
    if (text_equal(word, "-")) {
        replace(process, saved, descriptor, NULL);
        return true;
    }
    bool move = text_ends(word, "-");
    struct slice digits = slice_of(word);
    if (!slice_to_integer(slice_part(digits, 0, digits.length - move), &from)) {
        if (input || redirection->descriptor >= 0) {
            complain(process, "%s: ambiguous redirect", redirection->word);
            return false;
        }
        struct stream *stream = open_for_writing(process, word, ">");
        if (!stream)
            return false;
        replace(process, saved, STREAM_OUT, stream_ref(stream));
        replace(process, saved, STREAM_ERROR, stream);
        return true;
    }
    struct stream *stream = duplicate(process, from, word);
    if (stream)
        replace(process, saved, descriptor, stream);
    if (stream && move && from != descriptor)
        replace(process, saved, (int)from, NULL);
    return stream != NULL;
}

static bool redirect_one(struct process *process, const struct redirection *redirection,
                         struct saved_streams *saved);

/* {name}>: the first free descriptor from 10 on, whose number the variable gets; {name}>&- closes that
 * descriptor. Such a descriptor stays open behind the command. */
static bool redirect_named(struct process *process, struct redirection redirection)
{
    enum { FIRST = 10 };
    int64_t descriptor = FIRST;
    bool closes = text_ends(redirection.operator, "&") && text_equal(redirection.word, "-");
    const char *held = variable_text(process->shell, redirection.variable);
    if (closes && !slice_to_integer(slice_of(held ? held : ""), &descriptor)) {
        complain(process, "%s: Bad file descriptor", redirection.variable);
        return false;
    }
    while (!closes && descriptor < STREAMS && process->streams[descriptor])
        descriptor++;
    redirection.descriptor = descriptor < 0 || descriptor > STREAMS ? STREAMS : (int)descriptor;
    const char *name = redirection.variable;
    redirection.variable = NULL;
    if (!redirect_one(process, &redirection, NULL))
        return false;
    return closes || assign(process, name, arena_format(process->arena, "%d", redirection.descriptor), false);
}

static bool redirect_one(struct process *process, const struct redirection *redirection,
                         struct saved_streams *saved)
{
    const char *operator= redirection->operator;
    if (redirection->variable)
        return redirect_named(process, *redirection);
    if (redirection->descriptor >= STREAMS) {
        complain(process, "%d: Bad file descriptor", redirection->descriptor);
        return false;
    }
    if (text_starts(operator, "<<"))
        return redirect_document(process, redirection, saved);
    const char *word = target(process, redirection);
    if (!word)
        return false;
    if (text_ends(operator, "&"))
        return redirect_duplicate(process, redirection, word, saved);
    bool input = operator[0] == '<', both = text_equal(operator, "<>");
    struct stream *stream =
        input && !both ? open_for_reading(process, word) : open_for_writing(process, word, operator);
    if (!stream)
        return false;
    if (operator[0] == '&') {
        replace(process, saved, STREAM_OUT, stream_ref(stream));
        replace(process, saved, STREAM_ERROR, stream);
        return true;
    }
    int descriptor = redirection->descriptor < 0 ? (input ? STREAM_IN : STREAM_OUT) : redirection->descriptor;
    replace(process, saved, descriptor, stream);
    return true;
}

bool redirect(struct process *process, const struct redirection *redirections, struct saved_streams **saved)
{
    struct saved_streams *kept = NULL;
    if (!redirections)
        return true;
    if (saved) {
        kept = memory_allocate(sizeof *kept);
        process_own(process, forget, kept);
    }
    for (; redirections; redirections = redirections->next) {
        if (redirect_one(process, redirections, kept))
            continue;
        redirect_restore(process, kept);
        return false;
    }
    if (saved)
        *saved = kept;
    return true;
}

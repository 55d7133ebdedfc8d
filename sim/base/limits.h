/* Every quota and depth, in one table: name, value, unit, and what a learner is told. `ambit version --limits`
 * prints it. A limit is checked where the thing grows; the world stays as it was. */
#ifndef AMBIT_BASE_LIMITS_H
#define AMBIT_BASE_LIMITS_H

#include <stddef.h>

/* LIMIT(NAME, value, "unit", "message") */
#define LIMITS(LIMIT)                                                                                          \
    LIMIT(VALUE_DEPTH, 100, "levels", "a document nested deeper than this is refused")                         \
    LIMIT(VALUE_NODES, 200000, "values", "one document, aliases expanded")                                     \
    LIMIT(DOCUMENT_BYTES, 3145728, "bytes", "one YAML or JSON document (the API server's request limit)")      \
    LIMIT(LINE_BYTES, 1048576, "bytes", "one command as typed or piped in")                                    \
    LIMIT(SHELL_DEPTH, 200, "levels", "nested commands, functions and substitutions")                          \
    LIMIT(SHELL_WORDS, 100000, "words", "the words of one command after expansion")                            \
    LIMIT(SHELL_TEXT, 8388608, "bytes", "one expansion: a variable, a substitution, a heredoc")                \
    LIMIT(REGEXP_OPERATORS, 500, "operators", "of one regular expression")                                     \
    LIMIT(REGEXP_COPIES, 1000, "copies", "that the intervals of one regular expression may ask for")           \
    LIMIT(REGEXP_BYTES, 65536, "bytes", "of one line that a regular expression looks at")                      \
    LIMIT(JQ_SECONDS, 2, "seconds", "of the machine's time that a jq filter may compute or say nothing")                \
    LIMIT(JQ_MEMORY, 268435456, "bytes", "of address space for one jq")                                        \
    LIMIT(PROCESSES, 256, "processes", "alive at once")                                                        \
    LIMIT(RESERVED_PROCESSES, 32, "processes", "of them for what is typed, so that jobs can be ended")         \
    LIMIT(REFUSED_FORKS, 200, "forks", "of a background job that failed, before it is killed")                \
    LIMIT(JOB_STEPS, 1000000, "steps", "of a background job ahead of 100,000 a second (CPU time)")             \
    LIMIT(PROCESS_MEMORY, 67108864, "bytes", "one process's own memory")                                       \
    LIMIT(STACK_BYTES, 524288, "bytes", "one process's stack")                                                 \
    LIMIT(PIPE_BYTES, 65536, "bytes", "in a pipe before its writer waits (Linux pipe(7))")                     \
    LIMIT(FILE_BYTES, 4194304, "bytes", "one simulated file")                                                  \
    LIMIT(UNDO_BYTES, 67108864, "bytes", "of an editor's changes kept for undo")                               \
    LIMIT(INPUT_BYTES, 16777216, "bytes", "that a program may hold of what it reads")                         \
    LIMIT(FILES, 1000, "files", "in one world")                                                                \
    LIMIT(OUTPUT_BYTES, 16777216, "bytes", "shown by one command")                                             \
    LIMIT(COMMAND_STEPS, 2000000, "steps", "of one command before it is interrupted")                          \
    LIMIT(SHOWN_BYTES, 262144, "bytes", "of the terminal's text kept for checks")                              \
    LIMIT(OBJECTS, 20000, "objects", "in one cluster")                                                         \
    LIMIT(SCROLLBACK_LINES, 2000, "lines", "of a terminal pane that can be scrolled back to")                      \
    LIMIT(LOG_RECORDS, 1000, "records", "kept for each container")                                             \
    LIMIT(TRACES, 200, "requests", "kept for lab why")                                                         \
    LIMIT(EVENTS, 500, "events", "of the cluster kept for kubectl get events")                                 \
    LIMIT(HTTP_HEAD_BYTES, 61440, "bytes", "one HTTP head (Envoy's default: 60 KiB)")                          \
    LIMIT(HTTP_HEADERS, 100, "headers", "in one HTTP message (Envoy's default)")                               \
    LIMIT(HTTP_BODY_BYTES, 1048576, "bytes", "one HTTP body held by a simulated proxy or app")                 \
    LIMIT(CONNECTIONS, 1000, "connections", "open at once")                                                    \
    LIMIT(HISTORY_POINTS, 10000, "commands", "that can be undone")                                             \
    LIMIT(HISTORY_LINES, 1000, "lines", "of shell history")                                                    \
    LIMIT(CHECK_SECONDS, 120, "virtual seconds", "a check's fork may run until the cluster is quiet")          \
    LIMIT(SETTLE_SECONDS, 600, "virtual seconds", "a batch run waits for the cluster to be quiet")             \
    LIMIT(LUA_BYTES, 4194304, "bytes", "memory of one scenario's Lua")                                         \
    LIMIT(LUA_INSTRUCTIONS, 10000000, "instructions", "of one Lua call")                                       \
    LIMIT(COMMIT_MILLISECONDS, 5, "milliseconds", "in which what happens is saved together, while nobody waits for it") \
    LIMIT(LOCKED_MILLISECONDS, 500, "milliseconds", "for another program to let go of the sessions' database") \
    LIMIT(SILENT_MILLISECONDS, 10000, "milliseconds", "for the disk to answer, before the lab goes on unsaved")   \
    LIMIT(UNSAVED_BYTES, 67108864, "bytes", "held while the disk does not take them, to be saved when it does") \
    LIMIT(SUBMISSION_BYTES, 33554432, "bytes", "of one submission")                                           \
    LIMIT(SUBMISSION_INPUTS, 100000, "inputs", "in one submission")                                           \
    LIMIT(SUBMISSION_DAYS, 400, "virtual days", "that a submitted session may last")                          \
    LIMIT(REPLAY_STEPS, 100000000, "steps", "of all processes while a submission is replayed")                \
    LIMIT(WEB_HEAD_BYTES, 16384, "bytes", "the head of one request to the browser's server")                  \
    LIMIT(WEB_HEADERS, 64, "headers", "in one such request")                                                  \
    LIMIT(WEB_BODY_BYTES, 4718592, "bytes", "its body")                                                       \
    LIMIT(WEB_HEAD_SECONDS, 10, "seconds", "in which a connection has to send its head")                      \
    LIMIT(WEB_FRAME_BYTES, 65536, "bytes", "one message of a browser's terminal")                             \
    LIMIT(WEB_STREAM_BYTES, 262144, "bytes", "of a terminal's output kept for a browser that comes back")     \
    LIMIT(WEB_AHEAD_BYTES, 262144, "bytes", "sent to a terminal before it says what it has shown")            \
    LIMIT(WEB_TYPED_BYTES, 1048576, "bytes", "typed that a terminal has not taken yet")                       \
    LIMIT(WEB_TRANSCRIPT_BYTES, 262144, "bytes", "of commands and their output that a page shows")            \
    LIMIT(WEB_TERMINALS, 4, "terminals", "of one session")                                                    \
    LIMIT(WEB_SOCKETS, 8, "sockets", "of one session's terminals")                                            \
    LIMIT(WEB_SESSIONS, 50, "sessions", "that one browser may begin")                                         \
    LIMIT(WEB_LIST, 500, "rows", "of a list in one answer; the rest is asked for by \"continue\"")           \
    LIMIT(WEB_LEARNERS, 20000, "learners", "of one server")                                                   \
    LIMIT(WEB_GUESSES, 30, "wrong codes or tokens", "from one address within a minute")                       \
    LIMIT(WEB_IDLE_SECONDS, 900, "seconds", "that a session nobody looks at stays in memory")                 \
    LIMIT(CONTROL_ROUNDS, 100, "rounds", "of controllers after one commit")

enum limit {
#define LIMIT_VALUE(name, value, unit, message) LIMIT_##name = (value),
    LIMITS(LIMIT_VALUE)
#undef LIMIT_VALUE
};

struct limit_row {
    const char *name;
    long value;
    const char *unit;
    const char *message;
};

extern const struct limit_row limit_rows[];
extern const size_t limit_count;

#endif

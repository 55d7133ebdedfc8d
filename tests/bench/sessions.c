/* Rows 5, 7 and 9: what a session takes of memory, and how long it takes to grade one, or to play it again. */
#include "operations.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "scenario/embedded.h"
#include "workshop.h"

#define START 1795424400000000000 /* 2026-11-23T09:00:00Z */
#define TERMINAL "1"

static struct scenario *load(void)
{
    struct scenario_source source = embedded_source(BENCH_SLUG);
    const char *problem = NULL;
    struct scenario *scenario = scenario_load(&source, &problem);
    check(scenario);
    return scenario;
}

static struct session *open_at(const struct scenario *scenario, int64_t start)
{
    const char *problem = NULL;
    struct session *session = session_new(scenario, (struct instant){start}, 1, &problem);
    check(session);
    return session;
}

/* One command as a person gives it, with the checks that follow by themselves. */
static void type(struct session *session, struct slice command)
{
    size_t done;
    session_input(session, INPUT_LINE, TERMINAL, command);
    session_finish(session, TERMINAL, true);
    session_output(session, TERMINAL);
    while (session_check_step(session, &done))
        continue;
}

/* Every task's solution, one command at a time, and [pause] after each. */
static void solve(const struct scenario *scenario, struct session *session, struct duration pause)
{
    const struct task *tasks;
    size_t count = scenario_tasks(scenario, &tasks);
    for (size_t i = 0; i < count; i++) {
        struct slice script = slice_of(tasks[i].solve);
        while (script.length) {
            size_t length = shell_command_length(script, true);
            type(session, slice_trim(slice_part(script, 0, length)));
            session_advance(session, instant_add(session_now(session), pause));
            script = slice_part(script, length, script.length);
        }
    }
}

/* --- row 7 --- */

enum { MOST_STARTS = 8 };

/* Submissions that are all alike but for when they began: as many as the size says. */
struct class
{
    struct scenario *scenario;
    struct buffer texts[MOST_STARTS];
    size_t count, next;
};

static const struct scenario *given(void *context, const char *slug, struct arena *arena, const char **problem)
{
    (void)slug;
    (void)arena;
    (void)problem;
    return context;
}

static void *begin_class(size_t size)
{
    struct class *class = memory_allocate(sizeof *class);
    class->scenario = load();
    class->count = size < MOST_STARTS ? size : MOST_STARTS;
    for (size_t i = 0; i < class->count; i++) {
        struct arena arena = {0};
        struct submission_label label = {.learner = "somebody"};
        struct session *session = open_at(class->scenario, START + SECONDS(i).nanoseconds);
        solve(class->scenario, session, SECONDS(30));
        submission_write(&class->texts[i], class->scenario, session_ask(session, "journal", &arena), &label);
        session_free(session);
        arena_release(&arena);
    }
    return class;
}

static void end_class(void *context)
{
    struct class *class = context;
    for (size_t i = 0; i < class->count; i++)
        buffer_release(&class->texts[i]);
    scenario_free(class->scenario);
    memory_free(class);
}

static void grade(void *context, size_t times)
{
    struct class *class = context;
    struct grader grader = {.context = class->scenario, .find = given};
    for (size_t i = 0; i < times; i++) {
        struct arena arena = {0};
        struct buffer out = {0};
        const struct value *report =
            grade_submission(&grader, buffer_slice(&class->texts[class->next]), &arena);
        struct value *one = value_object(&arena), *all = value_array(&arena);
        check(value_says(value_get(report, "outcome"), "verified") &&
              value_number(value_get(report, "points"), 0) == 10);
        value_put(&arena, one, "report", report);
        value_append(&arena, all, one);
        grade_write(&out, "json", all);
        class->next = (class->next + 1) % class->count;
        buffer_release(&out);
        arena_release(&arena);
    }
}

const struct operation grade_operation = {
    .name = "grade", .begin = begin_class, .run = grade, .end = end_class};

static const char manifests[] =
    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: accounts\n  labels:\n"
    "    {istio.io/use-waypoint: waypoint, istio.io/dataplane-mode: ambient}\n---\n"
    "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: waypoint\n  namespace: "
    "accounts\n"
    "  labels: {istio.io/waypoint-for: service}\nspec:\n  gatewayClassName: istio-waypoint\n  listeners:\n"
    "  - {name: mesh, port: 15008, protocol: HBONE}\n---\n"
    "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: allow-get-only\n"
    "  namespace: accounts\nspec:\n  targetRefs:\n  - {kind: Service, group: '', name: accounts}\n  action: "
    "ALLOW\n  rules:\n"
    "  - from:\n    - source: {namespaces: [finance]}\n    to:\n    - operation: {methods: [GET]}\n";

static void *begin_manifests(size_t size)
{
    (void)size;
    return load();
}

static void end_manifests(void *context)
{
    scenario_free(context);
}

static void grade_final(void *context, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        struct arena arena = {0};
        const struct value *report = grade_manifests(context, slice_of(manifests), &arena);
        check(value_number(value_get(report, "points"), 0) == 6);
        arena_release(&arena);
    }
}

const struct operation final_operation = {
    .name = "final", .begin = begin_manifests, .run = grade_final, .end = end_manifests};

/* A sum of what `ambit grade` prints about the folder. */
static unsigned long graded_sum(const char *folder, int jobs)
{
    char command[4096];
    unsigned long sum = 0;
    snprintf(command, sizeof command, "'%s' grade '%s' --json --jobs %d 2>&1 | cksum", ambit_program(), folder,
             jobs);
    FILE *pipe = popen(command, "r");
    check(pipe && fscanf(pipe, "%lu", &sum) == 1);
    pclose(pipe);
    return sum;
}

/* A class of submissions on the disk, some of them broken: are they graded the same, whoever works on them? */
static bool same_with_two(void)
{
    enum { FILES = 60 };
    char folder[] = "/tmp/ambit-bench-XXXXXX", path[64];
    struct class *class = begin_class(MOST_STARTS);
    check(mkdtemp(folder));
    for (size_t i = 0; i < FILES; i++) {
        struct slice text = buffer_slice(&class->texts[i % MOST_STARTS]);
        snprintf(path, sizeof path, "%s/%02zu.json", folder, i);
        FILE *file = fopen(path, "w");
        check(file && fwrite(text.data, 1, i % 7 ? text.length : text.length / 2, file));
        fclose(file);
    }
    bool same = graded_sum(folder, 1) == graded_sum(folder, 2);
    for (size_t i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%02zu.json", folder, i);
        unlink(path);
    }
    rmdir(folder);
    end_class(class);
    return same;
}

static void measure_grading(struct report *report)
{
    struct comparison own =
        compare_operations(&grade_operation, MOST_STARTS, MOST_STARTS, &bash_operation, 0, 3);
    struct comparison same = compare_operations(&grade_operation, 1, 3, &bash_operation, 0, 3);
    struct comparison final = compare_operations(&final_operation, 0, 3, &bash_operation, 0, 3);
    bool agreed = same_with_two();
    report_text(report, "%.1f times (%.1f ms)", own.ratio, own.a / 1e6);
    report_text(report, "%.1f times (%.1f ms) where all began at the same instant", same.ratio, same.a / 1e6);
    report_text(report, "manifests alone %.1f times (%.1f ms)", final.ratio, final.a / 1e6);
    report_text(report, "%s bytes", agreed ? "the same" : "OTHER");
    report_limit(report, own.ratio, 0, 1);
    report_limit(report, agreed ? 0.5 : 2, 1, 1);
}

/* --- row 9 --- */

/* A recorded sitting, and how long it lasted. */
struct recording {
    struct scenario *scenario;
    struct arena arena;
    const struct value *journal;
    double seconds;
};

/* An hour over the challenge; an hour of requests every ten seconds with a watch beside them; an hour in vi,
 * 2,000 keys. */
enum { RECORDING_CHALLENGE = 1, RECORDING_WATCH, RECORDING_KEYS };

static void sit(struct session *session, const struct scenario *scenario, size_t which)
{
    static const char *const looks[] = {"kubectl get pods -A", "istioctl ztunnel-config workload",
                                        "ls -l; cat README",
                                        "kubectl exec curl -n finance -- curl -sS accounts.accounts:8080"};
    struct instant end = instant_add(session_now(session), SECONDS(3600));
    if (which == RECORDING_CHALLENGE) {
        solve(scenario, session, SECONDS(60));
        for (size_t i = 0; instant_compare(session_now(session), end) < 0; i++) {
            type(session, slice_of(looks[i % 4]));
            session_advance(session, instant_add(session_now(session), SECONDS(30)));
        }
    } else if (which == RECORDING_WATCH) {
        type(session, SLICE("kubectl get pods -n accounts -w > seen &"));
        session_input(
            session, INPUT_LINE, TERMINAL,
            SLICE("while sleep 10; do kubectl exec curl -n finance -- curl -s accounts.accounts:8080; done"));
        session_advance(session, end);
        session_input(session, INPUT_INTERRUPT, TERMINAL, SLICE(""));
        session_finish(session, TERMINAL, false);
    } else {
        session_input(session, INPUT_RESIZE, TERMINAL, SLICE("80 24"));
        session_input(session, INPUT_LINE, TERMINAL, SLICE("vi allow-finance.yaml"));
        for (size_t i = 0; i < 2000; i++) {
            session_advance(session, instant_add(session_now(session), MILLISECONDS(1800)));
            session_input(session, INPUT_BYTES, TERMINAL,
                          slice_part(SLICE("jjojabc\033kkddp"), i % 13, i % 13 + 1));
        }
        session_advance(session, end);
        session_input(session, INPUT_BYTES, TERMINAL, SLICE("\033:q!\r"));
        session_finish(session, TERMINAL, false);
    }
}

static void *begin_recording(size_t size)
{
    struct recording *recording = memory_allocate(sizeof *recording);
    recording->scenario = load();
    struct session *session = open_at(recording->scenario, START);
    sit(session, recording->scenario, size);
    recording->journal = value_copy(&recording->arena, session_ask(session, "journal", &recording->arena));
    recording->seconds = (double)(session_now(session).nanoseconds - START) / 1e9;
    session_free(session);
    return recording;
}

static void end_recording(void *context)
{
    struct recording *recording = context;
    arena_release(&recording->arena);
    scenario_free(recording->scenario);
    memory_free(recording);
}

static void replay(void *context, size_t times)
{
    struct recording *recording = context;
    for (size_t i = 0; i < times; i++) {
        const char *problem = NULL;
        const struct value *entry;
        struct replay again = replay_begin(recording->scenario, recording->journal, &problem);
        check(again.session);
        while (replay_step(&again, &entry) != REPLAY_END)
            continue;
        check(!again.world_differs && !again.shown_differs);
        session_free(again.session);
    }
}

const struct operation replay_operation = {
    .name = "replay", .begin = begin_recording, .run = replay, .end = end_recording};

static void measure_replay(struct report *report)
{
    static const char *const names[] = {"the challenge", "a request every ten seconds and a watch",
                                        "2,000 keys in vi"};
    for (size_t which = RECORDING_CHALLENGE; which <= RECORDING_KEYS; which++) {
        struct recording *recording = begin_recording(which);
        struct comparison time = compare_operations(&replay_operation, which, 2, &bash_operation, 0, 1);
        double wall = time.a / recording->seconds; /* nanoseconds a second */
        report_text(report, "%s: %.2f million times (%.0f s in %.1f ms)", names[which - 1], 1e3 / wall,
                    recording->seconds, time.a / 1e6);
        report_limit(report, wall, 1e4, 1e3);
        end_recording(recording);
    }
    report_text(report, "every hash the same");
}

/* --- row 5 --- */

/* What a process with so many sessions takes. */
static double share_with(size_t count, bool played)
{
    int ends[2];
    double share = -1;
    check(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct scenario *scenario = load();
        for (size_t i = 0; i < count; i++) {
            struct session *session = open_at(scenario, START);
            if (played)
                solve(scenario, session, SECONDS(1));
        }
        share = share_of("self");
        _exit(write(ends[1], &share, sizeof share) != sizeof share);
    }
    close(ends[1]);
    if (read(ends[0], &share, sizeof share) != sizeof share)
        share = -1;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return share;
}

/* bash at a prompt on a terminal, as a web terminal starts one for each learner. */
static double share_of_bash(void)
{
    char process[32], bytes[4096];
    int terminal;
    pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    if (child == 0) {
        execlp("bash", "bash", "--norc", "--noprofile", (char *)NULL);
        _exit(127);
    }
    struct pollfd wait = {.fd = terminal, .events = POLLIN};
    for (int quiet = 0; quiet < 2;) /* until nothing more has come for 200 ms */
        quiet = poll(&wait, 1, 200) > 0 && read(terminal, bytes, sizeof bytes) > 0 ? 0 : quiet + 1;
    snprintf(process, sizeof process, "%d", (int)child);
    double share = share_of(process);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(terminal);
    return share;
}

static double share_each(bool played)
{
    enum { FEW = 10, MANY = 1010 };
    return (share_with(MANY, played) - share_with(FEW, played)) / (MANY - FEW);
}

static void measure_memory(struct report *report)
{
    double bash = share_of_bash(), idle = share_each(false), played = share_each(true);
    if (bash <= 0) {
        report_text(report, "not measured: the kernel does not say");
        return;
    }
    report_text(report, "%.0f KiB idle, 1/%.0f of bash's %.0f KiB", idle, bash / idle, bash);
    report_text(report, "%.0f KiB after the challenge, 1/%.1f", played, bash / played);
    report_limit(report, idle, 128, 64);
    report_limit(report, played, 512, 256);
    report_limit(report, idle / bash, 0, 1.0 / 8);
    report_limit(report, played / bash, 0, 1.0 / 2);
}

const struct row row_memory = {
    .number = "5",
    .what = "memory (PSS) of one session more, of 1,000 in a process: idle, and after the reference challenge",
    .peer = "`bash --norc` on a terminal of its own",
    .must = "128 KiB, 512 KiB",
    .wanted = "64 KiB and 1/8, 256 KiB and 1/2",
    .measure = measure_memory,
};

const struct row row_grading = {
    .number = "7",
    .what = "a submission graded: read, a fresh world, every input again, every claim and check, a report; "
            "each with "
            "its own start",
    .peer = "`bash -c true`",
    .must = "the same bytes with one worker and two",
    .wanted = "once",
    .measure = measure_grading,
};

const struct row row_replay = {
    .number = "9",
    .what = "an hour's sitting played again, from the world at its start, every hash compared",
    .peer = "the hour",
    .must = "100,000 times as fast",
    .wanted = "1,000,000 times",
    .measure = measure_replay,
};

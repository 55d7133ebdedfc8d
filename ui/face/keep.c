#include "face/keep.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>

#include "base/check.h"
#include "base/release.h"

int64_t keep_wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* [form] is the sentence where nobody else takes it. */
static __attribute__((format(printf, 3, 0))) void tell(struct keep *keep, const char *why, const char *form)
{
    if (keep->tell) {
        keep->tell(keep, why);
        return;
    }
    fflush(stdout);
    fprintf(stderr, form, why);
}

static void say(struct keep *keep, const char *why)
{
    tell(keep, why, "ambit: this session is not saved: %s\n");
    size_t length = strlen(why);
    memory_free(keep->told);
    keep->told = memory_allocate(length + 1);
    memcpy(keep->told, why, length);
}

static void say_owned(struct keep *keep, const char *why)
{
    say(keep, why);
    memory_free((void *)(uintptr_t)why);
}

/* --- where --- */

/* Makes the folder and those above it. NULL or what is wrong. */
static const char *make_folder(struct arena *arena, char *folder)
{
    for (char *slash = strchr(folder + 1, '/');; slash = strchr(slash + 1, '/')) {
        if (slash)
            *slash = '\0';
        if (mkdir(folder, 0700) != 0 && errno != EEXIST)
            return arena_format(arena, "%s: %s", folder, strerror(errno));
        if (!slash)
            return NULL;
        *slash = '/';
    }
}

/* By the XDG Base Directory Specification; a path that is not absolute is no path there. */
static const char *default_path(struct keep *keep, bool write, const char **problem)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char *folder = NULL;
    if (data && data[0] == '/')
        folder = arena_format(&keep->arena, "%s/ambit", data);
    else if (home && home[0] == '/')
        folder = arena_format(&keep->arena, "%s/.local/share/ambit", home);
    *problem = folder ? NULL : "neither HOME nor XDG_DATA_HOME says where";
    if (folder && write)
        *problem = make_folder(&keep->arena, folder);
    return *problem ? NULL : arena_format(&keep->arena, "%s/ambit.db", folder);
}

/* NULL, or why not, in the arena. */
static const char *read_sessions(struct keep *keep, bool write)
{
    const char *problem, *wrong = NULL;
    struct store_reader *reader = store_reader_open(keep->path, &problem);
    if (problem) {
        wrong = arena_text(&keep->arena, problem);
        memory_free((void *)(uintptr_t)problem);
        return wrong;
    }
    if (!reader)
        keep->sessions = value_array(&keep->arena);
    else if (write)
        keep->sessions = store_choices(reader, &keep->arena, &wrong);
    else
        keep->sessions = store_sessions(reader, &keep->arena, &wrong);
    store_reader_close(reader);
    return wrong;
}

void keep_open(struct keep *keep, const char *file, enum keep_purpose purpose)
{
    bool write = purpose == KEEP_WRITE;
    const char *problem = NULL;
    keep->path = file ? file : default_path(keep, write, &problem);
    if (keep->path)
        problem = read_sessions(keep, write);
    if (problem && write)
        say(keep, problem);
    else if (problem && keep->path)
        fprintf(stderr, "ambit: what is saved cannot be read: %s\n", problem);
    if (!keep->sessions || !write)
        return;
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is a full disk, and no reason to die */
    keep->store = store_open(keep->path, &problem);
    if (!keep->store)
        say_owned(keep, problem);
}

void keep_close(struct keep *keep)
{
    keep_leave(keep);
    if (!keep->shared)
        store_close(keep->store);
    memory_free(keep->told);
    arena_release(&keep->arena);
    *keep = (struct keep){0};
}

void keep_share(struct keep *keep, const struct keep *whole, const char *learner, const char *name)
{
    *keep = (struct keep){.tell = whole->tell, .path = whole->path, .store = whole->store, .learner = learner, .name = name, .shared = true};
}

const struct value *keep_session(const struct keep *keep, const char *name)
{
    for (size_t i = 0; i < value_count(keep->sessions); i++) {
        if (value_says(value_get(value_at(keep->sessions, i), "session"), name))
            return value_at(keep->sessions, i);
    }
    return NULL;
}

const struct value *keep_newest(const struct keep *keep, const char *scenario, const char *source)
{
    for (size_t i = 0; i < value_count(keep->sessions); i++) {
        const struct value *row = value_at(keep->sessions, i);
        if (value_says(value_get(row, "scenario"), scenario) && value_says(value_get(row, "source"), source))
            return row;
    }
    return NULL;
}

/* --- what is appended as it happens --- */

static void keep_input(void *context, size_t number, struct instant at, const char *kind, const char *terminal,
                       struct slice bytes)
{
    struct keep *keep = context;
    struct store_input input = {.number = (int64_t)number,
                                .at = at,
                                .terminal = terminal,
                                .kind = kind,
                                .bytes = bytes,
                                .wall = keep_wall()};
    keep->inputs = number;
    keep->ticket = store_append_input(keep->session, &input);
}

static void keep_outcome(void *context, size_t number, struct instant at, struct hash world, struct hash shown)
{
    struct keep *keep = context;
    struct store_outcome outcome = {.number = (int64_t)number, .at = at, .world = world, .shown = shown};
    keep->ticket = store_append_outcome(keep->session, &outcome);
}

static void keep_fact(void *context, size_t number, struct instant at, const char *kind, const char *what)
{
    struct keep *keep = context;
    struct store_fact fact = {.number = (int64_t)number, .at = at, .kind = kind, .what = what};
    keep->ticket = store_append_fact(keep->session, &fact);
}

static bool is_saved(void *context)
{
    return keep_saved(context);
}

static void listen(struct keep *keep, struct session *session)
{
    keep->keeper = (struct keeper){keep, keep_input, keep_outcome, keep_fact, is_saved};
    session_keep(session, &keep->keeper);
}

/* --- sessions --- */

static const char *random_name(struct arena *arena)
{
    enum { LENGTH = 8 };
    static const char letters[] = "bcdfghjkmnpqrstvwxz23456789"; /* no words, nothing that looks alike */
    unsigned char bytes[LENGTH];
    char name[LENGTH + 1] = "";
    check(getrandom(bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes);
    for (int i = 0; i < LENGTH; i++)
        name[i] = letters[bytes[i] % (sizeof letters - 1)];
    return arena_text(arena, name);
}

/* Who sits here is asked of nobody: a name that says nothing, and stays the same in this database. */
static const char *learner_of(struct keep *keep)
{
    const char *given = keep->learner ? keep->learner : getenv("AMBIT_LEARNER");
    if (given && given[0])
        return given;
    const struct value *newest = value_count(keep->sessions) ? value_at(keep->sessions, 0) : NULL;
    return newest ? value_find_text(newest, "learner")
                  : arena_format(&keep->arena, "learner-%.4s", random_name(&keep->arena));
}

/* As this learner sees them. */
static void keep_tasks(struct keep *keep, struct session *session)
{
    struct arena arena = {0};
    const struct value *tasks = session_ask(session, "record", &arena);
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *one = value_at(tasks, i);
        struct store_task task = {.position = (int64_t)i + 1,
                                  .id = value_find_text(one, "id"),
                                  .title = value_find_text(one, "title"),
                                  .points = value_number(value_get(one, "points"), 0),
                                  .optional = value_truth(value_get(one, "optional"))};
        keep->ticket = store_append_task(keep->session, &task);
    }
    arena_release(&arena);
}

bool keep_begin(struct keep *keep, struct session *session, const struct scenario *scenario, const char *source,
                struct instant start, uint64_t seed)
{
    const char *problem = NULL;
    if (!keep->store)
        return false;
    struct store_beginning beginning = {.name = keep->shared && keep->name ? keep->name : random_name(&keep->arena),
                                        .scenario = scenario_slug(scenario),
                                        .source = source,
                                        .hash = hash_digits(&keep->arena, scenario_hash(scenario)),
                                        .release = release_name,
                                        .learner = learner_of(keep),
                                        .start = start,
                                        .seed = seed,
                                        .wall = keep_wall()};
    keep->session = store_begin(keep->store, &beginning, &problem);
    if (!keep->session) {
        say(keep, problem ? problem : "its name is taken");
        memory_free((void *)(uintptr_t)problem);
        return false;
    }
    keep->name = beginning.name;
    keep_tasks(keep, session);
    listen(keep, session);
    return true;
}

enum keep_taken keep_take(struct keep *keep, const char *name)
{
    const char *problem = NULL;
    keep->session = keep->store ? store_go_on(keep->store, name, &problem) : NULL;
    if (keep->session)
        keep->name = name;
    if (problem)
        say_owned(keep, problem);
    return keep->session ? KEEP_TAKEN : keep->store && !problem ? KEEP_ELSEWHERE : KEEP_UNSAVED;
}

const struct value *keep_journal(struct keep *keep, const char *name)
{
    const char *problem = NULL, *wrong = NULL;
    struct store_reader *reader = store_reader_open(keep->path, &problem);
    const struct value *journal = reader ? store_journal(reader, name, &keep->arena, &wrong) : NULL;
    if (!journal)
        tell(keep, problem ? problem : wrong ? wrong : "this session is not there any more", "ambit: %s\n");
    memory_free((void *)(uintptr_t)problem);
    store_reader_close(reader);
    return journal;
}

typedef const struct value *(*read_class)(struct store_reader *reader, const char *class, struct arena *arena, const char **problem);

static const struct value *read_of_class(struct keep *keep, read_class read, const char *class)
{
    const char *problem = NULL, *wrong = NULL;
    struct store_reader *reader = keep->path ? store_reader_open(keep->path, &problem) : NULL;
    const struct value *rows = reader ? read(reader, class, &keep->arena, &wrong) : NULL;
    memory_free((void *)(uintptr_t)problem);
    store_reader_close(reader);
    return rows;
}

const struct value *keep_learners(struct keep *keep, const char *class)
{
    return read_of_class(keep, store_learners, class);
}

const struct value *keep_said(struct keep *keep, const char *class)
{
    return read_of_class(keep, store_said, class);
}

void keep_say(struct keep *keep, const char *session, const char *class, const char *kind, const char *what)
{
    struct store_said row = {session, class, kind, what, keep_wall()};
    if (keep->store)
        store_wait(keep->store, store_append_said(keep->store, &row));
}

void keep_learner(struct keep *keep, const char *learner, const char *class, const char *name)
{
    struct store_learner row = {learner, class, name, keep_wall()};
    if (keep->store)
        store_wait(keep->store, store_append_learner(keep->store, &row));
}

void keep_go_on(struct keep *keep, struct session *session, size_t inputs)
{
    keep->inputs = inputs;
    keep->ticket = store_opened(keep->session, (int64_t)inputs, release_name, keep_wall());
    listen(keep, session);
}

void keep_leave(struct keep *keep)
{
    if (keep->session)
        store_leave(keep->session, (int64_t)keep->inputs, keep_wall());
    keep->session = NULL;
}

/* --- is it saved? --- */

bool keep_saved(const struct keep *keep)
{
    return keep->session && !keep->told;
}

bool keep_pending(struct keep *keep)
{
    return keep->session && store_ask(keep->store, keep->ticket) == STORE_PENDING;
}

const char *keep_settle(struct keep *keep, struct arena *arena)
{
    if (!keep->session)
        return NULL;
    if (store_wait(keep->store, keep->ticket)) {
        bool news = keep->told != NULL;
        memory_free(keep->told);
        keep->told = NULL;
        return news ? "saved again, with all that happened meanwhile" : NULL;
    }
    const char *problem = store_problem(keep->store, arena);
    problem = problem ? problem : "too much is waiting for it";
    if (text_equal(problem, keep->told))
        return NULL;
    size_t length = strlen(problem);
    memory_free(keep->told);
    keep->told = memory_allocate(length + 1);
    memcpy(keep->told, problem, length);
    if (keep->tell)
        keep->tell(keep, problem);
    return arena_format(arena, "not saved: %s", problem);
}

/* --- words --- */

bool keep_finished(const struct value *session)
{
    return session &&
           value_number(value_get(session, "done"), 0) >= value_number(value_get(session, "tasks"), 0);
}

const char *keep_progress(struct arena *arena, const struct value *session)
{
    int64_t done = value_number(value_get(session, "done"), 0),
            tasks = value_number(value_get(session, "tasks"), 0);
    int64_t minutes = (value_number(value_get(session, "seconds"), 0) + 59) / 60;
    return arena_format(arena, "%lld of %lld tasks, %lld min", (long long)done, (long long)tasks,
                        (long long)minutes);
}

const char *keep_age(struct arena *arena, const char *instant)
{
    struct instant at, now = {keep_wall() * 1000000};
    if (!instant_parse_rfc3339(slice_of(instant), &at))
        return "?";
    return duration_human(arena, instant_since(now, at));
}

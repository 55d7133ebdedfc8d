/* Clocks, children and counters. */
#include "operations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"

extern char **environ;

enum { ROUNDS = 15 };

const char *const bash_true[] = {"bash", "-c", "true", NULL};

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_doubles);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static const char *beside(const char *name)
{
    static char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    check(length > 0);
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (name)
        snprintf(slash + 1, sizeof path - (size_t)(slash + 1 - path), "%s", name);
    return path;
}

const char *ambit_program(void)
{
    return beside("ambit");
}

/* Nothing of a child is shown but what goes to [errors], a file or NULL. Returns its status. */
static int run_program(const char *const *argv, const char *errors)
{
    posix_spawn_file_actions_t files;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors ? errors : "/dev/null",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (posix_spawnp(&child, argv[0], &files, NULL, (char *const *)argv, environ) == 0)
        waitpid(child, &status, 0);
    posix_spawn_file_actions_destroy(&files);
    return status;
}

static struct comparison summary(double *a, double *b)
{
    double ratios[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++)
        ratios[i] = a[i] / b[i];
    return (struct comparison){median(a, ROUNDS), median(b, ROUNDS), median(ratios, ROUNDS)};
}

static double time_program(const char *const *argv)
{
    double begin = now();
    run_program(argv, NULL);
    return now() - begin;
}

struct comparison compare_programs(const char *const *a, const char *const *b)
{
    double a_times[ROUNDS], b_times[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        a_times[i] = time_program(a);
        b_times[i] = time_program(b);
    }
    return summary(a_times, b_times);
}

static double time_operation(const struct operation *operation, void *context, size_t times)
{
    double begin = now();
    operation->run(context, times);
    return (now() - begin) / (double)times;
}

static void *begin_nothing(size_t size)
{
    (void)size;
    return NULL;
}

static void run_bash(void *context, size_t times)
{
    (void)context;
    for (size_t i = 0; i < times; i++)
        run_program(bash_true, NULL);
}

static void end_nothing(void *context)
{
    (void)context;
}

const struct operation bash_operation = {
    .name = "bash", .begin = begin_nothing, .run = run_bash, .end = end_nothing};

struct comparison compare_operations(const struct operation *a, size_t a_size, size_t a_times,
                                     const struct operation *b, size_t b_size, size_t b_times)
{
    double a_found[ROUNDS], b_found[ROUNDS];
    void *a_context = a->begin(a_size), *b_context = b->begin(b_size);
    a->run(a_context, a_times); /* warm */
    b->run(b_context, b_times);
    for (size_t i = 0; i < ROUNDS; i++) {
        a_found[i] = time_operation(a, a_context, a_times);
        b_found[i] = time_operation(b, b_context, b_times);
    }
    a->end(a_context);
    b->end(b_context);
    return summary(a_found, b_found);
}

/* --- instructions --- */

/* "==7== Collected : 123456" */
static double read_collected(const char *path)
{
    char line[512];
    double count = -1;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        const char *found = strstr(line, "Collected : ");
        if (found)
            count = strtod(found + strlen("Collected : "), NULL);
    }
    if (file)
        fclose(file);
    return count;
}

double count_program(const char *const *argv)
{
    const char *words[16] = {"valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"};
    size_t count = 3;
    char path[] = "/tmp/ambit-bench-XXXXXX";
    while (*argv && count < 15)
        words[count++] = *argv++;
    words[count] = NULL;
    int file = mkstemp(path);
    if (file < 0)
        return -1;
    close(file);
    run_program(words, path);
    double collected = read_collected(path);
    unlink(path);
    return collected;
}

static double count_run(const struct operation *operation, size_t size, size_t times)
{
    char size_text[32], times_text[32];
    snprintf(size_text, sizeof size_text, "%zu", size);
    snprintf(times_text, sizeof times_text, "%zu", times);
    const char *argv[] = {beside(NULL), "count", operation->name, size_text, times_text, NULL};
    return count_program(argv);
}

double count_operation(const struct operation *operation, size_t size, size_t few, size_t many)
{
    double less = count_run(operation, size, few), more = count_run(operation, size, many);
    return less < 0 || more < 0 ? -1 : (more - less) / (double)(many - few);
}

/* --- blocks: the linker sends the calls of base/check.h here (see the Makefile) --- */

static size_t blocks;

void *__real_memory_allocate(size_t size);
void *__real_memory_resize(void *memory, size_t size);
void *__wrap_memory_allocate(size_t size);
void *__wrap_memory_resize(void *memory, size_t size);

void *__wrap_memory_allocate(size_t size)
{
    blocks++;
    return __real_memory_allocate(size);
}

void *__wrap_memory_resize(void *memory, size_t size)
{
    blocks++;
    return __real_memory_resize(memory, size);
}

double count_blocks(const struct operation *operation, size_t size, size_t few, size_t many)
{
    void *context = operation->begin(size);
    operation->run(context, few);
    size_t before = blocks;
    operation->run(context, many);
    double taken = (double)(blocks - before) / (double)many;
    operation->end(context);
    return taken;
}

/* --- a process --- */

double processor_time_of(const char *process)
{
    char path[64], line[1024];
    unsigned long long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", process);
    FILE *file = fopen(path, "r");
    const char *behind = file && fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL; /* its name may have blanks */
    bool known = behind && sscanf(behind + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &kernel) == 2;
    if (file)
        fclose(file);
    return known ? (double)(user + kernel) * 1e9 / (double)sysconf(_SC_CLK_TCK) : -1;
}

double share_of(const char *process)
{
    char path[64], line[256];
    double share = -1;
    snprintf(path, sizeof path, "/proc/%s/smaps_rollup", process);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "Pss:", 4) == 0)
            share = strtod(line + 4, NULL);
    if (file)
        fclose(file);
    return share;
}

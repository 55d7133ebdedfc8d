/* The jobs of one shell: pipelines that run beside it or were stopped. A job is known by the numbers of its
 * processes and never by a pointer: a process may end, or be ended, at any moment. */
#ifndef AMBIT_SHELL_JOBS_H
#define AMBIT_SHELL_JOBS_H

#include "shell/state.h"

enum job_state { JOB_RUNNING, JOB_STOPPED, JOB_DONE };

struct member {
    int id;
    enum child_state state;
    int status, signal; /* when it has ended */
    char *text;         /* of its own, where a pipeline has several; NULL */
};

struct job {
    int number;
    int group;
    int count;
    struct member *members; /* the last one's status is the job's */
    char *text; /* NULL while it is in the foreground for the first time */
    bool told;  /* its present state was printed */
    bool async; /* begun with & */
};

struct jobs {
    struct job *list; /* by number */
    int count;
    bool copied;           /* of the shell that this one is a child of: to be looked at only */
    int current, previous; /* %+ and %-: numbers; 0: none */
    struct ended {
        int id, status;
    } ended[32]; /* jobs that are forgotten, for `wait` */
    int ended_next;
};

void jobs_free(struct jobs *jobs);
/* What a child shell sees of its parent's jobs ($(jobs -p)), until it has some of its own. NULL: there are none. */
struct jobs *jobs_copy(const struct jobs *jobs);

/* Has the shell job control: its pipelines are jobs, and there are notices? */
bool jobs_controlled(const struct shell *shell);
/* Looks at all processes of all jobs. */
void jobs_update(struct process *process);
/* Tells of what has happened to jobs, as before a prompt, and forgets those that have ended. With [say] off
 * only forgets. */
void jobs_notify(struct process *process, bool say);

/* A job of the processes [ids], without a text yet. */
struct job *jobs_add(struct process *process, const int *ids, int count);
/* The texts of the job and, of a pipeline, of its members. */
void job_describe(struct process *process, struct job *job, const struct node *node);
void jobs_remove(struct shell *shell, struct job *job); /* its status can still be waited for */
enum job_state job_state(const struct job *job);
int job_id(const struct job *job); /* of its last process */
int job_status(const struct job *job);
void jobs_make_current(struct shell *shell, int number);
void jobs_choose_current(struct shell *shell); /* when the current one has changed its state */

/* "%1", "%%", "%+", "%-", "%text", "%?text" or, without the sign, a process's number. NULL: there is none, and
 * *ambiguous says whether it is because there are several. */
struct job *jobs_find(struct shell *shell, const char *word, bool *ambiguous);

/* One row as `jobs` prints it. */
enum job_form { JOB_SHORT, JOB_LONG };
void job_print(struct process *process, const struct job *job, enum job_form form, int descriptor);

/* Stopped jobs hold an `exit` back, once: true when this one is, which has been said. */
bool jobs_hold_back(struct process *process);

/* Waits in the foreground until the job has ended or was stopped; its status. A stopped one stays in the list,
 * an ended one is removed. WAITS. */
int job_foreground(struct process *process, struct job *job);
int job_foreground_statuses(struct process *process, struct job *job, int *statuses); /* one for each member */

/* Until the job has ended; false when a caught signal came first. WAITS. */
bool job_wait(struct process *process, const struct job *job);
/* Until one of the jobs has ended that is not told of; false when there is none running or a signal came.
 * WAITS. */
bool jobs_wait_any(struct process *process);

#endif

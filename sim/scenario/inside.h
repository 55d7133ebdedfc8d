/* A challenge from the inside: shared by the files of this folder, and by the workshop, which makes challenges. */
#ifndef AMBIT_SCENARIO_INSIDE_H
#define AMBIT_SCENARIO_INSIDE_H

#include "base/nearest.h"
#include "data/parsed.h"
#include "kinds/kind.h"
#include "scenario/scenario.h"
#include "world/world.h"

/* A file of the challenge's folder, read when it was loaded. */
struct scenario_file {
    const char *name;
    struct slice text;
    struct scenario_file *next;
};

/* A file put on the learner's machine at the start. */
struct file_copy {
    const char *path;
    struct slice text;
};

/* A value for each learner: one of the options, or a number from [from] on. */
struct variable {
    const char *name;
    const char **options; /* NULL: a number */
    int64_t from;
    uint64_t count; /* of options or numbers */
    struct variable *next;
};

/* The last world that the challenge was started with, and one to make others of. */
struct start_kept {
    const struct world *world; /* NULL: none yet */
    struct instant at;
    uint64_t seed;
    struct template *template; /* NULL: none yet; see start.c */
    struct parsed_texts texts;  /* scenario_texts */
    struct shell_models models; /* scenario_models */
};

enum library_file { LIBRARY_STATES, LIBRARY_TRAFFIC, LIBRARY_FILES }; /* of scenarios/library */

struct scenario {
    struct arena arena; /* everything below */
    struct start_kept *kept;
    struct script_kept *script; /* script.h */
    struct scenario *previous; /* owned; NULL: the base cluster */
    const char *slug, *title, *teaser;
    const char *after;  /* the slug of the previous one; NULL */
    const struct value *front; /* NULL: no front matter */
    const char *cleanup;       /* shell text; NULL */
    const char *repair; /* NULL: the text was whole */
    const struct block *blocks;
    size_t block_count;
    struct hash assignment;              /* of the text as it was found */
    struct hash edition;                 /* scenario_hash, known once it is loaded */
    struct slice lua;                    /* challenge.lua; data is NULL when there is none */
    struct slice lua_code, library_code[LIBRARY_FILES]; /* it and the library as Lua compiled them when it was loaded */
    struct variable *variables;
    const struct value *faults; /* an array; see control/fault.h */
    struct scenario_file *files;
    const struct scenario_file **apply; /* in order */
    size_t apply_count;
    const struct file_copy *copies;
    size_t copy_count;
    const char *machine, *cluster; /* names of host.c's tables; NULL: the usual ones */
    const struct scenario_file *setup; /* scripts of the start, in order */
    size_t setup_count;
    const struct value *environment; /* of the machine's shells: an object of texts; NULL: none */
    const struct scenario_watch *watch; /* NULL: nobody */
    struct task *tasks;
    size_t task_count;
};

struct hash edition_hash(const struct scenario *scenario); /* edition.c: of all that was read */

/* front_matter.c: splits "---", YAML, "---", the rest. Without front matter *front is NULL and *body the whole
 * text. False and *problem (in the arena) when the YAML is broken. */
bool front_matter_read(struct arena *arena, struct slice text, const struct value **front, struct slice *body,
                       const char **problem);

/* repair.c: the text as it was before somebody read its UTF-8 as Mac Roman, in the arena, and how many
 * characters that changed. Text that is not damaged as a whole comes back as it is, with *places 0. */
struct slice repair_text(struct arena *arena, struct slice text, size_t *places);

/* markdown.c: the blocks of a body, in the arena. */
size_t markdown_read(struct arena *arena, struct slice body, const struct block **blocks);

/* callout.c: makes a block of the quoted text [text] (inline Markdown as block texts have it): finds its label
 * and icon and takes them off the text. */
void callout_read(struct arena *arena, const char *text, struct block *block);

/* solve.c: runs the commands of a script at the terminal "1", each until the cluster is quiet. */
void solve_run(struct machine *machine, struct slice script);

/* host.c: what the challenge begins on. [host_cluster] makes a cluster that is not the base's; [host_setup] puts the
 * platform's folders and runs the scripts. NULL, or what went wrong. */
bool host_has_base(const struct scenario *scenario); /* it begins on the base cluster, Istio and all */
bool host_has_cluster(const struct scenario *scenario);
const char *host_cluster(const struct scenario *scenario, struct machine *machine, struct arena *arena);
const char *host_setup(const struct scenario *scenario, struct machine *machine, struct arena *arena);

/* shell_script.c: runs the text of a script in a shell of its own, as the platform's agent does (from /root, by its first
 * line's interpreter), for at most [seconds] of virtual time. {status (124: too long), output}, in the arena. */
const struct value *host_script(const struct scenario *scenario, struct machine *machine, struct arena *arena,
                                const struct scenario_file *file, int seconds);
const char *script_last_line(struct arena *arena, struct slice output); /* that says anything */

/* variable.c: texts with "${name}" for the variables of this seed; others are left as they are. [variable_start] gives
 * the seed and the values to a world: to checks, and to the shell of its first terminal. From [variable_begin] on chance
 * is this seed's too; up to there every learner's world is the same. */
enum { FIRST_SEED = 1 };
uint64_t variable_seed(const struct world *world);
const char *variable_value(const struct variable *variable, uint64_t seed, struct arena *arena);
struct slice variable_fill(const struct scenario *scenario, uint64_t seed, struct slice text, struct arena *arena);
void variable_begin(struct draft *draft, uint64_t seed);
void variable_start(const struct scenario *scenario, uint64_t seed, struct machine *machine, struct arena *arena);

/* fault.c: the faults of the start, or those that come [later]; NULL, or what is wrong. */
const char *fault_start(const struct scenario *scenario, struct machine *machine, struct arena *arena, bool later);

/* ask.c: a question's check; the question of a front matter, or what is wrong with it. */
struct check_result ask_check(const struct scenario *scenario, size_t task, const struct world *world,
                              struct arena *arena);
const char *ask_front(struct scenario *scenario, const struct value *front);

#endif

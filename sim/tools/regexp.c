#include "tools/regexp.h"

#include "base/expression.h"
#include "base/limits.h"

static void release(void *thing)
{
    struct regexp *regexp = thing;
    regfree(&regexp->compiled);
}

struct regexp *regexp_compile(struct process *process, const char *text, unsigned flags, const char **problem)
{
    int how = (flags & REGEXP_EXTENDED ? REG_EXTENDED : 0) | (flags & REGEXP_NOCASE ? REG_ICASE : 0);
    *problem = expression_refusal(slice_of(text), flags & REGEXP_EXTENDED);
    if (*problem)
        return NULL;
    struct regexp *regexp = arena_allocate(process->arena, sizeof *regexp);
    int code = regcomp(&regexp->compiled, text, how);
    if (code) {
        size_t size = regerror(code, &regexp->compiled, NULL, 0);
        char *message = arena_allocate(process->arena, size);
        regerror(code, &regexp->compiled, message, size);
        *problem = message;
        return NULL;
    }
    process_own(process, release, regexp);
    return regexp;
}

void regexp_free(struct process *process, struct regexp *regexp)
{
    if (!regexp)
        return;
    process_disown(process, regexp);
    release(regexp);
}

bool regexp_match(const struct regexp *regexp, struct slice text, size_t from, regmatch_t *parts, size_t count)
{
    regmatch_t only[1];
    regmatch_t *found = count ? parts : only;
    if (from > text.length)
        return false;
    text = slice_part(text, 0, from + LIMIT_REGEXP_BYTES);
    found[0].rm_so = (regoff_t)from;
    found[0].rm_eo = (regoff_t)text.length;
    return regexec(&regexp->compiled, text.data ? text.data : "", count ? count : 1, found,
                   REG_STARTEND | (from ? REG_NOTBOL : 0)) == 0;
}

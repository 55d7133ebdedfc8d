#include "tools/regexp.h"

#include <string.h>

#include "base/expression.h"
#include "base/limits.h"

static void release(void *thing)
{
    struct regexp *regexp = thing;
    if (!regexp->literal.length)
        regfree(&regexp->compiled);
}

static bool is_literal(const char *text, unsigned flags)
{
    return !(flags & REGEXP_NOCASE) && !text[strcspn(text, "\\.[]*^$+?(){}|\n")];
}

struct regexp *regexp_compile(struct process *process, const char *text, unsigned flags, const char **problem)
{
    int how = (flags & REGEXP_EXTENDED ? REG_EXTENDED : 0) | (flags & REGEXP_NOCASE ? REG_ICASE : 0);
    *problem = expression_refusal(slice_of(text), flags & REGEXP_EXTENDED);
    if (*problem)
        return NULL;
    struct regexp *regexp = arena_allocate(process->arena, sizeof *regexp);
    if (is_literal(text, flags))
        regexp->literal = slice_of(arena_text(process->arena, text));
    int code = regexp->literal.length ? 0 : regcomp(&regexp->compiled, text, how);
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

static bool find_literal(const struct regexp *regexp, struct slice text, size_t from, regmatch_t *found, size_t count)
{
    size_t at = from + slice_find(slice_part(text, from, text.length), regexp->literal);
    found[0] = (regmatch_t){(regoff_t)at, (regoff_t)(at + regexp->literal.length)};
    for (size_t i = 1; i < count; i++)
        found[i] = (regmatch_t){-1, -1};
    return at < text.length;
}

bool regexp_match(const struct regexp *regexp, struct slice text, size_t from, regmatch_t *parts, size_t count)
{
    regmatch_t only[1];
    regmatch_t *found = count ? parts : only;
    if (from > text.length)
        return false;
    text = slice_part(text, 0, from + LIMIT_REGEXP_BYTES);
    if (regexp->literal.length)
        return find_literal(regexp, text, from, found, count);
    found[0].rm_so = (regoff_t)from;
    found[0].rm_eo = (regoff_t)text.length;
    return regexec(&regexp->compiled, text.data ? text.data : "", count ? count : 1, found,
                   REG_STARTEND | (from ? REG_NOTBOL : 0)) == 0;
}

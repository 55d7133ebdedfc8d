#include "tools/regexp.h"

#include "base/limits.h"

static void release(void *thing)
{
    struct regexp *regexp = thing;
    regfree(&regexp->compiled);
}

/* glibc takes exponential time for back-references: "\\1" in a pattern, outside of brackets. */
static bool refers_back(const char *text)
{
    for (; *text; text++) {
        if (text[0] == '\\' && text[1] >= '1' && text[1] <= '9')
            return true;
        if (text[0] == '\\' && text[1])
            text++;
    }
    return false;
}

/* glibc's compiler recurses over operators and copies what is repeated: both are bounded here. */
static bool is_too_big(const char *text)
{
    long operators = 0, copies = 1, number = 0;
    size_t length = 0;
    for (; text[length]; length++) {
        char c = text[length];
        operators += c == '*' || c == '+' || c == '?' || c == '|' || c == '(' || c == '{';
        number = ascii_is_digit(c) ? number * 10 + (c - '0') : 0;
        if (number > 1 && !ascii_is_digit(text[length + 1]) &&
            (text[length + 1] == '}' || text[length + 1] == ',' || text[length + 1] == '\\'))
            copies *= number;
        if (copies > LIMIT_REGEXP_COPIES || number > LIMIT_REGEXP_COPIES * 10)
            return true;
    }
    return operators > LIMIT_REGEXP_OPERATORS || length > LIMIT_REGEXP_COPIES * 10;
}

struct regexp *regexp_compile(struct process *process, const char *text, unsigned flags, const char **problem)
{
    int how = (flags & REGEXP_EXTENDED ? REG_EXTENDED : 0) | (flags & REGEXP_NOCASE ? REG_ICASE : 0);
    if (is_too_big(text)) {
        *problem = "Regular expression too big";
        return NULL;
    }
    if (refers_back(text)) {
        *problem = "not simulated: back-references in a pattern";
        return NULL;
    }
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

#include "shell/options.h"

#include "base/slice.h"

const struct option_row option_rows[] = {
#define OPTION_ROW(name, text, letter) {text, letter, OPTION_##name},
    OPTIONS(OPTION_ROW)
#undef OPTION_ROW
};

const char *const shopt_names[] = {
#define SHOPT_NAME(name, text, on) text,
    SHOPTS(SHOPT_NAME)
#undef SHOPT_NAME
};

unsigned option_of_letter(char letter)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (letter && option_rows[i].letter == letter)
            return option_rows[i].option;
    return 0;
}

unsigned option_of_name(const char *name)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (text_equal(option_rows[i].name, name))
            return option_rows[i].option;
    return 0;
}

unsigned options_fresh(bool interactive)
{
    unsigned always = OPTION_BRACES | OPTION_HASHALL | OPTION_COMMENTS;
    return interactive ? always | OPTION_EMACS | OPTION_HISTORY | OPTION_HISTEXPAND | OPTION_MONITOR : always;
}

int shopt_of_name(const char *name)
{
    int index = 0;
    while (index < SHOPT_COUNT && !text_equal(shopt_names[index], name))
        index++;
    return index;
}

uint64_t shopts_fresh(bool interactive)
{
    static const bool on[] = {
#define SHOPT_ON(name, text, on) on,
        SHOPTS(SHOPT_ON)
#undef SHOPT_ON
    };
    uint64_t shopts = interactive ? UINT64_C(1) << SHOPT_ALIASES : 0;
    for (int i = 0; i < SHOPT_COUNT; i++)
        shopts |= (uint64_t)on[i] << i;
    return shopts;
}

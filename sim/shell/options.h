/* The options of set and of shopt: one row each, the enumerations are made of them. */
#ifndef AMBIT_SHELL_OPTIONS_H
#define AMBIT_SHELL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* OPTION(NAME, "name", 'letter' or 0) */
#define OPTIONS(OPTION)                                                                                        \
    OPTION(ALLEXPORT, "allexport", 'a')                                                                        \
    OPTION(BRACES, "braceexpand", 'B')                                                                         \
    OPTION(EMACS, "emacs", 0)                                                                                  \
    OPTION(ERREXIT, "errexit", 'e')                                                                            \
    OPTION(ERRTRACE, "errtrace", 'E')                                                                          \
    OPTION(FUNCTRACE, "functrace", 'T')                                                                        \
    OPTION(HASHALL, "hashall", 'h')                                                                            \
    OPTION(HISTEXPAND, "histexpand", 'H')                                                                      \
    OPTION(HISTORY, "history", 0)                                                                              \
    OPTION(IGNOREEOF, "ignoreeof", 0)                                                                          \
    OPTION(COMMENTS, "interactive-comments", 0)                                                                \
    OPTION(KEYWORD, "keyword", 'k')                                                                            \
    OPTION(MONITOR, "monitor", 'm')                                                                            \
    OPTION(NOCLOBBER, "noclobber", 'C')                                                                        \
    OPTION(NOEXEC, "noexec", 'n')                                                                              \
    OPTION(NOGLOB, "noglob", 'f')                                                                              \
    OPTION(NOLOG, "nolog", 0)                                                                                  \
    OPTION(NOTIFY, "notify", 'b')                                                                              \
    OPTION(NOUNSET, "nounset", 'u')                                                                            \
    OPTION(ONECMD, "onecmd", 't')                                                                              \
    OPTION(PHYSICAL, "physical", 'P')                                                                          \
    OPTION(PIPEFAIL, "pipefail", 0)                                                                            \
    OPTION(POSIX, "posix", 0)                                                                                  \
    OPTION(PRIVILEGED, "privileged", 'p')                                                                      \
    OPTION(VERBOSE, "verbose", 'v')                                                                            \
    OPTION(VI, "vi", 0)                                                                                        \
    OPTION(XTRACE, "xtrace", 'x')

/* SHOPT(NAME, "name", on in a fresh shell) */
#define SHOPTS(SHOPT)                                                                                          \
    SHOPT(AUTOCD, "autocd", false)                                                                             \
    SHOPT(ASSOC_EXPAND_ONCE, "assoc_expand_once", false)                                                       \
    SHOPT(CDABLE_VARS, "cdable_vars", false)                                                                   \
    SHOPT(CDSPELL, "cdspell", false)                                                                           \
    SHOPT(CHECKHASH, "checkhash", false)                                                                       \
    SHOPT(CHECKJOBS, "checkjobs", false)                                                                       \
    SHOPT(CHECKWINSIZE, "checkwinsize", true)                                                                  \
    SHOPT(CMDHIST, "cmdhist", true)                                                                            \
    SHOPT(COMPAT31, "compat31", false)                                                                         \
    SHOPT(COMPAT32, "compat32", false)                                                                         \
    SHOPT(COMPAT40, "compat40", false)                                                                         \
    SHOPT(COMPAT41, "compat41", false)                                                                         \
    SHOPT(COMPAT42, "compat42", false)                                                                         \
    SHOPT(COMPAT43, "compat43", false)                                                                         \
    SHOPT(COMPAT44, "compat44", false)                                                                         \
    SHOPT(COMPLETE_FULLQUOTE, "complete_fullquote", true)                                                      \
    SHOPT(DIREXPAND, "direxpand", false)                                                                       \
    SHOPT(DIRSPELL, "dirspell", false)                                                                         \
    SHOPT(DOTGLOB, "dotglob", false)                                                                           \
    SHOPT(EXECFAIL, "execfail", false)                                                                         \
    SHOPT(ALIASES, "expand_aliases", false)                                                                    \
    SHOPT(EXTDEBUG, "extdebug", false)                                                                         \
    SHOPT(EXTGLOB, "extglob", false)                                                                           \
    SHOPT(EXTQUOTE, "extquote", true)                                                                          \
    SHOPT(FAILGLOB, "failglob", false)                                                                         \
    SHOPT(FORCE_FIGNORE, "force_fignore", true)                                                                \
    SHOPT(GLOBASCIIRANGES, "globasciiranges", true)                                                            \
    SHOPT(GLOBSKIPDOTS, "globskipdots", true)                                                                  \
    SHOPT(GLOBSTAR, "globstar", false)                                                                         \
    SHOPT(GNU_ERRFMT, "gnu_errfmt", false)                                                                     \
    SHOPT(HISTAPPEND, "histappend", false)                                                                     \
    SHOPT(HISTREEDIT, "histreedit", false)                                                                     \
    SHOPT(HISTVERIFY, "histverify", false)                                                                     \
    SHOPT(HOSTCOMPLETE, "hostcomplete", true)                                                                  \
    SHOPT(HUPONEXIT, "huponexit", false)                                                                       \
    SHOPT(INHERIT_ERREXIT, "inherit_errexit", false)                                                           \
    SHOPT(INTERACTIVE_COMMENTS, "interactive_comments", true)                                                  \
    SHOPT(LASTPIPE, "lastpipe", false)                                                                         \
    SHOPT(LITHIST, "lithist", false)                                                                           \
    SHOPT(LOCALVAR_INHERIT, "localvar_inherit", false)                                                         \
    SHOPT(LOCALVAR_UNSET, "localvar_unset", false)                                                             \
    SHOPT(LOGIN_SHELL, "login_shell", false)                                                                   \
    SHOPT(MAILWARN, "mailwarn", false)                                                                         \
    SHOPT(NO_EMPTY_CMD_COMPLETION, "no_empty_cmd_completion", false)                                           \
    SHOPT(NOCASEGLOB, "nocaseglob", false)                                                                     \
    SHOPT(NOCASEMATCH, "nocasematch", false)                                                                   \
    SHOPT(NOEXPAND_TRANSLATION, "noexpand_translation", false)                                                 \
    SHOPT(NULLGLOB, "nullglob", false)                                                                         \
    SHOPT(PATSUB_REPLACEMENT, "patsub_replacement", true)                                                      \
    SHOPT(PROGCOMP, "progcomp", true)                                                                          \
    SHOPT(PROGCOMP_ALIAS, "progcomp_alias", false)                                                             \
    SHOPT(PROMPTVARS, "promptvars", true)                                                                      \
    SHOPT(RESTRICTED_SHELL, "restricted_shell", false)                                                         \
    SHOPT(SHIFT_VERBOSE, "shift_verbose", false)                                                               \
    SHOPT(SOURCEPATH, "sourcepath", true)                                                                      \
    SHOPT(VARREDIR_CLOSE, "varredir_close", false)                                                             \
    SHOPT(XPG_ECHO, "xpg_echo", false)

enum option_index {
#define OPTION_INDEX(name, text, letter) OPTION_INDEX_##name,
    OPTIONS(OPTION_INDEX)
#undef OPTION_INDEX
        OPTION_COUNT
};
enum option {
#define OPTION_VALUE(name, text, letter) OPTION_##name = 1 << OPTION_INDEX_##name,
    OPTIONS(OPTION_VALUE)
#undef OPTION_VALUE
};
enum shopt {
#define SHOPT_VALUE(name, text, on) SHOPT_##name,
    SHOPTS(SHOPT_VALUE)
#undef SHOPT_VALUE
        SHOPT_COUNT
};

struct option_row {
    const char *name;
    char letter;
    unsigned option;
};
extern const struct option_row option_rows[]; /* OPTION_COUNT, by name */
unsigned option_of_letter(char letter);       /* 0: none */
unsigned option_of_name(const char *name);

/* What set -- and $- begin with; [interactive]: of a shell with a prompt. */
unsigned options_fresh(bool interactive);

extern const char *const shopt_names[]; /* SHOPT_COUNT, by name */
int shopt_of_name(const char *name);    /* SHOPT_COUNT: none */
uint64_t shopts_fresh(bool interactive);

#endif

#include "tools/curl/options.h"

#include <string.h>

enum kind {
    KIND_SWITCH,  /* bool; also as --no-NAME */
    KIND_ON,      /* bool, without --no-NAME */
    KIND_OFF,     /* bool, set by --no-NAME (which the letter means), cleared by --NAME */
    KIND_TEXT,    /* const char * */
    KIND_SECONDS, /* struct duration, with a fraction */
    KIND_NUMBER,  /* int64_t */
    KIND_LIST,    /* struct value *, an array */
    KIND_OWN,     /* a function of option_values.c */
    KIND_HELP,
    KIND_MANUAL,
    KIND_VERSION,
    KIND_ABSENT,      /* real, not simulated */
    KIND_UNSUPPORTED, /* the pod's curl is built without it */
};

/* Rows that are no switches for the shell's Tab: --no-buffer is the letter's name. */
const struct flag curl_flags[] = {
#define OPTION(letter_, name_, kind_, field_, file_, value_, help_, categories_)                               \
    {name_, letter_, value_, help_},
#include "tools/curl/option_rows.h"
#undef OPTION
    {0},
};

/* Of each row; 0: it has none. */
static const char row_letters[] = {
#define OPTION(letter_, name_, kind_, field_, file_, value_, help_, categories_) letter_,
#include "tools/curl/option_rows.h"
#undef OPTION
};

struct meaning {
    enum kind kind;
    size_t field; /* its place in struct curl_options */
    bool file;    /* the value is the name of a file */
};

static const struct meaning meanings[] = {
#define OPTION(letter_, name_, kind_, field_, file_, value_, help_, categories_)                               \
    {KIND_##kind_, offsetof(struct curl_options, field_), file_},
#include "tools/curl/option_rows.h"
#undef OPTION
};

enum curl_verdict curl_refuse(struct curl_reader *reader, int status, const char *problem)
{
    reader->status = status;
    reader->problem = problem;
    return CURL_REFUSED;
}

/* Wrapped at the last blank that leaves room in 79 columns, as tool_msgs.c does. */
void curl_warn_of(struct process *process, const struct curl_globals *all, const char *prefix, const char *text)
{
    enum { COLUMNS = 79 };
    struct slice rest = slice_of(text);
    size_t width = COLUMNS - strlen(prefix);
    if (all->silent)
        return;
    while (rest.length > 0) {
        size_t cut = rest.length;
        if (cut > width) {
            cut = width - 1;
            while (cut > 0 && !strchr(" \t", rest.data[cut]))
                cut--;
            cut = cut ? cut + 1 : width;
        }
        process_complain(process, "%s%.*s\n", prefix, (int)cut, rest.data);
        rest = slice_part(rest, cut, rest.length);
    }
}

void curl_reader_warn(struct curl_reader *reader, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(reader->process->arena, format, arguments);
    va_end(arguments);
    curl_warn_of(reader->process, &reader->first->all, "Warning: ", text);
}

void curl_reader_error(struct curl_reader *reader, const char *format, ...)
{
    const struct curl_globals *all = &reader->first->all;
    va_list arguments;
    if (all->silent && !all->show_error)
        return;
    va_start(arguments, format);
    process_complain(reader->process, "curl: %s\n",
                     arena_format_list(reader->process->arena, format, arguments));
    va_end(arguments);
}

static bool is_number(const char *text, bool fraction)
{
    size_t digits = 0, dots = 0;
    for (; *text; text++) {
        digits += ascii_is_digit(*text);
        dots += *text == '.';
        if (!ascii_is_digit(*text) && !(fraction && *text == '.'))
            return false;
    }
    return digits > 0 && digits < 16 && dots < 2;
}

static struct duration seconds_of(const char *text)
{
    int64_t nanoseconds = 0, unit = 1000000000;
    for (; *text && *text != '.'; text++)
        nanoseconds = nanoseconds * 10 + (*text - '0');
    nanoseconds = nanoseconds < 1000000000 ? nanoseconds * unit : unit * 1000000000;
    for (text += *text == '.'; *text && unit > 1; text++)
        nanoseconds += (*text - '0') * (unit /= 10);
    return (struct duration){nanoseconds};
}

static struct curl_target *target_without(struct curl_reader *reader, size_t field)
{
    struct curl_target **link = &reader->options->targets;
    while (*link &&
           (field == offsetof(struct curl_target, url) ? (*link)->url != NULL : *((char *)*link + field)))
        link = &(*link)->next;
    if (!*link)
        *link = arena_allocate(reader->process->arena, sizeof **link);
    return *link;
}

void curl_reader_url(struct curl_reader *reader, const char *url)
{
    target_without(reader, offsetof(struct curl_target, url))->url = url;
}

struct curl_target *curl_reader_output(struct curl_reader *reader)
{
    return target_without(reader, offsetof(struct curl_target, has_output));
}

struct curl_target *curl_reader_upload(struct curl_reader *reader)
{
    return target_without(reader, offsetof(struct curl_target, has_upload));
}

static enum curl_verdict set_number(struct curl_reader *reader, enum kind kind, void *field, const char *value)
{
    if (kind == KIND_NUMBER && value[0] == '-' && is_number(value + 1, false))
        return curl_refuse(reader, 2, "expected a positive numerical parameter");
    if (!is_number(value, kind == KIND_SECONDS))
        return curl_refuse(reader, 2, "expected a proper numerical parameter");
    int64_t number;
    if (kind == KIND_SECONDS)
        *(struct duration *)field = seconds_of(value);
    else if (slice_to_integer(slice_of(value), &number))
        *(int64_t *)field = number;
    return CURL_GO;
}

static enum curl_verdict not_simulated(struct curl_reader *reader, size_t row)
{
    process_complain(reader->process, "curl: not simulated: --%s\n", curl_flags[row].name);
    return curl_refuse(reader, 2, NULL);
}

/* Options of the whole run are kept in the first operation, whatever operation they stand in. */
static void *field_of(struct curl_reader *reader, size_t row)
{
    size_t field = meanings[row].field;
    return (char *)(field < sizeof(struct curl_globals) ? reader->first : reader->options) + field;
}

static enum curl_verdict apply(struct curl_reader *reader, size_t row, const char *value, bool on)
{
    void *field = field_of(reader, row);
    curl_option_set *set;
    switch (meanings[row].kind) {
    case KIND_SWITCH:
    case KIND_ON:
        *(bool *)field = on;
        return CURL_GO;
    case KIND_OFF:
        *(bool *)field = !on;
        return CURL_GO;
    case KIND_TEXT:
        *(const char **)field = value;
        return CURL_GO;
    case KIND_SECONDS:
    case KIND_NUMBER:
        return set_number(reader, meanings[row].kind, field, value);
    case KIND_LIST:
        value_append(reader->process->arena, *(struct value **)field,
                     value_text(reader->process->arena, value));
        return CURL_GO;
    case KIND_OWN:
        set = curl_option_setter(curl_flags[row].name);
        return set ? set(reader, curl_flags[row].name, value, on) : not_simulated(reader, row);
    case KIND_HELP:
    case KIND_VERSION:
        if (meanings[row].kind == KIND_HELP)
            curl_print_help(reader->process, value && *value ? value : NULL);
        else
            curl_print_version(reader->process);
        return CURL_DONE;
    case KIND_UNSUPPORTED:
        return curl_refuse(reader, 2, "the installed libcurl version does not support this");
    case KIND_MANUAL:
    case KIND_ABSENT:
        return not_simulated(reader, row);
    }
    return CURL_GO;
}

static enum curl_verdict apply_value(struct curl_reader *reader, size_t row, const char *value)
{
    if (meanings[row].file && value[0] == '-' && value[1])
        curl_reader_warn(reader, "The filename argument '%s' looks like a flag.", value);
    else if (text_starts(value, "\xe2\x80\x9c"))
        curl_reader_warn(reader,
                         "The argument '%s' starts with a Unicode quote where maybe an ASCII \" was intended?",
                         value);
    return apply(reader, row, value, true);
}

static size_t find_name(const char *name)
{
    size_t row = 0;
    while (curl_flags[row].name && !text_equal(curl_flags[row].name, name))
        row++;
    return row;
}

static enum curl_verdict read_long(struct curl_reader *reader, const char *name, const char *next, bool *used)
{
    bool off = text_starts(name, "no-"), expands = text_starts(name, "expand-");
    name += off ? strlen("no-") : expands ? strlen("expand-") : 0;
    size_t row = find_name(name);
    const struct flag *flag = &curl_flags[row];
    if (!flag->name)
        return curl_refuse(reader, 2, "is unknown");
    if (off && meanings[row].kind == KIND_OWN && !flag->value)
        return apply(reader, row, NULL, false);
    if (off && (flag->value || (meanings[row].kind != KIND_SWITCH && meanings[row].kind != KIND_OFF)))
        return curl_refuse(reader, 2, "the given option cannot be reversed with a --no- prefix");
    if (expands && next) {
        if (!flag->value)
            return curl_refuse(reader, 2, "expansion failure");
        if (!(next = curl_expand(reader, next)))
            return CURL_REFUSED;
    }
    if (meanings[row].kind == KIND_HELP)
        return apply(reader, row, next, true);
    if (!flag->value)
        return apply(reader, row, NULL, !off);
    if (!next)
        return curl_refuse(reader, 2, "requires parameter");
    *used = true;
    return apply_value(reader, row, next);
}

static enum curl_verdict read_letters(struct curl_reader *reader, const char *letters, const char *next,
                                      bool *used)
{
    while (*letters) {
        const char *found = memchr(row_letters, *letters, sizeof row_letters);
        if (!found)
            return curl_refuse(reader, 2, "is unknown");
        size_t row = (size_t)(found - row_letters);
        letters++;
        if (meanings[row].kind == KIND_HELP)
            return apply(reader, row, *letters ? letters : next, true);
        if (curl_flags[row].value) {
            *used = !*letters;
            if (!*letters && !next)
                return curl_refuse(reader, 2, "requires parameter");
            return apply_value(reader, row, *letters ? letters : next);
        }
        enum curl_verdict verdict = apply(reader, row, NULL, meanings[row].kind != KIND_OFF);
        if (verdict != CURL_GO)
            return verdict;
    }
    return CURL_GO;
}

enum curl_verdict curl_option(struct curl_reader *reader, const char *word, const char *next, bool *used)
{
    if (word[0] == '-' && word[1] != '-')
        return read_letters(reader, word + 1, next, used);
    return read_long(reader, word[0] == '-' ? word + 2 : word, next, used);
}

static enum curl_verdict read_word(struct curl_reader *reader, bool *only_urls)
{
    const char *word = reader->word = reader->words[reader->at++];
    const char *next = reader->at < reader->count ? reader->words[reader->at] : NULL;
    bool used = false;
    if (*only_urls || word[0] != '-') {
        if (!*word)
            return curl_refuse(reader, 2, "blank argument where content is expected");
        curl_reader_url(reader, word);
        return CURL_GO;
    }
    if (text_equal(word, "--")) {
        *only_urls = true;
        return CURL_GO;
    }
    if (!word[1])
        return curl_refuse(reader, 2, "is unknown");
    enum curl_verdict verdict = curl_option(reader, word, next, &used);
    reader->at += used;
    return verdict;
}

static void finish(struct curl_reader *reader)
{
    for (struct curl_options *options = reader->first; options; options = options->next) {
        options->all = reader->first->all;
        options->include |= options->head;
        options->follow |= options->follow_trusted;
    }
}

void curl_options_begin(struct curl_options *options, struct process *process)
{
    struct value **const lists[] = {&options->headers, &options->cookies, &options->resolve,
                                    &options->connect_to, &options->nowhere_list};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = value_array(process->arena);
    options->redirects = 50;
    process_own(process, (void (*)(void *))buffer_release, &options->data);
    process_own(process, (void (*)(void *))buffer_release, &options->url_query);
}

enum curl_verdict curl_options_parse(struct curl_options *options, struct process *process, int count,
                                     char *const *words, int *status)
{
    struct curl_reader reader = {
        .first = options, .options = options, .process = process, .count = count, .at = 1, .words = words};
    enum curl_verdict verdict = CURL_GO;
    bool only_urls = false;
    curl_options_begin(options, process);
    while (reader.at < count && verdict == CURL_GO)
        verdict = read_word(&reader, &only_urls);
    if (verdict == CURL_REFUSED && reader.problem)
        process_complain(process, "curl: option %s: %s\n", reader.word, reader.problem);
    if ((verdict == CURL_REFUSED && reader.problem) || count == 1) {
        process_complain(process, "curl: try 'curl --help' for more information\n");
        *status = count == 1 ? 2 : reader.status;
        return CURL_REFUSED;
    }
    finish(&reader);
    *status = reader.status;
    return verdict;
}

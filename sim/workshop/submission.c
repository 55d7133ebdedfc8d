/* Submissions: a journal in a file of its own, and back. The reader takes nothing for granted. */
#include "base/check.h"
#include "base/limits.h"
#include "base/release.h"
#include "data/gotext.h"
#include "data/json.h"
#include "workshop.h"

static const char what_it_is[] = "submission";

enum { HASH_DIGITS = 32, NAME_BYTES = 100, TERMINAL_BYTES = 32, WORD_BYTES = 200 };

/* Where the first byte is that is no UTF-8; the length when all is well. */
static size_t broken_byte(struct slice text)
{
    const uint64_t high = 0x8080808080808080;
    size_t at = 0;
    while (at < text.length) {
        size_t width;
        if (!(slice_word(text, at) & high)) /* eight of ASCII, or the rest */
            at += sizeof high;
        else if (utf8_decode(slice_part(text, at, text.length), &width) == 0xFFFD && width == 1)
            return at;
        else
            at += width;
    }
    return text.length;
}

/* --- writing --- */

static const char digits[] = "0123456789abcdef";

static const struct value *hex_value(struct arena *arena, struct slice bytes)
{
    struct buffer hex = {0};
    for (size_t i = 0; i < bytes.length; i++) {
        buffer_add_byte(&hex, digits[(unsigned char)bytes.data[i] >> 4]);
        buffer_add_byte(&hex, digits[(unsigned char)bytes.data[i] & 15]);
    }
    const struct value *value = value_string(arena, buffer_slice(&hex));
    buffer_release(&hex);
    return value;
}

static const struct value *written_input(struct arena *arena, const struct value *input, const char *release)
{
    struct slice bytes = value_slice(value_get(input, "bytes"));
    struct value *one = value_object(arena);
    value_put(arena, one, "at", value_get(input, "at"));
    value_put(arena, one, "kind", value_get(input, "kind"));
    value_put(arena, one, "terminal", value_get(input, "terminal"));
    if (broken_byte(bytes) == bytes.length)
        value_put(arena, one, "bytes", value_get(input, "bytes"));
    else
        value_put(arena, one, "hex", hex_value(arena, bytes));
    value_put(arena, one, "outcome", value_get(input, "outcome"));
    const struct value *own = value_get(input, "release"); /* a sitting that an upgrade came into */
    if (own && !value_says(own, release))
        value_put(arena, one, "release", own);
    return one;
}

/* Of inputs that have an outcome, or the line of one that has: letting the cluster rest belongs to it. */
static size_t whole_inputs(const struct value *inputs)
{
    size_t count = value_count(inputs);
    while (count && !value_get(value_at(inputs, count - 1), "outcome"))
        count--;
    return count;
}

static const struct value *written_fact(struct arena *arena, const struct value *fact,
                                        const struct value *inputs)
{
    const struct value *number = value_get(fact, "input");
    int64_t input = value_number(number ? number : value_get(fact, "number"), 0);
    const struct value *at = value_get(fact, "at");
    if (!at)
        at = value_find(input > 0 ? value_at(inputs, (size_t)input - 1) : NULL, "outcome.at");
    struct value *one = value_object(arena);
    value_put_integer(arena, one, "input", input);
    if (at)
        value_put(arena, one, "at", at);
    value_put(arena, one, "kind", value_get(fact, "kind"));
    value_put(arena, one, "what", value_get(fact, "what"));
    return one;
}

static void add_list(struct buffer *out, const char *key, const struct value *list)
{
    buffer_format(out, "  \"%s\": [", key);
    for (size_t i = 0; i < value_count(list); i++) {
        buffer_add_text(out, i ? ",\n    " : "\n    ");
        json_write(out, value_at(list, i));
    }
    buffer_add_text(out, value_count(list) ? "\n  ]" : "]");
}

/* A line for each input, so that two of them can be compared with diff. */
static void write_lists(struct buffer *out, struct arena *arena, const struct value *journal,
                        const char *release)
{
    const struct value *from = value_get(journal, "inputs"), *facts = value_get(journal, "facts");
    struct value *inputs = value_array(arena), *kept = value_array(arena);
    size_t count = whole_inputs(from);
    for (size_t i = 0; i < count; i++)
        value_append(arena, inputs, written_input(arena, value_at(from, i), release));
    for (size_t i = 0; i < value_count(facts); i++) {
        const struct value *fact = written_fact(arena, value_at(facts, i), from);
        if (value_number(value_get(fact, "input"), 0) <= (int64_t)count)
            value_append(arena, kept, fact);
    }
    add_list(out, "inputs", inputs);
    buffer_add_text(out, ",\n");
    add_list(out, "facts", kept);
    const struct value *last = count ? value_find(value_at(from, count - 1), "outcome.at") : NULL;
    const struct value *end = count < value_count(from) && last ? last : value_get(journal, "end");
    buffer_format(out, ",\n  \"end\": %s\n", json_text(arena, end ? end : value_get(journal, "start")));
}

void submission_write(struct buffer *out, const struct scenario *scenario, const struct value *journal,
                      const struct submission_label *label)
{
    struct arena arena = {0};
    const char *release = label->release ? label->release : release_name, *hash = label->hash;
    if (!hash)
        hash = hash_digits(&arena, scenario_hash(scenario));
    struct value *about = value_object(&arena);
    value_put(&arena, about, "slug", value_get(journal, "scenario"));
    value_put_text(&arena, about, "hash", hash);
    buffer_format(out, "{\n  \"ambit\": \"%s\",\n  \"format\": %d,\n", what_it_is, SUBMISSION_FORMAT);
    buffer_format(out, "  \"release\": %s,\n", json_text(&arena, value_text(&arena, release)));
    buffer_format(out, "  \"scenario\": %s,\n", json_text(&arena, about));
    const struct value *learner = value_text(&arena, label->learner ? label->learner : "");
    buffer_format(out, "  \"learner\": %s,\n", json_text(&arena, learner));
    buffer_format(out, "  \"start\": %s,\n", json_text(&arena, value_get(journal, "start")));
    buffer_format(out, "  \"seed\": %s,\n", json_text(&arena, value_get(journal, "seed")));
    write_lists(out, &arena, journal, release);
    buffer_add_text(out, "}\n");
    arena_release(&arena);
}

const char *submission_refuse_name(const char *name)
{
    struct slice text = slice_of(name);
    if (!slice_trim(text).length)
        return "it is empty";
    if (text.length > NAME_BYTES)
        return "it is too long (100 bytes at most)";
    if (slice_find_byte(text, '@') < text.length)
        return "it looks like an address; a pseudonym is wanted";
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7f)
            return "it has a control character";
    }
    return broken_byte(text) < text.length ? "it is no UTF-8" : NULL;
}

/* --- reading --- */

struct reading {
    struct arena *arena;
    struct value *notes;
    const char *problem; /* the first */
    /* where we are in the document; NULL: not in a list, not in a member */
    const char *list;
    size_t index;
    const char *member;
};

static bool fail(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool fail(struct reading *reading, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (!reading->problem)
        reading->problem = arena_format_list(reading->arena, format, arguments);
    va_end(arguments);
    return false;
}

/* The name of [key] where we are ("inputs[3].outcome.at"; NULL: of the place itself): who fails says it. */
static const char *name_of(struct reading *reading, const char *key)
{
    struct arena *arena = reading->arena;
    const char *name = reading->list ? arena_format(arena, "%s[%zu]", reading->list, reading->index) : "";
    const char *const below[] = {reading->member, key};
    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        if (below[i])
            name = arena_format(arena, "%s%s%s", name, *name ? "." : "", below[i]);
    }
    return name;
}

/* A text of at most [most] bytes without control characters, which goes into reports as it is. */
static bool is_word(struct slice text, size_t most)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7f)
            return false;
    }
    return text.length <= most;
}

static const char *need_text(struct reading *reading, const struct value *object, const char *key, size_t most)
{
    const struct value *text = value_get(object, key);
    if (!value_is(text, VALUE_STRING)) {
        fail(reading, "%s %s", name_of(reading, key), text ? "is no text" : "is missing");
        return "";
    }
    if (!is_word(value_slice(text), most)) {
        fail(reading, "%s is longer than %zu bytes, or has control characters", name_of(reading, key), most);
        return "";
    }
    return value_string_of(text);
}

static int64_t need_number(struct reading *reading, const struct value *object, const char *key, int64_t least,
                           int64_t most)
{
    const struct value *number = value_get(object, key);
    if (!value_is(number, VALUE_INTEGER)) {
        fail(reading, "%s %s", name_of(reading, key), number ? "is no whole number" : "is missing");
        return least;
    }
    int64_t found = value_number(number, 0);
    if (found < least || found > most) {
        fail(reading, "%s is not between %lld and %lld", name_of(reading, key), (long long)least,
             (long long)most);
        return least;
    }
    return found;
}

static int hex_digit(char digit)
{
    if (ascii_is_digit(digit))
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static const char *need_hash(struct reading *reading, const struct value *object, const char *key)
{
    const struct value *value = value_get(object, key);
    struct slice text = value_slice(value);
    size_t good = 0;
    while (good < text.length && hex_digit(text.data[good]) >= 0)
        good++;
    if (good == text.length && good == HASH_DIGITS)
        return value_string_of(value);
    need_text(reading, object, key, HASH_DIGITS); /* says what else is wrong with it */
    fail(reading, "%s is no hash of %d hexadecimal digits", name_of(reading, key), HASH_DIGITS);
    return "";
}

/* Keys that nobody knows come from a later release, perhaps: they are passed over, but said. [known] is in order, as an
 * object's keys are. */
static void note_keys(struct reading *reading, const struct value *object, const char *const *known)
{
    enum { MOST_NOTES = 5 };
    size_t count = value_is(object, VALUE_OBJECT) ? value_count(object) : 0;
    for (size_t i = 0; i < count; i++) {
        const char *key = value_key_at(object, i);
        int order = 1;
        while (*known && (order = strcmp(*known, key)) < 0)
            known++;
        known += order == 0;
        if (order == 0 || value_count(reading->notes) >= MOST_NOTES)
            continue;
        struct slice shown = slice_part(slice_of(key), 0, 40);
        const char *where = name_of(reading, NULL);
        value_append(reading->arena, reading->notes,
                     value_format(reading->arena, "%s%sthe key \"%.*s\" is not known and was passed over",
                                  where, *where ? ": " : "", is_word(shown, 40) ? (int)shown.length : 0,
                                  shown.data));
    }
}

/* An input's bytes, out of "bytes" or "hex". */
static const struct value *read_bytes(struct reading *reading, const struct value *input)
{
    const struct value *bytes = value_get(input, "bytes"), *hex = value_get(input, "hex");
    if (!bytes == !hex || !value_is(bytes ? bytes : hex, VALUE_STRING)) {
        fail(reading, "%s needs a text \"bytes\" or \"hex\"", name_of(reading, NULL));
        return NULL;
    }
    struct slice text = value_slice(bytes ? bytes : hex);
    if (text.length > (bytes ? 1 : 2) * (size_t)LIMIT_LINE_BYTES) {
        fail(reading, "%s is longer than %d bytes", name_of(reading, NULL), LIMIT_LINE_BYTES);
        return NULL;
    }
    if (bytes)
        return bytes;
    struct buffer out = {0};
    for (size_t i = 0; i + 1 < text.length; i += 2) {
        int high = hex_digit(text.data[i]), low = hex_digit(text.data[i + 1]);
        if (high < 0 || low < 0)
            break;
        buffer_add_byte(&out, (char)(high * 16 + low));
    }
    if (out.length * 2 != text.length)
        fail(reading, "%s is not hexadecimal", name_of(reading, "hex"));
    const struct value *value = value_string(reading->arena, buffer_slice(&out));
    buffer_release(&out);
    return value;
}

/* How far time has come, and how far it may. */
struct span {
    int64_t now, latest;
};

static void read_outcome(struct reading *reading, const struct value *outcome, struct span *span)
{
    static const char *const known[] = {"at", "shown", "world", NULL};
    reading->member = "outcome";
    if (!value_is(outcome, VALUE_OBJECT))
        fail(reading, "%s is no object", name_of(reading, NULL));
    span->now = need_number(reading, outcome, "at", span->now, span->latest);
    need_hash(reading, outcome, "world");
    need_hash(reading, outcome, "shown");
    note_keys(reading, outcome, known);
    reading->member = NULL;
}

/* The input itself, once it is known to be one; with its bytes when they came as "hex". */
static const struct value *read_input(struct reading *reading, const struct value *input,
                                      const struct value *next, struct span *span)
{
    static const char *const known[] = {"at", "bytes", "hex", "kind", "outcome", "release", "terminal", NULL};
    if (!value_is(input, VALUE_OBJECT)) {
        fail(reading, "%s is no object", name_of(reading, NULL));
        return NULL;
    }
    span->now = need_number(reading, input, "at", span->now, span->latest);
    need_text(reading, input, "kind", TERMINAL_BYTES);
    need_text(reading, input, "terminal", TERMINAL_BYTES);
    const struct value *bytes = read_bytes(reading, input);
    if (value_get(input, "release"))
        need_text(reading, input, "release", WORD_BYTES);
    if (value_get(input, "outcome"))
        read_outcome(reading, value_get(input, "outcome"), span);
    else if (!value_says(value_get(next, "kind"), "settle"))
        fail(reading, "%s has no outcome", name_of(reading, NULL));
    note_keys(reading, input, known);
    if (!value_get(input, "hex"))
        return input;
    struct value *with = value_edit(reading->arena, input);
    value_put(reading->arena, with, "bytes", bytes);
    return with;
}

static const struct value *read_inputs(struct reading *reading, const struct value *from, struct span *span)
{
    struct value *inputs = value_array(reading->arena);
    if (!value_is(from, VALUE_ARRAY))
        fail(reading, from ? "inputs is no list" : "inputs is missing");
    else if (value_count(from) > LIMIT_SUBMISSION_INPUTS)
        fail(reading, "there are more than %d inputs", LIMIT_SUBMISSION_INPUTS);
    for (size_t i = 0; !reading->problem && i < value_count(from); i++) {
        reading->list = "inputs";
        reading->index = i;
        const struct value *next = i + 1 < value_count(from) ? value_at(from, i + 1) : NULL;
        const struct value *input = read_input(reading, value_at(from, i), next, span);
        if (input)
            value_append(reading->arena, inputs, input);
    }
    reading->list = NULL;
    return inputs;
}

/* Facts in their order, each behind its input and not behind the next one. */
static const struct value *read_facts(struct reading *reading, const struct value *from,
                                      const struct value *inputs, int64_t start, int64_t end)
{
    static const char *const known[] = {"at", "input", "kind", "what", NULL};
    struct arena *arena = reading->arena;
    struct value *facts = value_array(arena);
    int64_t last = 0, count = (int64_t)value_count(inputs);
    if (!value_is(from, VALUE_ARRAY))
        fail(reading, from ? "facts is no list" : "facts is missing");
    else if (value_count(from) > LIMIT_SUBMISSION_INPUTS)
        fail(reading, "there are more than %d facts", LIMIT_SUBMISSION_INPUTS);
    for (size_t i = 0; !reading->problem && i < value_count(from); i++) {
        reading->list = "facts";
        reading->index = i;
        const struct value *one = value_at(from, i);
        struct value *fact = value_object(arena);
        if (!value_is(one, VALUE_OBJECT))
            fail(reading, "%s is no object", name_of(reading, NULL));
        last = need_number(reading, one, "input", last, count);
        const struct value *behind = last ? value_at(inputs, (size_t)last - 1) : NULL;
        const struct value *before = last < count ? value_at(inputs, (size_t)last) : NULL;
        int64_t from_at = value_number(value_get(behind, "at"), start);
        int64_t until = value_number(value_get(before, "at"), end);
        value_put_integer(arena, fact, "input", last);
        value_put_integer(arena, fact, "at", need_number(reading, one, "at", from_at, until));
        value_put_text(arena, fact, "kind", need_text(reading, one, "kind", TERMINAL_BYTES));
        value_put_text(arena, fact, "what", need_text(reading, one, "what", WORD_BYTES));
        note_keys(reading, one, known);
        value_append(arena, facts, fact);
    }
    reading->list = NULL;
    return facts;
}

static void read_head(struct reading *reading, const struct value *document, struct submission *submission)
{
    static const char *const known[] = {"ambit",   "end",      "facts", "format", "inputs", "learner",
                                        "release", "scenario", "seed",  "start",  NULL};
    static const char *const scenario_keys[] = {"hash", "slug", NULL};
    const struct value *scenario = value_get(document, "scenario");
    submission->release = need_text(reading, document, "release", WORD_BYTES);
    reading->member = "scenario";
    submission->slug = need_text(reading, scenario, "slug", WORD_BYTES);
    submission->hash = need_hash(reading, scenario, "hash");
    reading->member = NULL;
    submission->learner = need_text(reading, document, "learner", NAME_BYTES);
    note_keys(reading, document, known);
    reading->member = "scenario";
    note_keys(reading, scenario, scenario_keys);
    reading->member = NULL;
}

static const struct value *read_journal(struct reading *reading, const struct value *document)
{
    const int64_t day = SECONDS(86400).nanoseconds, first = 10957 * day, last = 84006 * day; /* 2000 to 2200 */
    struct arena *arena = reading->arena;
    struct value *journal = value_object(arena);
    int64_t start = need_number(reading, document, "start", first, last);
    struct span span = {start, start + LIMIT_SUBMISSION_DAYS * day};
    value_put_integer(arena, journal, "start", start);
    value_put_integer(arena, journal, "seed", need_number(reading, document, "seed", INT64_MIN, INT64_MAX));
    const struct value *inputs = read_inputs(reading, value_get(document, "inputs"), &span);
    int64_t end = need_number(reading, document, "end", span.now, span.latest);
    value_put(arena, journal, "inputs", inputs);
    value_put(arena, journal, "facts", read_facts(reading, value_get(document, "facts"), inputs, start, end));
    value_put_integer(arena, journal, "end", end);
    return journal;
}

/* What it is, before anything else is said about it: most files that are no submissions are something else. */
static const struct value *read_document(struct reading *reading, struct slice text)
{
    enum { VALUES_AN_INPUT = 12 };
    text = slice_unmarked(text);
    size_t broken = text.length > LIMIT_SUBMISSION_BYTES ? text.length : broken_byte(text);
    if (text.length > LIMIT_SUBMISSION_BYTES)
        fail(reading, "it is longer than %d bytes", LIMIT_SUBMISSION_BYTES);
    else if (!slice_trim(text).length)
        fail(reading, "it is empty");
    else if (broken < text.length)
        fail(reading, "byte %zu is no UTF-8", broken + 1);
    if (reading->problem)
        return NULL;
    const struct value *document =
        json_read_strictly(reading->arena, text, LIMIT_SUBMISSION_BYTES,
                           VALUES_AN_INPUT * LIMIT_SUBMISSION_INPUTS, &reading->problem);
    if (!document)
        return NULL;
    if (!value_says(value_get(document, "ambit"), what_it_is))
        fail(reading, "it is no submission of ambit's");
    else if (need_number(reading, document, "format", 1, INT64_MAX) > SUBMISSION_FORMAT)
        fail(reading, "its format is newer than this release of ambit; take a newer ambit");
    return document;
}

bool submission_read(struct submission *submission, struct arena *arena, struct slice text,
                     const char **problem)
{
    struct reading reading = {.arena = arena, .notes = value_array(arena)};
    const struct value *document = read_document(&reading, text);
    *submission =
        (struct submission){.slug = "", .hash = "", .release = "", .learner = "", .notes = reading.notes};
    if (!reading.problem)
        read_head(&reading, document, submission);
    if (!reading.problem)
        submission->journal = read_journal(&reading, document);
    *problem = reading.problem;
    return !reading.problem;
}

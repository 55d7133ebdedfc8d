/* A body as other platforms write it, as ours: fences with actions, buttons and links to tabs, variables,
 * pictures, Killercoda's {{exec}} and TRAFFIC links, and <details>, which become hints. Line by line, so that a
 * report can say where. */
#include "workshop/import.h"

struct reading {
    struct import *import;
    struct import_challenge *challenge;
    struct buffer out;
    int line;
    bool fenced;
    struct slice fence;  /* what closes it: "```" */
    struct buffer block; /* the fence that is read, its end still to come */
    const char *language;
    /* <details> */
    bool inside, hides;
    struct buffer hint, command;
    struct buffer clicked; /* commands inside the text that one clicks on: a block behind the paragraph */
};

static void say(struct reading *reading, enum finding_kind kind, struct slice what, const char *text)
{
    const char *copy = arena_copy(&reading->import->arena, slice_trim(what));
    import_find(reading->import, kind, reading->challenge->source, reading->line, copy, "%s", text);
}

static struct buffer *target(struct reading *reading)
{
    return reading->inside && reading->hides ? &reading->hint : &reading->out;
}

/* --- inside a line: each function takes something off the front of [rest], or 0 --- */

static struct slice attribute(struct slice text, const char *name)
{
    size_t at = slice_find(text, slice_of(name));
    if (at == text.length)
        return (struct slice){0};
    struct slice value = slice_part(text, at + slice_of(name).length, text.length);
    return slice_part(value, 0, slice_find_byte(value, '"'));
}

/* Where a link leads, as our reader says it: "tab-1" is the second tab. NULL: it stays as it is. */
static const char *destination(struct reading *reading, struct slice link)
{
    struct arena *arena = &reading->import->arena;
    int64_t number;
    if (slice_starts(link, "tab-") && slice_to_integer(slice_part(link, 4, link.length), &number)) {
        const struct value *tab = value_at(value_get(reading->challenge->front, "tabs"), (size_t)number);
        if (!tab)
            say(reading, FINDING_WARNING, link, "there is no such tab");
        return tab ? arena_format(arena, "tab %s", value_find_text(tab, "title")) : "a tab";
    }
    if (slice_starts(link, "section--"))
        return arena_format(arena, "challenge %.*s", (int)link.length - 9, link.data + 9);
    if (slice_starts(link, "section-"))
        return arena_format(arena, "section %.*s", (int)link.length - 8, link.data + 8);
    return NULL;
}

/* [button label="X" ...](HREF) */
static size_t take_button(struct reading *reading, struct slice rest)
{
    size_t middle = slice_find(rest, SLICE("]("));
    struct slice link = slice_part(rest, middle + 2, rest.length);
    size_t end = slice_find_byte(link, ')');
    if (!slice_starts(rest, "[button ") || middle == rest.length || end == link.length)
        return 0;
    struct slice label = attribute(slice_part(rest, 0, middle), "label=\"");
    link = slice_part(link, 0, end);
    const char *to = destination(reading, link);
    if (!link.length)
        buffer_format(target(reading), "**%.*s**", (int)label.length, label.data);
    else if (to)
        buffer_format(target(reading), "**%.*s** (%s)", (int)label.length, label.data, to);
    else
        buffer_format(target(reading), "[%.*s](%.*s)", (int)label.length, label.data, (int)link.length,
                      link.data);
    say(reading, FINDING_REPLACED, slice_part(rest, 0, middle + 2 + end + 1), "a text says where it leads");
    return middle + 2 + end + 1;
}

/* [text](tab-0), [text]({{TRAFFIC_HOST1_80}}) */
static size_t take_link(struct reading *reading, struct slice rest)
{
    size_t middle = slice_find(rest, SLICE("]("));
    struct slice link = slice_part(rest, middle + 2, rest.length), label = slice_part(rest, 1, middle);
    size_t end = slice_find_byte(link, ')');
    if (rest.data[0] != '[' || middle == rest.length || end == link.length ||
        slice_find_byte(label, '[') < label.length)
        return 0;
    link = slice_part(link, 0, end);
    const char *to = destination(reading, link);
    bool traffic = slice_starts(link, "{{TRAFFIC_HOST");
    if (traffic) {
        size_t dash = slice_find(slice_part(link, 14, link.length), SLICE("_"));
        struct slice port = slice_part(link, 14 + dash + 1, link.length - 2);
        to = arena_format(&reading->import->arena, "`http://localhost:%.*s`", (int)port.length, port.data);
    } else if (slice_starts(link, "{{TRAFFIC_SELECTOR")) {
        traffic = true;
        to = "`http://localhost:PORT`";
    }
    if (!to)
        return 0;
    buffer_format(target(reading), "%.*s (%s)", (int)label.length, label.data, to);
    say(reading, FINDING_REPLACED, slice_part(rest, 0, middle + 2 + end + 1),
        traffic ? "there is no public address; the port of this machine" : "a text says where it leads");
    return middle + 2 + end + 1;
}

/* ![text](file) */
static size_t take_picture(struct reading *reading, struct slice rest)
{
    size_t middle = slice_find(rest, SLICE("](")), end = slice_find_byte(rest, ')');
    if (!slice_starts(rest, "![") || middle == rest.length || end == rest.length || end < middle)
        return 0;
    struct slice label = slice_part(rest, 2, middle);
    buffer_format(target(reading), "*(picture%s%.*s)*", label.length ? ": " : "", (int)label.length,
                  label.data);
    say(reading, FINDING_SKIPPED, slice_part(rest, 0, end + 1), "pictures are not shown");
    return end + 1;
}

/* [[ Instruqt-Var key="K" hostname="H" ]]: its value is known to the sandbox only. */
static size_t take_variable(struct reading *reading, struct slice rest)
{
    size_t end = slice_find(rest, SLICE("]]"));
    if (!slice_starts(rest, "[[") || end == rest.length)
        return 0;
    struct slice inside = slice_trim(slice_part(rest, 2, end));
    if (!slice_starts(inside, "Instruqt-Var"))
        return 0;
    struct slice key = attribute(inside, "key=\"");
    if (reading->fenced)
        buffer_format(&reading->block, "$(agent variable get %.*s)", (int)key.length, key.data);
    else
        buffer_format(target(reading), "`agent variable get %.*s`", (int)key.length, key.data);
    say(reading, FINDING_REPLACED, slice_part(rest, 0, end + 2), "a command says the value");
    return end + 2;
}

/* https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com */
static size_t take_katacoda(struct reading *reading, struct slice rest)
{
    struct slice begin = SLICE("https://[[HOST_SUBDOMAIN]]-"),
                 end = SLICE("-[[KATACODA_HOST]].environments.katacoda.com");
    if (!slice_starts(rest, begin.data))
        return 0;
    size_t at = slice_find(rest, end);
    if (at == rest.length)
        return 0;
    struct slice port = slice_part(rest, begin.length, at);
    buffer_format(target(reading), "http://localhost:%.*s", (int)port.length, port.data);
    say(reading, FINDING_REPLACED, slice_part(rest, 0, at + end.length),
        "there is no public address; the port of this machine");
    return at + end.length;
}

/* The code span that [out] ends with, without its closing mark. */
static struct slice last_span(struct slice out)
{
    size_t at = out.length;
    while (at && out.data[at - 1] != '`' && out.data[at - 1] != '\n')
        at--;
    return slice_part(out, at, out.length);
}

/* {{exec}}, {{copy}}, {{execute T1}}, ... directly behind a code span. */
static size_t take_action(struct reading *reading, struct slice rest)
{
    static const char *const actions[] = {"}}", "exec}}", "exec interrupt}}", "copy}}", "execute}}", "open}}"};
    if (!slice_starts(rest, "`{{"))
        return 0;
    struct slice action = slice_part(rest, 3, rest.length);
    size_t end = slice_find(action, SLICE("}}"));
    bool known = slice_starts(action, "execute ");
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        known |= slice_starts(action, actions[i]);
    if (!known || end == action.length)
        return 0;
    if (slice_starts(action, "exec")) {
        struct slice command = last_span(buffer_slice(target(reading)));
        buffer_format(&reading->clicked, "%.*s\n", (int)command.length, command.data);
    }
    buffer_add_byte(target(reading), '`');
    if (slice_find(slice_part(action, 0, end), SLICE("interrupt")) < end)
        buffer_add_text(target(reading), " (Ctrl-C first)");
    return 3 + end + 2;
}

static void add_inline(struct reading *reading, struct slice text)
{
    static size_t (*const takers[])(struct reading *, struct slice) = {
        take_button, take_picture, take_variable, take_katacoda, take_action, take_link};
    for (size_t i = 0; i < text.length;) {
        size_t taken = 0;
        char c = text.data[i];
        for (size_t t = 0;
             (c == '[' || c == '!' || c == '`' || c == 'h') && !taken && t < sizeof takers / sizeof *takers;
             t++)
            taken = takers[t](reading, slice_part(text, i, text.length));
        if (!taken)
            buffer_add_byte(target(reading), c);
        i += taken ? taken : 1;
    }
    buffer_add_byte(target(reading), '\n');
}

/* --- fences --- */

static struct slice indent_of(struct slice line)
{
    size_t blanks = 0;
    while (blanks < line.length && line.data[blanks] == ' ')
        blanks++;
    return slice_part(line, 0, blanks);
}

/* "```" or "~~~" and more, behind blanks; empty when the line is no fence. */
static struct slice fence_of(struct slice line)
{
    struct slice rest = slice_part(line, indent_of(line).length, line.length);
    size_t length = 0;
    while (length < rest.length && (rest.data[0] == '`' || rest.data[0] == '~') &&
           rest.data[length] == rest.data[0])
        length++;
    bool span = length && slice_find_byte(slice_part(rest, length, rest.length), '`') < rest.length - length;
    return length >= 3 && !span ? slice_part(rest, 0, length) : (struct slice){0};
}

/* The info string as ours: "```run" and "```bash,run" are commands, "nocopy" is an output, "yaml{2,5-7}" is
 * YAML. */
static const char *language_of(struct reading *reading, struct slice info)
{
    struct arena *arena = &reading->import->arena;
    struct slice rest = info, word, language = {0};
    bool run = false, output = false, first = true;
    size_t brace = slice_find_byte(info, '{');
    if (brace < info.length) {
        bool lines = brace + 1 < info.length && ascii_is_digit(info.data[brace + 1]);
        if (!lines)
            say(reading, FINDING_WARNING, info,
                "such words behind a fence have no effect on Instruqt either: write bash,run");
        rest = slice_part(info, 0, brace);
    }
    while (slice_next(&rest, ',', &word)) {
        word = slice_trim(word);
        bool flag = slice_is(word, "run") || slice_is(word, "copy") || slice_is(word, "nocopy") ||
                    slice_is(word, "wrap") || slice_is(word, "line-numbers");
        run |= slice_is(word, "run");
        output |= slice_is(word, "nocopy");
        if (first && !flag)
            language = slice_part(word, 0, slice_find_byte(word, ' '));
        first = false;
    }
    if (run)
        return language.length ? arena_format(arena, "%.*s,run", (int)language.length, language.data)
                               : "bash,run";
    if (output || slice_is(language, "plain") || slice_is(language, "plan"))
        return "text";
    return arena_copy(arena, language);
}

static void begin_fence(struct reading *reading, struct slice line, struct slice fence)
{
    size_t from = indent_of(line).length + fence.length;
    reading->fenced = true;
    reading->fence = fence;
    reading->language = language_of(reading, slice_trim(slice_part(line, from, line.length)));
    buffer_clear(&reading->block);
}

/* The end, with Killercoda's action directly behind it: without exec nothing is run there. */
static void end_fence(struct reading *reading, struct slice line)
{
    struct slice indent = indent_of(line),
                 action = slice_part(line, indent.length + reading->fence.length, line.length);
    bool killercoda = text_equal(reading->import->platform, "killercoda");
    bool runs = slice_starts(action, "{{exec");
    const char *language = reading->language;
    if (runs)
        language = "bash";
    else if (killercoda && (!language[0] || text_equal(language, "bash") || text_equal(language, "sh") ||
                            text_equal(language, "shell")))
        language = "text";
    if (slice_find(action, SLICE("interrupt")) < action.length)
        buffer_format(target(reading), "%.*sCtrl-C first:\n\n", (int)indent.length, indent.data);
    buffer_format(target(reading), "%.*s```%s\n%.*s%.*s```\n", (int)indent.length, indent.data, language,
                  (int)reading->block.length, buffer_text(&reading->block), (int)indent.length, indent.data);
    bool commands = text_starts(language, "bash") || text_starts(language, "sh");
    if (reading->inside && reading->hides && commands)
        buffer_add(&reading->command, buffer_slice(&reading->block));
    reading->fenced = false;
}

static void add_fenced(struct reading *reading, struct slice line)
{
    for (size_t i = 0; i < line.length;) {
        struct slice rest = slice_part(line, i, line.length);
        size_t taken = slice_starts(rest, "[[") ? take_variable(reading, rest) : 0;
        if (!taken)
            buffer_add_byte(&reading->block, line.data[i]);
        i += taken ? taken : 1;
    }
    buffer_add_byte(&reading->block, '\n');
}

/* --- <details> --- */

static bool says(struct slice text, const char *word)
{
    struct slice needle = slice_of(word);
    for (size_t i = 0; i + needle.length <= text.length; i++)
        if (slice_is_nocase(slice_part(text, i, i + needle.length), word))
            return true;
    return false;
}

/* The text between <summary> and </summary> of the line. */
static struct slice summary_of(struct slice line)
{
    size_t from = slice_find(line, SLICE("<summary>")), to = slice_find(line, SLICE("</summary>"));
    return from < to ? slice_part(line, from + 9, to) : (struct slice){0};
}

/* What is folded away there is a hint here when it says so; else it is shown below its title. */
static void take_summary(struct reading *reading, struct slice summary)
{
    static const char *const words[] = {"hint", "solution", "answer", "tip", "lösung", "help", "stuck"};
    reading->hides = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        reading->hides |= says(summary, words[i]);
    if (!reading->hides)
        buffer_format(&reading->out, "**%.*s**\n\n", (int)summary.length, summary.data);
    say(reading, FINDING_REPLACED, slice_of("<details>"),
        reading->hides ? "it is a hint: lab hint shows it" : "it is shown as it is");
}

static void end_details(struct reading *reading)
{
    struct arena *arena = &reading->import->arena;
    struct slice text = slice_trim(buffer_slice(&reading->hint)), command = buffer_slice(&reading->command);
    if (reading->hides && text.length) {
        struct import_hint *hint = arena_allocate(arena, sizeof *hint), **last = &reading->challenge->hints;
        size_t fence = slice_find(text, SLICE("```"));
        struct slice prose = slice_trim(slice_part(text, 0, fence));
        hint->text = prose.length ? arena_copy(arena, prose) : "These commands do it.";
        hint->command = command.length ? arena_copy(arena, command) : NULL;
        while (*last)
            last = &(*last)->next;
        *last = hint;
        buffer_add_text(&reading->out, "*(There is a hint: `lab hint`.)*\n");
    }
    buffer_clear(&reading->hint);
    buffer_clear(&reading->command);
    reading->inside = reading->hides = false;
}

/* True: the line was a tag of <details>, and nothing else is in it. */
static bool take_details(struct reading *reading, struct slice line)
{
    struct slice summary = summary_of(line);
    bool tag = false;
    if (slice_find(line, SLICE("<details")) < line.length) {
        if (reading->inside)
            end_details(reading);
        reading->inside = tag = true;
    }
    if (reading->inside && summary.length) {
        take_summary(reading, summary);
        tag = true;
    }
    if (reading->inside && slice_find(line, SLICE("</details>")) < line.length) {
        end_details(reading);
        tag = true;
    }
    return tag;
}

/* What was to be clicked on in the paragraph that ends here. */
static void end_paragraph(struct reading *reading)
{
    if (!reading->clicked.length)
        return;
    buffer_format(target(reading), "\n```bash\n%s```\n", buffer_text(&reading->clicked));
    struct slice rest = slice_trim(buffer_slice(&reading->clicked)), command;
    while (slice_next(&rest, '\n', &command))
        say(reading, FINDING_REPLACED, command, "in a block of its own");
    buffer_clear(&reading->clicked);
}

static void take_line(struct reading *reading, struct slice line)
{
    struct slice fence = fence_of(line), rest = slice_part(line, indent_of(line).length, line.length);
    if (!reading->fenced &&
        (fence.length || !slice_trim(line).length || slice_find(line, SLICE("<details")) < line.length))
        end_paragraph(reading);
    if (reading->fenced) {
        if (slice_starts(rest, arena_copy(&reading->import->arena, reading->fence)) && fence.length)
            end_fence(reading, line);
        else
            add_fenced(reading, line);
    } else if (fence.length) {
        begin_fence(reading, line, fence);
    } else if (!take_details(reading, line)) {
        add_inline(reading, line);
    }
}

void import_text(struct import *import, struct import_challenge *challenge)
{
    struct reading reading = {.import = import, .challenge = challenge, .line = challenge->body_line};
    struct slice rest = challenge->body, line;
    while (rest.length && slice_next(&rest, '\n', &line)) {
        if (slice_ends(line, "\r"))
            line.length--;
        take_line(&reading, line);
        reading.line++;
    }
    if (reading.fenced) {
        import_find(import, FINDING_WARNING, challenge->source, reading.line, NULL, "a fence is not closed");
        end_fence(&reading, SLICE("```"));
    }
    end_paragraph(&reading);
    if (reading.inside)
        end_details(&reading);
    challenge->text = arena_copy(&import->arena, buffer_slice(&reading.out));
    buffer_release(&reading.out);
    buffer_release(&reading.block);
    buffer_release(&reading.hint);
    buffer_release(&reading.command);
    buffer_release(&reading.clicked);
}

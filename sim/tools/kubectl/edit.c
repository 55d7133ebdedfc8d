/* kubectl edit (k8s.io/kubectl/pkg/cmd/util/editor): objects into a file, an editor, the difference as a patch, and the
 * file again with what was wrong above it. */
#include <string.h>

#include "data/json.h"
#include "data/patch.h"
#include "data/yaml.h"
#include "shell/state.h"
#include "tools/kubectl/verbs.h"

static const struct flag edit_flags[] = {
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "the objects named in a file"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"output", 'o', "FORMAT", "edit yaml (the default) or json"},
    {"output-patch", 0, NULL, "print the patch when an object is edited"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"save-config", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields"},
    {"subresource", 0, "NAME", "status"},
    {"template", 0, "TEMPLATE", "accepted, without effect"},
    {"validate", 0, "?HOW", "strict, warn or ignore unknown fields"},
    {"windows-line-endings", 0, NULL, "end lines with a carriage return and a newline"},
    {0},
};

static const char header[] =
    "# Please edit the object below. Lines beginning with a '#' will be ignored,\n"
    "# and an empty file will abort the edit. If an error occurs while saving this file will be\n"
    "# reopened with the relevant failures.\n"
    "#\n";

struct edit {
    struct kubectl *kubectl;
    struct resources resources;
    bool json;
    const char *file;       /* the last one that was edited; NULL: none is left */
    struct slice edited;    /* what came back */
    struct value *reasons;  /* texts that go above the objects in the next round */
    size_t invalid, retryable, missing;
};

/* --- the file --- */

static const struct value *original_at(const struct edit *edit, size_t index)
{
    const struct value *object = edit->resources.items[index].object;
    if (flags_on(&edit->kubectl->flags, "show-managed-fields") || !value_find(object, "metadata.managedFields"))
        return object;
    return value_with(edit->kubectl->arena, object, "metadata.managedFields", NULL);
}

static struct slice write_objects(const struct edit *edit)
{
    struct arena *arena = edit->kubectl->arena;
    struct buffer out = {0};
    const struct value *whole = original_at(edit, 0);
    if (edit->resources.count > 1) {
        struct value *list = value_object(arena), *items = value_array(arena);
        value_put_text(arena, list, "apiVersion", "v1");
        value_put(arena, list, "items", items);
        for (size_t i = 0; i < edit->resources.count; i++)
            value_append(arena, items, original_at(edit, i));
        value_put_text(arena, list, "kind", "List");
        value_put(arena, list, "metadata", value_object(arena));
        whole = list;
    }
    if (edit->json) {
        json_write_indented(&out, whole, 4);
        buffer_add_byte(&out, '\n');
    } else {
        yaml_write(&out, whole);
    }
    struct slice text = {arena_copy(arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return text;
}

/* Without the lines that begin with '#'. */
static struct slice strip(struct arena *arena, struct slice text)
{
    struct buffer out = {0};
    struct slice rest = text, line;
    while (slice_next(&rest, '\n', &line)) {
        struct slice trimmed = slice_trim(line);
        if (slice_starts(trimmed, "#") && !slice_starts(trimmed, "#!"))
            continue;
        buffer_add(&out, line);
        if (rest.data)
            buffer_add_byte(&out, '\n');
    }
    struct slice stripped = {arena_copy(arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return stripped;
}

/* The first document, to compare; NULL: it does not parse. */
static const struct value *first_document(struct arena *arena, struct slice text)
{
    struct yaml_reader reader = yaml_reader(text);
    const struct value *document = NULL;
    bool read = yaml_next(arena, &reader, &document);
    return read && !reader.problem ? document : NULL;
}

static bool same_content(struct arena *arena, struct slice a, struct slice b)
{
    a = strip(arena, a);
    b = strip(arena, b);
    const struct value *first = first_document(arena, a), *second = first_document(arena, b);
    return first && second ? value_equal(first, second) : slice_equal(a, b);
}

static const char *comment(struct arena *arena, const char *text)
{
    struct buffer out = {0};
    for (; *text; text++) {
        buffer_add_byte(&out, *text);
        if (*text == '\n')
            buffer_add_text(&out, "# ");
    }
    const char *result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

static const char *compose(struct edit *edit, struct slice content, size_t *length)
{
    struct buffer out = {0}, lines = {0};
    buffer_add_text(&out, edit->json ? "" : header);
    for (size_t i = 0; !edit->json && i < value_count(edit->reasons); i++)
        buffer_format(&out, "%s#\n", value_string_of(value_at(edit->reasons, i)));
    buffer_add(&out, content);
    bool returns = flags_on(&edit->kubectl->flags, "windows-line-endings");
    for (size_t i = 0; i < out.length; i++) {
        if (out.data[i] == '\n' && returns)
            buffer_add_byte(&lines, '\r');
        buffer_add_byte(&lines, out.data[i]);
    }
    *length = lines.length;
    const char *text = arena_copy(edit->kubectl->arena, buffer_slice(&lines));
    buffer_release(&out);
    buffer_release(&lines);
    return text;
}

/* --- the editor --- */

static const char *exported(struct kubectl *kubectl, const char *name)
{
    const struct value *all = shell_environment(kubectl->arena, kubectl->process->shell);
    size_t length = strlen(name);
    for (size_t i = 0; i < value_count(all); i++) {
        const char *entry = value_string_of(value_at(all, i));
        if (strncmp(entry, name, length) == 0 && entry[length] == '=' && entry[length + 1])
            return entry + length + 1;
    }
    return NULL;
}

/* The words that start the editor: split at blanks, or by a shell where there are quotes. */
static int editor_words(struct kubectl *kubectl, const char *editor, const char *file, char **words)
{
    enum { MOST = 60 };
    struct arena *arena = kubectl->arena;
    struct slice rest = slice_of(editor), word;
    int count = 0;
    if (strpbrk(editor, "\"'\\")) {
        const char *shell = exported(kubectl, "SHELL");
        words[count++] = (char *)(shell ? shell : "/bin/bash");
        words[count++] = "-c";
        words[count++] = arena_format(arena, "%s \"%s\"", editor, file);
        return count;
    }
    while (slice_next(&rest, ' ', &word) && count < MOST) {
        if (word.length)
            words[count++] = arena_copy(arena, word);
    }
    words[count++] = (char *)file;
    return count;
}

static bool launch(struct edit *edit, const char *file)
{
    enum { WORDS = 64 };
    struct kubectl *kubectl = edit->kubectl;
    struct process *process = kubectl->process;
    char *words[WORDS] = {0};
    const char *editor = exported(kubectl, "KUBE_EDITOR");
    editor = editor ? editor : exported(kubectl, "EDITOR");
    editor = editor ? editor : "vi";
    int count = editor_words(kubectl, editor, file, words);
    const char *shown = words[0];
    for (int i = 1; i < count - 1; i++)
        shown = arena_format(kubectl->arena, "%s %s", shown, words[i]);
    if (strpbrk(editor, "\"'\\"))
        shown = arena_format(kubectl->arena, "%s -c %s", words[0], editor);
    const struct program *row = process_find_program(process, words[0]);
    if (!row) {
        kubectl_fail(kubectl, "unable to launch the editor \"%s\"", shown);
        return false;
    }
    struct spawn spawn = {.run = row->run, .count = count, .words = words, .inherits = true};
    memcpy(spawn.streams, process->streams, sizeof spawn.streams);
    struct process *child = process_spawn(process, &spawn);
    if (child && process_await(process, child) == 0)
        return true;
    kubectl_fail(kubectl, "there was a problem with the editor \"%s\"", shown);
    return false;
}

/* Lets the learner edit the content; what comes back is in edit->edited. */
static bool edit_file(struct edit *edit, struct slice content)
{
    struct kubectl *kubectl = edit->kubectl;
    struct process *process = kubectl->process;
    const char *old = edit->file, *problem = NULL;
    size_t length;
    const char *text = compose(edit, content, &length);
    unsigned long long number = (unsigned long long)(process_now(process).nanoseconds / 1000 % 10000000000);
    const char *file =
        arena_format(kubectl->arena, "/tmp/kubectl-edit-%llu.%s", number, edit->json ? "json" : "yaml");
    problem = process_write_file(process, file, (struct slice){text, length});
    if (problem) {
        kubectl_fail(kubectl, "open %s: %s", file, problem);
        return false;
    }
    if (!launch(edit, file))
        return false;
    const struct value *back = process_file(process, file, &problem);
    if (!back) {
        kubectl_fail(kubectl, "open %s: no such file or directory", file);
        return false;
    }
    struct slice data = file_data(back);
    edit->edited = (struct slice){arena_copy(kubectl->arena, data), data.length};
    edit->file = file;
    if (old)
        process_remove_file(process, old);
    return true;
}

/* The changes are kept where the learner finds them. */
static void preserve(struct edit *edit)
{
    if (edit->file)
        process_complain(edit->kubectl->process, "A copy of your changes has been stored to \"%s\"\n", edit->file);
    edit->kubectl->status = 1;
}

/* --- what was wrong --- */

static void add_reason(struct edit *edit, const struct resource *resource, const struct value *causes)
{
    struct arena *arena = edit->kubectl->arena;
    const char *text = arena_format(arena, "# %s \"%s\" was not valid%s\n", resource->kind->resource,
                                    resource->name, value_count(causes) ? ":" : "");
    for (size_t i = 0; i < value_count(causes); i++) {
        const struct value *cause = value_at(causes, i);
        const char *line = arena_format(arena, "%s: %s", value_find_text(cause, "field"), value_find_text(cause, "message"));
        text = arena_format(arena, "%s# * %s\n", text, comment(arena, line));
    }
    value_append(arena, edit->reasons, value_text(arena, text));
    edit->invalid++;
    process_complain(edit->kubectl->process, "error: %s \"%s\" is invalid\n", resource->kind->resource,
                     resource->name);
}

static void add_error(struct edit *edit, const struct resource *resource, const struct api_reply *reply)
{
    struct kubectl *kubectl = edit->kubectl;
    const char *what = resource->kind->resource;
    if (reply->code == 422) {
        add_reason(edit, resource, value_find(reply->object, "details.causes"));
    } else if (reply->code == 404) {
        edit->missing++;
        process_complain(kubectl->process, "error: %s \"%s\" could not be found on the server\n", what, resource->name);
    } else {
        edit->retryable++;
        process_complain(kubectl->process, "error: %s \"%s\" could not be patched: %s\n", what, resource->name,
                         api_message(reply));
    }
}

/* --- what was edited --- */

struct documents {
    size_t count;
    const struct value *items[1000];
};

static void add_document(struct documents *documents, const struct value *document)
{
    const struct value *items = value_get(document, "items");
    bool list = text_ends(value_find_text(document, "kind"), "List") && value_is(items, VALUE_ARRAY);
    size_t most = sizeof documents->items / sizeof *documents->items;
    for (size_t i = 0; list && i < value_count(items) && documents->count < most; i++)
        documents->items[documents->count++] = value_at(items, i);
    if (!list && document && documents->count < most)
        documents->items[documents->count++] = document;
}

/* NULL or why it cannot be read. */
static const char *read_documents(struct edit *edit, struct documents *documents)
{
    struct arena *arena = edit->kubectl->arena;
    struct yaml_reader reader = yaml_reader(strip(arena, edit->edited));
    const struct value *document;
    while (yaml_next(arena, &reader, &document))
        add_document(documents, document);
    if (reader.problem)
        return reader.problem;
    for (size_t i = 0; i < documents->count; i++) {
        document = documents->items[i];
        bool version = value_find_text(document, "apiVersion")[0], kind = value_find_text(document, "kind")[0];
        if (!value_is(document, VALUE_OBJECT))
            return "invalid object to validate";
        if (!version || !kind)
            return !version && !kind ? "[apiVersion not set, kind not set]"
                   : !version        ? "apiVersion not set"
                                     : "kind not set";
    }
    return NULL;
}

static bool same_at(const struct value *a, const struct value *b, const char *path)
{
    return value_equal(value_find(a, path), value_find(b, path));
}

/* Patches one object; false ends the command. */
static bool patch_one(struct edit *edit, const struct value *document)
{
    struct kubectl *kubectl = edit->kubectl;
    struct arena *arena = kubectl->arena;
    const struct resource *resource = NULL;
    const struct value *original = NULL;
    for (size_t i = 0; i < edit->resources.count && !resource; i++) {
        original = original_at(edit, i);
        if (value_find(original, "metadata.uid") && same_at(original, document, "metadata.uid"))
            resource = &edit->resources.items[i];
    }
    if (!resource) {
        kubectl_fail(kubectl, "no original object found for %s", json_text(arena, document));
        return false;
    }
    const char *title = kind_title(arena, resource->kind);
    if (value_equal(original, document)) {
        process_print(kubectl->process, "%s/%s skipped\n", title, resource->name);
        return true;
    }
    if (!same_at(original, document, "apiVersion") || !same_at(original, document, "kind") ||
        !same_at(original, document, "metadata.name")) {
        kubectl_fail(kubectl, "At least one of apiVersion, kind and name was changed");
        return false;
    }
    bool strategic = !(resource->kind->flags & KIND_CUSTOM);
    const struct value *patch = patch_three_way(arena, original, document, original, strategic);
    if (flags_on(&kubectl->flags, "output-patch"))
        process_print(kubectl->process, "Patch: %s\n", json_text(arena, patch));
    struct api_options options = client_options(kubectl, "kubectl-edit");
    options.subresource = flags_text(&kubectl->flags, "subresource", NULL);
    struct api_reply reply = client_patch(kubectl, resource->kind, resource->namespace, resource->name,
                                          strategic ? PATCH_STRATEGIC : PATCH_MERGE, patch, &options);
    if (api_failed(&reply))
        add_error(edit, resource, &reply);
    else
        process_print(kubectl->process, "%s/%s edited\n", title, resource->name);
    return true;
}

static bool has_namespace(struct edit *edit, const struct value *document)
{
    const char *namespace = object_namespace(document);
    struct kubectl *kubectl = edit->kubectl;
    if (!kubectl->namespace_given || !namespace[0] || text_equal(namespace, kubectl->namespace))
        return true;
    kubectl_fail(kubectl,
                 "the namespace from the provided object \"%s\" does not match the namespace \"%s\". You must pass "
                 "'--namespace=%s' to perform this operation.",
                 namespace, kubectl->namespace, namespace);
    return false;
}

enum round { ROUND_AGAIN, ROUND_DONE, ROUND_FAILED };

/* What became of the edited objects. */
static enum round finish(struct edit *edit)
{
    struct process *process = edit->kubectl->process;
    if (edit->retryable) {
        process_complain(process, "You can run `kubectl replace -f %s` to try this update again.\n", edit->file);
        edit->kubectl->status = 1;
        return ROUND_DONE;
    }
    if (edit->missing) {
        process_complain(process, "The edits you made on deleted resources have been saved to \"%s\"\n", edit->file);
        edit->kubectl->status = 1;
        return ROUND_DONE;
    }
    if (edit->invalid)
        return ROUND_AGAIN;
    process_remove_file(process, edit->file);
    return ROUND_DONE;
}

static enum round take_edited(struct edit *edit, struct slice original)
{
    struct kubectl *kubectl = edit->kubectl;
    struct arena *arena = kubectl->arena;
    struct documents *documents = arena_allocate(arena, sizeof *documents);
    const char *problem = read_documents(edit, documents), *ends = NULL;
    edit->reasons = value_array(arena);
    edit->invalid = edit->retryable = edit->missing = 0;
    bool empty = slice_trim(strip(arena, edit->edited)).length == 0;
    if (problem && !empty) {
        struct value *cause = value_object(arena), *causes = value_array(arena);
        value_put_text(arena, cause, "field", "<nil>");
        value_put_text(arena, cause, "message",
                       arena_format(arena, "Invalid value: \"The edited file failed validation\": %s", problem));
        value_append(arena, causes, cause);
        add_reason(edit, &edit->resources.items[0], causes);
        return ROUND_AGAIN;
    }
    if (same_content(arena, original, edit->edited))
        ends = "Edit cancelled, no changes made.\n";
    else if (empty)
        ends = "Edit cancelled, saved file was empty.\n";
    if (ends) {
        process_remove_file(kubectl->process, edit->file);
        process_complain(kubectl->process, "%s", ends);
        return ROUND_DONE;
    }
    for (size_t i = 0; i < documents->count; i++) {
        if (!has_namespace(edit, documents->items[i]) || !patch_one(edit, documents->items[i])) {
            preserve(edit);
            return ROUND_FAILED;
        }
    }
    return finish(edit);
}

static void edit_objects(struct edit *edit)
{
    struct slice original = write_objects(edit);
    struct slice content = original;
    for (bool again = false;; again = true) {
        struct slice before = edit->edited;
        if (!edit_file(edit, content)) {
            preserve(edit);
            return;
        }
        if (again && same_content(edit->kubectl->arena, before, edit->edited)) {
            kubectl_fail(edit->kubectl, "Edit cancelled, no valid changes were saved.");
            preserve(edit);
            return;
        }
        if (take_edited(edit, original) != ROUND_AGAIN)
            return;
        content = strip(edit->kubectl->arena, edit->edited);
    }
}

static void edit_run(struct kubectl *kubectl)
{
    const char *format = flags_text(&kubectl->flags, "output", "yaml");
    struct edit edit = {.kubectl = kubectl, .json = text_equal(format, "json"), .reasons = value_array(kubectl->arena)};
    if (!edit.json && !text_equal(format, "yaml") && format[0]) {
        kubectl_fail(kubectl, "The flag 'output' must be one of yaml|json");
        return;
    }
    edit.resources = resources_read(kubectl, kubectl->flags.count, kubectl->flags.arguments, 0);
    if (edit.resources.empty)
        resources_fail_empty(kubectl);
    else if (!kubectl_failed(kubectl) && edit.resources.count == 0)
        kubectl_fail(kubectl, "edit cancelled, no objects found");
    else if (!kubectl_failed(kubectl))
        edit_objects(&edit);
}

const struct verb verb_edit = {
    .name = "edit",
    .usage = "edit (RESOURCE/NAME | -f FILENAME) [options]",
    .help = "Edit a resource on the server",
    .chapter = "Basic Commands (Intermediate)",
    .flags = edit_flags,
    .run = edit_run,
    .takes = TAKES_RESOURCES,
};

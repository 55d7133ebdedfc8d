/* kubectl kustomize: what a directory with a kustomization.yaml stands for. */
#include "data/yaml.h"
#include "tools/kubectl/verbs.h"
#include "tools/kustomize/kustomize.h"

static const struct flag kustomize_flags[] = {
    {"as-current-user", 0, NULL, "not simulated"},   {"enable-alpha-plugins", 0, NULL, "not simulated"},
    {"enable-helm", 0, NULL, "not simulated"},       {"env", 'e', "NAME", "not simulated"},
    {"helm-command", 0, "COMMAND", "not simulated"}, {"load-restrictor", 0, "NAME", "not simulated"},
    {"mount", 0, "MOUNT", "not simulated"},          {"network", 0, NULL, "not simulated"},
    {"output", 'o', "FILE", "write to this file"},   {0},
};

const struct value *kubectl_kustomize(struct kubectl *kubectl, const char *directory)
{
    struct kustomize kustomize = kustomize_begin(kubectl->process);
    const struct value *objects = NULL;
    if (text_starts(directory, "http:") || text_starts(directory, "https:") ||
        text_starts(directory, "github.com"))
        kustomize.unsimulated = arena_format(kubectl->arena, "kustomize of %s", directory);
    else
        objects = kustomize_build(&kustomize, directory);
    for (size_t i = 0; i < value_count(kustomize.warnings); i++)
        process_complain(kubectl->process, "%s\n", value_string_of(value_at(kustomize.warnings, i)));
    if (kustomize.unsimulated)
        kubectl_unsimulated(kubectl, kustomize.unsimulated);
    else if (kustomize.problem)
        kubectl_fail(kubectl, "%s", kustomize.problem);
    return kustomize.unsimulated || kustomize.problem ? NULL : objects;
}

static void kustomize_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (flags->count > 1) {
        kubectl_fail(kubectl, "specify one path to kustomization.yaml");
        return;
    }
    const struct value *objects = kubectl_kustomize(kubectl, flags->count ? flags->arguments[0] : ".");
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(objects); i++) {
        buffer_add_text(&text, i ? "---\n" : "");
        yaml_write(&text, value_at(objects, i));
    }
    const char *file = flags_text(flags, "output", "");
    if (!file[0] || !objects) {
        kubectl_print_buffer(kubectl, &text);
        return;
    }
    const char *problem = process_write_file(kubectl->process, file, buffer_slice(&text));
    buffer_release(&text);
    if (problem)
        kubectl_fail(kubectl, "open %s: %s", file, problem);
}

const struct verb verb_kustomize = {
    .name = "kustomize",
    .usage = "kustomize DIR [flags]",
    .help = "Build a kustomization target from a directory or URL",
    .examples = "# Build the current working directory\n"
                "kubectl kustomize\n\n"
                "# Build some shared configuration directory\n"
                "kubectl kustomize /home/config/production",
    .chapter = "Advanced Commands",
    .flags = kustomize_flags,
    .run = kustomize_run,
    .takes = TAKES_FILES,
    .local = true,
};

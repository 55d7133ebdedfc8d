/* istioctl validate: files against the schemas and istiod's webhook, without a cluster. */
#include "tools/istioctl/documents.h"

static const struct flag validate_flags[] = {
    {"filename", 'f', "FILE", "Inputs of files to validate"},
    {"referential", 'x', NULL, "Enable structural validation for policy and telemetry (default true)"},
    {0},
};

/* "Error: 2 errors occurred:", as hashicorp/go-multierror writes a list. */
static int fail(struct istioctl *istioctl, const struct value *problems)
{
    const char *text = value_count(problems) == 1
                           ? "1 error occurred:"
                           : arena_format(istioctl->arena, "%zu errors occurred:", value_count(problems));
    for (size_t i = 0; i < value_count(problems); i++)
        text = arena_format(istioctl->arena, "%s\n\t* %s", text, value_string_of(value_at(problems, i)));
    return istioctl_error(istioctl, "%s\n\n", text);
}

/* One document's problems, each behind "KIND/NAMESPACE/NAME:". */
static void check(struct istioctl *istioctl, const struct document *document, struct value *problems,
                  const struct value **warnings)
{
    struct arena *arena = istioctl->arena;
    const struct value *object = document->object;
    const struct kind *kind = kind_of_object(object);
    if (!kind)
        return; /* istioctl validates what it knows */
    const struct value *found = document_problems(arena, kind, object, warnings);
    for (size_t i = 0; i < value_count(found); i++)
        value_append(arena, problems,
                     value_format(arena, "%s/%s/%s: %s", value_find_text(object, "kind"),
                                  value_find_text(object, "metadata.namespace"),
                                  value_find_text(object, "metadata.name"),
                                  value_string_of(value_at(found, i))));
}

static int run_validate(struct istioctl *istioctl)
{
    struct arena *arena = istioctl->arena;
    struct value *problems = value_array(arena);
    const char *path, *said = "";
    size_t at = 0, files = 0;
    while ((path = flags_next(&istioctl->flags, "filename", &at))) {
        struct documents documents = {0};
        const char *problem;
        const struct value *warnings = NULL;
        size_t before = value_count(problems);
        files++;
        if (!documents_read(istioctl, path, &documents, &problem))
            return istioctl_error(istioctl, "cannot read file \"%s\": open %s: %c%s", path, path,
                                  ascii_lower(problem[0]), problem + 1);
        for (size_t i = 0; i < documents.count; i++)
            check(istioctl, &documents.items[i], problems, &warnings);
        if (documents.problem)
            value_append(arena, problems,
                         value_format(arena, "failed to decode file %s: : %s", path, documents.problem));
        if (value_count(problems) > before)
            continue;
        if (warnings)
            said = arena_format(arena, "%s\"%s\" has warnings: \n\t* %s\n", said, path,
                                value_string_of(value_at(warnings, 0)));
        else
            said = arena_format(arena, text_equal(path, "-") ? "%svalidation succeed\n" : "%s\"%s\" is valid\n",
                                said, path);
    }
    if (!files)
        return istioctl_error(istioctl, "error: you must specify resources by --filename.\n"
                                        "Example resource specifications include:\n"
                                        "   '-f rsrc.yaml'\n"
                                        "   '--filename=rsrc.json'");
    if (value_count(problems))
        return fail(istioctl, problems);
    process_print(istioctl->process, "%s", said);
    return 0;
}

const struct command validate_rows[] = {
    {.name = "validate",
     .aliases = "v",
     .usage = "-f FILENAME [options]",
     .help = "Validate Istio policy and rules files",
     .example = "  # Validate bookinfo-gateway.yaml\n"
                "  istioctl validate -f samples/bookinfo/networking/bookinfo-gateway.yaml\n\n"
                "  # Validate current deployments under 'default' namespace with referential integrity checks\n"
                "  kubectl get deployments -o yaml | istioctl validate -f -",
     .flags = validate_flags,
     .run = run_validate},
};
const size_t validate_row_count = sizeof validate_rows / sizeof *validate_rows;

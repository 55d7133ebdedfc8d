/* istioctl install of the ambient profile: what the cluster lacks of it is created, and the mesh's configuration set;
 * tag list. What would take the mesh apart says that it is not simulated. */
#include "tools/istioctl/istioctl.h"

static const char boat[] = "        |\\          \n"
                           "        | \\         \n"
                           "        |  \\        \n"
                           "        |   \\       \n"
                           "      /||    \\      \n"
                           "     / ||     \\     \n"
                           "    /  ||      \\    \n"
                           "   /   ||       \\   \n"
                           "  /    ||        \\  \n"
                           " /     ||         \\ \n"
                           "/______||__________\\\n"
                           "____________________\n"
                           "  \\__       _____/  \n"
                           "     \\_____/        \n\n";

static const struct flag install_flags[] = {
    {"dry-run", 0, NULL, "Console/log output only, make no changes."},
    {"filename", 'f', "FILE", "Path to file containing IstioOperator custom resource"},
    {"force", 0, NULL, "Proceed even with validation errors."},
    {"manifests", 'd', "PATH", "Specify a path to a directory of charts and profiles"},
    {"readiness-timeout", 0, FLAG_DURATION,
     "Maximum time to wait for Istio resources to be ready (default 5m0s)"},
    {"revision", 'r', "REVISION", "Target control plane revision for the command."},
    {"set", 's', "NAME=VALUE",
     "Override an IstioOperator value, e.g. to choose a profile (--set profile=demo)"},
    {"skip-confirmation", 'y', NULL,
     "The skipConfirmation determines whether the user is prompted for confirmation."},
    {"verify", 0, NULL, "Verify the Istio control plane after installation/in-place upgrade"},
    {0},
};

/* What --set asks for; NULL in *unknown when all of it is simulated. */
struct settings {
    const char *profile, *access_log;
    struct value *variables; /* of istiod: values.pilot.env.NAME */
    const char *unknown;
};

static struct settings settings_of(struct istioctl *istioctl)
{
    struct settings settings = {
        .profile = "default", .access_log = "", .variables = value_object(istioctl->arena)};
    const char *const environment = "values.pilot.env.";
    size_t at = 0;
    const char *set;
    while ((set = flags_next(&istioctl->flags, "set", &at))) {
        size_t equals = slice_find_byte(slice_of(set), '=');
        struct slice name = slice_part(slice_of(set), 0, equals);
        const char *value = set[equals] ? set + equals + 1 : "";
        if (slice_is(name, "profile"))
            settings.profile = value;
        else if (slice_is(name, "meshConfig.accessLogFile"))
            settings.access_log = value;
        else if (slice_starts(name, environment))
            value_put_text(istioctl->arena, settings.variables,
                           arena_copy(istioctl->arena, slice_part(name, slice_of(environment).length, name.length)),
                           value);
        else
            settings.unknown = arena_copy(istioctl->arena, name);
    }
    return settings;
}

/* Asks on stdout and reads one line. WAITS. */
static bool confirmed(struct istioctl *istioctl, const char *question)
{
    struct slice line = {NULL, 0};
    if (istioctl_on(istioctl, "skip-confirmation"))
        return true;
    process_print(istioctl->process, "%s", question);
    process_read_line(istioctl->process, STREAM_IN, &line);
    line = slice_trim(line);
    return slice_is_nocase(line, "y") || slice_is_nocase(line, "yes");
}

static void create_namespace(struct draft *draft)
{
    struct value *object = value_object(draft->arena);
    value_put_text(draft->arena, object, "apiVersion", "v1");
    value_put_text(draft->arena, object, "kind", "Namespace");
    value_put_text(draft->arena, value_open(draft->arena, object, "metadata"), "name", "istio-system");
    if (!object_get(draft, kind_find("namespaces"), "", "istio-system"))
        install_object(draft, object, "istio-operator");
}

/* One step of the installation: what there is not yet. */
static void install_step(struct istioctl *istioctl, size_t step, const struct settings *settings)
{
    static const enum install_part parts[] = {INSTALL_ISTIO_BASE, INSTALL_ISTIOD, INSTALL_CNI, INSTALL_ZTUNNEL};
    struct draft *draft = process_begin(istioctl->process);
    if (step == 0)
        create_namespace(draft);
    install_part(draft, parts[step]);
    if (parts[step] == INSTALL_ISTIOD) {
        install_environment(draft, settings->variables);
        install_access_log(draft, settings->access_log);
    }
    process_commit(istioctl->process);
}

static int run_install(struct istioctl *istioctl)
{
    static const struct {
        const char *component;
        int64_t seconds;
    } steps[] = {{"Istio core installed ⛵️", 2},
                 {"Istiod installed 🧠", 3},
                 {"CNI installed 🪢", 2},
                 {"Ztunnel installed 🔒", 2}};
    struct process *process = istioctl->process;
    struct settings settings = settings_of(istioctl);
    if (istioctl_flag(istioctl, "filename") || istioctl_flag(istioctl, "revision"))
        return istioctl_unsimulated(istioctl, "install --filename and --revision");
    if (!text_equal(settings.profile, "ambient"))
        return istioctl_unsimulated(
            istioctl, arena_format(istioctl->arena, "install of the profile %s (this cluster is ambient)",
                                   settings.profile));
    if (settings.unknown)
        return istioctl_unsimulated(istioctl,
                                    arena_format(istioctl->arena, "install --set %s", settings.unknown));
    if (!install_has_cluster(process_cluster(process)))
        return istioctl_error(istioctl, "failed to create kube client: failed to get server version: Get "
                                        "\"http://localhost:8080/version\": dial tcp [::1]:8080: connect: connection "
                                        "refused");
    if (install_has(process_cluster(process), INSTALL_ISTIOD) && !istiod_pod(istioctl_configuration(istioctl))[0])
        return istioctl_unsimulated(istioctl, "install on a cluster without a running istiod");
    process_print(process, "%s", boat);
    if (!confirmed(istioctl, "This will install the Istio " ISTIO_VERSION
                             " profile \"ambient\" into the cluster. Proceed? (y/N) ")) {
        process_print(process, "Cancelled.\n");
        return 1;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        process_sleep(process, duration_of_seconds(steps[i].seconds));
        if (!istioctl_on(istioctl, "dry-run"))
            install_step(istioctl, i, &settings);
        process_print(process, "✔ %s\n", steps[i].component);
    }
    process_print(process,
                  "✔ Installation complete\n"
                  "The ambient profile has been installed successfully, enjoy Istio without sidecars!\n");
    return 0;
}

/* --- uninstall, tag --- */

static const struct flag uninstall_flags[] = {
    {"filename", 'f', "FILE", "The filename of the IstioOperator CR."},
    {"purge", 0, NULL, "Delete all Istio related sources for all versions"},
    {"revision", 'r', "REVISION", "Target control plane revision for the command."},
    {"set", 's', "NAME=VALUE", "Override an IstioOperator value"},
    {"skip-confirmation", 'y', NULL,
     "The skipConfirmation determines whether the user is prompted for confirmation."},
    {0},
};

static int run_uninstall(struct istioctl *istioctl)
{
    if (!istioctl_on(istioctl, "purge") && !istioctl_flag(istioctl, "filename") &&
        !istioctl_flag(istioctl, "revision"))
        return istioctl_error(istioctl,
                              "at least one of the --revision (or --set revision=<revision>), --filename or "
                              "--purge flags must be set");
    return istioctl_unsimulated(istioctl, "uninstall (the lab would be over: lab reset begins anew)");
}

static int run_tag_list(struct istioctl *istioctl)
{
    process_print(istioctl->process, "No Istio revision tags found.\n");
    return 0;
}

const struct command install_rows[] = {
    {.name = "install",
     .help = "Applies an Istio manifest, installing or reconfiguring Istio on a cluster.",
     .about = "The install command generates an Istio install manifest and applies it to a cluster.",
     .example = "  # Apply a default Istio installation\n"
                "  istioctl install\n\n"
                "  # Enable Tracing\n"
                "  istioctl install --set meshConfig.enableTracing=true\n\n"
                "  # Generate the demo profile and don't wait for confirmation\n"
                "  istioctl install --set profile=demo --skip-confirmation",
     .flags = install_flags,
     .run = run_install},
    {.name = "tag",
     .help = "Command group used to interact with revision tags",
     .parent = true,
     .strict = true},
    {.name = "tag generate", .help = "Generate configuration for a revision tag to stdout"},
    {.name = "tag list", .aliases = "show", .help = "List existing revision tags", .run = run_tag_list},
    {.name = "tag remove", .aliases = "delete", .help = "Remove Istio control plane revision tag"},
    {.name = "tag set", .help = "Create or modify revision tags"},
    {.name = "uninstall",
     .help = "Uninstall Istio from a cluster",
     .about = "The uninstall command uninstalls Istio from a cluster",
     .flags = uninstall_flags,
     .run = run_uninstall},
};
const size_t install_row_count = sizeof install_rows / sizeof *install_rows;

/* istioctl ztunnel-config: what ztunnel says of itself (traffic/dump.h), as tables, JSON and YAML. */
#include <string.h>

#include "tools/istioctl/ztunnel_config.h"
#include "traffic/dump.h"

#define COMMON_FLAGS                                                                                           \
    {"file", 'f', "FILE", "Ztunnel config dump JSON file"},                                                    \
        {"node", 0, "NODE", "Filter workloads by node name; its ztunnel is asked"},                            \
        {"output", 'o', "FORMAT", "Output format: one of json|yaml|short (default \"short\")"},                \
    {                                                                                                          \
        "proxy-admin-port", 0, FLAG_INTEGER, "Ztunnel proxy admin port (default 15000)"                        \
    }

static const struct flag workload_flags[] = {
    COMMON_FLAGS,
    {"address", 0, "ADDRESS", "Filter workloads by address"},
    {"workload-namespace", 0, "NAMESPACE", "Filter workloads by namespace field"},
    {"workload-node", 0, "NODE", "Filter workloads by node"},
    {0},
};
static const struct flag service_flags[] = {
    COMMON_FLAGS,
    {"service-namespace", 0, "NAMESPACE", "Filter services by namespace field"},
    {0},
};
static const struct flag policy_flags[] = {
    COMMON_FLAGS,
    {"policy-namespace", 0, "NAMESPACE", "Filter policies by namespace field"},
    {0},
};
static const struct flag certificate_flags[] = {COMMON_FLAGS, {0}};
static const struct flag connection_flags[] = {
    COMMON_FLAGS,
    {"direction", 0, "DIRECTION", "Filter workloads by direction (inbound or outbound)"},
    {"raw", 0, NULL, "If set, show IP addresses instead of names"},
    {"workload-namespace", 0, "NAMESPACE", "Filter workloads by namespace field"},
    {0},
};
static const struct flag all_flags[] = {
    COMMON_FLAGS,
    {"with-headers", 0, NULL, "If set, print headers before each section"},
    {0},
};
static const struct flag log_flags[] = {
    {"level", 0, "LEVEL",
     "Comma-separated minimum per-logger level of messages to output, in the form of [<logger>:]<level>"},
    {"node", 0, "NODE", "The node whose ztunnel is asked"},
    {"output", 'o', "FORMAT", "Output format: one of json|yaml|short (default \"short\")"},
    {"proxy-admin-port", 0, FLAG_INTEGER, "Ztunnel proxy admin port (default 15000)"},
    {"reset", 'r', NULL, "Reset levels to default value (info)."},
    {0},
};

/* The order of fields in istioctl's own structs (pkg/writer/ztunnel/configdump/api.go). */
static const char *const field_order[] = {
    "state",
    "identity",
    "info",
    "connections",
    "inbound",
    "outbound",
    "uid",
    "workloadUid",
    "service",
    "port",
    "workloadIps",
    "waypoint",
    "protocol",
    "name",
    "namespace",
    "serviceAccount",
    "workloadName",
    "workloadType",
    "canonicalName",
    "canonicalRevision",
    "clusterId",
    "trustDomain",
    "locality",
    "node",
    "network",
    "status",
    "hostname",
    "vips",
    "ports",
    "capacity",
    "applicationTunnel",
    "authorizationPolicies",
    "scope",
    "action",
    "rules",
    "endpoints",
    "subjectAltNames",
    "ipFamilies",
    "destination",
    "hboneMtlsPort",
    "certChain",
    "rootCerts",
    "serialNumber",
    "validFrom",
    "expirationTime",
    "src",
    "originalDst",
    "actualDst",
    NULL,
};

static const struct workload *ztunnel_on(const struct configuration *configuration, const char *node)
{
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (workload_is_ztunnel(workload) && (!node || text_equal(workload->node, node)))
            return workload;
    }
    return NULL;
}

/* The status to return when the question cannot be asked; 0: go on. */
static int ask(const struct istioctl *istioctl, struct question *question)
{
    const char *node = istioctl_flag(istioctl, "node");
    int given = (node != NULL) + (istioctl_flag(istioctl, "file") != NULL) + (istioctl->count > 0);
    *question = (struct question){.configuration = istioctl_configuration(istioctl), .node = "", .pod = ""};
    if (given > 1)
        return istioctl_error(istioctl, "at most one of --file, --node, or pod name must be passed");
    if (istioctl_flag(istioctl, "file"))
        return istioctl_unsimulated(istioctl, "ztunnel-config --file");
    if (!istioctl_output(istioctl, &question->output))
        return 1;
    if (node) {
        question->node = node;
        question->ztunnel = ztunnel_on(question->configuration, node);
        if (!question->ztunnel)
            return istioctl_error(istioctl, "no ztunnel pods found on node %s", node);
    } else if (istioctl->count) {
        struct pod_name pod;
        if (!istioctl_pod(istioctl, istioctl->words[0], &pod))
            return 1;
        if (!pod.workload)
            return istioctl_error(istioctl, "pods \"%s\" not found", pod.name);
        question->ztunnel = pod.workload;
        if (!workload_is_ztunnel(pod.workload)) {
            question->ztunnel = ztunnel_on(question->configuration, pod.workload->node);
            question->pod = arena_format(istioctl->arena, "%s/%s", pod.namespace, pod.name);
        }
    }
    if (!question->ztunnel && !ztunnel_on(question->configuration, NULL))
        return istioctl_error(istioctl, "no ztunnel pods found");
    return 0;
}

bool question_flag(const struct istioctl *istioctl, const char *flag, const char *text)
{
    const char *only = istioctl_flag(istioctl, flag);
    return !only || !only[0] || text_equal(only, text);
}

int question_print(struct istioctl *istioctl, const struct question *question, const struct value *list)
{
    if (question->output == OUTPUT_JSON)
        print_json(istioctl->process, list, 4, field_order);
    else
        print_yaml(istioctl->process, list);
    return 0;
}

/* One table: its key in the dump, its header, which rows it keeps and how they look. */
struct table {
    const char *key;
    const char *const *header;
    size_t columns;
    bool (*wanted)(const struct istioctl *istioctl, const struct question *question, const struct value *item);
    void (*fill)(struct istioctl *istioctl, const struct value *item, const char **cells);
};

static int print_table(struct istioctl *istioctl, const struct question *question, const struct table *table)
{
    const struct value *items = ztunnel_list(istioctl->arena, question->configuration, table->key);
    struct value *kept = value_array(istioctl->arena);
    struct listing listing = {0};
    listing_row(&listing, table->header, table->columns);
    for (size_t i = 0; i < value_count(items); i++) {
        const char *cells[8];
        if (!table->wanted(istioctl, question, value_at(items, i)))
            continue;
        value_append(istioctl->arena, kept, value_at(items, i));
        table->fill(istioctl, value_at(items, i), cells);
        listing_row(&listing, cells, table->columns);
    }
    if (question->output == OUTPUT_TABLE) {
        listing_print(istioctl->process, &listing, 1);
        return 0;
    }
    buffer_release(&listing.text);
    return question_print(istioctl, question, kept);
}

/* The first label of the waypoint's host name: its service. */
static const char *waypoint_name(struct arena *arena, const struct value *item)
{
    struct slice text = value_slice(value_find(item, "waypoint.destination"));
    struct slice host = slice_part(text, slice_find_byte(text, '/') + 1, text.length);
    return host.length ? arena_copy(arena, slice_part(host, 0, slice_find_byte(host, '.'))) : "None";
}

/* --- workloads --- */

static bool workload_wanted(const struct istioctl *istioctl, const struct question *question,
                            const struct value *item)
{
    const char *key = arena_format(istioctl->arena, "%s/%s", value_find_text(item, "namespace"),
                                   value_find_text(item, "name"));
    return (!question->pod[0] || text_equal(question->pod, key)) &&
           (!question->node[0] || text_equal(question->node, value_find_text(item, "node"))) &&
           question_flag(istioctl, "workload-node", value_find_text(item, "node")) &&
           question_flag(istioctl, "address", value_find_text(item, "workloadIps.0")) &&
           question_flag(istioctl, "workload-namespace", value_find_text(item, "namespace"));
}

static void workload_fill(struct istioctl *istioctl, const struct value *item, const char **cells)
{
    cells[0] = value_find_text(item, "namespace");
    cells[1] = value_find_text(item, "name");
    cells[2] = value_find_text(item, "workloadIps.0");
    cells[3] = value_find_text(item, "node");
    cells[4] = waypoint_name(istioctl->arena, item);
    cells[5] = value_find_text(item, "protocol");
}

static const struct table workload_table = {
    .key = "workloads",
    .header = (const char *const[]){"NAMESPACE", "POD NAME", "ADDRESS", "NODE", "WAYPOINT", "PROTOCOL"},
    .columns = 6,
    .wanted = workload_wanted,
    .fill = workload_fill,
};

/* --- services --- */

static bool service_wanted(const struct istioctl *istioctl, const struct question *question,
                           const struct value *item)
{
    (void)question;
    return question_flag(istioctl, "service-namespace", value_find_text(item, "namespace"));
}

static void service_fill(struct istioctl *istioctl, const struct value *item, const char **cells)
{
    const struct value *endpoints = value_get(item, "endpoints"), *vips = value_get(item, "vips");
    const char *addresses = "";
    size_t healthy = 0;
    for (size_t i = 0; i < value_count(endpoints); i++)
        healthy += value_says(value_get(value_member_at(endpoints, i), "status"), "Healthy");
    for (size_t i = 0; i < value_count(vips); i++) {
        const char *vip = value_string_of(value_at(vips, i)), *slash = strchr(vip, '/');
        addresses = arena_format(istioctl->arena, "%s%s%s", addresses, i ? "," : "", slash ? slash + 1 : vip);
    }
    cells[0] = value_find_text(item, "namespace");
    cells[1] = value_find_text(item, "name");
    cells[2] = addresses;
    cells[3] = waypoint_name(istioctl->arena, item);
    cells[4] = arena_format(istioctl->arena, "%zu/%zu", healthy, value_count(endpoints));
}

static const struct table service_table = {
    .key = "services",
    .header = (const char *const[]){"NAMESPACE", "SERVICE NAME", "SERVICE VIP", "WAYPOINT", "ENDPOINTS"},
    .columns = 5,
    .wanted = service_wanted,
    .fill = service_fill,
};

/* --- policies --- */

static bool policy_wanted(const struct istioctl *istioctl, const struct question *question,
                          const struct value *item)
{
    (void)question;
    return question_flag(istioctl, "policy-namespace", value_find_text(item, "namespace"));
}

static void policy_fill(struct istioctl *istioctl, const struct value *item, const char **cells)
{
    (void)istioctl;
    cells[0] = value_find_text(item, "namespace");
    cells[1] = value_find_text(item, "name");
    cells[2] = value_find_text(item, "action");
    cells[3] = value_find_text(item, "scope");
}

static const struct table policy_table = {
    .key = "policies",
    .header = (const char *const[]){"NAMESPACE", "POLICY NAME", "ACTION", "SCOPE"},
    .columns = 4,
    .wanted = policy_wanted,
    .fill = policy_fill,
};

/* --- certificates --- */

static void certificate_row(struct istioctl *istioctl, struct listing *listing, const struct value *secret,
                            const char *type, const struct value *certificate)
{
    struct arena *arena = istioctl->arena;
    struct instant from = {0}, until = {0}, now = process_now(istioctl->process);
    instant_parse_rfc3339(value_slice(value_get(certificate, "validFrom")), &from);
    instant_parse_rfc3339(value_slice(value_get(certificate, "expirationTime")), &until);
    bool valid = instant_compare(from, now) <= 0 && instant_compare(now, until) < 0;
    const char *cells[] = {value_find_text(secret, "identity"),
                           type,
                           value_find_text(secret, "state"),
                           valid ? "true" : "false",
                           value_find_text(certificate, "serialNumber"),
                           arena_text(arena, value_find_text(certificate, "expirationTime")),
                           arena_text(arena, value_find_text(certificate, "validFrom"))};
    listing_row(listing, cells, 7);
}

static int print_certificates(struct istioctl *istioctl, const struct question *question)
{
    static const char *const header[] = {"CERTIFICATE NAME", "TYPE",      "STATUS",    "VALID CERT",
                                         "SERIAL NUMBER",    "NOT AFTER", "NOT BEFORE"};
    struct listing listing = {0};
    const struct value *secrets = ztunnel_certificates(istioctl->arena, question->configuration,
                                                       question->ztunnel->node, process_now(istioctl->process));
    if (question->output != OUTPUT_TABLE)
        return question_print(istioctl, question, secrets);
    listing_row(&listing, header, 7);
    for (size_t i = 0; i < value_count(secrets); i++) {
        const struct value *secret = value_at(secrets, i);
        certificate_row(istioctl, &listing, secret, "Leaf", value_find(secret, "certChain.0"));
        certificate_row(istioctl, &listing, secret, "Root", value_find(secret, "rootCerts.0"));
    }
    listing_print(istioctl->process, &listing, 5);
    return 0;
}

/* --- the commands --- */

static int run_table(struct istioctl *istioctl, const struct table *table)
{
    struct question question;
    int failed = ask(istioctl, &question);
    return failed ? failed : print_table(istioctl, &question, table);
}

static int run_workload(struct istioctl *istioctl)
{
    return run_table(istioctl, &workload_table);
}

static int run_service(struct istioctl *istioctl)
{
    return run_table(istioctl, &service_table);
}

static int run_policy(struct istioctl *istioctl)
{
    return run_table(istioctl, &policy_table);
}

/* Certificates and connections differ from ztunnel to ztunnel: with several nodes one has to be named. */
static int ask_one(struct istioctl *istioctl, struct question *question)
{
    int failed = ask(istioctl, question);
    if (failed || question->ztunnel)
        return failed;
    const struct workload *only = ztunnel_on(question->configuration, NULL);
    for (size_t i = 0; i < question->configuration->workload_count; i++) {
        const struct workload *workload = &question->configuration->workloads[i];
        if (workload_is_ztunnel(workload) && workload != only)
            return istioctl_error(istioctl, "ztunnel pod name or --node must be set");
    }
    question->ztunnel = only;
    return 0;
}

static int run_certificate(struct istioctl *istioctl)
{
    struct question question;
    int failed = ask_one(istioctl, &question);
    return failed ? failed : print_certificates(istioctl, &question);
}

static int run_connections(struct istioctl *istioctl)
{
    struct question question;
    int failed = ask_one(istioctl, &question);
    return failed ? failed : question_connections(istioctl, &question);
}

static void section(struct istioctl *istioctl, const char *title)
{
    process_print(istioctl->process, "\n");
    if (istioctl_on(istioctl, "with-headers"))
        process_print(istioctl->process, "------ %s ------\n\n", title);
}

static int run_all(struct istioctl *istioctl)
{
    static const struct {
        const char *title;
        const struct table *table;
    } sections[] = {
        {"WORKLOAD INFO", &workload_table}, {"SERVICE INFO", &service_table}, {"POLICY INFO", &policy_table}};
    struct question question;
    int failed = ask_one(istioctl, &question);
    if (failed)
        return failed;
    if (question.output != OUTPUT_TABLE) {
        struct value *dump = value_edit(istioctl->arena, ztunnel_dump(istioctl->arena, question.configuration));
        value_put(istioctl->arena, dump, "certificates",
                  ztunnel_certificates(istioctl->arena, question.configuration, question.ztunnel->node,
                                       process_now(istioctl->process)));
        return question_print(istioctl, &question, dump);
    }
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        section(istioctl, sections[i].title);
        print_table(istioctl, &question, sections[i].table);
    }
    section(istioctl, "SECRET INFO");
    print_certificates(istioctl, &question);
    section(istioctl, "CONNECTIONS INFO");
    return question_connections(istioctl, &question);
}

static bool level_known(struct slice level)
{
    static const char *const levels[] = {"trace", "debug", "info", "warn", "error", "off"};
    size_t colon = slice_find_byte(level, ':');
    struct slice word = colon < level.length ? slice_part(level, colon + 1, level.length) : level;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (slice_is(word, levels[i]))
            return true;
    }
    return false;
}

static int run_log(struct istioctl *istioctl)
{
    struct question question;
    struct slice rest = slice_of(istioctl_flag(istioctl, "level")), level;
    bool set = istioctl_flag(istioctl, "level") != NULL;
    if (set && istioctl_on(istioctl, "reset"))
        return istioctl_error(istioctl, "--level cannot be combined with --reset");
    while (set && slice_next(&rest, ',', &level)) {
        if (!level_known(level))
            return istioctl_error(istioctl, "unrecognized logging level: %.*s", (int)level.length, level.data);
    }
    int failed = ask(istioctl, &question);
    if (failed)
        return failed;
    if (set)
        return istioctl_unsimulated(istioctl, "ztunnel-config log --level (ztunnel logs at info here)");
    for (size_t i = 0; i < question.configuration->workload_count; i++) {
        const struct workload *workload = &question.configuration->workloads[i];
        if (workload_is_ztunnel(workload) && (!question.ztunnel || workload == question.ztunnel))
            process_print(istioctl->process, "%s.%s:\ncurrent log level is info\n", workload->name,
                          workload->namespace);
    }
    return 0;
}

static const char group_example[] = "  # Retrieve summary about workload configuration\n"
                                    "  istioctl ztunnel-config workload\n\n"
                                    "  # Retrieve summary about certificates\n"
                                    "  istioctl ztunnel-config certificates";

#define POD_USAGE "[<type>/]<name>[.<namespace>]"

const struct command ztunnel_rows[] = {
    {.name = "ztunnel-config",
     .aliases = "zc",
     .help = "Update or retrieve current Ztunnel configuration.",
     .about = "A group of commands used to update or retrieve Ztunnel configuration from a Ztunnel instance.",
     .example = group_example,
     .parent = true},
    {.name = "ztunnel-config all",
     .usage = POD_USAGE,
     .help = "Retrieves all configuration for the specified Ztunnel pod.",
     .flags = all_flags,
     .run = run_all},
    {.name = "ztunnel-config certificate",
     .aliases = "certificates|certs|cert",
     .usage = POD_USAGE,
     .help = "Retrieves certificate for the specified Ztunnel pod.",
     .about = "Retrieve information about certificates for the Ztunnel instance.",
     .flags = certificate_flags,
     .run = run_certificate},
    {.name = "ztunnel-config connections",
     .aliases = "cons",
     .usage = POD_USAGE,
     .help = "Retrieves connections for the specified Ztunnel pod.",
     .about = "Retrieve information about connections for the Ztunnel instance.",
     .flags = connection_flags,
     .run = run_connections},
    {.name = "ztunnel-config log",
     .aliases = "o",
     .usage = POD_USAGE,
     .help = "Retrieves logging levels of the Ztunnel instance in the specified pod.",
     .about =
         "Retrieve information about logging levels of the Ztunnel instance in the specified pod, and update "
         "optionally.",
     .flags = log_flags,
     .run = run_log},
    {.name = "ztunnel-config policy",
     .aliases = "policies|p|pol",
     .usage = POD_USAGE,
     .help = "Retrieves policies for the specified Ztunnel pod.",
     .about = "Retrieve information about policies for the Ztunnel instance.",
     .flags = policy_flags,
     .run = run_policy},
    {.name = "ztunnel-config service",
     .aliases = "services|s|svc",
     .usage = POD_USAGE,
     .help = "Retrieves services for the specified Ztunnel pod.",
     .about = "Retrieve information about services for the Ztunnel instance.",
     .flags = service_flags,
     .run = run_service},
    {.name = "ztunnel-config workload",
     .aliases = "w|workloads",
     .usage = POD_USAGE,
     .help = "Retrieves workload configuration for the specified Ztunnel pod.",
     .about = "Retrieve information about workload configuration for the Ztunnel instance.",
     .flags = workload_flags,
     .run = run_workload},
};
const size_t ztunnel_row_count = sizeof ztunnel_rows / sizeof *ztunnel_rows;

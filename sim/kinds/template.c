#include "kinds/template.h"

#include "data/json.h"
#include "data/selector.h"
#include "kinds/defaults.h"
#include "kinds/names.h"

#define PORT_MAXIMUM 65535

/* --- defaults --- */

/* Always for :latest and for no tag at all (SetDefaults_Container). */
static const char *pull_policy(struct slice image)
{
    if (slice_find_byte(image, '@') < image.length)
        return "IfNotPresent";
    struct slice rest = image, piece, last = image;
    while (slice_next(&rest, '/', &piece))
        last = piece;
    size_t colon = slice_find_byte(last, ':');
    bool latest = colon == last.length || slice_is(slice_part(last, colon + 1, last.length), "latest");
    return latest ? "Always" : "IfNotPresent";
}

static void port_set_defaults(struct arena *arena, struct value *port)
{
    default_text(arena, port, "protocol", "TCP");
}

static void field_set_defaults(struct arena *arena, struct value *reference)
{
    default_text(arena, reference, "apiVersion", "v1");
}

static void source_set_defaults(struct arena *arena, struct value *source)
{
    default_inside(arena, source, "fieldRef", field_set_defaults);
}

static void variable_set_defaults(struct arena *arena, struct value *variable)
{
    default_inside(arena, variable, "valueFrom", source_set_defaults);
}

static void get_set_defaults(struct arena *arena, struct value *get)
{
    default_text(arena, get, "path", "/");
    default_text(arena, get, "scheme", "HTTP");
}

static void probe_set_defaults(struct arena *arena, struct value *probe)
{
    default_integer(arena, probe, "timeoutSeconds", 1);
    default_integer(arena, probe, "periodSeconds", 10);
    default_integer(arena, probe, "successThreshold", 1);
    default_integer(arena, probe, "failureThreshold", 3);
    default_inside(arena, probe, "httpGet", get_set_defaults);
}

static void container_set_defaults(struct arena *arena, struct value *container)
{
    default_text(arena, container, "imagePullPolicy", pull_policy(value_slice(value_get(container, "image"))));
    default_text(arena, container, "terminationMessagePath", "/dev/termination-log");
    default_text(arena, container, "terminationMessagePolicy", "File");
    default_object(arena, container, "resources");
    default_each(arena, container, "ports", port_set_defaults);
    default_each(arena, container, "env", variable_set_defaults);
    default_inside(arena, container, "livenessProbe", probe_set_defaults);
    default_inside(arena, container, "readinessProbe", probe_set_defaults);
    default_inside(arena, container, "startupProbe", probe_set_defaults);
}

static void mode_set_default(struct arena *arena, struct value *source)
{
    default_integer(arena, source, "defaultMode", 420);
}

static void type_set_default(struct arena *arena, struct value *source)
{
    default_text(arena, source, "type", "");
}

static void volume_set_defaults(struct arena *arena, struct value *volume)
{
    default_inside(arena, volume, "configMap", mode_set_default);
    default_inside(arena, volume, "secret", mode_set_default);
    default_inside(arena, volume, "projected", mode_set_default);
    default_inside(arena, volume, "downwardAPI", mode_set_default);
    default_inside(arena, volume, "hostPath", type_set_default);
    if (value_count(volume) == 1)
        default_object(arena, volume, "emptyDir");
}

void pod_spec_set_defaults(struct arena *arena, struct value *spec)
{
    default_text(arena, spec, "restartPolicy", "Always");
    default_text(arena, spec, "dnsPolicy", "ClusterFirst");
    default_integer(arena, spec, "terminationGracePeriodSeconds", 30);
    default_text(arena, spec, "schedulerName", "default-scheduler");
    default_object(arena, spec, "securityContext");
    const struct value *account = value_get(spec, "serviceAccountName");
    default_value(arena, spec, "serviceAccountName", value_get(spec, "serviceAccount"));
    default_value(arena, spec, "serviceAccount", account);
    default_each(arena, spec, "containers", container_set_defaults);
    default_each(arena, spec, "initContainers", container_set_defaults);
    default_each(arena, spec, "ephemeralContainers", container_set_defaults);
    default_each(arena, spec, "volumes", volume_set_defaults);
}

void pod_template_set_defaults(struct arena *arena, struct value *object)
{
    pod_spec_set_defaults(arena, value_open(arena, object, "spec.template.spec"));
}

/* --- rules --- */

static bool has_volume(const struct value *spec, struct slice name)
{
    const struct value *volumes = value_get(spec, "volumes");
    for (size_t i = 0; i < value_count(volumes); i++) {
        if (slice_equal(value_slice(value_get(value_at(volumes, i), "name")), name))
            return true;
    }
    return false;
}

static bool named_before(const struct value *items, size_t index, struct slice name)
{
    for (size_t i = 0; i < index; i++) {
        if (slice_equal(value_slice(value_get(value_at(items, i), "name")), name))
            return true;
    }
    return false;
}

static void validate_ports(struct findings *findings, const struct value *ports, const char *path)
{
    for (size_t i = 0; i < value_count(ports); i++) {
        const char *field = arena_format(findings->arena, "%s.ports[%zu].containerPort", path, i);
        int64_t number = value_number(value_get(value_at(ports, i), "containerPort"), 0);
        struct slice name = value_slice(value_get(value_at(ports, i), "name"));
        if (name.length && named_before(ports, i, name))
            findings_add(findings, "FieldValueDuplicate",
                         arena_format(findings->arena, "%s.ports[%zu].name", path, i), "Duplicate value: %s",
                         name_quoted(findings->arena, name));
        if (number == 0)
            findings_add(findings, "FieldValueRequired", field, "Required value");
        else if (number < 0 || number > PORT_MAXIMUM)
            findings_add(findings, "FieldValueInvalid", field,
                         "Invalid value: %lld: must be between 1 and 65535, inclusive", (long long)number);
    }
}

static void validate_mounts(struct findings *findings, const struct value *spec, const struct value *mounts,
                            const char *path)
{
    for (size_t i = 0; i < value_count(mounts); i++) {
        struct slice name = value_slice(value_get(value_at(mounts, i), "name"));
        if (name.length && !has_volume(spec, name))
            findings_add(findings, "FieldValueNotFound",
                         arena_format(findings->arena, "%s.volumeMounts[%zu].name", path, i), "Not found: %s",
                         name_quoted(findings->arena, name));
    }
}

static void validate_containers(struct findings *findings, const struct value *spec, const char *path,
                                const char *key)
{
    struct arena *arena = findings->arena;
    const struct value *containers = value_get(spec, key);
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i);
        const char *here = arena_format(arena, "%s.%s[%zu]", path, key, i);
        const char *name_field = arena_format(arena, "%s.name", here);
        struct slice name = value_slice(value_get(container, "name"));
        if (name.length)
            name_validate(findings, NAME_LABEL, name_field, name);
        if (name.length && named_before(containers, i, name))
            findings_add(findings, "FieldValueDuplicate", name_field, "Duplicate value: %s",
                         name_quoted(arena, name));
        if (!value_slice(value_get(container, "image")).length)
            findings_add(findings, "FieldValueRequired", arena_format(arena, "%s.image", here),
                         "Required value");
        validate_ports(findings, value_get(container, "ports"), here);
        validate_mounts(findings, spec, value_get(container, "volumeMounts"), here);
    }
}

void pod_spec_validate(struct findings *findings, const struct value *spec, const char *path)
{
    if (!value_count(value_get(spec, "containers")))
        findings_add(findings, "FieldValueRequired", arena_format(findings->arena, "%s.containers", path),
                     "Required value");
    validate_containers(findings, spec, path, "containers");
    validate_containers(findings, spec, path, "initContainers");
}

/* ValidateNonnegativeField of pkg/apis/core/validation. */
static void validate_count(struct findings *findings, const struct value *spec, const char *key)
{
    long long number = (long long)value_number(value_get(spec, key), 0);
    if (number < 0)
        findings_add(findings, "FieldValueInvalid", arena_format(findings->arena, "spec.%s", key),
                     "Invalid value: %lld: must be greater than or equal to 0", number);
}

static void validate_times(struct findings *findings, const struct value *spec)
{
    validate_count(findings, spec, "minReadySeconds");
    validate_count(findings, spec, "revisionHistoryLimit");
    validate_count(findings, spec, "progressDeadlineSeconds");
    const struct value *deadline = value_get(spec, "progressDeadlineSeconds");
    if (deadline && value_number(deadline, 0) <= value_number(value_get(spec, "minReadySeconds"), 0))
        findings_add(findings, "FieldValueInvalid", "spec.progressDeadlineSeconds",
                     "Invalid value: %lld: must be greater than minReadySeconds",
                     (long long)value_number(deadline, 0));
}

void workload_validate(struct findings *findings, const struct value *object, const struct value *old)
{
    struct arena *arena = findings->arena;
    validate_count(findings, value_get(object, "spec"), "replicas");
    const struct value *selector = value_find(object, "spec.selector");
    const struct value *labels = value_find(object, "spec.template.metadata.labels");
    if (!selector)
        findings_add(findings, "FieldValueRequired", "spec.selector", "Required value");
    else if (!value_count(selector))
        findings_add(findings, "FieldValueInvalid", "spec.selector",
                     "Invalid value: {}: empty selector is invalid for deployment");
    labels_validate(findings, "spec.template.metadata.labels", labels);
    if (selector && !selector_object_matches(selector, labels))
        findings_add(findings, "FieldValueInvalid", "spec.template.metadata.labels",
                     "Invalid value: %s: `selector` does not match template `labels`",
                     labels ? json_text(arena, labels) : "null");
    pod_spec_validate(findings, value_find(object, "spec.template.spec"), "spec.template.spec");
    const struct value *restart = value_find(object, "spec.template.spec.restartPolicy");
    if (restart && !value_says(restart, "Always"))
        findings_add(findings, "FieldValueNotSupported", "spec.template.spec.restartPolicy",
                     "Unsupported value: %s: supported values: \"Always\"",
                     name_quoted(arena, value_slice(restart)));
    validate_times(findings, value_get(object, "spec"));
    if (old && !value_equal(selector, value_find(old, "spec.selector")))
        findings_add(findings, "FieldValueInvalid", "spec.selector", "Invalid value: %s: field is immutable",
                     selector ? json_text(arena, selector) : "null");
}

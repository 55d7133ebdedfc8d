#include "data/patch_key.h"

/* Each element is looked for among all: longer lists are replaced, so that no manifest takes for ever. */
#define LONGEST_KEYED_LIST 1000

static const struct {
    const char *field;
    const char *key;
} keys[] = {
    {"containers", "name"},
    {"initContainers", "name"},
    {"ephemeralContainers", "name"},
    {"env", "name"},
    {"volumes", "name"},
    {"volumeMounts", "mountPath"},
    {"volumeDevices", "devicePath"},
    {"imagePullSecrets", "name"},
    {"secrets", "name"},
    {"hostAliases", "ip"},
    {"topologySpreadConstraints", "topologyKey"},
    {"schedulingGates", "name"},
    {"resourceClaims", "name"},
    {"readinessGates", "conditionType"},
    {"conditions", "type"},
    {"ownerReferences", "uid"},
    {"podIPs", "ip"},
    {"hostIPs", "ip"},
    {"webhooks", "name"},
};

const char *patch_merge_key(const char *field, const struct value *list)
{
    if (value_count(list) > LONGEST_KEYED_LIST)
        return NULL;
    for (size_t i = 0; i < value_count(list); i++) {
        if (!value_is(value_at(list, i), VALUE_OBJECT))
            return NULL;
    }
    if (text_equal(field, "ports"))
        return value_get(value_at(list, 0), "containerPort") ? "containerPort" : "port";
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (text_equal(field, keys[i].field))
            return keys[i].key;
    }
    return NULL;
}

const struct value *patch_find_element(const struct value *list, const char *key, const struct value *element,
                                       size_t *index)
{
    const struct value *wanted = value_get(element, key);
    for (*index = 0; wanted && *index < value_count(list); (*index)++) {
        const struct value *found = value_at(list, *index);
        if (value_equal(value_get(found, key), wanted))
            return found;
    }
    return NULL;
}

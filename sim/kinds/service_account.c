#include "kinds/columns.h"
#include "kinds/rows.h"

static const char *cell_secrets(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return arena_format(arena, "%zu", value_count(value_get(object, "secrets")));
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Secrets", .cell = cell_secrets},
    COLUMN_AGE,
    COLUMN_END,
};

const struct kind service_account_kind = {
    .group = "",
    .versions = "v1",
    .kind = "ServiceAccount",
    .plural = "serviceaccounts",
    .resource = "serviceaccounts",
    .singular = "serviceaccount",
    .short_names = "sa",
    .categories = "",
    .flags = KIND_NAMESPACED,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "automountServiceAccountToken:boolean=\"Whether its pods get a token.\" "
              "imagePullSecrets[]{name}=\"Secrets for pulling its pods' images.\" "
              "secrets[]{apiVersion fieldPath kind name namespace resourceVersion uid}",
    .description =
        "ServiceAccount binds a name, understood by users, to a principal that can be authenticated.",
};

#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Created At", .path = "metadata.creationTimestamp"},
    COLUMN_END,
};

const struct kind custom_resource_definition_kind = {
    .group = "apiextensions.k8s.io",
    .versions = "v1",
    .kind = "CustomResourceDefinition",
    .plural = "customresourcedefinitions",
    .resource = "customresourcedefinitions.apiextensions.k8s.io",
    .singular = "customresourcedefinition",
    .short_names = "crd,crds",
    .categories = "api-extensions",
    .flags = KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "spec{group! names{plural! singular shortNames[] kind! listKind categories[]} "
              "scope:enum(Cluster,Namespaced) versions:any conversion:any preserveUnknownFields:boolean}",
    .description = "CustomResourceDefinition represents a resource that should be exposed on the API server.",
};

#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Hosts", .path = "spec.hosts"},
    {.name = "Location", .path = "spec.location"},
    {.name = "Resolution", .path = "spec.resolution"},
    COLUMN_AGE,
    COLUMN_END,
};

const struct kind service_entry_kind = {
    .group = "networking.istio.io",
    .versions = "v1,v1beta1,v1alpha3",
    .kind = "ServiceEntry",
    .plural = "serviceentries",
    .resource = "serviceentries.networking.istio.io",
    .singular = "serviceentry",
    .short_names = "se",
    .categories = "istio-io,networking-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "spec!{hosts![]=\"The hosts of this entry.\" addresses[] "
        "ports[]{number!:integer protocol name! targetPort:integer} location:enum(MESH_EXTERNAL,MESH_INTERNAL) "
        "resolution:enum(NONE,STATIC,DNS,DNS_ROUND_ROBIN,DYNAMIC_DNS) "
        "endpoints[]{address ports:any labels{} network locality weight:integer serviceAccount} "
        "exportTo[] subjectAltNames[] workloadSelector{labels{}}}",
    .description = "ServiceEntry adds entries to the registry of services that the mesh knows.",
};

#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind wasm_plugin_kind = {
    .group = "extensions.istio.io",
    .versions = "v1alpha1",
    .kind = "WasmPlugin",
    .plural = "wasmplugins",
    .resource = "wasmplugins.extensions.istio.io",
    .singular = "wasmplugin",
    .short_names = "",
    .categories = "istio-io,extensions-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec:any",
    .description = "WasmPlugin extends the proxy with WebAssembly filters.",
};

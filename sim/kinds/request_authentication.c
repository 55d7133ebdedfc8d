#include "kinds/columns.h"
#include "kinds/istio.h"
#include "kinds/rows.h"

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    struct denials denials = {.findings = findings};
    istio_validate_attachment(findings, object);
    istio_check_selector(&denials, value_find(object, "spec.selector"));
    denials_finish(&denials, "");
}

const struct kind request_authentication_kind = {
    .group = "security.istio.io",
    .versions = "v1,v1beta1",
    .kind = "RequestAuthentication",
    .plural = "requestauthentications",
    .resource = "requestauthentications.security.istio.io",
    .singular = "requestauthentication",
    .short_names = "ra",
    .categories = "istio-io,security-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns_name_age,
    .schema = "spec{jwtRules[]{issuer! audiences[] jwksUri jwks_uri jwks "
              "fromHeaders[]{name! prefix} fromParams[] fromCookies[] outputPayloadToHeader "
              "forwardOriginalToken:boolean outputClaimToHeaders[]{header! claim!} timeout "
              "spaceDelimitedClaims[]} " ISTIO_ATTACHMENT_FIELDS "}",
    .validate = validate,
    .description =
        "RequestAuthentication defines what request authentication methods are supported by a workload.",
};

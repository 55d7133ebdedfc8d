/* Certificates: who, from when and until when follow from the identity, the pods that carry it and the clock.
 */
#include "base/hash.h"
#include "data/value.h"
#include "traffic/dump.h"

static const struct duration backdated = SECONDS(120); /* istiod allows for clocks that differ */
static const struct duration life = SECONDS(24 * 3600), renewed_after = SECONDS(12 * 3600);
static const struct duration root_life = SECONDS((int64_t)3650 * 24 * 3600);

static const struct value *make(struct arena *arena, const char *subject, struct instant issued,
                                struct duration length)
{
    struct value *certificate = value_object(arena);
    struct hash hash =
        hash_bytes(slice_of(arena_format(arena, "%s %lld", subject, (long long)issued.nanoseconds)));
    struct instant from = {issued.nanoseconds - backdated.nanoseconds};
    value_put_text(arena, certificate, "serialNumber",
                   arena_format(arena, "%llx%016llx", (unsigned long long)(hash.high | 1ull << 60),
                                (unsigned long long)hash.low));
    value_put_text(arena, certificate, "validFrom", instant_rfc3339(arena, from, 0));
    value_put_text(arena, certificate, "expirationTime",
                   instant_rfc3339(arena, instant_add(issued, length), 0));
    return certificate;
}

const struct value *certificate_of(struct arena *arena, const char *identity, struct instant since,
                                   struct instant now)
{
    int64_t renewals = (now.nanoseconds - since.nanoseconds) / renewed_after.nanoseconds;
    struct instant issued = {since.nanoseconds + (renewals > 0 ? renewals : 0) * renewed_after.nanoseconds};
    return make(arena, identity, issued, life);
}

static struct instant born(const struct workload *workload)
{
    struct instant at = {0};
    const char *started = value_find_text(workload->pod, "status.startTime");
    instant_parse_rfc3339(slice_of(started), &at);
    return at;
}

const struct value *certificate_root(struct arena *arena, const struct configuration *configuration)
{
    struct instant first = {0};
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (text_equal(workload->namespace, "istio-system") && text_equal(workload->owner, "ztunnel") &&
            (first.nanoseconds == 0 || instant_compare(born(workload), first) < 0))
            first = born(workload);
    }
    return make(arena, "root", first, root_life);
}

/* The earliest pod of the node that carries the principal of [workload]; NULL when an earlier row is it
 * already. */
static bool first_of_principal(const struct configuration *configuration, size_t index, struct instant *since)
{
    const struct workload *workload = &configuration->workloads[index];
    *since = born(workload);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *other = &configuration->workloads[i];
        if (i == index || !other->captured || !text_equal(other->node, workload->node) ||
            !text_equal(other->principal, workload->principal))
            continue;
        if (i < index)
            return false;
        if (instant_compare(born(other), *since) < 0)
            *since = born(other);
    }
    return true;
}

const struct value *ztunnel_certificates(struct arena *arena, const struct configuration *configuration,
                                         const char *node, struct instant now)
{
    struct value *all = value_array(arena);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        struct instant since;
        if (!workload->captured || !text_equal(workload->node, node) ||
            !first_of_principal(configuration, i, &since))
            continue;
        struct value *secret = value_object(arena), *chain = value_array(arena), *roots = value_array(arena);
        const char *identity = arena_format(arena, "spiffe://%s", workload->principal);
        value_append(arena, chain, certificate_of(arena, identity, since, now));
        value_append(arena, roots, certificate_root(arena, configuration));
        value_put_text(arena, secret, "identity", identity);
        value_put_text(arena, secret, "state", "Available");
        value_put(arena, secret, "certChain", chain);
        value_put(arena, secret, "rootCerts", roots);
        value_append(arena, all, secret);
    }
    return all;
}

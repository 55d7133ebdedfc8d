/* BusyBox nslookup: A and AAAA of a name, PTR of an address. A name with a dot in it is asked for as it is; one
 * without is asked for in every search domain, and each answer is shown (networking/nslookup.c). */
#include <string.h>

#include "shell/process.h"

enum { DOMAINS = 3 };
enum { TYPE_A = 1, TYPE_AAAA = 2, TYPE_PTR = 4 };

static const char *text_at(struct process *process, const char *resource, const char *namespace,
                           const char *name, const char *path)
{
    const char *key = object_key(process->arena, resource, namespace, name);
    const struct value *object = world_get(process_cluster(process), WORLD_APPLIED, key);
    return arena_text(process->arena, value_find_text(object, path));
}

/* One question and its answer; false for NXDOMAIN. */
static bool ask(struct process *process, const char *name, bool ipv6)
{
    bool absolute = text_ends(name, ".");
    const char *question = absolute ? name : arena_format(process->arena, "%s.", name);
    const struct value *found = process_ask(process, question);
    if (value_count(found) == 0) {
        process_print(process, "** server can't find %s: NXDOMAIN\n\n", name);
        return false;
    }
    for (size_t i = 0; i < value_count(found) && !ipv6; i++)
        process_print(process, "Name:\t%.*s\nAddress: %s\n", (int)(strlen(question) - 1), question,
                      value_string_of(value_at(found, i)));
    process_print(process, "\n");
    return true;
}

static bool ask_all(struct process *process, const char *name, unsigned types)
{
    struct slice pod = slice_of(process->pod);
    const char *namespace = arena_copy(process->arena, slice_part(pod, 0, slice_find_byte(pod, '/')));
    const char *domains[DOMAINS] = {arena_format(process->arena, "%s.svc.cluster.local", namespace),
                                    "svc.cluster.local", "cluster.local"};
    bool found = true, search = !strchr(name, '.');
    for (unsigned type = TYPE_A; type <= TYPE_AAAA; type <<= 1) {
        for (int i = 0; (types & type) && i < (search ? DOMAINS : 1); i++)
            found &= ask(process, search ? arena_format(process->arena, "%s.%s", name, domains[i]) : name,
                         type == TYPE_AAAA);
    }
    return found;
}

static bool is_address(const char *text)
{
    size_t dots = 0;
    for (const char *c = text; *c; c++)
        dots += *c == '.';
    return dots == 3 && strspn(text, "0123456789.") == strlen(text);
}

static bool has_address(const struct value *slice, const char *address)
{
    const struct value *endpoints = value_get(slice, "endpoints");
    for (size_t i = 0; i < value_count(endpoints); i++) {
        const struct value *addresses = value_get(value_at(endpoints, i), "addresses");
        for (size_t j = 0; j < value_count(addresses); j++) {
            if (value_says(value_at(addresses, j), address))
                return true;
        }
    }
    return false;
}

/* The name that CoreDNS has for an address: a service's, or that of an endpoint of a service. NULL: none. */
static const char *name_of(struct process *process, const char *address)
{
    struct arena *arena = process->arena;
    struct map_walk walk = map_walk(world_map(process_cluster(process), WORLD_APPLIED), SLICE("services/"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (text_equal(value_find_text(entry.item, "spec.clusterIP"), address))
            return arena_format(arena, "%s.%s.svc.cluster.local", value_find_text(entry.item, "metadata.name"),
                                value_find_text(entry.item, "metadata.namespace"));
    }
    walk = map_walk(world_map(process_cluster(process), WORLD_APPLIED), SLICE("endpointslices.discovery.k8s.io/"));
    while (map_walk_next(&walk, &entry)) {
        const struct value *labels = value_find(entry.item, "metadata.labels");
        if (!has_address(entry.item, address))
            continue;
        char *dashed = arena_text(arena, address);
        for (char *c = dashed; *c; c++)
            *c = *c == '.' ? '-' : *c;
        return arena_format(arena, "%s.%s.%s.svc.cluster.local", dashed,
                            value_string_of(value_get(labels, "kubernetes.io/service-name")),
                            value_find_text(entry.item, "metadata.namespace"));
    }
    return NULL;
}

static bool ask_reverse(struct process *process, const char *address)
{
    struct slice rest = slice_of(address), part;
    const char *question = "in-addr.arpa";
    while (slice_next(&rest, '.', &part))
        question = arena_format(process->arena, "%.*s.%s", (int)part.length, part.data, question);
    const char *name = name_of(process, address);
    if (name)
        process_print(process, "%s\tname = %s\n\n", question, name);
    else
        process_print(process, "** server can't find %s: NXDOMAIN\n\n", question);
    return name != NULL;
}

/* "-type=a", "-querytype=aaaa": 0 when there is no such type here. */
static unsigned read_type(const char *word)
{
    const char *sign = strchr(word, '=');
    struct slice type = slice_of(sign ? sign + 1 : "");
    return slice_is_nocase(type, "a")      ? TYPE_A
           : slice_is_nocase(type, "aaaa") ? TYPE_AAAA
           : slice_is_nocase(type, "ptr")  ? TYPE_PTR
                                           : 0;
}

static int run(struct process *process, int count, char *const *words)
{
    const char *name = NULL, *other = NULL;
    unsigned types = TYPE_A | TYPE_AAAA;
    for (int i = 1; i < count; i++) {
        bool type = text_starts(words[i], "-type=") || text_starts(words[i], "-querytype=");
        if (type && !(types = read_type(words[i]))) {
            process_complain(process, "nslookup: not simulated: %s\n", words[i]);
            return 1;
        }
        if (words[i][0] != '-')
            *(name ? &other : &name) = words[i];
    }
    if (!name) {
        process_complain(process, "BusyBox v1.37.0 (2024-12-02 14:03:44 UTC) multi-call binary.\n\n"
                                  "Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n\n"
                                  "Query DNS about HOST\n\n"
                                  "QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any\n");
        return 1;
    }
    const char *server = text_at(process, "services", "kube-system", "kube-dns", "spec.clusterIP");
    if (other && !text_equal(other, server)) {
        const char *address = value_string_of(value_at(process_ask(process, other), 0));
        if (!text_equal(address, server)) {
            process_complain(process, "nslookup: not simulated: another server than the cluster's (%s)\n", other);
            return 1;
        }
    }
    if (!*server) {
        process_print(process, ";; connection timed out; no servers could be reached\n\n");
        return 1;
    }
    process_print(process, "Server:\t\t%s\nAddress:\t%s:53\n\n", server, server);
    return (is_address(name) ? ask_reverse(process, name) : ask_all(process, name, types)) ? 0 : 1;
}

const struct program nslookup_program = {
    .name = "nslookup",
    .usage = "nslookup HOST",
    .help = "Query DNS about HOST",
    .starts = MILLISECONDS(2),
    .pod_only = true,
    .run = run,
};

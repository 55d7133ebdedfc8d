/* BusyBox nslookup: A and AAAA of a name. A name with a dot in it is asked for as it is; one without is asked
 * for in every search domain, and each answer is shown (networking/nslookup.c). */
#include <string.h>

#include "shell/process.h"

enum { DOMAINS = 3, TYPES = 2 };

static const char *text_at(struct process *process, const char *resource, const char *namespace,
                           const char *name, const char *path)
{
    const char *key = object_key(process->arena, resource, namespace, name);
    const struct value *object = world_get(process_world(process), WORLD_APPLIED, key);
    return arena_text(process->arena, value_find_text(object, path));
}

/* One question and its answer; false for NXDOMAIN. */
static bool ask(struct process *process, const char *name, bool ipv6)
{
    bool absolute = text_ends(name, ".");
    const char *question = absolute ? name : arena_format(process->arena, "%s.", name);
    const struct value *found = process_resolve(process, question);
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

static bool ask_all(struct process *process, const char *name)
{
    struct slice pod = slice_of(process->pod);
    const char *namespace = arena_copy(process->arena, slice_part(pod, 0, slice_find_byte(pod, '/')));
    const char *domains[DOMAINS] = {arena_format(process->arena, "%s.svc.cluster.local", namespace),
                                    "svc.cluster.local", "cluster.local"};
    bool found = true, search = !strchr(name, '.');
    for (int type = 0; type < TYPES; type++) {
        for (int i = 0; i < (search ? DOMAINS : 1); i++)
            found &=
                ask(process, search ? arena_format(process->arena, "%s.%s", name, domains[i]) : name, type);
    }
    return found;
}

static bool is_address(const char *text)
{
    return strspn(text, "0123456789.") == strlen(text);
}

static int run(struct process *process, int count, char *const *words)
{
    const char *name = NULL;
    for (int i = 1; i < count; i++) {
        if (words[i][0] != '-' && !name)
            name = words[i];
    }
    if (!name) {
        process_complain(process, "BusyBox v1.37.0 (2024-12-02 14:03:44 UTC) multi-call binary.\n\n"
                                  "Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n\n"
                                  "Query DNS about HOST\n\n"
                                  "QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any\n");
        return 1;
    }
    const char *server = text_at(process, "services", "kube-system", "kube-dns", "spec.clusterIP");
    if (is_address(name)) {
        process_complain(process, "nslookup: not simulated: reverse lookup of %s\n", name);
        return 1;
    }
    if (!*server) {
        process_print(process, ";; connection timed out; no servers could be reached\n\n");
        return 1;
    }
    process_print(process, "Server:\t\t%s\nAddress:\t%s:53\n\n", server, server);
    return ask_all(process, name) ? 0 : 1;
}

const struct program nslookup_program = {
    .name = "nslookup",
    .usage = "nslookup HOST",
    .help = "Query DNS about HOST",
    .starts = MILLISECONDS(2),
    .pod_only = true,
    .run = run,
};

#include "tools/curl/curl.h"

#include <string.h>

static bool is_address(const char *host)
{
    size_t dots = 0;
    for (; *host; host++) {
        dots += *host == '.';
        if (!ascii_is_digit(*host) && *host != '.')
            return false;
    }
    return dots == 3;
}

static void note_resolved(struct transfer *transfer, const char *host, int port, const struct value *addresses)
{
    struct buffer four = {0}, six = {0};
    if (transfer->curl->options->all.trace == CURL_QUIET)
        return;
    for (size_t i = 0; i < value_count(addresses); i++) {
        const char *address = value_string_of(value_at(addresses, i));
        struct buffer *list = strchr(address, ':') ? &six : &four;
        buffer_format(list, "%s%s", list->length ? ", " : "", address);
    }
    const char *fours = arena_copy(transfer->curl->arena, buffer_slice(&four));
    const char *sixes = arena_copy(transfer->curl->arena, buffer_slice(&six));
    buffer_release(&four);
    buffer_release(&six);
    curl_note(transfer, "Host %s:%d was resolved.", host, port);
    curl_note(transfer, "IPv6: %s", *sixes ? sixes : "(none)");
    curl_note(transfer, "IPv4: %s", *fours ? fours : "(none)");
}

/* localhost is both, and the resolver is not asked (RFC 6761). */
static const struct value *look_up(struct curl *curl, const char *host)
{
    struct value *addresses = value_array(curl->arena);
    bool local = slice_is_nocase(slice_of(host), "localhost");
    if (local && curl->options->ip_version != CURL_IPV4)
        value_append(curl->arena, addresses, value_text(curl->arena, "::1"));
    if (curl->options->ip_version == CURL_IPV6)
        return addresses;
    if (local)
        value_append(curl->arena, addresses, value_text(curl->arena, "127.0.0.1"));
    const struct value *found = local ? NULL : process_resolve(curl->process, host);
    for (size_t i = 0; i < value_count(found); i++)
        value_append(curl->arena, addresses, value_text(curl->arena, value_string_of(value_at(found, i))));
    return addresses;
}

/* NULL: the transfer has failed. */
static const struct value *resolve(struct transfer *transfer, const char *host, int port)
{
    struct curl *curl = transfer->curl;
    const char *key = arena_format(curl->arena, "%s:%d", host, port);
    const struct value *known = value_get(curl->known_names, key);
    if (!known && value_count(curl->known_names))
        known = value_get(curl->known_names, arena_format(curl->arena, "*:%d", port));
    if (known)
        curl_note(transfer, "Hostname %s was found in DNS cache", host);
    meter_update(transfer, false);
    if (known)
        return known;
    if (transfer->url.ipv6 || is_address(host)) {
        struct value *one = value_array(curl->arena);
        value_append(curl->arena, one, value_text(curl->arena, host));
        value_put(curl->arena, curl->known_names, key, one);
        return one;
    }
    const struct value *addresses = look_up(curl, host);
    if (value_count(addresses) == 0) {
        curl_fail(transfer, CURL_RESOLVE, "Could not resolve host: %s", host);
        return NULL;
    }
    note_resolved(transfer, host, port, addresses);
    value_put(curl->arena, curl->known_names, key, addresses);
    return addresses;
}

static struct instant connect_deadline(const struct transfer *transfer, struct instant begin)
{
    struct duration limit = transfer->curl->options->connect_timeout;
    if (limit.nanoseconds == 0)
        return transfer->deadline;
    struct instant at = instant_add(instant_add(begin, limit), MILLISECONDS(1));
    return instant_compare(at, transfer->deadline) < 0 ? at : transfer->deadline;
}

static bool fail_to_connect(struct transfer *transfer, int port, struct instant begin, struct instant deadline,
                            const char *problem)
{
    struct instant now = process_now(transfer->curl->process);
    long long milliseconds = instant_since(now, begin).nanoseconds / 1000000;
    if (instant_compare(now, deadline) >= 0)
        return curl_fail(transfer, CURL_TIMEOUT, "Connection timed out after %lld milliseconds", milliseconds);
    return curl_fail(transfer, text_equal(problem, "Connection timed out") ? CURL_TIMEOUT : CURL_CONNECT,
                     "Failed to connect to %s port %d after %lld ms: Could not connect to server",
                     transfer->connect_name, port, milliseconds);
}

/* The address of the pod the process runs in, as its own end of a connection that never came to be. */
static const char *own_address(struct curl *curl)
{
    struct slice name = slice_of(curl->process->pod);
    size_t slash = slice_find_byte(name, '/');
    if (!curl->process->pod)
        return "172.18.0.2"; /* the machine of the learner */
    const char *key = object_key(curl->arena, "pods", arena_copy(curl->arena, slice_part(name, 0, slash)),
                                 arena_copy(curl->arena, slice_part(name, slash + 1, name.length)));
    const struct value *pod = world_get(process_cluster(curl->process), WORLD_APPLIED, key);
    const char *address = value_find_text(pod, "status.podIP");
    return *address ? arena_text(curl->arena, address) : "0.0.0.0";
}

static void keep_connection(struct transfer *transfer, struct connection *connection, const char *address,
                            int port)
{
    struct curl *curl = transfer->curl;
    curl->connection = connection;
    curl->connected_host = transfer->connect_name;
    curl->connected_address = address;
    curl->connected_port = port;
    transfer->connects++;
    transfer->local_address = arena_text(curl->arena, connection_local(connection, &transfer->local_port));
    if (strchr(address, ':'))
        transfer->local_address = address;
    transfer->remote_address = address;
    transfer->remote_port = port;
    transfer->connected = process_now(curl->process);
    curl_note(transfer, "Connected to %s (%s) port %d", transfer->connect_name, address, port);
}

/* The port that the kernel had chosen for an attempt: no connection came to be that could tell. */
static int attempted_port(const struct curl *curl)
{
    enum { FIRST = 32768, PORTS = 28232 };
    uint64_t number =
        (uint64_t)process_now(curl->process).nanoseconds / 1000 + (uint64_t)curl->process->id * 7919;
    return FIRST + (int)(number % PORTS);
}

/* One address after the other. The loopback address of IPv6 is the same place as that of IPv4. */
static bool try_addresses(struct transfer *transfer, const struct value *addresses, int port,
                          struct instant deadline, const char **problem)
{
    struct curl *curl = transfer->curl;
    for (size_t i = 0; i < value_count(addresses); i++) {
        const char *address = value_string_of(value_at(addresses, i));
        bool six = strchr(address, ':') != NULL, loopback = text_equal(address, "::1");
        curl_note(transfer, "  Trying %s:%d...", six ? arena_format(curl->arena, "[%s]", address) : address,
                  port);
        struct connection *connection = NULL;
        *problem = "Network is unreachable";
        if (!six || loopback)
            connection =
                process_connect(curl->process, address, port, deadline, problem);
        if (connection) {
            keep_connection(transfer, connection, address, port);
            return true;
        }
        bool local = loopback || text_starts(address, "127.");
        if (six && !loopback)
            curl_note(transfer, "Immediate connect fail for %s: %s", address, *problem);
        else if (instant_compare(process_now(curl->process), deadline) < 0)
            curl_note(transfer, "connect to %s port %d from %s port %d failed: %s", address, port,
                      local ? address : own_address(curl), attempted_port(curl), *problem);
    }
    return false;
}

/* What cannot be connected through: a device that is not there, a socket file that is not there. */
static bool check_way(struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    if (options->unix_socket) {
        curl_note(transfer, "  Trying %s:0...", options->unix_socket);
        curl_note(transfer, "connect to %s port 0 from  port 0 failed: No such file or directory",
                  options->unix_socket);
        return curl_fail(transfer, CURL_CONNECT,
                         "Failed to connect to %s port %d after 0 ms: Could not connect to server",
                         transfer->url.host, transfer->url.port);
    }
    const char *device = options->interface;
    if (!device || text_equal(device, "lo") || text_equal(device, "eth0") || is_address(device))
        return true;
    return curl_fail(transfer, CURL_INTERFACE, "Couldn't bind to '%s' with errno 19: No such device", device);
}

static bool open_connection(struct transfer *transfer, const char *host, int port)
{
    struct curl *curl = transfer->curl;
    struct instant begin = process_now(curl->process), deadline = connect_deadline(transfer, begin);
    transfer->connection_number = curl->connection_count++;
    const struct value *addresses = resolve(transfer, host, port);
    const char *problem = "Network is unreachable";
    if (!addresses || !check_way(transfer))
        return false;
    transfer->named = process_now(curl->process);
    if (try_addresses(transfer, addresses, port, deadline, &problem))
        return true;
    return fail_to_connect(transfer, port, begin, deadline, problem);
}

bool curl_connect_to(struct transfer *transfer, const char **host, int *port)
{
    struct curl *curl = transfer->curl;
    const struct value *list = curl->options->connect_to;
    for (size_t i = 0; i < value_count(list); i++) {
        struct slice rest = value_slice(value_at(list, i)), from, from_port, to;
        int64_t number;
        if (!slice_next(&rest, ':', &from) || !slice_next(&rest, ':', &from_port) ||
            !slice_next(&rest, ':', &to) || !rest.data)
            continue;
        bool fits =
            (from.length == 0 || slice_is_nocase(from, transfer->url.host)) &&
            (from_port.length == 0 || (slice_to_integer(from_port, &number) && number == transfer->url.port));
        if (!fits)
            continue;
        if (to.length)
            *host = arena_copy(curl->arena, to);
        if (rest.length && slice_to_integer(rest, &number))
            *port = (int)number;
        return true;
    }
    return false;
}

static bool can_reuse(const struct curl *curl, const char *host, int port)
{
    return curl->connection && curl->connected_port == port && text_equal(curl->connected_host, host);
}

bool transfer_connect(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const char *host = transfer->url.host;
    int port = transfer->url.port;
    bool elsewhere = curl_connect_to(transfer, &host, &port);
    transfer->connect_name = host;
    transfer->reused = can_reuse(curl, host, port);
    if (elsewhere && !transfer->reused) {
        if (host != transfer->url.host)
            curl_note(transfer, "Connecting to hostname: %s", host);
        if (port != transfer->url.port)
            curl_note(transfer, "Connecting to port: %d", port);
    }
    if (transfer->reused) {
        transfer->connection_number = curl->connection_count - 1;
        curl_note(transfer, "Re-using existing connection with host %s", host);
        meter_update(transfer, false);
        transfer->remote_address = curl->connected_address;
        transfer->remote_port = curl->connected_port;
        transfer->local_address =
            arena_text(curl->arena, connection_local(curl->connection, &transfer->local_port));
        transfer->named = transfer->connected = process_now(curl->process);
        return true;
    }
    if (curl->connection)
        process_disconnect(curl->process, curl->connection);
    curl->connection = NULL;
    return open_connection(transfer, host, port);
}

void transfer_disconnect(struct transfer *transfer, bool failed)
{
    struct curl *curl = transfer->curl;
    if (curl->connection)
        process_disconnect(curl->process, curl->connection);
    curl->connection = NULL;
    curl_note(transfer, "%s connection #%d", failed ? "closing" : "shutting down", transfer->connection_number);
}

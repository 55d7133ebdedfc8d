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

static void note_resolved(struct transfer *transfer, const struct value *addresses)
{
    struct buffer list = {0};
    for (size_t i = 0; i < value_count(addresses); i++)
        buffer_format(&list, "%s%s", i ? ", " : "", value_string_of(value_at(addresses, i)));
    const char *text = arena_copy(transfer->curl->arena, buffer_slice(&list));
    buffer_release(&list);
    curl_note(transfer, "Host %s:%d was resolved.", transfer->url.host, transfer->url.port);
    curl_note(transfer, "IPv6: (none)");
    curl_note(transfer, "IPv4: %s", text);
}

/* NULL: the transfer has failed. */
static const struct value *resolve(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    const char *host = transfer->url.host;
    const char *key = arena_format(curl->arena, "%s:%d", host, transfer->url.port);
    const struct value *known = value_get(curl->known_names, key);
    if (!known)
        known = value_get(curl->known_names, arena_format(curl->arena, "*:%d", transfer->url.port));
    if (known)
        curl_note(transfer, "Hostname %s was found in DNS cache", host);
    meter_update(transfer, false);
    if (known)
        return known;
    struct value *addresses = value_array(curl->arena);
    if (transfer->url.ipv6 || is_address(host)) {
        value_append(curl->arena, addresses, value_text(curl->arena, host));
        value_put(curl->arena, curl->known_names, key, addresses);
        return addresses;
    }
    const struct value *found = curl->options.ipv6 ? NULL : process_resolve(curl->process, host);
    for (size_t i = 0; i < value_count(found); i++)
        value_append(curl->arena, addresses, value_text(curl->arena, value_string_of(value_at(found, i))));
    if (value_count(addresses) == 0) {
        curl_fail(transfer, CURL_RESOLVE, "Could not resolve host: %s", host);
        return NULL;
    }
    note_resolved(transfer, addresses);
    value_put(curl->arena, curl->known_names, key, addresses);
    return addresses;
}

static struct instant connect_deadline(const struct transfer *transfer, struct instant begin)
{
    struct duration limit = transfer->curl->options.connect_timeout;
    if (limit.nanoseconds == 0)
        return transfer->deadline;
    struct instant at = instant_add(instant_add(begin, limit), MILLISECONDS(1));
    return instant_compare(at, transfer->deadline) < 0 ? at : transfer->deadline;
}

static bool fail_to_connect(struct transfer *transfer, struct instant begin, struct instant deadline,
                            const char *problem)
{
    struct instant now = process_now(transfer->curl->process);
    long long milliseconds = instant_since(now, begin).nanoseconds / 1000000;
    if (instant_compare(now, deadline) >= 0)
        return curl_fail(transfer, CURL_TIMEOUT, "Connection timed out after %lld milliseconds", milliseconds);
    return curl_fail(transfer, text_equal(problem, "Connection timed out") ? CURL_TIMEOUT : CURL_CONNECT,
                     "Failed to connect to %s port %d after %lld ms: Could not connect to server",
                     transfer->url.host, transfer->url.port, milliseconds);
}

/* The address of the pod the process runs in, as its own end of a connection that never came to be. */
static const char *own_address(struct curl *curl)
{
    struct slice name = slice_of(curl->process->pod);
    size_t slash = slice_find_byte(name, '/');
    if (!curl->process->pod)
        return "0.0.0.0";
    const char *key = object_key(curl->arena, "pods", arena_copy(curl->arena, slice_part(name, 0, slash)),
                                 arena_copy(curl->arena, slice_part(name, slash + 1, name.length)));
    const struct value *pod = world_get(process_world(curl->process), WORLD_APPLIED, key);
    const char *address = value_find_text(pod, "status.podIP");
    return *address ? arena_text(curl->arena, address) : "0.0.0.0";
}

static void keep_connection(struct transfer *transfer, struct connection *connection, const char *address)
{
    struct curl *curl = transfer->curl;
    curl->connection = connection;
    curl->connected_host = transfer->url.host;
    curl->connected_address = address;
    curl->connected_port = transfer->url.port;
    transfer->connection_number = curl->connection_count++;
    transfer->connects++;
    transfer->local_address = arena_text(curl->arena, connection_local(connection, &transfer->local_port));
    transfer->connected = process_now(curl->process);
    curl_note(transfer, "Connected to %s (%s) port %d", transfer->url.host, address, transfer->url.port);
}

static bool open_connection(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    struct instant begin = process_now(curl->process), deadline = connect_deadline(transfer, begin);
    const struct value *addresses = resolve(transfer);
    const char *problem = "Network is unreachable";
    if (!addresses)
        return false;
    transfer->named = process_now(curl->process);
    for (size_t i = 0; i < value_count(addresses); i++) {
        const char *address = value_string_of(value_at(addresses, i));
        const char *shown = transfer->url.ipv6 ? arena_format(curl->arena, "[%s]", address) : address;
        curl_note(transfer, "  Trying %s:%d...", shown, transfer->url.port);
        struct connection *connection = NULL;
        if (!transfer->url.ipv6 || text_equal(address, "::1"))
            connection = process_connect(curl->process, address, transfer->url.port, deadline, &problem);
        if (connection) {
            transfer->remote_address = address;
            transfer->remote_port = transfer->url.port;
            keep_connection(transfer, connection, address);
            return true;
        }
        curl_note(transfer, "connect to %s port %d from %s port 0 failed: %s", address, transfer->url.port,
                  own_address(curl), problem);
    }
    transfer->connection_number = curl->connection_count++;
    return fail_to_connect(transfer, begin, deadline, problem);
}

static bool can_reuse(const struct transfer *transfer)
{
    const struct curl *curl = transfer->curl;
    return curl->connection && curl->connected_port == transfer->url.port &&
           text_equal(curl->connected_host, transfer->url.host);
}

bool transfer_connect(struct transfer *transfer)
{
    struct curl *curl = transfer->curl;
    transfer->reused = can_reuse(transfer);
    if (transfer->reused) {
        curl_note(transfer, "Re-using existing connection with host %s", transfer->url.host);
        meter_update(transfer, false);
        transfer->connection_number = curl->connection_count - 1;
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
    return open_connection(transfer);
}

void transfer_disconnect(struct transfer *transfer, bool failed)
{
    struct curl *curl = transfer->curl;
    if (curl->connection)
        process_disconnect(curl->process, curl->connection);
    curl->connection = NULL;
    curl_note(transfer, "%s connection #%d", failed ? "closing" : "shutting down", transfer->connection_number);
}

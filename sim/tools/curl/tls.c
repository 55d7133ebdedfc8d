/* https://. TLS itself is not simulated; what most learners meet is: a port that speaks plain HTTP answers the
 * ClientHello with an HTTP error, and a connection that a ztunnel refuses breaks. Both come from the network.
 */
#include "tools/curl/curl.h"

#include <string.h>

enum { HELLO = 517, PATIENCE = 5 };

static bool speaks_tls(int port)
{
    static const int ports[] = {443, 6443, 8443, 9443, 10250, 15012, 15017, 15443};
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
        if (ports[i] == port)
            return true;
    }
    return false;
}

static bool not_simulated(struct transfer *transfer)
{
    return curl_fail(transfer, CURL_TLS, "not simulated: TLS (https://%s)",
                     url_host_header(transfer->curl->arena, &transfer->url));
}

bool transfer_secure(struct transfer *transfer)
{
    static const char record[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x5d\x0a"; /* the last two are random */
    struct curl *curl = transfer->curl;
    char *hello = arena_allocate(curl->arena, HELLO);
    if (speaks_tls(transfer->url.port))
        return not_simulated(transfer);
    memcpy(hello, record, sizeof record - 1);
    struct slice bytes = {hello, HELLO};
    curl_note(transfer, "ALPN: curl offers h2,http/1.1");
    curl_show_data(transfer, true, slice_part(bytes, 0, 5));
    curl_note(transfer, "TLSv1.3 (OUT), TLS handshake, Client hello (1):");
    curl_show_data(transfer, true, slice_part(bytes, 5, HELLO));
    process_send(curl->process, curl->connection, bytes);
    struct instant limit = instant_add(process_now(curl->process), SECONDS(PATIENCE));
    bool limited = instant_compare(transfer->deadline, limit) < 0;
    buffer_clear(&curl->received);
    switch (process_receive(curl->process, curl->connection, &curl->received,
                            limited ? transfer->deadline : limit)) {
    case RECEIVE_DATA:
        curl_show_data(transfer, false, slice_part(buffer_slice(&curl->received), 0, 5));
        return curl_fail(transfer, CURL_TLS,
                         "TLS connect error: error:0A00010B:SSL routines::wrong version number");
    case RECEIVE_END:
        return curl_fail(transfer, CURL_TLS,
                         "TLS connect error: error:0A000126:SSL routines::unexpected eof while reading");
    case RECEIVE_RESET:
        return curl_fail(transfer, CURL_TLS, "Recv failure: Connection reset by peer");
    case RECEIVE_TIMEOUT:
        break;
    }
    if (!limited)
        return not_simulated(transfer);
    long long milliseconds = instant_since(process_now(curl->process), transfer->start).nanoseconds / 1000000;
    return curl_fail(transfer, CURL_TIMEOUT, "SSL connection timeout after %lld ms", milliseconds);
}

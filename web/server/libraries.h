/* libmicrohttpd, libwslay, libcrypto and libssl, loaded when a server starts and not before: the loader's time is the learner's time. */
#ifndef AMBIT_SERVER_LIBRARIES_H
#define AMBIT_SERVER_LIBRARIES_H

#include <microhttpd.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <sys/types.h>
#include <wslay/wslay.h>

/* FUNCTION(result, name, arguments) */
#define MICROHTTPD_FUNCTIONS(FUNCTION)                                                                               \
    FUNCTION(struct MHD_Daemon *, MHD_start_daemon,                                                                  \
             (unsigned, uint16_t, MHD_AcceptPolicyCallback, void *, MHD_AccessHandlerCallback, void *, ...))         \
    FUNCTION(void, MHD_stop_daemon, (struct MHD_Daemon *))                                                           \
    FUNCTION(enum MHD_Result, MHD_add_connection,                                                                    \
             (struct MHD_Daemon *, MHD_socket, const struct sockaddr *, socklen_t))                                  \
    FUNCTION(int, MHD_get_connection_values_n, (struct MHD_Connection *, enum MHD_ValueKind, MHD_KeyValueIteratorN, void *)) \
    FUNCTION(enum MHD_Result, MHD_queue_response, (struct MHD_Connection *, unsigned, struct MHD_Response *))        \
    FUNCTION(struct MHD_Response *, MHD_create_response_from_buffer, (size_t, void *, enum MHD_ResponseMemoryMode))  \
    FUNCTION(struct MHD_Response *, MHD_create_response_for_upgrade, (MHD_UpgradeHandler, void *))                   \
    FUNCTION(enum MHD_Result, MHD_upgrade_action, (struct MHD_UpgradeResponseHandle *, enum MHD_UpgradeAction, ...)) \
    FUNCTION(enum MHD_Result, MHD_add_response_header, (struct MHD_Response *, const char *, const char *))          \
    FUNCTION(void, MHD_destroy_response, (struct MHD_Response *))                                                    \
    FUNCTION(void, MHD_suspend_connection, (struct MHD_Connection *))                                                \
    FUNCTION(void, MHD_resume_connection, (struct MHD_Connection *))                                                 \
    FUNCTION(const union MHD_ConnectionInfo *, MHD_get_connection_info,                                              \
             (struct MHD_Connection *, enum MHD_ConnectionInfoType, ...))

#define WSLAY_FUNCTIONS(FUNCTION)                                                                                    \
    FUNCTION(int, wslay_event_context_server_init,                                                                   \
             (wslay_event_context_ptr *, const struct wslay_event_callbacks *, void *))                              \
    FUNCTION(void, wslay_event_context_free, (wslay_event_context_ptr))                                              \
    FUNCTION(void, wslay_event_config_set_max_recv_msg_length, (wslay_event_context_ptr, uint64_t))                  \
    FUNCTION(int, wslay_event_recv, (wslay_event_context_ptr))                                                       \
    FUNCTION(int, wslay_event_send, (wslay_event_context_ptr))                                                       \
    FUNCTION(int, wslay_event_queue_msg, (wslay_event_context_ptr, const struct wslay_event_msg *))                  \
    FUNCTION(int, wslay_event_queue_close, (wslay_event_context_ptr, uint16_t, const uint8_t *, size_t))             \
    FUNCTION(void, wslay_event_set_error, (wslay_event_context_ptr, int))                                            \
    FUNCTION(int, wslay_event_want_read, (wslay_event_context_ptr))                                                  \
    FUNCTION(int, wslay_event_want_write, (wslay_event_context_ptr))                                                 \
    FUNCTION(size_t, wslay_event_get_queued_msg_length, (wslay_event_context_ptr))

#define CRYPTO_FUNCTIONS(FUNCTION)                                                                                   \
    FUNCTION(unsigned char *, SHA1, (const unsigned char *, size_t, unsigned char *))                                \
    FUNCTION(unsigned char *, SHA256, (const unsigned char *, size_t, unsigned char *))                              \
    FUNCTION(int, CRYPTO_memcmp, (const void *, const void *, size_t))                                                \
    FUNCTION(void, ERR_clear_error, (void))

#define TLS_FUNCTIONS(FUNCTION)                                                                                      \
    FUNCTION(const SSL_METHOD *, TLS_server_method, (void))                                                          \
    FUNCTION(SSL_CTX *, SSL_CTX_new, (const SSL_METHOD *))                                                           \
    FUNCTION(void, SSL_CTX_free, (SSL_CTX *))                                                                        \
    FUNCTION(long, SSL_CTX_ctrl, (SSL_CTX *, int, long, void *))                                                     \
    FUNCTION(uint64_t, SSL_CTX_set_options, (SSL_CTX *, uint64_t))                                                   \
    FUNCTION(void, SSL_CTX_set_default_passwd_cb, (SSL_CTX *, pem_password_cb *))                                    \
    FUNCTION(int, SSL_CTX_use_certificate_chain_file, (SSL_CTX *, const char *))                                     \
    FUNCTION(int, SSL_CTX_use_PrivateKey_file, (SSL_CTX *, const char *, int))                                       \
    FUNCTION(int, SSL_CTX_check_private_key, (const SSL_CTX *))                                                      \
    FUNCTION(SSL *, SSL_new, (SSL_CTX *))                                                                            \
    FUNCTION(void, SSL_free, (SSL *))                                                                                \
    FUNCTION(int, SSL_set_fd, (SSL *, int))                                                                          \
    FUNCTION(int, SSL_accept, (SSL *))                                                                               \
    FUNCTION(int, SSL_read, (SSL *, void *, int))                                                                    \
    FUNCTION(int, SSL_write, (SSL *, const void *, int))                                                             \
    FUNCTION(int, SSL_shutdown, (SSL *))                                                                             \
    FUNCTION(int, SSL_get_error, (const SSL *, int))

#define LIBRARY_MEMBER(result, name, arguments) result(*name) arguments;
struct web_libraries {
    MICROHTTPD_FUNCTIONS(LIBRARY_MEMBER)
    WSLAY_FUNCTIONS(LIBRARY_MEMBER)
    CRYPTO_FUNCTIONS(LIBRARY_MEMBER)
    TLS_FUNCTIONS(LIBRARY_MEMBER)
};
#undef LIBRARY_MEMBER

/* NULL, or the name of the library that is not there. They stay loaded. */
const char *web_libraries_load(struct web_libraries *libraries);
/* Of a server that speaks TLS itself, libssl too. */
const char *web_tls_load(struct web_libraries *libraries);
/* The same for libcrypto alone, which is all that a route needs. */
const char *web_crypto_load(struct web_libraries *libraries);

#endif

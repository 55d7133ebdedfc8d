/* libjq, loaded when a worker starts and not before: `ambit` itself does not depend on it. */
#ifndef AMBIT_TOOLS_JQ_LIBRARY_H
#define AMBIT_TOOLS_JQ_LIBRARY_H

#include <jq.h>

/* jv.h has a function of its own that calls it; nothing here does but through the table. */
#pragma weak jv_get_kind

/* FUNCTION(result, name, arguments) */
#define JQ_FUNCTIONS(FUNCTION)                                                                                 \
    FUNCTION(jq_state *, jq_init, (void))                                                                      \
    FUNCTION(int, jq_compile_args, (jq_state *, const char *, jv))                                             \
    FUNCTION(void, jq_start, (jq_state *, jv, int))                                                            \
    FUNCTION(jv, jq_next, (jq_state *))                                                                        \
    FUNCTION(int, jq_halted, (jq_state *))                                                                     \
    FUNCTION(jv, jq_get_exit_code, (jq_state *))                                                               \
    FUNCTION(jv, jq_get_error_message, (jq_state *))                                                           \
    FUNCTION(void, jq_set_input_cb, (jq_state *, jq_input_cb, void *))                                         \
    FUNCTION(void, jq_set_debug_cb, (jq_state *, jq_msg_cb, void *))                                           \
    FUNCTION(void, jq_set_attr, (jq_state *, jv, jv))                                                          \
    FUNCTION(jv_kind, jv_get_kind, (jv))                                                                       \
    FUNCTION(jv, jv_copy, (jv))                                                                                \
    FUNCTION(void, jv_free, (jv))                                                                              \
    FUNCTION(jv, jv_invalid, (void))                                                                           \
    FUNCTION(jv, jv_invalid_get_msg, (jv))                                                                     \
    FUNCTION(int, jv_invalid_has_msg, (jv))                                                                    \
    FUNCTION(jv, jv_null, (void))                                                                              \
    FUNCTION(double, jv_number_value, (jv))                                                                    \
    FUNCTION(jv, jv_array, (void))                                                                             \
    FUNCTION(int, jv_array_length, (jv))                                                                       \
    FUNCTION(jv, jv_array_get, (jv, int))                                                                      \
    FUNCTION(jv, jv_array_append, (jv, jv))                                                                    \
    FUNCTION(jv, jv_string, (const char *))                                                                    \
    FUNCTION(jv, jv_string_sized, (const char *, int))                                                         \
    FUNCTION(jv, jv_string_concat, (jv, jv))                                                                   \
    FUNCTION(int, jv_string_length_bytes, (jv))                                                                \
    FUNCTION(const char *, jv_string_value, (jv))                                                              \
    FUNCTION(jv, jv_object, (void))                                                                            \
    FUNCTION(jv, jv_object_get, (jv, jv))                                                                      \
    FUNCTION(jv, jv_object_set, (jv, jv, jv))                                                                  \
    FUNCTION(jv, jv_dump_string, (jv, int))                                                                    \
    FUNCTION(jv, jv_parse_sized, (const char *, int))                                                          \
    FUNCTION(jv_parser *, jv_parser_new, (int))                                                                \
    FUNCTION(void, jv_parser_set_buf, (jv_parser *, const char *, int, int))                                   \
    FUNCTION(int, jv_parser_remaining, (jv_parser *))                                                          \
    FUNCTION(jv, jv_parser_next, (jv_parser *))

struct jq_library {
#define JQ_MEMBER(result, name, arguments) result(*name) arguments;
    JQ_FUNCTIONS(JQ_MEMBER)
#undef JQ_MEMBER
};

#endif

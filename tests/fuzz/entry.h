/* The entry of one fuzzing program, which the Makefile makes of tests/fuzz/NAME.c. */
#ifndef AMBIT_TESTS_FUZZ_ENTRY_H
#define AMBIT_TESTS_FUZZ_ENTRY_H

#include "../test.h"

#include <stdlib.h>

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_ENTRY(name)                                                                                       \
    fuzz_function fuzz_##name;                                                                                 \
    const struct fuzz_row fuzz_rows[] = {{#name, fuzz_##name}, {0}};                                           \
    int LLVMFuzzerInitialize(int *count, char ***words)                                                        \
    {                                                                                                          \
        int status = corpus_command(*count, *words);                                                           \
        if (status >= 0)                                                                                       \
            exit(status);                                                                                      \
        return 0;                                                                                              \
    }                                                                                                          \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                                               \
    {                                                                                                          \
        fuzz_##name((struct slice){(const char *)data, size});                                                 \
        return 0;                                                                                              \
    }

#endif

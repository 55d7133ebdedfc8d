/* Texts that were parsed, and what they say: the last few, for whoever reads the same one again. */
#ifndef AMBIT_DATA_PARSED_H
#define AMBIT_DATA_PARSED_H

#include "data/value.h"

enum { PARSED_TEXTS = 4 };

struct parsed_texts { /* begins as {0} */
    struct {
        const struct value *text, *meaning; /* kept values; NULL: none yet */
    } list[PARSED_TEXTS];
    size_t next;
};

void parsed_release(struct parsed_texts *texts);
void parsed_keep(struct parsed_texts *texts, const struct value *text, const struct value *meaning);
/* What a text that is equal says; NULL when it is not known. Borrowed until the next one is kept. */
const struct value *parsed_find(const struct parsed_texts *texts, const struct value *text);

#endif

#include "data/parsed.h"

void parsed_release(struct parsed_texts *texts)
{
    for (size_t i = 0; i < PARSED_TEXTS; i++) {
        value_unref(texts->list[i].text);
        value_unref(texts->list[i].meaning);
    }
    *texts = (struct parsed_texts){0};
}

void parsed_keep(struct parsed_texts *texts, const struct value *text, const struct value *meaning)
{
    size_t place = texts->next++ % PARSED_TEXTS;
    const struct value *old_text = texts->list[place].text, *old = texts->list[place].meaning;
    texts->list[place].text = value_keep(text);
    texts->list[place].meaning = value_keep(meaning);
    value_unref(old_text);
    value_unref(old);
}

const struct value *parsed_find(const struct parsed_texts *texts, const struct value *text)
{
    for (size_t i = 0; i < PARSED_TEXTS; i++) {
        if (texts->list[i].text && value_equal(texts->list[i].text, text))
            return texts->list[i].meaning;
    }
    return NULL;
}

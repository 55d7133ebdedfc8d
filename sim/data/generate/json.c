/* Run while ambit is built: the documents of a manifest in YAML (standard input), as JSON, one on a line. JSON
 * is YAML too, and is read in a tenth of the time. */
#include <stdio.h>

#include "base/buffer.h"
#include "data/json.h"
#include "data/yaml.h"

int main(void)
{
    struct buffer text = {0}, out = {0};
    struct arena arena = {0};
    const struct value *document;
    char bytes[4096];
    for (size_t count; (count = fread(bytes, 1, sizeof bytes, stdin)) > 0;)
        buffer_add(&text, (struct slice){bytes, count});
    struct yaml_reader reader = yaml_reader(buffer_slice(&text));
    while (yaml_next(&arena, &reader, &document)) {
        if (document) {
            json_write(&out, document);
            buffer_add_byte(&out, '\n');
        }
    }
    if (reader.problem)
        fprintf(stderr, "%s\n", reader.problem);
    else
        fputs(buffer_text(&out), stdout);
    int status = reader.problem != NULL;
    buffer_release(&text);
    buffer_release(&out);
    arena_release(&arena);
    return status;
}

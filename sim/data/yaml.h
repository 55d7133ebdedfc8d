/* YAML text in (libyaml's events, our own loader with YAML 1.1 scalars as go-yaml resolves them) and out
 * (libyaml's emitter, the styles kubectl -o yaml shows). */
#ifndef AMBIT_DATA_YAML_H
#define AMBIT_DATA_YAML_H

#include "base/buffer.h"
#include "data/value.h"

/* Reads documents one after the other from [text]. Depth, node count (aliases expanded) and size are limited.
 * Like kubectl -f, a text whose first byte is '{' is read as a stream of JSON values; set json to false to have
 * it read as YAML all the same (kubectl patch -p). */
struct yaml_reader {
    struct slice rest;   /* documents not read yet */
    bool json;           /* what comes next is JSON */
    bool kyaml;          /* set it to read as kustomize reads resources: go-yaml version 3, where yes, on and y are
                            texts, keys are the texts they are, an instant is written anew as RFC 3339 does it, and
                            annotations are texts whatever they look like */
    bool unheld;         /* the problem, of one read as kyaml, is that no JSON can hold what was read */
    size_t taken;        /* bytes of JSON read so far */
    const char *problem; /* after a failure: "yaml: line 4: did not find expected key", the words kubectl shows
                            behind "error converting YAML to JSON: "; of JSON "json: offset 9: ..." or
                            "unexpected EOF", which kubectl shows without that ([json] is still true then) */
};

struct yaml_reader yaml_reader(struct slice text);

/* The next document; *document is NULL for an empty one (only comments). False at the end or on a problem: then
 * reader->problem is set (in the arena) and reading ends. Duplicate keys: the last one wins, as in kubectl. */
bool yaml_next(struct arena *arena, struct yaml_reader *reader, const struct value **document);

struct slice yaml_document(struct slice *rest); /* the next document's text, taken off the front */

void yaml_write(struct buffer *out, const struct value *value); /* as kubectl -o yaml; ends with a newline */

#endif

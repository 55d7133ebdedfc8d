/* Judging sources from the inside: one file a kind of source, one function in lint_challenge's list. */
#ifndef AMBIT_WORKSHOP_LINT_H
#define AMBIT_WORKSHOP_LINT_H

#include "workshop.h"

/* A place in one of the scripts; line 0: nowhere, in challenge.lua. */
struct spot {
    const char *file;
    size_t line;
};

/* One folder being judged. */
struct desk {
    struct lint *lint;
    struct arena *arena;
    const struct lint_folder *folder;
    struct slice assignment; /* data is NULL: there is none */
    struct slice lua;
    struct scenario *scenario; /* NULL: it does not load */
    size_t tabs;               /* of the front matter */
};

void desk_find(struct desk *desk, enum severity severity, const char *file, size_t line, const char *format,
               ...) __attribute__((format(printf, 5, 6)));
void lint_find(struct lint *lint, enum severity severity, const char *file, size_t line, const char *detail,
               const char *text);
struct slice desk_read(const struct desk *desk, const char *name);

/* The line that offset [at] stands in; and the first line, from [from] on, that has all of [one] and [other]
 * (NULL: any) in it, 0: none. */
size_t line_at(struct slice text, size_t at);
size_t line_with(struct slice text, size_t from, const char *one, const char *other);

void lint_front_matter(struct desk *desk); /* lint_front.c: front matter, tabs, the slug */
/* The one document of a text, with its problem and the problem's line; NULL: all is well. */
const char *lint_yaml(struct arena *arena, struct slice text, const struct value **document, size_t *line);
void lint_front_keys(struct lint *lint, const char *file, struct slice text, const struct value *front,
                     const char *const *keys, const char *what);
void lint_body(struct desk *desk);  /* lint_body.c: fences, buttons */
void lint_bytes(struct desk *desk); /* lint_bytes.c: every file as bytes */
void lint_script(
    struct desk *desk); /* lint_script.c: loads challenge.lua; its tasks, their checks at the start */
void lint_manifests(struct desk *desk); /* lint_manifest.c: what the API server says of them */

/* Two of one kind ("slug", "id") with the same value: false, and *other is where the first was. */
bool lint_first(struct lint *lint, const char *kind, const char *value, const char *file, const char **other);

#endif

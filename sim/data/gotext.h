/* How Go's fmt and strconv show values: in error texts, custom columns and templates. */
#ifndef AMBIT_DATA_GOTEXT_H
#define AMBIT_DATA_GOTEXT_H

#include "base/buffer.h"
#include "data/value.h"

void gotext_quote(struct buffer *out, struct slice text); /* strconv.Quote, %q */

/* %v: "map[app:web]", "[a b]", strings as they are, null as "<nil>". */
void gotext_plain(struct buffer *out, const struct value *value);

/* %#v: `map[string]interface {}{"app":"web"}`; [map_type] is the type written for maps. */
void gotext_syntax(struct buffer *out, const struct value *value, const char *map_type);

/* A decimal that is none, but how Go writes something that no JSON can hold. */
bool gotext_is_literal(const struct value *decimal);

const char *gotext_type(const struct value *value); /* %T: "string", "int64", "map[string]interface {}", ... */

/* One character of UTF-8 from the front of [text] (which is not empty): its code point, or 0xFFFD for a broken
 * byte, and how many bytes it took. */
unsigned utf8_decode(struct slice text, size_t *width);
void utf8_encode(struct buffer *out, unsigned code);

bool utf8_is_ascii(struct slice text); /* and so surely valid */

/* The text itself when it is ASCII, and surely valid; else in [room], which is empty, with U+FFFD for each broken byte. */
struct slice utf8_valid(struct slice text, struct buffer *room);

/* A text whose byte order mark says what it is, UTF-16 or UTF-8, as UTF-8 without that mark; any other as it is. */
struct slice utf8_by_mark(struct arena *arena, struct slice text);

/* The same made valid, as Go's programs read who decode with unicode.BOMOverride. */
struct slice utf8_mended(struct arena *arena, struct slice text);

#endif

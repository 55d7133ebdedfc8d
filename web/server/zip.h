/* A zip archive of files as they are, without compression: APPNOTE.TXT 6.3, what every program reads. */
#ifndef AMBIT_SERVER_ZIP_H
#define AMBIT_SERVER_ZIP_H

#include "base/buffer.h"

struct zip {
    struct buffer *out;
    struct buffer directory; /* the central one, which comes last */
    size_t count;
};

void zip_add(struct zip *zip, const char *name, struct slice text); /* [name] in UTF-8, without a slash in front */
void zip_end(struct zip *zip);

#endif

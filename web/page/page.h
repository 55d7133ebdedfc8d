/* The page's files, as `make` put them into the program: bundled, gzipped. Without Node at build time there are none, and
 * the server's own pages are the whole lab. */
#ifndef AMBIT_PAGE_PAGE_H
#define AMBIT_PAGE_PAGE_H

#include <stddef.h>

struct page_file {
    const char *name; /* "app.js"; served as /page/NAME */
    const char *type; /* its Content-Type */
    const char *etag; /* with its quotation marks; another content has another one */
    const unsigned char *data, *end; /* gzip */
};
extern const struct page_file page_files[]; /* ends with a name of NULL */
extern const size_t page_count;             /* 0: the page was not built */

#endif

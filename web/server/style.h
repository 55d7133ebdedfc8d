/* The style sheet of the server's own pages (plain.css), as it stands in the program. */
#ifndef AMBIT_SERVER_STYLE_H
#define AMBIT_SERVER_STYLE_H

extern const char plain_style[], plain_style_end[];

#endif

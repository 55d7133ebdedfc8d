/* Which release of ambit this is: its version and a sum of its sources ("0.1.0+12ab34cd"). The same release replays
 * the same inputs to the same worlds and the same text; another one may not. Made by the build. */
#ifndef AMBIT_BASE_RELEASE_H
#define AMBIT_BASE_RELEASE_H

extern const char release_name[];

#endif

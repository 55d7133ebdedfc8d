/* Which session is meant when somebody asks for a challenge: theirs, or one that begins. */
#ifndef AMBIT_SERVER_BEGIN_H
#define AMBIT_SERVER_BEGIN_H

#include "server/house.h"
#include "server/exchange.h"

/* Makes a learner of who asks, with a cookie. False: the answer says why not. */
bool begin_learner(struct exchange *exchange, const char *name);
void begin_cookie(struct exchange *exchange, const char *name, const char *token); /* "": it is taken back */

/* Makes a learner of who is none yet, with a cookie. *fresh: it is a new session. NULL: the answer says why not. */
struct seat *begin_seat(struct exchange *exchange, const char *challenge, bool anew, bool *fresh);

#endif

/* Which threads have the processor first: who waits for a key's echo notices a tenth of a second, who waits for a command does not. */
#ifndef AMBIT_SERVER_PRIORITY_H
#define AMBIT_SERVER_PRIORITY_H

/* Of the thread that calls. Neither needs a privilege; where the system has no such thing, nothing changes. */
void priority_come_first(void); /* its turns are short, and come at once */
void priority_give_way(void);   /* it has a tenth of theirs where others want to run, too */

#endif

/* The terminal's way back, whatever ends the program: a signal, a crash, a job that is stopped. */
#ifndef AMBIT_FACE_RESCUE_H
#define AMBIT_FACE_RESCUE_H

#include <stdbool.h>

/* From now on each end of the program that a signal makes first writes [bytes] to standard output and gives the terminal
 * the modes that it has now. So does a stop; when the program goes on, rescue_resumed says so once, and who has armed this
 * makes the screen anew. False: standard input is no terminal, and nothing was done. */
bool rescue_arm(const char *bytes);
void rescue_bytes(const char *bytes); /* others; at most 255 */
void rescue_now(void);                /* the same by itself, and no signal is waited for any more */
bool rescue_resumed(void);
void rescue_stop(void); /* as Ctrl-Z does to a job; where no shell could continue it, nothing happens */

/* While a screen is shown, what is written to standard error waits, and comes out when rescue_now, or a signal, has given
 * the terminal back. */
void rescue_hold_errors(void);

#endif

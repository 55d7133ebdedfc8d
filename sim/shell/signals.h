/* Signals as Linux numbers and names them (signal(7)), and what a shell says of a process that one ended. */
#ifndef AMBIT_SHELL_SIGNALS_H
#define AMBIT_SHELL_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum signal_number {
    SIGNAL_HUP = 1,
    SIGNAL_INT = 2,
    SIGNAL_QUIT = 3,
    SIGNAL_KILL = 9,
    SIGNAL_PIPE = 13,
    SIGNAL_TERM = 15,
    SIGNAL_CONT = 18,
    SIGNAL_STOP = 19,
    SIGNAL_TSTP = 20,
    SIGNAL_TTIN = 21,
    SIGNAL_CPU = 24,
    SIGNAL_FILE_SIZE = 25,
    SIGNAL_NUMBERS = 65,
};

enum signal_action { SIGNAL_ENDS, SIGNAL_STOPS, SIGNAL_NOTHING };

const char *signal_name(int number);  /* "TERM", "RTMIN+1"; NULL: there is none */
const char *signal_words(int number); /* "Terminated" */
uint64_t signal_bit(int number);      /* in a set of signals (struct handling) */
enum signal_action signal_action(int number);

/* "TERM", "sigterm", "15", "0" or "EXIT"; -1: no signal. */
int signal_number(const char *word);

#endif

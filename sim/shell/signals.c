#include "shell/signals.h"

#include "base/slice.h"

static const struct {
    const char *name, *words;
    enum signal_action action;
} rows[] = {
    [0] = {"EXIT", "", SIGNAL_NOTHING},
    [SIGNAL_HUP] = {"HUP", "Hangup", SIGNAL_ENDS},
    [SIGNAL_INT] = {"INT", "Interrupt", SIGNAL_ENDS},
    [SIGNAL_QUIT] = {"QUIT", "Quit", SIGNAL_ENDS},
    [4] = {"ILL", "Illegal instruction", SIGNAL_ENDS},
    [5] = {"TRAP", "Trace/breakpoint trap", SIGNAL_ENDS},
    [6] = {"ABRT", "Aborted", SIGNAL_ENDS},
    [7] = {"BUS", "Bus error", SIGNAL_ENDS},
    [8] = {"FPE", "Floating point exception", SIGNAL_ENDS},
    [SIGNAL_KILL] = {"KILL", "Killed", SIGNAL_ENDS},
    [10] = {"USR1", "User defined signal 1", SIGNAL_ENDS},
    [11] = {"SEGV", "Segmentation fault", SIGNAL_ENDS},
    [12] = {"USR2", "User defined signal 2", SIGNAL_ENDS},
    [SIGNAL_PIPE] = {"PIPE", "Broken pipe", SIGNAL_ENDS},
    [14] = {"ALRM", "Alarm clock", SIGNAL_ENDS},
    [SIGNAL_TERM] = {"TERM", "Terminated", SIGNAL_ENDS},
    [16] = {"STKFLT", "Stack fault", SIGNAL_ENDS},
    [17] = {"CHLD", "Child exited", SIGNAL_NOTHING},
    [SIGNAL_CONT] = {"CONT", "Continued", SIGNAL_NOTHING},
    [SIGNAL_STOP] = {"STOP", "Stopped (signal)", SIGNAL_STOPS},
    [SIGNAL_TSTP] = {"TSTP", "Stopped", SIGNAL_STOPS},
    [SIGNAL_TTIN] = {"TTIN", "Stopped (tty input)", SIGNAL_STOPS},
    [22] = {"TTOU", "Stopped (tty output)", SIGNAL_STOPS},
    [23] = {"URG", "Urgent I/O condition", SIGNAL_NOTHING},
    [SIGNAL_CPU] = {"XCPU", "CPU time limit exceeded", SIGNAL_ENDS},
    [SIGNAL_FILE_SIZE] = {"XFSZ", "File size limit exceeded", SIGNAL_ENDS},
    [26] = {"VTALRM", "Virtual timer expired", SIGNAL_ENDS},
    [27] = {"PROF", "Profiling timer expired", SIGNAL_ENDS},
    [28] = {"WINCH", "Window changed", SIGNAL_NOTHING},
    [29] = {"IO", "I/O possible", SIGNAL_ENDS},
    [30] = {"PWR", "Power failure", SIGNAL_ENDS},
    [31] = {"SYS", "Bad system call", SIGNAL_ENDS},
    [34] = {"RTMIN", "Real-time signal 0", SIGNAL_ENDS},
    [35] = {"RTMIN+1", "Real-time signal 1", SIGNAL_ENDS},
    [36] = {"RTMIN+2", "Real-time signal 2", SIGNAL_ENDS},
    [37] = {"RTMIN+3", "Real-time signal 3", SIGNAL_ENDS},
    [38] = {"RTMIN+4", "Real-time signal 4", SIGNAL_ENDS},
    [39] = {"RTMIN+5", "Real-time signal 5", SIGNAL_ENDS},
    [40] = {"RTMIN+6", "Real-time signal 6", SIGNAL_ENDS},
    [41] = {"RTMIN+7", "Real-time signal 7", SIGNAL_ENDS},
    [42] = {"RTMIN+8", "Real-time signal 8", SIGNAL_ENDS},
    [43] = {"RTMIN+9", "Real-time signal 9", SIGNAL_ENDS},
    [44] = {"RTMIN+10", "Real-time signal 10", SIGNAL_ENDS},
    [45] = {"RTMIN+11", "Real-time signal 11", SIGNAL_ENDS},
    [46] = {"RTMIN+12", "Real-time signal 12", SIGNAL_ENDS},
    [47] = {"RTMIN+13", "Real-time signal 13", SIGNAL_ENDS},
    [48] = {"RTMIN+14", "Real-time signal 14", SIGNAL_ENDS},
    [49] = {"RTMIN+15", "Real-time signal 15", SIGNAL_ENDS},
    [50] = {"RTMAX-14", "Real-time signal 16", SIGNAL_ENDS},
    [51] = {"RTMAX-13", "Real-time signal 17", SIGNAL_ENDS},
    [52] = {"RTMAX-12", "Real-time signal 18", SIGNAL_ENDS},
    [53] = {"RTMAX-11", "Real-time signal 19", SIGNAL_ENDS},
    [54] = {"RTMAX-10", "Real-time signal 20", SIGNAL_ENDS},
    [55] = {"RTMAX-9", "Real-time signal 21", SIGNAL_ENDS},
    [56] = {"RTMAX-8", "Real-time signal 22", SIGNAL_ENDS},
    [57] = {"RTMAX-7", "Real-time signal 23", SIGNAL_ENDS},
    [58] = {"RTMAX-6", "Real-time signal 24", SIGNAL_ENDS},
    [59] = {"RTMAX-5", "Real-time signal 25", SIGNAL_ENDS},
    [60] = {"RTMAX-4", "Real-time signal 26", SIGNAL_ENDS},
    [61] = {"RTMAX-3", "Real-time signal 27", SIGNAL_ENDS},
    [62] = {"RTMAX-2", "Real-time signal 28", SIGNAL_ENDS},
    [63] = {"RTMAX-1", "Real-time signal 29", SIGNAL_ENDS},
    [64] = {"RTMAX", "Real-time signal 30", SIGNAL_ENDS},
};

const char *signal_name(int number)
{
    return number >= 0 && number < SIGNAL_NUMBERS ? rows[number].name : NULL;
}

const char *signal_words(int number)
{
    return signal_name(number) ? rows[number].words : "";
}

uint64_t signal_bit(int number)
{
    return (uint64_t)1 << (number - 1);
}

enum signal_action signal_action(int number)
{
    return signal_name(number) ? rows[number].action : SIGNAL_NOTHING;
}

int signal_number(const char *word)
{
    struct slice text = slice_of(word);
    int64_t number;
    if (slice_to_integer(text, &number))
        return number >= 0 && number < SIGNAL_NUMBERS && rows[number].name ? (int)number : -1;
    if (text.length > 3 && slice_is_nocase(slice_part(text, 0, 3), "SIG"))
        text = slice_part(text, 3, text.length);
    for (int i = 0; i < SIGNAL_NUMBERS; i++)
        if (rows[i].name && slice_is_nocase(text, rows[i].name))
            return i;
    return -1;
}

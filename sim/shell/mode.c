#include "shell/mode.h"

#include <string.h>

static bool read_octal(const char *text, unsigned *mode)
{
    *mode = 0;
    for (; *text >= '0' && *text <= '7'; text++) {
        *mode = *mode * 8 + (unsigned)(*text - '0');
        if (*mode > 07777)
            return false;
    }
    return !*text;
}

/* "ugoa" in front of a clause: the bits they stand for; 0 when there are none. */
static unsigned read_classes(const char **text)
{
    unsigned bits = 0;
    for (; **text && strchr("ugoa", **text); ++*text)
        bits |= **text == 'u' ? 04700 : **text == 'g' ? 02070 : **text == 'o' ? 01007 : 07777;
    return bits;
}

static unsigned copy_class(unsigned mode, char class)
{
    unsigned three = class == 'u' ? mode >> 6 & 7 : class == 'g' ? mode >> 3 & 7 : mode & 7;
    return three << 6 | three << 3 | three;
}

/* "rwxXst", or one of "ugo" to copy from. */
static unsigned read_permissions(const char **text, unsigned mode, bool directory)
{
    unsigned bits = 0;
    if (**text && strchr("ugo", **text))
        return copy_class(mode, *(*text)++);
    for (; **text && strchr("rwxXst", **text); ++*text) {
        bits |= **text == 'r' ? 0444 : **text == 'w' ? 0222 : **text == 'x' ? 0111 : 0;
        bits |= **text == 's' ? 06000 : **text == 't' ? 01000 : 0;
        bits |= **text == 'X' && (directory || mode & 0111) ? 0111 : 0;
    }
    return bits;
}

bool mode_read(const char *text, unsigned old, unsigned mask, bool directory, unsigned *mode)
{
    if (ascii_is_digit(*text))
        return read_octal(text, mode);
    *mode = old;
    do {
        unsigned classes = read_classes(&text);
        unsigned reach = classes ? classes : 07777 & ~mask;
        if (!*text || !strchr("+-=", *text))
            return false;
        while (*text && strchr("+-=", *text)) {
            char operator= * text++;
            unsigned bits = read_permissions(&text, *mode, directory) & reach;
            if (operator== '+')
                *mode |= bits;
            else if (operator== '-')
                *mode &= ~bits;
            else
                *mode = (*mode & ~((classes ? classes : 0777) & 0777)) | bits;
        }
    } while (*text == ',' && *++text);
    return !*text;
}

const char *mode_text(struct arena *arena, unsigned mode, char type)
{
    static const char letters[] = "rwxrwxrwx";
    char *text = arena_text(arena, "----------");
    text[0] = type;
    for (int i = 0; i < 9; i++)
        text[i + 1] = mode & (0400u >> i) ? letters[i] : '-';
    if (mode & 04000)
        text[3] = mode & 0100 ? 's' : 'S';
    if (mode & 02000)
        text[6] = mode & 0010 ? 's' : 'S';
    if (mode & 01000)
        text[9] = mode & 0001 ? 't' : 'T';
    return text;
}

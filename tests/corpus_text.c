/* What fuzzing has found worth keeping, tests/fuzz/NAME.corpus: an input a line, bytes that are not printable
 * as \\n, \\r,
 * \\t, \\\\ and \\xHH. The test program replays every line; `make fuzz` begins with them and `make fuzz KEEP=1`
 * writes them anew. */
#include "test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int hex_digit(char digit)
{
    const char *digits = "0123456789abcdef", *found = digit ? strchr(digits, digit) : NULL;
    return found ? (int)(found - digits) : -1;
}

void corpus_decode(struct buffer *bytes, struct slice line)
{
    static const char names[] = "nrt\\", values[] = "\n\r\t\\";
    for (size_t i = 0; i < line.length; i++) {
        char next = i + 1 < line.length ? line.data[i + 1] : 0;
        const char *name = next ? strchr(names, next) : NULL;
        if (line.data[i] != '\\') {
            buffer_add_byte(bytes, line.data[i]);
        } else if (name) {
            buffer_add_byte(bytes, values[name - names]);
            i++;
        } else if (next == 'x' && i + 3 < line.length) {
            buffer_add_byte(bytes, (char)(hex_digit(line.data[i + 2]) * 16 + hex_digit(line.data[i + 3])));
            i += 3;
        }
    }
}

static void encode(struct buffer *line, struct slice bytes)
{
    static const char names[] = "nrt\\", values[] = "\n\r\t\\";
    for (size_t i = 0; i < bytes.length; i++) {
        char byte = bytes.data[i];
        const char *value = byte ? strchr(values, byte) : NULL;
        if (value)
            buffer_format(line, "\\%c", names[value - values]);
        else if (byte < ' ' || byte > '~')
            buffer_format(line, "\\x%02x", (unsigned)(unsigned char)byte);
        else
            buffer_add_byte(line, byte);
    }
}

/* One file of bytes in [folder] for each line of standard input. */
static void unpack(const char *folder)
{
    char *line = NULL, path[4096];
    size_t capacity = 0;
    ssize_t length;
    for (int number = 1; (length = getline(&line, &capacity, stdin)) > 0; number++) {
        struct buffer bytes = {0};
        snprintf(path, sizeof path, "%s/kept-%05d", folder, number);
        corpus_decode(&bytes, (struct slice){line, (size_t)length - (line[length - 1] == '\n')});
        file_write(path, buffer_slice(&bytes));
        buffer_release(&bytes);
    }
    free(line);
}

/* The other way, to standard output. */
static void pack(const char *folder)
{
    glob_t found;
    char pattern[4096];
    snprintf(pattern, sizeof pattern, "%s/*", folder);
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct buffer bytes = {0}, line = {0};
        if (file_read(&bytes, found.gl_pathv[i])) {
            encode(&line, buffer_slice(&bytes));
            printf("%s\n", buffer_text(&line));
        }
        buffer_release(&bytes);
        buffer_release(&line);
    }
    globfree(&found);
}

int corpus_command(int count, char **words)
{
    if (count != 3 || (strcmp(words[1], "--unpack") && strcmp(words[1], "--pack")))
        return -1;
    (strcmp(words[1], "--pack") ? unpack : pack)(words[2]);
    return 0;
}

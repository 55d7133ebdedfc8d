#include "shell/hosts.h"

#include <string.h>

#include "images/files.h"
#include "shell/stream.h"

static bool next_word(struct slice *line, struct slice *word)
{
    *line = slice_trim(*line);
    size_t end = 0;
    while (end < line->length && line->data[end] != ' ' && line->data[end] != '\t')
        end++;
    *word = slice_part(*line, 0, end);
    *line = slice_part(*line, end, line->length);
    return word->length > 0;
}

static bool same_name(struct slice word, const char *name)
{
    if (word.length != strlen(name))
        return false;
    for (size_t i = 0; i < word.length; i++)
        if (ascii_lower(word.data[i]) != ascii_lower(name[i]))
            return false;
    return true;
}

/* Does the name stand anywhere in the text, alone or within another? Nearly always it does not. */
static bool occurs(struct slice text, const char *name)
{
    const char firsts[] = {ascii_lower(*name), ascii_upper(*name)};
    struct slice wanted = slice_of(name);
    for (size_t i = 0; i < sizeof firsts; i++) {
        for (struct slice rest = text;; rest = slice_part(rest, 1, rest.length)) {
            rest = slice_part(rest, slice_find_byte(rest, firsts[i]), rest.length);
            if (rest.length < wanted.length)
                break;
            if (slice_equal_nocase(slice_part(rest, 0, wanted.length), wanted))
                return true;
        }
    }
    return false;
}

/* Of a pod's file that nobody has written to it can be told without making it. */
static bool can_list(struct process *process, const char *name)
{
    return !process->pod || process_written(process, "/etc/hosts") || occurs(slice_of(image_common_hosts), name) ||
           occurs(slice_of(strchr(process->pod, '/') + 1), name);
}

const struct value *hosts_addresses(struct process *process, const char *name)
{
    const char *problem;
    struct value *found = value_array(process->arena);
    if (!can_list(process, name))
        return found;
    const struct value *file = process_file(process, "/etc/hosts", &problem);
    struct slice rest = file ? file_data(file) : SLICE(""), line, address, word;
    if (!occurs(rest, name))
        return found;
    while (rest.length && slice_next(&rest, '\n', &line)) {
        line = slice_part(line, 0, slice_find_byte(line, '#'));
        if (!next_word(&line, &address) || slice_find_byte(address, ':') < address.length)
            continue;
        while (next_word(&line, &word)) {
            if (same_name(word, name)) {
                value_append(process->arena, found, value_string(process->arena, address));
                break;
            }
        }
    }
    return found;
}

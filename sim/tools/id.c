#include <string.h>

#include "images/files.h"
#include "tools/options.h"

extern const struct program id_program;

static const struct flag flags[] = {
    {"user", 'u', NULL, "print only the effective user ID"},
    {"group", 'g', NULL, "print only the effective group ID"},
    {"groups", 'G', NULL, "print all group IDs"},
    {"name", 'n', NULL, "print a name instead of a number, for -ugG"},
    {"real", 'r', NULL, "print the real ID instead of the effective ID, with -ugG"},
    {0},
};

static const char root[] = "uid=0(root) gid=0(root) groups=0(root)";

/* The first number, or its name, behind "uid=" or "gid="; of "groups=" all, with blanks. */
static const char *part(struct arena *arena, const char *identity, const char *label, bool name)
{
    const char *at = strstr(identity, label) + strlen(label);
    struct buffer out = {0};
    for (size_t i = 0; at[i] && at[i] != ' '; i++) {
        size_t open = strcspn(at + i, "("), close = strcspn(at + i, ")");
        if (i)
            buffer_add_byte(&out, ' ');
        buffer_add(&out, name ? slice_part(slice_of(at + i), open + 1, close)
                              : slice_part(slice_of(at + i), 0, open));
        i += close + 1;
        if (at[i] != ',')
            break;
    }
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &id_program, count, words);
    const struct image *image =
        process->pod ? image_of_container(process_cluster(process), process->pod, process->container) : NULL;
    const char *identity = image && image->identity ? image->identity : root, *label = NULL;
    bool name = false;
    for (const struct flag *flag; (flag = options_next(&options));) {
        name |= flag->letter == 'n';
        label = flag->letter == 'u'   ? "uid="
                : flag->letter == 'g' ? "gid="
                : flag->letter == 'G' ? "groups="
                                      : label;
    }
    if (options.operand_count) { /* the users of this machine, or of the container */
        size_t open = strcspn(identity, "("), close = strcspn(identity, ")");
        struct slice known = slice_part(slice_of(identity), open + 1, close),
                     asked = slice_of(options.operands[0]);
        if (!slice_equal(known, asked)) {
            process_complain(process, "id: '%s': no such user\n", options.operands[0]);
            return 1;
        }
    }
    if (!label && name) {
        process_complain(process, "id: cannot print only names or real IDs in default format\n");
        return 1;
    }
    process_print(process, "%s\n", label ? part(process->arena, identity, label, name) : identity);
    return 0;
}

const struct program id_program = {
    .name = "id", .usage = "id [-ugGnr]", .help = "Print user and group IDs", .flags = flags, .run = run};

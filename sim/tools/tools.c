#include "tools/tools.h"

#include <string.h>

#include "images/files.h"
#include "shell/shell.h"
#include "tools/not_simulated.h"

/* Every row, by its program's name; the list below is kept sorted. */
#define PROGRAMS(ROW)                                                                                          \
    ROW(bracket)                                                                                               \
    ROW(agent)                                                                                                 \
    ROW(apt)                                                                                                   \
    ROW(apt_get)                                                                                               \
    ROW(awk)                                                                                                   \
    ROW(base64)                                                                                                \
    ROW(basename)                                                                                              \
    ROW(bash)                                                                                                  \
    ROW(cat)                                                                                                   \
    ROW(check)                                                                                                 \
    ROW(chmod)                                                                                                 \
    ROW(clear)                                                                                                 \
    ROW(cmp)                                                                                                   \
    ROW(column)                                                                                                \
    ROW(comm)                                                                                                  \
    ROW(cp)                                                                                                    \
    ROW(curl)                                                                                                  \
    ROW(cut)                                                                                                   \
    ROW(date)                                                                                                  \
    ROW(diff)                                                                                                  \
    ROW(dirname)                                                                                               \
    ROW(docker)                                                                                                \
    ROW(du)                                                                                                    \
    ROW(echo)                                                                                                  \
    ROW(editor)                                                                                                \
    ROW(env)                                                                                                   \
    ROW(envsubst)                                                                                              \
    ROW(ex)                                                                                                    \
    ROW(expr)                                                                                                  \
    ROW(fail_message)                                                                                          \
    ROW(false)                                                                                                 \
    ROW(find)                                                                                                  \
    ROW(fold)                                                                                                  \
    ROW(grep)                                                                                                  \
    ROW(head)                                                                                                  \
    ROW(helm)                                                                                                  \
    ROW(hexdump)                                                                                               \
    ROW(hint)                                                                                                  \
    ROW(hostname)                                                                                              \
    ROW(id)                                                                                                    \
    ROW(install)                                                                                               \
    ROW(istioctl)                                                                                              \
    ROW(jq)                                                                                                    \
    ROW(k3d)                                                                                                   \
    ROW(kind)                                                                                                  \
    ROW(kubectl)                                                                                               \
    ROW(lab)                                                                                                   \
    ROW(less)                                                                                                  \
    ROW(ls)                                                                                                    \
    ROW(md5sum)                                                                                                \
    ROW(mesh)                                                                                                  \
    ROW(mkdir)                                                                                                 \
    ROW(mktemp)                                                                                                \
    ROW(more)                                                                                                  \
    ROW(mv)                                                                                                    \
    ROW(nano)                                                                                                  \
    ROW(nc)                                                                                                    \
    ROW(nl)                                                                                                    \
    ROW(nproc)                                                                                                 \
    ROW(nslookup)                                                                                              \
    ROW(od)                                                                                                    \
    ROW(paste)                                                                                                 \
    ROW(pico)                                                                                                  \
    ROW(pilot_agent)                                                                                           \
    ROW(ps)                                                                                                    \
    ROW(printf)                                                                                                \
    ROW(pwd)                                                                                                   \
    ROW(readlink)                                                                                              \
    ROW(realpath)                                                                                              \
    ROW(redo)                                                                                                  \
    ROW(rev)                                                                                                   \
    ROW(rm)                                                                                                    \
    ROW(rmdir)                                                                                                 \
    ROW(sed)                                                                                                   \
    ROW(seq)                                                                                                   \
    ROW(set_status)                                                                                            \
    ROW(set_workdir)                                                                                           \
    ROW(sh)                                                                                                    \
    ROW(sha1sum)                                                                                               \
    ROW(sha256sum)                                                                                             \
    ROW(shuf)                                                                                                  \
    ROW(sleep)                                                                                                 \
    ROW(sort)                                                                                                  \
    ROW(stat)                                                                                                  \
    ROW(sudo)                                                                                                  \
    ROW(systemctl)                                                                                             \
    ROW(tac)                                                                                                   \
    ROW(tail)                                                                                                  \
    ROW(tar)                                                                                                   \
    ROW(tasks)                                                                                                 \
    ROW(tee)                                                                                                   \
    ROW(test)                                                                                                  \
    ROW(timeout)                                                                                               \
    ROW(touch)                                                                                                 \
    ROW(tput)                                                                                                  \
    ROW(tr)                                                                                                    \
    ROW(tree)                                                                                                  \
    ROW(trace)                                                                                                 \
    ROW(true)                                                                                                  \
    ROW(uname)                                                                                                 \
    ROW(undo)                                                                                                  \
    ROW(uniq)                                                                                                  \
    ROW(vi)                                                                                                    \
    ROW(view)                                                                                                  \
    ROW(vim)                                                                                                   \
    ROW(watch)                                                                                                 \
    ROW(wc)                                                                                                    \
    ROW(wget)                                                                                                  \
    ROW(which)                                                                                                 \
    ROW(whoami)                                                                                                \
    ROW(why)                                                                                                   \
    ROW(xargs)                                                                                                 \
    ROW(xxd)                                                                                                   \
    ROW(yes)

#define DECLARE(name) extern const struct program name##_program;
PROGRAMS(DECLARE)
#undef DECLARE

const struct program *const program_rows[] = {
#define POINT(name) &name##_program,
    PROGRAMS(POINT)
#undef POINT
};

const size_t program_count = sizeof program_rows / sizeof *program_rows;

static const struct program *row_named(const char *name)
{
    for (size_t i = 0; i < program_count; i++) {
        if (program_rows[i]->name[0] == name[0] && text_equal(program_rows[i]->name, name))
            return program_rows[i];
    }
    return NULL;
}

static const struct program *not_simulated(const char *name)
{
    for (size_t i = 0; i < not_simulated_count; i++) {
        if (not_simulated_rows[i].name[0] == name[0] && text_equal(not_simulated_rows[i].name, name))
            return &not_simulated_rows[i];
    }
    return NULL;
}

const struct program *tools_at(size_t index)
{
    return index < program_count ? program_rows[index] : NULL;
}

static bool is_installed(const struct world *world, const struct program *row)
{
    return !row->installed || world_get(world, WORLD_FILES, row->installed);
}

const struct program *tools_find(const struct world *world, const char *pod, const char *container,
                                 const char *name)
{
    const char *slash = strrchr(name, '/');
    if (slash)
        name = slash + 1;
    const struct program *row = row_named(name);
    if (!pod)
        return row && !row->pod_only && is_installed(world, row) ? row : not_simulated(name);
    const struct image *image = image_of_container(world, pod, container);
    for (size_t i = 0; image && image->programs && image->programs[i]; i++) {
        if (image->programs[i][0] == name[0] && text_equal(image->programs[i], name))
            return row ? row : not_simulated(name);
    }
    return NULL;
}

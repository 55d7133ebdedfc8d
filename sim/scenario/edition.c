/* Which edition of a challenge this is. */
#include "scenario/inside.h"

static struct hash add_file(struct hash all, const char *name, struct hash text)
{
    return hash_pair(all, hash_pair(hash_bytes(slice_of(name)), text));
}

/* What the challenge reads, it reads while it is loaded and always in the same order. */
struct hash edition_hash(const struct scenario *scenario)
{
    struct hash all = add_file((struct hash){0}, "assignment.md", scenario->assignment);
    if (scenario->lua.data)
        all = add_file(all, "challenge.lua", hash_bytes(scenario->lua));
    for (const struct scenario_file *file = scenario->files; file; file = file->next)
        all = add_file(all, file->name, hash_bytes(file->text));
    return scenario->previous ? hash_pair(all, scenario->previous->edition) : all;
}

struct hash scenario_hash(const struct scenario *scenario)
{
    return scenario->edition;
}

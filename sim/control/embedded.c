#include "control/embedded.h"

struct slice embedded_text(const struct embedded_file *file)
{
    return (struct slice){(const char *)file->data, (size_t)(file->end - file->data)};
}

struct slice embedded_read(const char *name)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (text_equal(embedded_files[i].name, name))
            return embedded_text(&embedded_files[i]);
    return (struct slice){0};
}

#include "face/archive.h"

#include <dlfcn.h>
#include <zip.h>

#include "base/check.h"

/* What is used of libzip. */
struct library {
    void *handle;
    zip_t *(*open)(const char *path, int flags, int *error);
    void (*discard)(zip_t *zip);
    zip_int64_t (*count)(zip_t *zip, zip_flags_t flags);
    int (*stat)(zip_t *zip, zip_uint64_t index, zip_flags_t flags, zip_stat_t *stat);
    zip_file_t *(*file_open)(zip_t *zip, zip_uint64_t index, zip_flags_t flags);
    zip_int64_t (*file_read)(zip_file_t *file, void *bytes, zip_uint64_t length);
    zip_error_t *(*file_error)(zip_file_t *file);
    int (*file_close)(zip_file_t *file);
    zip_error_t *(*error)(zip_t *zip);
    const char *(*error_text)(zip_error_t *error);
    void (*error_init)(zip_error_t *error, int code);
    void (*error_end)(zip_error_t *error);
    zip_source_t *(*memory)(const void *bytes, zip_uint64_t length, int give, zip_error_t *error);
    zip_t *(*open_source)(zip_source_t *source, int flags, zip_error_t *error);
    zip_source_t *(*buffer)(zip_t *zip, const void *bytes, zip_uint64_t length, int give);
    zip_int64_t (*add)(zip_t *zip, const char *name, zip_source_t *source, zip_flags_t flags);
    int (*set_time)(zip_t *zip, zip_uint64_t index, time_t time, zip_flags_t flags);
    int (*close)(zip_t *zip);
    void (*source_keep)(zip_source_t *source);
    void (*source_free)(zip_source_t *source);
    int (*source_open)(zip_source_t *source);
    zip_int64_t (*source_read)(zip_source_t *source, void *bytes, zip_uint64_t length);
    int (*source_close)(zip_source_t *source);
};

struct archive {
    struct library library;
    zip_t *zip;
    size_t count;
};

/* Debian 13, Debian 12, elsewhere. */
static const char *const library_names[] = {"libzip.so.5", "libzip.so.4", "libzip.so", "libzip.5.dylib"};

static const struct {
    const char *name;
    size_t offset;
} symbols[] = {
    {"zip_open", offsetof(struct library, open)},
    {"zip_discard", offsetof(struct library, discard)},
    {"zip_get_num_entries", offsetof(struct library, count)},
    {"zip_stat_index", offsetof(struct library, stat)},
    {"zip_fopen_index", offsetof(struct library, file_open)},
    {"zip_fread", offsetof(struct library, file_read)},
    {"zip_file_get_error", offsetof(struct library, file_error)},
    {"zip_fclose", offsetof(struct library, file_close)},
    {"zip_get_error", offsetof(struct library, error)},
    {"zip_error_strerror", offsetof(struct library, error_text)},
    {"zip_error_init_with_code", offsetof(struct library, error_init)},
    {"zip_error_fini", offsetof(struct library, error_end)},
    {"zip_source_buffer_create", offsetof(struct library, memory)},
    {"zip_open_from_source", offsetof(struct library, open_source)},
    {"zip_source_buffer", offsetof(struct library, buffer)},
    {"zip_file_add", offsetof(struct library, add)},
    {"zip_file_set_mtime", offsetof(struct library, set_time)},
    {"zip_close", offsetof(struct library, close)},
    {"zip_source_keep", offsetof(struct library, source_keep)},
    {"zip_source_free", offsetof(struct library, source_free)},
    {"zip_source_open", offsetof(struct library, source_open)},
    {"zip_source_read", offsetof(struct library, source_read)},
    {"zip_source_close", offsetof(struct library, source_close)},
};

static bool load(struct library *library)
{
    for (size_t i = 0; i < sizeof library_names / sizeof *library_names && !library->handle; i++)
        library->handle = dlopen(library_names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library->handle)
        return false;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library->handle, symbols[i].name);
        if (!symbol)
            return false;
        memcpy((char *)library + symbols[i].offset, &symbol, sizeof symbol);
    }
    return true;
}

bool archive_is_one(struct slice beginning)
{
    return slice_starts(beginning, "PK\3\4") || slice_starts(beginning, "PK\5\6");
}

static const char no_library[] = "ZIP files take libzip, which is not installed (Debian: libzip4 or libzip5)";

struct archive *archive_open(struct arena *arena, const char *path, const char **problem)
{
    int code = 0;
    struct archive *archive = memory_allocate(sizeof *archive);
    if (!load(&archive->library)) {
        *problem = no_library;
    } else if (!(archive->zip = archive->library.open(path, ZIP_RDONLY, &code))) {
        zip_error_t error;
        archive->library.error_init(&error, code);
        *problem = arena_format(arena, "the ZIP cannot be read: %s", archive->library.error_text(&error));
        archive->library.error_end(&error);
    } else {
        zip_int64_t count = archive->library.count(archive->zip, 0);
        archive->count = count > 0 ? (size_t)count : 0;
        if (archive->count <= ARCHIVE_FILES)
            return archive;
        *problem = arena_format(arena, "the ZIP has %zu files; more than %d are refused", archive->count,
                                ARCHIVE_FILES);
    }
    archive_close(archive);
    return NULL;
}

void archive_close(struct archive *archive)
{
    if (!archive)
        return;
    if (archive->zip)
        archive->library.discard(archive->zip);
    if (archive->library.handle)
        dlclose(archive->library.handle);
    memory_free(archive);
}

size_t archive_count(const struct archive *archive)
{
    return archive->count;
}

struct archive_file archive_at(const struct archive *archive, size_t index, struct arena *arena)
{
    zip_stat_t stat;
    struct archive_file file = {.name = "(no name)"};
    if (archive->library.stat(archive->zip, index, ZIP_FL_ENC_GUESS, &stat) || !(stat.valid & ZIP_STAT_NAME)) {
        file.refused = "its entry in the ZIP's list is broken";
        return file;
    }
    file.name = arena_text(arena, stat.name);
    file.folder = text_ends(file.name, "/");
    file.size = stat.valid & ZIP_STAT_SIZE ? stat.size : 0;
    if (stat.valid & ZIP_STAT_ENCRYPTION_METHOD && stat.encryption_method != ZIP_EM_NONE)
        file.refused = "it is encrypted";
    return file;
}

bool archive_read(const struct archive *archive, size_t index, size_t most, struct buffer *bytes,
                  struct arena *arena, const char **problem)
{
    const struct library *library = &archive->library;
    char part[16384];
    zip_int64_t got = 0;
    zip_file_t *file = library->file_open(archive->zip, index, 0);
    if (!file) {
        *problem =
            arena_format(arena, "it cannot be unpacked: %s", library->error_text(library->error(archive->zip)));
        return false;
    }
    *problem = NULL;
    while (bytes->length <= most && (got = library->file_read(file, part, sizeof part)) > 0)
        buffer_add(bytes, (struct slice){part, (size_t)got});
    if (got < 0)
        *problem =
            arena_format(arena, "it cannot be unpacked: %s", library->error_text(library->file_error(file)));
    else if (bytes->length > most)
        *problem = arena_format(arena, "it is longer than %zu bytes", most);
    library->file_close(file);
    return !*problem;
}

/* --- writing --- */

static bool add_items(const struct library *library, zip_t *zip, const struct archive_item *items, size_t count)
{
    const time_t first_of_1980 = 315532800; /* the least that a ZIP can say */
    for (size_t i = 0; i < count; i++) {
        zip_source_t *source = library->buffer(zip, items[i].bytes.data, items[i].bytes.length, 0);
        zip_int64_t index = source ? library->add(zip, items[i].name, source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0 || library->set_time(zip, (zip_uint64_t)index, first_of_1980, 0)) {
            if (source && index < 0)
                library->source_free(source);
            return false;
        }
    }
    return true;
}

static bool add_bytes(const struct library *library, zip_source_t *source, struct buffer *out)
{
    char part[16384];
    zip_int64_t got = -1;
    if (library->source_open(source))
        return false;
    while ((got = library->source_read(source, part, sizeof part)) > 0)
        buffer_add(out, (struct slice){part, (size_t)got});
    library->source_close(source);
    return got == 0;
}

/* An archive without a file in it is none to libzip, so it is written here: its end alone. */
static const char empty_archive[22] = "PK\5\6";

bool archive_write(struct buffer *out, const struct archive_item *items, size_t count, struct arena *arena,
                   const char **problem)
{
    struct library library = {0};
    zip_error_t error;
    if (!count) {
        buffer_add(out, (struct slice){empty_archive, sizeof empty_archive});
        return true;
    }
    if (!load(&library)) {
        *problem = no_library;
        return false;
    }
    library.error_init(&error, 0);
    zip_source_t *source = library.memory(NULL, 0, 0, &error);
    zip_t *zip = source ? library.open_source(source, ZIP_TRUNCATE, &error) : NULL;
    bool written = false;
    if (zip) {
        library.source_keep(source);
        written = add_items(&library, zip, items, count) && library.close(zip) == 0;
        if (!written) {
            *problem = arena_format(arena, "the ZIP cannot be written: %s", library.error_text(library.error(zip)));
            library.discard(zip);
        }
    } else {
        *problem = arena_format(arena, "the ZIP cannot be written: %s", library.error_text(&error));
    }
    if (written && !add_bytes(&library, source, out)) {
        *problem = "the ZIP cannot be written";
        written = false;
    }
    if (source)
        library.source_free(source);
    library.error_end(&error);
    dlclose(library.handle);
    return written;
}

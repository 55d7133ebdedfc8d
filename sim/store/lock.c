/* One byte of a file beside the database for each session, by its name: the system gives the lock back when the
 * process ends, however it ends. (A row that says who has it open would stay behind after a kill; a lock of the
 * database would keep others out of all sessions.) */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "store/inside.h"

/* Locks of an open file, not of a process, where the system has them: closing the file elsewhere does not lose
 * them. */
#ifdef F_OFD_SETLK
#define SET_LOCK F_OFD_SETLK
#else
#define SET_LOCK F_SETLK
#endif

static int change(struct store *store, const char *name, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_len = 1};
    lock.l_start = (off_t)(hash_bytes(slice_of(name)).low >> 2);
    return fcntl(store->lock_file, SET_LOCK, &lock);
}

static const char *complaint(struct store *store)
{
    struct buffer text = {0};
    buffer_format(&text, "%s-open: %s", store->path, strerror(errno));
    return text.data; /* the buffer's only block is the caller's now */
}

bool lock_take(struct store *store, const char *name, const char **problem)
{
    *problem = NULL;
    if (store->lock_file < 0) {
        struct buffer path = {0};
        buffer_format(&path, "%s-open", store->path);
        store->lock_file = open(buffer_text(&path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        buffer_release(&path);
    }
    if (store->lock_file < 0) {
        *problem = complaint(store);
        return false;
    }
    for (const struct store_session *session = store->sessions; session; session = session->next) {
        if (session->held && text_equal(session->name, name))
            return false;
    }
    if (change(store, name, F_WRLCK) == 0)
        return true;
    if (errno != EAGAIN && errno != EACCES)
        *problem = complaint(store);
    return false;
}

void lock_give(struct store *store, const char *name)
{
    change(store, name, F_UNLCK);
}

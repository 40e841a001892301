/* Knows every change that this process asks the kernel to make in one folder: writes them down, lets the n-th
   one fail, or dies at it. Loaded by LD_PRELOAD, idle until armed. Linux and glibc. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, UNLINK = 16, RENAME = 32, READ = 64, MARK = 128, CLOSE = 256, LINK = 512 };
enum { COUNT = 0, KILL_BEFORE = 1, KILL_AFTER = 2, KILL_HALF = 3, FAIL = 4, FAIL_HALF = 5 };
enum { FDS = 4096 };

struct record {
    int32_t op, fd, flags, path_length;
    int64_t offset, length;
};

static char folder[PATH_MAX];
static size_t folder_length;
static int armed, log_fd = -1;
static unsigned wanted;
static long nth, seen, fired;
static int mode, fault, persistent;
static char *names[FDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Return the absolute name when it lies in the folder and is no -shm (which no power cut survives). */
static const char *inside(const char *path, char *whole)
{
    if (!armed || path == NULL) return NULL;
    if (path[0] != '/') {
        char here[PATH_MAX];
        if (getcwd(here, sizeof here) == NULL) return NULL;
        if (snprintf(whole, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) return NULL;
        path = whole;
    }
    if (strncmp(path, folder, folder_length) != 0) return NULL;
    if (path[folder_length] != '/' && path[folder_length] != 0) return NULL;
    return path;
}

static const char *name_of(int fd)
{
    return armed && fd >= 0 && fd < FDS ? names[fd] : NULL;
}

static int is_shared_memory(const char *path)
{
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

static void put(const void *data, size_t length)
{
    const char *at = data;
    while (length > 0) {
        long done = syscall(SYS_write, log_fd, at, length);
        if (done <= 0) abort();
        at += done;
        length -= (size_t)done;
    }
}

/* Write one change down; two paths are told apart by a NUL. */
static void note(int op, int fd, int flags, int64_t offset, int64_t length, const char *path, size_t path_length,
                 const void *data)
{
    struct record record = {op, fd, flags, (int32_t)path_length, offset, length};
    if (log_fd < 0) return;
    pthread_mutex_lock(&lock);
    put(&record, sizeof record);
    if (path_length) put(path, path_length);
    if (data != NULL && length > 0) put(data, (size_t)length);
    pthread_mutex_unlock(&lock);
}

static void die(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

/* Count a call; return 1 when it is the one (or, if persistent, one of those) to be struck. */
static int struck(unsigned op)
{
    if (!armed || mode == COUNT || !(wanted & op)) {
        if (armed && (wanted & op)) __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
        return 0;
    }
    long number = __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
    int hit = persistent ? number >= nth : number == nth;
    if (hit) fired++;
    if (hit && mode == KILL_BEFORE) die();
    return hit;
}

/* What a strike means for a call without a length. */
#define STRIKE(op) \
    int hit = struck(op); \
    if (hit && (mode == FAIL || mode == FAIL_HALF)) { errno = fault; return -1; }
#define AFTER() \
    if (hit && mode != COUNT) die();

static int opened(int fd, int flags, const char *path)
{
    if (fd >= 0 && fd < FDS) {
        free(names[fd]);
        names[fd] = strdup(path);
        if (!is_shared_memory(path)) note(OPEN, fd, flags, 0, 0, path, strlen(path), NULL);
    }
    return fd;
}

static int open_any(int at, const char *path, int flags, mode_t permissions)
{
    char whole[PATH_MAX];
    const char *ours = at == AT_FDCWD || (path && path[0] == '/') ? inside(path, whole) : NULL;
    if (ours == NULL) return (int)syscall(SYS_openat, at, path, flags, permissions);
    STRIKE(OPEN)
    int fd = opened((int)syscall(SYS_openat, at, path, flags, permissions), flags, ours);
    AFTER()
    return fd;
}

#define PERMISSIONS(flags) \
    mode_t permissions = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); \
        permissions = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { PERMISSIONS(flags) return open_any(AT_FDCWD, path, flags, permissions); }
int open64(const char *path, int flags, ...) { PERMISSIONS(flags) return open_any(AT_FDCWD, path, flags, permissions); }
int openat(int at, const char *path, int flags, ...) { PERMISSIONS(flags) return open_any(at, path, flags, permissions); }
int openat64(int at, const char *path, int flags, ...) { PERMISSIONS(flags) return open_any(at, path, flags, permissions); }

int close(int fd)
{
    if (name_of(fd) != NULL) {
        if (!is_shared_memory(names[fd])) note(CLOSE, fd, 0, 0, 0, NULL, 0, NULL);
        free(names[fd]);
        names[fd] = NULL;
    }
    return (int)syscall(SYS_close, fd);
}

static ssize_t write_at(int fd, const void *data, size_t length, int64_t offset, int here)
{
    const char *path = name_of(fd);
    if (path == NULL)
        return here ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, offset);
    int hit = struck(WRITE);
    size_t part = length;
    if (hit && mode == FAIL) { errno = fault; return -1; }
    if (hit && (mode == KILL_HALF || mode == FAIL_HALF)) part = length / 2;
    if (here) offset = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    ssize_t done = here ? syscall(SYS_write, fd, data, part) : syscall(SYS_pwrite64, fd, data, part, offset);
    if (done > 0 && !is_shared_memory(path)) note(WRITE, fd, 0, offset, done, NULL, 0, data);
    if (hit && mode == FAIL_HALF) {
        if (done > 0) return done; /* a short write, as a full disk gives it */
        errno = fault;
        return -1;
    }
    AFTER()
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return write_at(fd, data, length, 0, 1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset, 0); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return write_at(fd, data, length, offset, 0); }

static int sync_any(int fd, long call)
{
    const char *path = name_of(fd);
    if (path == NULL) return (int)syscall(call, fd);
    STRIKE(SYNC)
    /* A test's disk need not spin: the journal knows what was asked to be durable. */
    if (!is_shared_memory(path)) note(SYNC, fd, 0, 0, 0, NULL, 0, NULL);
    AFTER()
    return 0;
}

int fsync(int fd) { return sync_any(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_any(fd, SYS_fdatasync); }

static int truncate_any(int fd, int64_t length)
{
    const char *path = name_of(fd);
    if (path == NULL) return (int)syscall(SYS_ftruncate, fd, length);
    STRIKE(TRUNCATE)
    int done = (int)syscall(SYS_ftruncate, fd, length);
    if (done == 0 && !is_shared_memory(path)) note(TRUNCATE, fd, 0, length, 0, NULL, 0, NULL);
    AFTER()
    return done;
}

int ftruncate(int fd, off_t length) { return truncate_any(fd, length); }
int ftruncate64(int fd, off64_t length) { return truncate_any(fd, length); }

static int unlink_any(int at, const char *path, int flags)
{
    char whole[PATH_MAX];
    const char *ours = at == AT_FDCWD || (path && path[0] == '/') ? inside(path, whole) : NULL;
    if (ours == NULL) return (int)syscall(SYS_unlinkat, at, path, flags);
    STRIKE(UNLINK)
    int done = (int)syscall(SYS_unlinkat, at, path, flags);
    if (done == 0 && !is_shared_memory(ours)) note(UNLINK, -1, 0, 0, 0, ours, strlen(ours), NULL);
    AFTER()
    return done;
}

int unlink(const char *path) { return unlink_any(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return unlink_any(at, path, flags); }

static void note_two(int op, const char *source, const char *target)
{
    char both[2 * PATH_MAX];
    size_t first = strlen(source), second = strlen(target);
    memcpy(both, source, first + 1);
    memcpy(both + first + 1, target, second);
    note(op, -1, 0, 0, 0, both, first + 1 + second, NULL);
}

static int rename_any(int from_at, const char *from, int to_at, const char *to)
{
    char one[PATH_MAX], other[PATH_MAX];
    const char *source = from_at == AT_FDCWD || from[0] == '/' ? inside(from, one) : NULL;
    const char *target = to_at == AT_FDCWD || to[0] == '/' ? inside(to, other) : NULL;
    if (source == NULL || target == NULL) return (int)syscall(SYS_renameat, from_at, from, to_at, to);
    STRIKE(RENAME)
    int done = (int)syscall(SYS_renameat, from_at, from, to_at, to);
    if (done == 0) note_two(RENAME, source, target);
    AFTER()
    return done;
}

int rename(const char *from, const char *to) { return rename_any(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int from_at, const char *from, int to_at, const char *to) { return rename_any(from_at, from, to_at, to); }

static int link_any(int from_at, const char *from, int to_at, const char *to, int flags)
{
    char one[PATH_MAX], other[PATH_MAX];
    const char *source = from_at == AT_FDCWD || from[0] == '/' ? inside(from, one) : NULL;
    const char *target = to_at == AT_FDCWD || to[0] == '/' ? inside(to, other) : NULL;
    if (source == NULL || target == NULL) return (int)syscall(SYS_linkat, from_at, from, to_at, to, flags);
    STRIKE(RENAME)
    int done = (int)syscall(SYS_linkat, from_at, from, to_at, to, flags);
    if (done == 0) note_two(LINK, source, target);
    AFTER()
    return done;
}

int link(const char *from, const char *to) { return link_any(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_at, const char *from, int to_at, const char *to, int flags)
{
    return link_any(from_at, from, to_at, to, flags);
}

static ssize_t read_at(int fd, void *data, size_t length, int64_t offset, int here)
{
    if (name_of(fd) != NULL) { STRIKE(READ) (void)hit; }
    return here ? syscall(SYS_read, fd, data, length) : syscall(SYS_pread64, fd, data, length, offset);
}

ssize_t read(int fd, void *data, size_t length) { return read_at(fd, data, length, 0, 1); }
ssize_t pread(int fd, void *data, size_t length, off_t offset) { return read_at(fd, data, length, offset, 0); }
ssize_t pread64(int fd, void *data, size_t length, off64_t offset) { return read_at(fd, data, length, offset, 0); }

/* What follows is called by the harness through ctypes. */

void faults_arm(const char *where, int journal, unsigned ops, long number, int how, int error, int again)
{
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    log_fd = journal;
    wanted = ops;
    nth = number;
    seen = fired = 0;
    mode = how;
    fault = error;
    persistent = again;
    armed = 1;
}

void faults_disarm(void) { mode = COUNT; armed = 0; }

long faults_seen(void) { return seen; }

long faults_fired(void) { return fired; }

/* Put a number between the changes, such as that of a commit that has returned. */
void faults_mark(long number) { note(MARK, -1, 0, number, 0, NULL, 0, NULL); }

/* A process of its own is armed by FAULTS=folder|ops|number|how|error|again. */
__attribute__((constructor)) static void arm_by_environment(void)
{
    const char *order = getenv("FAULTS");
    char where[PATH_MAX];
    unsigned ops;
    long number;
    int how, error, again;
    if (order == NULL) return;
    if (sscanf(order, "%4095[^|]|%u|%ld|%d|%d|%d", where, &ops, &number, &how, &error, &again) == 6)
        faults_arm(where, -1, ops, number, how, error, again);
    unsetenv("FAULTS");
}

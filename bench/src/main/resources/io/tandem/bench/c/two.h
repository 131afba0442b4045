/*
 * What our C programs have in common: two processes with shared memory. The first one reads what to do and leads the second one
 * through turns; between turns both sleep. When one of the two dies, the other one ends.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define APART 128 /* processors fetch lines of 64 bytes in pairs */

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("isb" ::: "memory")
#else
#define PAUSE() ((void)0)
#endif

struct turns {
    alignas(APART) _Atomic uint32_t begun; /* first: counts turns; the second process sleeps on it in between */
    alignas(APART) _Atomic uint64_t operations; /* first: of this turn */
    alignas(APART) _Atomic uint32_t state; /* second: twice the turn's number once begun, and one more once done */
};

static inline void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static inline uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static inline void run_on(int cpu) {
    if (cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(cpu, &set);
        if (sched_setaffinity(0, sizeof set, &set) != 0) {
            fail("sched_setaffinity");
        }
    }
}

static inline void futex(_Atomic uint32_t *word, int operation, uint32_t value) {
    if (syscall(SYS_futex, word, operation, value, NULL, NULL, 0) < 0 && errno != EAGAIN && errno != EINTR) {
        fail("futex");
    }
}

/* Memory of zeros that both processes have. */
static inline void *share(size_t length) {
    void *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }
    return memory;
}

static inline void other_died(int signal) {
    static const char words[] = "the second process died\n";
    (void)signal;
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
    _exit(1);
}

/* Starts the second process, which does its part of each turn, on a processor or, with -1, on any. */
static inline pid_t start_second(struct turns *turns, void (*part)(uint64_t operations), int cpu) {
    signal(SIGCHLD, other_died);
    pid_t parent = getpid(), child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child > 0) {
        return child;
    }
    signal(SIGCHLD, SIG_DFL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        fail("prctl");
    }
    if (getppid() != parent) {
        exit(1);
    }
    run_on(cpu);
    for (uint32_t turn = 1;; turn++) {
        uint32_t seen;
        while ((seen = atomic_load(&turns->begun)) != turn) {
            futex(&turns->begun, FUTEX_WAIT, seen);
        }
        uint64_t operations = turns->operations;
        atomic_store(&turns->state, turn * 2);
        part(operations);
        atomic_store(&turns->state, turn * 2 + 1);
    }
}

/* Lets the second process begin a turn, and waits until it has. */
static inline void begin_turn(struct turns *turns, uint64_t operations) {
    turns->operations = operations;
    uint32_t turn = atomic_fetch_add(&turns->begun, 1) + 1;
    futex(&turns->begun, FUTEX_WAKE, 1);
    while (atomic_load(&turns->state) < turn * 2) {
        sched_yield();
    }
}

/* Waits until the second process is done with its turn; yields where both may be on one processor. */
static inline void await_turn(struct turns *turns, int yields) {
    uint32_t turn = atomic_load(&turns->begun);
    while (atomic_load(&turns->state) != turn * 2 + 1) {
        if (yields) {
            sched_yield();
        }
        PAUSE();
    }
}

static inline void end_second(pid_t child) {
    signal(SIGCHLD, SIG_DFL);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* Reads a line "OPERATIONS LAP"; 0 at the end of the input. */
static inline int next_line(uint64_t *operations, uint64_t *lap) {
    char line[80];
    unsigned long long first, second;
    if (fgets(line, sizeof line, stdin) == NULL || sscanf(line, "%llu %llu", &first, &second) != 2) {
        return 0;
    }
    *operations = first;
    *lap = second;
    return 1;
}

static inline void tell(uint64_t nanos, uint64_t laps) {
    printf("%llu %llu\n", (unsigned long long)nanos, (unsigned long long)laps);
    fflush(stdout);
}

/* The file for laps: how many it takes, and its memory. */
static inline uint64_t *map_laps(const char *path, uint64_t *most) {
    struct stat status;
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        fail(path);
    }
    void *laps = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (laps == MAP_FAILED) {
        fail(path);
    }
    close(file);
    *most = (uint64_t)status.st_size / sizeof(uint64_t);
    return laps;
}

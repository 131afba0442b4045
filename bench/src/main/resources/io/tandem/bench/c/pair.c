/*
 * What the machine itself can do between two processes: the physical limit.
 *
 * Usage: pair MODE CPU CPU FILE
 *   pingpong   a number forth and back through two cache lines, both sides spinning
 *   futex      the same, both sides asleep until the other one wakes them
 *   ring       messages of 32 bytes one way, each published and released by itself
 *   batches    the same, published and released 64 at a time
 * CPU is a processor for either process, or -1. FILE is 8 bytes long at least; laps go there, in nanoseconds.
 *
 * Reads lines "OPERATIONS LAP" from standard input; does so many round trips or messages, and answers with how long they
 * took altogether, in nanoseconds, and how many laps of LAP round trips stand in FILE. Between lines both processes sleep.
 * Ends with its input; when one of the two dies, the other one ends.
 */
#define _GNU_SOURCE
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
#define SLOTS 2048 /* 64 KiB, as the rings that this is compared with */
#define BATCH 64

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("isb" ::: "memory")
#else
#define PAUSE() ((void)0)
#endif

struct word {
    alignas(APART) _Atomic uint32_t value;
    _Atomic uint32_t sleepers;
};

struct message {
    uint64_t number[4];
};

struct shared {
    struct word ping; /* written by the first process */
    struct word pong; /* written by the second process */
    alignas(APART) _Atomic uint64_t command; /* first: counts slices; both sleep on its lower half in between */
    alignas(APART) _Atomic uint64_t operations; /* first: of this slice */
    alignas(APART) _Atomic uint64_t state; /* second: twice the slice's number once begun, one more once done */
    alignas(APART) _Atomic uint64_t published; /* first */
    alignas(APART) _Atomic uint64_t released; /* second */
    alignas(APART) struct message slots[SLOTS]; /* first, between released and published */
};

static struct shared *shared;

static void fail(const char *what) {
    fprintf(stderr, "pair: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void run_on(int cpu) {
    if (cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(cpu, &set);
        if (sched_setaffinity(0, sizeof set, &set) != 0) {
            fail("sched_setaffinity");
        }
    }
}

static void futex(_Atomic uint32_t *word, int operation, uint32_t value) {
    if (syscall(SYS_futex, word, operation, value, NULL, NULL, 0) < 0 && errno != EAGAIN && errno != EINTR) {
        fail("futex");
    }
}

/* Sleeps until the word has moved; whoever moves it wakes only those that said so. */
static void await_asleep(struct word *word, uint32_t expected) {
    for (uint32_t seen; (seen = atomic_load(&word->value)) != expected;) {
        atomic_store(&word->sleepers, 1);
        if (atomic_load(&word->value) == seen) {
            futex(&word->value, FUTEX_WAIT, seen);
        }
        atomic_store_explicit(&word->sleepers, 0, memory_order_relaxed);
    }
}

static void wake(struct word *word, uint32_t value) {
    atomic_store(&word->value, value);
    if (atomic_load(&word->sleepers)) {
        futex(&word->value, FUTEX_WAKE, 1);
    }
}

static void await_spinning(struct word *word, uint32_t expected) {
    while (atomic_load_explicit(&word->value, memory_order_acquire) != expected) {
        PAUSE();
    }
}

static uint64_t round_trips(int asleep, uint64_t operations, uint64_t lap, uint64_t *laps, uint64_t most) {
    static uint32_t number;
    uint64_t count = 0, in_lap = 0, last = now();
    for (uint64_t i = 0; i < operations; i++) {
        number++;
        if (asleep) {
            wake(&shared->ping, number);
            await_asleep(&shared->pong, number);
        } else {
            atomic_store_explicit(&shared->ping.value, number, memory_order_release);
            await_spinning(&shared->pong, number);
        }
        if (++in_lap == lap) {
            uint64_t time = now();
            if (count < most) {
                laps[count++] = time - last;
            }
            last = time;
            in_lap = 0;
        }
    }
    return count;
}

static void answer(int asleep, uint64_t operations) {
    static uint32_t number;
    for (uint64_t i = 0; i < operations; i++) {
        number++;
        if (asleep) {
            await_asleep(&shared->ping, number);
            wake(&shared->pong, number);
        } else {
            await_spinning(&shared->ping, number);
            atomic_store_explicit(&shared->pong.value, number, memory_order_release);
        }
    }
}

static void produce(uint64_t batch, uint64_t operations) {
    static uint64_t next, released;
    for (uint64_t left = operations; left > 0;) {
        uint64_t count = left < batch ? left : batch;
        while (next + count - released > SLOTS) {
            released = atomic_load_explicit(&shared->released, memory_order_acquire);
            if (next + count - released > SLOTS) {
                PAUSE();
            }
        }
        for (uint64_t i = 0; i < count; i++, next++) {
            struct message *message = &shared->slots[next % SLOTS];
            for (int j = 0; j < 4; j++) {
                message->number[j] = next + j;
            }
        }
        atomic_store_explicit(&shared->published, next, memory_order_release);
        left -= count;
    }
}

static void consume(uint64_t batch, uint64_t operations) {
    static uint64_t next, published;
    for (uint64_t left = operations; left > 0;) {
        while (published == next) {
            published = atomic_load_explicit(&shared->published, memory_order_acquire);
            if (published == next) {
                PAUSE();
            }
        }
        uint64_t count = published - next;
        count = count < batch ? count : batch;
        count = count < left ? count : left;
        for (uint64_t i = 0; i < count; i++, next++) {
            const struct message *message = &shared->slots[next % SLOTS];
            uint64_t rest = message->number[1] + message->number[2] + message->number[3];
            if (message->number[0] != next || rest != 3 * next + 6) {
                fprintf(stderr, "pair: message %llu came broken\n", (unsigned long long)next);
                exit(1);
            }
        }
        atomic_store_explicit(&shared->released, next, memory_order_release);
        left -= count;
    }
}

static void other_died(int signal) {
    static const char words[] = "pair: the second process died\n";
    (void)signal;
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
    _exit(1);
}

static _Noreturn void second(int mode, uint64_t batch, pid_t parent) {
    signal(SIGCHLD, SIG_DFL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        fail("prctl");
    }
    if (getppid() != parent) {
        exit(1);
    }
    for (uint64_t command = 1;; command++) {
        uint64_t seen;
        while ((seen = atomic_load(&shared->command)) != command) {
            futex((_Atomic uint32_t *)&shared->command, FUTEX_WAIT, (uint32_t)seen);
        }
        uint64_t operations = shared->operations;
        atomic_store(&shared->state, command * 2);
        if (mode < 2) {
            answer(mode, operations);
        } else {
            consume(batch, operations);
        }
        atomic_store(&shared->state, command * 2 + 1);
    }
}

static uint64_t *map_laps(const char *path, uint64_t *most) {
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

int main(int count, char **arguments) {
    static const char *const modes[] = {"pingpong", "futex", "ring", "batches"};
    int mode = 0;
    while (count == 5 && mode < 4 && strcmp(arguments[1], modes[mode]) != 0) {
        mode++;
    }
    if (count != 5 || mode == 4) {
        fprintf(stderr, "usage: pair pingpong|futex|ring|batches CPU CPU FILE\n");
        return 2;
    }
    uint64_t batch = mode == 3 ? BATCH : 1, most, command = 0;
    uint64_t *laps = map_laps(arguments[4], &most);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        fail("mmap");
    }
    signal(SIGCHLD, other_died);
    pid_t parent = getpid(), child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child == 0) {
        run_on(atoi(arguments[3]));
        second(mode, batch, parent);
    }
    run_on(atoi(arguments[2]));
    unsigned long long operations, lap;
    char line[80];
    while (fgets(line, sizeof line, stdin) != NULL && sscanf(line, "%llu %llu", &operations, &lap) == 2) {
        shared->operations = operations;
        atomic_store(&shared->command, ++command);
        futex((_Atomic uint32_t *)&shared->command, FUTEX_WAKE, 1);
        while (atomic_load(&shared->state) < command * 2) {
            sched_yield();
        }
        uint64_t started = now(), filled = 0;
        if (mode < 2) {
            filled = round_trips(mode, operations, lap, laps, most);
        } else {
            produce(batch, operations);
        }
        while (atomic_load(&shared->state) != command * 2 + 1) {
            mode == 1 ? sched_yield() : 0;
            PAUSE();
        }
        printf("%llu %llu\n", (unsigned long long)(now() - started), (unsigned long long)filled);
        fflush(stdout);
    }
    signal(SIGCHLD, SIG_DFL);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}

/*
 * Two processes raise one counter under one process-shared robust mutex, half of the operations each.
 *
 * Usage: mutex FILE; the file isn't used. Reads lines "OPERATIONS LAP" from standard input, and answers with how long they took, in
 * nanoseconds, and 0. Between lines both processes sleep. Ends with its input; when one of the two dies, the other one ends.
 */
#define _GNU_SOURCE
#include "two.h"

#include <pthread.h>

struct shared {
    alignas(APART) pthread_mutex_t mutex;
    alignas(APART) uint64_t counter; /* under the mutex */
    alignas(APART) struct turns turns;
};

static struct shared *shared;

static void check(const char *what, int error) {
    if (error != 0) {
        errno = error;
        fail(what);
    }
}

static void raise_counter(uint64_t times) {
    for (uint64_t i = 0; i < times; i++) {
        check("pthread_mutex_lock", pthread_mutex_lock(&shared->mutex));
        shared->counter++;
        check("pthread_mutex_unlock", pthread_mutex_unlock(&shared->mutex));
    }
}

static void second(uint64_t operations) { raise_counter(operations / 2); }

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: %s FILE\n", arguments[0]);
        return 2;
    }
    shared = share(sizeof *shared);
    pthread_mutexattr_t attributes;
    check("pthread_mutexattr_init", pthread_mutexattr_init(&attributes));
    check("pthread_mutexattr_setpshared", pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
    check("pthread_mutexattr_setrobust", pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
    check("pthread_mutex_init", pthread_mutex_init(&shared->mutex, &attributes));
    pid_t other = start_second(&shared->turns, second, -1);
    uint64_t operations, lap, due = 0;
    while (next_line(&operations, &lap)) {
        begin_turn(&shared->turns, operations);
        uint64_t started = now();
        raise_counter(operations - operations / 2);
        await_turn(&shared->turns, 0);
        uint64_t took = now() - started;
        due += operations;
        if (shared->counter != due) {
            fprintf(stderr, "mutex: the counter is %llu where %llu was due\n", (unsigned long long)shared->counter,
                    (unsigned long long)due);
            return 1;
        }
        tell(took, 0);
    }
    end_second(other);
    return 0;
}

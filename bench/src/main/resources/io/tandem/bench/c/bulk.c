/*
 * Large messages from one process to another through shared memory: copied in by the first, copied out by the second.
 *
 * Usage: bulk LENGTH PIECE FILE. A message of LENGTH bytes is copied and passed on in pieces of PIECE bytes; with PIECE the same as
 * LENGTH, as a whole. Reads lines "MESSAGES LAP" from standard input, and answers with how long they took altogether, in nanoseconds, and
 * how many times of one message each stand in FILE; a time ends when the second process has said that it has the message. Between
 * lines both processes sleep. Ends with its input; when one of the two dies, the other one ends.
 */
#define _GNU_SOURCE
#include "two.h"

struct shared {
    alignas(APART) _Atomic uint64_t copied_in; /* first: pieces */
    alignas(APART) _Atomic uint64_t copied_out; /* second: pieces */
    alignas(APART) struct turns turns;
    alignas(APART) char memory[]; /* first, while nothing is left to be copied out */
};

static struct shared *shared;
static size_t length, piece;
static char *own;
static uint64_t messages;

static char *pages(size_t bytes) {
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }
    return memory;
}

static size_t size_of(size_t at) { return at + piece <= length ? piece : length - at; }

static void second(uint64_t count) {
    static uint64_t done;
    static char *target;
    if (target == NULL) {
        target = pages(length);
    }
    for (uint64_t i = 0; i < count; i++) {
        for (size_t at = 0; at < length; at += piece) {
            while (atomic_load_explicit(&shared->copied_in, memory_order_acquire) == done) {
                PAUSE();
            }
            memcpy(target + at, shared->memory + at, size_of(at));
            atomic_store_explicit(&shared->copied_out, ++done, memory_order_release);
        }
        uint64_t first, last;
        memcpy(&first, target, sizeof first);
        memcpy(&last, target + length - sizeof last, sizeof last);
        if (first != last || first != ++messages) {
            fprintf(stderr, "bulk: message %llu came broken\n", (unsigned long long)messages);
            exit(1);
        }
    }
}

static void send_one(void) {
    static uint64_t sent;
    messages++;
    memcpy(own, &messages, sizeof messages);
    memcpy(own + length - sizeof messages, &messages, sizeof messages);
    for (size_t at = 0; at < length; at += piece) {
        memcpy(shared->memory + at, own + at, size_of(at));
        atomic_store_explicit(&shared->copied_in, ++sent, memory_order_release);
    }
    while (atomic_load_explicit(&shared->copied_out, memory_order_acquire) != sent) {
        PAUSE();
    }
}

int main(int count, char **arguments) {
    if (count != 4 || (length = strtoull(arguments[1], NULL, 10)) < sizeof(uint64_t) ||
        (piece = strtoull(arguments[2], NULL, 10)) == 0) {
        fprintf(stderr, "usage: %s LENGTH PIECE FILE, of 8 bytes and more\n", arguments[0]);
        return 2;
    }
    uint64_t most, operations, lap;
    uint64_t *laps = map_laps(arguments[3], &most);
    shared = share(sizeof *shared + length);
    memset(shared->memory, 1, length); /* pages are there before anything is timed */
    own = pages(length);
    pid_t other = start_second(&shared->turns, second, -1);
    while (next_line(&operations, &lap)) {
        begin_turn(&shared->turns, operations);
        uint64_t started = now(), last = started, filled = 0;
        for (uint64_t i = 0; i < operations; i++) {
            send_one();
            uint64_t time = now();
            if (filled < most) {
                laps[filled++] = time - last;
            }
            last = time;
        }
        await_turn(&shared->turns, 0);
        tell(now() - started, filled);
    }
    end_second(other);
    return 0;
}

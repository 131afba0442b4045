/*
 * What the machine itself can do between two processes: the physical limit.
 *
 * Usage: pair MODE CPU CPU FILE
 *   pingpong   a number forth and back through two cache lines, both sides spinning
 *   futex      the same, both sides asleep until the other one wakes them
 *   ring       messages of 32 bytes one way, each published and released by itself
 *   batches    the same, published and released 64 at a time
 *   paused     as futex, with a sleep of 200 us before each round trip, which isn't timed
 * CPU is a processor for either process, or -1. FILE is 8 bytes long at least; laps go there, in nanoseconds.
 *
 * Reads lines "OPERATIONS LAP" from standard input; does so many round trips or messages, and answers with how long they
 * took altogether, in nanoseconds, and how many laps of LAP round trips stand in FILE. Between lines both processes sleep.
 * Ends with its input; when one of the two dies, the other one ends.
 */
#define _GNU_SOURCE
#include "two.h"

#define SLOTS 2048 /* 64 KiB, as the rings that this is compared with */
#define BATCH 64
#define PAUSE_NANOS 200000

enum mode { PINGPONG, FUTEX, RING, BATCHES, PAUSED, MODES };

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
    alignas(APART) struct turns turns;
    alignas(APART) _Atomic uint64_t published; /* first */
    alignas(APART) _Atomic uint64_t released; /* second */
    alignas(APART) struct message slots[SLOTS]; /* first, between released and published */
};

static struct shared *shared;
static enum mode mode;
static uint64_t batch = 1;

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

static int is_stream(void) {
    return mode == RING || mode == BATCHES;
}

static uint64_t pause_now(void) {
    uint64_t started = now();
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOS}, NULL);
    return now() - started;
}

static uint64_t round_trips(int asleep, uint64_t operations, uint64_t lap, uint64_t *laps, uint64_t most) {
    static uint32_t number;
    uint64_t count = 0, in_lap = 0, last = now();
    for (uint64_t i = 0; i < operations; i++) {
        if (mode == PAUSED) {
            last += pause_now();
        }
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

static void second(uint64_t operations) {
    if (is_stream()) {
        consume(batch, operations);
    } else {
        answer(mode != PINGPONG, operations);
    }
}

int main(int count, char **arguments) {
    static const char *const modes[MODES] = {"pingpong", "futex", "ring", "batches", "paused"};
    while (count == 5 && mode < MODES && strcmp(arguments[1], modes[mode]) != 0) {
        mode++;
    }
    if (count != 5 || mode == MODES) {
        fprintf(stderr, "usage: %s pingpong|futex|ring|batches|paused CPU CPU FILE\n", arguments[0]);
        return 2;
    }
    batch = mode == BATCHES ? BATCH : 1;
    uint64_t most, operations, lap;
    uint64_t *laps = map_laps(arguments[4], &most);
    shared = share(sizeof *shared);
    pid_t other = start_second(&shared->turns, second, atoi(arguments[3]));
    run_on(atoi(arguments[2]));
    while (next_line(&operations, &lap)) {
        begin_turn(&shared->turns, operations);
        uint64_t started = now(), filled = 0;
        if (is_stream()) {
            produce(batch, operations);
        } else {
            filled = round_trips(mode != PINGPONG, operations, lap, laps, most);
        }
        await_turn(&shared->turns, mode == FUTEX || mode == PAUSED);
        tell(now() - started, filled);
    }
    end_second(other);
    return 0;
}

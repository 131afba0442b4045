/*
 * Copies bytes between memory that other processes may have and memory of its own, by memcpy.
 *
 * Usage: copy out|in LENGTH FILE. Reads lines "OPERATIONS LAP" from standard input, writes the nanoseconds of each lap into FILE, and
 * answers with how long all of them took and how many laps there were. Ends with its input.
 */
#define _GNU_SOURCE
#include "two.h"

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: %s out|in LENGTH FILE\n", arguments[0]);
        return 2;
    }
    int out = strcmp(arguments[1], "out") == 0;
    size_t length = strtoul(arguments[2], NULL, 10);
    uint64_t most, *times = map_laps(arguments[3], &most);
    unsigned char *shared = share(length), *own = malloc(length);
    if (own == NULL) {
        fail("malloc");
    }
    memset(shared, 1, length);
    memset(own, 1, length);
    unsigned char *from = out ? shared : own, *to = out ? own : shared;
    uint64_t operations, lap;
    while (next_line(&operations, &lap)) {
        uint64_t started = now(), last = started, laps = 0;
        for (uint64_t i = 1; i <= operations; i++) {
            from[length - 1] = (unsigned char)i;
            memcpy(to, from, length);
            if (*(volatile unsigned char *)(to + length - 1) != (unsigned char)i) {
                fprintf(stderr, "copy: the last byte wasn't copied\n");
                return 1;
            }
            if (i % lap == 0) {
                uint64_t ended = now();
                if (laps < most) {
                    times[laps++] = ended - last;
                }
                last = ended;
            }
        }
        tell(now() - started, laps);
    }
    free(own);
    return 0;
}

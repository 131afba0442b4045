"""Numbers forth and back through multiprocessing.Pipe. Arguments: the processors of the two processes, -1 for any; a file for
the laps.

Reads lines "ROUND_TRIPS LAP_SIZE" from standard input. For each, writes the nanoseconds of each lap into the file, and "NANOS
LAPS" to standard output. Ends with its input; the other process ends with this one.
"""

import multiprocessing
import os
import sys
import time

from common import bind, end_with, open_laps, slices


def answer(parent, pipe, cpu):
    end_with(parent)
    bind(cpu)
    while True:
        pipe.send(pipe.recv())


def main():
    own, other = int(sys.argv[1]), int(sys.argv[2])
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe()
    context.Process(target=answer, args=(os.getpid(), far, other), daemon=True).start()
    far.close()
    bind(own)
    laps = open_laps()
    number = 1 << 32
    for round_trips, size in slices():
        begin = last = time.perf_counter_ns()
        for lap in range(round_trips // size):
            for _ in range(size):
                number += 1
                near.send(number)
                came = near.recv()
                if came != number:
                    sys.exit(f"{came} came back where {number} was sent")
            now = time.perf_counter_ns()
            if lap < len(laps):
                laps[lap] = now - last
            last = now
        print(last - begin, min(round_trips // size, len(laps)), flush=True)


main()

"""Tasks that do nothing. Arguments: map or submit, how many workers, and a file for laps.

Reads lines "TASKS LAP_SIZE" from standard input. "map" passes so many to multiprocessing.Pool.map with a chunk size of 1; "submit" gives
them to a ProcessPoolExecutor one after the other, each until its result is there, and writes the nanoseconds of each lap into the
file. Writes "NANOS LAPS" to standard output. Ends with its input; the workers end with this process.
"""

import concurrent.futures
import multiprocessing
import os
import sys
import time

from common import end_with, open_laps, slices


def task(number):
    return number + 1


def mapped(pool, tasks, size, laps):
    if sum(pool.map(task, range(tasks), 1)) != tasks * (tasks + 1) // 2:
        sys.exit("other results came than were due")
    return 0


def submitted(pool, tasks, size, laps):
    last = time.perf_counter_ns()
    for lap in range(tasks // size):
        for i in range(size):
            if pool.submit(task, i).result() != i + 1:
                sys.exit("another result came than was due")
        now = time.perf_counter_ns()
        if lap < len(laps):
            laps[lap] = now - last
        last = now
    return min(tasks // size, len(laps))


def main():
    context = multiprocessing.get_context("fork")
    workers = int(sys.argv[2])
    laps = open_laps()
    if sys.argv[1] == "map":
        pool, work = context.Pool(workers, initializer=end_with, initargs=(os.getpid(),)), mapped
    else:
        pool = concurrent.futures.ProcessPoolExecutor(workers, context, end_with, (os.getpid(),))
        work = submitted
    with pool:
        for tasks, size in slices():
            begin = time.perf_counter_ns()
            count = work(pool, tasks, size, laps)
            print(time.perf_counter_ns() - begin, count, flush=True)


main()

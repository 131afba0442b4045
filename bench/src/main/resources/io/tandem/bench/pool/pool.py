"""Tasks that do next to nothing. Arguments: what to measure, how many workers, and a file for laps.

Reads lines "TASKS LAP_SIZE" from standard input. "map" passes so many to multiprocessing.Pool.map with a chunk size of 1, and "squares" with
the default one; "executor" passes them to ProcessPoolExecutor.map with a chunk size of 1; "submit" gives them to such an executor one
after the other, each until its result is there, and writes the nanoseconds of each lap into the file. "create" makes so many pools,
one after the other, and writes how long each took until it had its first result; its end isn't timed. Writes "NANOS LAPS" to standard
output. Ends with its input; the workers end with this process.
"""

import concurrent.futures
import multiprocessing
import os
import sys
import time

from common import end_with, open_laps, slices

CONTEXT = multiprocessing.get_context("fork")
WORKERS = int(sys.argv[2])


def task(number):
    return number + 1


def square(number):
    return number * number


def new_pool():
    return CONTEXT.Pool(WORKERS, initializer=end_with, initargs=(os.getpid(),))


def new_executor():
    return concurrent.futures.ProcessPoolExecutor(WORKERS, CONTEXT, end_with, (os.getpid(),))


def check(results, due):
    if sum(results) != due:
        sys.exit("other results came than were due")
    return 0


def mapped(pool, tasks, size, laps):
    return check(pool.map(task, range(tasks), 1), tasks * (tasks + 1) // 2)


def squared(pool, tasks, size, laps):
    return check(pool.map(square, range(tasks)), (tasks - 1) * tasks * (2 * tasks - 1) // 6)


def executed(executor, tasks, size, laps):
    return check(executor.map(task, range(tasks), chunksize=1), tasks * (tasks + 1) // 2)


def submitted(executor, tasks, size, laps):
    last = time.perf_counter_ns()
    for lap in range(tasks // size):
        for i in range(size):
            if executor.submit(task, i).result() != i + 1:
                sys.exit("another result came than was due")
        now = time.perf_counter_ns()
        if lap < len(laps):
            laps[lap] = now - last
        last = now
    return min(tasks // size, len(laps))


def created(_, pools, size, laps):
    for i in range(pools):
        start = time.perf_counter_ns()
        with new_pool() as pool:
            result = pool.apply(task, (i,))
            if i < len(laps):
                laps[i] = time.perf_counter_ns() - start
            if result != i + 1:
                sys.exit("another result came than was due")
            pool.close()
            pool.join()
    return min(pools, len(laps))


def serve(workers, work):
    laps = open_laps()
    for tasks, size in slices():
        begin = time.perf_counter_ns()
        count = work(workers, tasks, size, laps)
        print(time.perf_counter_ns() - begin, count, flush=True)


def main():
    mode = sys.argv[1]
    if mode == "create":
        serve(None, created)
    elif mode in ("map", "squares"):
        with new_pool() as pool:
            serve(pool, mapped if mode == "map" else squared)
    else:
        with new_executor() as executor:
            serve(executor, executed if mode == "executor" else submitted)


main()

"""Tasks that do nothing. Arguments: map or submit, how many workers, and a file for laps.

Reads lines "TASKS LAP_SIZE" from standard input. "map" passes so many to multiprocessing.Pool.map with a chunk size of 1; "submit" gives
them to a ProcessPoolExecutor one after the other, each until its result is there, and writes the nanoseconds of each lap into the
file. Writes "NANOS LAPS" to standard output. Ends with its input; the workers end with this process.
"""

import concurrent.futures
import ctypes
import mmap
import multiprocessing
import os
import signal
import sys
import time

PR_SET_PDEATHSIG = 1


def end_with(parent):
    if ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        sys.exit("prctl failed")
    if os.getppid() != parent:
        os._exit(1)


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
    with open(sys.argv[3], "r+b") as file:
        laps = memoryview(mmap.mmap(file.fileno(), 0)).cast("q")
    if sys.argv[1] == "map":
        pool, work = context.Pool(workers, initializer=end_with, initargs=(os.getpid(),)), mapped
    else:
        pool = concurrent.futures.ProcessPoolExecutor(workers, context, end_with, (os.getpid(),))
        work = submitted
    with pool:
        for line in iter(sys.stdin.readline, ""):
            tasks, size = map(int, line.split())
            begin = time.perf_counter_ns()
            count = work(pool, tasks, size, laps)
            print(time.perf_counter_ns() - begin, count, flush=True)


main()

"""multiprocessing.Lock. Arguments: alone, contended or value, and a file for laps.

Reads lines "OPERATIONS LAP_SIZE" from standard input. Alone, it acquires and releases a lock that nobody else wants, and writes the
nanoseconds of each lap into the file. Contended, two processes raise one counter under one lock, half of the operations each; with
value, the counter is a multiprocessing.Value and the lock its own. Writes "NANOS LAPS" to standard output. Ends with its input; the
other process ends with this one.
"""

import ctypes
import multiprocessing
import os
import sys
import time

from common import end_with, open_laps, slices


def increments(lock, counter, times):
    for _ in range(times):
        with lock:
            counter.value += 1


def help_contend(parent, lock, counter, pipe):
    end_with(parent)
    while True:
        times = pipe.recv()
        pipe.send(None)
        increments(lock, counter, times)
        pipe.send(None)


def alone(lock, operations, size, laps):
    last = time.perf_counter_ns()
    for lap in range(operations // size):
        for _ in range(size):
            lock.acquire()
            lock.release()
        now = time.perf_counter_ns()
        if lap < len(laps):
            laps[lap] = now - last
        last = now
    return min(operations // size, len(laps))


def main():
    context = multiprocessing.get_context("fork")
    contended = sys.argv[1] != "alone"
    if sys.argv[1] == "value":
        counter = context.Value(ctypes.c_int64, 0)
        lock = counter.get_lock()
    else:
        counter = context.RawValue(ctypes.c_int64, 0)
        lock = context.Lock()
    laps = open_laps()
    if contended:
        near, far = context.Pipe()
        context.Process(target=help_contend, args=(os.getpid(), lock, counter, far), daemon=True).start()
        far.close()
    due = 0
    for operations, size in slices():
        count = 0
        if contended:
            near.send(operations // 2)
            near.recv()
        begin = time.perf_counter_ns()
        if contended:
            increments(lock, counter, operations - operations // 2)
            near.recv()
            due += operations
            if counter.value != due:
                sys.exit(f"the counter is {counter.value} where {due} was due")
        else:
            count = alone(lock, operations, size, laps)
        print(time.perf_counter_ns() - begin, count, flush=True)


main()

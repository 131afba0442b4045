"""Calls of what lives in a multiprocessing.Manager. Arguments: append (to a list) or get (from a dict), and a file for laps.

Reads lines "CALLS LAP_SIZE" from standard input. Writes the nanoseconds of each lap into the file, and "NANOS LAPS" to standard output.
Ends with its input; the manager's process ends with this one.
"""

import multiprocessing.managers
import os
import sys
import time

from common import end_with, open_laps, slices

MANY = 10_000


def main():
    manager = multiprocessing.managers.SyncManager(ctx=multiprocessing.get_context("fork"))
    manager.start(end_with, (os.getpid(),))
    appended = manager.list()
    known = manager.dict({"key": 42})
    laps = open_laps()
    for calls, size in slices():
        begin = last = time.perf_counter_ns()
        for lap in range(calls // size):
            for i in range(size):
                if sys.argv[1] == "append":
                    appended.append(i)
                elif known["key"] != 42:
                    sys.exit("another value came than was due")
            now = time.perf_counter_ns()
            if lap < len(laps):
                laps[lap] = now - last
            last = now
        print(last - begin, min(calls // size, len(laps)), flush=True)
        if len(appended) > MANY:
            appended = manager.list()


main()

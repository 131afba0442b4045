"""What our scripts share: they are asked by lines, they time what they do, and their processes end with the first one."""

import ctypes
import mmap
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with(parent):
    """Ends this process when its parent ends, however that ends."""
    if ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        sys.exit("prctl failed")
    if os.getppid() != parent:
        os._exit(1)


def bind(cpu):
    """Has this process run on a processor alone, or leaves it where it is if that is -1."""
    if cpu >= 0:
        os.sched_setaffinity(0, {cpu})


def slices():
    """The pairs of numbers that are asked for, line by line, until the input ends."""
    for line in iter(sys.stdin.readline, ""):
        first, second = map(int, line.split())
        yield first, second


def open_laps():
    """The longs of the file that the last argument names."""
    with open(sys.argv[-1], "r+b") as file:
        return memoryview(mmap.mmap(file.fileno(), 0)).cast("q")

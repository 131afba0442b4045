"""Calls of what lives in a multiprocessing.Manager. Arguments: append (to a list), index (of one), set (of a dict), get (from one), or
nothing (a method that does nothing); the processors of the caller and of the manager, -1 for any; a file for laps.

Reads lines "CALLS LAP_SIZE" from standard input. Writes the nanoseconds of each lap into the file, and "NANOS LAPS" to standard output.
Ends with its input; the manager's process ends with this one.
"""

import multiprocessing.managers
import os
import sys
import time

from common import bind, end_with, open_laps, slices

MANY = 10_000
ELEMENTS = 32
FIRST = 1 << 32


class Service:
    def nothing(self):
        pass


class Manager(multiprocessing.managers.SyncManager):
    pass


Manager.register("Service", Service)


def begin_server(parent, cpu):
    end_with(parent)
    bind(cpu)


class Append:
    def __init__(self, manager):
        self.manager = manager
        self.made = manager.list()

    def call(self, size):
        made = self.made
        for i in range(size):
            made.append(FIRST + i)

    def after_slice(self):
        if len(self.made) > MANY:
            self.made = self.manager.list()


class Index:
    def __init__(self, manager):
        self.known = manager.list(range(FIRST, FIRST + ELEMENTS))

    def call(self, size):
        known = self.known
        for i in range(size):
            check(known[i], FIRST + i)

    def after_slice(self):
        pass


class Set:
    def __init__(self, manager):
        self.known = manager.dict()

    def call(self, size):
        known = self.known
        for i in range(size):
            known["key"] = FIRST + i

    def after_slice(self):
        pass


class Get:
    def __init__(self, manager):
        self.known = manager.dict({"key": FIRST})

    def call(self, size):
        known = self.known
        for _ in range(size):
            check(known["key"], FIRST)

    def after_slice(self):
        pass


class Nothing:
    def __init__(self, manager):
        self.service = manager.Service()

    def call(self, size):
        service = self.service
        for _ in range(size):
            service.nothing()

    def after_slice(self):
        pass


MODES = {"append": Append, "index": Index, "set": Set, "get": Get, "nothing": Nothing}


def check(came, due):
    if came != due:
        sys.exit(f"{came} came of a call where {due} was due")


def main():
    own, other = int(sys.argv[2]), int(sys.argv[3])
    manager = Manager(ctx=multiprocessing.get_context("fork"))
    manager.start(begin_server, (os.getpid(), other))
    bind(own)
    mode = MODES[sys.argv[1]](manager)
    laps = open_laps()
    for calls, size in slices():
        begin = last = time.perf_counter_ns()
        for lap in range(calls // size):
            mode.call(size)
            now = time.perf_counter_ns()
            if lap < len(laps):
                laps[lap] = now - last
            last = now
        print(last - begin, min(calls // size, len(laps)), flush=True)
        mode.after_slice()


main()

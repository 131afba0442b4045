"""Numbers through multiprocessing.Queue. Arguments: how many producers and consumers, each a process.

Reads lines "FIRST COUNT" from standard input. For each, COUNT numbers from FIRST on go through the queue, and the sum of
what came is written to standard output. Ends with its input. This process is the first producer, and all others end with it.
"""

import multiprocessing
import multiprocessing.connection
import os
import sys

from common import end_with, slices


def put(queue, first, count):
    for number in range(first, first + count):
        queue.put(number)


def produce(parent, queue, pipe):
    end_with(parent)
    while True:
        first, count = pipe.recv()
        put(queue, first, count)


def consume(parent, queue, pipe):
    end_with(parent)
    while True:
        total = 0
        for _ in range(pipe.recv()):
            total += queue.get()
        pipe.send(total)


def start(context, work, queue):
    near, far = context.Pipe()
    process = context.Process(target=work, args=(os.getpid(), queue, far), daemon=True)
    process.start()
    far.close()
    return near, process


def answer(pipe, processes):
    """Waits for it, but not for the dead."""
    living = {process.sentinel: process for process in processes}
    ready = multiprocessing.connection.wait([pipe, *living])
    if pipe not in ready:
        process = living[ready[0]]
        process.join()
        sys.exit(f"its process {process.pid} ended by signal or exit code {process.exitcode}")
    return pipe.recv()


def share(count, parts, part):
    return count * (part + 1) // parts - count * part // parts


def main():
    producers, consumers = int(sys.argv[1]), int(sys.argv[2])
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    takers = [start(context, consume, queue) for _ in range(consumers)]
    helpers = [start(context, produce, queue) for _ in range(producers - 1)]
    processes = [process for _, process in takers + helpers]
    for first, count in slices():
        for part, (taker, _) in enumerate(takers):
            taker.send(share(count, consumers, part))
        own = share(count, producers, 0)
        begin = first + own
        for part, (helper, _) in enumerate(helpers, 1):
            their = share(count, producers, part)
            helper.send((begin, their))
            begin += their
        put(queue, first, own)
        print(sum(answer(taker, processes) for taker, _ in takers), flush=True)


main()

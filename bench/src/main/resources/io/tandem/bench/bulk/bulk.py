"""Large messages through multiprocessing.Pipe: send_bytes and recv_bytes. Arguments: their length, and a file for the times.

Reads lines "MESSAGES LAP_SIZE" from standard input. For each message, the nanoseconds until its receipt is back go into the file, and
"NANOS MESSAGES" goes to standard output. Ends with its input; the other process ends with this one.
"""

import multiprocessing
import os
import sys
import time

from common import end_with, open_laps, slices


def receive(parent, pipe):
    end_with(parent)
    while True:
        message = pipe.recv_bytes()
        if message[:8] != message[-8:]:
            sys.exit("a message came broken")
        pipe.send_bytes(message[:8])


def main():
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe()
    context.Process(target=receive, args=(os.getpid(), far), daemon=True).start()
    far.close()
    message = bytearray(int(sys.argv[1]))
    times = open_laps()
    number = 0
    for messages, _ in slices():
        begin = last = time.perf_counter_ns()
        for i in range(messages):
            number += 1
            message[:8] = message[-8:] = number.to_bytes(8, "little")
            near.send_bytes(message)
            if near.recv_bytes() != message[:8]:
                sys.exit("another receipt came than was due")
            now = time.perf_counter_ns()
            if i < len(times):
                times[i] = now - last
            last = now
        print(last - begin, min(messages, len(times)), flush=True)


main()

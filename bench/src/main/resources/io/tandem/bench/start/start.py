"""Starts of multiprocessing.Process. Arguments: the start method; FIRST_LINE or EXIT; and a file for the times.

Reads lines "STARTS LAP_SIZE" from standard input. For each start, the nanoseconds from the call until the process has written
a byte to a pipe, or until it was joined, go into the file. "NANOS STARTS" goes to standard output. Ends with its input.
"""

import mmap
import multiprocessing
import sys
import time


def hello(pipe):
    pipe.send_bytes(b"Hello")


def main():
    context = multiprocessing.get_context(sys.argv[1])
    to_exit = sys.argv[2] == "EXIT"
    with open(sys.argv[3], "r+b") as file:
        times = memoryview(mmap.mmap(file.fileno(), 0)).cast("q")
    for line in iter(sys.stdin.readline, ""):
        starts = int(line.split()[0])
        begin = time.perf_counter_ns()
        for i in range(starts):
            near, far = context.Pipe(duplex=False)
            process = context.Process(target=hello, args=(far,), daemon=True)
            start = time.perf_counter_ns()
            process.start()
            far.close()
            said = near.recv_bytes()
            answered = time.perf_counter_ns()
            process.join()
            ended = time.perf_counter_ns()
            if i < len(times):
                times[i] = (ended if to_exit else answered) - start
            near.close()
            if said != b"Hello" or process.exitcode != 0:
                sys.exit(f"a process said {said} and ended with exit code {process.exitcode}")
        print(time.perf_counter_ns() - begin, min(starts, len(times)), flush=True)


if __name__ == "__main__":
    main()

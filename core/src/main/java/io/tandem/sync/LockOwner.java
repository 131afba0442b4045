package io.tandem.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a lock, or held it when it died. For people: it was true at some instant during the call, and may be over.
 *
 * @param processNumber of the process, which no other process of its domain ever has.
 * @param process       in words: number, pid and name, as far as they are known.
 * @param threadId      of the thread in its process, as thread dumps have it: what {@code Thread.threadId()} returns since Java 19, and
 *                      {@link Thread#getId()} where no subclass says otherwise; beyond 2^31 - 1 they count from 1 again.
 * @param threadName    of that thread, its first 64 bytes; empty if it had none, hadn't written it yet, or holds a read-write lock.
 * @param heldSince     an instant since which it holds the lock at least: when another thread first came to wait for it. Empty if
 *                      none has, or for a read-write lock. By the clock of the machine, which may have been set since.
 */
public record LockOwner(
        int processNumber, String process, long threadId, Optional<String> threadName, Optional<Instant> heldSince) {
    /** {@return the same in a few words, for messages} */
    @Override
    public String toString() {
        return "thread " + threadId
                + threadName.map(name -> " (\"" + name + "\")").orElse("") + " of " + process
                + heldSince.map(since -> ", since " + since + " or earlier").orElse("");
    }
}

package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.Waiting;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Two processes raise one counter under one lock, half of the operations each. The counter is checked before each slice and behind it.
 */
final class LockContended implements Subject {
    private final String name;
    private @Nullable Locks opened;
    private Halt halt = new Halt();
    private long due;

    LockContended(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        open(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace);
    }

    private void open(final Workplace workplace) {
        halt = workplace.halt();
        opened = Locks.open(workplace, Workplace.fileName(name), WaitPolicy.SPIN_THEN_SLEEP);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        raise(operations - operations / 2);
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        final Locks locks = raise(operations / 2);
        due += operations;
        // The other half may not be through; what it lacks for ever is lost.
        while (locks.buffer().getLongVolatile(Locks.COUNTER) < due) {
            halt.spin();
        }
        if (locks.buffer().getLongVolatile(Locks.COUNTER) != due) {
            throw new BenchException("the counter is " + locks.buffer().getLongVolatile(Locks.COUNTER) + " where " + due
                    + " was due: the lock let two in at once");
        }
    }

    private Locks raise(final int times) throws InterruptedException {
        final Locks locks = Opened.of(opened);
        final RobustLock lock = locks.lock();
        final AtomicBuffer buffer = locks.buffer();
        for (int i = 0; i < times; i++) {
            // An interruption is how a run ends whose other process is stopped, and may have the lock.
            final int how = lock.tryLock(Waiting.FOREVER);
            if (how != RobustLock.ACQUIRED) {
                throw new BenchException("tryLock() gave " + how + ", as if its owner had died");
            }
            buffer.putLong(Locks.COUNTER, buffer.getLong(Locks.COUNTER) + 1);
            lock.unlock();
        }
        return locks;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}

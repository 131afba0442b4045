package io.tandem.sync;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** Two plain fields under a read-write lock of two processes: what stands under it behaves as one. */
public class ReadWriteLincheckTest {
    private static final Pool<Two<SharedReadWriteLock>> POOL = Two.pool(() -> SharedReadWriteLock.builder());
    private static final int TORN = Integer.MIN_VALUE;

    private final Two<SharedReadWriteLock> two = POOL.next();
    private int a;
    private int b;

    private void set(final int to) {
        a = to;
        b = to;
    }

    private int get() {
        return a == b ? a : TORN;
    }

    @Operation
    public int read(@Param(gen = ThreadIdGen.class) final int thread) {
        two.of(thread).readLock().lock();
        final int read = get();
        two.of(thread).readLock().unlock();
        return read;
    }

    @Operation
    public void write(@Param(gen = ThreadIdGen.class) final int thread, final int to) {
        two.of(thread).writeLock().lock();
        set(to);
        two.of(thread).writeLock().unlock();
    }

    @Operation
    public int increment(@Param(gen = ThreadIdGen.class) final int thread) {
        two.of(thread).writeLock().lock();
        set(get() + 1);
        final int written = get();
        two.of(thread).writeLock().unlock();
        return written;
    }

    /** Nobody writes between the two. */
    @Operation
    public int incrementThenRead(@Param(gen = ThreadIdGen.class) final int thread) {
        two.of(thread).writeLock().lock();
        set(get() + 1);
        two.of(thread).readLock().lock();
        two.of(thread).writeLock().unlock();
        final int read = get();
        two.of(thread).readLock().unlock();
        return read;
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.stress(ReadWriteLincheckTest.class, One.class);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private int value;

        public int read(final int thread) {
            return value;
        }

        public void write(final int thread, final int to) {
            value = to;
        }

        public int increment(final int thread) {
            return ++value;
        }

        public int incrementThenRead(final int thread) {
            return ++value;
        }
    }
}

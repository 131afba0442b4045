package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;
import org.jspecify.annotations.Nullable;

/**
 * Two processes raise one shared number under one lock, half of the operations each. It is checked behind each slice. The classes
 * below have the loops, and say which lock it is.
 */
abstract class LockedIncrements implements Subject {
    private static final String NUMBER = "number";

    private final String name;
    private @Nullable SharedLong number;
    private Halt halt = new Halt();
    private long due;

    LockedIncrements(final String name) {
        this.name = name;
    }

    /** Opens or makes the lock. */
    abstract void openLock(Domain domain, SharedLong guarded);

    /** {@return a name for the lock that others don't have} */
    final String lockName() {
        return Workplace.fileName(name);
    }

    final SharedLong number() {
        return Opened.of(number);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public final void openFirst(final Workplace workplace) {
        open(workplace);
    }

    @Override
    public final void openSecond(final Workplace workplace) {
        open(workplace);
    }

    private void open(final Workplace workplace) {
        halt = workplace.halt();
        due = 0;
        final SharedLong opened = SharedLong.builder()
                .name(NUMBER + lockName())
                .domain(workplace.domain())
                .openOrCreate();
        number = opened;
        openLock(workplace.domain(), opened);
    }

    /** Waits until all of a slice's increments are there. */
    final void awaitAll(final int operations) {
        due += operations;
        final SharedLong mine = number();
        // The other half may not be through; what it lacks for ever is lost.
        while (mine.get() < due) {
            halt.spin();
        }
        if (mine.get() != due) {
            throw new BenchException(
                    "the number is " + mine.get() + " where " + due + " was due: the lock let two in at once");
        }
    }

    @Override
    public void close() {
        Opened.close(number);
    }
}

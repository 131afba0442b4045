package io.tandem.value.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.Words;
import io.tandem.value.SharedValue;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A handle of one word of some memory: a value of its own, or a slot among many. */
abstract class Face implements SharedValue, Transferable {
    private static final String CHANGE = "change it";

    final Words words;
    final int index;
    private final WordMemory memory;
    /** Plain, as that of the memory: looked at after each access. A slot may be closed while the others stay open. */
    private boolean closed;

    Face(final WordMemory memory, final int index) {
        this.memory = memory;
        this.words = memory.words;
        this.index = index;
    }

    /** {@return the value, read without asking whether it is open} */
    abstract String text();

    /** Refuses what was read, if it was read from a closed handle. */
    final void afterRead() {
        check("read it");
    }

    /** Refuses a change beforehand, so that it isn't made by a closed handle. */
    final void beforeChange() {
        check(CHANGE);
    }

    private void check(final String asked) {
        if (closed) {
            throw closed(asked);
        }
        memory.checkOpen(asked);
    }

    private IllegalStateException closed(final String asked) {
        return new IllegalStateException("Could not " + asked + ": this handle of " + describeWithin()
                + " was closed. Open it again, or use a handle that is open.");
    }

    private String describeWithin() {
        return memory.describeWithin(index);
    }

    @Override
    public final Optional<String> name() {
        return memory.name();
    }

    @Override
    public final Domain domain() {
        return memory.domain();
    }

    @Override
    public final boolean isClosed() {
        return closed || memory.isClosed();
    }

    @Override
    public final void close() {
        closed = true;
        if (memory.isOfOneValue()) {
            memory.close();
        }
    }

    @Override
    public final <T extends @Nullable Object> T withLock(final Supplier<T> action) {
        check("run anything under its lock");
        return memory.withLock(action);
    }

    @Override
    public final void withLock(final Runnable action) {
        check("run anything under its lock");
        memory.withLock(action);
    }

    @Override
    public final boolean recover(final Runnable mend) {
        check("recover it");
        return memory.recover(mend);
    }

    @Override
    public final Token depart(final Transfer transfer) {
        check("send it");
        memory.depart(transfer);
        return memory.token(index);
    }

    @Override
    public final String toString() {
        final String within = describeWithin();
        final String start = Character.toUpperCase(within.charAt(0)) + within.substring(1);
        return start + (isClosed() ? ", closed" : ": " + text());
    }
}

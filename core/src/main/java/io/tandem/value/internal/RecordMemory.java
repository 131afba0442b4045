package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.RobustLock;
import io.tandem.value.SharedRecord;
import io.tandem.wait.WaitPolicy;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A handle of a shared record: two copies and a sequence, as {@link RecordDescriptor} has them.
 *
 * @param <R> type of the record.
 */
final class RecordMemory<R extends Record> extends ValueMemory implements SharedRecord<R> {
    /** Reads that writers have disturbed before one is made under their lock. */
    private static final int ATTEMPTS = 64;
    /** So long it waits for that lock: one who is stopped there disturbs nobody. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long DISTURBED = -1;
    /** No sequence: written whatever it is. */
    private static final long ANY = -1;

    private final RecordShape<R> shape;
    private final int room;
    private final RobustLock writers;
    private final ThreadLocal<RecordScratch<R>> scratch;

    RecordMemory(final Segment segment, final RecordShape<R> shape) {
        super(segment, RecordDescriptor.length(shape.room()), RecordDescriptor.VERSION, RecordDescriptor.GUARD_OFFSET);
        this.shape = shape;
        room = shape.room();
        writers = RobustLock.in(segment, RecordDescriptor.WRITERS_OFFSET, WaitPolicy.SPIN_THEN_SLEEP, new LockWaits() {
            @Override
            public void check() {
                RecordMemory.this.check("wait for another writer");
            }
        });
        scratch = ThreadLocal.withInitial(() -> new RecordScratch<>(shape, segment.domain(), segment.objectId()));
    }

    /** Fills the first copy of a new segment. */
    static <R extends Record> void initialize(final Segment segment, final RecordShape<R> shape, final R value) {
        final RecordScratch<R> encoded = new RecordScratch<>(shape, segment.domain(), segment.objectId());
        encoded.encode(value);
        final int length = RecordDescriptor.length(shape.room());
        final var body = segment.buffer(0, length);
        final int copy = RecordDescriptor.copyOffset(0, shape.room());
        body.putInt(RecordDescriptor.VERSION_OFFSET, RecordDescriptor.VERSION);
        body.putInt(copy + RecordDescriptor.COPY_LENGTH_OFFSET, encoded.length);
        body.putBytes(copy + RecordDescriptor.COPY_RECORD_OFFSET, encoded.bytes, 0, encoded.padded());
    }

    @Override
    public R get() {
        final RecordScratch<R> mine = scratch.get();
        read(mine);
        return mine.decode();
    }

    @Override
    public void set(final R value) {
        check("change it");
        final RecordScratch<R> mine = scratch.get();
        mine.encode(value);
        write(mine, ANY);
    }

    @Override
    public boolean compareAndSet(final R expected, final R update) {
        Objects.requireNonNull(expected, "the expected record");
        final RecordScratch<R> mine = scratch.get();
        while (true) {
            final long sequence = read(mine);
            if (!expected.equals(mine.decode())) {
                return false;
            }
            mine.encode(update);
            if (write(mine, sequence)) {
                return true;
            }
        }
    }

    @Override
    public R getAndUpdate(final UnaryOperator<R> operator) {
        while (true) {
            final RecordScratch<R> mine = scratch.get();
            final long sequence = read(mine);
            final R before = mine.decode();
            if (replace(operator.apply(before), sequence)) {
                return before;
            }
        }
    }

    @Override
    public R updateAndGet(final UnaryOperator<R> operator) {
        while (true) {
            final RecordScratch<R> mine = scratch.get();
            final long sequence = read(mine);
            final R after = operator.apply(mine.decode());
            if (replace(after, sequence)) {
                return after;
            }
        }
    }

    private boolean replace(final R value, final long sequence) {
        final RecordScratch<R> mine = scratch.get();
        mine.encode(value);
        return write(mine, sequence);
    }

    /** Copies the current record out; returns its sequence. */
    private long read(final RecordScratch<R> target) {
        boolean interrupted = false;
        try {
            while (true) {
                long sequence = readWithoutLock(target);
                if (sequence == DISTURBED) {
                    try {
                        sequence = readUnderLock(target);
                    } catch (final InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (sequence != DISTURBED) {
                    return sequence;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long readWithoutLock(final RecordScratch<R> target) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final long sequence = words.getLongAcquire(RecordDescriptor.SEQUENCE_OFFSET);
            if (copied(sequence, target)) {
                check("read it");
                return sequence;
            }
            Thread.onSpinWait();
        }
        return DISTURBED;
    }

    /** Whether it was copied while nobody wrote there. */
    private boolean copied(final long sequence, final RecordScratch<R> target) {
        final int copy = RecordDescriptor.copyOffset(sequence, room);
        target.length = words.getInt(copy + RecordDescriptor.COPY_LENGTH_OFFSET);
        final boolean fits = target.length >= 0 && target.length <= room;
        if (fits) {
            words.getBytes(copy + RecordDescriptor.COPY_RECORD_OFFSET, target.bytes, 0, target.padded());
        }
        VarHandle.acquireFence();
        if (words.getLongVolatile(RecordDescriptor.SEQUENCE_OFFSET) != sequence) {
            return false;
        }
        if (!fits) {
            throw new IncompatibleException(
                    atStart() + " holds a record of " + target.length + " bytes, and has room for " + room
                            + ". Something else has written to its memory; delete it, and make a new one.");
        }
        return true;
    }

    private long readUnderLock(final RecordScratch<R> target) throws InterruptedException {
        if (writers.tryLock(PATIENCE_NANOS) == RobustLock.TIMED_OUT) {
            return DISTURBED;
        }
        try {
            check("read it");
            final long sequence = words.getLong(RecordDescriptor.SEQUENCE_OFFSET);
            copied(sequence, target);
            return sequence;
        } finally {
            writers.unlock();
        }
    }

    /** Writes what is encoded, if nobody has written since a sequence. */
    private boolean write(final RecordScratch<R> source, final long expected) {
        writers.lock(); // whoever died in it has left a copy that is nobody's, and nothing to mend
        try {
            check("change it");
            final long sequence = words.getLong(RecordDescriptor.SEQUENCE_OFFSET);
            if (expected != ANY && sequence != expected) {
                return false;
            }
            final int copy = RecordDescriptor.copyOffset(sequence + 1, room);
            // A reader that sees what is written next must see the sequence before it, too.
            VarHandle.releaseFence();
            words.putInt(copy + RecordDescriptor.COPY_LENGTH_OFFSET, source.length);
            words.putBytes(copy + RecordDescriptor.COPY_RECORD_OFFSET, source.bytes, 0, source.padded());
            words.putLongRelease(RecordDescriptor.SEQUENCE_OFFSET, sequence + 1);
            return true;
        } finally {
            writers.unlock();
        }
    }

    @Override
    protected void onClose() {
        super.onClose();
        writers.disturb();
    }

    @Override
    protected Token token() {
        return new RecordToken(objectId(), shape.type(), shape.maxLength());
    }

    /**
     * What travels in the place of a record.
     *
     * @param objectId  of its segment.
     * @param type      of the record.
     * @param maxLength of its strings.
     */
    private record RecordToken(long objectId, Class<?> type, int maxLength) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            final RecordShape<?> shape = RecordShape.of(type.asSubclass(Record.class), maxLength);
            return RecordMemory.arrived(arrival.attach(objectId, ObjectKind.VALUE), shape);
        }
    }

    @SuppressWarnings("unchecked") // made from a shape of records
    private static Object arrived(final Segment segment, final RecordShape<?> shape) {
        return new RecordMemory<>(segment, (RecordShape<Record>) shape);
    }
}

package io.tandem.sync.internal.readwrite;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.SharedReadWriteLock;
import io.tandem.sync.internal.OwnerDeathOption;
import io.tandem.wait.internal.WaitingBuilder;
import java.util.Map;
import java.util.Objects;

/** Options of a read-write lock. */
public final class ReadWriteBuilder extends WaitingBuilder<SharedReadWriteLock, SharedReadWriteLock.Builder>
        implements SharedReadWriteLock.Builder {
    private OwnerDeath ownerDeath = OwnerDeath.REPORT;

    /** Starts with the defaults. */
    public ReadWriteBuilder() {}

    @Override
    public SharedReadWriteLock.Builder ownerDeath(final OwnerDeath newOwnerDeath) {
        ownerDeath = Objects.requireNonNull(newOwnerDeath, "what becomes of the lock of a dead owner");
        return this;
    }

    @Override
    protected SharedReadWriteLock.Builder self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.READ_WRITE_LOCK;
    }

    @Override
    protected long bodyLength() {
        return ReadWriteDescriptor.LENGTH;
    }

    @Override
    protected Map<String, String> configuration() {
        return OwnerDeathOption.configuration(ownerDeath);
    }

    // All else is 0: nobody reads, writes or waits.
    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, ReadWriteDescriptor.VERSION);
    }

    @Override
    protected SharedReadWriteLock handle(final Segment segment) {
        return new ReadWriteHandle(segment, policy());
    }
}

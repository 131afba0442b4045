package io.tandem.sync.internal.lock;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.SharedLock;
import io.tandem.sync.internal.OwnerDeathOption;
import io.tandem.wait.internal.WaitingBuilder;
import java.util.Map;
import java.util.Objects;

/** Options of a lock. */
public final class SharedLockBuilder extends WaitingBuilder<SharedLock, SharedLock.Builder>
        implements SharedLock.Builder {
    private OwnerDeath ownerDeath = OwnerDeath.REPORT;

    /** Starts with the defaults. */
    public SharedLockBuilder() {}

    @Override
    public SharedLock.Builder ownerDeath(final OwnerDeath newOwnerDeath) {
        ownerDeath = Objects.requireNonNull(newOwnerDeath, "what becomes of the lock when its owner dies");
        return this;
    }

    @Override
    protected SharedLock.Builder self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.LOCK;
    }

    @Override
    protected long bodyLength() {
        return SharedLockDescriptor.LENGTH;
    }

    @Override
    protected Map<String, String> configuration() {
        return OwnerDeathOption.configuration(ownerDeath);
    }

    // All else is 0: a free lock, no conditions.
    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, SharedLockDescriptor.VERSION);
    }

    @Override
    protected SharedLock handle(final Segment segment) {
        return new SharedLockHandle(segment, policy());
    }
}

package io.tandem.sync.internal.semaphore;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.SharedSemaphore;
import io.tandem.wait.internal.WaitingBuilder;
import java.util.Map;

/** Options of a semaphore. */
public final class SemaphoreBuilder extends WaitingBuilder<SharedSemaphore, SharedSemaphore.Builder>
        implements SharedSemaphore.Builder {
    private final int permits;
    private boolean bounded;
    private boolean owners = true;

    /**
     * Starts with the defaults.
     *
     * @param permits to begin with.
     */
    public SemaphoreBuilder(final int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException(
                    "A semaphore can't begin with " + permits + " permits: it must be 0 or more.");
        }
        this.permits = permits;
    }

    @Override
    public SharedSemaphore.Builder bounded() {
        bounded = true;
        return this;
    }

    @Override
    public SharedSemaphore.Builder withoutOwners() {
        owners = false;
        return this;
    }

    @Override
    protected SharedSemaphore.Builder self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.SEMAPHORE;
    }

    @Override
    protected long bodyLength() {
        return SemaphoreDescriptor.LENGTH;
    }

    @Override
    protected Map<String, String> configuration() {
        return new SemaphoreOptions(permits, bounded, owners).configuration();
    }

    @Override
    protected void initialize(final Segment segment) {
        Permits.initialize(segment, permits);
    }

    @Override
    protected SharedSemaphore handle(final Segment segment) {
        return new SemaphoreHandle(segment, policy());
    }
}

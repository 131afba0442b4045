package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;

/** The queues of all Tandem subjects: found by name, of the default capacity. */
public final class Queues {
    /** Of a queue and of a ring that is compared with one, in bytes. */
    static final int CAPACITY = 1 << 20;

    private Queues() {}

    /** {@return a queue by its name, made or found} */
    public static SharedQueue<Long> open(
            final Workplace workplace, final String name, final boolean create, final WaitPolicy policy) {
        final SharedQueue.Builder<Long> builder = SharedQueue.builder(Long.class)
                .domain(workplace.domain())
                .name(name)
                .capacityBytes(CAPACITY)
                .waitPolicy(policy);
        return create ? builder.create() : builder.open();
    }

    /** Ends a run whose raw calls report that something is closed. */
    public static BenchException broken(final String call, final long result) {
        return new BenchException(call + " gave " + result + ", which is neither success nor back pressure");
    }
}

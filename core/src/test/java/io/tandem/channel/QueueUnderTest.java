package io.tandem.channel;

import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.io.IOException;
import java.util.function.Supplier;

/** A queue with this thread at one handle and a peer at another, made as a variant says. */
@SuppressWarnings("try") // closed without use
final class QueueUnderTest implements AutoCloseable {
    static final int CAPACITY = 4096;
    static final int MAX_ITEMS = 5;
    private static final String NAME = "queue";

    private final TestDomain domain;
    final SharedQueue<Object> queue;
    final Peer<SharedQueue<Object>> peer;

    QueueUnderTest(final TestDomain domain, final Variant variant, final QueueBound bound, final Supplier<ChildJvm> jvm)
            throws IOException, InterruptedException {
        this.domain = domain;
        queue = builder(domain.get(), variant.policy, bound).create();
        peer = switch (variant.place) {
            case SAME_PROCESS -> new LocalPeer<>(open(domain.get(), variant.policy, bound));
            case TWO_MAPPINGS ->
                new LocalPeer<>(open(domain.otherProcess("peer").domain(), variant.policy, bound));
            case TWO_JVMS -> {
                final WaitPolicy policy = variant.policy;
                yield new RemotePeer<>(jvm.get(), domain.get(), there -> open(there, policy, bound));
            }
        };
    }

    private static SharedQueue.Builder<Object> builder(
            final Domain domain, final WaitPolicy policy, final QueueBound bound) {
        final SharedQueue.Builder<Object> builder = SharedQueue.builder(Object.class)
                .domain(domain)
                .name(NAME)
                .capacityBytes(CAPACITY)
                .waitPolicy(policy);
        return bound == QueueBound.ITEMS ? builder.capacityItems(MAX_ITEMS) : builder;
    }

    private static Peer.Opened<SharedQueue<Object>> open(
            final Domain domain, final WaitPolicy policy, final QueueBound bound) {
        return new Peer.Opened<>(builder(domain, policy, bound).open());
    }

    @Override
    public void close() throws Exception {
        try (queue) {
            peer.close();
        } finally {
            SharedQueue.delete(domain.get(), NAME);
        }
    }
}

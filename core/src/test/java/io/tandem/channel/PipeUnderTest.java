package io.tandem.channel;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.util.function.Supplier;

/** A pipe with this thread at its first end and a peer at its second, made as a variant says. */
@SuppressWarnings("try") // closed without use
final class PipeUnderTest implements AutoCloseable {
    static final int CAPACITY = 4096;
    private static final String NAME = "pipe";

    private final TestDomain domain;
    private final SharedPipe<Object, Object> pipe;
    final Connection<Object, Object> connection;
    final Peer peer;

    PipeUnderTest(final TestDomain domain, final Variant variant, final Supplier<ChildJvm> jvm)
            throws IOException, InterruptedException {
        this.domain = domain;
        pipe = builder(variant).domain(domain.get()).create();
        connection = pipe.first();
        peer = switch (variant.place) {
            case SAME_PROCESS ->
                new LocalPeer(builder(variant).domain(domain.get()).open());
            case TWO_MAPPINGS ->
                new LocalPeer(builder(variant)
                        .domain(domain.otherProcess("peer").domain())
                        .open());
            case TWO_JVMS -> new RemotePeer(jvm.get(), domain.get(), NAME, variant.policy);
        };
    }

    private static SharedPipe.Builder<Object, Object> builder(final Variant variant) {
        return SharedPipe.builder(Object.class, Object.class)
                .name(NAME)
                .capacityBytes(CAPACITY)
                .waitPolicy(variant.policy);
    }

    SharedPipe<Object, Object> pipe() {
        return pipe;
    }

    @Override
    public void close() throws Exception {
        try (pipe;
                connection) {
            peer.close();
        } finally {
            SharedPipe.delete(domain.get(), NAME);
        }
    }
}

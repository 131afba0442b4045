package io.tandem.channel;

import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
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
    final Peer<Connection<Object, Object>> peer;

    PipeUnderTest(final TestDomain domain, final Variant variant, final Supplier<ChildJvm> jvm)
            throws IOException, InterruptedException {
        this.domain = domain;
        pipe = builder(domain.get(), variant.policy).create();
        connection = pipe.first();
        peer = switch (variant.place) {
            case SAME_PROCESS -> new LocalPeer<>(open(domain.get(), variant.policy));
            case TWO_MAPPINGS ->
                new LocalPeer<>(open(domain.otherProcess("peer").domain(), variant.policy));
            case TWO_JVMS -> {
                final WaitPolicy policy = variant.policy;
                yield new RemotePeer<>(jvm.get(), domain.get(), there -> open(there, policy));
            }
        };
    }

    private static SharedPipe.Builder<Object, Object> builder(final Domain domain, final WaitPolicy policy) {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain)
                .name(NAME)
                .capacityBytes(CAPACITY)
                .waitPolicy(policy);
    }

    private static Peer.Opened<Connection<Object, Object>> open(final Domain domain, final WaitPolicy policy) {
        final SharedPipe<Object, Object> pipe = builder(domain, policy).open();
        return new Peer.Opened<>(pipe.second(), pipe);
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

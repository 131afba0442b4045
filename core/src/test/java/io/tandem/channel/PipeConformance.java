package io.tandem.channel;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** What the conformance suites of pipes share: a connection and a peer at its other end, for every variant. */
@SuppressWarnings("try")
abstract class PipeConformance {
    static final Duration SHORT = Duration.ofMillis(20);
    private static ChildJvm jvm;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Parameter
    Variant variant;

    Connection<Object, Object> connection;
    Peer<Connection<Object, Object>> peer;
    private PipeUnderTest pipe;

    @BeforeEach
    void open() throws Exception {
        pipe = new PipeUnderTest(domain, variant, PipeConformance::jvm);
        connection = pipe.connection;
        peer = pipe.peer;
    }

    @AfterEach
    void close() throws Exception {
        pipe.close();
    }

    @AfterAll
    static void endJvm() {
        if (jvm != null) {
            jvm.close();
            jvm = null;
        }
    }

    private static ChildJvm jvm() {
        if (jvm == null) {
            try {
                jvm = RemotePeer.startJvm();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return jvm;
    }
}

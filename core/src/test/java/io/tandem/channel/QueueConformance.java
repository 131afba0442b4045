package io.tandem.channel;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.provider.Arguments;

/** What the conformance suites of queues share: a queue and a peer at it, for every variant and every bound. */
@SuppressWarnings("try")
abstract class QueueConformance {
    static final int ONE_ITEM = 400;
    static final long SHORT_MILLIS = 20;
    private static ChildJvm jvm;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Parameter(0)
    Variant variant;

    @Parameter(1)
    QueueBound bound;

    SharedQueue<Object> queue;
    Peer<SharedQueue<Object>> peer;
    private QueueUnderTest underTest;

    static Stream<Arguments> variants() {
        return Arrays.stream(Variant.values())
                .flatMap(variant -> Arrays.stream(QueueBound.values()).map(bound -> Arguments.of(variant, bound)));
    }

    @BeforeEach
    void open() throws Exception {
        underTest = new QueueUnderTest(domain, variant, bound, QueueConformance::jvm);
        queue = underTest.queue;
        peer = underTest.peer;
    }

    @AfterEach
    void close() throws Exception {
        underTest.close();
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

    /** Puts items of a known length until no more fit; returns how many. */
    int fill() {
        int count = 0;
        while (queue.offer(item(count))) {
            count++;
        }
        return count;
    }

    /** An item of a known length that is told from others by its first byte. */
    static byte[] item(final int number) {
        final byte[] item = new byte[ONE_ITEM];
        item[0] = (byte) number;
        return item;
    }
}

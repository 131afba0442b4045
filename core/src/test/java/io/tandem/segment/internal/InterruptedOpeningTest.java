package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.OperatingSystemException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt that comes in the midst of a call on an open file: the JDK closes the file. */
class InterruptedOpeningTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "map"})
    void shouldAttachAndKeepTheInterruptWhenItComesDuring(final String call) {
        final Segment created = Segment.create(domain.get(), Specs.unnamed());

        final Segment attached;
        final boolean interrupted;
        try (InterposedSystem system = new InterposedSystem(call, InterruptedOpeningTest::interrupt)) {
            attached = Segment.attach(domain.get(), created.objectId(), created.kind());
            interrupted = Thread.interrupted();
            assertThat(system.isDone()).isTrue();
        }

        assertThat(interrupted).isTrue();
        assertThat(SegmentHeaderDescriptor.count(
                        created.header().getLongVolatile(SegmentHeaderDescriptor.HOLDERS_OFFSET)))
                .isEqualTo(2);
        attached.close();
        created.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allocate", "map"})
    void shouldCreateAndKeepTheInterruptWhenItComesDuring(final String call) {
        ProcessRegistry.of(domain.get()).own();

        final Segment created;
        final boolean interrupted;
        try (InterposedSystem system = new InterposedSystem(call, InterruptedOpeningTest::interrupt)) {
            created = Segment.create(domain.get(), Specs.named("orders"));
            interrupted = Thread.interrupted();
            assertThat(system.isDone()).isTrue();
        }

        assertThat(interrupted).isTrue();
        created.close();
        assertThat(Segment.delete(domain.get(), "orders", ObjectKind.PIPE)).isTrue();
    }

    private static void interrupt(final Object[] arguments) {
        try {
            ((FileChannel) arguments[0]).close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().interrupt();
        throw new OperatingSystemException(
                "a call", null, 0, "interrupt", "A test closed the file.", new ClosedByInterruptException());
    }
}

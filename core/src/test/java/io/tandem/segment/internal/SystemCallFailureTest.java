package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TandemException;
import io.tandem.segment.Domain;
import io.tandem.testing.FailingOperatingSystem;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lets every single call to the operating system fail, one at a time, until an operation gets by without. */
class SystemCallFailureTest {
    private static final int MOST_CALLS = 300;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @Test
    void shouldLeaveNothingWhenAnyCallOfCreatingFails() throws Exception {
        failEachCall(() -> {}, () -> {
            final Segment segment = Segment.create(domain.get(), Specs.named("orders"));
            return () -> {
                segment.close();
                Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            };
        });
    }

    @Test
    void shouldLeaveNothingWhenAnyCallOfCreatingUnnamedFails() throws Exception {
        failEachCall(() -> {}, () -> Segment.create(domain.get(), Specs.unnamed())::close);
    }

    @Test
    void shouldHarmNobodyWhenAnyCallOfOpeningFails() throws Exception {
        final Segment created = Segment.create(domain.get(), Specs.named("orders"));

        failEachCall(() -> {}, () -> Segment.open(domain.get(), Specs.named("orders"))::close);
        failEachCall(() -> {}, () -> Segment.attach(domain.get(), created.objectId(), created.kind())::close);
        failEachCall(() -> {}, () -> Segment.openOrCreate(domain.get(), Specs.named("orders"))::close);

        assertThat(created.holders().processes()).hasSize(1);
        assertThat(SegmentHeaderDescriptor.count(firstHolder(created))).isEqualTo(1);
        created.close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }

    @Test
    void shouldLeaveNothingWhenAnyCallOfOpenOrCreateFails() throws Exception {
        failEachCall(() -> {}, () -> {
            final Segment segment = Segment.openOrCreate(domain.get(), Specs.named("orders"));
            return () -> {
                segment.close();
                Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            };
        });
    }

    @Test
    void shouldDeleteAtLastWhenAnyCallOfDeletingFails() throws Exception {
        failEachCall(
                () -> Segment.openOrCreate(domain.get(), Specs.named("orders")).close(), () -> {
                    Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
                    return () -> {};
                });

        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldStillBeClosedWhenAnyCallOfClosingFails() throws Exception {
        boolean failed = true;
        for (int call = 1; failed; call++) {
            final Segment segment = Segment.create(domain.get(), Specs.unnamed());
            try (FailingOperatingSystem system = FailingOperatingSystem.at(call)) {
                attempt(segment::close);
                failed = system.hasFailed();
            }
            assertThat(segment.isClosed()).isTrue();
            assertThat(call).isLessThan(MOST_CALLS);
        }
        domain.get().sweep();

        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldSweepAtLastWhenAnyCallOfSweepingFails() throws Exception {
        failEachCall(
                () -> {
                    domain.get().sweep();
                    final TestDomain.OtherProcess dead = domain.otherProcess("dead");
                    Segment.create(dead.domain(), Specs.unnamed());
                    dead.kill();
                },
                () -> {
                    domain.get().sweep();
                    return () -> {};
                });

        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldOpenDomainAtLastWhenAnyCallOfOpeningItFails() throws Exception {
        boolean failed = true;
        for (int call = 1; failed; call++) {
            final Path directory = TestDomain.freshDirectory();
            try {
                try (FailingOperatingSystem system = FailingOperatingSystem.at(call)) {
                    attempt(() -> ProcessRegistry.of(Domain.at(directory)).own());
                    failed = system.hasFailed();
                }
                final Domain opened = Domain.at(directory);
                final int own = ProcessRegistry.of(opened).own();
                assertThat(ProcessRegistry.of(opened).isAlive(own)).isTrue();
                opened.sweep();
                assertThat(TestDomain.leftovers(opened)).isEmpty();
                ProcessRegistry.of(opened).leave();
            } finally {
                TestDomain.deleteTree(directory);
            }
            assertThat(call).isLessThan(MOST_CALLS);
        }
    }

    @Test
    void shouldLeaveNothingWhenAnyCallOfReservingFails() throws Exception {
        failEachCall(() -> {}, () -> ProcessRegistry.of(domain.get()).reserve("child")::close);
    }

    /** An operation returns how to undo its success. */
    private interface Operation {
        Runnable run();
    }

    private void failEachCall(final Runnable before, final Operation operation) throws Exception {
        ProcessRegistry.of(domain.get()).own();
        boolean failed = true;
        for (int call = 1; failed; call++) {
            before.run();
            final Set<String> files = Set.copyOf(domain.leftovers());
            final boolean[] succeeded = new boolean[1];
            final Runnable[] undo = new Runnable[1];
            final String failedCall;
            try (FailingOperatingSystem system = FailingOperatingSystem.at(call)) {
                attempt(() -> {
                    undo[0] = operation.run();
                    succeeded[0] = true;
                });
                failed = system.hasFailed();
                failedCall = system.failedCall();
            }
            if (succeeded[0]) {
                undo[0].run();
            }
            assertThat(domain.leftovers())
                    .as("left after failure of call %s", failedCall)
                    .allMatch(files::contains);
            assertThat(call).isLessThan(MOST_CALLS);
        }
    }

    /** Whatever fails, it is told by the one exception that users catch. */
    private static void attempt(final Runnable operation) {
        try {
            operation.run();
        } catch (final TandemException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
        }
    }

    private static long firstHolder(final Segment segment) {
        return segment.header().getLongVolatile(SegmentHeaderDescriptor.HOLDERS_OFFSET);
    }
}

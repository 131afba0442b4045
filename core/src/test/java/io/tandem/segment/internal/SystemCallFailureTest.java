package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.FailingOperatingSystem;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lets every single call to the operating system fail, one at a time, until an operation gets by without. */
class SystemCallFailureTest {
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
    void shouldLeaveNothingWhenAnyCallOfProvidingMemoryFails() throws Exception {
        NativeLibrary.require();
        failEachCall(() -> {}, () -> {
            final Segment segment = Segment.create(domain.get(), Specs.provided("orders"));
            return () -> {
                segment.close();
                Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            };
        });
        final Segment created = Segment.create(domain.get(), Specs.provided("orders"));

        failEachCall(() -> {}, () -> Segment.open(domain.get(), Specs.provided("orders"))::close);

        assertThat(SegmentHeaderDescriptor.count(firstHolder(created))).isEqualTo(1);
        created.close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
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
        final Segment[] segment = new Segment[1];

        FailingOperatingSystem.failEachCall(
                () -> segment[0] = Segment.create(domain.get(), Specs.unnamed()),
                () -> segment[0].close(),
                failure -> assertThat(segment[0].isClosed()).isTrue());
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
        final Path[] directory = new Path[1];

        FailingOperatingSystem.failEachCall(
                () -> directory[0] = TestDomain.freshDirectory(),
                () -> ProcessRegistry.of(Domain.at(directory[0])).own(),
                failure -> {
                    try {
                        final Domain opened = Domain.at(directory[0]);
                        final int own = ProcessRegistry.of(opened).own();
                        assertThat(ProcessRegistry.of(opened).isAlive(own)).isTrue();
                        opened.sweep();
                        assertThat(TestDomain.leftovers(opened)).isEmpty();
                        ProcessRegistry.of(opened).leave();
                    } finally {
                        TestDomain.deleteTree(directory[0]);
                    }
                });
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
        final AtomicReference<Set<String>> files = new AtomicReference<>();
        final AtomicReference<Runnable> undo = new AtomicReference<>();

        final int calls = FailingOperatingSystem.failEachCall(
                () -> {
                    before.run();
                    files.set(Set.copyOf(domain.leftovers()));
                    undo.set(() -> {});
                },
                () -> undo.set(operation.run()),
                failure -> {
                    undo.get().run();
                    assertThat(domain.leftovers()).allMatch(files.get()::contains);
                });

        assertThat(calls).isPositive();
    }

    private static long firstHolder(final Segment segment) {
        return segment.header().getLongVolatile(SegmentHeaderDescriptor.HOLDERS_OFFSET);
    }
}

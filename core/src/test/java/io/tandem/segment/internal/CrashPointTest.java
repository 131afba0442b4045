package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lets a process die before every single step: each access to shared memory, each call to the operating system. */
class CrashPointTest {
    private static final int MOST_STEPS = 500;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfCreating() throws Exception {
        dieAtEachStep(victim -> Segment.create(victim, Specs.named("orders")), this::survivorUsesTheName);
    }

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfCreatingUnnamed() throws Exception {
        dieAtEachStep(victim -> Segment.create(victim, Specs.unnamed()), () -> {});
    }

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfOpening() throws Exception {
        final Segment created = Segment.create(domain.get(), Specs.named("orders"));

        dieAtEachStep(victim -> Segment.open(victim, Specs.named("orders")), () -> {
            final Segment opened = Segment.open(domain.get(), Specs.named("orders"));
            assertThat(opened.buffer(0, 8).getLong(0)).isEqualTo(Specs.BODY_WORD);
            opened.close();
            domain.get().sweep();
            assertThat(created.holders().processes())
                    .containsExactly(ProcessRegistry.of(domain.get()).own());
        });

        created.close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfOpenOrCreate() throws Exception {
        dieAtEachStep(victim -> Segment.openOrCreate(victim, Specs.named("orders")), this::survivorUsesTheName);
    }

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfDeleting() throws Exception {
        dieAtEachStep(
                victim -> {
                    Segment.openOrCreate(victim, Specs.named("orders"));
                    Segment.delete(victim, "orders", ObjectKind.PIPE);
                },
                this::survivorUsesTheName);
    }

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfClosing() throws Exception {
        dieAtEachStep(victim -> Segment.create(victim, Specs.unnamed()).close(), () -> {});
    }

    @Test
    void shouldLeaveNothingWhenDeadAtAnyStepOfSweeping() throws Exception {
        dieAtEachStep(
                () -> {
                    final TestDomain.OtherProcess dead = domain.otherProcess("dead");
                    Segment.create(dead.domain(), Specs.unnamed());
                    dead.kill();
                },
                Domain::sweep,
                () -> {});
    }

    @Test
    void shouldLeaveUsableDomainWhenDeadAtAnyStepOfMakingIt() throws Exception {
        boolean died = true;
        for (int step = 1; died; step++) {
            final Path directory = TestDomain.freshDirectory();
            try {
                try (CrashPoint point = CrashPoint.at(step)) {
                    try {
                        DomainOpening.open(directory, DomainAccess.PRIVATE);
                    } catch (final CrashSignal e) {
                        assertThat(point.hasDied()).isTrue();
                    }
                    died = point.hasDied();
                }
                final Domain survivor = Domain.at(directory);
                Segment.create(survivor, Specs.unnamed()).close();
                survivor.sweep();
                assertThat(TestDomain.leftovers(survivor))
                        .as("after death at step %d", step)
                        .isEmpty();
                ProcessRegistry.of(survivor).leave();
            } finally {
                TestDomain.deleteTree(directory);
            }
            assertThat(step).isLessThan(MOST_STEPS);
        }
    }

    private void dieAtEachStep(final Consumer<Domain> operation, final Runnable survivor) throws Exception {
        dieAtEachStep(() -> {}, operation, survivor);
    }

    private void dieAtEachStep(final Runnable preparation, final Consumer<Domain> operation, final Runnable survivor)
            throws Exception {
        ProcessRegistry.of(domain.get()).own();
        boolean died = true;
        int step = 0;
        while (died) {
            step++;
            final TestDomain.OtherProcess victim = domain.otherProcess("victim");
            final List<String> before = domain.leftovers().stream()
                    .filter(file -> !file.equals("processes/" + victim.number()))
                    .toList();
            preparation.run();
            try (CrashPoint point = CrashPoint.at(step)) {
                try {
                    operation.accept(victim.domain());
                } catch (final CrashSignal e) {
                    assertThat(point.hasDied()).isTrue();
                }
                died = point.hasDied();
            }
            victim.kill();
            survivor.run();
            domain.get().sweep();
            assertThat(domain.leftovers())
                    .as("left after death at step %d", step)
                    .isEqualTo(before);
            assertThat(step).isLessThan(MOST_STEPS);
        }
        assertThat(step).as("steps to die at").isGreaterThan(2);
    }

    private void survivorUsesTheName() {
        final Segment segment = Segment.openOrCreate(domain.get(), Specs.named("orders"));
        assertThat(segment.buffer(0, 8).getLong(0)).isEqualTo(Specs.BODY_WORD);
        segment.close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }
}

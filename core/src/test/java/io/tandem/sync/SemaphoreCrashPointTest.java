package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.TestDomain;
import io.tandem.testing.TestDomain.OtherProcess;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that die before each of their stores to a semaphore's memory and each of their system calls. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SemaphoreCrashPointTest {
    private static final String NAME = "permits";
    private static final int PERMITS = 3;
    private static final long MOST_STEPS = 200;
    /** Of what a second victim does, so many steps are tried. */
    private static final int MENDING = 14;

    private final ExecutorService survivors = Executors.newFixedThreadPool(2);

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** What the victim does, with so many permits in its hands, and how many there may be behind it. */
    private enum Deed {
        ACQUIRE(true, 0, Set.of(PERMITS)) {
            @Override
            void act(final SharedSemaphore semaphore) throws InterruptedException {
                semaphore.acquire(2);
            }
        },
        DRAIN(true, 0, Set.of(PERMITS)) {
            @Override
            void act(final SharedSemaphore semaphore) {
                semaphore.drainPermits();
            }
        },
        RELEASE(true, 2, Set.of(PERMITS)) {
            @Override
            void act(final SharedSemaphore semaphore) {
                semaphore.release();
            }
        },
        RELEASE_ALL(true, 2, Set.of(PERMITS)) {
            @Override
            void act(final SharedSemaphore semaphore) {
                semaphore.release(2);
            }
        },
        RELEASE_MORE(true, 2, Set.of(PERMITS, PERMITS + 1)) {
            @Override
            void act(final SharedSemaphore semaphore) {
                semaphore.release(3);
            }
        },
        WAIT(true, 0, Set.of(PERMITS)) {
            @Override
            void act(final SharedSemaphore semaphore) throws InterruptedException {
                semaphore.tryAcquire(PERMITS + 1, 2, TimeUnit.MILLISECONDS);
            }
        },
        ACQUIRE_UNOWNED(false, 0, Set.of(PERMITS, PERMITS - 2)) {
            @Override
            void act(final SharedSemaphore semaphore) throws InterruptedException {
                semaphore.acquire(2);
            }
        },
        RELEASE_UNOWNED(false, 2, Set.of(PERMITS - 2, PERMITS - 1)) {
            @Override
            void act(final SharedSemaphore semaphore) {
                semaphore.release();
            }
        };

        final boolean owners;
        final int heldBefore;
        final Set<Integer> sums;

        Deed(final boolean owners, final int heldBefore, final Set<Integer> sums) {
            this.owners = owners;
            this.heldBefore = heldBefore;
            this.sums = sums;
        }

        abstract void act(SharedSemaphore semaphore) throws InterruptedException;

        SharedSemaphore.Builder builder(final Domain of) {
            final SharedSemaphore.Builder builder =
                    SharedSemaphore.builder(PERMITS).domain(of).name(NAME).waitPolicy(WaitPolicy.SLEEP);
            return owners ? builder : builder.withoutOwners();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        survivors.shutdownNow();
        assertThat(survivors.awaitTermination(30, SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheRightSumWhenAProcessDiesAtAnyStep(final Deed deed) throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedSemaphore mine = deed.builder(domain.get()).create()) {
                died = dies(deed, step, false);

                check(deed, mine);
            } finally {
                SharedSemaphore.delete(domain.get(), NAME);
            }
            assertThat(step).isLessThan((int) MOST_STEPS);
        }
        assertThat(step).isGreaterThan(4);
    }

    /** The second brings back what the first had, or mends what it left half done, and dies over that. */
    @ParameterizedTest
    @EnumSource(names = {"ACQUIRE", "RELEASE", "RELEASE_MORE", "RELEASE_UNOWNED"})
    void shouldHaveTheRightSumWhenAnotherDiesOverWhatTheFirstLeft(final Deed deed) throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            for (int next = 1; next <= MENDING; next++) {
                try (SharedSemaphore mine = deed.builder(domain.get()).create()) {
                    died = dies(deed, step, false);
                    final OtherProcess second = domain.otherProcess("second");
                    try (CrashPoint point = CrashPoint.never()) {
                        final SharedSemaphore theirs =
                                deed.builder(second.domain()).open();
                        point.dieIn(next);
                        theirs.availablePermits();
                        if (deed.owners) {
                            theirs.tryAcquire(2);
                        }
                    } catch (final CrashSignal e) {
                        assertThat(e).hasMessageContaining("died at step");
                    }
                    second.kill();

                    check(deed, mine);
                } finally {
                    SharedSemaphore.delete(domain.get(), NAME);
                }
            }
        }
        assertThat(step).isGreaterThan(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"RELEASE", "RELEASE_ALL"})
    void shouldLetASleeperGoOnWhenAProcessDiesReleasing(final Deed deed) throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedSemaphore mine = deed.builder(domain.get()).create()) {
                died = dies(deed, step, true);

                check(deed, mine);
            } finally {
                SharedSemaphore.delete(domain.get(), NAME);
            }
        }
        assertThat(step).isGreaterThan(4);
    }

    /** Whether it came to that step. A sleeper, if any, waits for all permits meanwhile, and has to get them. */
    private boolean dies(final Deed deed, final int step, final boolean withSleeper) throws Exception {
        final OtherProcess victim = domain.otherProcess("victim");
        BlockedCall<Boolean> sleeper = null;
        boolean died;
        try (SharedSemaphore mine = deed.builder(domain.get()).open()) {
            try (CrashPoint point = CrashPoint.never()) {
                final SharedSemaphore theirs = deed.builder(victim.domain()).open();
                theirs.acquire(deed.heldBefore);
                if (withSleeper) {
                    sleeper = BlockedCall.start(() -> mine.tryAcquire(PERMITS, 60, SECONDS));
                }
                point.dieIn(step);
                try {
                    deed.act(theirs);
                } catch (final CrashSignal e) {
                    assertThat(point.hasDied()).isTrue();
                }
                died = point.hasDied();
            }
            victim.kill();
            if (sleeper != null) {
                assertThat(sleeper.result()).isTrue();
                mine.release(PERMITS);
            }
        }
        return died;
    }

    /** Two that recover at once must leave a right sum, and all of it must be there to be had. */
    private void check(final Deed deed, final SharedSemaphore mine) throws Exception {
        final OtherProcess heir = domain.otherProcess("heir");
        try (SharedSemaphore theirs = deed.builder(heir.domain()).open()) {
            final List<Future<Integer>> found = new ArrayList<>();
            found.add(survivors.submit(mine::availablePermits));
            found.add(survivors.submit(theirs::availablePermits));
            for (final Future<Integer> each : found) {
                // The second may have looked while the first was about it.
                assertThat(each.get(60, SECONDS)).isNotNegative();
            }
            final int sum = mine.availablePermits();

            assertThat(theirs.availablePermits()).isEqualTo(sum);
            assertThat(sum).isIn(deed.sums);
            assertThat(mine.holders()).isEmpty();
            assertThat(theirs.tryAcquire(sum, 30, SECONDS)).isTrue();
            assertThat(mine.tryAcquire()).isFalse();
            theirs.release(sum);
            assertThat(mine.availablePermits()).isEqualTo(sum);
        }
        heir.kill();
    }
}

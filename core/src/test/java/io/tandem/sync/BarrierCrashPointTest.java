package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.BeforeSleep;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that die at each of their stores to a barrier's memory and each of their system calls, one run for each. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BarrierCrashPointTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final String NAME = "barrier";
    private static final int STATE = 256;
    private static final int BREAKS = 264;
    private static final int MOST_STEPS = 200;
    /** Lock, entry, arrival, unlock; then a waiter announces that it sleeps. */
    private static final int STEPS_TO_SLEEP = 5;
    /** Of deaths over what another has left, one in so many is tried. */
    private static final int SECOND_IN = LONG ? 1 : 4;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    /** What the dead were doing. */
    private enum Scenario {
        /** Waits alone, and breaks it when its time is up. */
        TIME_OUT(false, false),
        /** Arrives as the last, and ends the round. */
        LAST(true, true),
        /** The same, with an action. */
        LAST_WITH_ACTION(true, true),
        /** The same, with an action that throws. */
        LAST_WITH_FAILING_ACTION(true, false),
        ABORT(true, false),
        RESET(true, false),
        /** Of one at which nobody waits, whose parties go on using their entries. */
        RESET_IDLE(false, false),
        /** Of one that is broken, and has parties. */
        RESET_BROKEN(true, false),
        /** Closes its handle after a round. */
        CLOSE(true, true),
        /** Finds that a party is dead. */
        IS_BROKEN(true, false);

        /** Whether somebody waits beforehand. */
        final boolean waiter;
        /** Whether it may let that one go on. */
        final boolean mayTrip;

        Scenario(final boolean waiter, final boolean mayTrip) {
            this.waiter = waiter;
            this.mayTrip = mayTrip;
        }

        SharedBarrier open(final Domain domain) {
            final SharedBarrier.Builder builder = builder(domain);
            return switch (this) {
                case LAST_WITH_ACTION -> builder.action(() -> {}).open();
                case LAST_WITH_FAILING_ACTION ->
                    builder.action(() -> {
                                throw new IllegalArgumentException("told to");
                            })
                            .open();
                default -> builder.open();
            };
        }

        void act(final SharedBarrier barrier) throws Exception {
            try {
                switch (this) {
                    case TIME_OUT -> barrier.await(1, MILLISECONDS);
                    case LAST, LAST_WITH_ACTION, LAST_WITH_FAILING_ACTION -> barrier.await();
                    case ABORT -> barrier.abort("told to");
                    case RESET, RESET_IDLE -> barrier.reset();
                    case RESET_BROKEN -> {
                        barrier.abort("told to");
                        barrier.reset();
                    }
                    case CLOSE -> {
                        barrier.await();
                        barrier.close();
                    }
                    case IS_BROKEN -> barrier.isBroken();
                }
            } catch (final TimeoutException | BrokenBarrierException | IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("written over");
            }
        }
    }

    private static SharedBarrier.Builder builder(final Domain domain) {
        return SharedBarrier.builder(2).domain(domain).name(NAME).waitPolicy(WaitPolicy.SLEEP);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IS_BROKEN")
    void shouldGoOnWhenAProcessDiesAtAnyStep(final Scenario scenario) throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            died = run(step, 0, scenario, scenario);
            assertThat(step).isLessThan(MOST_STEPS);
        }

        assertThat(step).isGreaterThan(3);
    }

    /** The second finds what the first left, and dies over that. */
    @ParameterizedTest
    @CsvSource({
        "RESET, RESET",
        "RESET_BROKEN, IS_BROKEN",
        "ABORT, ABORT",
        "ABORT, RESET",
        "LAST, IS_BROKEN",
        "LAST_WITH_ACTION, RESET",
        "CLOSE, ABORT",
    })
    void shouldGoOnWhenAnotherDiesOverWhatTheFirstLeft(final Scenario first, final Scenario second) throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int step = 1;
        for (boolean died = true; died; step++) {
            for (int next = 1 + random.nextInt(SECOND_IN);
                    next < MOST_STEPS;
                    next += 1 + random.nextInt(2 * SECOND_IN - 1)) {
                died = run(step, next, first, second);
                if (!secondDied) {
                    break;
                }
            }
            assertThat(step).as("seed %d", seed).isLessThan(MOST_STEPS);
        }

        assertThat(step).isGreaterThan(3);
    }

    private boolean secondDied;

    /** Whether the first died. */
    private boolean run(final int step, final int next, final Scenario first, final Scenario second) throws Exception {
        try (SharedBarrier mine = builder(domain.get()).create();
                TestDomain.OtherProcess heir = domain.otherProcess("heir");
                SharedBarrier heirs = builder(heir.domain()).open()) {
            if (first == Scenario.RESET_IDLE) {
                checkUsable(mine, heirs); // both are parties now
            }
            BlockedCall<Integer> waiting = null;
            if (first.waiter) {
                waiting = BlockedCall.start(() -> mine.await(60, SECONDS));
            }

            final boolean died = die(first, step);
            secondDied = next > 0 && die(second, next);

            if (waiting != null) {
                checkEnds(mine, waiting, first.mayTrip || second.mayTrip);
            }
            checkUsable(mine, heirs);
            return died;
        } catch (final Throwable t) {
            throw new AssertionError(first + " died at step " + step + ", then " + second + " at " + next, t);
        } finally {
            SharedBarrier.delete(domain.get(), NAME);
        }
    }

    /** All are there, and nobody ends the round: who waits is held in its sleep, so that a third finds that out. */
    @Test
    void shouldTellOneWhoComesThatAPartyDiedWhenTheLastToArriveCouldNotEndTheRound() throws Exception {
        final CountDownLatch asleep = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        try (SharedBarrier mine = builder(domain.get()).create();
                TestDomain.OtherProcess heir = domain.otherProcess("heir");
                SharedBarrier heirs = builder(heir.domain()).open();
                BeforeSleep sleep = BeforeSleep.run(() -> {
                    asleep.countDown();
                    assertThat(isOver(goOn)).isTrue();
                })) {
            final BlockedCall<Integer> waiting = BlockedCall.start(() -> heirs.await(60, SECONDS));
            assertThat(asleep.await(60, SECONDS)).isTrue();
            die(Scenario.LAST, 4); // the lock, an entry, its arrival; not the end of the round
            assertThat(mine.numberWaiting()).isEqualTo(2);

            assertThatThrownBy(mine::await)
                    .isInstanceOf(BrokenSharedBarrierException.class)
                    .hasMessageContaining("died");

            goOn.countDown();
            assertThat(waiting.failure()).isInstanceOf(BrokenSharedBarrierException.class);
            checkUsable(mine, heirs);
        } finally {
            goOn.countDown();
            SharedBarrier.delete(domain.get(), NAME);
        }
    }

    private static boolean isOver(final CountDownLatch latch) {
        try {
            return latch.await(60, SECONDS);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** It was told of the end of its round, good or bad; or it waits still, since the dead had done nothing. */
    private static void checkEnds(
            final SharedBarrier mine, final BlockedCall<Integer> waiting, final boolean mayHaveTripped)
            throws Exception {
        boolean mayReturn = mayHaveTripped;
        if (hasChanged(mine)) {
            Awaitility.await("the waiter finds out by itself")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(waiting::isDone);
        }
        if (!mine.isBroken() && mine.numberWaiting() == 1) {
            assertThat(mine.await(60, SECONDS)).isZero();
            mayReturn = true;
        }
        try {
            assertThat(waiting.result()).isOne();
            assertThat(mayReturn).isTrue();
        } catch (final ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(BrokenSharedBarrierException.class);
        }
    }

    private static boolean hasChanged(final SharedBarrier barrier) {
        try (TestSegments raw = TestSegments.open(barrier)) {
            return raw.buffer().getLongVolatile(STATE) != 0 || raw.buffer().getLongVolatile(BREAKS) != 0;
        }
    }

    private static void checkUsable(final SharedBarrier mine, final SharedBarrier heirs) throws Exception {
        if (mine.isBroken()) {
            mine.reset();
        }
        for (int round = 0; round < 2; round++) {
            final BlockedCall<Integer> other = BlockedCall.start(() -> heirs.await(60, SECONDS));
            final int own = mine.await(60, SECONDS);
            assertThat(own + other.result()).isOne();
        }
        assertThat(mine.isBroken()).isFalse();
        assertThat(mine.numberWaiting()).isZero();
    }

    private boolean die(final Scenario scenario, final int step) throws Exception {
        final TestDomain.OtherProcess process = domain.otherProcess("victim");
        try (CrashPoint point = CrashPoint.never()) {
            final SharedBarrier barrier = scenario.open(process.domain());
            point.dieIn(step);
            try {
                scenario.act(barrier);
            } catch (final CrashSignal e) {
                assertThat(e).hasMessageContaining("died at step");
            }
            return point.hasDied();
        } finally {
            process.killSeen();
        }
    }

    /** A worker comes in the place of the dead, before any waiter has looked: the one there is is stopped. */
    @ParameterizedTest
    @EnumSource(names = {"LAST", "LAST_WITH_ACTION"})
    void shouldTellANewcomerOfTheDeathWhenNoWaiterHasLooked(final Scenario scenario) throws Exception {
        int told = 0;
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedBarrier mine = builder(domain.get()).create()) {
                stopWaiting(mine);
                died = die(scenario, step);

                try {
                    assertThat(mine.await(60, SECONDS)).isZero();
                } catch (final BrokenSharedBarrierException e) {
                    assertThat(e.reason()).isEqualTo(BrokenSharedBarrierException.Reason.DIED);
                    told++;
                }
            } catch (final Throwable t) {
                throw new AssertionError(scenario + " died at step " + step, t);
            } finally {
                SharedBarrier.delete(domain.get(), NAME);
            }
            assertThat(step).isLessThan(MOST_STEPS);
        }

        assertThat(told).isPositive();
    }

    /** Leaves a process behind that has arrived, lives, and does nothing more. */
    private void stopWaiting(final SharedBarrier mine) throws Exception {
        final TestDomain.OtherProcess stopped = domain.otherProcess("stopped");
        try (CrashPoint point = CrashPoint.never()) {
            final SharedBarrier barrier = builder(stopped.domain()).open();
            point.dieIn(STEPS_TO_SLEEP);
            barrier.await(60, SECONDS);
        } catch (final CrashSignal e) {
            assertThat(mine.numberWaiting()).isOne();
        }
    }
}

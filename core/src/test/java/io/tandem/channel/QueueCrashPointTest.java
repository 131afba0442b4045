package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.channel.QueueCrashScene.First;
import io.tandem.channel.QueueCrashScene.Victim;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that die at each of their stores to a queue's memory and each of their system calls, one run for each. */
@SuppressWarnings("try") // closed without use
class QueueCrashPointTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    /** Far from the ring's end; and where items fit exactly, or need padding, of 8 bytes and of more. */
    private static final int[] POSITIONS = {0, 4096 - 8, 4096 - 120, 4096 - 128, 4096 - 248};

    private static final First[] FIRST = First.values();

    private static final long MOST_STEPS = 1_000;
    /** At the other positions, one step in so many is tried. */
    private static final int ELSEWHERE_IN = LONG ? 1 : 4;
    /** Of the first deaths, and for each of those of the second ones, one in so many is tried. */
    private static final int FIRST_IN = LONG ? 1 : 4;

    private static final int SECOND_IN = LONG ? 1 : 16;
    /** Of those, more at the beginning: the second mends first. */
    private static final int MENDING = 12;

    private static final int MENDING_IN = LONG ? 1 : 3;
    /** One in so many, since calls wait there until their time is up. */
    private static final int STOPPED_IN = LONG ? 1 : 6;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWhenAProcessDiesAtAnyStep(final QueueCrashScenario scenario) throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        long runs = 0;

        for (int position = 0; position < POSITIONS.length; position++) {
            final int in = position == 0 ? 1 : ELSEWHERE_IN;
            boolean died = true;
            for (long step = 1 + random.nextInt(in); died; step += stride(random, in)) {
                died = die(POSITIONS[position], FIRST[(int) (step + position) % FIRST.length], List.of(scenario), step)
                        .get(0);
                runs++;
                assertThat(step).as("seed %d", seed).isLessThan(MOST_STEPS);
            }
        }

        assertThat(runs).as("runs, seed %d", seed).isGreaterThan(POSITIONS.length);
    }

    /** The second mends what the first left, and dies over that; or finds the other side's lock held by the dead. */
    @ParameterizedTest
    @CsvSource({
        "PUT, PUT",
        "PUT_ALL, PUT_ALL",
        "PUBLISH, SHUT_DOWN",
        "PUT_LARGE, PUT_LARGE",
        "TAKE, TAKE",
        "DRAIN, TAKE_AND_FINISH",
        "TAKE_LARGE, TAKE_LARGE",
        "TAKE_LARGE, CLEAR",
        "TAKE_AND_FINISH, JOIN",
        "PUT, TAKE",
        "PUT_LARGE, TAKE_LARGE",
        "TAKE, PUT",
        "SHUT_DOWN_NOW, JOIN",
        "WAIT_FOR_ROOM, TAKE",
    })
    void shouldGoOnWhenAnotherDiesOverWhatTheFirstLeft(final QueueCrashScenario first, final QueueCrashScenario second)
            throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int runs = 0;

        List<Boolean> died = List.of(true);
        for (long step = 1 + random.nextInt(FIRST_IN); died.get(0); step += stride(random, FIRST_IN)) {
            long next = 1 + random.nextInt(MENDING_IN);
            do {
                died = die(0, FIRST[random.nextInt(FIRST.length)], List.of(first, second), step, next);
                runs++;
                next += stride(random, next < MENDING ? MENDING_IN : SECOND_IN);
            } while (died.get(1));
            assertThat(step).as("seed %d", seed).isLessThan(MOST_STEPS);
        }

        assertThat(runs).as("runs, seed %d", seed).isGreaterThan(2);
    }

    /** Somebody who is stopped, and be it with a lock, is alive; and whoever has a time-out keeps to it. */
    @ParameterizedTest
    @EnumSource(names = {"TAKE", "PUT", "DRAIN"})
    void shouldKeepToItsTimeAndLoseNothingWhenAProcessIsStoppedAtAnyStep(final QueueCrashScenario scenario)
            throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int runs = 0;

        boolean stopped = true;
        for (long step = 1 + random.nextInt(STOPPED_IN); stopped; step += stride(random, STOPPED_IN)) {
            final TestDomain.OtherProcess heir = domain.otherProcess("heir");
            final TestDomain.OtherProcess process = domain.otherProcess("stopped");
            final Victim victim = new Victim(scenario);
            try (QueueCrashScene scene = new QueueCrashScene(domain.get(), heir.domain(), 0)) {
                scene.prepare(scenario == QueueCrashScenario.PUT ? scenario : QueueCrashScenario.WAIT_FOR_ROOM);
                stopped = act(victim, process, 0, step);
                scene.checkThatCallsEndInTime();
                process.kill();
                scene.check(List.of(victim), FIRST[random.nextInt(FIRST.length)]);
            } catch (final Throwable t) {
                throw new AssertionError(victim + " stopped at step " + step + ", seed " + seed, t);
            }
            heir.kill();
            runs++;
        }

        assertThat(runs).isGreaterThan(2);
    }

    private static int stride(final Random random, final int mean) {
        return 1 + random.nextInt(2 * mean - 1);
    }

    /** Which of them died. */
    private List<Boolean> die(
            final int position, final First first, final List<QueueCrashScenario> scenarios, final long... steps)
            throws Exception {
        final List<Victim> victims = new ArrayList<>();
        final TestDomain.OtherProcess heir = domain.otherProcess("heir");
        final List<Boolean> died = new ArrayList<>();
        try (QueueCrashScene scene = new QueueCrashScene(domain.get(), heir.domain(), position)) {
            scene.prepare(scenarios.get(0));
            for (int i = 0; i < scenarios.size(); i++) {
                victims.add(new Victim(scenarios.get(i)));
                died.add(die(victims.get(i), i, steps[i]));
            }
            scene.check(victims, first);
        } catch (final Throwable t) {
            throw new AssertionError(
                    victims + " from position " + position + ", deaths at steps " + java.util.Arrays.toString(steps)
                            + ", first " + first,
                    t);
        }
        heir.kill();
        domain.get().sweep();
        assertThat(domain.leftovers()).as("left by %s at %s", victims, steps).isEmpty();
        return died;
    }

    private boolean die(final Victim victim, final int index, final long step) throws Exception {
        final TestDomain.OtherProcess process = domain.otherProcess("victim " + index);
        try {
            return act(victim, process, index, step);
        } finally {
            process.kill();
        }
    }

    /** Acts until a step, and does nothing more. Whether it got there. */
    private static boolean act(
            final Victim victim, final TestDomain.OtherProcess process, final int index, final long step)
            throws Exception {
        try (CrashPoint point = CrashPoint.never()) {
            final SharedQueue<Object> queue = QueueCrashScene.open(process.domain());
            point.dieIn(step);
            try {
                victim.scenario()
                        .act(
                                queue,
                                process.domain(),
                                QueueCrashScenario.firstOf(index),
                                line -> victim.log().add(line));
            } catch (final CrashSignal e) {
                assertThat(e).hasMessageContaining("died at step");
            } catch (final QueueClosedException e) {
                assertThat(queue.isShutdown()).isTrue();
            }
            return point.hasDied();
        }
    }
}

package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that dies at each of its accesses to shared memory and each of its system calls, one run for each. */
@Tag("unchecked-bounds")
@SuppressWarnings("try")
class PipeCrashPointTest {
    /** Far from the ring's end; a message fits exactly before it; padding stands there. */
    private static final int[] POSITIONS = {0, 4096 - 2 * 320, 4096 - 2 * 320 - 8};

    private static final long MOST_STEPS = 5_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWhenAProcessDiesAtAnyStep(final CrashScenario scenario) throws Exception {
        long lived = 0;

        final int[] positions = scenario.fillsRings() ? POSITIONS : new int[] {0};
        for (final int position : positions) {
            long step = 1;
            while (dies(scenario, position, step)) {
                step++;
                assertThat(step).isLessThan(MOST_STEPS);
            }
            lived += step;
        }

        assertThat(lived).as("steps").isGreaterThan(positions.length * 10L);
    }

    private boolean dies(final CrashScenario scenario, final int position, final long step) throws Exception {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        final List<TestDomain.OtherProcess> others = new ArrayList<>();
        try (CrashScene scene = new CrashScene(
                domain.get(),
                name -> {
                    final TestDomain.OtherProcess other = domain.otherProcess(name);
                    others.add(other);
                    return other.domain();
                },
                position)) {
            scenario.prepare(scene);
            others.forEach(TestDomain.OtherProcess::kill);
            final List<String> progress = new ArrayList<>();
            final boolean died;
            try (CrashPoint point = CrashPoint.at(step)) {
                act(scenario, victim, progress);
                died = point.hasDied();
            }
            victim.kill();
            try {
                scenario.check(scene, progress);
                scene.checkThatItGoesOn();
            } catch (final Throwable t) {
                throw new AssertionError(
                        scenario + " from position " + position + ", death at step " + step + ", progress " + progress,
                        t);
            }
            return died;
        }
    }

    private void act(final CrashScenario scenario, final TestDomain.OtherProcess victim, final List<String> progress)
            throws Exception {
        try {
            final SharedPipe<Object, Object> pipe = CrashScene.open(victim.domain(), CrashScene.PIPE);
            scenario.act(pipe, victim.domain(), progress::add);
        } catch (final CrashSignal e) {
            assertThat(e).hasMessageContaining("died at step");
        }
    }
}

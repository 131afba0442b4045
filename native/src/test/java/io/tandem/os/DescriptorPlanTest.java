package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DescriptorPlanTest {
    @Test
    void shouldNotMoveAnythingWhenNumbersDoNotOverlap() {
        final Map<Integer, Integer> wanted = new TreeMap<>(Map.of(0, 10, 1, 11, 3, 12));

        final var steps = DescriptorPlan.of(wanted);

        assertThat(steps)
                .containsExactly(
                        new DescriptorPlan.Step(DescriptorPlan.Kind.DUPLICATE, 10, 0),
                        new DescriptorPlan.Step(DescriptorPlan.Kind.DUPLICATE, 11, 1),
                        new DescriptorPlan.Step(DescriptorPlan.Kind.DUPLICATE, 12, 3),
                        new DescriptorPlan.Step(DescriptorPlan.Kind.CLOSE, -1, 2),
                        new DescriptorPlan.Step(DescriptorPlan.Kind.CLOSE_FROM, -1, 4));
    }

    @Test
    void shouldEndWithExactlyWhatWasWantedWhenNumbersAreRandom() {
        final long seed = System.nanoTime();
        System.out.println("DescriptorPlanTest seed " + seed);
        final Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            final Map<Integer, Integer> wanted = new TreeMap<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                wanted.put(random.nextInt(10), random.nextInt(10));
            }

            final Map<Integer, String> open = carryOut(wanted);

            final Map<Integer, String> expected = new HashMap<>();
            wanted.forEach((target, source) -> expected.put(target, "file " + source));
            assertThat(open).as("%s, seed %d", wanted, seed).isEqualTo(expected);
        }
    }

    /** What a process with files at 0 to 19 has open after the plan. */
    private static Map<Integer, String> carryOut(final Map<Integer, Integer> wanted) {
        final Map<Integer, String> open = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            open.put(i, "file " + i);
        }
        for (final DescriptorPlan.Step step : DescriptorPlan.of(wanted)) {
            switch (step.kind()) {
                case DUPLICATE -> open.put(step.target(), open.get(step.source()));
                case CLOSE -> open.remove(step.target());
                case CLOSE_FROM -> open.keySet().removeIf(number -> number >= step.target());
            }
        }
        return open;
    }
}

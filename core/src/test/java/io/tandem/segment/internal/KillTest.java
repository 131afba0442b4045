package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.SharedPage;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, really killed. */
class KillTest {
    private static final List<String> SMALL =
            List.of("-Xmx32m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int SAMPLE = LONG ? Integer.MAX_VALUE : 2;
    private static final int MOST_STEPS = 200;
    private static final int RACERS = LONG ? 64 : 24;
    private static final int KILLED = RACERS / 4;
    private static final int ROUNDS = LONG ? 200 : 10;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    private final Random random = seeded();

    @ParameterizedTest
    @ValueSource(strings = {"create", "open", "openOrCreate", "close", "delete"})
    void shouldLeaveNothingWhenKilledAtAnyStep(final String operation) throws Exception {
        final int steps = steps(operation);
        final List<Integer> chosen = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            chosen.add(step);
        }
        Collections.shuffle(chosen, random);

        for (final int step : chosen.subList(0, Math.min(SAMPLE, steps))) {
            prepare(operation);
            try (ChildJvm victim = start("stop", operation, step)) {
                victim.await("at " + step);
                victim.kill();
            }
            final Segment survivor = Segment.openOrCreate(domain.get(), Specs.named("orders"));
            assertThat(survivor.buffer(0, Long.BYTES).getLong(0)).isEqualTo(Specs.BODY_WORD);
            survivor.close();
            Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            domain.get().sweep();
            assertThat(domain.leftovers())
                    .as("left after SIGKILL before step %d of %d of %s", step, steps, operation)
                    .isEmpty();
        }
    }

    @Test
    void shouldHaveExactlyOneCreatorWhenManyOpenOrCreateAndSomeAreKilled() throws Exception {
        final List<ChildJvm> racers = new ArrayList<>();
        try (SharedPage start = SharedPage.create()) {
            for (int i = 0; i < RACERS; i++) {
                racers.add(start("race", ROUNDS, start.file()));
            }
            for (final ChildJvm racer : racers) {
                racer.await("own ");
            }
            start.buffer().putIntVolatile(0, 1);
            final Set<ChildJvm> killed = new HashSet<>();
            while (killed.size() < KILLED) {
                final ChildJvm victim = racers.get(random.nextInt(RACERS));
                if (killed.add(victim)) {
                    victim.kill();
                }
            }

            final Map<String, Set<String>> objects = new HashMap<>();
            final Map<String, Integer> creators = new HashMap<>();
            for (final ChildJvm racer : racers) {
                if (!killed.contains(racer)) {
                    racer.println("end");
                }
                final List<String> lines = racer.remainingLines();
                for (final String line : lines) {
                    final String[] words = line.split(" ");
                    if (words[0].equals("round") && words.length == 5) {
                        assertThat(words[4]).as(line).isEqualTo("true");
                        objects.computeIfAbsent(words[1], round -> new HashSet<>())
                                .add(words[3]);
                        creators.merge(words[1], words[2].equals("created") ? 1 : 0, Integer::sum);
                    }
                }
                if (!killed.contains(racer)) {
                    assertThat(lines).as("what process %d printed", racer.pid()).contains("done");
                }
            }

            assertThat(objects).hasSize(ROUNDS);
            assertThat(objects.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
            // A creator may have been killed before it could say so.
            assertThat(creators.values()).allMatch(count -> count <= 1);
            assertThat(creators.values().stream().mapToInt(Integer::intValue).sum())
                    .isGreaterThanOrEqualTo(Math.max(0, ROUNDS - KILLED));
        } finally {
            racers.forEach(ChildJvm::close);
        }
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(Segment.delete(domain.get(), "race-" + round, ObjectKind.PIPE))
                    .isTrue();
        }
        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldLeaveNothingWhenItEndsInOrder() throws Exception {
        try (ChildJvm child = start("exit", "unnamed")) {
            child.await("own ");
            assertThat(child.awaitExit()).isZero();
        }

        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldLeaveItsNumberWhenANamedObjectNamesIt() throws Exception {
        try (ChildJvm child = start("exit", "named")) {
            final String number = child.await("own ").substring("own ".length());
            assertThat(child.awaitExit()).isZero();

            assertThat(domain.leftovers()).hasSize(3).contains("names/orders", "processes/" + number);
        }
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }

    /** How many steps an operation has in a process of its own, its registration included. */
    private int steps(final String operation) throws Exception {
        prepare(operation);
        try (ChildJvm child = start("stop", operation, MOST_STEPS)) {
            final int steps = LivenessTest.number(child.await("done after "));
            child.kill();
            Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            domain.get().sweep();
            assertThat(steps).isGreaterThan(10);
            return steps;
        }
    }

    private void prepare(final String operation) {
        if (operation.equals("open")) {
            Segment.openOrCreate(domain.get(), Specs.named("orders")).close();
        }
    }

    private ChildJvm start(final String command, final Object... arguments) throws Exception {
        final List<Object> all = new ArrayList<>(List.of(command, domain.directory()));
        all.addAll(List.of(arguments));
        return ChildJvm.start(SMALL, SegmentChild.class, all.toArray());
    }

    private static Random seeded() {
        final long seed = Long.getLong("tandem.seed", System.nanoTime());
        System.out.println("-Dtandem.seed=" + seed);
        return new Random(seed);
    }
}

package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.channel.QueueCrashScene.Victim;
import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes at a queue that are really killed, and stopped. */
@SuppressWarnings("try") // closed without use
class QueueKillTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int KILLS = LONG ? 1_000 : 16;
    /** One in so many of the killed is a parent. */
    private static final int PARENTS = 10;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long MOST_STEPS = 1_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private List<String> quick() {
        return List.of(
                "-Dtandem.dir=" + domain.directory(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.util.logging.config.file=/dev/null");
    }

    /** What was taken, by whomever, in the order in which each has taken it. */
    private static final class Ledger {
        private final Set<Long> seen = new TreeSet<>();
        private final String seed;

        Ledger(final long seed) {
            this.seed = "seed " + seed;
        }

        /** Numbers that one process has taken one after the other. */
        void add(final List<Long> taken) {
            final Map<Long, Long> last = new HashMap<>();
            for (final long number : taken) {
                assertThat(seen.add(number)).as("%d once, %s", number, seed).isTrue();
                final Long before = last.put(number / QueueKillWorker.APART, number);
                assertThat(before == null || before < number)
                        .as("%d behind %s, %s", number, before, seed)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldLoseAtMostWhatWasInHandWhenProcessesAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Ledger ledger = new Ledger(seed);
        final List<Long> mine = new ArrayList<>();
        final Map<Integer, Long> attempted = new HashMap<>();
        int takersKilled = 0;
        long lost = 0;
        try (SharedQueue<byte[]> queue = QueueKillWorker.builder(domain.get()).create();
                StandbyJvms standby = new StandbyJvms(quick(), QueueKillWorker.class, KILLS)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                final String role = kill % PARENTS == 0 ? "parent" : kill % 2 == 0 ? "take" : "put";
                try (ChildJvm victim =
                        standby.next(domain.directory() + " " + role + " " + kill * QueueKillWorker.APART)) {
                    victim.await("there");
                    use(queue, random, role, mine, attempted);
                    // Unlike kill() this leaves its output readable.
                    ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
                    final List<String> lines = victim.remainingLines();
                    if (!role.equals("put")) {
                        takersKilled++;
                    }
                    ledger.add(numbers(lines, "took "));
                    numbers(lines, "putting ")
                            .forEach(number -> attempted.merge(
                                    (int) (number / QueueKillWorker.APART), number % QueueKillWorker.APART, Math::max));
                }
            }
            awaitChildrenOfParents(queue, mine);
            lost = drainAndJoin(queue, mine);
            ledger.add(mine);
            final QueueStats stats = queue.stats();
            final long missing = stats.put() - ledger.seen.size();

            // Those that were told to be lost were taken: they are missing, or were worked on and not marked yet.
            assertThat(missing).as("missing, seed %d", seed).isBetween(0L, lost);
            assertThat(lost).as("lost, seed %d", seed).isLessThanOrEqualTo(takersKilled);
            assertThat(gaps(ledger.seen)).as("gaps, seed %d", seed).isLessThanOrEqualTo(missing);
            assertThat(ledger.seen)
                    .as("put by somebody, seed %d", seed)
                    .allMatch(number -> !attempted.containsKey((int) (number / QueueKillWorker.APART))
                            || number % QueueKillWorker.APART <= attempted.get((int) (number / QueueKillWorker.APART)));
            assertThat(stats.taken()).isEqualTo(stats.put());
            assertThat(queue.size()).isZero();
            assertThat(ledger.seen.size()).as("seed %d", seed).isGreaterThan(KILLS);
        } finally {
            SharedQueue.delete(domain.get(), QueueKillWorker.QUEUE);
        }
    }

    /** Puts where others take and takes where others put, and now and then the other way round. */
    private static void use(
            final SharedQueue<byte[]> queue,
            final Random random,
            final String role,
            final List<Long> mine,
            final Map<Integer, Long> attempted)
            throws InterruptedException {
        final long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000));
        while (System.nanoTime() < until) {
            if (role.equals("put") ? random.nextInt(4) == 0 : random.nextInt(4) != 0) {
                final long number = attempted.getOrDefault(0, -1L) + 1;
                if (queue.offer(QueueKillWorker.message(number), 1, TimeUnit.MILLISECONDS)) {
                    attempted.put(0, number);
                }
            } else {
                take(queue, mine);
            }
        }
    }

    private static boolean take(final SharedQueue<byte[]> queue, final List<Long> mine) throws InterruptedException {
        final byte[] item = queue.poll(1, TimeUnit.MILLISECONDS);
        if (item != null) {
            mine.add(QueueKillWorker.number(item));
            queue.taskDone();
        }
        return item != null;
    }

    private static List<Long> numbers(final List<String> lines, final String what) {
        return lines.stream()
                .filter(line -> line.startsWith(what))
                .map(line -> Long.parseLong(line.substring(what.length())))
                .toList();
    }

    /** Children of parents that were killed go on until they have put everything. */
    private static void awaitChildrenOfParents(final SharedQueue<byte[]> queue, final List<Long> mine) {
        Awaitility.await().atMost(LIMIT).until(() -> {
            while (take(queue, mine)) {
                assertThat(queue.isClosed()).isFalse();
            }
            return queue.stats().processes() == 1;
        });
    }

    private static long drainAndJoin(final SharedQueue<byte[]> queue, final List<Long> mine)
            throws InterruptedException {
        while (take(queue, mine)) {
            assertThat(queue.isClosed()).isFalse();
        }
        long lost = 0;
        while (true) {
            try {
                assertThat(queue.join(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                return lost;
            } catch (final LostItemsException e) {
                lost += e.count();
            }
        }
    }

    /** Numbers that are missing before the last one of their producer that was seen. */
    private static long gaps(final Set<Long> seen) {
        final Map<Long, Long> counts = new HashMap<>();
        final Map<Long, Long> last = new HashMap<>();
        for (final long number : seen) {
            counts.merge(number / QueueKillWorker.APART, 1L, Long::sum);
            last.merge(number / QueueKillWorker.APART, number % QueueKillWorker.APART, Math::max);
        }
        return last.entrySet().stream()
                .mapToLong(entry -> entry.getValue() + 1 - counts.get(entry.getKey()))
                .sum();
    }

    @Test
    void shouldStopNobodyElseWhenAProcessIsStopped() throws Exception {
        try (SharedQueue<byte[]> queue = QueueKillWorker.builder(domain.get()).create();
                StandbyJvms standby = new StandbyJvms(quick(), QueueKillWorker.class, 1);
                ChildJvm idle = standby.next(domain.directory() + " idle 0")) {
            idle.await("there");
            idle.signal("STOP");

            int passed = 0;
            for (int number = 0; number < 1_000; number++) {
                if (queue.offer(QueueKillWorker.message(number)) && QueueKillWorker.number(queue.poll()) == number) {
                    queue.taskDone();
                    passed++;
                }
            }
            final boolean joined = queue.join(LIMIT.toSeconds(), TimeUnit.SECONDS);
            idle.signal("CONT");

            assertThat(passed).isEqualTo(1_000);
            assertThat(joined).isTrue();
        } finally {
            SharedQueue.delete(domain.get(), QueueKillWorker.QUEUE);
        }
    }

    /** Wherever it was stopped, inside a critical section or not, and for longer than anybody waits for anything. */
    @Test
    void shouldNotTakeStoppedProcessesForDead() throws Exception {
        final Duration longerThanAnyWait = Duration.ofMillis(400);
        final Ledger ledger = new Ledger(0);
        final List<Long> mine = new ArrayList<>();
        long lostWhileStopped = 0;
        try (SharedQueue<byte[]> queue = QueueKillWorker.builder(domain.get()).create();
                StandbyJvms standby = new StandbyJvms(quick(), QueueKillWorker.class, 2);
                ChildJvm producer = standby.next(domain.directory() + " put " + QueueKillWorker.APART);
                ChildJvm consumer = standby.next(domain.directory() + " take 0")) {
            producer.await("putting " + (QueueKillWorker.APART + 5));
            consumer.await("took");

            for (int round = 0; round < 2; round++) {
                for (final ChildJvm stopped : List.of(producer, consumer)) {
                    stopped.signal("STOP");
                    try {
                        queue.join(longerThanAnyWait.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (final LostItemsException e) {
                        lostWhileStopped += e.count();
                    }
                    take(queue, mine);
                    stopped.signal("CONT");
                    consumer.await("took");
                }
            }
            final long before = queue.stats().put();
            Awaitility.await().atMost(LIMIT).until(() -> queue.stats().put() > before + 100);
            producer.kill();
            ProcessHandle.of(consumer.pid()).orElseThrow().destroyForcibly();
            consumer.awaitExit();
            drainAndJoin(queue, mine);
            ledger.add(mine);

            assertThat(lostWhileStopped).isZero();
            assertThat(queue.size()).isZero();
        } finally {
            SharedQueue.delete(domain.get(), QueueKillWorker.QUEUE);
        }
    }

    /** What the crash-point test does with mappings, by SIGKILL: all steps in long runs, one at random otherwise. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "PUT",
                "PUT_ALL",
                "PUT_LARGE",
                "PUT_INTO_SPARE",
                "TAKE_AND_FINISH",
                "DRAIN",
                "TAKE_LARGE",
                "VIEW_LARGE",
                "CLEAR",
                "SHUT_DOWN_NOW"
            })
    void shouldGoOnWhenAProcessIsKilledAtAStep(final QueueCrashScenario scenario) throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        boolean died = true;

        for (long step = 1; died; step++) {
            final long at = LONG ? step : 1 + random.nextInt(20);
            died = killedAt(scenario, at, "seed " + seed) && LONG;
            assertThat(step).isLessThan(MOST_STEPS);
        }

        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    private boolean killedAt(final QueueCrashScenario scenario, final long step, final String seed) throws Exception {
        final TestDomain.OtherProcess heir = domain.otherProcess("heir");
        final Victim victim = new Victim(scenario);
        try (QueueCrashScene scene = new QueueCrashScene(domain.get(), heir.domain(), 4096 - 120)) {
            scene.prepare(scenario);
            final boolean died;
            try (ChildJvm process = ChildJvm.start(quick(), Suicide.class, domain.directory(), scenario, step)) {
                died = process.awaitExit() != 0;
                process.remainingLines().stream()
                        .filter(line -> line.startsWith("log "))
                        .forEach(line -> victim.log().add(line.substring("log ".length())));
            }
            scene.check(List.of(victim), QueueCrashScene.First.SIZE);
            return died;
        } catch (final Throwable t) {
            throw new AssertionError(victim + " killed at step " + step + ", " + seed, t);
        } finally {
            heir.kill();
        }
    }

    /** Does what a scenario says, and kills itself at a step. */
    static final class Suicide {
        public static void main(final String[] arguments) throws Exception {
            final Domain domain = Domain.at(Path.of(arguments[0]));
            try (CrashPoint point = CrashPoint.killingAt(Long.MAX_VALUE)) {
                final SharedQueue<Object> queue = QueueCrashScene.open(domain);
                point.dieIn(Long.parseLong(arguments[2]));
                QueueCrashScenario.valueOf(arguments[1])
                        .act(queue, domain, QueueCrashScenario.firstOf(0), text -> System.out.println("log " + text));
            } catch (final QueueClosedException e) {
                System.out.println("log refused");
            }
            Runtime.getRuntime().halt(0);
        }
    }
}

package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.sync.OwnerDiedException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import io.tandem.value.ValueWorker.Text;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values of several JVMs, some of which are really killed. */
class ValueProcessesTest {
    private static final int KILLS = Boolean.getBoolean("tandem.long") ? 200 : 6;
    private static final int MOST_MILLIS = 30;
    /** Several close looks go by, and find it alive. */
    private static final Duration FOUR_SLICES = Duration.ofMillis(200);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @AfterEach
    void delete() {
        SharedValues.delete(domain.get(), "values");
        SharedRecord.delete(domain.get(), "record");
        SharedRecordArray.delete(domain.get(), "array");
        SharedList.delete(domain.get(), "list");
    }

    private StandbyJvms workers(final int count) {
        return new StandbyJvms(
                List.of(
                        "-Dtandem.dir=" + domain.directory(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData"),
                ValueWorker.class,
                count);
    }

    @Test
    void shouldCountEveryChangeWhenTwoJvmsMakeThem() throws Exception {
        try (SharedValues values = ValueWorker.values(domain.get());
                StandbyJvms standby = workers(1);
                ChildJvm other = standby.next("add " + domain.directory())) {
            other.await("there");

            ValueWorker.add(values);
            final int exit = other.awaitExit();

            assertThat(exit).isZero();
            assertThat(values.longAt(0).get()).isEqualTo(2 * ValueWorker.ROUNDS);
            assertThat(values.intAt(1).get()).isEqualTo(2 * ValueWorker.ROUNDS);
            assertThat(values.doubleAt(2).get()).isEqualTo(ValueWorker.ROUNDS);
            assertThat(values.longAt(3).get()).isEqualTo(2 * ValueWorker.ROUNDS);
        }
    }

    @Test
    void shouldSeeTheOldOrTheNewRecordWhenWritersAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        try (SharedRecord<Text> record = ValueWorker.record(domain.get());
                StandbyJvms standby = workers(KILLS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                final long before = record.get().number();
                try (ChildJvm victim = standby.next("write " + domain.directory())) {
                    victim.await("there");
                    Awaitility.await().atMost(LIMIT).until(() -> record.get().number() > before);
                    readWhole(record, random, seed);
                    victim.kill();
                }

                final Text left = record.get();
                assertThat(left.isWhole()).as("seed %d", seed).isTrue();
                assertThat(record.get()).isEqualTo(left);
                assertThat(record.updateAndGet(text -> Text.of(text.number() + 1)))
                        .as("seed %d", seed)
                        .isEqualTo(Text.of(left.number() + 1));
            }
        }
    }

    private static void readWhole(final SharedRecord<Text> record, final Random random, final long seed) {
        final long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS) + 1);
        while (System.nanoTime() < until) {
            assertThat(record.get().isWhole()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void shouldSeeTheOldOrTheNewElementsWhenWritersAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        try (SharedRecordArray<Text> array = ValueWorker.array(domain.get());
                SharedList list = ValueWorker.list(domain.get());
                StandbyJvms standby = workers(KILLS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                final long before = ValueWorker.numberOf(list.get(1));
                try (ChildJvm victim = standby.next("cells " + domain.directory())) {
                    victim.await("there");
                    Awaitility.await().atMost(LIMIT).until(() -> ValueWorker.numberOf(list.get(1)) > before);
                    final long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS));
                    while (System.nanoTime() < until) {
                        assertThat(array.toList()).as("seed %d", seed).allMatch(Text::isWhole);
                        list.forEach(ValueWorker::numberOf);
                    }
                    victim.kill();
                }

                for (int i = 0; i < ValueWorker.CELLS; i++) {
                    final Text left = array.get(i);
                    final long number = ValueWorker.numberOf(list.get(i));
                    assertThat(left.isWhole()).as("seed %d", seed).isTrue();
                    assertThat(array.updateAndGet(i, text -> Text.of(text.number() + 1)))
                            .as("seed %d", seed)
                            .isEqualTo(Text.of(left.number() + 1));
                    assertThat(ValueWorker.numberOf(list.updateAndGet(i, ValueWorker::nextOf)))
                            .as("seed %d", seed)
                            .isEqualTo(number + 1);
                }
            }
        }
    }

    @Test
    void shouldHoldUpThoseAloneWhoWantTheLockWhenItsOwnerIsStopped() throws Exception {
        try (SharedValues values = ValueWorker.values(domain.get());
                StandbyJvms standby = workers(1);
                ChildJvm owner = standby.next("hold " + domain.directory())) {
            final SharedLong first = values.longAt(0);
            owner.await("holding");
            owner.signal("STOP");

            final BlockedCall<Long> waiting = BlockedCall.start(() -> values.withLock(first::incrementAndGet));
            final long raised = first.incrementAndGet();
            Awaitility.await().during(FOUR_SLICES).until(() -> !waiting.isDone());
            owner.signal("CONT");
            owner.println("go on");

            assertThat(raised).isOne();
            assertThat(waiting.result()).isEqualTo(2);
            assertThat(owner.awaitExit()).isZero();
        }
    }

    @Test
    void shouldTellOfAHalfDoneChangeWhenOwnersAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        try (SharedValues values = ValueWorker.values(domain.get());
                StandbyJvms standby = workers(KILLS)) {
            final SharedLong first = values.longAt(4);
            final SharedLong second = values.longAt(5);
            for (int kill = 0; kill < KILLS; kill++) {
                final long before = second.get();
                try (ChildJvm victim = standby.next("twins " + domain.directory())) {
                    victim.await("there");
                    Awaitility.await().atMost(LIMIT).until(() -> second.get() > before);
                    final long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS));
                    while (System.nanoTime() < until) {
                        ValueWorker.raiseTwins(values);
                    }
                    victim.kill();
                }

                boolean told = false;
                try {
                    ValueWorker.raiseTwins(values);
                } catch (final OwnerDiedException e) {
                    told = values.recover(() -> first.set(second.get()));
                }

                assertThat(first.get()).as("told %s, seed %d", told, seed).isEqualTo(second.get());
                ValueWorker.raiseTwins(values);
            }
        }
    }
}

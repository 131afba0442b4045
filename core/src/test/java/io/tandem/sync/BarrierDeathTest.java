package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.sync.BrokenSharedBarrierException.Reason;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parties that are other JVMs, and are killed or stopped. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BarrierDeathTest {
    private static final int PARTIES = 3;
    private static final Duration FOUR_SLICES = Duration.ofMillis(200);

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedBarrier barrier;
    private ChildJvm jvm;
    private Party other;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void open() throws Exception {
        barrier = SharedBarrier.builder(PARTIES)
                .domain(domain.get())
                .name(Subject.BARRIER)
                .create();
        jvm = RemoteParty.startJvm();
        other = new RemoteParty(jvm, domain.get(), Subject.BARRIER, PARTIES, WaitPolicy.SPIN_THEN_SLEEP);
    }

    @AfterEach
    void close() {
        jvm.close();
        barrier.close();
        SharedBarrier.delete(domain.get(), Subject.BARRIER);
    }

    private void untilWaiting(final int threads) {
        Awaitility.await().until(() -> barrier.numberWaiting() == threads);
    }

    private void checkDied(final Throwable failure) {
        assertThat(failure)
                .isInstanceOf(BrokenSharedBarrierException.class)
                .hasMessageContaining("pid " + jvm.pid())
                .hasMessageContaining("died")
                .hasMessageContaining("reset()");
        assertThat(((BrokenSharedBarrierException) failure).reason()).isEqualTo(Reason.DIED);
    }

    private void checkUsableAfterReset() throws Exception {
        barrier.reset();
        final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
        final BlockedCall<Integer> second = BlockedCall.start(barrier::await);
        untilWaiting(2);
        assertThat(barrier.await()).isZero();
        assertThat(first.result() + second.result()).isEqualTo(2 + 1);
        assertThat(barrier.isBroken()).isFalse();
    }

    @Test
    void shouldBreakForThoseWhoWaitWhenOneOfThemIsKilled() throws Exception {
        final CompletableFuture<String> unused = other.start("await");
        untilWaiting(1);
        final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

        jvm.kill();

        checkDied(waiting.failure());
        assertThatThrownBy(barrier::await).satisfies(this::checkDied);
        checkUsableAfterReset();
    }

    @Test
    void shouldBreakForTheLastToArriveWhenThoseThatWaitedWereKilledBefore() throws Exception {
        final CompletableFuture<String> unused = other.start("await");
        final CompletableFuture<String> alsoUnused = other.start("await");
        untilWaiting(2);
        jvm.kill();

        assertThatThrownBy(barrier::await).satisfies(this::checkDied);

        checkUsableAfterReset();
    }

    @Test
    void shouldBreakWhenOneIsKilledThatArrivedInAnEarlierRound() throws Exception {
        meetOnce();
        final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

        jvm.kill();

        checkDied(waiting.failure());
        checkUsableAfterReset();
    }

    @Test
    void shouldFindADeathWhenNobodyWaits() throws Exception {
        meetOnce();
        final boolean before = barrier.isBroken();

        jvm.kill();

        assertThat(before).isFalse();
        assertThat(barrier.isBroken()).isTrue();
        assertThatThrownBy(barrier::await).satisfies(this::checkDied);
        checkUsableAfterReset();
    }

    @Test
    void shouldForgetAPartyWhenItClosesItsHandle() throws Exception {
        meetOnce();

        other.close();
        jvm.kill();

        assertThat(barrier.isBroken()).isFalse();
        final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
        final BlockedCall<Integer> second = BlockedCall.start(barrier::await);
        untilWaiting(2);
        assertThat(barrier.await()).isZero();
        assertThat(first.result() + second.result()).isEqualTo(2 + 1);
    }

    @Test
    void shouldNotTakeAPartyForDeadWhenItIsStopped() throws Exception {
        final CompletableFuture<String> stopped = other.start("await");
        untilWaiting(1);
        final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);
        untilWaiting(2);

        jvm.signal("STOP");

        // Several close looks go by, and find it alive.
        Awaitility.await().during(FOUR_SLICES).until(() -> !barrier.isBroken());
        assertThat(barrier.await()).isZero();
        assertThat(waiting.result()).isOne();
        jvm.signal("CONT");
        assertThat(Party.answer(stopped)).isEqualTo("2");
    }

    /** The last to arrive runs the action: another JVM, which is killed in it. */
    @Test
    void shouldBreakWhenTheOneIsKilledThatRunsTheAction() throws Exception {
        try (SharedBarrier mine = SharedBarrier.builder(2)
                        .domain(domain.get())
                        .name("action")
                        .create();
                ChildJvm runner = ChildJvm.start(ActionRunner.class, domain.directory())) {
            final BlockedCall<Integer> waiting = BlockedCall.start(() -> mine.await(60, SECONDS));
            runner.println("go");
            runner.await("in action");

            runner.kill();

            assertThat(waiting.failure())
                    .hasMessageContaining("pid " + runner.pid())
                    .extracting(failure -> ((BrokenSharedBarrierException) failure).reason())
                    .isEqualTo(Reason.DIED);
            mine.reset();
            assertThat(mine.isBroken()).isFalse();
        } finally {
            SharedBarrier.delete(domain.get(), "action");
        }
    }

    private void meetOnce() throws Exception {
        final CompletableFuture<String> there = other.start("await");
        final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);
        untilWaiting(2);
        assertThat(barrier.await()).isZero();
        assertThat(waiting.result()).isIn(1, 2);
        assertThat(Party.answer(there)).isIn("1", "2");
    }

    /** Runs an action for ever. */
    static final class ActionRunner {
        public static void main(final String[] args) throws Exception {
            NativeLibrary.require();
            try (SharedBarrier barrier = SharedBarrier.builder(2)
                    .domain(Domain.at(Path.of(args[0])))
                    .name("action")
                    .action(ActionRunner::runForEver)
                    .open()) {
                if (System.in.read() >= 0) {
                    barrier.await();
                }
            }
        }

        private static void runForEver() throws IOException, InterruptedException {
            System.out.println("in action");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}

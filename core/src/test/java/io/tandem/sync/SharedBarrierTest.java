package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.os.NativeLibrary;
import io.tandem.process.ChildProcess;
import io.tandem.segment.IncompatibleException;
import io.tandem.sync.BrokenSharedBarrierException.Reason;
import io.tandem.testing.BeforeSleep;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shared barrier has beyond the JDK's: reasons, abort, handles that close and travel; and the action. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedBarrierTest {
    private static final String NAME = "barrier";
    private static final int FORGOTTEN = 40;
    private static final int FUZZED = 100;
    private static final int STATE = 256;

    /** What actions do, which have to be serializable. */
    private static final AtomicInteger ACTIONS = new AtomicInteger();

    private static volatile RemoteRunnable within = () -> {};

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedBarrier.Builder builder(final int parties) {
        return SharedBarrier.builder(parties).domain(domain.get()).name(NAME);
    }

    @AfterEach
    void delete() {
        SharedBarrier.delete(domain.get(), NAME);
        ACTIONS.set(0);
        within = () -> {};
    }

    private static Reason reason(final Throwable failure) {
        assertThat(failure).isInstanceOf(BrokenSharedBarrierException.class);
        return ((BrokenSharedBarrierException) failure).reason();
    }

    @Test
    void shouldSayHowItStandsWhenAsked() throws Exception {
        try (SharedBarrier barrier = builder(2).create()) {
            assertThat(barrier.toString()).endsWith(", 0 of 2 parties waiting");
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);
            assertThat(barrier.toString()).endsWith(", 1 of 2 parties waiting");

            barrier.abort("the input is gone");

            assertThat(barrier.toString())
                    .contains(", broken, since process ")
                    .endsWith(" has aborted it: the input is gone");
            assertThat(reason(waiting.failure())).isEqualTo(Reason.ABORTED);
            barrier.reset();
            assertThat(barrier.toString()).endsWith(", 0 of 2 parties waiting");
        }
    }

    @Test
    void shouldTellAllTheReasonWhenAborted() throws Exception {
        try (SharedBarrier barrier = builder(3).create();
                SharedBarrier other = builder(3).open()) {
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

            other.abort("the input is gone");
            other.abort("too late");

            assertThat(waiting.failure())
                    .isInstanceOf(BrokenBarrierException.class)
                    .hasMessageContaining("barrier \"barrier\"")
                    .hasMessageContaining("the input is gone")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .satisfies(failure -> assertThat(reason(failure)).isEqualTo(Reason.ABORTED));
            assertThatThrownBy(other::await).hasMessageContaining("the input is gone");
            assertThat(other.isBroken()).isTrue();
        }
    }

    @Test
    void shouldTellOthersWhyWhenSomebodyGivesUp() throws Exception {
        try (SharedBarrier barrier = builder(3).create()) {
            final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
            assertThatThrownBy(() -> barrier.await(1, MILLISECONDS))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("barrier \"barrier\": 2 of its 3 parties had arrived. It is broken now");
            assertThat(reason(first.failure())).isEqualTo(Reason.TIMED_OUT);

            barrier.reset();
            final BlockedCall<Integer> second = BlockedCall.start(barrier::await);
            barrier.reset();
            assertThat(reason(second.failure())).isEqualTo(Reason.RESET);

            final BlockedCall<Integer> third = BlockedCall.start(barrier::await);
            final BlockedCall<Integer> fourth = BlockedCall.start(barrier::await);
            third.interrupt();

            assertThat(third.failure()).isInstanceOf(InterruptedException.class);
            assertThat(reason(fourth.failure())).isEqualTo(Reason.INTERRUPTED);
        }
    }

    @Test
    void shouldBreakForOthersWhenAHandleIsClosedAtWhichAThreadWaits() throws Exception {
        try (SharedBarrier barrier = builder(3).create()) {
            final SharedBarrier other = builder(3).open();
            final BlockedCall<Integer> closed = BlockedCall.start(other::await);
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

            other.close();

            assertThat(closed.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(reason(waiting.failure())).isEqualTo(Reason.CLOSED);
            assertThatThrownBy(other::await).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(other::reset).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(other::isBroken).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldRunTheActionOnceBeforeAnyGoesOnWhenAllHaveArrived() throws Exception {
        try (SharedBarrier barrier = builder(2).action(ACTIONS::incrementAndGet).create()) {
            for (int round = 1; round <= 3; round++) {
                final BlockedCall<Integer> waiting = BlockedCall.start(() -> {
                    barrier.await();
                    return ACTIONS.get();
                });

                barrier.await();

                assertThat(waiting.result()).isEqualTo(round);
                assertThat(ACTIONS.get()).isEqualTo(round);
            }
        }
    }

    @Test
    void shouldBreakForAllWhenTheActionThrows() throws Exception {
        try (SharedBarrier barrier = builder(2).action(() -> within.execute()).create()) {
            final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
            within = () -> {
                throw new IllegalArgumentException("unchecked");
            };
            assertThatThrownBy(barrier::await).isInstanceOf(IllegalArgumentException.class);
            assertThat(first.failure())
                    .hasMessageContaining("unchecked")
                    .satisfies(failure -> assertThat(reason(failure)).isEqualTo(Reason.ACTION_FAILED));

            barrier.reset();
            final BlockedCall<Integer> second = BlockedCall.start(barrier::await);
            within = () -> {
                throw new IOException("checked");
            };
            assertThatThrownBy(barrier::await)
                    .hasCauseInstanceOf(IOException.class)
                    .satisfies(failure -> assertThat(reason(failure)).isEqualTo(Reason.ACTION_FAILED));
            assertThat(second.failure()).hasMessageContaining("checked");
        }
    }

    /** A third thread comes while the action is run: it belongs to the next round. */
    @Test
    void shouldArriveInTheNextRoundWhenComingDuringTheAction() throws Exception {
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        within = () -> {
            running.countDown();
            end.await();
        };
        try (SharedBarrier barrier = builder(2).action(() -> within.execute()).create()) {
            final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
            final Thread runner = new Thread(() -> {
                try {
                    barrier.await();
                } catch (final Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            runner.start();
            running.await();
            assertThatThrownBy(() -> barrier.await(1, MILLISECONDS))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("barrier \"barrier\": the action of the round before is still being run");
            final BlockedCall<Integer> third = BlockedCall.start(barrier::await);

            end.countDown();

            assertThat(first.result()).isEqualTo(1);
            runner.join(SECONDS.toMillis(60));
            Awaitility.await().until(() -> barrier.numberWaiting() == 1);
            assertThat(barrier.await()).isZero();
            assertThat(third.result()).isEqualTo(1);
        }
    }

    @Test
    void shouldFailTheRunnerTooWhenAbortedDuringTheAction() throws Exception {
        try (SharedBarrier barrier = builder(2).action(() -> within.execute()).create();
                SharedBarrier other = builder(2).open()) {
            within = () -> other.abort("stop");
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

            assertThatThrownBy(barrier::await).hasMessageContaining("stop");

            assertThat(reason(waiting.failure())).isEqualTo(Reason.ABORTED);
        }
    }

    @Test
    void shouldEndASleepAtOnceWhenItIsBrokenBehindTheLastLook() throws Exception {
        NativeLibrary.require();
        try (SharedBarrier barrier = SharedBarrier.builder(2)
                        .domain(domain.get())
                        .waitPolicy(WaitPolicy.SLEEP)
                        .create();
                BeforeSleep sleep = BeforeSleep.run(() -> barrier.abort("told to"))) {
            assertThatThrownBy(barrier::await).isInstanceOf(BrokenSharedBarrierException.class);

            assertThat(sleep.wasSignalled()).isTrue();
        }
    }

    @Test
    void shouldReturnAtOnceWhenThereIsOneParty() throws Exception {
        try (SharedBarrier barrier = builder(1).create()) {
            assertThat(barrier.await()).isZero();
            assertThat(barrier.await()).isZero();
            assertThat(barrier.parties()).isOne();
        }
    }

    /** A thread that sleeps through this many breaks can't be told how its own round ended; it must not be told that all is well. */
    @Test
    void shouldKnowHowARoundEndedWhenMuchHasHappenedSince() throws Exception {
        try (SharedBarrier barrier = builder(2).create()) {
            for (int i = 0; i < FORGOTTEN; i++) {
                final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);
                barrier.abort("number " + i);
                final Throwable failure = waiting.failure();
                barrier.reset();
                assertThat(failure).hasMessageContaining("number " + i);
            }
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

            assertThat(barrier.await()).isZero();

            assertThat(waiting.result()).isOne();
        }
    }

    @Test
    void shouldTellAReasonAsFarAsThereIsRoomWhenItIsLong() {
        try (SharedBarrier barrier = builder(2).create()) {
            barrier.abort("\u00e4".repeat(500));

            assertThatThrownBy(barrier::await)
                    .hasMessageContaining("\u00e4".repeat(100))
                    .message()
                    .doesNotContain("\u00e4".repeat(101));
        }
    }

    /** All but the lock is overwritten: there, a live owner would have to be waited for. */
    @Test
    void shouldNeitherHangNorCrashWhenSomethingElseHasWrittenOverIt() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int run = 0; run < FUZZED; run++) {
            try (SharedBarrier barrier = builder(2).create();
                    TestSegments raw = TestSegments.open(barrier)) {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    final int word = random.nextBoolean() ? random.nextInt(18, 34) : random.nextInt(64, 1_600);
                    raw.buffer().putLong(word * Long.BYTES, random.nextLong() >> random.nextInt(64));
                }
                raw.buffer().putLong(STATE, random.nextLong() >> random.nextInt(64));

                for (int call = 0; call < 4; call++) {
                    assertThat(anyCall(barrier, random.nextInt(5)))
                            .as("seed %d", seed)
                            .isNull();
                }
            } finally {
                SharedBarrier.delete(domain.get(), NAME);
            }
        }
    }

    /** What it throws that it shouldn't. */
    private static Throwable anyCall(final SharedBarrier barrier, final int call) {
        try {
            switch (call) {
                case 0 -> barrier.await(100, MICROSECONDS);
                case 1 -> barrier.reset();
                case 2 -> barrier.abort("any");
                case 3 -> barrier.isBroken();
                default -> barrier.numberWaiting();
            }
            return null;
        } catch (final TimeoutException | BrokenBarrierException | TandemException e) {
            return null;
        } catch (final Throwable t) {
            return t;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void shouldRefuseWhenTheNumberOfPartiesCannotBe(final int parties) {
        assertThatThrownBy(() -> SharedBarrier.builder(parties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + parties);
    }

    @Test
    void shouldRefuseToOpenWhenItIsForOtherParties() {
        try (SharedBarrier barrier = builder(2).create()) {
            assertThatThrownBy(() -> builder(3).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("2")
                    .hasMessageContaining("3");
            try (SharedBarrier adopted = builder(3).adoptExisting().open()) {
                assertThat(adopted.parties()).isEqualTo(barrier.parties());
            }
        }
    }

    @Test
    void shouldKeepItsActionWhenItTravelsInALambdaAndInAMessage() throws Exception {
        try (SharedLatch actions = SharedLatch.builder(10).domain(domain.get()).create();
                SharedBarrier sent =
                        builder(2).action(() -> actions.countDown(3)).create();
                SharedQueue<Object> queue =
                        SharedQueue.builder(Object.class).domain(domain.get()).create();
                SharedBarrier captured =
                        SharedBarrier.builder(2).domain(domain.get()).create();
                ChildProcess child = ChildProcess.builder().domain(domain.get()).start(() -> {
                    captured.await();
                    final SharedBarrier arrived = (SharedBarrier) queue.take();
                    while (arrived.numberWaiting() == 0) {
                        Thread.onSpinWait();
                    }
                    arrived.await(); // the last, and so with its own action
                    arrived.close();
                })) {
            captured.await(60, SECONDS);
            queue.put(sent);

            assertThat(sent.await(60, SECONDS)).isOne();

            assertThat(actions.count()).isEqualTo(7);
            assertThat(child.join(Duration.ofSeconds(60))).isTrue();
            assertThat(child.exitCode()).isZero();
            assertThat(sent.isBroken()).isFalse();
        }
    }

    /** A failure whose text can't be had. */
    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static final class Nameless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return null;
        }
    }

    /** Neither an exception nor an error. */
    private static final class Other extends Throwable {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnseen(final Throwable any) throws T {
        throw (T) any;
    }

    @ParameterizedTest
    @ValueSource(classes = {Mute.class, Nameless.class, Other.class})
    void shouldBreakForAllWhenTheActionFailsInAnOddWay(final Class<? extends Throwable> type) throws Exception {
        final Throwable thrown = type.getDeclaredConstructor().newInstance();
        within = () -> SharedBarrierTest.<RuntimeException>throwUnseen(thrown);
        try (SharedBarrier barrier = builder(2).action(() -> within.execute()).create()) {
            final BlockedCall<Integer> waiting = BlockedCall.start(() -> barrier.await(30, SECONDS));

            Throwable met = null;
            try {
                barrier.await();
            } catch (final Throwable e) {
                met = e;
            }

            assertThat(met == thrown || (met != null && met.getCause() == thrown))
                    .isTrue();
            assertThat(reason(waiting.failure())).isEqualTo(Reason.ACTION_FAILED);
            assertThat(barrier.isBroken()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseToWaitWhenItsActionWouldWaitForItself(final boolean otherHandle) throws Exception {
        try (SharedBarrier barrier = builder(2).action(() -> within.execute()).create();
                SharedBarrier other = builder(2).open()) {
            final SharedBarrier used = otherHandle ? other : barrier;
            within = () -> used.await(30, SECONDS);
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);

            assertThatThrownBy(barrier::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("action");

            assertThat(reason(waiting.failure())).isEqualTo(Reason.ACTION_FAILED);
            barrier.reset();
            within = () -> {};
            final BlockedCall<Integer> again = BlockedCall.start(barrier::await);
            assertThat(barrier.await()).isZero();
            assertThat(again.result()).isOne();
        }
    }

    @Test
    void shouldNotBreakTheRoundBeforeWhenANewcomerIsInterruptedDuringTheAction() throws Exception {
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        within = () -> {
            running.countDown();
            end.await();
        };
        try (SharedBarrier barrier = builder(2).action(() -> within.execute()).create()) {
            final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
            final FutureTask<Integer> last = new FutureTask<>(barrier::await);
            new Thread(last, "last").start();
            running.await();

            Thread.currentThread().interrupt();
            assertThatThrownBy(barrier::await).isInstanceOf(InterruptedException.class);
            end.countDown();

            assertThat(first.result()).isOne();
            assertThat(last.get(60, SECONDS)).isZero();
            assertThat(barrier.isBroken()).isFalse();
        }
    }
}

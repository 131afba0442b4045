package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.os.NativeLibrary;
import io.tandem.process.ChildProcess;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.BeforeSleep;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.WaitSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try") // closed without use
class SharedEventTest {
    /** Bit 0 says whether it is set; the number of sets is above. */
    private static final int STATE = 128;

    private static final int HAND_OFFS = 100_000;
    private static final long LIMIT_NANOS = SECONDS.toNanos(8);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @AfterEach
    void delete() {
        SharedEvent.delete(domain.get(), "event");
    }

    private SharedEvent.Builder builder(final WaitPolicy policy) {
        return SharedEvent.builder().domain(domain.get()).waitPolicy(policy);
    }

    @Test
    void shouldBeWhatItWasLastMadeWhenSetAndClearedMoreThanOnce() throws Exception {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).create()) {
            final boolean atFirst = event.isSet();
            event.set();
            event.set();
            final boolean afterSet = event.isSet() && event.await(0, SECONDS);
            event.clear();
            event.clear();

            assertThat(atFirst).isFalse();
            assertThat(afterSet).isTrue();
            assertThat(event.isSet()).isFalse();
            assertThat(event.await(5, MILLISECONDS)).isFalse();
            assertThat(event.await(-1, SECONDS)).isFalse();
        }
    }

    @Test
    void shouldTellItsNameAndWhetherItIsSetWhenPrinted() {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).name("event").create()) {
            final String atFirst = event.toString();
            event.set();

            assertThat(atFirst).isEqualTo("Event \"event\", not set");
            assertThat(event).hasToString("Event \"event\", set");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWakeAllWhoWaitWhenItIsSetAndClearedAtOnce(final WaitPolicy policy) throws Exception {
        try (SharedEvent event = builder(policy).create()) {
            final List<BlockedCall<Boolean>> waiting = List.of(
                    BlockedCall.start(() -> event.await(60, SECONDS)),
                    BlockedCall.start(() -> event.await(60, SECONDS)),
                    BlockedCall.start(() -> event.await(60, SECONDS)));

            event.set();
            event.clear();

            for (final BlockedCall<Boolean> call : waiting) {
                assertThat(call.result()).isTrue();
            }
            assertThat(event.isSet()).isFalse();
        }
    }

    /** Set and cleared between the last look of a waiter and its sleep: the state is as it was, and the number isn't. */
    @Test
    void shouldReturnWhenItIsSetAndClearedBehindTheLastLook() throws Exception {
        NativeLibrary.require();
        try (SharedEvent event = builder(WaitPolicy.SLEEP).create();
                BeforeSleep sleep = BeforeSleep.run(() -> {
                    event.set();
                    event.clear();
                })) {
            final boolean returned = event.await(5, SECONDS);

            assertThat(returned).isTrue();
            assertThat(event.isSet()).isFalse();
            assertThat(sleep.wasSignalled()).isTrue();
            assertThat(sleep.sleeps()).isOne();
        }
    }

    /** Another sets it between a clear's look at the state and its change: who waits must learn of that set later, too. */
    @Test
    void shouldKeepTheNumberOfSetsWhenAClearIsOvertakenByOne() throws Exception {
        final AtomicBoolean overtaken = new AtomicBoolean(true);
        try (SharedEvent other = builder(WaitPolicy.SLEEP).name("event").create();
                var raw = TestSegments.open(other);
                HookedBuffers hooked = HookedBuffers.after("getLongVolatile", () -> {
                    if (!overtaken.getAndSet(true)) {
                        other.set();
                    }
                });
                SharedEvent mine = builder(WaitPolicy.SLEEP).name("event").open()) {
            final long before = raw.buffer().getLongVolatile(STATE);
            overtaken.set(false);

            mine.clear();

            assertThat(mine.isSet()).isFalse();
            assertThat(raw.buffer().getLongVolatile(STATE)).isEqualTo(before + 2);
        }
    }

    @Test
    void shouldEndASleepAtOnceWhenTheHandleIsClosed() {
        NativeLibrary.require();
        final SharedEvent event = builder(WaitPolicy.SLEEP).create();
        try (BeforeSleep sleep = BeforeSleep.run(event::close)) {
            assertThatThrownBy(() -> event.await(60, SECONDS)).isInstanceOf(IllegalStateException.class);

            assertThat(sleep.wasSignalled()).isTrue();
        }
    }

    @Test
    void shouldMakeNoSystemCallWhenItIsSetAndNobodySleeps() {
        NativeLibrary.require();
        try (SharedEvent event = builder(WaitPolicy.SLEEP).create();
                RecordingSystem system = RecordingSystem.install()) {
            event.set();
            event.clear();
            event.set();

            assertThat(system.calls("futexWake")).isZero();
        }
    }

    @Test
    void shouldThrowWhenInterruptedDuring() throws Exception {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).create()) {
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> event.await(60, SECONDS));

            waiting.interrupt();

            assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldThrowWhenInterruptedBeforeThoughItIsSet() {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).create()) {
            event.set();

            Thread.currentThread().interrupt();

            assertThatThrownBy(event::await).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldKeepTheInterruptionWhenItWaitsUninterruptibly() throws Exception {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).create()) {
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
                event.awaitUninterruptibly();
                return Thread.currentThread().isInterrupted();
            });

            waiting.interrupt();
            event.set();

            assertThat(waiting.result()).isTrue();
        }
    }

    @Test
    void shouldWakeThoseOfOneHandleAloneWhenThatIsClosed() throws Exception {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).name("event").create()) {
            final SharedEvent other = builder(WaitPolicy.SLEEP).name("event").open();
            final BlockedCall<Boolean> closing = BlockedCall.start(() -> other.await(60, SECONDS));
            final BlockedCall<Boolean> staying = BlockedCall.start(() -> event.await(60, SECONDS));

            other.close();

            assertThat(closing.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("event \"event\"")
                    .hasMessageContaining("closed");
            assertThatThrownBy(other::set).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(other::isSet).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(other::await).isInstanceOf(IllegalStateException.class);
            event.set();
            assertThat(staying.result()).isTrue();
        }
    }

    @Test
    void shouldBeReadyInAWaitSetWhenItIsSet() throws Exception {
        try (SharedEvent first = builder(WaitPolicy.SLEEP).create();
                SharedEvent second = builder(WaitPolicy.SLEEP).create()) {
            final BlockedCall<Object> waiting =
                    BlockedCall.start(() -> WaitSet.of(first, second).await());

            second.set();

            assertThat(waiting.result()).isEqualTo(List.of(second));
            assertThat(WaitSet.of(first).await(Duration.ofMillis(1))).isEmpty();
        }
    }

    @Test
    void shouldRefuseToOpenWhenItHasAnotherLayout() {
        try (SharedEvent event = builder(WaitPolicy.SLEEP).name("event").create();
                var raw = TestSegments.open(event)) {
            raw.buffer().putInt(0, 99);

            assertThatThrownBy(() -> builder(WaitPolicy.SLEEP).name("event").open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("99");
        }
    }

    @Test
    void shouldMeetInAChildWhenItTravelsInALambdaAndInAMessage() throws Exception {
        try (SharedEvent go = builder(WaitPolicy.SPIN_THEN_SLEEP).create();
                SharedLatch ready = SharedLatch.builder(1).domain(domain.get()).create();
                SharedQueue<Object> queue =
                        SharedQueue.builder(Object.class).domain(domain.get()).create();
                ChildProcess child = ChildProcess.builder().domain(domain.get()).start(() -> {
                    final SharedEvent arrived = (SharedEvent) queue.take();
                    ready.countDown();
                    go.await();
                    arrived.set();
                })) {
            try (SharedEvent answer = builder(WaitPolicy.SPIN_THEN_SLEEP).create()) {
                queue.put(answer);
                assertThat(ready.await(60, SECONDS)).isTrue();
                go.set();

                assertThat(answer.await(60, SECONDS)).isTrue();
            }
            assertThat(child.join(Duration.ofSeconds(60))).isTrue();
            assertThat(child.exitCode()).isZero();
        }
    }

    /** Sleeps last 20 s here instead of 50 ms. */
    @ParameterizedTest
    @EnumSource(names = {"SLEEP", "SPIN_THEN_SLEEP"})
    void shouldLoseNoWakeUpWhenTwoTakeTurns(final WaitPolicy policy) throws Exception {
        NativeLibrary.require();
        try (SharedEvent ping = builder(WaitPolicy.SLEEP).create();
                SharedEvent pong = builder(policy).create();
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final long start = System.nanoTime();
            final AtomicBoolean last =
                    new AtomicBoolean(); // said before the round's pong, so that both end with the same one
            final FutureTask<Integer> partner = new FutureTask<>(() -> {
                int round = 0;
                while (!last.get()) {
                    assertThat(ping.await(60, SECONDS)).isTrue();
                    ping.clear();
                    round++;
                    last.set(round == HAND_OFFS / 2 || System.nanoTime() - start > LIMIT_NANOS);
                    pong.set();
                }
                return round;
            });
            final Thread thread = new Thread(partner, "partner");
            thread.start();

            int rounds = 0;
            while (!last.get()) {
                ping.set();
                assertThat(pong.await(60, SECONDS)).isTrue();
                pong.clear();
                rounds++;
            }

            assertThat(partner.get(60, SECONDS)).isEqualTo(rounds);
            assertThat(system.sleepsTimedOut()).isZero();
            thread.join(SECONDS.toMillis(60));
        }
    }
}

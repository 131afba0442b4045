package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that die while they change an event or a latch, at each step, and while they wait at one. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateCrashPointTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    /** Either nothing has happened, or all of it: whoever sleeps finds that out. */
    @ParameterizedTest
    @CsvSource({"event, set, isSet, true", "latch, down 1, count, 0"})
    void shouldWakeOrHaveDoneNothingWhenItDiesAtAnyStep(
            final String kind, final String order, final String question, final String done) throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (Subject own = Subject.open(domain.get(), kind, 1, WaitPolicy.SLEEP)) {
                final BlockedCall<String> waiting = BlockedCall.start(() -> own.call("await"));

                died = dies(kind, order, step);

                if (!own.call(question).equals(done)) {
                    assertThat(died).isTrue();
                    own.call(order);
                }
                assertThat(waiting.result()).isEqualTo("true");
                assertThat(own.call(question)).isEqualTo(done);
            } finally {
                Subject.delete(domain.get(), kind);
            }
        }
        assertThat(step).isGreaterThan(3);
    }

    private boolean dies(final String kind, final String order, final int step) {
        final TestDomain.OtherProcess process = domain.otherProcess("victim");
        try (CrashPoint point = CrashPoint.never()) {
            final Subject subject = Subject.open(process.domain(), kind, 1, WaitPolicy.SLEEP);
            point.dieIn(step);
            try {
                subject.call(order);
            } catch (final CrashSignal e) {
                assertThat(e).hasMessageContaining("died at step");
            }
            return point.hasDied();
        } finally {
            process.kill();
        }
    }

    @Test
    void shouldNeitherWaitForNorMissAnybodyWhenWaitersAreKilledOrStopped() throws Exception {
        try (SharedEvent event = SharedEvent.builder()
                        .domain(domain.get())
                        .name(Subject.EVENT)
                        .create();
                ChildJvm killed = RemoteParty.startJvm();
                ChildJvm stopped = RemoteParty.startJvm()) {
            final Party first = new RemoteParty(killed, domain.get(), Subject.EVENT, 0, WaitPolicy.SLEEP);
            final Party second = new RemoteParty(stopped, domain.get(), Subject.EVENT, 0, WaitPolicy.SPIN_THEN_SLEEP);
            assertThat(first.call("await 20")).isEqualTo("false");
            final CompletableFuture<String> unused = first.start("await");
            assertThat(second.call("isSet")).isEqualTo("false");
            final CompletableFuture<String> answer = second.start("await");
            final BlockedCall<Boolean> own = BlockedCall.start(() -> event.await(60, SECONDS));
            killed.kill();
            stopped.signal("STOP");

            event.set();

            assertThat(own.result()).isTrue();
            stopped.signal("CONT");
            assertThat(Party.answer(answer)).isEqualTo("true");
            event.clear();
            assertThat(second.call("await 0")).isEqualTo("false");
        } finally {
            SharedEvent.delete(domain.get(), Subject.EVENT);
        }
    }

    @Test
    void shouldOpenForOthersWhenALatchsWaitersAreKilledOrStopped() throws Exception {
        try (SharedLatch latch = SharedLatch.builder(1)
                        .domain(domain.get())
                        .name(Subject.LATCH)
                        .create();
                ChildJvm killed = RemoteParty.startJvm();
                ChildJvm stopped = RemoteParty.startJvm()) {
            final Party first = new RemoteParty(killed, domain.get(), Subject.LATCH, 1, WaitPolicy.SLEEP);
            final Party second = new RemoteParty(stopped, domain.get(), Subject.LATCH, 1, WaitPolicy.SLEEP);
            assertThat(first.call("await 20")).isEqualTo("false");
            final CompletableFuture<String> unused = first.start("await");
            assertThat(second.call("await 20")).isEqualTo("false");
            final CompletableFuture<String> answer = second.start("await");
            final BlockedCall<Boolean> own = BlockedCall.start(() -> latch.await(60, SECONDS));
            killed.kill();
            stopped.signal("STOP");

            latch.countDown();

            assertThat(own.result()).isTrue();
            stopped.signal("CONT");
            assertThat(Party.answer(answer)).isEqualTo(second.call("await"));
            assertThat(second.call("await 0")).isEqualTo("true");
        } finally {
            SharedLatch.delete(domain.get(), Subject.LATCH);
        }
    }
}

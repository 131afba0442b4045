package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How soon a sender that never waits learns that its peer, no child of this process, has died. */
@SuppressWarnings("try") // closed without use
class PipeDeathTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldTellASlowSenderAfterAFewMessagesWhenThePeerDied() {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        final AtomicInteger sent = new AtomicInteger();
        try (var pipe = builder().domain(domain.get()).create();
                var theirs = builder().domain(victim.domain()).open();
                var second = theirs.second();
                var first = pipe.first()) {
            victim.kill();

            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> isRefused(first, sent));

            assertThat(sent.get()).isLessThan(50);
            assertThatThrownBy(() -> first.trySend("more")).isInstanceOf(PeerDiedException.class);
        } finally {
            SharedPipe.delete(domain.get(), "dying");
        }
    }

    @Test
    void shouldTellOfTheCloseWhenThePeerClosesAndEndsJustBeforeItIsAskedFor() {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        final Thread thread = Thread.currentThread();
        final AtomicBoolean ended = new AtomicBoolean();
        try (var pipe = builder().domain(domain.get()).create();
                var theirs = builder().domain(victim.domain()).open();
                var second = theirs.second();
                var first = pipe.first();
                var interception = InterceptedSystem.install(call -> {
                    if (Thread.currentThread() == thread && ended.compareAndSet(false, true)) {
                        second.close();
                        victim.kill();
                    }
                    return call.passOn();
                })) {
            assertThat(ended).isFalse();

            assertThatThrownBy(first::tryReceive).isInstanceOf(PeerClosedException.class);

            assertThat(ended).isTrue();
        } finally {
            SharedPipe.delete(domain.get(), "dying");
        }
    }

    @Test
    void shouldTellTheSenderAtOnceWhenTheReceivingHalfFoundThePeerDead() {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        try (var pipe = builder().domain(domain.get()).create();
                var theirs = builder().domain(victim.domain()).open();
                var second = theirs.second();
                var first = pipe.first()) {
            first.trySend("quick");
            victim.kill();

            assertThatThrownBy(first::receive).isInstanceOf(PeerDiedException.class);

            assertThatThrownBy(() -> first.trySend("more")).isInstanceOf(PeerDiedException.class);
        } finally {
            SharedPipe.delete(domain.get(), "dying");
        }
    }

    @Test
    void shouldLetGoOfThePeersProcessFileWhenClosedWhileThePeerLives() throws Exception {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final String file = "processes/" + other.number();
        try (var theirs = builder().domain(other.domain()).create();
                var second = theirs.second()) {
            final long before = descriptorsOf(file);
            final long during;
            try (var pipe = builder().domain(domain.get()).open();
                    var first = pipe.first()) {
                first.tryReceive();
                first.receive(Duration.ofMillis(1));
                during = descriptorsOf(file);
            }

            assertThat(during).isEqualTo(before + 1);
            assertThat(descriptorsOf(file)).isEqualTo(before);
        } finally {
            SharedPipe.delete(domain.get(), "dying");
        }
    }

    private static long descriptorsOf(final String file) throws IOException {
        return LeakWatcher.snapshot().stream()
                .filter(thing -> thing.startsWith("descriptor") && thing.contains(file))
                .count();
    }

    private static boolean isRefused(final Connection<Object, Object> connection, final AtomicInteger sent) {
        try {
            connection.trySend("slow");
            sent.incrementAndGet();
            return false;
        } catch (final PeerDiedException e) {
            return true;
        }
    }

    private static SharedPipe.Builder<Object, Object> builder() {
        return SharedPipe.builder(Object.class, Object.class).name("dying");
    }
}

package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process finds at its end of a named pipe when the JVM at the other one, no child of its own, ends. */
@SuppressWarnings("try") // closed without use
class PipeExitTest {
    private static final String NAME = "exit";
    private static final List<String> QUICK = List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1");
    private static final String STUCK = "stuck";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedPipe<String, String> pipe;

    @BeforeEach
    void create() {
        pipe = pipe(domain.get()).create();
    }

    @AfterEach
    void delete() {
        pipe.close();
        SharedPipe.delete(domain.get(), NAME);
    }

    private static SharedPipe.Builder<String, String> pipe(final Domain domain) {
        return SharedPipe.builder(String.class, String.class)
                .domain(domain)
                .name(NAME)
                .secondCodec(new Sticky());
    }

    /** Never comes back from encoding one message. */
    static final class Sticky implements Codec<String> {
        private static final CountDownLatch INSIDE = new CountDownLatch(1);

        @Override
        public String name() {
            return "sticky/1";
        }

        @Override
        public int length(final String value) {
            return value.length();
        }

        @Override
        public void encode(final String value, final MutableDirectBuffer target, final int offset) {
            if (value.equals(STUCK)) {
                INSIDE.countDown();
                sleepForEver();
            }
            target.putStringWithoutLengthAscii(offset, value);
        }

        @Override
        public String decode(final DirectBuffer source, final int offset, final int length) {
            return source.getStringWithoutLengthAscii(offset, length);
        }
    }

    private static void sleepForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends two messages, and then ends as it is told. */
    static final class Ending {
        private Ending() {}

        public static void main(final String[] arguments) throws Exception {
            final Connection<String, String> connection =
                    pipe(Domain.at(Path.of(arguments[0]))).open().second();
            connection.send("one");
            connection.send("two");
            System.out.println("sent");
            switch (arguments[1]) {
                case "return" -> {}
                case "exit" -> System.exit(3);
                case "halt" -> Runtime.getRuntime().halt(3);
                case "receive" -> connection.receive();
                case "daemon receives" -> daemon(connection::receive);
                case "daemon sends" ->
                    daemon(() -> {
                        while (true) {
                            connection.trySend("more");
                        }
                    });
                case "raw" -> connection.raw();
                case "stuck" -> {
                    daemon(() -> connection.send(STUCK));
                    Sticky.INSIDE.await();
                }
                case "hook waits" -> {
                    final Thread worker = daemon(connection::receive);
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> join(worker)));
                }
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }

        private interface Call {
            void run() throws Exception;
        }

        private static Thread daemon(final Call call) throws InterruptedException {
            final Thread thread = new Thread(
                    () -> {
                        try {
                            call.run();
                        } catch (final Exception e) {
                            System.out.println("failed: " + e);
                        }
                    },
                    "a daemon");
            thread.setDaemon(true);
            thread.start();
            while (thread.getStackTrace().length < 3) { // it isn't in its call yet
                Thread.onSpinWait();
            }
            return thread;
        }

        private static void join(final Thread worker) {
            try {
                worker.join();
                System.out.println("joined");
            } catch (final InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ChildJvm start(final String how) throws Exception {
        final ChildJvm jvm = ChildJvm.start(QUICK, Ending.class, domain.directory(), how);
        jvm.await("sent");
        return jvm;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"return", "exit", "daemon receives", "daemon sends"})
    void shouldSeeACleanCloseWhenTheOtherJvmEndsByItself(final String how) throws Exception {
        try (ChildJvm jvm = start(how);
                var first = pipe.first()) {
            assertThat(first.receive()).isEqualTo("one");
            assertThat(first.receive()).isEqualTo("two");
            assertThatThrownBy(() -> receiveAll(first)).isInstanceOf(PeerClosedException.class);
            assertThat(jvm.awaitExit()).isEqualTo(how.equals("exit") ? 3 : 0);
            assertThat(jvm.remainingLines())
                    .as("what threads that were ended say")
                    .isEmpty();
        }
    }

    private static void receiveAll(final Connection<String, String> connection) throws InterruptedException {
        while (true) {
            assertThat(connection.receive()).isEqualTo("more");
        }
    }

    @Test
    void shouldSeeACleanCloseWhenTheOtherJvmIsTerminatedInsideOfACall() throws Exception {
        try (ChildJvm jvm = start("receive");
                var first = pipe.first()) {
            jvm.signal("TERM");

            assertThat(first.receive()).isEqualTo("one");
            assertThat(first.receive()).isEqualTo("two");
            assertThatThrownBy(first::receive)
                    .isInstanceOf(PeerClosedException.class)
                    .hasMessageContaining("second end");
            assertThatThrownBy(() -> first.send("late")).isInstanceOf(PeerClosedException.class);
            assertThat(jvm.awaitExit()).isEqualTo(143);
            assertThat(jvm.remainingLines()).as("what the ended thread says").isEmpty();
            try (var second = pipe.second()) {
                second.send("from the next");
                assertThat(first.receive()).isEqualTo("from the next");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"halt", "receive", "stuck", "raw"})
    void shouldSeeADeathWhenTheOtherJvmDoesntClose(final String how) throws Exception {
        try (ChildJvm jvm = start(how);
                var first = pipe.first()) {
            if (how.equals("receive")) {
                jvm.signal("KILL");
            }

            assertThat(first.receive()).isEqualTo("one");
            assertThat(first.receive()).isEqualTo("two");
            assertThatThrownBy(first::receive)
                    .isInstanceOf(PeerDiedException.class)
                    .hasMessageContaining("second end");
            jvm.awaitExit();
        }
    }

    @Test
    void shouldLetAHookGoOnThatWaitsForAThreadInsideOfACall() throws Exception {
        try (ChildJvm jvm = start("hook waits");
                var first = pipe.first()) {
            assertThat(first.receive()).isEqualTo("one");
            assertThat(first.receive()).isEqualTo("two");
            assertThatThrownBy(() -> first.receive(Duration.ofSeconds(Peer.LIMIT_SECONDS)))
                    .isInstanceOf(PeerClosedException.class);
            jvm.await("failed: java.lang.IllegalStateException: Could not receive");
            jvm.await("joined");
            assertThat(jvm.awaitExit()).isZero();
        }
    }
}

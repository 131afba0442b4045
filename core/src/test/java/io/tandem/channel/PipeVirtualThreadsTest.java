package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.testing.VirtualThreads;
import io.tandem.testing.VirtualThreads.Started;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocked calls of virtual threads, in a JVM that has one carrier for all of them: a thread that held it would stop the rest. */
@SuppressWarnings("try") // closed without use
@EnabledForJreRange(min = JRE.JAVA_21)
class PipeVirtualThreadsTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldMakeProgressWhenBothEndsAreVirtualThreadsOnOneCarrier(final WaitPolicy policy) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(VirtualThreads.ONE_CARRIER, OneCarrier.class, domain.directory(), policy)) {
            child.await("echoed");
            child.await("filled");
            child.await("interrupted");
            child.await("timed out");
            assertThat(child.awaitExit()).isZero();
        }
    }

    /** Every thread that waits here is a virtual one, but for main. */
    static final class OneCarrier {
        private static final int MESSAGES = 200;

        public static void main(final String[] arguments) throws Exception {
            NativeLibrary.require(); // or nobody would sleep in a futex
            final Domain domain = Domain.at(Path.of(arguments[0]));
            try (var pipe = SharedPipe.builder(Object.class, Object.class)
                            .domain(domain)
                            .capacityBytes(4096)
                            .waitPolicy(WaitPolicy.valueOf(arguments[1]))
                            .create();
                    var first = pipe.first();
                    var second = pipe.second()) {
                echo(first, second);
                fill(first, second);
                interrupt(first);
                expire(first, second);
            }
            ProcessRegistry.of(domain).leave();
        }

        private static void echo(final Connection<Object, Object> first, final Connection<Object, Object> second)
                throws Exception {
            final Started receiver = VirtualThreads.start(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    second.send(second.receive());
                }
            });
            final Started sender = VirtualThreads.start(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    first.send(i);
                    assertThat(first.receive()).isEqualTo(i);
                }
            });
            sender.await();
            receiver.await();
            System.out.println("echoed");
        }

        /** The sender waits for room that the receiver makes later, on the same carrier. */
        private static void fill(final Connection<Object, Object> first, final Connection<Object, Object> second)
                throws Exception {
            final Started sender = VirtualThreads.start(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    first.send(new byte[400]);
                }
            });
            final Started receiver = VirtualThreads.start(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    assertThat((byte[]) second.receive()).hasSize(400);
                }
            });
            sender.await();
            receiver.await();
            System.out.println("filled");
        }

        private static void interrupt(final Connection<Object, Object> connection) throws Exception {
            final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            final Started receiver = VirtualThreads.start(() -> {
                try {
                    connection.receive();
                    interrupted.complete(false);
                } catch (final InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            VirtualThreads.start(receiver.thread()::interrupt).await();
            receiver.await();
            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
            System.out.println("interrupted");
        }

        /** Many more blocked threads than carriers, for a long time each: the last one still gets its turn. */
        private static void expire(final Connection<Object, Object> first, final Connection<Object, Object> second)
                throws Exception {
            final List<Started> waiting = new ArrayList<>();
            waiting.add(VirtualThreads.start(
                    () -> assertThat(first.receive(Duration.ofMillis(300))).isNull()));
            waiting.add(VirtualThreads.start(
                    () -> assertThat(second.receive(Duration.ofMillis(300))).isNull()));
            waiting.add(VirtualThreads.start(() -> assertThat(first.name()).isEmpty()));
            for (final Started started : waiting) {
                started.await();
            }
            System.out.println("timed out");
        }
    }
}

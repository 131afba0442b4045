package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.testing.VirtualThreads;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocked puts and takes of virtual threads, in a JVM that has one carrier for all of them: a thread that held it would stop the rest. */
@SuppressWarnings("try") // closed without use
@EnabledForJreRange(min = JRE.JAVA_21)
class QueueVirtualThreadsTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldMakeProgressWhenAllAreVirtualThreadsOnOneCarrier(final WaitPolicy policy) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(VirtualThreads.ONE_CARRIER, OneCarrier.class, domain.directory(), policy)) {
            child.await("passed");
            child.await("interrupted");
            child.await("joined");
            assertThat(child.awaitExit()).isZero();
        }
    }

    /** Every thread that waits here is a virtual one, but for main. */
    static final class OneCarrier {
        private static final int ITEMS = 200;
        private static final int THREADS = 4;

        public static void main(final String[] arguments) throws Exception {
            NativeLibrary.require(); // or nobody would sleep in a futex
            final Domain domain = Domain.at(Path.of(arguments[0]));
            try (SharedQueue<Object> queue = SharedQueue.builder(Object.class)
                    .domain(domain)
                    .capacityBytes(4096)
                    .capacityItems(2)
                    .waitPolicy(WaitPolicy.valueOf(arguments[1]))
                    .create()) {
                pass(queue);
                interrupt(queue);
                join(queue);
            }
            ProcessRegistry.of(domain).leave();
        }

        private static void pass(final SharedQueue<Object> queue) throws Exception {
            final List<VirtualThreads.Started> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(VirtualThreads.start(() -> {
                    for (int item = 0; item < ITEMS; item++) {
                        assertThat(queue.take()).isNotNull();
                        queue.taskDone();
                    }
                }));
                threads.add(VirtualThreads.start(() -> {
                    for (int item = 0; item < ITEMS; item++) {
                        queue.put(item);
                    }
                }));
            }
            for (final VirtualThreads.Started thread : threads) {
                thread.await();
            }
            System.out.println("passed");
        }

        private static void interrupt(final SharedQueue<Object> queue) throws Exception {
            final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            final VirtualThreads.Started taker = VirtualThreads.start(() -> {
                try {
                    queue.take();
                    interrupted.complete(false);
                } catch (final InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            VirtualThreads.start(taker.thread()::interrupt).await();
            taker.await();
            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
            System.out.println("interrupted");
        }

        private static void join(final SharedQueue<Object> queue) throws Exception {
            queue.put("last");
            final VirtualThreads.Started joining = VirtualThreads.start(queue::join);
            VirtualThreads.start(() -> {
                        queue.take();
                        queue.taskDone();
                    })
                    .await();
            joining.await();
            System.out.println("joined");
        }
    }
}

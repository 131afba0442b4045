package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import io.tandem.wait.WaitPolicy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualThreadsTest {
    @Test
    void shouldSayNoWhenTheThreadIsAPlatformThread() {
        assertThat(VirtualThreads.isCurrent()).isFalse();
    }

    /** More waiting threads than carriers: if one held its carrier, the last one, which ends all waits, would never run. */
    @ParameterizedTest
    @EnabledForJreRange(min = JRE.JAVA_21)
    @EnumSource(WaitPolicy.class)
    void shouldLeaveTheCarrierWhenAVirtualThreadWaits(final WaitPolicy policy) throws Exception {
        final Method start = startVirtualThread();
        NativeLibrary.require();
        final int count = Runtime.getRuntime().availableProcessors() * 4;
        final AtomicBoolean flag = new AtomicBoolean();
        final CountDownLatch done = new CountDownLatch(count);
        final AtomicInteger virtual = new AtomicInteger();
        final List<Thread> threads = new ArrayList<>();
        try (RecordingSystem system = RecordingSystem.install()) {
            for (int i = 0; i < count; i++) {
                threads.add((Thread) start.invoke(null, (Runnable) () -> {
                    try {
                        Waiting.await(policy, TestSource.never(), slow -> flag.get(), Waiting.FOREVER);
                        virtual.addAndGet(VirtualThreads.isCurrent() ? 1 : 0);
                        done.countDown();
                    } catch (final InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
            }

            threads.add((Thread) start.invoke(null, (Runnable) () -> flag.set(true)));

            assertThat(done.await(30, SECONDS)).isTrue();
            assertThat(virtual).hasValue(count);
            assertThat(system.calls("futexWait")).isZero();
        } finally {
            flag.set(true);
            for (final Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void shouldThrowWhenAVirtualThreadIsInterrupted() throws Exception {
        final Method start = startVirtualThread();
        final CountDownLatch waiting = new CountDownLatch(2);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final Thread thread = (Thread) start.invoke(null, (Runnable) () -> {
            try {
                Waiting.await(
                        WaitPolicy.SLEEP,
                        TestSource.never(),
                        slow -> {
                            waiting.countDown();
                            return false;
                        },
                        Waiting.FOREVER);
            } catch (final InterruptedException e) {
                interrupted.countDown();
            }
        });
        waiting.await();

        thread.interrupt();

        assertThat(interrupted.await(30, SECONDS)).isTrue();
    }

    /** By reflection: this is compiled for 17. */
    private static Method startVirtualThread() throws NoSuchMethodException {
        return Thread.class.getMethod("startVirtualThread", Runnable.class);
    }
}

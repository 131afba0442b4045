package io.tandem.wait.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a JVM does before its native library is there, and where it never will be. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NativeLoadingTest {
    private static final long GONE = 7;

    @Test
    void shouldWaitAndWakeWhenTheLibraryIsNotReadyYet() throws Exception {
        try (SharedPage page = SharedPage.create();
                ChildJvm child = ChildJvm.start(Waiter.class, page.file(), WaitPolicy.SLEEP)) {
            assertThat(child.await("ready before:")).isEqualTo("ready before: false");

            publish(page, GONE);

            assertThat(child.await("held")).isEqualTo("held: true");
            assertThat(child.awaitExit()).isZero();
        }
    }

    @Test
    void shouldWaitByLookingEachMillisecondWhenTheLibraryCannotBeLoaded() throws Exception {
        final List<String> withoutLibrary =
                List.of("-Djna.boot.library.path=/nowhere", "-Djna.nounpack=true", "-Djna.nosys=true");
        try (SharedPage page = SharedPage.create();
                ChildJvm child =
                        ChildJvm.start(withoutLibrary, Waiter.class, page.file(), WaitPolicy.SPIN_THEN_SLEEP)) {
            child.await("ready before: false");
            child.await("WARNING: The native library can't be loaded");

            publish(page, GONE);

            assertThat(child.await("held")).isEqualTo("held: true");
            assertThat(child.remainingLines()).noneMatch(line -> line.startsWith("WARNING"));
            assertThat(child.awaitExit()).isZero();
        }
    }

    /** The sleeper's slices last 20 s, so that only the signaller's late wake can end its sleep in time. */
    @Test
    void shouldWakeOnceLoadedWhenTheSignallerHadNoLibrary() throws Exception {
        NativeLibrary.require();
        try (SharedPage page = SharedPage.create();
                RecordingSystem system = RecordingSystem.installWithLongSlices();
                ChildJvm child = ChildJvm.start(Signaller.class, page.file())) {
            final TestSource source = source(page);
            final AtomicInteger looks = new AtomicInteger();

            Waiting.await(
                    WaitPolicy.SLEEP,
                    source,
                    slow -> {
                        if (looks.incrementAndGet() == 2) {
                            page.buffer().putLongVolatile(8, 1); // armed: the child may signal
                        }
                        return source.isReady();
                    },
                    Waiting.FOREVER);

            assertThat(child.await("ready when signalling")).isEqualTo("ready when signalling: false");
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @Test
    void shouldCostOneNeedlessWakeWhenASleeperWasKilled() throws Exception {
        NativeLibrary.require();
        try (SharedPage page = SharedPage.create();
                ChildJvm child = ChildJvm.start(Waiter.class, page.file(), WaitPolicy.SLEEP)) {
            child.await("sleeping");
            child.kill();

            try (RecordingSystem system = RecordingSystem.install()) {
                publish(page, GONE);
                publish(page, GONE);

                assertThat(system.calls("futexWake")).isEqualTo(1);
                assertThat(system.wokenByCalls()).isZero();
            }
        }
    }

    private static TestSource source(final SharedPage page) {
        final EventWord word = new EventWord(page.buffer(), 256, page.address(256), true);
        return new TestSource(word, () -> page.buffer().getLongAcquire(0) == GONE);
    }

    private static void publish(final SharedPage page, final long value) {
        page.buffer().putLongRelease(0, value);
        source(page).event().signal();
    }

    /** Waits until the other process has published. */
    static final class Waiter {
        public static void main(final String[] args) throws Exception {
            try (SharedPage page = SharedPage.open(Path.of(args[0]));
                    RecordingSystem system = RecordingSystem.install()) {
                System.out.println("ready before: " + NativeLibrary.isReady());
                final TestSource source = source(page);
                final boolean held = Waiting.await(
                        WaitPolicy.valueOf(args[1]),
                        source,
                        slow -> {
                            if (system.calls("futexWait") == 1) {
                                System.out.println("sleeping");
                            }
                            return source.isReady();
                        },
                        Waiting.FOREVER);
                System.out.println("held: " + held);
            }
        }
    }

    /** Signals as soon as the other process is about to sleep, without the library. */
    static final class Signaller {
        public static void main(final String[] args) throws Exception {
            try (SharedPage page = SharedPage.open(Path.of(args[0]))) {
                while (page.buffer().getLongVolatile(8) == 0) {
                    Thread.onSpinWait();
                }
                final boolean ready = NativeLibrary.isReady();
                publish(page, GONE);
                System.out.println("ready when signalling: " + ready);
                // Stays until killed: the wake comes from the loading thread, which doesn't keep a process alive.
                System.in.read();
            }
        }
    }
}

package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FutexTest {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final long FOR_LONG = TimeUnit.SECONDS.toNanos(60);

    private final OperatingSystem system = OperatingSystem.current();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());

    @BeforeEach
    void loadNativeLibrary() {
        NativeLibrary.require();
    }

    private long address(final int offset) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory)) + offset;
    }

    private FutexWords words(final boolean shared, final int... offsets) {
        final FutexWords words = new FutexWords();
        for (final int offset : offsets) {
            words.add(address(offset), memory.getInt(offset), shared);
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSleepForTheTimeWhenNobodyWakes(final boolean shared) {
        for (final FutexWords words : new FutexWords[] {words(shared, 0), words(shared, 0, 64)}) {
            final long start = System.nanoTime();

            final FutexResult result = system.futexWait(words, 20_000_000);

            final long took = System.nanoTime() - start;
            assertThat(result).isEqualTo(FutexResult.TIMED_OUT);
            assertThat(took).isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @Test
    void shouldNotSleepWhenTheTimeIsZeroOrLess() {
        for (final long timeout : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(system.futexWait(words(true, 0), timeout)).isEqualTo(FutexResult.TIMED_OUT);
            assertThat(system.futexWait(words(true, 0, 64), timeout)).isEqualTo(FutexResult.TIMED_OUT);
        }
    }

    @Test
    void shouldNotSleepWhenAWordHasAnotherValueAlready() {
        final FutexWords one = words(true, 0);
        final FutexWords three = words(true, 64, 128, 0);
        memory.putInt(0, 1);

        assertThat(system.futexWait(one, FOR_LONG)).isEqualTo(FutexResult.CHANGED);
        assertThat(system.futexWait(three, FOR_LONG)).isEqualTo(FutexResult.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 128})
    void shouldWakeWhenAnyWordIsWoken(final int count) throws Exception {
        final int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = i * 16;
        }
        for (final int woken : new int[] {0, count / 2, count - 1}) {
            for (final boolean shared : new boolean[] {true, false}) {
                final FutexWords words = words(shared, offsets);
                final FutureTask<FutexResult> sleep = new FutureTask<>(() -> system.futexWait(words, Long.MAX_VALUE));
                new Thread(sleep).start();

                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Program.PATIENCE)
                        .until(() -> system.futexWake(address(offsets[woken]), 1, shared) == 1);

                assertThat(sleep.get(30, TimeUnit.SECONDS)).isEqualTo(FutexResult.WOKEN);
            }
        }
    }

    @Test
    void shouldWakeAsManyAsAskedWhenSeveralSleep() throws Exception {
        final FutureTask<?>[] sleeps = new FutureTask<?>[3];
        for (int i = 0; i < sleeps.length; i++) {
            final FutexWords words = words(true, 0);
            sleeps[i] = new FutureTask<>(() -> system.futexWait(words, FOR_LONG));
            new Thread(sleeps[i]).start();
        }

        int woken = 0;
        while (woken < 2) {
            woken += system.futexWake(address(0), 2 - woken, true);
        }
        await().atMost(Program.PATIENCE).until(() -> done(sleeps) == 2);
        assertThat(system.futexWake(address(0), Integer.MAX_VALUE, true)).isLessThanOrEqualTo(1);

        for (final FutureTask<?> sleep : sleeps) {
            assertThat(sleep.get(30, TimeUnit.SECONDS)).isEqualTo(FutexResult.WOKEN);
        }
    }

    private static int done(final FutureTask<?>[] tasks) {
        int done = 0;
        for (final FutureTask<?> task : tasks) {
            done += task.isDone() ? 1 : 0;
        }
        return done;
    }

    @Test
    void shouldNoticeEveryWordWhenTheKernelCanWatchOnlyOne() throws Exception {
        final boolean before = Futexes.useSeveralWords(false);
        try {
            final FutexWords words = words(true, 0, 64);
            final long start = System.nanoTime();
            final FutexResult sliceEnded = system.futexWait(words, FOR_LONG);
            final long took = System.nanoTime() - start;
            final FutexResult timedOut = system.futexWait(words, 1_000_000);
            memory.putInt(64, 1);
            final FutexResult changed = system.futexWait(words, FOR_LONG);
            final FutexWords again = words(true, 0, 64);
            memory.putInt(0, 1);
            final FutexResult firstChanged = system.futexWait(again, FOR_LONG);

            assertThat(sliceEnded).isEqualTo(FutexResult.WOKEN);
            assertThat(took).isLessThan(FOR_LONG / 2);
            assertThat(timedOut).isEqualTo(FutexResult.TIMED_OUT);
            assertThat(changed).isEqualTo(FutexResult.CHANGED);
            assertThat(firstChanged).isEqualTo(FutexResult.CHANGED);
        } finally {
            Futexes.useSeveralWords(before);
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenTheMemoryIsGoneOrWordsAreMissing() {
        final FutexWords nothing = new FutexWords();
        final FutexWords unmapped = new FutexWords();
        unmapped.add(64, 0, true);
        final FutexWords odd = new FutexWords();
        odd.add(address(2), 0, true);
        odd.add(address(8), 0, true);

        assertThatThrownBy(() -> system.futexWait(nothing, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> system.futexWait(unmapped, FOR_LONG))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("futex(FUTEX_WAIT): EFAULT. The address is not mapped");
        assertThatThrownBy(() -> system.futexWait(odd, FOR_LONG))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("futex_waitv: EINVAL");
        for (int i = 0; i < FutexWords.MAX_WORDS; i++) {
            nothing.add(address(0), 0, true);
        }
        assertThatThrownBy(() -> nothing.add(address(0), 0, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHoldUpNoSafepointWhenAThreadSleeps() throws Exception {
        final FutexWords words = words(true, 0);
        final FutureTask<FutexResult> sleep = new FutureTask<>(() -> system.futexWait(words, FOR_LONG));
        final Thread thread = new Thread(sleep);
        thread.start();

        for (int i = 0; i < 5; i++) {
            System.gc();
        }

        assertThat(sleep.isDone()).isFalse();
        await().atMost(Program.PATIENCE).until(() -> system.futexWake(address(0), 1, true) == 1);
        assertThat(sleep.get(30, TimeUnit.SECONDS)).isEqualTo(FutexResult.WOKEN);
    }

    @Test
    void shouldWakeAndBeWokenWhenTheOtherIsAnotherProcess() throws Exception {
        final Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
        final Path path = directory.resolve("word");
        SpawnedProcess child = null;
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, 4096);
            final ByteBuffer shared = system.map(channel, path, 4096).buffer(0, 4096);
            final long address = Pointer.nativeValue(Native.getDirectBufferPointer(shared));
            final FutexWords words = new FutexWords();
            child = system.spawn(new SpawnRequest(
                    JavaProgram.program().command(PlayPingPong.class, path.toString()),
                    System.getenv(),
                    null,
                    java.util.Map.of(0, 0, 1, 1, 2, 2),
                    false,
                    null));

            for (int turn = 1; turn < 200; turn += 2) {
                WORD.setVolatile(shared, 0, turn);
                system.futexWake(address, 1, true);
                final long deadline = System.nanoTime() + FOR_LONG;
                while ((int) WORD.getVolatile(shared, 0) == turn && System.nanoTime() < deadline) {
                    words.clear();
                    words.add(address, turn, true);
                    system.futexWait(words, FOR_LONG);
                }
                assertThat((int) WORD.getVolatile(shared, 0)).isEqualTo(turn + 1);
            }

            final ExitStatus status = Program.exit(child);
            child = null;
            assertThat(status).isEqualTo(new ExitStatus(0, 0));
        } finally {
            if (child != null) {
                Program.kill(child);
            }
            Files.deleteIfExists(path);
            Files.delete(directory);
        }
    }

    static final class PlayPingPong {
        public static void main(final String[] arguments) throws IOException {
            final OperatingSystem system = OperatingSystem.current();
            final Path path = Path.of(arguments[0]);
            try (FileChannel channel = system.open(path, OpenMode.READ_WRITE, 0)) {
                final Mapping mapping = system.map(channel, path, 4096);
                final ByteBuffer shared = mapping.buffer(0, 4096);
                final FutexWords words = new FutexWords();
                for (int turn = 0; turn < 200; turn += 2) {
                    final long deadline = System.nanoTime() + FOR_LONG;
                    while ((int) WORD.getVolatile(shared, 0) == turn) {
                        words.clear();
                        words.add(mapping.address(), turn, true);
                        system.futexWait(words, FOR_LONG);
                        if (System.nanoTime() > deadline) {
                            System.exit(9);
                        }
                    }
                    WORD.setVolatile(shared, 0, turn + 2);
                    system.futexWake(mapping.address(), 1, true);
                }
            }
        }
    }
}

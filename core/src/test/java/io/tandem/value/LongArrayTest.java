package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tandem.channel.SharedQueue;
import io.tandem.os.NativeLibrary;
import io.tandem.process.ChildProcess;
import io.tandem.segment.MemoryOption;
import io.tandem.sync.OwnerDiedException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one type shows for all: size, layout, closing, travelling, deaths; and what only some types have. */
@SuppressWarnings("try") // closed without use
class LongArrayTest {
    private static final long GIGABYTE = 1L << 30;
    private static final int LIMIT_SECONDS = 60;
    private static final int BODY = 4096;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedLongArray create(final long length) {
        return SharedLongArray.builder(length).domain(domain.get()).create();
    }

    private ChildProcess.Builder child() {
        return ChildProcess.builder().domain(domain.get()).jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    @Test
    void shouldUpdateAsAtomicLongArrayDoesWhenGivenFunctions() {
        final AtomicLongArray expected = new AtomicLongArray(4);
        try (SharedLongArray array = create(4)) {
            for (int i = 0; i < 100; i++) {
                final int index = i % 4;
                final long number = i;
                assertThat(array.getAndUpdate(index, v -> v * 3 + 1))
                        .isEqualTo(expected.getAndUpdate(index, v -> v * 3 + 1));
                assertThat(array.updateAndGet(index, v -> v ^ number))
                        .isEqualTo(expected.updateAndGet(index, v -> v ^ number));
                assertThat(array.getAndAccumulate(index, number, Math::max))
                        .isEqualTo(expected.getAndAccumulate(index, number, Math::max));
                assertThat(array.accumulateAndGet(index, number, Long::sum))
                        .isEqualTo(expected.accumulateAndGet(index, number, Long::sum));
            }

            assertThat(Arrays.toString(array.toArray())).isEqualTo(expected.toString());
        }
    }

    @Test
    void shouldStreamInOrderAndInParallelWhenAskedTo() {
        try (SharedLongArray longs = create(1000);
                SharedIntArray ints =
                        SharedIntArray.builder(1000).domain(domain.get()).create();
                SharedDoubleArray doubles =
                        SharedDoubleArray.builder(1000).domain(domain.get()).create()) {
            for (int i = 0; i < 1000; i++) {
                longs.set(i, i);
                ints.set(i, i);
                doubles.set(i, i);
            }

            assertThat(longs.stream().toArray()).isEqualTo(longs.toArray());
            assertThat(longs.stream().spliterator().getExactSizeIfKnown()).isEqualTo(1000);
            assertThat(longs.stream().parallel().sum()).isEqualTo(499_500);
            assertThat(ints.stream(10, 20).sum()).isEqualTo(145);
            assertThat(doubles.stream(990, 1000).toArray()).isEqualTo(doubles.toArray(990, 1000));
            assertThatThrownBy(() -> longs.stream(0, 1001)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldTakeEachElementOnceWhenAStreamIsSplitAfterItsFirst() {
        final int length = 200_001; // more than are read between two looks at the handle
        try (SharedLongArray array = create(length)) {
            for (int i = 0; i < length; i++) {
                array.set(i, i);
            }
            final Spliterator.OfLong right = array.stream(1, length).spliterator();
            final List<Long> taken = new ArrayList<>();

            right.tryAdvance((LongConsumer) taken::add);
            final Spliterator.OfLong left = right.trySplit();
            final long sizes = left.getExactSizeIfKnown() + right.getExactSizeIfKnown();
            left.forEachRemaining((LongConsumer) taken::add);
            right.forEachRemaining((LongConsumer) taken::add);

            assertThat(sizes).isEqualTo(length - 2);
            assertThat(taken).isEqualTo(LongStream.range(1, length).boxed().toList());
            assertThat(right.tryAdvance((LongConsumer) taken::add)).isFalse();
            assertThat(right.trySplit()).isNull();
        }
    }

    @Test
    void shouldStopAStreamWhenTheArrayIsClosedOnTheWay() {
        final SharedLongArray array = create(100);
        array.fill(1);
        final List<Long> taken = new ArrayList<>();

        final Throwable thrown = catchThrowable(() -> array.stream().forEach(element -> {
            taken.add(element);
            if (taken.size() == 10) {
                array.close();
            }
        }));

        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThat(taken).hasSize(10).containsOnly(1L);
    }

    @Test
    void shouldSeeLaterChangesWhenAStreamIsUnderWay() {
        try (SharedLongArray array = create(100)) {
            final long last = array.stream().peek(element -> array.set(99, 7)).reduce(0, (before, element) -> element);

            assertThat(last).isEqualTo(7);
        }
    }

    @Test
    void shouldFillToTheEndsAndNoFurtherWhenARangeIsLarge() {
        final int length = 200_003;
        try (SharedLongArray array = create(length);
                SharedBooleanArray flags =
                        SharedBooleanArray.builder(length).domain(domain.get()).create()) {
            final long[] expected = new long[length];
            Arrays.fill(expected, 2, length - 3, -5);

            array.fill(2, length - 3, -5);
            flags.fill(1, length - 1, true);

            assertThat(array.toArray()).isEqualTo(expected);
            assertThat(flags.get(0L) || flags.get(length - 1L)).isFalse();
            assertThat(flags.toArray(1, length - 1)).doesNotContain(false);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReachEveryElementWhenItIsLargerThanTwoGigabytes(final boolean sparse) throws Exception {
        NativeLibrary.require(); // or each byte of it would be written
        assumeThat(Files.getFileStore(Path.of("/dev/shm")).getUsableSpace())
                .as("room for 3 GiB in /dev/shm")
                .isGreaterThan(4 * GIGABYTE);
        assumeThat(availableMemory()).as("memory for 3 GiB").isGreaterThan(5 * GIGABYTE);
        final long length = 3 * GIGABYTE / Long.BYTES;
        final MemoryOption[] options = sparse ? new MemoryOption[] {MemoryOption.SPARSE} : new MemoryOption[0];
        try (SharedLongArray array = SharedLongArray.builder(length)
                .domain(domain.get())
                .memory(options)
                .create()) {
            for (long i = length - 1; i >= 0; i -= 100_000_007L) {
                array.set(i, i);
            }
            array.copyTo(length - 10, array, 1_000, 10);
            array.fill(length - 3, length - 1, 7);

            for (long i = length - 1; i >= 0; i -= 100_000_007L) {
                assertThat(array.getVolatile(i)).isEqualTo(i);
            }
            assertThat(array.toArray(1_000, 1_010)).endsWith(0, length - 1);
            assertThat(array.buffer(length - 2, 2).getLong(0)).isEqualTo(7);
            assertThat(array.buffer(length - 2, 2).getLong(8)).isEqualTo(length - 1);
            assertThatThrownBy(() -> array.get(length)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static long availableMemory() throws Exception {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    @Test
    void shouldKeepItsLayoutWhenWritten() throws Exception {
        try (SharedShortArray array =
                SharedShortArray.builder(5).domain(domain.get()).name("golden").create()) {
            array.set(0, new short[] {1, 0x0203, -1, 4, 5}, 0, 5);

            final byte[] file = Files.readAllBytes(domain.directory().resolve("names/golden"));
            final byte[] expected = new byte[256 + 16];
            expected[0] = 1;
            final byte[] elements = HexFormat.of().parseHex("01000302ffff04000500000000000000");
            System.arraycopy(elements, 0, expected, 256, elements.length);
            assertThat(Arrays.copyOfRange(file, BODY, file.length)).isEqualTo(expected);
            assertThat(new String(file, 256, 19, StandardCharsets.UTF_8)).isEqualTo("length=5\ntype=short");
        } finally {
            SharedShortArray.delete(domain.get(), "golden");
        }
    }

    /** Everything at once, and again; nothing may crash this JVM, and threads must learn that their handle is closed. */
    @Test
    void shouldEndCallsWithAnExceptionAndNoCrashWhenClosedUnderRunningThreads() throws Exception {
        NativeLibrary.require();
        for (int round = 0; round < 20; round++) {
            final SharedLongArray array = create(1 << 18);
            final long[] heap = new long[1 << 16];
            final List<LongConsumer> calls = List.of(
                    i -> array.getVolatile(i & 0xFFFF),
                    i -> array.getAndAdd(i & 0xFFFF, 1),
                    i -> array.get(0, heap, 0, heap.length),
                    i -> array.sort(0, 1 << 18),
                    i -> array.withLock(() -> array.incrementAndGet(0)));
            final CountDownLatch running = new CountDownLatch(calls.size());
            final List<CompletableFuture<Throwable>> ends = new ArrayList<>();
            for (final LongConsumer call : calls) {
                ends.add(CompletableFuture.supplyAsync(
                        () -> {
                            running.countDown();
                            long i = 0;
                            while (true) {
                                try {
                                    call.accept(i++);
                                } catch (final Throwable t) {
                                    return t;
                                }
                            }
                        },
                        task -> new Thread(task, "user of an array").start()));
            }
            assertThat(running.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

            array.close();

            for (final CompletableFuture<Throwable> end : ends) {
                assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    /** Otherwise the lock would stay held in the file by a process that lives. */
    @Test
    void shouldLetGoOfTheLockForOthersWhenItsHandleIsClosedInside() {
        NativeLibrary.require();
        final SharedArray.Builder<SharedLongArray> builder =
                SharedLongArray.builder(1 << 18).domain(domain.get()).name("locked");
        try (SharedLongArray other = builder.create()) {
            final SharedLongArray array = builder.open();

            final boolean inner = array.withLock(() -> array.withLock(() -> {
                array.close();
                return array.isClosed();
            }));

            assertThat(inner).isTrue();
            assertThat(other.withLock(() -> 42)).isEqualTo(42);
            assertThatThrownBy(() -> array.withLock(() -> 42)).isInstanceOf(IllegalStateException.class);
        } finally {
            SharedLongArray.delete(domain.get(), "locked");
        }
    }

    @Test
    void shouldCountEachIncrementOnceWhenTwoProcessesAddAtomicallyAndUnderTheLock() throws Exception {
        final int rounds = 20_000;
        try (SharedLongArray array = create(100);
                SharedQueue<SharedLongArray> queue = SharedQueue.builder(SharedLongArray.class)
                        .domain(domain.get())
                        .create();
                ChildProcess child = child().start(() -> {
                    try (SharedLongArray received = queue.take()) {
                        count(array, received, rounds);
                    }
                })) {
            queue.put(array);
            count(array, array, rounds);

            assertThat(child.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();
            assertThat(array.get(50)).isEqualTo(2L * rounds);
            assertThat(array.get(99)).isEqualTo(2L * rounds);
        }
    }

    private static void count(final SharedLongArray atomically, final SharedLongArray underLock, final int rounds) {
        for (int i = 0; i < rounds; i++) {
            atomically.incrementAndGet(50);
            underLock.withLock(() -> underLock.set(99, underLock.get(99) + 1));
        }
    }

    @Test
    void shouldTellOfTheDeathUntilMendedWhenAnOwnerIsKilledInsideTheLock() throws Exception {
        try (SharedLongArray array = create(2);
                ChildProcess child = child().start(() -> array.withLock(() -> {
                    array.set(0, 1);
                    Runtime.getRuntime().halt(9);
                }))) {
            assertThat(child.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();

            assertThatThrownBy(() -> array.withLock(() -> 1)).isInstanceOf(OwnerDiedException.class);
            assertThat(array.recover(() -> array.set(1, array.get(0)))).isTrue();

            assertThat(array.recover(() -> array.set(1, 99))).isFalse();
            assertThat(array.withLock(() -> array.get(1))).isEqualTo(1);
        }
    }

    /** The sort has moved something, and has far to go. */
    @Test
    void shouldLoseNoElementWhenAHandleIsClosedThatIsSorting() throws Exception {
        final int length = 1 << 20;
        final long[] numbers = new long[length];
        Arrays.setAll(numbers, i -> length - i);
        try (SharedLongArray other = SharedLongArray.builder(length)
                .domain(domain.get())
                .name("sorted")
                .create()) {
            final SharedLongArray sorting = SharedLongArray.builder(length)
                    .domain(domain.get())
                    .name("sorted")
                    .open();
            sorting.set(0, numbers, 0, length);
            final CompletableFuture<Void> sort = CompletableFuture.runAsync(sorting::sort);
            while (other.getOpaque(length - 1L) == 1 && !sort.isDone()) {
                Thread.onSpinWait();
            }

            sorting.close();
            sort.handle((done, failure) -> failure).get(LIMIT_SECONDS, TimeUnit.SECONDS);

            final long[] left = other.toArray();
            Arrays.sort(left);
            Arrays.sort(numbers);
            assertThat(Arrays.equals(left, numbers)).isTrue();
        } finally {
            SharedLongArray.delete(domain.get(), "sorted");
        }
    }
}

package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.MemoryOption;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.SmallFileSystem;
import io.tandem.testing.TestDomain;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory of one's own layout. */
@SuppressWarnings("try") // closed without use
class SharedMemoryTest {
    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @RegisterExtension
    final SmallFileSystem files = new SmallFileSystem();

    @AfterEach
    void delete() {
        SharedMemory.delete(domain.get(), "memory");
    }

    private SharedMemory.Builder builder(final long size) {
        return SharedMemory.builder(size).domain(domain.get()).name("memory");
    }

    private SharedMemory create(final long size) {
        return SharedMemory.builder(size).domain(domain.get()).create();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4095, 4096, 4097, 3 * MEGABYTE + 1})
    void shouldHaveExactlyTheSizeAskedForAndZerosWhenMade(final long size) throws Exception {
        try (SharedMemory memory = builder(size).create()) {
            final byte[] bytes = new byte[(int) size];
            Arrays.fill(bytes, (byte) 1);

            memory.get(0, bytes, 0, bytes.length);

            assertThat(memory.size()).isEqualTo(size);
            assertThat(bytes).containsOnly(0);
            assertThat(Files.size(domain.directory().resolve("names/memory"))).isEqualTo(4096 + size);
        }
        assertThat(SharedMemory.delete(domain.get(), "memory")).isTrue();
        assertThat(SharedMemory.delete(domain.get(), "memory")).isFalse();
    }

    @Test
    void shouldRefuseWhenItsSizeIsLessThanOne() {
        assertThatThrownBy(() -> create(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> create(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 bytes");
    }

    @Test
    void shouldShareBytesWhenTwoHandlesAreOpen() {
        try (SharedMemory one = builder(2 * MEGABYTE).create();
                SharedMemory two = builder(2 * MEGABYTE).open()) {
            final AtomicBuffer view = one.buffer(MEGABYTE - 8, 16);
            view.putLongVolatile(0, 42);
            view.getAndAddLong(8, 7);
            one.put(100, new byte[] {9, 1, 2, 3}, 1, 3);
            one.fill(200, 50, (byte) 4);

            final ByteBuffer theirs = two.byteBuffer(MEGABYTE - 8, 16);
            final byte[] bytes = new byte[5];
            two.get(99, bytes, 0, 5);

            assertThat(theirs.getLong(0)).isEqualTo(42);
            assertThat(theirs.getLong(8)).isEqualTo(7);
            assertThat(bytes).containsExactly(0, 1, 2, 3, 0);
            assertThat(two.byteBuffer(249, 2).get(0)).isEqualTo((byte) 4);
            assertThat(two.byteBuffer(249, 2).get(1)).isZero();
        }
    }

    @Test
    void shouldCopyOverlappingRangesWhenTheyAreReachedByTwoHandles() {
        try (SharedMemory one = builder(4 * MEGABYTE).create();
                SharedMemory two = builder(4 * MEGABYTE).open()) {
            final byte[] expected = new byte[4 * MEGABYTE];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (byte) (i * 31 >>> 3);
            }
            one.put(0, expected, 0, expected.length);

            one.copyTo(0, two, 1000, 4 * MEGABYTE - 1000);
            System.arraycopy(expected, 0, expected, 1000, 4 * MEGABYTE - 1000);
            two.copyTo(500, one, 3, 3 * MEGABYTE);
            System.arraycopy(expected, 500, expected, 3, 3 * MEGABYTE);

            final byte[] found = new byte[expected.length];
            one.get(0, found, 0, found.length);
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseWhenARangeIsOutside() {
        try (SharedMemory memory = create(100)) {
            final byte[] bytes = new byte[10];
            for (final long position : new long[] {-1, 91, 101, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertOutside(() -> memory.buffer(position, 10));
                assertOutside(() -> memory.byteBuffer(position, 10));
                assertOutside(() -> memory.get(position, bytes, 0, 10));
                assertOutside(() -> memory.put(position, bytes, 0, 10));
                assertOutside(() -> memory.fill(position, 10, (byte) 1));
                assertOutside(() -> memory.copyTo(position, memory, 0, 10));
                assertOutside(() -> memory.copyTo(0, memory, position, 10));
            }
            assertOutside(() -> memory.fill(0, -1, (byte) 1));
            assertOutside(() -> memory.fill(2, Long.MAX_VALUE, (byte) 1));
            assertOutside(() -> memory.get(0, bytes, 5, 6));
            assertOutside(() -> memory.put(0, bytes, -1, 6));
        }
    }

    private static void assertOutside(final org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldRefuseCallsAndLeaveViewsHarmlessWhenClosed() {
        final SharedMemory memory = builder(2 * MEGABYTE).create();
        final AtomicBuffer view = memory.buffer(0, 2 * MEGABYTE);

        memory.close();
        memory.close();

        view.putLong(8, 42);
        assertThat(view.capacity()).isEqualTo(2 * MEGABYTE);
        assertThatThrownBy(() -> memory.buffer(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.byteBuffer(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.get(0, new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.put(0, new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.fill(0, 1, (byte) 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("memory \"memory\"");
    }

    @Test
    void shouldNameBothWhenTheSizeIsAnotherOrTheNameIsTakenOrMissing() {
        assertThatThrownBy(() -> builder(10).open()).isInstanceOf(ObjectNotFoundException.class);
        try (SharedMemory memory = builder(10).create()) {
            assertThatThrownBy(() -> builder(10).create()).isInstanceOf(ObjectExistsException.class);
            assertThatThrownBy(() -> builder(20).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("\"10\"")
                    .hasMessageContaining("\"20\"");
            assertThatThrownBy(() -> SharedLongArray.builder(1)
                            .domain(domain.get())
                            .name("memory")
                            .open())
                    .isInstanceOf(IncompatibleException.class);
            assertThatThrownBy(() -> SharedLongArray.delete(domain.get(), "memory"))
                    .isInstanceOf(RuntimeException.class);
            try (SharedMemory adopted = builder(1).adoptExisting().open()) {
                assertThat(adopted.size()).isEqualTo(memory.size());
            }
        }
    }

    @Test
    void shouldGoOnWhenItsNameIsDeletedAndGivenAgain() {
        try (SharedMemory old = builder(8).create()) {
            SharedMemory.delete(domain.get(), "memory");
            try (SharedMemory young = builder(16).openOrCreate()) {
                old.fill(0, 8, (byte) 1);

                assertThat(young.size()).isEqualTo(16);
                assertThat(young.byteBuffer(0, 8).getLong(0)).isZero();
            }
        }
    }

    @Test
    void shouldTravelWhenItIsInALambdaOrAMessage() throws Exception {
        try (SharedMemory memory = create(8);
                SharedQueue<SharedMemory> queue = SharedQueue.builder(SharedMemory.class)
                        .domain(domain.get())
                        .create();
                ChildProcess child = ChildProcess.builder()
                        .domain(domain.get())
                        .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        .start(() -> {
                            try (SharedMemory mine = queue.take()) {
                                mine.buffer(0, 4).putInt(0, 4711);
                                memory.buffer(4, 4).putInt(0, 815);
                            }
                        })) {
            queue.put(memory);

            assertThat(child.join(Duration.ofSeconds(60))).isTrue();
            assertThat(memory.buffer(0, 8).getInt(0)).isEqualTo(4711);
            assertThat(memory.buffer(0, 8).getInt(4)).isEqualTo(815);
        }
    }

    @Test
    void shouldRefuseUnlessItIsSparseWhenThereIsNoRoom() throws Exception {
        final var small = files.mount();
        assertThatThrownBy(
                        () -> SharedMemory.builder(64 * MEGABYTE).domain(small).create())
                .isInstanceOf(OutOfSpaceException.class);
        try (SharedMemory sparse = SharedMemory.builder(64 * MEGABYTE)
                .domain(small)
                .memory(MemoryOption.SPARSE)
                .create()) {
            sparse.fill(40L * MEGABYTE, 100, (byte) 7);

            assertThat(sparse.byteBuffer(40L * MEGABYTE + 99, 2).getShort(0)).isEqualTo((short) 7);
            assertThat(Files.getFileStore(small.directory()).getUsableSpace()).isGreaterThan(15 * MEGABYTE);
        }
        small.sweep();
        assertThat(TestDomain.leftovers(small)).isEmpty();
        ProcessRegistry.of(small).leave();
    }

    @Test
    void shouldProvideAllPagesWhenAskedTo() throws Exception {
        try (SharedMemory memory =
                builder(4 * MEGABYTE).memory(MemoryOption.PREFAULT).create()) {
            final String maps = Files.readString(Path.of("/proc/self/smaps"));
            final String ours = maps.substring(maps.indexOf(domain.directory() + "/temporary/"));
            final String resident = ours.substring(ours.indexOf("Rss:") + 4, ours.indexOf("kB", ours.indexOf("Rss:")));

            assertThat(Long.parseLong(resident.trim()) * 1024).isGreaterThanOrEqualTo(4 * MEGABYTE);
            assertThat(memory.isClosed()).isFalse();
        }
    }

    @Test
    void shouldLeaveTheTargetsAloneWhenWhatIsCopiedWasClosedEarlier() {
        try (SharedMemory target = create(100);
                SharedLongArray longs =
                        SharedLongArray.builder(10).domain(domain.get()).create()) {
            final SharedMemory closed = create(100);
            final SharedLongArray closedLongs =
                    SharedLongArray.builder(10).domain(domain.get()).create();
            final byte[] bytes = {1, 2, 3};
            target.fill(0, 100, (byte) 7);
            longs.fill(0, 10, 7);
            closed.close();
            closedLongs.close();

            assertThatThrownBy(() -> closed.copyTo(0, target, 0, 100)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> closedLongs.copyTo(0, longs, 0, 10)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> closed.get(0, bytes, 0, 3)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> target.copyTo(0, closed, 0, 100)).isInstanceOf(IllegalStateException.class);

            assertThat(bytes).containsExactly(1, 2, 3);
            assertThat(longs.toArray()).containsOnly(7);
            final byte[] left = new byte[100];
            target.get(0, left, 0, 100);
            assertThat(left).containsOnly(7);
        }
    }

    /** The copy has come as far as its first byte, and has far to go. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCopyAllOfItWhenAHandleIsClosedMeanwhile(final boolean closesSource) throws Exception {
        final int size = 64 * MEGABYTE;
        try (SharedMemory target = builder(size).create();
                SharedMemory sameTarget = builder(size).open()) {
            final SharedMemory source = create(size);
            source.fill(0, size, (byte) 7);
            final CompletableFuture<Void> copy = CompletableFuture.runAsync(() -> source.copyTo(0, target, 0, size));
            while (sameTarget.getByte(0) == 0 && !copy.isDone()) {
                Thread.onSpinWait();
            }

            (closesSource ? source : target).close();
            copy.get(60, TimeUnit.SECONDS);

            source.close();
            final byte[] copied = new byte[size];
            sameTarget.get(0, copied, 0, size);
            final byte[] expected = new byte[size];
            Arrays.fill(expected, (byte) 7);
            assertThat(Arrays.equals(copied, expected)).isTrue();
        }
    }
}

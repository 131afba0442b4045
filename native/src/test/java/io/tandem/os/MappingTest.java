package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static final int PAGE = 4096;
    private static final long FIVE_GIB = 5L << 30;

    private final OperatingSystem system = OperatingSystem.current();

    private Path directory = Path.of("/");
    private Path path = Path.of("/");

    @BeforeEach
    void createDirectory() throws IOException {
        NativeLibrary.require();
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
        path = directory.resolve("file");
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        Files.deleteIfExists(path);
        Files.delete(directory);
    }

    @Test
    void shouldSeeTheFileWhenItIsSmall() throws IOException {
        final Mapping mapping = allocated(3 * PAGE);

        mapping.buffer(PAGE, 8).putLong(0, 0x0102030405060708L);
        mapping.buffer(3 * PAGE - 1, 1).put(0, (byte) 9);

        assertThat(mapping.length()).isEqualTo(3 * PAGE);
        assertThat(mapping.address() % PAGE).isZero();
        assertThat(ByteBuffer.wrap(Files.readAllBytes(path))
                        .order(ByteOrder.nativeOrder())
                        .getLong(PAGE))
                .isEqualTo(0x0102030405060708L);
        assertThat(Files.readAllBytes(path)[3 * PAGE - 1]).isEqualTo((byte) 9);
    }

    @Test
    void shouldRefuseAWindowWhenItLeavesTheMapping() throws IOException {
        final Mapping small = allocated(PAGE);
        final Mapping large = sparse();

        for (final Mapping mapping : List.of(small, large)) {
            final long length = mapping.length();
            assertThatThrownBy(() -> mapping.buffer(length - 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mapping.buffer(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mapping.buffer(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mapping.buffer(Long.MAX_VALUE, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldReachBothEndsWhenTheFileIsBeyondTwoGib() throws IOException {
        final Mapping mapping = sparse();

        mapping.buffer(0, 8).putLong(0, 11);
        final ByteBuffer end = mapping.buffer(FIVE_GIB - 8, 8);
        end.putLong(0, 22);

        assertThat(end.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(end.isDirect()).isTrue();
        assertThat(mapping.address() % PAGE).isZero();
        try (FileChannel channel = system.open(path, OpenMode.READ, 0)) {
            final ByteBuffer read = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            system.read(channel, path, FIVE_GIB - 8, read);
            assertThat(read.getLong(0)).isEqualTo(22);
        }
    }

    @Test
    void shouldRefuseToMapWhenTheFileIsShorter() throws IOException {
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, PAGE);

            for (final long length : new long[] {PAGE + 1, FIVE_GIB}) {
                assertThatThrownBy(() -> system.map(channel, path, length))
                        .isInstanceOf(OperatingSystemException.class)
                        .hasMessageContaining(length + " bytes were to be mapped and the file has 4096");
            }
            assertThat(Files.size(path)).isEqualTo(PAGE);
        }
    }

    @Test
    void shouldStayMappedWhenOnlyASliceOfAWindowIsLeft() throws IOException {
        ByteBuffer slice = mappedSlice();
        System.gc();
        await().during(Duration.ofMillis(200)).atMost(Program.PATIENCE).until(this::isMapped);

        slice.putLong(0, 33);

        assertThat(slice.getLong(0)).isEqualTo(33);
        slice = ByteBuffer.allocate(8);
        await().atMost(Program.PATIENCE).until(() -> {
            System.gc();
            return !isMapped();
        });
        assertThat(slice.getLong(0)).isZero();
    }

    private ByteBuffer mappedSlice() throws IOException {
        return sparse().buffer(FIVE_GIB - PAGE, PAGE).slice(8, 8).order(ByteOrder.nativeOrder());
    }

    @Test
    void shouldBeUnmappedWhenNothingRefersToIt() throws IOException {
        allocated(PAGE).buffer(0, 8).putLong(0, 1);

        await().atMost(Program.PATIENCE).until(() -> {
            System.gc();
            return !isMapped();
        });

        assertThat(isMapped()).isFalse();
    }

    private boolean isMapped() {
        return String.valueOf(system.readText(Path.of("/proc/self/maps"))).contains(path.toString());
    }

    @Test
    void shouldDoNoHarmWhenAnonymousMemoryReplacesAMappingUnderRunningThreads() throws Exception {
        final AtomicReference<Throwable> failed = new AtomicReference<>();
        for (int round = 0; round < 5; round++) {
            final Mapping mapping = allocated(16 << 20);
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                final int start = i * 8;
                final Thread thread = new Thread(() -> {
                    final ByteBuffer window = mapping.buffer(0, 16 << 20);
                    final long end = System.nanoTime() + 100_000_000;
                    for (int at = start; System.nanoTime() < end; at = (at + 4099 * 8) % ((16 << 20) - 8)) {
                        window.putLong(at, window.getLong(at) + 1);
                    }
                });
                thread.setUncaughtExceptionHandler((where, failure) -> failed.set(failure));
                thread.start();
                threads.add(thread);
            }

            system.replaceByAnonymous(mapping);

            assertThat(isMapped()).isFalse();
            for (final Thread thread : threads) {
                thread.join(30_000);
            }
            mapping.buffer(0, 8).putLong(0, 77); // into nowhere
            assertThat(Files.readAllBytes(path)).hasSize(16 << 20);
            assertThat(fileStart()).isNotEqualTo(77);
            Files.delete(path);
        }

        assertThat(failed.get()).isNull();
    }

    @Test
    void shouldReplaceALargeMappingToo() throws IOException {
        final Mapping mapping = sparse();
        final ByteBuffer window = mapping.buffer(FIVE_GIB - 8, 8);
        window.putLong(0, 5);

        system.replaceByAnonymous(mapping);

        assertThat(window.getLong(0)).isZero();
        assertThat(isMapped()).isFalse();
    }

    @Test
    void shouldGiveRoomBackWhenPagesAreFreed() throws IOException {
        final Mapping mapping = allocated(1024 * PAGE + 1);
        mapping.buffer(PAGE - 8, 16).putLong(0, 7).putLong(8, 8);

        final boolean freed = system.freePages(mapping, PAGE);

        assertThat(freed).isTrue();
        assertThat(mapping.buffer(PAGE - 8, 16).getLong(0)).isEqualTo(7);
        assertThat(residentKib()).isEqualTo(PAGE / 1024);
        assertThat(path.toFile().length()).isEqualTo(1024 * PAGE + 1);
        assertThat(mapping.buffer(PAGE, 8).getLong(0)).isZero();
    }

    private long fileStart() throws IOException {
        try (FileChannel channel = system.open(path, OpenMode.READ, 0)) {
            final ByteBuffer read = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            system.read(channel, path, 0, read);
            return read.getLong(0);
        }
    }

    @Test
    void shouldKeepContentsWhenPagesAreProvided() throws IOException {
        final Mapping mapping = allocated(8 * PAGE);
        mapping.buffer(5 * PAGE, 8).putLong(0, 55);

        system.populate(mapping, MemoryAdvice.POPULATE);
        system.populate(mapping, MemoryAdvice.LOCK);

        assertThat(mapping.buffer(5 * PAGE, 8).getLong(0)).isEqualTo(55);
        assertThat(residentKib()).isEqualTo(8 * PAGE / 1024);
    }

    @Test
    void shouldProvideAllPagesWhenTheKernelMustBeMadeToByTouching() throws IOException {
        final Mapping mapping = allocated(8 * PAGE + 1);

        MappedMemory.touch(mapping);

        assertThat(residentKib()).isEqualTo(9 * PAGE / 1024);
    }

    /** Of the mapping of the file, as the kernel tells it. */
    private int residentKib() {
        final String all = String.valueOf(system.readText(Path.of("/proc/self/smaps")));
        final String from = all.substring(all.indexOf(path.toString()));
        final String line = from.substring(from.indexOf("Rss:"), from.indexOf("kB", from.indexOf("Rss:")));
        return Integer.parseInt(line.substring(4).strip());
    }

    private Mapping allocated(final int length) throws IOException {
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, length);
            return system.map(channel, path, length);
        } finally {
            assertThat(path).exists();
        }
    }

    private Mapping sparse() throws IOException {
        Files.deleteIfExists(path);
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            channel.write(ByteBuffer.allocate(1), FIVE_GIB - 1);
            return system.map(channel, path, FIVE_GIB);
        }
    }
}

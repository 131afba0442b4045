package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int MIB = 1 << 20;

    private final OperatingSystem system = OperatingSystem.current();

    private Path directory = Path.of("/");

    @BeforeEach
    void createDirectory() throws IOException {
        NativeLibrary.require();
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        for (final String name : system.list(directory)) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }

    @Test
    void shouldReallyAllocateWhenTheNativeLibraryIsReady() throws IOException {
        final Path path = directory.resolve("file");

        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, 3 * MIB + 1);
        }

        assertThat(Files.size(path)).isEqualTo(3 * MIB + 1);
        assertThat(allocated(path)).isEqualTo(3 * MIB + 4096);
        assertThat(Files.readAllBytes(path)).containsOnly(0);
    }

    @Test
    void shouldReallyAllocateWhenZerosHaveToBeWritten() throws IOException {
        final Path path = directory.resolve("file");

        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            FileCalls.fillWithZeros(channel, path, 3 * MIB + 1);
        }

        assertThat(Files.size(path)).isEqualTo(3 * MIB + 1);
        assertThat(allocated(path)).isEqualTo(3 * MIB + 4096);
    }

    @Test
    void shouldAllocateInStepsWhenTheFileIsLarge() throws IOException {
        final Path path = directory.resolve("file");

        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, 130L * MIB);
        }

        assertThat(allocated(path)).isEqualTo(130L * MIB);
    }

    @Test
    void shouldTellNeedAndRoomWhenTheFileSystemIsFull(@TempDir final Path mountPoint) throws IOException {
        mount(mountPoint, 16);
        try {
            final Path path = mountPoint.resolve("file");
            try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
                final OperatingSystemException byCall = catchThrowableOfType(
                        OperatingSystemException.class, () -> system.allocate(channel, path, 17 * MIB));
                final OperatingSystemException byZeros = catchThrowableOfType(
                        OperatingSystemException.class, () -> FileCalls.fillWithZeros(channel, path, 17 * MIB));

                assertThat(byCall.errno()).isEqualTo(Errno.ENOSPC);
                assertThat(byCall)
                        .hasMessageStartingWith("posix_fallocate " + path + ": ENOSPC. 17825792 bytes were needed and ")
                        .hasMessageContaining("16777216 are free in the file system of " + mountPoint)
                        .hasMessageContaining("remount,size=");
                assertThat(byZeros.errno()).isEqualTo(Errno.ENOSPC);
                assertThat(byZeros).hasMessageContaining("16777216 are free in the file system of " + mountPoint);
                assertThat(Files.size(path)).isZero();
                assertThat(allocated(path)).isZero();
                system.allocate(channel, path, 15 * MIB); // there is room for what fits
                assertThat(allocated(path)).isEqualTo(15 * MIB);
            }
        } finally {
            unmount(mountPoint);
        }
    }

    @Test
    void shouldGiveEverythingBackWhenOnlyTheFirstStepsHaveRoom(@TempDir final Path mountPoint) throws IOException {
        mount(mountPoint, 80);
        try {
            final Path path = mountPoint.resolve("file");
            try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
                assertThatThrownBy(() -> system.allocate(channel, path, 130L * MIB))
                        .isInstanceOf(OperatingSystemException.class)
                        .hasMessageContaining("ENOSPC");

                assertThat(Files.size(path)).isZero();
                assertThat(allocated(path)).isZero();
            }
        } finally {
            unmount(mountPoint);
        }
    }

    private static void mount(final Path mountPoint, final int sizeMib) {
        final Program mount =
                Program.of("/bin/mount", "-t", "tmpfs", "-o", "size=" + sizeMib + "m", "tmpfs", mountPoint.toString());
        // Its complaint goes where nobody reads it: the skipped test says enough.
        assumeTrue(mount.descriptor(2, 0).run().status().code() == 0, "a tmpfs can't be mounted here");
    }

    private static void unmount(final Path mountPoint) {
        assertThat(Program.of("/bin/umount", mountPoint.toString()).run().status())
                .isEqualTo(new ExitStatus(0, 0));
    }

    @Test
    void shouldRefuseALengthWhenItIsNotPositive() throws IOException {
        final Path path = directory.resolve("file");
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            assertThatThrownBy(() -> system.allocate(channel, path, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldFindTheTightestLimitWhenGroupsAreNested(@TempDir final Path root) throws IOException {
        group(root.resolve("a"), "memory.max", "1000000", "memory.current", "400000");
        Files.writeString(root.resolve("a/memory.stat"), "anon 5\ninactive_file 30\nactive_file 7\nshmem 9\n");
        group(root.resolve("a/b"), "memory.max", "max", "memory.current", "300000");

        final OptionalLong free = MemoryLimit.free(root, "0::/a/b\n");

        assertThat(free).hasValue(600_037);
    }

    @Test
    void shouldReadTheOldHierarchyWhenThatIsMounted(@TempDir final Path root) throws IOException {
        group(root.resolve("memory/docker/x"), "memory.limit_in_bytes", "5000", "memory.usage_in_bytes", "1000");
        group(
                root.resolve("memory"),
                "memory.limit_in_bytes",
                "9223372036854771712",
                "memory.usage_in_bytes",
                "1000000");

        final OptionalLong free = MemoryLimit.free(root, "4:cpu,cpuacct:/y\n3:memory:/docker/x\n0::/\n");

        assertThat(free).hasValue(4000);
    }

    @Test
    void shouldTakeTheMountedRootWhenTheGroupIsShownAsTheHostSeesIt(@TempDir final Path root) throws IOException {
        group(root, "memory.max", "7000", "memory.current", "2000");

        final OptionalLong free = MemoryLimit.free(root, "0::/system.slice/docker-1234.scope\n");

        assertThat(free).hasValue(5000);
    }

    @Test
    void shouldFindNoLimitWhenThereIsNone(@TempDir final Path root) throws IOException {
        group(root.resolve("a"), "memory.max", "max", "memory.current", "2000");

        assertThat(MemoryLimit.free(root, "0::/a\n")).isEmpty();
        assertThat(MemoryLimit.free(root, null)).isEmpty();
        assertThat(MemoryLimit.free(root, "garbage\n\n::")).isEmpty();
    }

    @Test
    void shouldKnowWhatLiesInMemory(@TempDir final Path disk) {
        assertThat(MemoryLimit.isInMemory(directory.resolve("file"))).isTrue();
        assertThat(MemoryLimit.isInMemory(Path.of("/proc/self/status"))).isFalse();
    }

    private static void group(
            final Path directory,
            final String limitName,
            final String limit,
            final String usageName,
            final String usage)
            throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(limitName), limit + "\n");
        Files.writeString(directory.resolve(usageName), usage + "\n");
    }

    private static long allocated(final Path path) {
        final String blocks =
                Program.of("/usr/bin/stat", "-c", "%b", path.toString()).run().output();
        return 512 * Long.parseLong(blocks.strip());
    }
}

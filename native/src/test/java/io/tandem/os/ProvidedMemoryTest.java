package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvidedMemoryTest {
    private static final int PAGE = 4096;
    private static final int HUGE_PAGE = 2 << 20;

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
    void shouldGatherWholeHugePagesWhenAskedForThem() throws IOException {
        final Mapping mapping = mappedForHugePages(2 * HUGE_PAGE + 5 * PAGE + 1);
        mapping.buffer(HUGE_PAGE + 8, 8).putLong(0, 77);

        if (hasHugePages()) {
            system.populate(mapping, MemoryAdvice.HUGE);

            assertThat(smaps("ShmemPmdMapped:")).isEqualTo(2 * HUGE_PAGE / 1024);
            assertThat(smaps("Rss:")).isEqualTo((2 * HUGE_PAGE + 6 * PAGE) / 1024);
        } else {
            assertThatThrownBy(() -> system.populate(mapping, MemoryAdvice.HUGE))
                    .isInstanceOf(OperatingSystemException.class)
                    .hasMessageContaining("Linux 6.1");
        }

        assertThat(mapping.address() % HUGE_PAGE).isZero();
        assertThat(mapping.buffer(HUGE_PAGE + 8, 8).getLong(0)).isEqualTo(77);
    }

    @Test
    void shouldLeaveNothingAroundAMappingThatWasAligned() throws IOException {
        final Mapping mapping = mappedForHugePages(HUGE_PAGE);

        final String[] lines =
                String.valueOf(system.readText(Path.of("/proc/self/maps"))).split("\n");

        final String start = Long.toHexString(mapping.address());
        final String end = Long.toHexString(mapping.address() + HUGE_PAGE);
        assertThat(lines).filteredOn(line -> line.endsWith(path.toString())).hasSize(1);
        assertThat(lines)
                .noneMatch(line -> line.contains(" ---p ") && (line.contains("-" + start) || line.startsWith(end)));
    }

    @Test
    void shouldRefuseWhenThereIsNoRoomForAHugePage() {
        assertThatThrownBy(() -> mappedForHugePages(HUGE_PAGE - PAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(HUGE_PAGE - PAGE))
                .hasMessageContaining(String.valueOf(HUGE_PAGE));
    }

    @Test
    void shouldSayWhatIsNeededWhenTheFileSystemHasNoHugePages() throws IOException {
        final Path onDisk = Files.createTempFile(Path.of("").toAbsolutePath().resolve("target"), "tandem-test-", "");
        try (FileChannel channel = system.open(onDisk, OpenMode.READ_WRITE, 0600)) {
            system.allocate(channel, onDisk, HUGE_PAGE);
            final Mapping mapping = system.mapForHugePages(channel, onDisk, HUGE_PAGE);

            assertThatThrownBy(() -> system.populate(mapping, MemoryAdvice.HUGE))
                    .isInstanceOf(OperatingSystemException.class)
                    .hasMessageContaining("/dev/shm")
                    .hasMessageContaining("shmem_enabled");
        } finally {
            Files.delete(onDisk);
        }
    }

    @Test
    void shouldLockAllPagesWhenAskedTo() throws IOException {
        final Mapping mapping = mapped(8 * PAGE);

        system.populate(mapping, MemoryAdvice.LOCK);

        assertThat(smaps("Locked:")).isEqualTo(8 * PAGE / 1024);
        system.replaceByAnonymous(mapping);
        assertThat(Files.readString(Path.of("/proc/self/status"))).containsPattern("VmLck:\\s+0 kB");
    }

    @Test
    void shouldSayWhatIsNeededWhenMemoryMayNotBeLocked() {
        final JavaProgram program = JavaProgram.program()
                .behind("setpriv", "--bounding-set=-ipc_lock", "sh", "-c", "ulimit -l 64; exec \"$0\" \"$@\"");

        final JavaProgram.Result result = program.run(LockMemory.class, path.toString());

        assertThat(result.output())
                .as(result.errors())
                .contains("mlock of 1048576 bytes")
                .contains("raise ulimit -l");
    }

    static final class LockMemory {
        public static void main(final String[] arguments) {
            NativeLibrary.require();
            final Path file = Path.of(arguments[0]);
            final OperatingSystem system = OperatingSystem.current();
            try (FileChannel channel = system.open(file, OpenMode.CREATE_NEW, 0600)) {
                system.allocate(channel, file, 1 << 20);
                system.populate(system.map(channel, file, 1 << 20), MemoryAdvice.LOCK);
                System.out.println("locked");
            } catch (final OperatingSystemException failure) {
                System.out.println(failure.getMessage());
            } catch (final IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private static boolean hasHugePages() throws IOException {
        final String[] version = System.getProperty("os.version").split("[^0-9]+");
        final int release = Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]);
        final Path policy = Path.of("/sys/kernel/mm/transparent_hugepage/shmem_enabled");
        return release >= 6001 && !Files.readString(policy).contains("[deny]");
    }

    private Mapping mappedForHugePages(final int length) throws IOException {
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, length);
            return system.mapForHugePages(channel, path, length);
        }
    }

    private Mapping mapped(final int length) throws IOException {
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            system.allocate(channel, path, length);
            return system.map(channel, path, length);
        }
    }

    /** KiB of the mapping of the file, as the kernel tells it. */
    private int smaps(final String field) {
        final String all = String.valueOf(system.readText(Path.of("/proc/self/smaps")));
        final String from = all.substring(all.indexOf(path.toString()));
        final int at = from.indexOf(field) + field.length();
        return Integer.parseInt(from.substring(at, from.indexOf("kB", at)).strip());
    }
}

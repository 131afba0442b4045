package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCallsTest {
    private final OperatingSystem system = OperatingSystem.current();

    @TempDir
    Path directory;

    @Test
    void shouldGiveANewFileExactlyItsPermissionsWhateverTheUmask() throws IOException {
        final Path path = directory.resolve("file");

        system.open(path, OpenMode.CREATE_NEW, 0662).close();

        assertThat(status(path).permissions()).isEqualTo(0662);
    }

    @Test
    void shouldRefuseToCreateWhenSomethingIsThere() throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), "old");

        assertThatThrownBy(() -> system.open(path, OpenMode.CREATE_NEW, 0600))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessage("open " + path + ": EEXIST. Something with that name is there already.");
        assertThat(path).hasContent("old");
    }

    @Test
    void shouldOpenForTheModeWhenTheFileExists() throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), "text");

        try (FileChannel reading = system.open(path, OpenMode.READ, 0);
                FileChannel writing = system.open(path, OpenMode.READ_WRITE, 0)) {
            writing.write(ByteBuffer.wrap("T".getBytes(StandardCharsets.UTF_8)), 0);
            final ByteBuffer buffer = ByteBuffer.allocate(10);
            system.read(reading, path, 1, buffer);

            assertThat(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8))
                    .isEqualTo("ext");
        }
        assertThat(path).hasContent("Text");
    }

    @Test
    void shouldWriteAllOfItWhereItWasTold() throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), "text");
        final ByteBuffer buffer = ByteBuffer.wrap("ooth".getBytes(StandardCharsets.UTF_8));

        try (FileChannel channel = system.open(path, OpenMode.READ_WRITE, 0)) {
            system.write(channel, path, 1, buffer);
            system.force(channel, path);
        }

        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(path).hasContent("tooth");
    }

    @Test
    void shouldKeepTheFileOpenWhenAnInterruptedThreadWrites() throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), "text");
        final boolean stillInterrupted;

        try (FileChannel channel = system.open(path, OpenMode.READ_WRITE, 0)) {
            Thread.currentThread().interrupt();
            system.write(channel, path, 0, ByteBuffer.wrap("n".getBytes(StandardCharsets.UTF_8)));
            system.force(channel, path);
            stillInterrupted = Thread.interrupted();
            assertThat(channel.isOpen()).isTrue();
        }

        assertThat(stillInterrupted).isTrue();
        assertThat(path).hasContent("next");
    }

    @Test
    void shouldReplaceWhenAFileIsRenamedToOneThatIsThere() throws IOException {
        final Path before = Files.writeString(directory.resolve("before"), "new");
        final Path after = Files.writeString(directory.resolve("after"), "old");

        system.rename(before, after);

        assertThat(after).hasContent("new");
        assertThat(before).doesNotExist();
        assertThatThrownBy(() -> system.rename(before, after))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("rename " + before + " to " + after + ": ENOENT");
    }

    @Test
    void shouldForceTheNamesOfADirectory() {
        assertThatCode(() -> {
                    try (FileChannel channel = system.open(directory, OpenMode.READ, 0)) {
                        system.force(channel, directory);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNeverFollowWhenALinkStandsInThePlaceOfAFile() throws IOException {
        final Path target = Files.writeString(directory.resolve("target"), "precious");
        final Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        for (final OpenMode mode : List.of(OpenMode.READ, OpenMode.READ_WRITE)) {
            assertThatThrownBy(() -> system.open(link, mode, 0))
                    .isInstanceOf(OperatingSystemException.class)
                    .hasMessageContaining("open " + link + ": ELOOP. A symbolic link stands there");
        }
        assertThatThrownBy(() -> system.open(link, OpenMode.CREATE_NEW, 0600))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("EEXIST");
        assertThatThrownBy(() -> system.openDescriptor(link))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("open " + link + ": ELOOP");
    }

    @Test
    void shouldNameTheMissingWhenAFileIsOpened() {
        final Path path = directory.resolve("missing");

        assertThatThrownBy(() -> system.open(path, OpenMode.READ_WRITE, 0))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessage("open " + path + ": ENOENT. Nothing is there, or a directory above it is missing.");
    }

    @Test
    void shouldCreateADirectoryOnceWithExactlyItsPermissions() {
        final Path path = directory.resolve("new");

        final boolean first = system.createDirectory(path, 0772);
        final boolean second = system.createDirectory(path, 0700);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(status(path).permissions()).isEqualTo(0772);
        assertThat(status(path).kind()).isEqualTo(FileStatus.Kind.DIRECTORY);
    }

    @Test
    void shouldGiveOneFileTwoNamesUnlessTheNameIsTaken() throws IOException {
        final Path path = Files.writeString(directory.resolve("one"), "text");
        final Path other = directory.resolve("two");

        final boolean linked = system.link(path, other);
        final boolean again = system.link(path, other);

        assertThat(linked).isTrue();
        assertThat(again).isFalse();
        assertThat(status(other).inode()).isEqualTo(status(path).inode());
        assertThat(status(other).size()).isEqualTo(4);
    }

    @Test
    void shouldTellWhetherSomethingWasDeleted() throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), "");

        assertThat(system.delete(path)).isTrue();
        assertThat(system.delete(path)).isFalse();
        Files.writeString(Files.createDirectory(directory.resolve("full")).resolve("file"), "");
        assertThatThrownBy(() -> system.delete(directory.resolve("full")))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("ENOTEMPTY");
    }

    @Test
    void shouldListNamesAndNothingWhenTheDirectoryIsMissing() throws IOException {
        Files.writeString(directory.resolve("a"), "");
        Files.createDirectory(directory.resolve("b"));

        assertThat(system.list(directory)).containsExactlyInAnyOrder("a", "b");
        assertThat(system.list(directory.resolve("missing"))).isEmpty();
        assertThatThrownBy(() -> system.list(directory.resolve("a")))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("ENOTDIR");
    }

    @Test
    void shouldTellWhatStandsThereWithoutFollowing() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "12345");
        final Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        final FileStatus ofFile = status(file);
        final FileStatus ofLink = status(link);

        assertThat(ofFile.kind()).isEqualTo(FileStatus.Kind.FILE);
        assertThat(ofFile.size()).isEqualTo(5);
        assertThat(ofFile.userId()).isEqualTo(system.userId());
        assertThat(ofLink.kind()).isEqualTo(FileStatus.Kind.LINK);
        assertThat(ofLink.inode()).isNotEqualTo(ofFile.inode());
        assertThat(status(Path.of("/dev/null")).kind()).isEqualTo(FileStatus.Kind.OTHER);
        assertThat(system.status(directory.resolve("missing"))).isNull();
    }

    @Test
    void shouldKnowTheUserWhenAskedAsIdDoes() {
        final Program.Result id = Program.of("/usr/bin/id", "-u").run();

        assertThat(system.userId()).isEqualTo(Integer.parseInt(id.output().strip()));
    }

    @Test
    void shouldTellTheRoomThatDfTells() {
        final long room = system.usableSpace(Path.of("/dev/shm"));
        final long tolerance = 1L << 30; // others use it too

        final long told = Long.parseLong(Program.of("/bin/df", "--output=avail", "-B1", "/dev/shm")
                .run()
                .output()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .strip());

        assertThat(room).isBetween(told - tolerance, told + tolerance);
        assertThatThrownBy(() -> system.usableSpace(directory.resolve("missing")))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("ENOENT");
    }

    @Test
    void shouldReadTextUnlessItIsGone() throws IOException {
        final Path file = Files.write(directory.resolve("file"), new byte[] {'a', (byte) 0xff, 'b'});

        assertThat(system.readText(file)).isEqualTo("a\ufffdb");
        assertThat(system.readText(directory.resolve("missing"))).isNull();
        assertThat(system.readText(Path.of("/proc/self/status"))).contains("Uid:");
        assertThat(system.readText(Path.of("/proc/1073741823/stat"))).isNull();
        assertThat(system.readLink(Path.of("/proc/self/ns/pid"))).startsWith("pid:[");
        assertThat(system.readLink(file)).isNull();
        assertThat(system.readLink(directory.resolve("missing"))).isNull();
    }

    @Test
    void shouldRefuseALockWhenAnotherProcessHoldsOneThatConflicts() throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), "");
        final int descriptor = system.openDescriptor(path);
        final SpawnedProcess holder;
        try {
            system.lockDescriptor(descriptor, path, 1);
            holder = Program.of("/bin/sleep", "60").descriptor(9, descriptor).start();
        } finally {
            system.closeDescriptor(descriptor);
        }

        try (FileChannel channel = system.open(path, OpenMode.READ_WRITE, 0)) {
            final FileLock free = system.tryLock(channel, path, 0, false);
            final FileLock held = system.tryLock(channel, path, 1, true);
            Program.kill(holder);
            final FileLock freed = system.tryLock(channel, path, 1, false);

            assertThat(free).isNotNull();
            assertThat(held).isNull();
            assertThat(freed).isNotNull();
            assertThatThrownBy(() -> system.tryLock(channel, path, 1, true))
                    .isInstanceOf(OperatingSystemException.class)
                    .hasMessageContaining("This JVM itself holds");
        }
    }

    @Test
    void shouldKeepTheChannelOpenWhenTheThreadCarriesAnInterrupt() throws IOException {
        final Path path = directory.resolve("file");
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
            Thread.currentThread().interrupt();

            system.allocate(channel, path, 10_000);
            final Mapping mapping = system.map(channel, path, 10_000);
            final FileLock lock = system.tryLock(channel, path, 0, false);
            final ByteBuffer buffer = ByteBuffer.allocate(4);
            system.read(channel, path, 0, buffer);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(channel.isOpen()).isTrue();
            assertThat(lock).isNotNull();
            assertThat(mapping.length()).isEqualTo(10_000);
            assertThat(buffer.hasRemaining()).isFalse();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void shouldReadTextWhenTheThreadCarriesAnInterrupt() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "text");
        Thread.currentThread().interrupt();

        final String text = system.readText(file);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(text).isEqualTo("text");
    }

    @Test
    void shouldSayThatTheFileIsClosedWhenItIs() throws IOException {
        final Path path = directory.resolve("file");
        final FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600);
        channel.close();

        assertThatThrownBy(() -> system.tryLock(channel, path, 0, false))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("ClosedChannelException. The file was closed already.");
    }

    private FileStatus status(final Path path) {
        final FileStatus status = system.status(path);
        assertThat(status).isNotNull();
        return status;
    }
}

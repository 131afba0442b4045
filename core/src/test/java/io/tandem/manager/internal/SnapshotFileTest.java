package io.tandem.manager.internal;

import static io.tandem.testing.FailingOperatingSystem.failEachCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.testing.HexDump;
import io.tandem.testing.InterceptedSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of snapshots: its bytes, what becomes of damaged ones, and of calls to the system that fail. */
class SnapshotFileTest {
    private static final long SERVER = 0xabcL;

    @TempDir
    Path directory;

    private SnapshotSetup setup;

    @BeforeEach
    void setUp() {
        setup = new SnapshotSetup(directory.resolve("shop.snapshot").toString(), Duration.ofSeconds(1));
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(final String contents) {
        try (SnapshotFile file = claimed()) {
            assertThat(write(file, contents)).isTrue();
        }
    }

    private SnapshotFile unclaimed() {
        return new SnapshotFile(setup.path());
    }

    /** What stands there, if anything does. */
    private SnapshotFile claimed() {
        final SnapshotFile file = unclaimed();
        if (file.exists()) {
            assertThat(file.claim()).isTrue();
        }
        return file;
    }

    /** Has something happen before the first call of a name. */
    private static InterceptedSystem before(final String name, final Runnable action) {
        final AtomicBoolean done = new AtomicBoolean();
        return InterceptedSystem.install(call -> {
            if (call.name().equals(name) && done.compareAndSet(false, true)) {
                action.run();
            }
            return call.passOn();
        });
    }

    private boolean write(final SnapshotFile file, final String contents) {
        try (SnapshotWriter writer = new SnapshotWriter(file, setup.temporary(System.identityHashCode(file)), 2)) {
            writer.name(1, "stück");
            writer.name(2, "b");
            writer.object(ProxyKind.MAP, bytes(contents));
            writer.object(ProxyKind.VALUE, new byte[0]);
            return writer.commit(new int[] {2, 1});
        }
    }

    /** What the first object held. */
    private String read() {
        try (SnapshotReader reader = SnapshotReader.open(setup.path())) {
            return new String(reader.contents(1), StandardCharsets.UTF_8);
        }
    }

    private void readAll() {
        try (SnapshotReader reader = SnapshotReader.open(setup.path())) {
            for (final int object : reader.order()) {
                reader.contents(object);
            }
        }
    }

    private Stream<Path> descriptors() throws IOException {
        final List<Path> open = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (final Path descriptor : all.toList()) {
                if (Files.isSymbolicLink(descriptor)) { // else it was that of the listing
                    open.add(Files.readSymbolicLink(descriptor));
                }
            }
        }
        return open.stream().filter(path -> path.startsWith(directory));
    }

    private String[] files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toArray(String[]::new);
        }
    }

    @Test
    void shouldHaveTheLayoutThatIsDescribed() throws IOException {
        write("abc");

        final byte[] file = Files.readAllBytes(setup.path());

        assertThat(file).hasSize(74);
        assertThat(HexDump.of(file, 0, file.length)).isEqualTo("""
                        0000: 54 41 4e 44 45 4d 4d 53 01 00 00 00 02 00 00 00
                        0010: 01 00 00 00 06 00 00 00 73 74 c3 bc 63 6b 02 00
                        0020: 00 00 01 00 00 00 62 02 00 00 00 03 00 00 00 61
                        0030: 62 63 04 00 00 00 00 00 00 00 02 00 00 00 01 00
                        0040: 00 00 02 00 00 00 6c e2 37 52 00 00 00 00 00 00
                        """);
    }

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        final String contents = "x".repeat(200_000);
        write(contents);

        try (SnapshotReader reader = SnapshotReader.open(setup.path())) {
            assertThat(reader.names()).isEqualTo(Map.of("stück", 1, "b", 2));
            assertThat(reader.objects()).isEqualTo(2);
            assertThat(reader.kind(1)).isEqualTo(ProxyKind.MAP);
            assertThat(reader.kind(2)).isEqualTo(ProxyKind.VALUE);
            assertThat(reader.order()).containsExactly(2, 1);
            assertThat(reader.contents(1)).isEqualTo(bytes(contents));
            assertThat(reader.contents(2)).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(setup.path())))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("shop.snapshot");
    }

    @Test
    void shouldBeTheFirstOnesWhenTwoBeginWithNone() throws IOException {
        try (SnapshotFile first = unclaimed();
                SnapshotFile second = unclaimed()) {
            assertThat(first.exists()).isFalse();

            assertThat(write(first, "first")).isTrue();
            assertThat(write(second, "second")).isFalse();

            assertThat(second.claim()).isFalse();
            assertThat(read()).isEqualTo("first");
            assertThat(files()).containsExactly("shop.snapshot");
        }
    }

    @Test
    void shouldLeaveTheFirstOneAloneWhenItCameBetweenALookAndAWrite() throws IOException {
        try (SnapshotFile first = unclaimed();
                InterceptedSystem system = before("link", () -> write(first, "first"));
                SnapshotFile second = unclaimed()) {
            final boolean written = write(second, "second");

            assertThat(written).as("through %s", system).isFalse();
            assertThat(second.claim()).isFalse();
        }
        assertThat(read()).isEqualTo("first");
        assertThat(files()).containsExactly("shop.snapshot");
    }

    @Test
    @SuppressWarnings("try") // is closed before the end
    void shouldBeHeldUntilItIsClosedWhenItIsReplacedAndReadMeanwhile() throws IOException {
        write("old");
        try (SnapshotFile first = claimed();
                SnapshotFile second = unclaimed()) {
            assertThat(second.claim()).isFalse();
            assertThat(write(first, "new")).isTrue();
            Files.readAllBytes(setup.path()); // closes it, and that would drop a lock of the process

            assertThat(second.claim()).isFalse();
            assertThat(first.isHeld()).isTrue();
            first.close();
            assertThat(second.claim()).isTrue();
            assertThat(write(second, "newest")).isTrue();
            assertThat(descriptors()).hasSize(1);
        }
        assertThat(descriptors()).isEmpty();
        assertThat(read()).isEqualTo("newest");
    }

    @Test
    @SuppressWarnings("try") // is closed before the end
    void shouldNotBeHeldWhenItIsReplacedBetweenItsOpeningAndItsLock() throws IOException {
        write("old");
        try (SnapshotFile first = claimed();
                InterceptedSystem system = before("lockDescriptor", () -> {
                    write(first, "new");
                    first.close();
                });
                SnapshotFile second = unclaimed()) {
            final boolean claimed = second.claim();

            assertThat(claimed).as("through %s", system).isFalse();
            assertThat(second.claim()).isTrue();
        }
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void shouldWriteAgainWhenSomebodyHasRemovedIt() throws IOException {
        try (SnapshotFile file = claimed()) {
            write(file, "one");
            Files.delete(setup.path());

            assertThat(write(file, "two")).isTrue();
        }

        assertThat(read()).isEqualTo("two");
        assertThat(files()).containsExactly("shop.snapshot");
    }

    @Test
    void shouldLeaveAFileAloneWhenItHasTakenTheOldOnesPlace() throws IOException {
        final Path copy = directory.resolve("copy");
        write("old");
        Files.copy(setup.path(), copy);
        try (SnapshotFile file = claimed()) {
            write(file, "new");
            Files.move(copy, setup.path(), StandardCopyOption.REPLACE_EXISTING);

            assertThat(write(file, "newer")).isFalse();
        }

        assertThat(read()).isEqualTo("old");
        assertThat(files()).containsExactly("shop.snapshot");
    }

    @Test
    void shouldRefuseWhenAnyByteIsAnother() throws IOException {
        write("abc");
        final byte[] good = Files.readAllBytes(setup.path());

        for (int i = 0; i < good.length; i++) {
            final byte[] bad = good.clone();
            bad[i] ^= 0x10;
            Files.write(setup.path(), bad);

            assertThatThrownBy(this::readAll)
                    .as("byte %s", i)
                    .isExactlyInstanceOf(TandemException.class)
                    .hasMessageContaining(setup.file());
        }
    }

    @Test
    void shouldRefuseWhenItIsCutShortOrGoesOn() throws IOException {
        write("abc");
        final byte[] good = Files.readAllBytes(setup.path());

        for (int length = 0; length < good.length + 20; length++) {
            if (length != good.length) {
                Files.write(setup.path(), Arrays.copyOf(good, length));

                assertThatThrownBy(this::readAll)
                        .as("length %s", length)
                        .isExactlyInstanceOf(TandemException.class)
                        .hasMessageContaining(setup.file());
            }
        }
    }

    @Test
    void shouldStayWithinItsBoundsWhenNumbersAreWrongUnderARightChecksum() throws IOException {
        write("abc");
        final byte[] good = Files.readAllBytes(setup.path());
        final int checksum = good.length - SnapshotDescriptor.CHECKSUM_LENGTH;

        for (int i = SnapshotDescriptor.NAMES_OFFSET; i <= checksum - Integer.BYTES; i++) {
            for (final int number : new int[] {-1, 0, 3, 7, 100, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                final ByteBuffer bad = ByteBuffer.wrap(good.clone()).order(ByteOrder.LITTLE_ENDIAN);
                bad.putInt(i, number);
                final CRC32C right = new CRC32C();
                right.update(bad.array(), 0, checksum);
                bad.putInt(checksum, (int) right.getValue());
                Files.write(setup.path(), bad.array());

                try {
                    readAll();
                } catch (final TandemException e) {
                    assertThat(e).hasMessageContaining(setup.file()).hasMessageContaining("Move it away");
                }
            }
        }
    }

    @Test
    void shouldSayWhatItIsWhenAFileIsForeignOrNewer() throws IOException {
        write("abc");
        final byte[] newer = Files.readAllBytes(setup.path());
        newer[SnapshotDescriptor.VERSION_OFFSET] = 2;

        Files.writeString(setup.path(), "no snapshot, but a letter");
        assertThatThrownBy(this::readAll).hasMessageContaining("is no snapshot").hasMessageContaining(setup.file());
        Files.write(setup.path(), newer);
        assertThatThrownBy(this::readAll).hasMessageContaining("version 2").hasMessageContaining(setup.file());
    }

    @Test
    void shouldLeaveTheOldOrTheNewFileWholeWhenAnyCallFails() throws Exception {
        final int calls = failEachCall(() -> write("old"), () -> write("new"), failure -> {
            setup.removeRemains();
            assertThat(files()).containsExactly("shop.snapshot");
            assertThat(read()).isIn("new", failure == null ? "new" : "old");
        });

        assertThat(calls).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldTellWhenAnyCallOfAReaderFails() throws Exception {
        write("abc");

        final int calls = failEachCall(() -> {}, this::readAll, failure -> {
            assertThat(read()).isEqualTo("abc");
        });

        assertThat(calls).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldRemoveOnlyWhatServersHaveLeftWhenThereAreOtherFiles() throws IOException {
        Files.writeString(setup.temporary(SERVER), "half");
        Files.writeString(setup.temporary(-1), "half");
        Files.writeString(directory.resolve("shop.snapshot.tmp"), "mine");
        Files.writeString(directory.resolve("shop.snapshot.0123.tmp"), "mine");

        setup.removeRemains();

        assertThat(files()).containsExactlyInAnyOrder("shop.snapshot.tmp", "shop.snapshot.0123.tmp");
    }

    @Test
    void shouldRefuseAPlaceThatNothingCanBeWrittenTo() throws IOException {
        final Path linked = Files.createSymbolicLink(directory.resolve("link"), directory);
        final SnapshotSetup missing =
                new SnapshotSetup(directory.resolve("no/shop.snapshot").toString(), Duration.ofSeconds(1));
        final SnapshotSetup link = new SnapshotSetup(linked.toString(), Duration.ofSeconds(1));
        final SnapshotSetup behindLink =
                new SnapshotSetup(linked.resolve("shop.snapshot").toString(), Duration.ofSeconds(1));

        behindLink.check();
        assertThatThrownBy(missing::check)
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("the directory " + directory.resolve("no") + " doesn't exist");
        assertThatThrownBy(link::check).isInstanceOf(TandemException.class).hasMessageContaining("is no regular file");
    }
}

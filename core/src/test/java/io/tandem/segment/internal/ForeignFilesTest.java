package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes at all, where a segment, a domain file or a process file should be. */
@Tag("unchecked-bounds")
class ForeignFilesTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain().allowLeftovers();

    private Segment segment;
    private Path file;

    @BeforeEach
    void create() {
        segment = Segment.create(domain.get(), Specs.named("orders"));
        file = DomainState.of(domain.get()).named("orders");
    }

    @AfterEach
    void close() {
        segment.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 4095, 4096, 4097, 12287})
    void shouldRefuseFileThatIsTooShort(final int length) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        replace(Arrays.copyOf(bytes, length));

        assertRefusedEverywhere();
    }

    @Test
    void shouldRefuseFileThatIsTooLong() throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        replace(Arrays.copyOf(bytes, bytes.length + 1));

        assertRefusedEverywhere();
    }

    @Test
    void shouldRefuseZeroedFile() throws IOException {
        replace(new byte[SegmentHeaderDescriptor.LENGTH + Specs.BODY_LENGTH]);

        assertRefusedEverywhere();
    }

    @Test
    void shouldRefuseRandomFiles() throws IOException {
        final Random random = seeded();

        for (int round = 0; round < 50; round++) {
            final byte[] bytes = new byte[random.nextInt(3 * SegmentHeaderDescriptor.LENGTH)];
            random.nextBytes(bytes);
            replace(bytes);
            assertRefusedEverywhere();
        }
    }

    @Test
    void shouldRefuseForeignTextFile() throws IOException {
        replace("Faisal wrote this himself.\n".repeat(1000).getBytes(StandardCharsets.UTF_8));

        assertRefusedEverywhere();
    }

    @Test
    void shouldNameBothVersionsWhenVersionDiffers() throws IOException {
        setInt(SegmentHeaderDescriptor.VERSION_OFFSET, 7);

        assertThatThrownBy(() -> Segment.open(domain.get(), Specs.named("orders")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("knows 2");
    }

    @Test
    void shouldRefuseOrCopeWhenAnyWordOfTheHeaderIsDamaged() throws IOException {
        final Random random = seeded();
        final byte[] good = Files.readAllBytes(file);
        final int[] values = {0, -1, Integer.MAX_VALUE, random.nextInt()};
        int refused = 0;

        for (int offset = 0; offset < SegmentHeaderDescriptor.LENGTH; offset += Integer.BYTES) {
            // All the words that mean something, and a sample of the holder table.
            if (offset > 400 && offset < SegmentHeaderDescriptor.HOLDERS_OFFSET
                    || offset > 2200 && random.nextInt(20) > 0) {
                continue;
            }
            for (final int value : values) {
                final byte[] bad = good.clone();
                ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
                replace(bad);
                refused += usedOrRefused() ? 1 : 0;
            }
        }

        assertThat(refused).as("refusals").isGreaterThan(4 * 10);
    }

    @Test
    void shouldRefuseOrCopeWhenAnyWordOfTheDomainFileIsDamaged() throws IOException {
        final Random random = seeded();
        final byte[] good = Files.readAllBytes(domain.directory().resolve(DomainState.DOMAIN_FILE));
        final int[] values = {0, -1, Integer.MAX_VALUE, random.nextInt()};
        final int[] offsets = {0, 4, 8, 12, 16, 20, 24, 128, 132, 256, 260, 4092};

        for (final int offset : offsets) {
            for (final int value : values) {
                final Path directory = TestDomain.freshDirectory();
                try {
                    DomainOpening.open(directory, DomainAccess.PRIVATE);
                    final byte[] bad = good.clone();
                    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
                    Files.delete(directory.resolve(DomainState.DOMAIN_FILE));
                    write(directory.resolve(DomainState.DOMAIN_FILE), bad);
                    try {
                        final Domain opened = Domain.at(directory);
                        Segment.create(opened, Specs.unnamed()).close();
                        ProcessRegistry.of(opened).leave();
                    } catch (final TandemException e) {
                        assertThat(e).hasMessageContaining(directory.toString());
                    }
                } finally {
                    TestDomain.deleteTree(directory);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4097})
    void shouldRefuseDomainFileOfAnotherLength(final int length) throws IOException {
        final Path directory = TestDomain.freshDirectory();
        try {
            DomainOpening.open(directory, DomainAccess.PRIVATE);
            Files.delete(directory.resolve(DomainState.DOMAIN_FILE));
            write(directory.resolve(DomainState.DOMAIN_FILE), new byte[length]);

            assertThatThrownBy(() -> Domain.at(directory))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining(length + " bytes");
        } finally {
            TestDomain.deleteTree(directory);
        }
    }

    @Test
    void shouldTakeProcessForDeadWhenItsUnlockedFileIsGarbage() throws IOException {
        final Random random = seeded();
        final ProcessRegistry registry = ProcessRegistry.of(domain.get());

        for (int round = 0; round < 20; round++) {
            final int number = DomainState.of(domain.get()).nextProcessNumber();
            final byte[] bytes = new byte[round % 2 == 0 ? ProcessFileDescriptor.LENGTH : random.nextInt(2000)];
            random.nextBytes(bytes);
            write(DomainState.of(domain.get()).process(number), bytes);
            assertThat(registry.describe(number)).contains(String.valueOf(number));
            assertThat(registry.isAlive(number)).isFalse();
        }
    }

    @Test
    void shouldLeaveForeignFilesAloneWhenSweeping() throws IOException {
        write(domain.directory().resolve("objects/readme"), new byte[10]);
        write(domain.directory().resolve("objects/77"), new byte[10]);
        write(domain.directory().resolve("temporary/notes"), new byte[10]);

        domain.get().sweep();

        assertThat(domain.leftovers()).contains("objects/readme", "objects/77", "temporary/notes", "names/orders");
    }

    @Test
    void shouldSurviveSweepWhenHeadersAreDamaged() throws IOException {
        final Random random = seeded();

        for (int round = 0; round < 30; round++) {
            final byte[] bytes = Files.readAllBytes(file);
            final int offset = random.nextInt(SegmentHeaderDescriptor.LENGTH);
            bytes[offset] = (byte) random.nextInt();
            write(domain.directory().resolve("objects/" + (1000 + round)), bytes);
            assertThatCode(() -> domain.get().sweep()).doesNotThrowAnyException();
        }
    }

    private void assertRefusedEverywhere() {
        assertThatThrownBy(() -> Segment.open(domain.get(), Specs.named("orders")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Segment.openOrCreate(domain.get(), Specs.named("orders")))
                .isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> Segment.delete(domain.get(), "orders", ObjectKind.PIPE))
                .isInstanceOf(IncompatibleException.class);
        domain.get().sweep();
        assertThat(file).exists();
    }

    /** True if it was refused; otherwise it was used, so that everything in it is as good as it looked. */
    private boolean usedOrRefused() {
        try {
            final Segment opened = Segment.open(domain.get(), Specs.named("orders"));
            opened.holders().hold(ProcessRegistry.of(domain.get()).own());
            opened.holders().allCanWake();
            opened.holders().mend();
            opened.buffer(0, Specs.BODY_LENGTH).putByte(Specs.BODY_LENGTH - 1, (byte) 1);
            opened.close();
            return false;
        } catch (final TandemException e) {
            return true;
        }
    }

    private void replace(final byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        write(file, bytes);
    }

    private static void write(final Path path, final byte[] bytes) throws IOException {
        Files.write(path, bytes);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private void setInt(final int offset, final int value) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            access.writeInt(Integer.reverseBytes(value));
        }
    }

    private static Random seeded() {
        final long seed = Long.getLong("tandem.seed", System.nanoTime());
        System.out.println("-Dtandem.seed=" + seed);
        return new Random(seed);
    }
}

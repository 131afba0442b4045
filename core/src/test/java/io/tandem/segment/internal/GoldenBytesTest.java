package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.channel.SharedQueue;
import io.tandem.os.NativeLibrary;
import io.tandem.testing.HexDump;
import io.tandem.testing.TestDomain;
import io.tandem.value.SharedList;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedRecord;
import io.tandem.value.SharedRecordArray;
import io.tandem.value.SharedValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Holds each layout to the bytes of its version. Whoever changes a layout changes its version, and adds a file; what is
 * random in it is set to a fixed value first.
 */
class GoldenBytesTest {
    private static final long INCARNATION = 0x1122334455667788L;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldKeepLayoutOfSegmentHeader() throws IOException {
        NativeLibrary.require(); // so that this process says that it can wake
        final SegmentSpec spec = Specs.named("orders");
        final Segment segment = Segment.create(domain.get(), spec);
        segment.holders().holdInTransit(77);
        final byte[] bytes = read("names/orders");

        patch(bytes, SegmentHeaderDescriptor.INCARNATION_OFFSET, INCARNATION);

        assertThat(HexDump.of(bytes, 0, SegmentHeaderDescriptor.LENGTH)).isEqualTo(golden("segment-header-2.hex"));
        segment.holders().releaseInTransit(77);
        segment.close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }

    @Test
    void shouldReadSegmentHeaderOfTheSecondVersion() throws IOException {
        final ByteBuffer bytes = parsed(golden("segment-header-2.hex"), SegmentHeaderDescriptor.LENGTH);

        final SegmentHeader header = SegmentHeader.parse(
                Path.of("golden"), bytes, SegmentHeaderDescriptor.LENGTH + Specs.BODY_LENGTH, INCARNATION);

        assertThat(header.kindCode()).isEqualTo(ObjectKind.PIPE.code());
        assertThat(header.objectId()).isEqualTo(1);
        assertThat(header.creator()).isEqualTo(1);
        assertThat(header.name()).isEqualTo("orders");
        assertThat(header.configuration()).isEqualTo(Map.of("type", "java.lang.String", "capacity", "4096"));
        assertThat(header.deleted()).isFalse();
        assertThat(SegmentHeaderDescriptor.id(header.holders()[0])).isEqualTo(1);
        assertThat(SegmentHeaderDescriptor.isTransit(header.holders()[1])).isTrue();
        assertThat(SegmentHeaderDescriptor.id(header.holders()[1])).isEqualTo(77);
    }

    /** Its event words had other bits, and its table of holders could have a 0 before a holder. */
    @Test
    void shouldRefuseSegmentHeaderOfTheFirstVersion() throws IOException {
        final ByteBuffer bytes = parsed(golden("segment-header-1.hex"), SegmentHeaderDescriptor.LENGTH);

        assertThatThrownBy(() -> SegmentHeader.parse(
                        Path.of("golden"), bytes, SegmentHeaderDescriptor.LENGTH + Specs.BODY_LENGTH, INCARNATION))
                .hasMessageContaining("layout version 1");
    }

    @Test
    void shouldKeepLayoutOfDomainFile() throws IOException {
        Segment.create(domain.get(), Specs.unnamed()).close();
        final byte[] bytes = read("domain");

        patch(bytes, DomainDescriptor.INCARNATION_OFFSET, INCARNATION);

        assertThat(HexDump.of(bytes, 0, DomainDescriptor.LENGTH)).isEqualTo(golden("domain-1.hex"));
    }

    @Test
    void shouldKeepLayoutOfProcessFile() throws IOException {
        final ProcessRecord record = new ProcessRecord(
                5,
                new ProcessIdentity(
                        4026531836L, new UUID(0x0102030405060708L, 0x1112131415161718L), 4711, 123456789, 42),
                "Worker 1");
        final ByteBuffer memory = ByteBuffer.allocateDirect(ProcessFileDescriptor.LENGTH);

        record.write(SharedBuffers.wrap(memory));

        final byte[] bytes = new byte[ProcessFileDescriptor.LENGTH];
        memory.get(0, bytes);
        assertThat(HexDump.of(bytes, 0, bytes.length)).isEqualTo(golden("process-1.hex"));
        assertThat(ProcessRecord.parse(parsed(golden("process-1.hex"), bytes.length)))
                .isEqualTo(record);
    }

    @Test
    void shouldKeepLayoutOfAPipe() throws Exception {
        try (SharedPipe<String, Long> pipe = SharedPipe.builder(String.class, Long.class)
                        .domain(domain.get())
                        .name("pipe")
                        .capacityBytes(4096)
                        .create();
                Connection<String, Long> first = pipe.first();
                Connection<Long, String> second = pipe.second()) {
            first.send("Vasa");
            second.receive();
            first.send("Kronan");
            second.send(0x0102030405060708L);

            assertThat(body("names/pipe", 4096 + 2 * (4096 + 768))).isEqualTo(golden("pipe-2.hex"));
        } finally {
            SharedPipe.delete(domain.get(), "pipe");
        }
    }

    @Test
    void shouldKeepLayoutOfAQueue() throws Exception {
        try (SharedQueue<String> queue = SharedQueue.builder(String.class)
                .domain(domain.get())
                .name("queue")
                .capacityBytes(4096)
                .create()) {
            queue.put("Vasa");
            queue.put("Kronan");
            queue.take();
            queue.taskDone();

            assertThat(body("names/queue", 20480 + 4096)).isEqualTo(golden("queue-2.hex"));
        } finally {
            SharedQueue.delete(domain.get(), "queue");
        }
    }

    @Test
    void shouldKeepLayoutOfOneValue() throws IOException {
        try (SharedLong hits = SharedLong.builder()
                .domain(domain.get())
                .name("hits")
                .initialValue(0x0102030405060708L)
                .create()) {
            hits.withLock(() -> hits.set(hits.get() + 1));

            assertThat(body("names/hits", 512)).isEqualTo(golden("value-1.hex"));
        } finally {
            SharedLong.delete(domain.get(), "hits");
        }
    }

    @Test
    void shouldKeepLayoutOfManyValues() throws IOException {
        for (final boolean padded : new boolean[] {false, true}) {
            final SharedValues.Builder builder =
                    SharedValues.builder(3).domain(domain.get()).name("hits");
            try (SharedValues values = (padded ? builder.padded() : builder).create()) {
                values.longAt(0).set(-2);
                values.charAt(2).set('x');

                assertThat(body("names/hits", 640)).isEqualTo(golden(padded ? "values-padded-1.hex" : "values-1.hex"));
            } finally {
                SharedValues.delete(domain.get(), "hits");
            }
        }
    }

    @Test
    void shouldKeepLayoutOfARecord() throws IOException {
        try (SharedRecord<Position> record = SharedRecord.builder(Position.class)
                .domain(domain.get())
                .name("ship")
                .maxStringLength(8)
                .initialValue(new Position(1, "Vasa"))
                .create()) {
            record.set(new Position(2, "Kronan"));

            assertThat(body("names/ship", 768)).isEqualTo(golden("record-1.hex"));
        } finally {
            SharedRecord.delete(domain.get(), "ship");
        }
    }

    @Test
    void shouldKeepLayoutOfAnArrayOfRecords() throws IOException {
        try (SharedRecordArray<Position> array = SharedRecordArray.builder(Position.class, 2)
                .domain(domain.get())
                .name("fleet")
                .maxStringLength(8)
                .initialValue(new Position(1, "Vasa"))
                .create()) {
            array.set(1, new Position(2, "Kronan"));

            assertThat(body("names/fleet", 2304 + 2 * (8 + 2 * (8 + 32)))).isEqualTo(golden("record-array-1.hex"));
        } finally {
            SharedRecordArray.delete(domain.get(), "fleet");
        }
    }

    @Test
    void shouldKeepLayoutOfAList() throws IOException {
        try (SharedList list = SharedList.builder(3)
                .domain(domain.get())
                .name("list")
                .initialValues("Vasa", 0x0102030405060708L, null)
                .create()) {
            list.set(2, "\u20ac");
            list.set(2, true);

            assertThat(body("names/list", 2304 + 3 * (8 + 2 * (8 + 24)) + 8)).isEqualTo(golden("list-1.hex"));
        } finally {
            SharedList.delete(domain.get(), "list");
        }
    }

    record Position(long knots, String ship) {}

    /** What stands behind the header. */
    private String body(final String file, final int length) {
        try {
            final byte[] bytes = read(file);
            return HexDump.of(bytes, SegmentHeaderDescriptor.LENGTH, SegmentHeaderDescriptor.LENGTH + length);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(final String file) throws IOException {
        return Files.readAllBytes(domain.directory().resolve(file));
    }

    private static void patch(final byte[] bytes, final int offset, final long value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
    }

    private static ByteBuffer parsed(final String dump, final int length) {
        final ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        dump.lines()
                .forEach(line -> bytes.put(
                        Integer.parseInt(line.substring(0, 4), 16),
                        HexFormat.ofDelimiter(" ").parseHex(line.substring(6))));
        return bytes;
    }

    private static String golden(final String name) throws IOException {
        try (InputStream input = GoldenBytesTest.class.getResourceAsStream(name)) {
            assertThat(input).as(name).isNotNull();
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

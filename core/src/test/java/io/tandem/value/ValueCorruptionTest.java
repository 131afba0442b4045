package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Something else has written to the memory of values: each call ends in a typed refusal, or in a value. */
class ValueCorruptionTest {
    /** Where a body begins, and its words, as the pictures of the layouts have them. */
    private static final int BODY = 4096;

    private static final int SLOT_TYPE = 256 + 8;
    private static final int RECORD_SEQUENCE = 128;
    private static final int RECORD_LENGTH = 512;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    record Point(int x, String name) {}

    @AfterEach
    void delete() {
        SharedLong.delete(domain.get(), "value");
        SharedValues.delete(domain.get(), "values");
    }

    private void write(final String name, final int offset, final int number) throws IOException {
        try (FileChannel file =
                FileChannel.open(domain.directory().resolve("names").resolve(name), StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.write(bytes.putInt(0, number), BODY + offset);
        }
    }

    private SharedRecord<Point> open() {
        return SharedRecord.builder(Point.class)
                .domain(domain.get())
                .name("value")
                .maxStringLength(10)
                .initialValue(new Point(1, "one"))
                .openOrCreate();
    }

    @Test
    void shouldRefuseWhenTheLayoutIsOfAnotherVersion() throws Exception {
        SharedLong.builder().domain(domain.get()).name("value").create().close();
        SharedValues.builder(2).domain(domain.get()).name("values").create().close();

        write("value", 0, 77);
        write("values", 0, 77);

        assertThatThrownBy(() ->
                        SharedLong.builder().domain(domain.get()).name("value").open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("body version 77");
        assertThatThrownBy(() -> SharedValues.builder(2)
                        .domain(domain.get())
                        .name("values")
                        .open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("body version 77");
    }

    @Test
    void shouldRefuseASlotWhenItsTypeIsUnknown() throws Exception {
        try (SharedValues values =
                SharedValues.builder(2).domain(domain.get()).name("values").create()) {
            write("values", SLOT_TYPE, 99);

            assertThatThrownBy(() -> values.longAt(0))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("type 99");
            assertThat(values.longAt(1).incrementAndGet()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseToReadWhenTheLengthOfARecordIsImpossible() throws Exception {
        for (final int length : new int[] {-1, Integer.MIN_VALUE, 1_000, Integer.MAX_VALUE}) {
            try (SharedRecord<Point> record = open()) {
                write("value", RECORD_LENGTH, length);

                assertThatThrownBy(record::get)
                        .isInstanceOf(IncompatibleException.class)
                        .hasMessageContaining(length + " bytes");
                record.set(new Point(2, "two"));
                assertThat(record.get()).as("it can be set again").isEqualTo(new Point(2, "two"));
            } finally {
                SharedLong.delete(domain.get(), "value");
            }
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldRefuseToReadWhenTheSequenceOfARecordIsImpossible() throws Exception {
        for (final long sequence : new long[] {-1, Long.MIN_VALUE}) {
            try (SharedRecord<Point> record = open()) {
                write("value", RECORD_SEQUENCE, (int) sequence);
                write("value", RECORD_SEQUENCE + Integer.BYTES, (int) (sequence >>> Integer.SIZE));

                assertThatThrownBy(record::get)
                        .isInstanceOf(IncompatibleException.class)
                        .hasMessageContaining("sequence of " + sequence);
                assertThatThrownBy(() -> record.updateAndGet(point -> new Point(2, "two")))
                        .isInstanceOf(IncompatibleException.class);
            } finally {
                SharedLong.delete(domain.get(), "value");
            }
        }
    }

    @Test
    void shouldRefuseToReadWhenARecordIsShorterThanItsParts() throws Exception {
        try (SharedRecord<Point> record = open()) {
            write("value", RECORD_LENGTH, 3);

            assertThatThrownBy(record::get)
                    .isInstanceOf(io.tandem.codec.CorruptMessageException.class)
                    .hasMessageContaining("3 bytes");
        }
    }
}

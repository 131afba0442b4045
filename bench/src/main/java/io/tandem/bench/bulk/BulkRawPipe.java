package io.tandem.bench.bulk;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.Connection;
import io.tandem.channel.RawConnection;
import io.tandem.channel.SharedPipe;
import io.tandem.segment.MemoryOption;
import java.io.IOException;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code offer} from an array and {@code receiveInto} another one that is there already: copied in and out, and nothing else, as
 * in C. The receipt is a word in shared memory, as there.
 */
final class BulkRawPipe extends BulkSubject {
    private static final int RINGS_PER_MESSAGE = 8;
    private static final int RECEIPT_LENGTH = 128;

    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private Halt halt = new Halt();
    private @Nullable SharedPipe<byte[], byte[]> pipe;
    private @Nullable Connection<byte[], byte[]> connection;
    private @Nullable RawConnection raw;
    private @Nullable AtomicBuffer receipt;

    BulkRawPipe(final String name, final int length) {
        super(name, length);
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        receipt = workplace.create(Workplace.fileName(name()) + "-receipt", RECEIPT_LENGTH);
        pipe = builder(workplace).create();
        open(workplace, pipe.first());
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        receipt = workplace.open(Workplace.fileName(name()) + "-receipt");
        pipe = builder(workplace).open();
        open(workplace, pipe.second());
    }

    private SharedPipe.Builder<byte[], byte[]> builder(final Workplace workplace) {
        return SharedPipe.builder(byte[].class, byte[].class)
                .domain(workplace.domain())
                .name(Workplace.fileName(name()))
                .capacityBytes(RINGS_PER_MESSAGE * length())
                // Warm from the first lap on: eight messages go by before a page is used again.
                .memory(MemoryOption.PREFAULT)
                .oneWay();
    }

    private void open(final Workplace workplace, final Connection<byte[], byte[]> end) {
        halt = workplace.halt();
        connection = end;
        raw = end.raw();
        message.wrap(new byte[length()]);
    }

    @Override
    void prepare(final long number) {
        message.putLong(0, number);
        message.putLong(length() - Long.BYTES, number);
    }

    @Override
    long send() {
        final RawConnection to = Opened.of(raw);
        final AtomicBuffer word = Opened.of(receipt);
        final long number = message.getLong(0);
        long sent = to.offer(message, 0, length());
        while (sent == RawConnection.BACK_PRESSURED) {
            halt.spin();
            sent = to.offer(message, 0, length());
        }
        if (sent < 0) {
            throw new BenchException("offer gave " + sent + ", which is neither success nor back pressure");
        }
        while (word.getLongVolatile(0) != number) {
            halt.spin();
        }
        return number;
    }

    @Override
    void receive() {
        final RawConnection from = Opened.of(raw);
        long came = from.receiveInto(message, 0, length());
        while (came == RawConnection.EMPTY) {
            halt.spin();
            came = from.receiveInto(message, 0, length());
        }
        final long number = message.getLong(0);
        if (came != length() || message.getLong(length() - Long.BYTES) != number) {
            throw new BenchException("a message of " + came + " bytes that begins with " + number
                    + " came broken where one of " + length() + " was due");
        }
        Opened.of(receipt).putLongRelease(0, number);
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}

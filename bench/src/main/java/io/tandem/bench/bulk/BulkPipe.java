package io.tandem.bench.bulk;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A {@code byte[]} through a pipe whose ring takes it, an eighth of the ring at most; the receipt comes back through it. */
final class BulkPipe extends BulkSubject {
    private static final int RINGS_PER_MESSAGE = 16;

    private byte[] message = {};
    private @Nullable SharedPipe<byte[], byte[]> pipe;
    private @Nullable Connection<byte[], byte[]> connection;

    BulkPipe(final String name, final int length) {
        super(name, length);
    }

    @Override
    public void openFirst(final Workplace workplace) {
        message = new byte[length()];
        pipe = builder(workplace).create();
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        pipe = builder(workplace).open();
        connection = pipe.second();
    }

    private SharedPipe.Builder<byte[], byte[]> builder(final Workplace workplace) {
        return SharedPipe.builder(byte[].class, byte[].class)
                .domain(workplace.domain())
                .name(Workplace.fileName(name()))
                .capacityBytes(RINGS_PER_MESSAGE * length());
    }

    @Override
    void prepare(final long number) {
        mark(message, number);
    }

    @Override
    long send() throws InterruptedException {
        opened().send(message);
        return ByteBuffer.wrap(opened().receive()).getLong();
    }

    @Override
    void receive() throws InterruptedException {
        final long number = marked(opened().receive());
        opened().send(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private Connection<byte[], byte[]> opened() {
        return Opened.of(connection);
    }

    @Override
    public void close() {
        if (pipe != null && connection != null) {
            connection.close();
            pipe.close();
        }
    }
}

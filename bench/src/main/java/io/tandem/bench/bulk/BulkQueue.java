package io.tandem.bench.bulk;

import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import org.jspecify.annotations.Nullable;

/** A {@code byte[]} through a queue of the default size, beside which it travels; the receipt through another queue. */
final class BulkQueue extends BulkSubject {
    private byte[] message = {};
    private @Nullable SharedQueue<byte[]> messages;
    private @Nullable SharedQueue<Long> receipts;

    BulkQueue(final String name, final int length) {
        super(name, length);
    }

    @Override
    public void openFirst(final Workplace workplace) {
        message = new byte[length()];
        open(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace);
    }

    private void open(final Workplace workplace) {
        final String file = name().replaceAll("[^A-Za-z0-9]+", "-");
        messages = SharedQueue.builder(byte[].class)
                .domain(workplace.domain())
                .name(file)
                .openOrCreate();
        receipts = SharedQueue.builder(Long.class)
                .domain(workplace.domain())
                .name(file + "-receipts")
                .openOrCreate();
    }

    @Override
    void prepare(final long number) {
        mark(message, number);
    }

    @Override
    long send() throws InterruptedException {
        opened(messages).put(message);
        return opened(receipts).take();
    }

    @Override
    void receive() throws InterruptedException {
        opened(receipts).put(marked(opened(messages).take()));
    }

    private static <T> SharedQueue<T> opened(final @Nullable SharedQueue<T> queue) {
        if (queue == null) {
            throw new IllegalStateException("a slice was asked of a subject that isn't open");
        }
        return queue;
    }

    @Override
    public void close() {
        if (messages != null && receipts != null) {
            messages.close();
            receipts.close();
        }
    }
}

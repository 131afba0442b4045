package io.tandem.bench.bulk;

import io.tandem.bench.harness.Opened;
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
        final String file = Workplace.fileName(name());
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
        Opened.of(messages).put(message);
        return Opened.of(receipts).take();
    }

    @Override
    void receive() throws InterruptedException {
        Opened.of(receipts).put(marked(Opened.of(messages).take()));
    }

    @Override
    public void close() {
        Opened.close(messages, receipts);
    }
}

package io.tandem.bench.bulk;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.MessageView;
import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** A message that is made in shared memory and handed over without a copy: timed until its first byte was read and the receipt is back. */
final class Handover extends BulkSubject {
    private Halt halt = new Halt();
    private @Nullable SharedQueue<byte[]> messages;
    private @Nullable SharedQueue<Long> receipts;
    private @Nullable RawQueue raw;

    Handover(final String name, final int length) {
        super(name, length);
    }

    @Override
    public void openFirst(final Workplace workplace) {
        open(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace);
    }

    private void open(final Workplace workplace) {
        final String file = Workplace.fileName(name());
        halt = workplace.halt();
        messages = SharedQueue.builder(byte[].class)
                .domain(workplace.domain())
                .name(file)
                .openOrCreate();
        receipts = SharedQueue.builder(Long.class)
                .domain(workplace.domain())
                .name(file + "-receipts")
                .waitPolicy(WaitPolicy.SPIN)
                .openOrCreate();
        raw = messages.raw();
    }

    @Override
    void prepare(final long number) {
        final MutableDirectBuffer memory = Opened.of(raw).claim(length());
        memory.setMemory(0, length(), (byte) number);
        memory.putLong(0, number);
        memory.putLong(length() - Long.BYTES, number);
    }

    @Override
    long send() throws InterruptedException {
        final long put = Opened.of(raw).publish();
        if (put != 1) {
            throw new BenchException("publish gave " + put + " where one message was due");
        }
        return Opened.of(receipts).take();
    }

    @Override
    void receive() throws InterruptedException {
        final RawQueue from = Opened.of(raw);
        MessageView view = from.poll();
        while (view == null) {
            halt.spin();
            view = from.poll();
        }
        try (MessageView message = view) {
            final DirectBuffer buffer = message.buffer();
            final long number = buffer.getLong(0);
            Opened.of(receipts).put(number);
            if (buffer.capacity() != length() || buffer.getLong(length() - Long.BYTES) != number) {
                throw new BenchException(
                        "a message of " + buffer.capacity() + " bytes that begins with " + number + " came broken");
            }
        }
    }

    @Override
    public void close() {
        if (raw != null) {
            raw.close();
        }
        Opened.close(messages, receipts);
    }
}

package io.tandem.channel;

import io.tandem.process.ChildProcess;
import io.tandem.segment.Domain;
import io.tandem.testing.NumberedMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process at a queue, until it is killed: puts numbers, takes them, or does both beside a child that puts. */
final class QueueKillWorker {
    static final String QUEUE = "queue";
    /** Now and then one that doesn't fit into the ring. */
    static final int LONGEST = 530;

    static final long APART = 1_000_000_000L;
    private static final int OF_A_CHILD = 300;

    private QueueKillWorker() {}

    static SharedQueue.Builder<byte[]> builder(final Domain domain) {
        return SharedQueue.builder(byte[].class)
                .domain(domain)
                .name(QUEUE)
                .capacityBytes(4096)
                .capacityItems(10);
    }

    static byte[] message(final long number) {
        return NumberedMessage.of(number, LONGEST);
    }

    static long number(final byte[] message) {
        return NumberedMessage.number(message, LONGEST);
    }

    /** Waits for a line with its orders: directory, what to do, and the first number to put. */
    public static void main(final String[] arguments) throws Exception {
        final byte[] line = new byte[1024];
        final String[] orders = new String(line, 0, System.in.read(line), StandardCharsets.UTF_8)
                .trim()
                .split(" ");
        final SharedQueue<byte[]> queue = builder(Domain.at(Path.of(orders[0]))).open();
        final long first = Long.parseLong(orders[2]);
        System.out.println("there");
        switch (orders[1]) {
            case "put" -> put(queue, first);
            case "take" -> take(queue);
            case "idle" -> Thread.sleep(Long.MAX_VALUE);
            default -> beParent(queue, first);
        }
    }

    private static void put(final SharedQueue<byte[]> queue, final long first) throws InterruptedException {
        long number = first;
        while (true) {
            System.out.print("putting " + number + "\n");
            queue.put(message(number++));
        }
    }

    private static void take(final SharedQueue<byte[]> queue) throws InterruptedException {
        while (true) {
            final long number = number(queue.take());
            System.out.print("took " + number + "\n");
            queue.taskDone();
        }
    }

    /** Its child puts a certain number, whatever becomes of its parent, which takes. */
    private static void beParent(final SharedQueue<byte[]> queue, final long first) throws Exception {
        ChildProcess.start(() -> {
            for (long number = first; number < first + OF_A_CHILD; number++) {
                queue.put(message(number));
            }
        });
        take(queue);
    }
}

package io.tandem.sync;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.AtomicBuffer;

/** What other JVMs do with a lock and the two words that it guards; told by a line of input. */
final class ReadWriteLockProgram implements AutoCloseable {
    static final String NAME = "document";
    static final String WORDS = "words";

    private static final int LENGTH = 4096;
    private static final int TWIN = 512;
    private static final int FAULTS = 1024;

    final SharedReadWriteLock lock;
    private final Segment segment;
    private final AtomicBuffer words;

    ReadWriteLockProgram(final Domain domain) {
        lock = SharedReadWriteLock.builder().domain(domain).name(NAME).openOrCreate();
        segment = Segment.openOrCreate(
                domain, new SegmentSpec(ObjectKind.QUEUE, WORDS, LENGTH, Map.of(), false, Set.of(), fresh -> {}));
        words = segment.buffer(0, LENGTH);
    }

    /** Raises both words; mends them first if the writer before died over that. Returns whether one had. */
    boolean write() {
        boolean recovered = false;
        try {
            lock.writeLock().lock();
        } catch (final OwnerDiedException e) {
            recovered = lock.recover().isPresent();
            if (recovered) {
                words.putLong(TWIN, words.getLong(0));
            }
        }
        check();
        words.putLong(0, words.getLong(0) + 1);
        words.putLong(TWIN, words.getLong(TWIN) + 1);
        lock.writeLock().unlock();
        return recovered;
    }

    void read() {
        try {
            lock.readLock().lock();
        } catch (final OwnerDiedException e) {
            return;
        }
        check();
        lock.readLock().unlock();
    }

    private void check() {
        if (words.getLong(0) != words.getLong(TWIN)) {
            words.getAndAddLong(FAULTS, 1);
        }
    }

    long faults() {
        return words.getLongVolatile(FAULTS);
    }

    @Override
    public void close() {
        segment.close();
        lock.close();
    }

    public static void main(final String[] args) throws Exception {
        NativeLibrary.require();
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final String[] orders = input.readLine().split(" ", -1);
        try (ReadWriteLockProgram program = new ReadWriteLockProgram(Domain.at(Path.of(orders[0])))) {
            switch (orders[1]) {
                case "read" -> program.lock.readLock().lock();
                case "write" -> program.lock.writeLock().lock();
                case "wait" -> {
                    System.out.println("waiting");
                    program.lock.writeLock().lock();
                }
                case "churn" -> program.churn(Long.parseLong(orders[2]));
                default -> throw new IllegalArgumentException(orders[1]);
            }
            System.out.println("holding");
            input.readLine();
        }
    }

    private void churn(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        System.out.println("churning");
        while (true) {
            if (random.nextBoolean()) {
                write();
            } else {
                read();
            }
        }
    }
}

package io.tandem.sync.internal.readwrite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a thread holds which lock for reading, whichever handles it did that by. Nobody else can know: the accounts in
 * shared memory are those of its process.
 */
final class ReadHolds {
    private static final ThreadLocal<ReadHolds> OF_THREAD = ThreadLocal.withInitial(ReadHolds::new);
    /** So many that aren't held are kept, so that the next hold allocates nothing. */
    private static final int KEPT = 4;

    private final List<Count> counts = new ArrayList<>(KEPT);

    private ReadHolds() {}

    /**
     * The same lock as one process sees it.
     *
     * @param domain   of the lock.
     * @param objectId of the lock.
     * @param process  that holds; one JVM may be several, in tests.
     */
    record Identity(Path domain, long objectId, int process) {}

    /** How often one thread holds one lock. */
    static final class Count {
        private final Identity identity;
        private int count;

        private Count(final Identity identity) {
            this.identity = identity;
        }

        boolean isZero() {
            return count == 0;
        }

        /** Once more. Can't fail, so that nothing has to be undone once the lock is held. */
        void more() {
            count++;
        }
    }

    /** How often this thread holds it. */
    static int count(final Identity identity) {
        final ReadHolds holds = OF_THREAD.get();
        final int index = holds.indexOf(identity);
        return index < 0 ? 0 : holds.counts.get(index).count;
    }

    /** This thread's count of it, to be raised when it holds it. */
    static Count of(final Identity identity) {
        final ReadHolds holds = OF_THREAD.get();
        int index = holds.indexOf(identity);
        if (index < 0) {
            if (holds.counts.size() >= KEPT) {
                holds.counts.removeIf(Count::isZero);
            }
            index = holds.counts.size();
            holds.counts.add(new Count(identity));
        }
        return holds.counts.get(index);
    }

    /** This thread, which holds it, does so once less. */
    static void less(final Identity identity) {
        final ReadHolds holds = OF_THREAD.get();
        final int index = holds.indexOf(identity);
        if (--holds.counts.get(index).count == 0 && holds.counts.size() > KEPT) {
            holds.counts.remove(index);
        }
    }

    private int indexOf(final Identity identity) {
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i).identity.equals(identity)) {
                return i;
            }
        }
        return -1;
    }
}

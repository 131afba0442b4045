package io.tandem.examples.wordcount;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what was found in the pieces of large files: whether a file is text shows only when all of them are known. Used
 * by one thread.
 */
final class LargeFiles {
    private static final class Sum {
        private final Tally tally = new Tally();
        private int pieces;
        private @Nullable String problem;
    }

    private final Map<Integer, Sum> unfinished = new HashMap<>();

    /**
     * Adds what a worker found.
     *
     * @param found by it.
     * @return the same if it is about whole files; if it is about pieces: what was found in the whole file when they are the last
     *     ones, or nothing yet.
     */
    Found add(final Found found) {
        if (found.pieces() == 0) {
            return found;
        }
        final Sum sum = unfinished.computeIfAbsent(found.file(), file -> new Sum());
        sum.tally.add(found);
        sum.pieces += found.batches().length;
        if (found.problems().length > 0) {
            sum.problem = found.problems()[0];
        }
        if (sum.pieces < found.pieces()) {
            return Found.nothingYet(found.worker());
        }
        unfinished.remove(found.file());
        return whole(found, sum);
    }

    private static Found whole(final Found last, final Sum sum) {
        final Tally tally = sum.tally;
        final boolean readable = sum.problem == null;
        if (!readable || tally.binaries > 0) {
            tally.clear();
            tally.binaries = readable ? 1 : 0;
        } else {
            tally.texts = 1;
        }
        return Found.of(
                last.worker(),
                new int[0],
                tally,
                readable ? new int[0] : new int[] {last.file()},
                sum.problem == null ? new String[0] : new String[] {sum.problem});
    }
}

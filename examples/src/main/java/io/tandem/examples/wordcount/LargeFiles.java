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
     * @param batch that it had.
     * @param found in it.
     * @return the same if it is about whole files; if it is about pieces: what was found in the whole file when they are the last
     *     ones, or nothing yet.
     */
    Found add(final Batch batch, final Found found) {
        final Piece piece = batch.piece();
        if (piece == null) {
            return found;
        }
        final int file = batch.files()[0];
        final Sum sum = unfinished.computeIfAbsent(file, any -> new Sum());
        sum.tally.add(found);
        sum.pieces++;
        if (found.problems().length > 0) {
            sum.problem = found.problems()[0];
        }
        if (sum.pieces < piece.pieces()) {
            return Found.NOTHING;
        }
        unfinished.remove(file);
        return whole(file, sum);
    }

    private static Found whole(final int file, final Sum sum) {
        final Tally tally = sum.tally;
        final boolean readable = sum.problem == null;
        if (!readable || tally.binaries > 0) {
            tally.clear();
            tally.binaries = readable ? 1 : 0;
        } else {
            tally.texts = 1;
        }
        return Found.of(
                tally,
                readable ? new int[0] : new int[] {file},
                sum.problem == null ? new String[0] : new String[] {sum.problem});
    }
}

package io.tandem.sync.internal.account;

import io.tandem.segment.internal.Layouts;

/**
 * Layout of {@link Accounts}: rows, each one word of 64 bits at a multiple of 8, little-endian.
 *
 * <pre>
 *       +----------------------------------------------------------------+
 *       | row: process number (32), how many it holds (32)               |  8, 256 times
 *       +----------------------------------------------------------------+
 * </pre>
 *
 * <p>A row of 0 was never used, and behind it there are only such: who reads the table stops there. A row that was used keeps its
 * process when the count is 0, and may then be given to another one.
 *
 * <p>Rows are written by whoever has the lock that guards the table, by one store each. So there is no instant at which a count has no
 * known owner, and a row is the one truth about what its process holds: sums over the table that stand elsewhere are copies,
 * which whoever takes that lock over from the dead computes again. A death between two stores leaves rows of which each is
 * right. The row of a dead process counts for nothing: its number is never given out again, so it may be set to
 * a count of 0 by anybody who has the lock and the proof, and a second one finds nothing there.
 */
public final class AccountsDescriptor {
    static final int ROWS = 256;
    static final int ROW_LENGTH = Long.BYTES;
    /** Bytes of a table. */
    public static final int LENGTH = ROWS * ROW_LENGTH;

    static final long UNUSED = 0;

    static final int MAX_PROCESS = Layouts.MAX_ID;
    private static final int PROCESS_SHIFT = Integer.SIZE;
    private static final long COUNTS = (1L << PROCESS_SHIFT) - 1;

    private AccountsDescriptor() {}

    static int rowOffset(final int row) {
        return row * ROW_LENGTH;
    }

    static long row(final int process, final int count) {
        return (long) process << PROCESS_SHIFT | count & COUNTS;
    }

    static int process(final long row) {
        return (int) (row >>> PROCESS_SHIFT);
    }

    static int count(final long row) {
        return (int) (row & COUNTS);
    }

    /** Whether some process could have written this row. */
    static boolean isValid(final long row) {
        return row == UNUSED || process(row) > 0 && process(row) <= MAX_PROCESS && count(row) >= 0;
    }
}

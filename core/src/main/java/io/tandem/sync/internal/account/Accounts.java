package io.tandem.sync.internal.account;

import io.tandem.TandemException;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.Words;
import io.tandem.sync.internal.LockOwners;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which process holds how many of something ({@link AccountsDescriptor}). Everything but looking for the dead needs the lock that
 * guards the table. A change is one store.
 */
public final class Accounts {
    private static final int NO_ROW = -1;

    private final Words words;
    private final int start;
    private final int process;
    private final LockOwners owners;
    /** Where the own row was last; checked at each use, since another handle, or process, may have it by now. */
    private int ownRow;

    Accounts(final Words words, final int start, final int process, final LockOwners owners) {
        this.words = words;
        this.start = start;
        this.process = process;
        this.owners = owners;
    }

    /** How many this process holds. Without the lock, too: each row is read once, or its count might be another's by then. */
    public int own() {
        final long last = row(ownRow);
        if (AccountsDescriptor.process(last) == process) {
            return AccountsDescriptor.count(last);
        }
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                break;
            }
            if (AccountsDescriptor.process(word) == process) {
                return AccountsDescriptor.count(word);
            }
        }
        return 0;
    }

    /**
     * Changes how many this process holds.
     *
     * @param delta that leaves no negative count.
     * @param what  is counted, for the messages.
     * @throws OutOfSpaceException if this process has no row, and none is vacant; nothing has changed then.
     * @throws TandemException     if no such count can be; nothing has changed then.
     */
    public void add(final int delta, final String what) {
        int row = find(process);
        int held = 0;
        if (row == NO_ROW) {
            row = newRow(what);
        } else {
            held = AccountsDescriptor.count(row(row));
        }
        final long holds = (long) held + delta;
        if (holds < 0 || holds > Integer.MAX_VALUE) {
            throw new TandemException("Could not note that this process holds " + what + ": it would hold " + holds
                    + " of them, and held " + held + ". It can't be fewer than 0, or more than " + Integer.MAX_VALUE
                    + ": give back as often as you acquire; or something else has written over its segment.");
        }
        words.putLong(index(row), AccountsDescriptor.row(process, (int) holds));
        ownRow = row;
    }

    /** What all of them hold together. */
    public long sum() {
        long sum = 0;
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                break;
            }
            sum += AccountsDescriptor.count(word);
        }
        return sum;
    }

    /**
     * The number of a dead process that holds some, or 0. Needs no lock: the answer is a proof, for numbers aren't used twice.
     * One system call for each process that holds some.
     */
    public int firstDead() {
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                break;
            }
            if (isOfDead(word)) {
                return AccountsDescriptor.process(word);
            }
        }
        return 0;
    }

    /** How many the dead hold that nobody has met yet. Without the lock: they may have come back by now. System calls as above. */
    public long heldByDead() {
        long sum = 0;
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                break;
            }
            if (isOfDead(word)) {
                sum += AccountsDescriptor.count(word);
            }
        }
        return sum;
    }

    private boolean isOfDead(final long word) {
        final int owner = AccountsDescriptor.process(word);
        return AccountsDescriptor.count(word) != 0 && owner != process && !owners.mayBeAlive(owner);
    }

    /** Takes from a dead process what it holds, which may be nothing by now. */
    public void clear(final int dead) {
        final int row = find(dead);
        if (row != NO_ROW) {
            words.putLong(index(row), AccountsDescriptor.row(dead, 0));
        }
    }

    /** The numbers of those who hold some, and how many. */
    Map<Integer, Integer> counts() {
        final Map<Integer, Integer> counts = new LinkedHashMap<>();
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                break;
            }
            if (AccountsDescriptor.count(word) != 0) {
                counts.put(AccountsDescriptor.process(word), AccountsDescriptor.count(word));
            }
        }
        return counts;
    }

    private int find(final int wanted) {
        if (wanted == process && AccountsDescriptor.process(row(ownRow)) == wanted) {
            return ownRow;
        }
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                return NO_ROW;
            }
            if (AccountsDescriptor.process(word) == wanted) {
                return row;
            }
        }
        return NO_ROW;
    }

    // One that was never used if there is any: the others' owners are likely to need theirs again.
    private int newRow(final String what) {
        int vacant = NO_ROW;
        for (int row = 0; row < AccountsDescriptor.ROWS; row++) {
            final long word = row(row);
            if (word == AccountsDescriptor.UNUSED) {
                return row;
            }
            if (vacant == NO_ROW && AccountsDescriptor.count(word) == 0) {
                vacant = row;
            }
        }
        if (vacant != NO_ROW) {
            return vacant;
        }
        throw new OutOfSpaceException("Could not note that this process holds " + what + ": " + AccountsDescriptor.ROWS
                + " processes hold some already, all of them alive when last looked at. Let some of them give back what they"
                + " hold, or end.");
    }

    private long row(final int row) {
        final long word = words.getLongVolatile(index(row));
        if (!AccountsDescriptor.isValid(word)) {
            throw new TandemException("A row of a synchronizer's accounts holds 0x" + Long.toHexString(word)
                    + ", which no process writes: something else has written over its segment.");
        }
        return word;
    }

    private int index(final int row) {
        return start + AccountsDescriptor.rowOffset(row);
    }
}

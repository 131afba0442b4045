package io.tandem.sync.internal.semaphore;

import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.sync.internal.RobustLock;
import io.tandem.sync.internal.account.AccountsDescriptor;
import io.tandem.wait.internal.EventWord;

/**
 * Layout of a semaphore's body, little-endian; all words at multiples of 8.
 *
 * <pre>
 *    0  +----------------------------------------------------------------+
 *       | body version                                                   |  4
 *    4  | bulk: 1 once somebody has waited for several permits at once   |  4
 *       :                                                                :
 *  128  +----------------------------------------------------------------+
 *       | lock: {@link RobustLock}                                               | 16
 *  144  | total: permits there are, free or held                         |  8
 *  152  | free: total less the sum of the accounts                       |  8
 *       :                                                                :
 *  256  +----------------------------------------------------------------+
 *       | released: an {@link EventWord} that sleepers watch                   |  4
 *       :                                                                :
 *  384  +----------------------------------------------------------------+
 *       | accounts: {@link AccountsDescriptor}                                 | 2048
 * 2432  +----------------------------------------------------------------+
 * </pre>
 *
 * <p>The lock guards total, free and the accounts. Without owners the accounts stay empty, and a permit that is taken leaves the total.
 * <b>The truth is total and accounts</b>, free is a copy that lets others see without the lock whether there is anything to
 * have. Whoever takes the lock over from a dead owner computes free again, which redoes or undoes whatever the dead was at:
 * <ul>
 *   <li>acquire n: the own row gets n more, by one store; then free gets n less. Dead before the first store: nothing was taken.
 *       Dead behind it: the row of a dead process, which comes back as a whole. Without owners the store is that of total.
 *   <li>release n: total gets more by what the own row lacks of n, the own row less by the rest, free n more, in whatever order.
 *       Dead between: the row comes back as a whole, done or not; and the total has the rest, or hasn't.
 *   <li>give back the row of the dead: the row gets a count of 0, by one store, then free gets more. Dead between: free is computed
 *       again.
 *   <li>free is changed; then the lock is let go; then released is signalled. Dead between: sleepers look when their slice ends,
 *       at free, at the lock's owner and at the owners of rows.
 *   <li>bulk: set by whoever is about to wait for several, never cleared. Dead anywhere: wakes that wake more than need be.
 * </ul>
 */
final class SemaphoreDescriptor {
    static final int VERSION = 1;

    private static final int APART = Layouts.HOT_WORD_DISTANCE;

    static final int BULK_OFFSET = BodyVersion.LENGTH;
    static final int LOCK_OFFSET = APART;
    static final int TOTAL_OFFSET = LOCK_OFFSET + RobustLock.LENGTH;
    static final int FREE_OFFSET = TOTAL_OFFSET + Long.BYTES;
    static final int RELEASED_OFFSET = 2 * APART;
    static final int ACCOUNTS_OFFSET = 3 * APART;
    static final int LENGTH = ACCOUNTS_OFFSET + AccountsDescriptor.LENGTH;

    private SemaphoreDescriptor() {}
}

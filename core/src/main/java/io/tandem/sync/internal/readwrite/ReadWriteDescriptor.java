package io.tandem.sync.internal.readwrite;

import io.tandem.segment.internal.Layouts;
import io.tandem.sync.internal.RobustLock;
import io.tandem.sync.internal.account.AccountsDescriptor;
import io.tandem.wait.internal.EventWord;

/**
 * Layout of a read-write lock's body, little-endian; all words at multiples of 8.
 *
 * <pre>
 *    0  +----------------------------------------------------------------+
 *       | body version                                                   |  4
 *       :                                                                :
 *  128  +----------------------------------------------------------------+
 *       | lock: {@link RobustLock}                                               | 16
 *  144  | readers: the sum of the accounts                               |  8
 *       :                                                                :
 *  256  +----------------------------------------------------------------+
 *       | writer: process number (32), thread token (32), or 0           |  8
 *  264  | levels: how often the writer has locked                        |  8
 *       :                                                                :
 *  384  +----------------------------------------------------------------+
 *       | next: a writer that waits, in the form of writer, or 0         |  8
 *       :                                                                :
 *  512  +----------------------------------------------------------------+
 *       | released: an {@link EventWord} that sleepers watch                   |  4
 *       :                                                                :
 *  640  +----------------------------------------------------------------+
 *       | accounts of read holds: {@link AccountsDescriptor}                   | 2048
 * 2688  +----------------------------------------------------------------+
 * </pre>
 *
 * <p>The lock guards readers, the accounts and the change of writer from anything but the writer itself. <b>The truth is writer and
 * accounts</b>; readers is a copy, which whoever takes the lock over from a dead owner computes again.
 * <ul>
 *   <li>a reader comes: its row gets one more, by one store, then readers does. Dead between: the row of a dead process, which
 *       comes back as a whole. It goes: the same with one less.
 *   <li>a writer comes: levels, which means nothing yet, then writer, by one store. Dead before it: nothing. Dead behind it: a dead
 *       writer.
 *   <li>the writer comes again, or goes but not for the last time: levels, by itself alone, without the lock.
 *   <li>the writer goes: writer becomes 0, by itself alone, by a release store, without the lock; nobody else writes to a word that names
 *       the living. Then released is signalled. Dead between: sleepers look again when their slice ends.
 *   <li>a dead writer is replaced, by 0 or by who recovers: under the lock, from exactly the word that names the dead.
 *   <li>the row of the dead gets a count of 0, then readers is computed again.
 *   <li>next is a hint, CAS alone and without the lock: from 0 by a writer that waits, back by itself, by anybody who has proof of
 *       its death, and by a reader that has seen the same one leave a lock free for a whole slice. Dead anywhere: readers wait until
 *       one of them has looked closely.
 * </ul>
 */
final class ReadWriteDescriptor {
    static final int VERSION = 1;

    private static final int APART = Layouts.HOT_WORD_DISTANCE;

    static final int LOCK_OFFSET = APART;
    static final int READERS_OFFSET = LOCK_OFFSET + RobustLock.LENGTH;
    static final int WRITER_OFFSET = 2 * APART;
    static final int LEVELS_OFFSET = WRITER_OFFSET + Long.BYTES;
    static final int NEXT_OFFSET = 3 * APART;
    static final int RELEASED_OFFSET = 4 * APART;
    static final int ACCOUNTS_OFFSET = 5 * APART;
    static final int LENGTH = ACCOUNTS_OFFSET + AccountsDescriptor.LENGTH;

    static final long NOBODY = RobustLock.FREE;

    private ReadWriteDescriptor() {}
}

package io.tandem.sync.internal.barrier;

import static io.tandem.sync.internal.barrier.BarrierDescriptor.GIVEN_BACK;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.NEVER_USED;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.PARTIES;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.PARTY_ARRIVED;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.PARTY_PROCESS;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.partyOffset;

import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Words;
import io.tandem.sync.internal.LockOwners;
import java.util.function.IntPredicate;

/** The table of the handles that have arrived since the last reset. Written under the lock. */
final class BarrierParties {
    private static final int NONE = -1;

    private final Words words;
    private final LockOwners owners;
    private final int process;

    /** This handle's entry, and after how many resets it was taken. Under the lock. */
    private int own = NONE;

    private long ownResets;

    BarrierParties(final Words words, final ProcessRegistry registry) {
        this.words = words;
        owners = LockOwners.of(registry);
        process = registry.own();
    }

    /** How many threads wait in a round; exact under the lock. */
    int waiting(final long round) {
        int sum = 0;
        for (int party = 0; party < PARTIES; party++) {
            final int entry = partyOffset(party);
            final long of = words.getLongVolatile(entry + PARTY_PROCESS);
            if (of == NEVER_USED) {
                break;
            }
            if (of != GIVEN_BACK) {
                sum += BarrierDescriptor.threads(words.getLongVolatile(entry + PARTY_ARRIVED), round);
            }
        }
        return sum;
    }

    /** Adds one thread of this handle to a round; false if there is no entry left. Under the lock. */
    boolean arrive(final long round) {
        if (!hasEntry() && !claim()) {
            return false;
        }
        final int index = partyOffset(own) + PARTY_ARRIVED;
        final int threads = BarrierDescriptor.threads(words.getLongVolatile(index), round);
        words.putLongRelease(index, BarrierDescriptor.arrived(round, threads + 1));
        return true;
    }

    /** Makes this handle no party any more, if none of its threads waits in a round. Under the lock. */
    void leave(final long round) {
        if (hasEntry()
                && BarrierDescriptor.threads(words.getLongVolatile(partyOffset(own) + PARTY_ARRIVED), round) == 0) {
            words.putLongRelease(partyOffset(own) + PARTY_PROCESS, GIVEN_BACK);
            own = NONE;
        }
    }

    private boolean hasEntry() {
        return own != NONE && ownResets == resets();
    }

    private boolean claim() {
        for (int party = 0; party < PARTIES; party++) {
            final int entry = partyOffset(party);
            final long of = words.getLongVolatile(entry + PARTY_PROCESS);
            if (of == NEVER_USED || of == GIVEN_BACK) {
                // What an owner before has left there is of rounds that are over.
                words.putLongRelease(entry + PARTY_PROCESS, process);
                own = party;
                ownResets = resets();
                return true;
            }
        }
        return false;
    }

    private long resets() {
        return words.getLongVolatile(BarrierDescriptor.RESETS_OFFSET);
    }

    /** Forgets all of them. Under the lock. */
    void clear() {
        int end = 0;
        while (end < PARTIES && words.getLongVolatile(partyOffset(end) + PARTY_PROCESS) != NEVER_USED) {
            end++;
        }
        for (int party = end - 1; party >= 0; party--) {
            words.putLongRelease(partyOffset(party) + PARTY_PROCESS, NEVER_USED);
        }
        words.putLongRelease(BarrierDescriptor.RESETS_OFFSET, resets() + 1);
    }

    /** A process that is dead and a party, or 0. System calls, unless all are this process. Under the lock. */
    int firstDead() {
        return firstDead(owners::isAlive);
    }

    /**
     * Whether there seems to be any, for who will look again: one that has just left may be found, too, and none while that can't be
     * known.
     */
    boolean isAnyDead() {
        return firstDead(owners::mayBeAlive) != 0;
    }

    private int firstDead(final IntPredicate isAlive) {
        int alive = process;
        for (int party = 0; party < PARTIES; party++) {
            final long of = words.getLongVolatile(partyOffset(party) + PARTY_PROCESS);
            if (of == NEVER_USED) {
                break;
            }
            if (of != GIVEN_BACK && of != process && of != alive) {
                if (!isAlive.test((int) of)) {
                    return (int) of;
                }
                alive = (int) of;
            }
        }
        return 0;
    }
}

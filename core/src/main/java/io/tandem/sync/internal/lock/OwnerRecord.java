package io.tandem.sync.internal.lock;

import static io.tandem.sync.internal.lock.SharedLockDescriptor.MAX_THREAD_NAME_LENGTH;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.MET_SINCE_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.NAMED_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.NAME_SEQUENCE_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.THREAD_NAME_LENGTH_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.THREAD_NAME_OFFSET;

import io.tandem.segment.internal.Words;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What a lock's owner says of itself, and others of it, beside its word: for people alone. */
final class OwnerRecord {
    /** So many writers in a row and no look between them: then there is no name. */
    private static final int TRIES = 100;

    private static final int NEVER = 0;

    private final Words words;

    OwnerRecord(final Words words) {
        this.words = words;
    }

    /** Says who has acquired the lock, unless that stands there already. By its owner. */
    void introduce(final long owner) {
        if (words.getLong(MET_SINCE_OFFSET) != NEVER) {
            words.putLong(MET_SINCE_OFFSET, NEVER);
        }
        if (words.getLong(NAMED_OFFSET) != owner) {
            write(owner, ThreadName.ofThisThread());
        }
    }

    private void write(final long owner, final ThreadName name) {
        final int sequence = words.getInt(NAME_SEQUENCE_OFFSET) | 1; // odd already if a writer died
        words.putInt(NAME_SEQUENCE_OFFSET, sequence);
        VarHandle.storeStoreFence();
        words.putLong(NAMED_OFFSET, NEVER);
        words.putInt(THREAD_NAME_LENGTH_OFFSET, name.length());
        words.putBytes(THREAD_NAME_OFFSET, name.bytes(), 0, MAX_THREAD_NAME_LENGTH);
        words.putLongRelease(NAMED_OFFSET, owner);
        words.putIntRelease(NAME_SEQUENCE_OFFSET, sequence + 1);
    }

    /** Notes when a waiter has met an owner, if nobody has yet. */
    void met() {
        if (words.getLongVolatile(MET_SINCE_OFFSET) == NEVER) {
            words.compareAndSetLong(MET_SINCE_OFFSET, NEVER, System.currentTimeMillis());
        }
    }

    /** When the present owner was first met. */
    Optional<Instant> since() {
        final long since = words.getLongVolatile(MET_SINCE_OFFSET);
        return since == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(since));
    }

    /** The name of the thread that a lock's word names, if it has written it. */
    Optional<String> threadName(final long owner) {
        final byte[] bytes = new byte[MAX_THREAD_NAME_LENGTH];
        for (int i = 0; i < TRIES; i++) {
            final int before = words.getIntVolatile(NAME_SEQUENCE_OFFSET);
            final long named = words.getLongVolatile(NAMED_OFFSET);
            final int length = words.getInt(THREAD_NAME_LENGTH_OFFSET);
            words.getBytes(THREAD_NAME_OFFSET, bytes, 0, bytes.length);
            VarHandle.loadLoadFence();
            if ((before & 1) == 0 && words.getInt(NAME_SEQUENCE_OFFSET) == before) {
                return named != owner || length <= 0 || length > bytes.length
                        ? Optional.empty()
                        : Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
            }
            Thread.onSpinWait();
        }
        return Optional.empty();
    }
}

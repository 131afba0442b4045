package io.tandem.sync.internal.lock;

import static io.tandem.sync.internal.lock.SharedLockDescriptor.CONDITIONS;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.CONDITION_NAME;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.CONDITION_NAME_LENGTH;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.MAX_CONDITION_NAME_LENGTH;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.conditionOffset;

import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.NameRules;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.wait.WaitPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The table of a lock's conditions, as one handle sees it. */
final class NamedConditions {
    private static final int NONE = -1;

    private final Segment segment;
    private final Words words;
    private final OwnedLock lock;
    private final WaitPolicy policy;
    private final SegmentHandle handle;
    private final Map<String, NamedCondition> known = new ConcurrentHashMap<>();

    NamedConditions(
            final Segment segment,
            final Words words,
            final OwnedLock lock,
            final WaitPolicy policy,
            final SegmentHandle handle) {
        this.segment = segment;
        this.words = words;
        this.lock = lock;
        this.policy = policy;
        this.handle = handle;
    }

    /** The condition of a name, found or claimed. */
    NamedCondition get(final String name) {
        final NamedCondition condition = known.get(Objects.requireNonNull(name, "the name of a condition"));
        if (condition != null) {
            return condition;
        }
        final byte[] bytes = checked(name).getBytes(StandardCharsets.US_ASCII);
        int index = find(bytes);
        if (index == NONE) {
            index = findOrClaim(name, bytes);
        }
        final NamedCondition added =
                new NamedCondition(name, segment, words, conditionOffset(index), lock, policy, handle);
        final NamedCondition other = known.putIfAbsent(name, added);
        return other == null ? added : other;
    }

    private static String checked(final String name) {
        if (NameRules.check(name).length() > MAX_CONDITION_NAME_LENGTH) {
            throw new IllegalArgumentException("The name \"" + name + "\" can't be used for a condition: it has "
                    + name.length() + " characters, and " + MAX_CONDITION_NAME_LENGTH + " are the most.");
        }
        return name;
    }

    private int findOrClaim(final String name, final byte[] bytes) {
        lock.lock();
        try {
            final int found = find(bytes);
            return found != NONE ? found : claim(name, bytes);
        } finally {
            lock.unlock();
        }
    }

    private int find(final byte[] name) {
        final byte[] other = new byte[MAX_CONDITION_NAME_LENGTH];
        for (int i = 0; i < CONDITIONS; i++) {
            final int length = words.getIntVolatile(conditionOffset(i) + CONDITION_NAME_LENGTH);
            if (length == 0) {
                return NONE; // they are claimed in order
            }
            if (length == name.length) {
                words.getBytes(conditionOffset(i) + CONDITION_NAME, other, 0, other.length);
                if (Arrays.equals(other, 0, length, name, 0, length)) {
                    return i;
                }
            }
        }
        return NONE;
    }

    private int claim(final String name, final byte[] bytes) {
        for (int i = 0; i < CONDITIONS; i++) {
            final int offset = conditionOffset(i);
            if (words.getInt(offset + CONDITION_NAME_LENGTH) == 0) {
                words.putBytes(
                        offset + CONDITION_NAME,
                        Arrays.copyOf(bytes, MAX_CONDITION_NAME_LENGTH),
                        0,
                        MAX_CONDITION_NAME_LENGTH);
                words.putIntRelease(offset + CONDITION_NAME_LENGTH, bytes.length);
                return i;
            }
        }
        throw new OutOfSpaceException(
                "Could not make the condition \"" + name + "\" of " + handle.describeWithin() + ": it has " + CONDITIONS
                        + " of other names already, which is the most. Use one of these, or another lock.");
    }

    /** Makes all that wait through this handle look again. */
    void disturb() {
        known.values().forEach(NamedCondition::disturb);
    }
}

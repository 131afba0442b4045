package io.tandem.sync.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.sync.OwnerDeath;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to happen to the lock of a dead owner, as it stands in a lock's header. */
public final class OwnerDeathOption {
    private static final String KEY = "owner-death";

    private OwnerDeathOption() {}

    /** {@return what stands in the header} */
    public static Map<String, String> configuration(final OwnerDeath ownerDeath) {
        return Map.of(KEY, ownerDeath.name().toLowerCase(Locale.ROOT));
    }

    /** {@return what an existing lock was made with; null if its header says none of it} */
    public static @Nullable OwnerDeath of(final Segment segment) {
        for (final OwnerDeath each : OwnerDeath.values()) {
            if (configuration(each).equals(segment.configuration())) {
                return each;
            }
        }
        return null;
    }
}

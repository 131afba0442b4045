package io.tandem.channel;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Messages of two equal numbers, which show whether they were seen whole. */
final class Messages {
    private Messages() {}

    /** Tells both numbers, or -1 and 0 if there was no message. */
    static void tell(final long[] message, final JJ_Result r) {
        if (message == null) {
            r.r1 = -1;
            return;
        }
        r.r1 = message[0];
        r.r2 = message[1];
    }

    /** The weakened twin of what carries messages: the length is stored before the message, where the class stores it behind. */
    static final class Unfilled {
        private static final int MESSAGE = 128;
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());

        void put() {
            words.putLongRelease(slot, 2 * Long.BYTES);
            words.putLong(slot + MESSAGE, 1);
            words.putLong(slot + MESSAGE + Long.BYTES, 1);
        }

        long[] take() {
            return words.getLongVolatile(slot) == 0
                    ? null
                    : new long[] {words.getLong(slot + MESSAGE), words.getLong(slot + MESSAGE + Long.BYTES)};
        }
    }
}

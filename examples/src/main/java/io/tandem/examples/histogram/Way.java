package io.tandem.examples.histogram;

import io.tandem.value.SharedLongArray;
import java.util.Locale;

/** How processes that count into the same array keep out of each other's way. */
enum Way {
    /** Each count is an atomic addition to the one element for its byte value. */
    ATOMIC {
        @Override
        void count(final byte[] bytes, final SharedLongArray counts, final int worker) {
            for (final byte value : bytes) {
                counts.getAndIncrement(value & 0xFF);
            }
        }
    },
    /** Each count is a load and a store under the array's lock. */
    LOCKED {
        @Override
        void count(final byte[] bytes, final SharedLongArray counts, final int worker) {
            for (final byte value : bytes) {
                counts.withLock(() -> counts.set(value & 0xFF, counts.get(value & 0xFF) + 1));
            }
        }
    },
    /** Each process has elements of its own, which are added up at the end. */
    STRIPED {
        @Override
        void count(final byte[] bytes, final SharedLongArray counts, final int worker) {
            final long stripe = (long) worker * VALUES;
            for (final byte value : bytes) {
                counts.set(stripe + (value & 0xFF), counts.get(stripe + (value & 0xFF)) + 1);
            }
        }
    };

    /** How many values a byte has. */
    static final int VALUES = 256;

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract void count(byte[] bytes, SharedLongArray counts, int worker);
}

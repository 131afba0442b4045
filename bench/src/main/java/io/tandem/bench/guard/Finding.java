package io.tandem.bench.guard;

/**
 * What came out for a bound.
 *
 * @param bound    that was asked for.
 * @param measured the try that decided: the first one that held it, or else the best one.
 * @param tries    how many there were.
 */
record Finding(Bound bound, Measured measured, int tries) {
    Bound.Verdict verdict() {
        return bound.judge(measured.figure());
    }

    /** {@return whether the one of the two that is nearer to holding the bound} */
    static Measured better(final Bound bound, final Measured one, final Measured other) {
        if (!Double.isFinite(one.figure())) {
            return other;
        }
        if (!Double.isFinite(other.figure())) {
            return one;
        }
        return bound.atMost() == one.figure() <= other.figure() ? one : other;
    }

    /** {@return whether the guard fails for it} What couldn't be measured fails only where a peer isn't just missing. */
    boolean isFailure(final boolean grossOnly) {
        return switch (verdict()) {
            case HELD -> false;
            case LOST -> !grossOnly;
            case GROSSLY_LOST -> true;
            case UNKNOWN -> measured.note().isEmpty() && (bound.isExact() || !grossOnly);
        };
    }
}

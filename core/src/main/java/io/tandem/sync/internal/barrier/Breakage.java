package io.tandem.sync.internal.barrier;

import io.tandem.sync.BrokenSharedBarrierException.Reason;

/**
 * How a round broke.
 *
 * @param reason  why.
 * @param process that did it, or died; 0 if unknown.
 * @param text    what it had to say; may be empty.
 */
record Breakage(Reason reason, int process, String text) {
    static final Breakage UNKNOWN = new Breakage(Reason.UNKNOWN, 0, "");

    /** What a failure has to say, as far as it can: its methods are users' code, and there may be no memory. */
    static String text(final Throwable failure) {
        try {
            return String.valueOf((Object) failure.toString());
        } catch (final Throwable unable) {
            return nameOf(failure);
        }
    }

    private static String nameOf(final Throwable failure) {
        try {
            return failure.getClass().getName();
        } catch (final Throwable unable) {
            return "";
        }
    }

    /** As it stands in shared memory. */
    static int code(final Reason reason) {
        return switch (reason) {
            case UNKNOWN -> 0;
            case TIMED_OUT -> 1;
            case INTERRUPTED -> 2;
            case ABORTED -> 3;
            case RESET -> 4;
            case DIED -> 5;
            case ACTION_FAILED -> 6;
            case CLOSED -> 7;
        };
    }

    static Reason reason(final int code) {
        return switch (code) {
            case 1 -> Reason.TIMED_OUT;
            case 2 -> Reason.INTERRUPTED;
            case 3 -> Reason.ABORTED;
            case 4 -> Reason.RESET;
            case 5 -> Reason.DIED;
            case 6 -> Reason.ACTION_FAILED;
            case 7 -> Reason.CLOSED;
            default -> Reason.UNKNOWN;
        };
    }

    /** In words, behind "since". */
    String describe(final String who) {
        return switch (reason) {
            case TIMED_OUT -> "the time of a thread of " + who + " was up";
            case INTERRUPTED -> "a thread of " + who + " was interrupted";
            case ABORTED -> who + " has aborted it: " + text;
            case RESET -> who + " has reset it";
            case DIED -> who + " died, or ended without closing its handle";
            case ACTION_FAILED -> "the action failed in " + who + ": " + text;
            case CLOSED -> "a handle was closed while a thread of " + who + " waited at it";
            case UNKNOWN ->
                "it broke, or was reset, so often while this thread was away that nobody knows any more how its"
                        + " round ended";
        };
    }
}

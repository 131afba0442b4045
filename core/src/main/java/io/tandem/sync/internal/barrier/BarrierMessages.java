package io.tandem.sync.internal.barrier;

import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.sync.BrokenSharedBarrierException;
import io.tandem.sync.BrokenSharedBarrierException.Reason;
import java.util.concurrent.TimeoutException;

/** What a barrier has to say to people: why a wait failed, and how it stands. */
final class BarrierMessages {
    private final String barrier;
    private final int parties;
    private final ProcessRegistry registry;

    /** Of a barrier as it is called within a sentence. */
    BarrierMessages(final String barrier, final int parties, final ProcessRegistry registry) {
        this.barrier = barrier;
        this.parties = parties;
        this.registry = registry;
    }

    BrokenSharedBarrierException broken(final Breakage breakage) {
        final String then = breakage.reason() == Reason.RESET ? "Wait again." : "Call reset() to use it again.";
        return new BrokenSharedBarrierException(
                "Could not wait at " + barrier + ": it was broken, since " + describe(breakage) + ". " + then,
                breakage.reason());
    }

    private String describe(final Breakage breakage) {
        return breakage.describe(breakage.process() == 0 ? "a process" : registry.describe(breakage.process()));
    }

    /** Before it arrived. */
    TimeoutException timedOutArriving() {
        return timedOut(
                "arrive at " + barrier + ": the action of the round before is still being run, and this thread is"
                        + " none of its " + parties + " parties yet");
    }

    /** When so many had arrived, itself among them. */
    TimeoutException timedOutWaiting(final int arrived) {
        return timedOut("wait at " + barrier + ": "
                + (arrived < parties
                        ? arrived + " of its " + parties + " parties had arrived"
                        : "all of its " + parties + " parties had arrived, and its action was still being run")
                + ". It is broken now for all parties; call reset() to use it again");
    }

    private static TimeoutException timedOut(final String what) {
        return new TimeoutException("The time was up to " + what + ".");
    }

    /** How it stands, for the end of its name. Without the lock: it may have changed meanwhile. */
    String state(final BarrierMemory memory) {
        final long state = memory.state();
        return switch (BarrierDescriptor.phase(state)) {
            case BarrierDescriptor.BROKEN -> ", broken, since " + describe(memory.newestBreakage());
            case BarrierDescriptor.IN_RESET -> ", being reset";
            case BarrierDescriptor.IN_ACTION -> ", its action being run";
            default ->
                ", " + memory.parties.waiting(BarrierDescriptor.round(state)) + " of " + parties + " parties waiting";
        };
    }
}

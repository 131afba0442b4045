package io.tandem.wait.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The event word: who sleeps is seen by who has published, or sees what was published. */
public final class EventWordStress {
    private EventWordStress() {}

    private static final int DATA = 128;

    private static EventWord word(final int slot) {
        return new EventWord(Arena.memory(), slot, Arena.memory().addressOffset() + slot, true);
    }

    /** One publishes and signals, the other arms and looks. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "asleep, and nobody wakes it")
    @Outcome(expect = ACCEPTABLE, desc = "seen, or woken")
    @State
    public static class RealWakeUp {
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());
        private final EventWord signaller = word(slot);
        private final EventWord sleeper = word(slot);

        @Actor
        public void signal() {
            words.putIntRelease(slot + DATA, 1);
            signaller.signal();
        }

        @Actor
        public void sleep(final II_Result r) {
            sleeper.armAndFence();
            r.r1 = words.getIntVolatile(slot + DATA);
        }

        @Arbiter
        public void result(final II_Result r) {
            r.r2 = words.getInt(slot) & 1;
        }
    }

    /** Arms without a fence: the light one of the signaller then lets its load pass its store. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "asleep, and nobody wakes it")
    @Outcome(expect = ACCEPTABLE, desc = "seen, or woken")
    @State
    public static class WeakWakeUp {
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());
        private final EventWord signaller = word(slot);
        private final EventWord sleeper = word(slot);

        @Actor
        public void signal() {
            words.putIntRelease(slot + DATA, 1);
            signaller.signal();
        }

        @Actor
        public void sleep(final II_Result r) {
            sleeper.arm();
            r.r1 = words.getIntVolatile(slot + DATA);
        }

        @Arbiter
        public void result(final II_Result r) {
            r.r2 = words.getInt(slot) & 1;
        }
    }
}

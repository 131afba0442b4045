package io.tandem.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A message is seen whole or not at all. */
public final class PipeStress {
    private PipeStress() {}

    private static final Pool<SharedPipe<long[], long[]>> POOL =
            new Pool<>(() -> SharedPipe.builder(long[].class, long[].class)
                    .domain(StressDomain.FIRST)
                    .capacityBytes(4096)
                    .create());

    /** One end sends, the other looks once. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "nothing or all")
    @Outcome(expect = FORBIDDEN, desc = "torn, or not filled yet")
    @State
    public static class RealMessage {
        private final SharedPipe<long[], long[]> pipe = POOL.next();

        {
            while (pipe.second().tryReceive() != null) {
                Thread.onSpinWait();
            }
        }

        @Actor
        public void send() {
            pipe.first().trySend(new long[] {1, 1});
        }

        @Actor
        public void receive(final JJ_Result r) {
            Messages.tell(pipe.second().tryReceive(), r);
        }
    }

    /** The length is stored before the message, where the ring stores it behind. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "nothing or all")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "torn, or not filled yet")
    @State
    public static class WeakMessage {
        private final Messages.Unfilled slot = new Messages.Unfilled();

        @Actor
        public void send() {
            slot.put();
        }

        @Actor
        public void receive(final JJ_Result r) {
            Messages.tell(slot.take(), r);
        }
    }
}

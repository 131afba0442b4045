package io.tandem.sync.internal.gate;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import io.tandem.sync.SharedEvent;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** An event. */
public class EventLincheckTest {
    /** Lincheck's scenarios, and runs of each. */
    private static final int SCENARIOS = Boolean.getBoolean("tandem.long") ? 100 : 5;

    private static final int RUNS = Boolean.getBoolean("tandem.long") ? 10_000 : 500;

    private static final Pool<SharedEvent> POOL =
            new Pool<>(() -> SharedEvent.builder().domain(StressDomain.FIRST).create());

    private final SharedEvent event = POOL.next();

    {
        event.clear();
    }

    @Operation
    public void set() {
        event.set();
    }

    @Operation
    public void clear() {
        event.clear();
    }

    @Operation
    public boolean isSet() {
        return event.isSet();
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        final StressOptions options = new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(RUNS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(One.class);

        LinChecker.check(EventLincheckTest.class, options);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private boolean set;

        public void set() {
            set = true;
        }

        public void clear() {
            set = false;
        }

        public boolean isSet() {
            return set;
        }
    }
}

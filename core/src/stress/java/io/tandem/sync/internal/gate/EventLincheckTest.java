package io.tandem.sync.internal.gate;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import io.tandem.sync.SharedEvent;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** An event. */
public class EventLincheckTest {
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
        Linearizability.stress(EventLincheckTest.class, One.class);
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

package io.tandem.value;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.junit.jupiter.api.Test;

/** A shared long. */
public class LongLincheckTest extends LongOperations {
    private static final Pool<SharedLong> POOL =
            new Pool<>(() -> SharedLong.builder().domain(StressDomain.FIRST).create());

    /** With the long that wasn't used for longest. */
    public LongLincheckTest() {
        super(POOL.next());
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.stress(LongLincheckTest.class, One.class);
    }
}

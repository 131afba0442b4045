package io.tandem.value;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.junit.jupiter.api.Test;

/** A slot of many values. */
public class ValuesLincheckTest extends LongOperations {
    private static final Pool<SharedValues> POOL =
            new Pool<>(() -> SharedValues.builder(2).domain(StressDomain.FIRST).create());

    /** With the slot that wasn't used for longest. */
    public ValuesLincheckTest() {
        super(POOL.next().longAt(1));
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.stress(ValuesLincheckTest.class, One.class);
    }
}

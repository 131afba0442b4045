package io.tandem.sync.internal.account;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.stress.Linearizability;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/**
 * The accounts of two living processes and a dead one, over words in the heap. A lock of the JDK stands for the one that guards
 * them, in which the model checker could follow no wait.
 */
public class AccountsLincheckTest extends AccountsOperations {
    /** With a table of its own. */
    public AccountsLincheckTest() {
        super(new ReentrantLock());
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.modelCheck(AccountsLincheckTest.class, One.class);
    }

    @Test
    void shouldFindTheErrorWhenNothingGuardsThem() {
        assertThatThrownBy(() -> Linearizability.modelCheck(Weak.class, One.class))
                .hasMessageContaining("Invalid execution results");
    }

    /** Two processes that have none yet may take the same row. */
    public static class Weak extends AccountsOperations {
        /** With a table of its own. */
        public Weak() {
            super(null);
        }
    }
}

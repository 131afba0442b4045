package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransferTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    private final List<String> done = new ArrayList<>();

    @Test
    void shouldTakeEverythingBackWhenStepsFail() {
        final Transfer transfer = Transfer.intoChannel(domain.get(), 1);
        transfer.onCommit(() -> done.add("committed"));
        transfer.onRollback(() -> done.add("first"));
        transfer.onRollback(() -> fail("second"));
        transfer.onRollback(() -> done.add("third"));
        transfer.onRollback(() -> fail("fourth"));

        assertThatThrownBy(transfer::rollback)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("fourth")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed).hasMessage("second")));

        transfer.commit();
        transfer.rollback();
        assertThat(done).containsExactly("third", "first");
    }

    @Test
    void shouldDoEverythingElseAndNotThrowWhenAStepOfCommittingFails() {
        final Transfer transfer = Transfer.intoChannel(domain.get(), 1);
        transfer.onRollback(() -> done.add("rolled back"));
        transfer.onCommit(() -> fail("first"));
        transfer.onCommit(() -> done.add("second"));

        transfer.commit();
        transfer.commit();
        transfer.rollback();

        assertThat(done).containsExactly("second");
    }

    private static void fail(final String step) {
        throw new IllegalStateException(step);
    }
}

package io.tandem.sync.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.segment.internal.Words;
import io.tandem.sync.internal.LockOwners;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A table that a process keeps, without the lock that guards it. */
class AccountsTest {
    private static final int OWN = 7;
    private static final int OTHER = 8;
    private static final LockOwners ALL_LIVE = new LockOwners() {
        @Override
        public boolean isAlive(final int process) {
            return true;
        }

        @Override
        public String describe(final int process) {
            return "process " + process;
        }
    };

    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(AccountsDescriptor.LENGTH, Long.BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(memory);

    private Accounts of(final int process) {
        return new Accounts(Words.over(buffer), 0, process, ALL_LIVE);
    }

    @Test
    void shouldRefuseAndChangeNothingWhenMoreIsGivenBackThanIsHeld() {
        final Accounts accounts = of(OWN);
        of(OTHER).add(1, "things");
        accounts.add(2, "things");

        assertThatThrownBy(() -> accounts.add(-3, "things"))
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll("things", "-1", "held 2");

        assertThat(accounts.own()).isEqualTo(2);
        assertThat(accounts.counts()).containsOnlyKeys(OTHER, OWN);
        assertThat(accounts.sum()).isEqualTo(3);
    }

    @Test
    void shouldRefuseWhenACountWouldBeTooLarge() {
        final Accounts accounts = of(OWN);
        accounts.add(Integer.MAX_VALUE, "things");

        assertThatThrownBy(() -> accounts.add(1, "things")).isInstanceOf(TandemException.class);

        assertThat(accounts.own()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldHoldNothingWhenItsRowWasGivenToAnother() {
        final Accounts accounts = of(OWN);
        accounts.add(1, "things");
        accounts.add(-1, "things");
        buffer.putLong(0, AccountsDescriptor.row(OTHER, 5));

        final int own = accounts.own();

        assertThat(own).isZero();
        assertThat(of(OTHER).own()).isEqualTo(5);
    }

    @Test
    void shouldKeepTheProcessWhenARowHasANegativeCount() {
        final long row = AccountsDescriptor.row(OWN, -1);

        assertThat(AccountsDescriptor.process(row)).isEqualTo(OWN);
        assertThat(AccountsDescriptor.isValid(row)).isFalse();
    }
}

package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.sync.OwnerDiedException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.TestDomain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lock beside a value, with owners that live and that die. */
@SuppressWarnings("try") // closed without use
class ValueGuardTest {
    private static final int ROUNDS = 5_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @AfterEach
    void delete() {
        SharedLong.delete(domain.get(), "value");
    }

    private SharedLong open() {
        return open(domain.get());
    }

    private static SharedLong open(final io.tandem.segment.Domain domain) {
        return SharedLong.builder().domain(domain).name("value").openOrCreate();
    }

    @Test
    void shouldLoseNothingWhenTwoHandlesChangeInSeveralSteps() throws Exception {
        try (SharedLong mine = open();
                SharedLong other = open()) {
            final CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> raise(other));

            raise(mine);
            beside.get(60, TimeUnit.SECONDS);

            assertThat(mine.get()).isEqualTo(2 * ROUNDS);
        }
    }

    private static void raise(final SharedLong value) {
        for (int i = 0; i < ROUNDS; i++) {
            value.withLock(() -> value.setPlain(value.getPlain() + 1));
        }
    }

    @Test
    void shouldGiveTheResultAndLetGoWhenAnActionReturnsOrThrows() {
        try (SharedLong value = open();
                SharedLong other = open()) {
            final long result = value.withLock(() -> other.withLock(value::incrementAndGet));

            assertThat(result).isEqualTo(1);
            assertThatThrownBy(() -> value.withLock(() -> {
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(CompletableFuture.supplyAsync(() -> other.withLock(value::incrementAndGet))
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseAllUntilMendedWhenAnOwnerDied() {
        try (SharedLong value = open();
                SharedLong other = open()) {
            final TestDomain.OtherProcess victim = dieOwning();

            for (int i = 0; i < 2; i++) {
                for (final SharedLong handle : new SharedLong[] {value, other}) {
                    assertThatThrownBy(() -> handle.withLock(() -> handle.set(-1)))
                            .isInstanceOf(OwnerDiedException.class)
                            .hasMessageContaining("value \"value\"")
                            .hasMessageContaining("process " + victim.number())
                            .hasMessageContaining("recover");
                }
            }
            assertThat(value.get()).as("single operations go on").isEqualTo(7);
            assertThatThrownBy(() -> value.recover(() -> {
                        throw new IllegalArgumentException("can't");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> value.withLock(() -> {})).isInstanceOf(OwnerDiedException.class);

            assertThat(other.recover(() -> other.withLock(() -> other.set(8)))).isTrue();
            assertThat(value.recover(() -> value.set(-1))).isFalse();
            assertThat(value.withLock(value::get)).isEqualTo(8);
        }
    }

    /** Dies under the lock, before its second write to the value. */
    private TestDomain.OtherProcess dieOwning() {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        try (CrashPoint point = CrashPoint.never()) {
            final SharedLong value = open(victim.domain());
            assertThatThrownBy(() -> value.withLock(() -> {
                        value.set(7);
                        point.dieIn(1);
                        value.set(9);
                    }))
                    .isInstanceOf(CrashSignal.class);
        }
        victim.kill();
        return victim;
    }

    @Test
    void shouldRunNothingHalfUnseenWhenAProcessDiesAtAnyStep() {
        long step = 1;
        while (dies(step, false)) {
            step++;
            assertThat(step).isLessThan(100);
        }
        assertThat(step).isGreaterThan(5);
    }

    @Test
    void shouldLeaveItToTheNextWhenAProcessDiesMending() {
        long step = 1;
        while (dies(step, true)) {
            step++;
            assertThat(step).isLessThan(100);
        }
        assertThat(step).isGreaterThan(5);
    }

    /** Two words are raised under the lock: whoever dies in between is told of, or both are as they were or raised. */
    private boolean dies(final long step, final boolean mending) {
        try (SharedValues mine = values(domain.get())) {
            if (mending) {
                final TestDomain.OtherProcess first = domain.otherProcess("first");
                try (CrashPoint point = CrashPoint.never()) {
                    final SharedValues theirs = values(first.domain());
                    point.dieIn(5); // two slots taken, the lock, the first word; not the second
                    assertThatThrownBy(() -> raiseBoth(theirs)).isInstanceOf(CrashSignal.class);
                }
                first.kill();
            }
            final TestDomain.OtherProcess victim = domain.otherProcess("victim");
            final boolean died;
            try (CrashPoint point = CrashPoint.never()) {
                final SharedValues theirs = values(victim.domain());
                point.dieIn(step);
                try {
                    if (mending) {
                        theirs.recover(() -> mend(theirs));
                    } else {
                        raiseBoth(theirs);
                    }
                } catch (final CrashSignal e) {
                    assertThat(point.hasDied()).isTrue();
                }
                died = point.hasDied();
            }
            victim.kill();

            try {
                raiseBoth(mine);
            } catch (final OwnerDiedException e) {
                assertThat(died).isTrue();
                assertThat(mine.recover(() -> mend(mine))).isTrue();
                raiseBoth(mine);
            }
            assertThat(mine.longAt(0).get())
                    .as("step %d", step)
                    .isEqualTo(mine.longAt(1).get())
                    .isBetween(1L, 2L);
            return died;
        } finally {
            SharedValues.delete(domain.get(), "values");
        }
    }

    private static SharedValues values(final io.tandem.segment.Domain domain) {
        return SharedValues.builder(2).domain(domain).name("values").openOrCreate();
    }

    private static void raiseBoth(final SharedValues values) {
        final SharedLong first = values.longAt(0);
        final SharedLong second = values.longAt(1);
        values.withLock(() -> {
            first.set(first.get() + 1);
            second.set(second.get() + 1);
        });
    }

    private static void mend(final SharedValues values) {
        values.longAt(0).set(values.longAt(1).get());
    }

    /** It has the lock, and hasn't looked yet whether the handle is open. */
    @Test
    void shouldRunNothingWhenTheHandleIsClosedJustThen() {
        final AtomicReference<SharedLong> closing = new AtomicReference<>();
        final AtomicBoolean ran = new AtomicBoolean();
        try (SharedLong other = open();
                HookedBuffers hooked = closingBehindTheLock(closing, 1)) {
            final SharedLong value = open();
            closing.set(value);

            assertThatThrownBy(() -> value.withLock(() -> ran.set(true))).isInstanceOf(IllegalStateException.class);

            assertThat(closing.get()).isNull();
            assertThat(ran).isFalse();
            assertThat(other.withLock(() -> 5)).isEqualTo(5);
        }
    }

    @Test
    void shouldMendNothingWhenTheHandleIsClosedJustThen() {
        final AtomicReference<SharedLong> closing = new AtomicReference<>();
        final AtomicBoolean mended = new AtomicBoolean();
        try (SharedLong other = open();
                HookedBuffers hooked = closingBehindTheLock(closing, 2)) {
            final SharedLong value = open();
            dieOwning();
            closing.set(value);

            assertThatThrownBy(() -> value.recover(() -> mended.set(true))).isInstanceOf(IllegalStateException.class);

            assertThat(closing.get()).isNull();
            assertThat(mended).isFalse();
            assertThat(other.recover(() -> {})).isTrue();
        }
    }

    /** The lock is taken by the first try if nobody has it, and by the second one if the dead have. */
    private static HookedBuffers closingBehindTheLock(final AtomicReference<SharedLong> closing, final int tries) {
        final AtomicInteger left = new AtomicInteger(tries);
        return HookedBuffers.after("compareAndSetLong", () -> {
            if (closing.get() != null && left.decrementAndGet() == 0) {
                closing.getAndSet(null).close();
            }
        });
    }

    @Test
    void shouldLetGoOfItsMemoryWhenClosedUnderItsOwnLock() throws Exception {
        final SharedLong value = SharedLong.builder().domain(domain.get()).create();

        value.withLock(value::close);

        assertThat(value.isClosed()).isTrue();
        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldEndTheWaitForTheLockWhenTheHandleIsClosed() throws Exception {
        try (SharedLong other = open()) {
            final SharedLong value = open();
            final BlockedCall<Boolean> waiting = other.withLock(() -> {
                final BlockedCall<Boolean> blocked = BlockedCall.start(() -> value.withLock(() -> true));
                value.close();
                assertRefused(blocked);
                return blocked;
            });

            assertThat(waiting.isDone()).isTrue();
            assertThat(other.withLock(() -> 5)).isEqualTo(5);
        }
    }

    @Test
    void shouldEndTheWaitForTheLockWhenTheHandleOfAnArrayIsClosed() {
        final SharedArray.Builder<SharedLongArray> builder =
                SharedLongArray.builder(3).domain(domain.get()).name("array");
        try (SharedLongArray other = builder.create()) {
            final SharedLongArray array = builder.open();
            other.withLock(() -> {
                final BlockedCall<Boolean> blocked = BlockedCall.start(() -> array.withLock(() -> true));
                array.close();
                assertRefused(blocked);
            });

            assertThat(other.withLock(() -> 5)).isEqualTo(5);
        } finally {
            SharedLongArray.delete(domain.get(), "array");
        }
    }

    /** While the lock is held. */
    private static void assertRefused(final BlockedCall<?> blocked) {
        try {
            assertThat(blocked.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

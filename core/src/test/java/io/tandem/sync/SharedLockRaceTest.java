package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.BeforeSleep;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What another does to a lock in the few instructions that matter, each time just then. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed without use
class SharedLockRaceTest {
    private static final String NAME = "lock";
    private static final int CONDITIONS = 16;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @AfterEach
    void delete() {
        SharedLock.delete(domain.get(), NAME);
    }

    private static SharedLock open(final Domain domain) {
        return SharedLock.builder()
                .domain(domain)
                .name(NAME)
                .waitPolicy(WaitPolicy.SLEEP)
                .openOrCreate();
    }

    /** Between looking for the name without the lock, and taking the lock to claim it. */
    @Test
    void shouldHaveOneConditionWhenTwoClaimItsNameAtOnce() {
        final AtomicBoolean overtaken = new AtomicBoolean(true);
        try (SharedLock other = open(domain.get());
                HookedBuffers hooked = HookedBuffers.before("compareAndSetLong", () -> {
                    if (!overtaken.getAndSet(true)) {
                        other.condition("changed");
                    }
                });
                SharedLock mine = open(domain.get())) {
            overtaken.set(false);

            mine.condition("changed");

            assertThat(overtaken).isTrue();
            for (int i = 1; i < CONDITIONS; i++) {
                other.condition("other-" + i); // there is room for all but one
            }
        }
    }

    /** Who waits has let go of the lock, and has done nothing since. */
    @Test
    void shouldReturnWhenSignalledJustBehindLettingGo() throws Exception {
        final AtomicBoolean overtaken = new AtomicBoolean(true);
        try (SharedLock other = open(domain.get());
                HookedBuffers hooked = HookedBuffers.after("putLongRelease", () -> {
                    if (!overtaken.getAndSet(true)) {
                        signal(other);
                    }
                });
                SharedLock mine = open(domain.get())) {
            final Condition changed = mine.condition("changed");
            mine.lock();
            overtaken.set(false);

            final boolean signalled = changed.await(2, SECONDS);

            mine.unlock();
            assertThat(overtaken).isTrue();
            assertThat(signalled).isTrue();
        }
    }

    private static void signal(final SharedLock lock) {
        lock.lock();
        lock.condition("changed").signal();
        lock.unlock();
    }

    /** The interruption ends its sleep, and the signal comes behind the look that follows. */
    @Test
    void shouldCountAsSignalledWhenInterruptedAndSignalledBehindTheLastLook() throws Exception {
        final AtomicBoolean slept = new AtomicBoolean();
        final AtomicBoolean signalled = new AtomicBoolean();
        try (SharedLock other = open(domain.get());
                HookedBuffers hooked = HookedBuffers.after("getLongVolatile", () -> {
                    if (slept.get() && !signalled.getAndSet(true)) {
                        signal(other);
                    }
                });
                SharedLock mine = open(domain.get());
                BeforeSleep sleep = BeforeSleep.run(() -> {
                    slept.set(true);
                    Thread.currentThread().interrupt();
                })) {
            final Condition changed = mine.condition("changed");
            mine.lock();

            final boolean returned = changed.await(20, SECONDS);

            mine.unlock();
            assertThat(sleep.sleeps()).isOne();
            assertThat(returned).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** The handle is closed between the take-over from the dead and the look whether it is open still. */
    @Test
    void shouldTellTheNextOneOfTheDeathWhenClosedDuringARecovery() {
        final AtomicReference<SharedLock> closing = new AtomicReference<>();
        final TestDomain.OtherProcess dead = domain.otherProcess("dead");
        open(dead.domain()).lock();
        try (SharedLock other = open(domain.get());
                HookedBuffers hooked = HookedBuffers.after("compareAndSetLong", () -> {
                    if (other.isHeldByCurrentThread() && closing.get() != null) {
                        closing.getAndSet(null).close();
                    }
                })) {
            final SharedLock mine = open(domain.get());
            dead.kill();
            closing.set(mine);

            assertThatThrownBy(mine::recover).isInstanceOf(IllegalStateException.class);

            assertThat(mine.isClosed()).isTrue();
            assertThat(other.recover())
                    .hasValueSatisfying(owner -> assertThat(owner.process()).contains("process " + dead.number()));
            other.unlock();
        }
    }
}

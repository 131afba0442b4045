package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another does to a semaphore just then. Sleeps last 20 s here instead of 50 ms: a lost wake-up can't hide behind a slice. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed without use
class SemaphoreRaceTest {
    private static final String NAME = "permits";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @AfterEach
    void delete() {
        SharedSemaphore.delete(domain.get(), NAME);
    }

    private static SharedSemaphore open(final Domain domain) {
        return SharedSemaphore.builder(2)
                .domain(domain)
                .name(NAME)
                .waitPolicy(WaitPolicy.SLEEP)
                .openOrCreate();
    }

    /** Between the look at what is free and the lock. */
    @Test
    void shouldTakeNoneWhenAnotherTakesThemBehindTheFirstLook() throws Exception {
        final AtomicBoolean overtaken = new AtomicBoolean(true);
        try (SharedSemaphore other = open(domain.get());
                HookedBuffers hooked = HookedBuffers.before("compareAndSetLong", () -> {
                    if (!overtaken.getAndSet(true)) {
                        assertThat(other.tryAcquire(2)).isTrue();
                    }
                });
                SharedSemaphore mine = open(domain.get())) {
            overtaken.set(false);

            final boolean taken = mine.tryAcquire();

            assertThat(taken).isFalse();
            assertThat(other.availablePermits()).isZero();
            other.release(2);
            assertThat(mine.availablePermits()).isEqualTo(2);
        }
    }

    /** It came when the other lived, and sleeps; who brings back what the dead held takes one of two. */
    @Test
    void shouldWakeASleeperWhenAnotherBringsBackWhatTheDeadHeld() throws Exception {
        final TestDomain.OtherProcess dead = domain.otherProcess("dead");
        assertThat(open(dead.domain()).tryAcquire(2)).isTrue();
        try (SharedSemaphore mine = open(domain.get());
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final BlockedCall<Boolean> sleeping = BlockedCall.start(() -> mine.tryAcquire(60, SECONDS));
            await().until(() -> system.calls("futexWait") > 0);
            dead.kill();

            final boolean taken = mine.tryAcquire();

            assertThat(taken).isTrue();
            assertThat(sleeping.result()).isTrue();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    /** The kernel wakes who slept first, and one is not enough for that one. */
    @Test
    void shouldReachWhoWantsOneWhenAnotherThatCameFirstWantsTwo() throws Exception {
        try (SharedSemaphore mine = open(domain.get());
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            mine.acquire(2);
            final BlockedCall<Boolean> two = BlockedCall.start(() -> mine.tryAcquire(2, 60, SECONDS));
            await().until(() -> system.calls("futexWait") == 1);
            final BlockedCall<Boolean> one = BlockedCall.start(() -> mine.tryAcquire(60, SECONDS));
            await().until(() -> system.calls("futexWait") == 2);

            mine.release();

            assertThat(one.result()).isTrue();
            assertThat(two.isDone()).isFalse();
            mine.release(2);
            assertThat(two.result()).isTrue();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    /** The first that wants several comes while one is given back, at each look of the giver's; and the kernel wakes that one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldReachWhoWantsOneWhenTheFirstThatWantsTwoComesAndIsWokenInstead(final int look) throws Exception {
        final AtomicInteger looks = new AtomicInteger(Integer.MAX_VALUE);
        final AtomicReference<BlockedCall<Boolean>> two = new AtomicReference<>();
        try (SharedSemaphore mine = open(domain.get());
                RecordingSystem system = RecordingSystem.installWithLongSlices();
                InterceptedSystem kernel = InterceptedSystem.install(
                        call -> two.get() != null && call.name().equals("futexWake") && (int) call.arguments()[1] == 1
                                ? Integer.valueOf(1)
                                : call.passOn());
                HookedBuffers hooked = HookedBuffers.after("getIntVolatile", () -> {
                    if (looks.decrementAndGet() == 0) {
                        two.set(BlockedCall.start(() -> mine.tryAcquire(2, 60, SECONDS)));
                        await().until(() -> system.calls("futexWait") == 2);
                    }
                });
                SharedSemaphore giver = open(domain.get())) {
            mine.acquire(2);
            final BlockedCall<Boolean> one = BlockedCall.start(() -> mine.tryAcquire(60, SECONDS));
            await().until(() -> system.calls("futexWait") == 1);
            looks.set(look);

            giver.release();

            assertThat(one.result()).isTrue();
            assertThat(system.sleepsTimedOut()).isZero();
            looks.set(Integer.MAX_VALUE);
            mine.release(2);
            if (two.get() != null) {
                assertThat(two.get().result()).isTrue();
            }
        }
    }
}

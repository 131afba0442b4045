package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystemException;
import io.tandem.sync.BrokenSharedBarrierException.Reason;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What fails within a wait leaves nobody else waiting for what never comes. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BarrierFailureTest {
    private static final String NAME = "barrier";
    private static final int EMFILE = 24;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private TestDomain.OtherProcess other;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void start() {
        other = domain.otherProcess("other");
    }

    @AfterEach
    void delete() {
        SharedBarrier.delete(domain.get(), NAME);
    }

    private SharedBarrier.Builder builder(final int parties) {
        return SharedBarrier.builder(parties).domain(domain.get()).name(NAME);
    }

    private static OperatingSystemException withoutDescriptors() {
        return new OperatingSystemException("open", null, EMFILE, "EMFILE", "The test wants it to fail.", null);
    }

    @Test
    void shouldLetTheOthersWaitOnWhenTheLastHasNoDescriptorsToLookForTheDead() throws Exception {
        try (SharedBarrier mine = builder(2).create();
                SharedBarrier theirs = builder(2).domain(other.domain()).open()) {
            final BlockedCall<Integer> waiting = BlockedCall.start(theirs::await);
            final Thread self = Thread.currentThread();

            try (InterceptedSystem system = InterceptedSystem.install(call -> {
                if (Thread.currentThread() == self && call.name().equals("openDescriptor")) {
                    throw withoutDescriptors();
                }
                return call.passOn();
            })) {
                assertThatThrownBy(mine::await).isInstanceOf(OperatingSystemException.class);
            }

            assertThat(waiting.isDone()).isFalse();
            assertThat(mine.await()).isZero();
            assertThat(waiting.result()).isOne();
        }
    }

    @Test
    void shouldTellTheOthersWhenItFailsAfterTheLastHasArrived() throws Exception {
        final AtomicInteger stores = new AtomicInteger(Integer.MAX_VALUE);
        try (SharedBarrier theirs = builder(2).domain(other.domain()).create();
                HookedBuffers hooked = HookedBuffers.before("putLongRelease", () -> {
                    if (stores.decrementAndGet() == 0) {
                        throw new IllegalArgumentException("The test wants it to fail.");
                    }
                });
                SharedBarrier mine = builder(2).open()) {
            final BlockedCall<Integer> before = BlockedCall.start(theirs::await);
            mine.await();
            before.result();
            final BlockedCall<Integer> waiting = BlockedCall.start(theirs::await);
            stores.set(2); // that it has arrived, and that the round is over

            assertThatThrownBy(mine::await).isInstanceOf(IllegalArgumentException.class);

            assertThat(((BrokenSharedBarrierException) waiting.failure()).reason())
                    .isEqualTo(Reason.ABORTED);
        }
    }

    /** Somebody is dead at first sight, and it can't be known any more at the second, under the lock. */
    @Test
    void shouldBreakTheRoundWhenTheSecondLookForTheDeadFails() throws Exception {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        try (SharedBarrier mine = builder(3).create();
                SharedBarrier living = builder(3).domain(other.domain()).open();
                SharedBarrier theirs = builder(3).domain(victim.domain()).open()) {
            final BlockedCall<Integer> first = BlockedCall.start(living::await);
            Awaitility.await().until(() -> mine.numberWaiting() == 1);
            final BlockedCall<Integer> second = BlockedCall.start(theirs::await);
            Awaitility.await().until(() -> mine.numberWaiting() == 2);
            mine.await();
            first.result();
            second.result();
            final BlockedCall<Integer> waiting = BlockedCall.start(() -> mine.await(30, TimeUnit.SECONDS));
            final AtomicBoolean met = new AtomicBoolean();

            try (InterceptedSystem system = InterceptedSystem.install(call -> {
                if (isOf(victim, call)) {
                    met.set(true);
                } else if (isOf(other, call) && met.get()) {
                    throw withoutDescriptors();
                }
                return call.passOn();
            })) {
                victim.kill();

                assertThat(waiting.failure()).isInstanceOf(OperatingSystemException.class);
            }

            assertThat(mine.numberWaiting()).isZero();
        }
    }

    private static boolean isOf(final TestDomain.OtherProcess process, final InterceptedSystem.Call call) {
        return call.name().equals("openDescriptor")
                && ((Path) call.arguments()[0]).endsWith(Integer.toString(process.number()));
    }
}

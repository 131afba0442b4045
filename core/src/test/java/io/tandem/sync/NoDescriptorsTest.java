package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystemException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.TestDomain;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits asks now and then whether others live. Without a descriptor for that there is no answer: no death, and no end of the wait. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NoDescriptorsTest {
    private static final String NAME = "shared";
    private static final int EMFILE = 24;
    private static final int LOOKS = 3;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private final AtomicInteger refused = new AtomicInteger();
    private TestDomain.OtherProcess other;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void start() {
        other = domain.otherProcess("other");
    }

    private InterceptedSystem noDescriptors() {
        return InterceptedSystem.install(call -> {
            if (call.name().equals("openDescriptor")) {
                refused.incrementAndGet();
                throw new OperatingSystemException("open", null, EMFILE, "EMFILE", "The test wants it to fail.", null);
            }
            return call.passOn();
        });
    }

    private void awaitLooks() {
        final int before = refused.get();
        Awaitility.await().until(() -> refused.get() >= before + LOOKS);
    }

    @Test
    void shouldWaitOnAtABarrierWhenTheLivingCantBeAsked() throws Exception {
        try (SharedBarrier mine =
                        SharedBarrier.builder(2).domain(domain.get()).name(NAME).create();
                SharedBarrier theirs = SharedBarrier.builder(2)
                        .domain(other.domain())
                        .name(NAME)
                        .open()) {
            final BlockedCall<Integer> before = BlockedCall.start(theirs::await);
            mine.await(); // so that both are parties
            before.result();
            final BlockedCall<Integer> waiting;
            try (InterceptedSystem system = noDescriptors()) {
                waiting = BlockedCall.start(mine::await);
                awaitLooks();

                assertThat(waiting.isDone()).isFalse();
                assertThat(mine.isBroken()).isFalse();
            }
            theirs.await();
            assertThat(waiting.result()).isOne();
        } finally {
            SharedBarrier.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldWaitOnForPermitsWhenTheirHolderCantBeAsked() throws Exception {
        try (SharedSemaphore mine = SharedSemaphore.builder(1)
                        .domain(domain.get())
                        .name(NAME)
                        .create();
                SharedSemaphore theirs = SharedSemaphore.builder(1)
                        .domain(other.domain())
                        .name(NAME)
                        .open()) {
            theirs.acquire();
            try (InterceptedSystem system = noDescriptors()) {
                final BlockedCall<Boolean> waiting = BlockedCall.start(() -> mine.tryAcquire(60, SECONDS));
                awaitLooks();

                assertThat(waiting.isDone()).isFalse();
                assertThat(mine.tryAcquire()).isFalse();
                theirs.release();
                assertThat(waiting.result()).isTrue();
            }
            mine.release();
        } finally {
            SharedSemaphore.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldWaitOnForAWriterUntilItsDeathIsKnownWhenItCantBeAskedAtFirst() throws Exception {
        try (SharedReadWriteLock mine =
                SharedReadWriteLock.builder().domain(domain.get()).name(NAME).create()) {
            SharedReadWriteLock.builder()
                    .domain(other.domain())
                    .name(NAME)
                    .open()
                    .writeLock()
                    .lock();
            final BlockedCall<Boolean> waiting;
            try (InterceptedSystem system = noDescriptors()) {
                waiting = BlockedCall.start(() -> mine.readLock().tryLock(60, SECONDS));
                awaitLooks();
                other.kill();
                awaitLooks();

                assertThat(waiting.isDone()).isFalse();
                assertThat(mine.writeLock().tryLock()).isFalse();
            }
            assertThat(waiting.failure()).isInstanceOf(OwnerDiedException.class);
        } finally {
            SharedReadWriteLock.delete(domain.get(), NAME);
        }
    }
}

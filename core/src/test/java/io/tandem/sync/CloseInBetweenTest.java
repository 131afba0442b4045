package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.SharedObject;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.TestDomain;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles that are closed in the middle of what is done through them. */
@SuppressWarnings("try") // closed early, or without use
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseInBetweenTest {
    private static final String NAME = "closed";
    private static final int RACES = 150;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    private SharedReadWriteLock.Builder readWriteLock() {
        return SharedReadWriteLock.builder().domain(domain.get()).name(NAME);
    }

    private SharedSemaphore.Builder semaphore() {
        return SharedSemaphore.builder(2).domain(domain.get()).name(NAME);
    }

    /** Closes a handle in the middle of the next call: behind its look whether the handle is open. */
    private static HookedBuffers closing(final AtomicBoolean armed, final Runnable close) {
        return HookedBuffers.before("compareAndSetLong", () -> {
            if (armed.getAndSet(false)) {
                close.run();
            }
        });
    }

    private static void checkRefused(final Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class).hasMessageContaining("was closed");
    }

    @Test
    void shouldGiveThePermitsBackWhenClosedWhileTheyAreAcquired() throws Exception {
        final AtomicBoolean armed = new AtomicBoolean();
        try (SharedSemaphore other = semaphore().create()) {
            for (final Consumer<SharedSemaphore> acquires : Permitted.WAYS) {
                final SharedSemaphore[] handle = new SharedSemaphore[1];
                try (HookedBuffers hooked = closing(armed, () -> handle[0].close())) {
                    handle[0] = semaphore().open();
                }
                armed.set(true);

                checkRefused(() -> acquires.accept(handle[0]));

                assertThat(other.availablePermits()).isEqualTo(2);
                assertThat(other.holders()).isEmpty();
            }
        } finally {
            SharedSemaphore.delete(domain.get(), NAME);
        }
    }

    private static final class Permitted {
        static final List<Consumer<SharedSemaphore>> WAYS = List.of(
                SharedSemaphore::acquireUninterruptibly, SharedSemaphore::tryAcquire, SharedSemaphore::drainPermits);
    }

    /** Somebody who lives is stopped in the internal lock. */
    @Test
    void shouldEndWaitsForTheInternalLockWhenClosed() throws Exception {
        final TestDomain.OtherProcess stopped = domain.otherProcess("stopped");
        try (SharedReadWriteLock lock = readWriteLock().create();
                TestSegments raw = TestSegments.open(lock)) {
            raw.stopInside(stopped);
            final BlockedCall<Void> reads = BlockedCall.start(() -> {
                lock.readLock().lock();
                return null;
            });
            final BlockedCall<Void> writes = BlockedCall.start(() -> {
                lock.writeLock().lock();
                return null;
            });

            lock.close();

            assertThat(reads.failure()).isInstanceOf(IllegalStateException.class);
            assertThat(writes.failure()).isInstanceOf(IllegalStateException.class);
        } finally {
            SharedReadWriteLock.delete(domain.get(), NAME);
        }
        try (SharedSemaphore semaphore = semaphore().create();
                TestSegments raw = TestSegments.open(semaphore)) {
            raw.stopInside(stopped);
            final BlockedCall<Void> acquires = BlockedCall.start(() -> {
                semaphore.acquireUninterruptibly();
                return null;
            });

            semaphore.close();

            assertThat(acquires.failure()).isInstanceOf(IllegalStateException.class);
        } finally {
            SharedSemaphore.delete(domain.get(), NAME);
        }
    }

    enum Held {
        LOCK,
        READ,
        WRITE,
        PERMIT
    }

    /** If neither saw the other, a file would be left. */
    @ParameterizedTest
    @EnumSource
    void shouldLetGoWhenOneUnlocksWhileAnotherCloses(final Held held) throws Exception {
        final ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < RACES; round++) {
                final AtomicInteger stage = new AtomicInteger();
                final SharedObject object = made(held);
                final int pause = round % 64;
                final Future<?> user = other.submit(() -> {
                    acquire(held, object);
                    stage.set(1);
                    while (stage.get() == 1) {
                        Thread.onSpinWait();
                    }
                    release(held, object);
                });
                while (stage.get() == 0 && !user.isDone()) {
                    Thread.onSpinWait();
                }

                stage.set(2);
                for (int i = 0; i < pause; i++) {
                    Thread.onSpinWait();
                }
                object.close();

                user.get(30, TimeUnit.SECONDS);
                assertThat(domain.leftovers()).isEmpty();
            }
        } finally {
            other.shutdownNow();
            assertThat(other.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private SharedObject made(final Held held) {
        return switch (held) {
            case LOCK -> SharedLock.builder().domain(domain.get()).create();
            case READ, WRITE ->
                SharedReadWriteLock.builder().domain(domain.get()).create();
            case PERMIT -> SharedSemaphore.builder(1).domain(domain.get()).create();
        };
    }

    private static void acquire(final Held held, final SharedObject object) {
        switch (held) {
            case LOCK -> ((SharedLock) object).lock();
            case READ -> ((SharedReadWriteLock) object).readLock().lock();
            case WRITE -> ((SharedReadWriteLock) object).writeLock().lock();
            case PERMIT -> ((SharedSemaphore) object).acquireUninterruptibly();
        }
    }

    private static void release(final Held held, final SharedObject object) {
        switch (held) {
            case LOCK -> ((SharedLock) object).unlock();
            case READ -> ((SharedReadWriteLock) object).readLock().unlock();
            case WRITE -> ((SharedReadWriteLock) object).writeLock().unlock();
            case PERMIT -> ((SharedSemaphore) object).release();
        }
    }
}

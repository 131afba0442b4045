package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that lives and is stopped just while it changes a synchronizer, which its inner lock's word says. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedInsideTest {
    private static final String NAME = "stopped";

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @Test
    void shouldNotHoldUpCallsWithALimitWhenItIsInsideASemaphore() throws Exception {
        try (SharedSemaphore semaphore = SharedSemaphore.builder(2)
                        .domain(domain.get())
                        .name(NAME)
                        .create();
                TestSegments raw = TestSegments.open(semaphore);
                TestDomain.OtherProcess stopped = domain.otherProcess("stopped")) {
            raw.stopInside(stopped);

            final boolean tried = semaphore.tryAcquire();
            final boolean timed = semaphore.tryAcquire(100, TimeUnit.MILLISECONDS);
            final int counted = semaphore.availablePermits();

            assertThat(tried).isFalse();
            assertThat(timed).isFalse();
            assertThat(counted).isEqualTo(2);
            raw.leave();
            assertThat(semaphore.tryAcquire(2)).isTrue();
        } finally {
            SharedSemaphore.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldNotHoldUpCallsWithALimitWhenItIsInsideAReadWriteLock() throws Exception {
        try (SharedReadWriteLock lock = SharedReadWriteLock.builder()
                        .domain(domain.get())
                        .name(NAME)
                        .create();
                TestSegments raw = TestSegments.open(lock);
                TestDomain.OtherProcess stopped = domain.otherProcess("stopped")) {
            raw.stopInside(stopped);

            final boolean reads = lock.readLock().tryLock();
            final boolean readsLater = lock.readLock().tryLock(100, TimeUnit.MILLISECONDS);
            final boolean writes = lock.writeLock().tryLock();
            final boolean writesLater = lock.writeLock().tryLock(100, TimeUnit.MILLISECONDS);

            assertThat(new boolean[] {reads, readsLater, writes, writesLater}).containsOnly(false);
            raw.leave();
            assertThat(lock.writeLock().tryLock()).isTrue();
            lock.writeLock().unlock();
        } finally {
            SharedReadWriteLock.delete(domain.get(), NAME);
        }
    }
}

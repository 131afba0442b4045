package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the JDK's read-write lock holds for ours. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadWriteLockConformanceTest {
    private static final String NAME = "document";

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final List<SharedReadWriteLock> open = new ArrayList<>();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private enum Variant {
        /** The yardstick. */
        JDK,
        ONE_HANDLE,
        SLEEPING,
        /** Reads by one, writes by the other. */
        TWO_HANDLES
    }

    private ReadWriteLock create(final Variant variant) {
        final Domain of = domain.get();
        return switch (variant) {
            case JDK -> new ReentrantReadWriteLock();
            case ONE_HANDLE -> opened(SharedReadWriteLock.builder().domain(of).create());
            case SLEEPING ->
                opened(SharedReadWriteLock.builder()
                        .domain(of)
                        .waitPolicy(WaitPolicy.SLEEP)
                        .create());
            case TWO_HANDLES -> {
                final SharedReadWriteLock.Builder builder =
                        SharedReadWriteLock.builder().domain(of).name(NAME);
                final Lock reading = opened(builder.create()).readLock();
                final Lock writing = opened(builder.open()).writeLock();
                yield new ReadWriteLock() {
                    @Override
                    public Lock readLock() {
                        return reading;
                    }

                    @Override
                    public Lock writeLock() {
                        return writing;
                    }
                };
            }
        };
    }

    private SharedReadWriteLock opened(final SharedReadWriteLock lock) {
        open.add(lock);
        return lock;
    }

    @AfterEach
    void end() throws InterruptedException {
        open.forEach(SharedReadWriteLock::close);
        SharedReadWriteLock.delete(domain.get(), NAME);
        others.shutdownNow();
        assertThat(others.awaitTermination(30, SECONDS)).isTrue();
    }

    private <T> T elsewhere(final Callable<T> call) throws Exception {
        return others.submit(call).get(60, SECONDS);
    }

    /** Whether another thread can have it now; it lets go of it again. */
    private boolean isFree(final Lock lock) throws Exception {
        return elsewhere(() -> {
            final boolean locked = lock.tryLock();
            if (locked) {
                lock.unlock();
            }
            return locked;
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetManyReadAndNobodyWriteWhenOneReads(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);

        lock.readLock().lock();

        assertThat(isFree(lock.readLock())).isTrue();
        assertThat(isFree(lock.writeLock())).isFalse();
        assertThat(elsewhere(() -> lock.writeLock().tryLock(1, MILLISECONDS))).isFalse();
        lock.readLock().unlock();
        assertThat(isFree(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetNobodyElseInWhenOneWrites(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);

        lock.writeLock().lock();

        assertThat(isFree(lock.readLock())).isFalse();
        assertThat(isFree(lock.writeLock())).isFalse();
        assertThat(elsewhere(() -> lock.readLock().tryLock(1, MILLISECONDS))).isFalse();
        lock.writeLock().unlock();
        assertThat(isFree(lock.readLock())).isTrue();
        assertThat(isFree(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayLockedUntilTheLastUnlockWhenLockedAgain(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);

        lock.writeLock().lock();
        assertThat(lock.writeLock().tryLock()).isTrue();
        lock.writeLock().unlock();
        assertThat(isFree(lock.writeLock())).isFalse();
        lock.writeLock().unlock();
        lock.readLock().lock();
        lock.readLock().lockInterruptibly();
        lock.readLock().unlock();

        assertThat(isFree(lock.writeLock())).isFalse();
        lock.readLock().unlock();
        assertThat(isFree(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnReadingWhenAWriterDowngrades(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);

        lock.writeLock().lock();
        lock.readLock().lock();
        lock.writeLock().unlock();

        assertThat(isFree(lock.readLock())).isTrue();
        assertThat(isFree(lock.writeLock())).isFalse();
        assertThat(lock.writeLock().tryLock()).as("an upgrade").isFalse();
        lock.readLock().unlock();
        assertThat(isFree(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseToUnlockWhenThisThreadDoesNotHoldIt(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);
        lock.readLock().lock();

        assertThatThrownBy(() -> elsewhere(() -> {
                    lock.readLock().unlock();
                    return 0;
                }))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(lock.writeLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.readLock().unlock();
        assertThatThrownBy(lock.readLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(lock.readLock()::newCondition).isInstanceOf(UnsupportedOperationException.class);
        assertThat(isFree(lock.writeLock())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotHoldItWhenInterrupted(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);
        lock.writeLock().lock();
        final List<Throwable> thrown = new ArrayList<>();
        final Thread thread = new Thread(() -> {
            for (final Lock side : List.of(lock.readLock(), lock.writeLock())) {
                try {
                    Thread.currentThread().interrupt();
                    side.tryLock(60, SECONDS);
                } catch (final InterruptedException e) {
                    thrown.add(e);
                }
            }
            try {
                lock.writeLock().lockInterruptibly();
            } catch (final InterruptedException e) {
                thrown.add(e);
            }
        });
        thread.start();

        thread.interrupt();
        while (thread.isAlive()) {
            thread.interrupt(); // the first one may have come between
            thread.join(10);
        }

        assertThat(thrown).hasSize(3);
        lock.writeLock().unlock();
        assertThat(isFree(lock.writeLock())).isTrue();
    }

    /** Readers come and go without a gap; a writer gets in all the same. */
    @ParameterizedTest
    @EnumSource
    void shouldLetAWriterInWhenReadersNeverLeaveAGap(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);
        final List<Future<Integer>> readers = new ArrayList<>();
        final boolean[] written = {false};
        for (int i = 0; i < 3; i++) {
            readers.add(others.submit(() -> {
                int rounds = 0;
                while (true) {
                    lock.readLock().lock();
                    try {
                        if (written[0]) {
                            return rounds;
                        }
                        rounds++;
                        for (int pause = 0; pause < 1_000; pause++) {
                            Thread.onSpinWait();
                        }
                    } finally {
                        lock.readLock().unlock();
                    }
                }
            }));
        }

        assertThat(lock.writeLock().tryLock(60, SECONDS)).isTrue();
        written[0] = true;
        lock.writeLock().unlock();

        for (final Future<Integer> reader : readers) {
            assertThat(reader.get(60, SECONDS)).isNotNegative();
        }
    }

    /** Two plain words that only a writer changes, one after the other. */
    @ParameterizedTest
    @EnumSource
    void shouldNeverShowHalfAChangeWhenReadersAndWritersCompete(final Variant variant) throws Exception {
        final ReadWriteLock lock = create(variant);
        final int[] words = new int[2];
        final List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            final boolean writes = i < 2;
            all.add(others.submit(() -> {
                for (int round = 0; round < 1_000; round++) {
                    final Lock side = writes ? lock.writeLock() : lock.readLock();
                    side.lock();
                    try {
                        assertThat(words[0]).isEqualTo(words[1]);
                        if (writes) {
                            words[0]++;
                            words[1]++;
                        }
                    } finally {
                        side.unlock();
                    }
                }
                return null;
            }));
        }

        for (final Future<?> one : all) {
            one.get(60, SECONDS);
        }

        assertThat(words[0]).isEqualTo(2_000);
        assertThat(isFree(lock.writeLock())).isTrue();
    }
}

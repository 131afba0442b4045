package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something else has written over a lock: who meets that is told so, and neither waits for nobody nor gets an {@link Error}. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedLockTest {
    private static final String NAME = "damaged";
    private static final int BODY = 4096;
    private static final int FURTHER_HOLDS = BODY + 144;
    private static final int UNMENDED = BODY + 168;
    private static final int LEVELS = BODY + 264;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @AfterEach
    void delete() {
        SharedLock.delete(domain.get(), NAME);
    }

    private SharedLock create() {
        return SharedLock.builder().domain(domain.get()).name(NAME).create();
    }

    private void write(final int offset, final int length, final long value) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(value).flip().limit(length);
        try (FileChannel file =
                FileChannel.open(domain.directory().resolve("names/" + NAME), StandardOpenOption.WRITE)) {
            file.write(bytes, offset);
        }
    }

    private static void assertTold(final ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll("which no process writes", "delete");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldTellWhenTheCountOfALockThatIsHeldIsDamaged(final int count) throws Exception {
        try (SharedLock lock = create()) {
            lock.lock();
            write(FURTHER_HOLDS, Integer.BYTES, count);

            assertTold(lock::lock);
            assertTold(lock::unlock);
            assertTold(lock::holdCount);
            assertTold(() -> lock.recover(dead -> {}));

            write(FURTHER_HOLDS, Integer.BYTES, 0);
            lock.unlock();
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldTellWhenNoMoreHoldsCanBeCounted() throws Exception {
        try (SharedLock lock = create()) {
            lock.lock();
            write(FURTHER_HOLDS, Integer.BYTES, Integer.MAX_VALUE - 1);

            assertTold(lock::lock);

            assertThat(lock.holdCount()).isEqualTo(Integer.MAX_VALUE);
            write(FURTHER_HOLDS, Integer.BYTES, 0);
            lock.unlock();
        }
    }

    @Test
    void shouldTellAndLeaveItFreeWhenTheCountOfAFreeLockIsDamaged() throws Exception {
        try (SharedLock lock = create()) {
            write(FURTHER_HOLDS, Integer.BYTES, 1);

            assertTold(lock::lock);
            assertTold(lock::tryLock);

            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldTellAndLeaveItFreeWhenAFreeLockSaysThatSomebodyDied() throws Exception {
        try (SharedLock lock = create()) {
            write(UNMENDED, Long.BYTES, 1L << 32 | 1); // process 1, thread 1

            assertTold(lock::lock);
            assertTold(lock::recover);

            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldTellWhenWhoDiedIsDamaged() throws Exception {
        try (SharedLock lock = create()) {
            lock.lock();
            write(UNMENDED, Long.BYTES, -1);

            assertTold(lock::unlock);
            assertTold(lock::recover);

            write(UNMENDED, Long.BYTES, 0);
            write(FURTHER_HOLDS, Integer.BYTES, 0);
            lock.unlock();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE})
    void shouldTellWhenTheLevelsOfAWriterAreDamaged(final long levels) throws Exception {
        try (SharedReadWriteLock lock =
                SharedReadWriteLock.builder().domain(domain.get()).name(NAME).create()) {
            lock.writeLock().lock();
            write(LEVELS, Long.BYTES, levels);

            assertTold(lock.writeLock()::lock);
            assertTold(lock.writeLock()::unlock);
            assertTold(lock::writeHoldCount);

            write(LEVELS, Long.BYTES, 1);
            lock.writeLock().unlock();
        } finally {
            SharedReadWriteLock.delete(domain.get(), NAME);
        }
    }
}

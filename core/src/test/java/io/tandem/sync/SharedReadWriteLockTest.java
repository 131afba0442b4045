package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.HexDump;
import io.tandem.testing.TestDomain;
import io.tandem.testing.TestDomain.OtherProcess;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the JDK's read-write lock doesn't have: processes, and their deaths, at each step too. */
@SuppressWarnings("try") // closed early, or without use
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedReadWriteLockTest {
    private static final String NAME = "document";
    private static final int BODY = 4096;
    private static final int MOST_STEPS = 100;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedReadWriteLock mine;

    @BeforeEach
    void create() {
        mine = builder(domain.get(), OwnerDeath.REPORT).create();
    }

    @AfterEach
    void close() {
        mine.close();
        SharedReadWriteLock.delete(domain.get(), NAME);
    }

    private static SharedReadWriteLock.Builder builder(final Domain of, final OwnerDeath ownerDeath) {
        return SharedReadWriteLock.builder().domain(of).name(NAME).ownerDeath(ownerDeath);
    }

    /** Its handle stays open: who is killed closes nothing. */
    private OtherProcess other(final OwnerDeath ownerDeath, final Consumer<SharedReadWriteLock> deed) {
        final OtherProcess other = domain.otherProcess("other");
        deed.accept(builder(other.domain(), ownerDeath).open());
        return other;
    }

    @Test
    void shouldUnlockWhatTheDeadReadWhenAWriterWaits() throws Exception {
        final OtherProcess first = other(OwnerDeath.REPORT, lock -> {
            lock.readLock().lock();
            lock.readLock().lock();
        });
        final OtherProcess second =
                other(OwnerDeath.REPORT, lock -> lock.readLock().lock());
        final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
            final boolean locked = mine.writeLock().tryLock(60, SECONDS);
            mine.writeLock().unlock();
            return locked;
        });

        assertThat(mine.readLockCount()).isEqualTo(3);
        assertThat(mine.readers()).extracting(SharedReadWriteLock.Reader::holds).containsExactly(2, 1);
        first.kill();
        assertThat(mine.readLockCount()).isEqualTo(1);
        second.kill();

        assertThat(waiting.result()).isTrue();
        assertThat(mine.readLockCount()).isZero();
    }

    @Test
    void shouldReportUntilItIsRecoveredWhenAWriterDied() throws Exception {
        final OtherProcess other =
                other(OwnerDeath.REPORT, lock -> lock.writeLock().lock());
        final BlockedCall<Boolean> waiting =
                BlockedCall.start(() -> mine.readLock().tryLock(60, SECONDS));

        other.kill();

        assertThat(waiting.failure()).isInstanceOf(OwnerDiedException.class).hasMessageContaining("recover(");
        assertThatThrownBy(mine.writeLock()::tryLock).isInstanceOf(OwnerDiedException.class);
        assertThatThrownBy(mine.writeLock()::lock).isInstanceOf(OwnerDiedException.class);
        assertThatThrownBy(mine.readLock()::lock).isInstanceOf(OwnerDiedException.class);
        assertThat(mine.recover())
                .hasValueSatisfying(who -> assertThat(who.processNumber()).isEqualTo(other.number()));
        assertThat(mine.isWriteLockedByCurrentThread()).isTrue();
        mine.writeLock().unlock();
        assertThat(mine.recover()).isEmpty();
        assertThat(mine.writeHoldCount()).isEqualTo(1);
        mine.writeLock().unlock();
        assertThat(mine.readLock().tryLock()).isTrue();
        mine.readLock().unlock();
    }

    @Test
    void shouldTellOneAndLetTheOtherWaitWhenTwoRecover() throws Exception {
        other(OwnerDeath.REPORT, lock -> lock.writeLock().lock()).kill();
        final OtherProcess heir = domain.otherProcess("heir");
        try (SharedReadWriteLock theirs =
                builder(heir.domain(), OwnerDeath.REPORT).open()) {
            final List<BlockedCall<Optional<LockOwner>>> both = new ArrayList<>();
            for (final SharedReadWriteLock lock : List.of(mine, theirs)) {
                both.add(BlockedCall.start(() -> {
                    final Optional<LockOwner> who = lock.recover();
                    lock.writeLock().unlock();
                    return who;
                }));
            }

            final List<Optional<LockOwner>> told =
                    List.of(both.get(0).result(), both.get(1).result());

            assertThat(told).filteredOn(Optional::isPresent).hasSize(1);
            assertThat(mine.isWriteLocked()).isFalse();
        }
    }

    @Test
    void shouldPassOnWhenAWriterDiedAndItIsMadeSo() throws Exception {
        close();
        mine = builder(domain.get(), OwnerDeath.RELEASE).create();
        final OtherProcess other =
                other(OwnerDeath.RELEASE, lock -> lock.writeLock().lock());
        final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
            mine.writeLock().lock();
            mine.writeLock().unlock();
            return true;
        });

        other.kill();

        assertThat(waiting.result()).isTrue();
        assertThat(mine.readLock().tryLock()).isTrue();
        mine.readLock().unlock();
        assertThatThrownBy(() -> builder(domain.get(), OwnerDeath.REPORT).open())
                .isInstanceOf(IncompatibleException.class);
    }

    @Test
    void shouldLetReadersInAgainWhenAWriterGivesUp() throws Exception {
        mine.readLock().lock();
        final BlockedCall<Boolean> writer =
                BlockedCall.start(() -> mine.writeLock().tryLock(500, MILLISECONDS));
        final BlockedCall<Boolean> reader = BlockedCall.start(() -> {
            mine.readLock().lock();
            mine.readLock().unlock();
            return true;
        });

        assertThat(writer.result()).isFalse();

        assertThat(reader.result()).isTrue();
        mine.readLock().unlock();
    }

    @Test
    void shouldRefuseAtOnceWhenAReaderAsksForTheWriteLock() {
        mine.readLock().lock();

        assertThatThrownBy(mine.writeLock()::lock)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for itself");
        assertThatThrownBy(mine.writeLock()::lockInterruptibly).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mine.writeLock().tryLock(1, SECONDS)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(mine::recover).isInstanceOf(IllegalStateException.class);
        assertThat(mine.readHoldCount()).isEqualTo(1);
        mine.readLock().unlock();
    }

    @Test
    void shouldEndWaitsAndLetHoldersUnlockWhenItsHandleIsClosed() throws Exception {
        final OtherProcess other =
                other(OwnerDeath.REPORT, lock -> lock.readLock().lock());
        mine.readLock().lock();
        final BlockedCall<Boolean> waiting =
                BlockedCall.start(() -> mine.writeLock().tryLock(60, SECONDS));

        mine.close();

        assertThat(waiting.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(mine.readLock()::lock).isInstanceOf(IllegalStateException.class);
        mine.readLock().unlock();
        assertThatThrownBy(mine.readLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        other.kill();
        try (SharedReadWriteLock again =
                builder(domain.get(), OwnerDeath.REPORT).open()) {
            assertThat(again.writeLock().tryLock()).isTrue();
            again.writeLock().unlock();
        }
    }

    @Test
    void shouldBeTheSameLockWhenItHasTravelled() throws Exception {
        try (SharedQueue<SharedReadWriteLock> queue = SharedQueue.builder(SharedReadWriteLock.class)
                .domain(domain.get())
                .create()) {
            queue.put(mine);
            try (SharedReadWriteLock arrived = queue.take()) {
                arrived.writeLock().lock();

                assertThat(mine.isWriteLockedByCurrentThread()).isTrue();
                assertThat(arrived).hasToString(mine.toString());
                mine.writeLock().unlock();
                assertThat(arrived.isWriteLocked()).isFalse();
            }
        }
    }

    @Test
    void shouldKeepItsLayoutWhenItIsHeld() throws Exception {
        mine.readLock().lock();
        mine.readLock().lock();

        final byte[] bytes = Files.readAllBytes(domain.directory().resolve("names/" + NAME));

        assertThat(HexDump.of(bytes, BODY, bytes.length)).isEqualTo("""
                        0000: 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                        0090: 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                        0280: 02 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00
                        """);
        mine.readLock().unlock();
        mine.readLock().unlock();
    }

    /** What a victim does; it may die in the middle. */
    private enum Deed {
        READ(SharedReadWriteLock::readLock),
        WRITE(SharedReadWriteLock::writeLock);

        final java.util.function.Function<SharedReadWriteLock, Lock> side;

        Deed(final java.util.function.Function<SharedReadWriteLock, Lock> side) {
            this.side = side;
        }

        void act(final SharedReadWriteLock lock) {
            side.apply(lock).lock();
            side.apply(lock).lock();
            side.apply(lock).unlock();
            side.apply(lock).unlock();
        }
    }

    /** And another one dies over what the first left. */
    @ParameterizedTest
    @EnumSource
    void shouldBeFreeForSurvivorsWhenProcessesDieAtAnyStep(final Deed deed) {
        int step = 1;
        for (boolean died = true; died; step++) {
            for (int next = 1 + step % 2; next <= 8; next += 2) {
                died = dies(deed, step);
                dies(Deed.WRITE, next);

                recover();
                assertThat(mine.readLockCount()).as("step %d, %d", step, next).isZero();
                assertThat(mine.readLock().tryLock()).isTrue();
                mine.readLock().unlock();
                assertThat(mine.writeLock().tryLock()).isTrue();
                mine.writeLock().unlock();
            }
            assertThat(step).isLessThan(MOST_STEPS);
        }
        assertThat(step).isGreaterThan(5);
    }

    private void recover() {
        mine.recover();
        mine.writeLock().unlock();
    }

    /** A survivor that sleeps for the write lock gets it, wherever a reader died. */
    @Test
    void shouldLetASleepingWriterInWhenAReaderDiesAtAnyStep() throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            final OtherProcess victim = domain.otherProcess("victim");
            final BlockedCall<Boolean> writer;
            try (CrashPoint point = CrashPoint.never()) {
                final SharedReadWriteLock theirs =
                        builder(victim.domain(), OwnerDeath.REPORT).open();
                theirs.readLock().lock();
                writer = BlockedCall.start(() -> {
                    final boolean locked = mine.writeLock().tryLock(60, SECONDS);
                    mine.writeLock().unlock();
                    return locked;
                });
                point.dieIn(step);
                try {
                    theirs.readLock().unlock();
                } catch (final CrashSignal e) {
                    assertThat(point.hasDied()).isTrue();
                }
                died = point.hasDied();
            }
            victim.kill();

            assertThat(writer.result()).isTrue();
            assertThat(mine.readLockCount()).isZero();
        }
        assertThat(step).isGreaterThan(4);
    }

    private boolean dies(final Deed deed, final int step) {
        final OtherProcess victim = domain.otherProcess("victim");
        try (CrashPoint point = CrashPoint.never()) {
            final SharedReadWriteLock theirs =
                    builder(victim.domain(), OwnerDeath.REPORT).open();
            point.dieIn(step);
            try {
                deed.act(theirs);
            } catch (final CrashSignal e) {
                assertThat(point.hasDied()).isTrue();
            } catch (final OwnerDiedException e) {
                theirs.recover();
            }
            return point.hasDied();
        } catch (final CrashSignal e) {
            return true;
        } finally {
            victim.kill();
        }
    }

    /** As many as there are accounts. */
    @Test
    void shouldLetTheLivingReadWhenTheDeadHaveTakenAllAccounts() {
        final int accounts = 256;
        try (SharedReadWriteLock mine = SharedReadWriteLock.builder()
                .domain(domain.get())
                .name("crowded")
                .create()) {
            for (int i = 0; i < accounts; i++) {
                final TestDomain.OtherProcess other = domain.otherProcess("other");
                SharedReadWriteLock.builder()
                        .domain(other.domain())
                        .name("crowded")
                        .open()
                        .readLock()
                        .lock();
                other.kill();
            }

            mine.readLock().lock();

            assertThat(mine.readLockCount()).isOne();
            mine.readLock().unlock();
        } finally {
            SharedReadWriteLock.delete(domain.get(), "crowded");
        }
    }
}

package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.channel.SharedQueue;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.testing.TestDomain.OtherProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the JDK's semaphore doesn't have: processes, owners, bounds, names, closing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed early, or without use
class SharedSemaphoreTest {
    private static final String NAME = "permits";
    private static final int BODY = 4096;
    private static final int ACCOUNTS = 256;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldBringBackWhatTheDeadHeldWhenSomebodyAcquires() throws Exception {
        final OtherProcess other = domain.otherProcess("other");
        try (SharedSemaphore mine = builder(3).create()) {
            hold(other, 3, 2);
            mine.acquire();
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> mine.tryAcquire(2, 60, SECONDS));

            assertThat(mine.tryAcquire()).isFalse();
            assertThat(mine.holders())
                    .extracting(SharedSemaphore.Holder::permits)
                    .containsExactly(2, 1);
            other.kill();

            assertThat(waiting.result()).isTrue();
            assertThat(mine.tryAcquire()).isFalse();
            assertThat(mine.holders()).singleElement().matches(holder -> holder.permits() == 3);
            mine.release(3);
            assertThat(mine.availablePermits()).isEqualTo(3);
        }
    }

    @Test
    void shouldCountThoseOfTheDeadWhenAskedWithoutWaiting() throws Exception {
        final OtherProcess other = domain.otherProcess("other");
        final OtherProcess third = domain.otherProcess("third");
        try (SharedSemaphore mine = builder(3).create()) {
            hold(other, 3, 2);
            other.kill();
            assertThat(mine.tryAcquire(3)).isTrue();
            mine.release(3);
            hold(third, 3, 3);
            third.kill();

            assertThat(mine.availablePermits()).isEqualTo(3);
            assertThat(mine.drainPermits()).isEqualTo(3);
        }
    }

    @Test
    void shouldAddNoneOfThoseThatItReleasedItselfWhenAProcessDies() throws Exception {
        final OtherProcess other = domain.otherProcess("other");
        try (SharedSemaphore mine = builder(3).create();
                SharedSemaphore theirs = builder(3).domain(other.domain()).open()) {
            theirs.acquire(2);
            theirs.release(3);
            theirs.acquire();
            other.kill();

            assertThat(mine.availablePermits()).isEqualTo(4);
        }
    }

    @Test
    void shouldRefuseAReleaseWhenThereWouldBeMoreThanTheBound() throws Exception {
        final OtherProcess other = domain.otherProcess("other");
        try (SharedSemaphore mine = builder(2).bounded().create();
                SharedSemaphore theirs =
                        builder(2).bounded().domain(other.domain()).open()) {
            mine.acquire(2);
            mine.release();

            assertThatThrownBy(() -> mine.release(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bounded")
                    .hasMessageContaining("made with 2");
            assertThatThrownBy(theirs::release).isInstanceOf(IllegalStateException.class);
            assertThat(mine.availablePermits()).isEqualTo(1);
            mine.release();
            assertThat(theirs.tryAcquire(2)).isTrue();
            theirs.release(2);
            assertThatThrownBy(() -> theirs.release()).isInstanceOf(IllegalStateException.class);
            assertThat(theirs.availablePermits()).isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseAReleaseWhenThereWouldBeMoreThanAnIntHolds() {
        try (SharedSemaphore semaphore =
                SharedSemaphore.builder(Integer.MAX_VALUE).domain(domain.get()).create()) {
            assertThatThrownBy(semaphore::release).isInstanceOf(IllegalStateException.class);
            assertThat(semaphore.availablePermits()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void shouldKeepWhatOneTookAndAnotherGivesBackApartWhenNobodyOwns() throws Exception {
        final OtherProcess other = domain.otherProcess("other");
        try (SharedSemaphore mine = builder(2).bounded().withoutOwners().create();
                SharedSemaphore theirs = builder(2)
                        .bounded()
                        .withoutOwners()
                        .domain(other.domain())
                        .open()) {
            theirs.acquire(2);
            mine.release();
            other.kill();

            assertThat(mine.availablePermits()).isEqualTo(1);
            assertThat(mine.holders()).isEmpty();
            mine.release();
            assertThatThrownBy(mine::release).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldSayThatTheTableIsFullWhenTooManyProcessesHoldSome() {
        try (SharedSemaphore mine = builder(300).create()) {
            for (int i = 0; i < 256; i++) {
                final OtherProcess other = domain.otherProcess("other");
                try (SharedSemaphore theirs =
                        builder(300).domain(other.domain()).open()) {
                    assertThat(theirs.tryAcquire()).isTrue();
                }
                if (i == 0) {
                    other.kill(); // its row is found, and used again
                    assertThat(mine.availablePermits()).isEqualTo(300);
                }
            }
            mine.acquireUninterruptibly();

            final OtherProcess last = domain.otherProcess("last");
            try (SharedSemaphore theirs = builder(300).domain(last.domain()).open()) {
                assertThatThrownBy(theirs::tryAcquire)
                        .hasMessageContaining("256 processes hold some already")
                        .isInstanceOf(io.tandem.TandemException.class);
            }
            assertThat(mine.availablePermits()).isEqualTo(300 - 256);
        }
    }

    @Test
    void shouldEndWaitsAndLetHoldersReleaseWhenItsHandleIsClosed() throws Exception {
        try (SharedSemaphore mine = builder(1).create();
                SharedSemaphore other = builder(1).open()) {
            mine.acquire();
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> mine.tryAcquire(60, SECONDS));

            mine.close();

            assertThat(waiting.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(mine::acquire).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(mine::availablePermits).isInstanceOf(IllegalStateException.class);
            assertThat(other.tryAcquire()).isFalse();
            mine.release();
            assertThatThrownBy(mine::release).isInstanceOf(IllegalStateException.class);
            assertThat(other.availablePermits()).isEqualTo(1);
        }
    }

    @Test
    void shouldBeTheSameSemaphoreWhenItHasTravelled() throws Exception {
        try (SharedSemaphore sent =
                        SharedSemaphore.builder(2).domain(domain.get()).create();
                SharedQueue<SharedSemaphore> queue = SharedQueue.builder(SharedSemaphore.class)
                        .domain(domain.get())
                        .create()) {
            queue.put(sent);
            try (SharedSemaphore arrived = queue.take()) {
                arrived.acquire(2);

                assertThat(sent.tryAcquire()).isFalse();
                sent.release(2);
                assertThat(arrived.availablePermits()).isEqualTo(2);
                assertThat(arrived).hasToString(sent.toString());
            }
        }
    }

    @Test
    void shouldRefuseToOpenWhenOptionsDiffer() {
        try (SharedSemaphore semaphore = builder(2).bounded().create()) {
            assertThatThrownBy(() -> builder(3).bounded().open()).isInstanceOf(IncompatibleException.class);
            assertThatThrownBy(() -> builder(2).open()).isInstanceOf(IncompatibleException.class);
            try (SharedSemaphore adopted = builder(9).adoptExisting().open()) {
                assertThat(adopted.availablePermits()).isEqualTo(2);
                assertThatThrownBy(adopted::release).isInstanceOf(IllegalStateException.class);
            }
            assertThat(semaphore).hasToString("Semaphore \"permits\", 2 of 2 permits available");
        }
    }

    @Test
    void shouldRefuseWhenThereWouldBeLessThanNoPermits() {
        assertThatThrownBy(() -> SharedSemaphore.builder(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepItsLayoutWhenPermitsAreHeld() throws Exception {
        try (SharedSemaphore mine = builder(7).create()) {
            mine.acquire(2);

            final byte[] bytes = Files.readAllBytes(domain.directory().resolve("names/" + NAME));

            assertThat(dump(Arrays.copyOfRange(bytes, BODY, bytes.length))).isEqualTo("""
                            0000: 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                            0090: 07 00 00 00 00 00 00 00 05 00 00 00 00 00 00 00
                            0180: 02 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00
                            """);
            assertThat(bytes).hasSizeGreaterThanOrEqualTo(BODY + 2432);
        }
    }

    @Test
    void shouldRefuseWhatIsNoSemaphoreWhenItsVersionIsAnother() throws IOException {
        try (SharedSemaphore mine = builder(7).create()) {
            try (java.nio.channels.FileChannel file = java.nio.channels.FileChannel.open(
                    domain.directory().resolve("names/" + NAME), java.nio.file.StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[] {9}), BODY);
            }

            assertThatThrownBy(() -> builder(7).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("body version 9");
            assertThat(mine.availablePermits()).isEqualTo(7);
        }
    }

    @AfterEach
    void delete() {
        SharedSemaphore.delete(domain.get(), NAME);
        SharedSemaphore.delete(domain.get(), "crowded");
    }

    private SharedSemaphore.Builder builder(final int permits) {
        return SharedSemaphore.builder(permits).domain(domain.get()).name(NAME);
    }

    private void hold(final OtherProcess process, final int permits, final int held) throws InterruptedException {
        try (SharedSemaphore theirs = builder(permits).domain(process.domain()).open()) {
            theirs.acquire(held);
        }
    }

    /** Lines of sixteen bytes behind their offset; lines of nothing but zeros are left out. */
    private static String dump(final byte[] bytes) {
        final StringBuilder text = new StringBuilder();
        for (int offset = 0; offset + 16 <= bytes.length; offset += 16) {
            final String line = HexFormat.ofDelimiter(" ").formatHex(bytes, offset, offset + 16);
            if (!line.replace("0", "").isBlank()) {
                text.append(String.format("%04x: %s%n", offset, line));
            }
        }
        return text.toString();
    }

    /** As many as there are accounts. */
    @Test
    void shouldLetTheLivingInWhenTheDeadHaveTakenAllAccounts() throws Exception {
        final SharedSemaphore.Builder builder =
                SharedSemaphore.builder(1_000).domain(domain.get()).name("crowded");
        try (SharedSemaphore mine = builder.create()) {
            for (int i = 0; i < ACCOUNTS; i++) {
                holdAsOther("crowded").kill();
            }

            assertThat(mine.tryAcquire()).isTrue();

            assertThat(mine.availablePermits()).isEqualTo(999);
            mine.release();
        }
    }

    @Test
    void shouldRefuseWhenTheLivingHaveTakenAllAccountsAndGoOnWhenOneDies() throws Exception {
        final SharedSemaphore.Builder builder =
                SharedSemaphore.builder(1_000).domain(domain.get()).name("crowded");
        try (SharedSemaphore mine = builder.create()) {
            final TestDomain.OtherProcess first = holdAsOther("crowded");
            for (int i = 1; i < ACCOUNTS; i++) {
                holdAsOther("crowded");
            }

            assertThatThrownBy(mine::tryAcquire)
                    .isInstanceOf(TandemException.class)
                    .hasMessageContaining("256 processes");
            assertThatThrownBy(mine::drainPermits).isInstanceOf(TandemException.class);
            first.kill();

            assertThat(mine.drainPermits()).isEqualTo(1_000 - ACCOUNTS + 1);
            mine.release(1_000 - ACCOUNTS + 1);
        }
    }

    /** Its handle closed, as an object has room for no more holders than there are accounts; the permit stays its own. */
    private TestDomain.OtherProcess holdAsOther(final String name) throws InterruptedException {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        try (SharedSemaphore theirs =
                SharedSemaphore.builder(1_000).domain(other.domain()).name(name).open()) {
            theirs.acquire();
        }
        return other;
    }
}

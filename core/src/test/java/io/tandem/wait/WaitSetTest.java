package io.tandem.wait;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.testing.RecordingSystem;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.LocalEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitSetTest {
    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @Test
    void shouldReturnAllWhenSeveralAreReady() throws Exception {
        final Item first = new Item();
        final Item second = new Item();
        final Item third = new Item();
        final WaitSet set = WaitSet.of(first, second, third);
        first.becomeReady();
        third.becomeReady();

        final List<Waitable> ready = set.await();

        assertThat(ready).containsExactlyInAnyOrder(first, third);
    }

    @Test
    void shouldBeginElsewhereEachTimeWhenAllAreReady() throws Exception {
        final Item[] items = {new Item(), new Item(), new Item()};
        final WaitSet set = WaitSet.of(items);
        for (final Item item : items) {
            item.becomeReady();
        }

        final Set<Waitable> firsts = new HashSet<>();
        for (int i = 0; i < items.length; i++) {
            firsts.add(set.await().get(0));
        }

        assertThat(firsts).containsExactlyInAnyOrder(items);
    }

    @Test
    void shouldWakeWhenAnyOfManyBecomesReady() throws Exception {
        final Item[] items = new Item[128];
        for (int i = 0; i < items.length; i++) {
            items[i] = new Item();
        }
        for (final int changed : new int[] {0, 63, 127}) {
            try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
                final FutureTask<List<Waitable>> waiting = start(WaitSet.of(items));
                awaitSleep(system);

                items[changed].becomeReady();

                assertThat(waiting.get(30, SECONDS)).containsExactly(items[changed]);
                assertThat(system.sleepsTimedOut()).isZero();
                assertThat(system.mostWords()).isEqualTo(128);
                items[changed].ready.set(false);
            }
        }
    }

    @Test
    void shouldSeeEveryItemWhenThereAreMoreThanOneSleepTakes() throws Exception {
        final Item[] items = new Item[300];
        for (int i = 0; i < items.length; i++) {
            items[i] = new Item();
        }
        for (final int changed : new int[] {0, 150, 299}) {
            try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
                final FutureTask<List<Waitable>> waiting = start(WaitSet.of(items));
                awaitSleep(system);

                items[changed].becomeReady();

                assertThat(waiting.get(30, SECONDS)).containsExactly(items[changed]);
                assertThat(system.mostWords()).isEqualTo(128);
                items[changed].ready.set(false);
            }
        }
    }

    @Test
    void shouldSleepOnAWordOnceWhenItemsShareIt() throws Exception {
        final LocalEvent event = new LocalEvent();
        try (RecordingSystem system = RecordingSystem.install()) {
            WaitSet.of(new Item(event), new Item(event), new Item(event)).await(Duration.ofMillis(20));

            assertThat(system.mostWords()).isEqualTo(1);
        }
    }

    @Test
    void shouldPollWhenAnItemHasNoEvent() throws Exception {
        final AtomicBoolean ready = new AtomicBoolean();
        final Waitable own = ready::get;
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final FutureTask<List<Waitable>> waiting = start(WaitSet.of(own, new Item()));
            awaitSleep(system);

            ready.set(true);

            assertThat(waiting.get(30, SECONDS)).containsExactly(own);
        }
    }

    @Test
    void shouldReturnNothingWhenTheTimeIsUp() throws Exception {
        final WaitSet set = WaitSet.of(new Item());
        final long start = System.nanoTime();

        final List<Waitable> ready = set.await(Duration.ofMillis(60));

        assertThat(ready).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(60));
    }

    @Test
    void shouldOnlyLookWhenThereIsNoTime() throws Exception {
        final Item item = new Item();
        final WaitSet set = WaitSet.of(item);

        assertThat(set.await(Duration.ZERO)).isEmpty();
        item.becomeReady();

        assertThat(set.await(Duration.ofSeconds(Long.MIN_VALUE))).containsExactly(item);
    }

    @Test
    void shouldReturnWhenTheTimeoutIsAsLongAsTheyGet() throws Exception {
        final Item item = new Item();
        item.becomeReady();

        assertThat(WaitSet.of(item).await(Duration.ofSeconds(Long.MAX_VALUE))).containsExactly(item);
    }

    @Test
    void shouldWaitTheTimeWhenTheSetIsEmpty() throws Exception {
        final long start = System.nanoTime();

        assertThat(WaitSet.of().await(Duration.ofMillis(60))).isEmpty();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(60));
    }

    @Test
    void shouldRefuseToWaitForEverWhenTheSetIsEmpty() {
        final WaitSet set = WaitSet.of();

        assertThatThrownBy(set::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty")
                .hasMessageContaining("add(...)");
    }

    @Test
    void shouldCountAsReadyWhenAHandleIsClosed() throws Exception {
        final ClosedItem closed = new ClosedItem(true);

        assertThat(WaitSet.of(new Item(), closed).await()).containsExactly(closed);
    }

    @Test
    void shouldCountAsReadyWhenAHandleIsClosedDuringTheLook() throws Exception {
        final ClosedItem closing = new ClosedItem(false);

        assertThat(WaitSet.of(new Item(), closing).await()).containsExactly(closing);
    }

    @Test
    void shouldPassOnWhatAnItemThrowsWhenItIsNotClosed() {
        final Waitable broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> WaitSet.of(broken).await())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void shouldWaitNoLongerForAnItemWhenItWasRemoved() throws Exception {
        final Item removed = new Item();
        final Item kept = new Item();
        final WaitSet set = WaitSet.of(removed, kept);
        removed.becomeReady();
        kept.becomeReady();

        set.remove(removed);
        set.remove(removed);

        assertThat(set.await()).containsExactly(kept);
    }

    @Test
    void shouldCountOnceWhenAddedTwice() throws Exception {
        final Item item = new Item();
        final WaitSet set = WaitSet.of(item, item);
        item.becomeReady();

        set.add(item);

        assertThat(set.await()).containsExactly(item);
    }

    @Test
    void shouldThrowWhenInterrupted() throws Exception {
        final FutureTask<List<Waitable>> waiting =
                new FutureTask<>(() -> WaitSet.of(new Item()).await());
        final Thread thread = new Thread(waiting);
        try (RecordingSystem system = RecordingSystem.install()) {
            thread.start();
            awaitSleep(system);

            thread.interrupt();

            assertThatThrownBy(() -> waiting.get(30, SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    private static FutureTask<List<Waitable>> start(final WaitSet set) {
        final FutureTask<List<Waitable>> waiting = new FutureTask<>(set::await);
        new Thread(waiting).start();
        return waiting;
    }

    private static void awaitSleep(final RecordingSystem system) {
        org.awaitility.Awaitility.await().until(() -> system.calls("futexWait") > 0);
    }

    private static class Item implements EventSource {
        final AtomicBoolean ready = new AtomicBoolean();
        private final LocalEvent event;

        Item() {
            this(new LocalEvent());
        }

        Item(final LocalEvent event) {
            this.event = event;
        }

        void becomeReady() {
            ready.set(true);
            event.signal();
        }

        @Override
        public EventWord event() {
            return event.word();
        }

        @Override
        public boolean signallersCanWake() {
            return true;
        }

        @Override
        public boolean isReady() {
            return ready.get();
        }
    }

    /** Closed from the start, and never ready; or closed while it is being looked at. */
    private static final class ClosedItem extends Item implements SharedObject {
        private final List<Boolean> closed = new ArrayList<>();

        ClosedItem(final boolean fromTheStart) {
            if (fromTheStart) {
                closed.add(true);
            }
        }

        @Override
        public boolean isReady() {
            if (isClosed()) {
                return false;
            }
            closed.add(true);
            throw new IllegalStateException("closed");
        }

        @Override
        public boolean isClosed() {
            return !closed.isEmpty();
        }

        @Override
        public void close() {}

        @Override
        public Optional<String> name() {
            return Optional.empty();
        }

        @Override
        public Domain domain() {
            throw new UnsupportedOperationException();
        }
    }
}

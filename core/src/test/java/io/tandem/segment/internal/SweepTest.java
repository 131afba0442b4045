package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tandem.segment.Domain;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SweepTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @Test
    void shouldRemoveWhatOnlyTheDeadHeld() throws Exception {
        final TestDomain.OtherProcess dead = domain.otherProcess("dead");
        Segment.create(dead.domain(), Specs.unnamed());
        final Segment named = Segment.create(dead.domain(), Specs.named("orders"));
        dead.kill();

        final int removed = domain.get().sweep();

        assertThat(removed).isEqualTo(2);
        assertThat(domain.leftovers()).containsExactlyInAnyOrder("names/orders", "objects/" + named.objectId());
        final Segment opened = Segment.open(domain.get(), Specs.named("orders"));
        assertThat(opened.holders().processes()).containsExactly(own());
        opened.close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }

    @Test
    void shouldKeepWhatTheLivingHold() {
        final TestDomain.OtherProcess living = domain.otherProcess("living");
        final Segment unnamed = Segment.create(living.domain(), Specs.unnamed());

        final int removed = domain.get().sweep();

        assertThat(removed).isZero();
        assertThat(object(unnamed)).exists();
        unnamed.close();
    }

    @Test
    void shouldKeepWhatAMessageInALiveChannelRefersTo() {
        final TestDomain.OtherProcess sender = domain.otherProcess("sender");
        final Segment channel = Segment.create(domain.get(), Specs.unnamed());
        final Segment carried = Segment.create(sender.domain(), Specs.unnamed());
        final Transfer transfer = Transfer.intoChannel(sender.domain(), channel.objectId());
        transfer.hold(carried);
        transfer.commit();
        sender.kill();

        domain.get().sweep();
        final Arrival arrival = new Arrival(domain.get(), channel.objectId());
        final Segment arrived = arrival.attach(carried.objectId(), carried.kind());
        arrival.complete();

        assertThat(arrived.holders().processes()).containsExactly(own());
        channel.close();
        arrived.close();
        assertThat(object(carried)).doesNotExist();
    }

    @Test
    void shouldRemoveWhatAMessageInADeadChannelReferredTo() throws Exception {
        final TestDomain.OtherProcess sender = domain.otherProcess("sender");
        final Segment channel = Segment.create(sender.domain(), Specs.unnamed());
        final Segment carried = Segment.create(sender.domain(), Specs.unnamed());
        Transfer.intoChannel(sender.domain(), channel.objectId()).hold(carried);
        sender.kill();

        domain.get().sweep();

        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldRemoveChannelsThatCarryOnlyEachOther() throws Exception {
        final TestDomain.OtherProcess sender = domain.otherProcess("sender");
        final Segment first = Segment.create(sender.domain(), Specs.unnamed());
        final Segment second = Segment.create(sender.domain(), Specs.unnamed());
        Transfer.intoChannel(sender.domain(), first.objectId()).hold(second);
        Transfer.intoChannel(sender.domain(), second.objectId()).hold(first);
        sender.kill();

        domain.get().sweep();

        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldGiveHoldBackWhenTransferIsRolledBack() {
        final TestDomain.OtherProcess child = domain.otherProcess("child");
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final Transfer transfer = Transfer.toChild(domain.get(), child.number());

        transfer.hold(segment);
        final int[] during = segment.holders().processes();
        transfer.rollback();

        assertThat(during).containsExactlyInAnyOrder(own(), child.number());
        assertThat(segment.holders().processes()).containsExactly(own());
        segment.close();
    }

    @Test
    void shouldKeepObjectOfAChildThatHasNotAttachedYet() {
        final TestDomain.OtherProcess child = domain.otherProcess("child");
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        Transfer.toChild(domain.get(), child.number()).hold(segment);
        segment.close();

        domain.get().sweep();
        final Arrival arrival = new Arrival(child.domain(), 0);
        final Segment arrived = arrival.attach(segment.objectId(), segment.kind());
        arrival.complete();

        assertThat(arrived.holders().processes()).containsExactly(child.number());
        arrived.close();
        assertThat(object(segment)).doesNotExist();
    }

    @Test
    void shouldSweepByItselfWhenAChildIsSeenToDie() {
        final TestDomain.OtherProcess child = domain.otherProcess("child");
        final Segment segment = Segment.create(child.domain(), Specs.unnamed());

        child.killSeen();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(object(segment)).doesNotExist());
    }

    @Test
    void shouldDoWithoutASweepWhenNoThreadCanBeStarted() {
        final TestDomain.OtherProcess child = domain.otherProcess("child");
        final Segment segment = Segment.create(child.domain(), Specs.unnamed());
        child.kill();
        final DomainState state = DomainState.of(domain.get());

        assertThatCode(() -> BackgroundSweep.request(state, UnstartableThread::new))
                .doesNotThrowAnyException();

        assertThat(object(segment)).exists();
        BackgroundSweep.request(state);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(object(segment)).doesNotExist());
    }

    @Test
    void shouldHarmNobodyWhenManySweepWhileOthersCreateAndDie() throws Exception {
        own();
        final List<CompletableFuture<Void>> sweepers = new ArrayList<>();
        final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
        for (int i = 0; i < 2; i++) {
            sweepers.add(CompletableFuture.runAsync(() -> {
                while (System.nanoTime() < end) {
                    domain.get().sweep();
                }
            }));
        }

        int rounds = 0;
        while (System.nanoTime() < end) {
            rounds++;
            try (TestDomain.OtherProcess other = domain.otherProcess("other " + rounds)) {
                final Segment segment = Segment.create(other.domain(), Specs.unnamed());
                final Domain own = domain.get();
                assertThatCode(() -> Segment.attach(own, segment.objectId(), segment.kind())
                                .close())
                        .as("attaching what lives, in round %d", rounds)
                        .doesNotThrowAnyException();
                final Segment named = Segment.openOrCreate(other.domain(), Specs.named("orders"));
                Segment.open(own, Specs.named("orders")).close();
                Segment.delete(own, "orders", ObjectKind.PIPE);
                assertThat(object(named)).exists();
            }
        }
        sweepers.forEach(sweeper -> sweeper.orTimeout(30, TimeUnit.SECONDS).join());

        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
        assertThat(rounds).isGreaterThan(3);
    }

    private static final class UnstartableThread extends Thread {
        UnstartableThread(final Runnable action) {
            super(action, "unstartable");
        }

        @Override
        public void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    private int own() {
        return ProcessRegistry.of(domain.get()).own();
    }

    private Path object(final Segment segment) {
        return DomainState.of(domain.get()).object(segment.objectId());
    }
}

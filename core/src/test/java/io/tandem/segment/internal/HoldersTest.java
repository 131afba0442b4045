package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldersTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @Test
    void shouldBeHeldWhenTheHoldMovesToAWordThatWasReadAlready() {
        final Segment channel = Segment.create(domain.get(), Specs.unnamed());
        final Segment carried = Segment.create(domain.get(), Specs.unnamed());
        final TestDomain.OtherProcess receiver = domain.otherProcess("receiver");
        final Holders holders = carried.holders();
        holders.holdInTransit(channel.objectId());
        holders.release(ProcessRegistry.of(domain.get()).own());
        final boolean[] received = new boolean[1];
        final AtomicBuffer watched = onRead(carried.header(), offset -> {
            if (offset == SegmentHeaderDescriptor.holderOffset(1) && !received[0]) {
                received[0] = true;
                holders.hold(receiver.number());
                holders.releaseInTransit(channel.objectId());
            }
        });

        final boolean held = new Holders(watched, DomainState.of(domain.get())).isHeld();

        assertThat(received[0]).isTrue();
        assertThat(held).isTrue();
        holders.release(receiver.number());
        channel.close();
        carried.close();
    }

    /** The native library may get ready at any time; a number that nobody gives up would stay as long as the process. */
    @Test
    void shouldTakeNoNewNumberWhenMarkedAfterItHasLeft() {
        final ProcessRegistry registry = ProcessRegistry.of(domain.get());
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        segment.close();
        registry.leave();

        segment.holders().markCanWake();

        assertThat(registry.ownIfClaimed()).isZero();
    }

    @Test
    void shouldBeHeldWhenItsWordsNeverSettle() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final Holders holders = segment.holders();
        final int last = SegmentHeaderDescriptor.holderOffset(SegmentHeaderDescriptor.HOLDER_COUNT - 1);
        final long[] changes = new long[1];
        final AtomicBuffer watched = onRead(segment.header(), offset -> {
            if (offset == last) {
                segment.header().putLongVolatile(last, ++changes[0]); // not a hold
            }
        });
        holders.release(ProcessRegistry.of(domain.get()).own());

        final boolean held = new Holders(watched, DomainState.of(domain.get())).isHeld();

        assertThat(held).isTrue();
        segment.header().putLongVolatile(last, 0);
        assertThat(holders.isHeld()).isFalse();
        segment.close();
    }

    /** Who stops at the first 0 must not miss one that can't wake: a holder that goes leaves no 0 before the others. */
    @Test
    void shouldSeeWhoCannotWakeWhenAHolderBeforeItIsGone() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final TestDomain.OtherProcess first = domain.otherProcess("first");
        final TestDomain.OtherProcess dead = domain.otherProcess("dead");
        final TestDomain.OtherProcess last = domain.otherProcess("last");
        final Holders holders = segment.holders();
        holders.hold(first.number());
        holders.hold(dead.number());
        holders.hold(last.number());

        holders.release(first.number());
        dead.kill();
        holders.mend();

        assertThat(holders.allCanWake()).isFalse();
        holders.release(last.number());
        assertThat(holders.allCanWake()).isTrue();
        segment.close();
    }

    /** Words that were used are used again: else a table would fill up. */
    @Test
    void shouldTakeTheFirstWordThatHoldsNothing() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final Holders holders = segment.holders();

        for (int i = 0; i <= SegmentHeaderDescriptor.HOLDER_COUNT; i++) {
            holders.hold(other.number());
            holders.release(other.number());
        }

        assertThat(segment.header().getLongVolatile(SegmentHeaderDescriptor.holderOffset(2)))
                .isZero();
        segment.close();
    }

    private static AtomicBuffer onRead(final AtomicBuffer real, final IntConsumer action) {
        return (AtomicBuffer) Proxy.newProxyInstance(
                HoldersTest.class.getClassLoader(), new Class<?>[] {AtomicBuffer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getLongVolatile")) {
                        action.accept((int) arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

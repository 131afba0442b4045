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

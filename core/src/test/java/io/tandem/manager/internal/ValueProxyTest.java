package io.tandem.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.manager.ManagedValue;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValueProxyTest {
    private final LoopbackRef ref = LoopbackRef.to(ProxyKind.VALUE, 1);
    private final ManagedValue<Object> value = new ValueProxy<>(ref);

    @AfterEach
    void forget() {
        LoopbackRef.forgetAll();
    }

    @Test
    void shouldHoldWhatWasSetWhenItIsRead() {
        value.set(2);

        assertThat(value.get()).isEqualTo(2);
        assertThat(value.getAndSet(null)).isEqualTo(2);
        assertThat(value.get()).isNull();
        assertThat(value).hasToString("null").isEqualTo(new ValueProxy<>(ref)).hasSameHashCodeAs(new ValueProxy<>(ref));
    }

    @Test
    void shouldSetOnlyWhenItEqualsWhatIsExpected() {
        assertThat(value.compareAndSet(2, 3)).isFalse();
        assertThat(value.compareAndSet(1, 3)).isTrue();
        assertThat(value.get()).isEqualTo(3);
    }

    @Test
    void shouldCallOnceWhenAFunctionTravels() {
        assertThat(value.updateAndGet(number -> (int) number + 1)).isEqualTo(2);
        assertThat(value.accumulateAndGet(5, (number, more) -> (int) number + more))
                .isEqualTo(7);
        assertThat(ref.calls()).isEqualTo(2);
    }

    @Test
    void shouldRunHereAndAgainWhenAFunctionCannotTravelAndSomebodySetsAnEqualValue() {
        final AtomicInteger runs = new AtomicInteger();
        final Runnable untransferable = () -> {
            if (runs.incrementAndGet() == 1) {
                new ValueProxy<>(ref).set(1);
            }
        };

        final Object result = value.accumulateAndGet(5, (number, more) -> {
            untransferable.run();
            return (int) number + more;
        });

        assertThat(result).isEqualTo(6);
        assertThat(runs).hasValue(2);
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldBeUnmodifiableWhenACollectionIsRead() {
        value.set(new ArrayList<>(List.of(1)));

        value.updateAndGet(list -> {
            ((List<Integer>) list).add(2);
            return list;
        });

        assertThat(value.get()).isEqualTo(List.of(1, 2));
        assertThatThrownBy(() -> ((List<?>) value.get()).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldThrowWhenAFunctionChangesTheValueItself() {
        final ManagedValue<Object> captured = value;

        assertThatThrownBy(() -> value.updateAndGet(number -> captured.getAndSet(5)))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(value.get()).isEqualTo(5);
    }

    @Test
    void shouldStayAsItIsWhenAFunctionThrows() {
        assertThatThrownBy(() -> value.updateAndGet(number -> 1 / ((int) number - 1)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(value.get()).isEqualTo(1);
    }

    @Test
    void shouldNotRecurseWhenItHoldsItself() {
        value.set(value);

        assertThat(value).hasToString("(this Value)");
    }

    @Test
    void shouldHoldTheSameWhenATargetIsFilledWithTheContentsOfAnother() throws Throwable {
        final ValueTarget target = new ValueTarget(7);
        final ValueTarget same = new ValueTarget(null);

        ProxyKind.VALUE.fill(same, ProxyKind.VALUE.contents(target));

        assertThat(ProxyKind.VALUE.contents(same)).containsExactly(7);
    }
}

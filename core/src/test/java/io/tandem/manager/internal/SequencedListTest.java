package io.tandem.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.manager.ManagedList;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The methods that {@link List} has from JDK 21 on, called by the interface as code compiled there calls them. */
@EnabledForJreRange(min = JRE.JAVA_21)
class SequencedListTest {
    private final LoopbackRef ref = LoopbackRef.to(ProxyKind.LIST, List.of(1, 2, 3));
    private final ManagedList<Integer> list = new ListProxy<>(ref);

    @AfterEach
    void forget() {
        LoopbackRef.forgetAll();
    }

    private static Object call(final List<?> list, final String name, final Object... arguments) throws Exception {
        final Method method = Stream.of(List.class.getMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
                .findFirst()
                .orElseThrow();
        return method.invoke(list, arguments);
    }

    @Test
    void shouldCallOnceEachWhenTheEndsAreUsed() throws Exception {
        assertThat(call(list, "getFirst")).isEqualTo(1);
        assertThat(call(list, "getLast")).isEqualTo(3);
        assertThat(call(list, "removeFirst")).isEqualTo(1);
        assertThat(call(list, "removeLast")).isEqualTo(3);
        call(list, "addFirst", 10);
        call(list, "addLast", 20);

        assertThat(ref.calls()).isEqualTo(6);
        assertThat(list).containsExactly(10, 2, 20);
    }

    @Test
    void shouldCallOnceEachWhenItIsUsedFromItsEnd() throws Exception {
        final List<?> reversed = (List<?>) call(list, "reversed");

        assertThat(reversed.get(0)).isEqualTo(3);
        assertThat(call(reversed, "getFirst")).isEqualTo(3);
        call(reversed, "addFirst", 4);
        assertThat(reversed.indexOf(4)).isZero();
        assertThat(ref.calls()).isEqualTo(4);
        assertThat(call(reversed, "reversed")).isSameAs(list);
        assertThat(reversed).hasToString("[4, 3, 2, 1]");
    }

    @Test
    void shouldThrowWhenAnEmptyListIsAskedForItsEnds() throws Exception {
        list.clear();

        assertThatThrownBy(() -> call(list, "getFirst"))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> call(list, "removeLast")).hasCauseInstanceOf(NoSuchElementException.class);
    }

    @Test
    void shouldRefuseChangesWhenAListWasRead() {
        final ManagedList<List<Integer>> lists = new ListProxy<>(LoopbackRef.to(ProxyKind.LIST, List.of(List.of(1))));
        lists.set(0, new java.util.ArrayList<>(List.of(1)));

        final List<Integer> read = lists.get(0);

        for (final String name : List.of("removeFirst", "removeLast")) {
            assertThatThrownBy(() -> call(read, name)).hasCauseInstanceOf(UnsupportedOperationException.class);
        }
        assertThatThrownBy(() -> call(read, "addFirst", 1)).hasCauseInstanceOf(UnsupportedOperationException.class);
    }
}

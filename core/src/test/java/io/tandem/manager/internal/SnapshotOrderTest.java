package io.tandem.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotOrderTest {
    private static final int[] NONE = {};

    private static int[] holds(final int... objects) {
        return objects;
    }

    @Test
    void shouldPutWhatIsHeldFirstWhenObjectsHoldOthers() {
        final List<int[]> held = List.of(holds(2, 3), holds(4), holds(2), NONE, holds(1));

        assertThat(SnapshotOrder.of(held)).containsExactly(4, 2, 3, 1, 5);
    }

    @Test
    void shouldHaveEachOnceWhenObjectsHoldEachOtherAndThemselves() {
        final List<int[]> held = List.of(holds(1, 2), holds(1, 2, 2));

        assertThat(SnapshotOrder.of(held)).containsExactly(2, 1);
    }

    @Test
    void shouldComeToItsEndWhenAChainIsLongerThanAnyStack() {
        final int length = 200_000;
        final List<int[]> held = new ArrayList<>();
        for (int object = 1; object < length; object++) {
            held.add(holds(object + 1));
        }
        held.add(NONE);

        final int[] order = SnapshotOrder.of(held);

        assertThat(order).hasSize(length).startsWith(length, length - 1).endsWith(2, 1);
    }

    @Test
    void shouldBeEmptyWhenThereAreNoObjects() {
        assertThat(SnapshotOrder.of(List.of())).isEmpty();
    }
}

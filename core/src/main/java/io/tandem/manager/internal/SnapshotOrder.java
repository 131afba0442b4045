package io.tandem.manager.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** In which order objects are filled that hold each other: those that one holds before it. */
final class SnapshotOrder {
    private final List<int[]> held;
    private final BitSet begun;
    private final int[] order;
    private int count;
    private final int[] path;
    /** How far each object on the path has come with what it holds. */
    private final int[] steps;

    private int depth;

    private SnapshotOrder(final List<int[]> held) {
        this.held = held;
        begun = new BitSet(held.size() + 1);
        order = new int[held.size()];
        path = new int[held.size()];
        steps = new int[held.size()];
    }

    /**
     * The order.
     *
     * @param held by each object, the first of which is 1.
     */
    static int[] of(final List<int[]> held) {
        final SnapshotOrder order = new SnapshotOrder(new ArrayList<>(held));
        for (int object = 1; object <= held.size(); object++) {
            order.begin(object);
            order.walk();
        }
        return order.order;
    }

    private void begin(final int object) {
        if (!begun.get(object)) {
            begun.set(object);
            path[depth] = object;
            steps[depth++] = 0;
        }
    }

    /** By hand, since chains of objects may be longer than a stack is deep. */
    private void walk() {
        while (depth > 0) {
            final int object = path[depth - 1];
            final int[] holds = held.get(object - 1);
            final int step = steps[depth - 1]++;
            if (step < holds.length) {
                begin(holds[step]);
            } else {
                order[count++] = object;
                depth--;
            }
        }
    }
}

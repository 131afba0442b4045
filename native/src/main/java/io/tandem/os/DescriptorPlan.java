package io.tandem.os;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order a child's descriptors are put in place: one that would be overwritten before it is used is moved out of
 * the way first; what isn't asked for is closed at the end.
 */
final class DescriptorPlan {
    enum Kind {
        /** Source onto target; onto itself it clears close-on-exec. */
        DUPLICATE,
        /** The target. */
        CLOSE,
        /** The target and all above. */
        CLOSE_FROM
    }

    record Step(Kind kind, int source, int target) {}

    private DescriptorPlan() {}

    /**
     * Makes a plan.
     *
     * @param descriptors number in the child to number in this process.
     * @return the steps, in order.
     */
    static List<Step> of(final Map<Integer, Integer> descriptors) {
        final List<Step> steps = new ArrayList<>();
        final Set<Integer> taken = new HashSet<>(descriptors.keySet());
        taken.addAll(descriptors.values());

        final Map<Integer, Integer> moved = new HashMap<>();
        descriptors.forEach((target, source) -> {
            if (descriptors.containsKey(source) && !target.equals(source) && !moved.containsKey(source)) {
                int free = 3;
                while (!taken.add(free)) {
                    free++;
                }
                moved.put(source, free);
                steps.add(new Step(Kind.DUPLICATE, source, free));
            }
        });
        descriptors.forEach((target, source) -> {
            final int from = target.equals(source) ? source : moved.getOrDefault(source, source);
            steps.add(new Step(Kind.DUPLICATE, from, target));
        });

        int end = 0;
        for (final int target : descriptors.keySet()) {
            end = Math.max(end, target + 1);
        }
        for (int number = 0; number < end; number++) {
            if (!descriptors.containsKey(number)) {
                steps.add(new Step(Kind.CLOSE, -1, number));
            }
        }
        steps.add(new Step(Kind.CLOSE_FROM, -1, end));
        return steps;
    }
}

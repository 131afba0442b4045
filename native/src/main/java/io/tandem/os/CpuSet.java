package io.tandem.os;

import java.util.BitSet;

/**
 * A set of processors.
 *
 * @param cpus the numbers of the processors.
 */
public record CpuSet(BitSet cpus) {
    /**
     * A set of some processors.
     *
     * @param cpus their numbers.
     * @return the set.
     */
    public static CpuSet of(final int... cpus) {
        final BitSet set = new BitSet();
        for (final int cpu : cpus) {
            set.set(cpu);
        }
        return new CpuSet(set);
    }
}

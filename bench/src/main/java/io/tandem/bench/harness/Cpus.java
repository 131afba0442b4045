package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The processors of the two measuring threads.
 *
 * @param first  the driver's, or -1 if there is none to be had.
 * @param second the peer's, or -1; the same as the first one where there is no other.
 * @param bound  whether the threads stay there all the time.
 */
public record Cpus(int first, int second, boolean bound) {
    /** {@return the two first processors that this thread may use; nothing is bound to them but by a placement} */
    public static Cpus any() {
        final CpuSet allowed = OperatingSystem.current().affinity();
        final int first = allowed.cpus().nextSetBit(0);
        final int second = allowed.cpus().nextSetBit(first + 1);
        return new Cpus(first, second < 0 ? first : second, false);
    }

    /** {@return whether this process may run on all of these} */
    public static boolean areThere(final int... cpus) {
        return IntStream.of(cpus).allMatch(cpu -> cpu >= 0 && all().get(cpu));
    }

    /** {@return all processors that this process may run on} */
    public static BitSet all() {
        return OperatingSystem.current().affinity().cpus();
    }

    /** {@return those that somebody chose} */
    public static Cpus bound(final int first, final int second) {
        return new Cpus(first, second, true);
    }
}

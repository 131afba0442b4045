package io.tandem.bench.ipc;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;

/** The pipes of all Tandem subjects: found by name, with rings as large as Agrona's. */
public final class Pipes {
    private Pipes() {}

    static <T> SharedPipe<T, T> create(
            final Workplace workplace, final String subject, final Class<T> type, final WaitPolicy policy) {
        return builder(workplace, subject, type, policy).create();
    }

    static <T> SharedPipe<T, T> open(
            final Workplace workplace, final String subject, final Class<T> type, final WaitPolicy policy) {
        return builder(workplace, subject, type, policy).open();
    }

    /** {@return a pipe, to be made or opened} */
    public static <T> SharedPipe.Builder<T, T> builder(
            final Workplace workplace, final String subject, final Class<T> type, final WaitPolicy policy) {
        return SharedPipe.builder(type, type)
                .domain(workplace.domain())
                .name(Workplace.fileName(subject))
                .capacityBytes(AgronaRings.CAPACITY)
                .waitPolicy(policy);
    }

    /** Ends a run whose raw calls report that something is closed or dead. */
    public static BenchException broken(final String call, final long result) {
        return new BenchException(call + " gave " + result + ", which is neither success nor back pressure");
    }
}

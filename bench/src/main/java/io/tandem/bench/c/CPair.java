package io.tandem.bench.c;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.SelfTimed;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two processes of {@code pair.c}, which sleep while others are measured. They time themselves. */
public final class CPair implements Subject {
    private static final String PROGRAM = "pair";

    private final String name;
    private final Mode mode;
    private final Placement placement;
    private @Nullable SelfTimed program;

    /** What the two do. */
    public enum Mode {
        /** A number forth and back through two cache lines, spinning. */
        PINGPONG(Kind.ROUND_TRIP),
        /** The same, both sides asleep until they are woken. */
        FUTEX(Kind.ROUND_TRIP),
        /** Messages of 32 bytes one way, each published by itself. */
        RING(Kind.STREAM),
        /** The same, published 64 at a time. */
        BATCHES(Kind.STREAM);

        private final Kind kind;

        Mode(final Kind kind) {
            this.kind = kind;
        }
    }

    /**
     * A pair.
     *
     * @param name      as it stands in the table.
     * @param mode      what it does.
     * @param placement of its two processes.
     */
    public CPair(final String name, final Mode mode, final Placement placement) {
        this.name = name;
        this.mode = mode;
        this.placement = placement;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return mode.kind;
    }

    @Override
    public boolean isElsewhere() {
        return true;
    }

    @Override
    public Placement placement() {
        return placement;
    }

    @Override
    public @Nullable String missing() {
        return CCompiler.missing();
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        program = SelfTimed.start(
                workplace,
                name,
                CCompiler.compile(workplace, PROGRAM).toString(),
                mode.name().toLowerCase(Locale.ROOT),
                Integer.toString(placement.first(workplace.cpus())),
                Integer.toString(placement.second(workplace.cpus())));
    }

    @Override
    public void openSecond(final Workplace workplace) {
        // Its second process is its own.
    }

    @Override
    public void first(final int operations, final Laps stopwatch) {
        if (program == null) {
            throw new IllegalStateException("a slice was asked of a subject that isn't open");
        }
        program.slice(operations, stopwatch);
    }

    @Override
    public void second(final int operations) {
        throw new IllegalStateException("this process has no part in it");
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}

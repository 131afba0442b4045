package io.tandem.bench.c;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Workplace;
import java.util.List;
import java.util.Locale;

/** Two processes of {@code pair.c}: a ping-pong, or a ring. */
public final class CPair extends CProgram {
    private final Mode mode;
    private final Placement placement;

    /** What the two do. */
    public enum Mode {
        /** A number forth and back through two cache lines, spinning. */
        PINGPONG(Kind.ROUND_TRIP),
        /** The same, both sides asleep until they are woken. */
        FUTEX(Kind.ROUND_TRIP),
        /** The same, with a pause of 200 us before each, which isn't timed. */
        PAUSED(Kind.ROUND_TRIP),
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
        super(name, mode.kind, Laps.LONG, "pair");
        this.mode = mode;
        this.placement = placement;
    }

    @Override
    public Placement placement() {
        return placement;
    }

    @Override
    List<String> arguments(final Workplace workplace) {
        return List.of(
                mode.name().toLowerCase(Locale.ROOT),
                Integer.toString(placement.first(workplace.cpus())),
                Integer.toString(placement.second(workplace.cpus())));
    }
}

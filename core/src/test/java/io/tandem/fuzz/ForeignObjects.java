package io.tandem.fuzz;

import io.tandem.TandemException;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/** Opens and uses objects of all kinds whose files were damaged, before they were opened or while they are used. */
final class ForeignObjects {
    private static final String NAME = "object";
    private static final int CALLS = 20;

    private final Domain domain;
    private final long seed;
    private int refused;
    private int told;
    private int calls;

    private ForeignObjects(final Domain domain, final long seed) {
        this.domain = domain;
        this.seed = seed;
    }

    /** Arguments: the domain's directory, a seed, the number of rounds for each kind. */
    public static void main(final String[] arguments) throws Exception {
        final Domain domain = Domain.at(Path.of(arguments[0]));
        final int rounds = Integer.parseInt(arguments[2]);
        final ForeignObjects all = new ForeignObjects(domain, Long.parseLong(arguments[1]));
        Watched.join(List.of(Watched.start(self -> {
            for (final Target<?> target : targets()) {
                for (int round = 0; round < rounds; round++) {
                    all.fuzz(target, round, self);
                }
            }
        })));
        ProcessRegistry.of(domain).leave();
        System.out.println("fuzzed: " + all.refused + " refused when opened, " + all.told + " of " + all.calls
                + " calls ended in an exception");
        System.exit(0);
    }

    static List<Target<?>> targets() {
        final List<Target<?>> all = new ArrayList<>(SyncTargets.all());
        all.addAll(ValueTargets.all());
        return all;
    }

    private void fuzz(final Target<?> target, final int round, final Watched self) throws Exception {
        final String where = target.kind() + ", seed " + seed + ", round " + round;
        final Random random = new Random(seed + round);
        final Path file = domain.directory().resolve("names").resolve(NAME);
        self.begin(where + ": creating");
        try (Target.Opened<?> object = target.create(domain, NAME)) {
            if (random.nextInt(3) == 0) {
                final Damage damage = Damage.toLiveFile(file, random);
                use(object, random, where + ", damage " + damage, self);
            } else {
                final Damage damage = Damage.replacing(file, random);
                open(target, random, where + ", damage " + damage, self);
            }
        } catch (final TandemException e) {
            told++; // closing looks at the memory, too
        } finally {
            self.begin(where + ": removing");
            Files.deleteIfExists(file);
            domain.sweep();
        }
    }

    private void open(final Target<?> target, final Random random, final String where, final Watched self) {
        self.begin(where + ": opening");
        try (Target.Opened<?> object = target.open(domain, NAME, random.nextBoolean())) {
            use(object, random, where, self);
        } catch (final TandemException e) {
            refused++;
        }
    }

    private void use(final Target.Opened<?> object, final Random random, final String where, final Watched self) {
        for (int i = 0; i < CALLS; i++) {
            final int call = random.nextInt(object.calls());
            self.begin(where + ": " + object.name(call));
            calls++;
            try {
                object.call(call, random);
            } catch (final TandemException
                    | IllegalStateException
                    | IllegalMonitorStateException
                    | BrokenBarrierException
                    | TimeoutException e) {
                told++;
            } catch (final Throwable e) {
                if (!object.documents(call, e) && !isLimit(e)) {
                    throw new AssertionError(where + ": " + object.name(call), e);
                }
            }
        }
    }

    /** Whether a lock is held as often as it can be, as its count says, which was damaged: an {@code Error}, as of the JDK's locks. */
    private static boolean isLimit(final Throwable failure) {
        return failure.getClass() == Error.class;
    }

    /** Puts a file in an object's place, with the mode that an object has. */
    static void replace(final Path file, final byte[] bytes) throws java.io.IOException {
        Files.delete(file);
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}

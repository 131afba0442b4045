package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.Interrupts;
import io.tandem.os.Mapping;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.segment.MemoryOption;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.OutOfSpaceException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens segments. A process that dies while it opens leaves at most its hold, which counts for nothing from then on.
 */
final class SegmentOpening {
    private static final int ATTEMPTS = 1000;
    private static final int SPACE_ATTEMPTS = 8;
    private static final long SPACE_PAUSE_NANOS = 20_000_000;

    private SegmentOpening() {}

    static Segment open(final Domain domain, final SegmentSpec spec) {
        final DomainState state = DomainState.of(domain);
        final String name = nameOf(spec);
        final Segment segment = openPath(domain, state.named(name), spec.kind(), spec);
        if (segment == null) {
            throw new ObjectNotFoundException("There is no \"" + name + "\" in " + state.names()
                    + ". Create it first, open or create it, or look whether both sides use the same domain"
                    + " (tandem.dir, TANDEM_DIR).");
        }
        return segment;
    }

    static Segment openOrCreate(final Domain domain, final SegmentSpec spec) {
        final DomainState state = DomainState.of(domain);
        final Path path = state.named(nameOf(spec));
        int withoutSpace = 0;
        ObjectExistsException lost = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final Segment existing = openPath(domain, path, spec.kind(), spec);
            if (existing != null) {
                return existing;
            }
            try {
                return SegmentCreation.create(domain, spec);
            } catch (final ObjectExistsException e) {
                lost = e; // the race: open what the winner made
            } catch (final OutOfSpaceException e) {
                // Several that create at once need more room for a moment than the one that will be left.
                withoutSpace++;
                if (withoutSpace == SPACE_ATTEMPTS || !othersCreate(state)) {
                    final Segment made = openPath(domain, path, spec.kind(), spec);
                    if (made != null) {
                        return made;
                    }
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SPACE_PAUSE_NANOS));
            }
        }
        throw new TandemException(
                "\"" + spec.name() + "\" in " + state.names() + " was made and deleted again by others " + ATTEMPTS
                        + " times while it was opened. Agree on who deletes it.",
                lost);
    }

    static Segment attach(final Domain domain, final long objectId, final ObjectKind kind) {
        final DomainState state = DomainState.of(domain);
        final Segment segment = openPath(domain, state.object(objectId), kind, null);
        if (segment == null) {
            throw new ObjectNotFoundException("There is no object " + objectId + " in " + state.objects()
                    + ". Its last holder is gone, or this handle came from another domain.");
        }
        if (segment.objectId() != objectId) {
            segment.close();
            throw SegmentHeader.refusal(state.object(objectId), "it says it is object " + segment.objectId());
        }
        return segment;
    }

    /** Null if nothing stands there. */
    private static @Nullable Segment openPath(
            final Domain domain, final Path path, final ObjectKind kind, final @Nullable SegmentSpec spec) {
        return Interrupts.deferred(() -> openPathOnce(domain, path, kind, spec));
    }

    private static @Nullable Segment openPathOnce(
            final Domain domain, final Path path, final ObjectKind kind, final @Nullable SegmentSpec spec) {
        final DomainState state = DomainState.of(domain);
        try (SafeOpen file = SafeOpen.open(state, path, OpenMode.READ_WRITE)) {
            if (file == null) {
                return null;
            }
            final SegmentHeader header = file.header();
            header.checkKind(path, kind);
            if (spec != null) {
                header.checkAgainst(path, spec);
            }
            state.registry().own(); // before anything is mapped that would have to be given back
            final Set<MemoryOption> memory = spec == null ? Set.of() : spec.memory();
            final Mapping mapping = MemoryProvision.map(file.opened(), header.totalLength(), memory);
            final Segment segment =
                    new Segment(domain, kind, header.objectId(), header.name(), header.configuration(), false, mapping);
            boolean attached = false;
            try {
                segment.hold();
                MemoryProvision.provide(mapping, memory);
                // Whoever deleted the name may not have seen our hold any more, and the file may be gone.
                attached = spec == null || !segment.isDeleted();
            } finally {
                if (!attached) {
                    segment.close();
                }
            }
            if (!attached) {
                return null;
            }
            segment.attached();
            return segment;
        }
    }

    private static boolean othersCreate(final DomainState state) {
        return !OperatingSystem.current().list(state.temporary()).isEmpty();
    }

    private static String nameOf(final SegmentSpec spec) {
        final String name = spec.name();
        if (name == null) {
            throw new IllegalArgumentException(
                    "An object without a name can't be opened: give it a name, or pass its handle.");
        }
        return NameRules.check(name);
    }
}

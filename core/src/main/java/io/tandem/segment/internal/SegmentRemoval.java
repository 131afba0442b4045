package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.Interrupts;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import java.nio.file.Path;
import java.util.Objects;
import org.agrona.concurrent.AtomicBuffer;

/** How segments go: by name, and with their last holder. */
final class SegmentRemoval {
    private SegmentRemoval() {}

    /**
     * Removing the name decides. Then the object is marked, so that its last holder removes its file; if that is us, we do.
     * A death in between leaves a file that a sweep removes: it was to have a name and has none.
     */
    static boolean delete(final Domain domain, final String name, final ObjectKind kind) {
        Objects.requireNonNull(domain, "the domain to delete a name in");
        Objects.requireNonNull(name, "the name to delete");
        return Interrupts.deferred(() -> deleteOnce(domain, name, kind));
    }

    private static boolean deleteOnce(final Domain domain, final String name, final ObjectKind kind) {
        final DomainState state = DomainState.of(domain);
        final Path path = state.named(NameRules.check(name));
        final OperatingSystem system = OperatingSystem.current();
        try (SafeOpen file = SafeOpen.open(state, path, OpenMode.READ_WRITE)) {
            if (file == null) {
                return false;
            }
            file.header().checkKind(path, kind);
            final AtomicBuffer header =
                    SharedBuffers.wrap(system.map(file.opened().channel(), path, SegmentHeaderDescriptor.LENGTH)
                            .buffer(0, SegmentHeaderDescriptor.LENGTH));
            // Others may have deleted it, and made a newer one of that name, since it was opened.
            if (!file.status().isSameFile(system.status(path)) || !system.delete(path)) {
                return false;
            }
            // The flag is set before the holders are looked at, and an opener holds before it looks at the flag: one of
            // the two sees the other.
            header.getAndSetInt(
                    SegmentHeaderDescriptor.FLAGS_OFFSET,
                    SegmentHeaderDescriptor.FLAG_NAMED | SegmentHeaderDescriptor.FLAG_DELETED);
            if (!new Holders(header, state).isHeld()) {
                system.delete(state.object(file.header().objectId()));
            }
            return true;
        }
    }

    /** Whether the object can be found by that name: who deleted it may have died before it could mark it. */
    static boolean isNamed(final DomainState state, final String name, final long id) {
        final OperatingSystem system = OperatingSystem.current();
        final FileStatus named = system.status(state.named(name));
        return named != null && named.isSameFile(system.status(state.object(id)));
    }

    /** After a hold was given back: removes the file of what can't be found by name and isn't held by anybody; whether it did. */
    static boolean removeUnlessHeld(final Segment segment) {
        final String name = segment.name().orElse(null);
        if (name != null && !segment.isDeleted() && isNamed(segment.state(), name, segment.objectId())) {
            return false;
        }
        // In a domain that was made anew the same id is somebody else's.
        if (!segment.state().isStillThere() || segment.holders().isHeld()) {
            return false;
        }
        OperatingSystem.current().delete(segment.state().object(segment.objectId()));
        if (segment.kind().carriesHandles()) {
            BackgroundSweep.request(segment.state());
        }
        return true;
    }
}

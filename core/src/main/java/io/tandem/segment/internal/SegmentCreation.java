package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.Interrupts;
import io.tandem.os.Mapping;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.segment.MemoryOption;
import io.tandem.segment.ObjectExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes a segment: complete under a temporary name, then linked to its id, then, if it is to have one, to its name. What a
 * death leaves at each step stands in {@link SegmentHeaderDescriptor}; a failure leaves nothing.
 */
final class SegmentCreation {
    private final Domain domain;
    private final DomainState state;
    private final SegmentSpec spec;
    private final OperatingSystem system = OperatingSystem.current();

    private SegmentCreation(final Domain domain, final SegmentSpec spec) {
        this.domain = domain;
        this.state = DomainState.of(domain);
        this.spec = spec;
    }

    static Segment create(final Domain domain, final SegmentSpec spec) {
        return Interrupts.deferred(() -> new SegmentCreation(domain, spec).create());
    }

    private Segment create() {
        if (spec.bodyLength() < 0 || spec.bodyLength() > Long.MAX_VALUE - SegmentHeaderDescriptor.LENGTH) {
            throw new IllegalArgumentException("A body can't have " + spec.bodyLength() + " bytes.");
        }
        state.requireStillThere(); // before there is a number of this process, too
        final String name = spec.name();
        final byte[] configuration = Configuration.encode(spec.configuration());
        if (name != null && system.status(state.named(NameRules.check(name))) != null) {
            throw taken(name);
        }
        final int creator = state.registry().own();
        final long id = state.nextObjectId();
        @Nullable Mapping mapping = null;
        boolean created = false;
        try (Discard object = new Discard(state.object(id));
                Discard temporary = new Discard(state.temporaryObject(creator, id))) {
            mapping = allocate(state.temporaryObject(creator, id), temporary);
            // Had it been made in the temporary directory of a later domain, this would tell; removed from now on, the
            // link fails.
            state.requireStillThere();
            final Segment segment = fill(mapping, configuration, id, creator);
            publish(segment, name, object, state.temporaryObject(creator, id));
            object.disarm(); // from here on others may use it
            temporary.nowOrLater();
            created = true;
            segment.attached();
            return segment;
        } finally {
            if (!created && mapping != null) {
                MappingRelease.release(mapping);
            }
        }
    }

    private Mapping allocate(final Path path, final Discard discard) {
        final long length = SegmentHeaderDescriptor.LENGTH + spec.bodyLength();
        try (Opened opened = Opened.created(path, state.access().fileMode())) {
            discard.arm();
            if (spec.memory().contains(MemoryOption.SPARSE)) {
                OperatingSystem.current().extend(opened.channel(), path, length);
            } else {
                Space.allocate(opened.channel(), path, length);
            }
            return MemoryProvision.map(opened, length, spec.memory());
        }
    }

    private Segment fill(final Mapping mapping, final byte[] configuration, final long id, final int creator) {
        MemoryProvision.provide(mapping, spec.memory());
        final Segment segment = new Segment(domain, spec.kind(), id, spec.name(), spec.configuration(), true, mapping);
        SegmentHeader.write(segment.header(), spec, configuration, id, creator, state.incarnation());
        segment.hold();
        spec.initializer().accept(segment);
        SegmentHeader.publish(segment.header());
        return segment;
    }

    private void publish(
            final Segment segment, final @Nullable String name, final Discard object, final Path temporary) {
        if (!system.link(temporary, state.object(segment.objectId()))) {
            throw new ObjectExistsException("The id " + segment.objectId() + " is taken in " + state.objects()
                    + ". The counters of this domain were set back: remove the domain, or use another one.");
        }
        object.arm();
        if (name != null && !system.link(temporary, state.named(name))) {
            throw taken(name);
        }
    }

    private ObjectExistsException taken(final String name) {
        return new ObjectExistsException("The name \"" + name + "\" is taken in " + state.names()
                + ". Open it, open or create it, " + deletion(state.named(name)) + ", or use another name.");
    }

    /** Of what stands there, which may be of another kind. */
    private String deletion(final Path path) {
        try (SafeOpen found = SafeOpen.open(state, path, OpenMode.READ)) {
            if (found != null) {
                return found.header().deletion(path);
            }
        } catch (final TandemException e) {
            // Words for it are all that is wanted.
        }
        return "delete it";
    }
}

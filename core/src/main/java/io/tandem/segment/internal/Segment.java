package io.tandem.segment.internal;

import io.tandem.os.Mapping;
import io.tandem.segment.Domain;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One shared object's file, mapped. Safe for threads; {@link #close} is idempotent.
 *
 * <p>Offsets are relative to the body, which starts behind the header and is page-aligned.
 */
public final class Segment {
    private final Domain domain;
    private final DomainState state;
    private final ObjectKind kind;
    private final long objectId;
    private final @Nullable String name;
    private final Map<String, String> configuration;
    private final long bodyLength;
    private final boolean creator;
    /** As whom this process holds it: at its end it may have given that number up. */
    private final int holder;

    private final Mapping mapping;
    private final AtomicBuffer header;
    private final Holders holders;

    /** Plain on purpose: users look again after each operation, and late accesses do no harm. */
    private boolean closed;

    Segment(
            final Domain domain,
            final ObjectKind kind,
            final long objectId,
            final @Nullable String name,
            final Map<String, String> configuration,
            final boolean creator,
            final Mapping mapping) {
        this.domain = domain;
        this.state = DomainState.of(domain);
        this.kind = kind;
        this.objectId = objectId;
        this.name = name;
        this.configuration = configuration;
        this.bodyLength = mapping.length() - SegmentHeaderDescriptor.LENGTH;
        this.creator = creator;
        this.holder = state.registry().own();
        this.mapping = mapping;
        this.header = SharedBuffers.wrap(mapping.buffer(0, SegmentHeaderDescriptor.LENGTH));
        this.holders = new Holders(header, state);
    }

    /** Creates; throws ObjectExistsException if the name is taken. */
    public static Segment create(final Domain domain, final SegmentSpec spec) {
        return holding(domain, () -> SegmentCreation.create(domain, spec));
    }

    /** Opens by name; throws ObjectNotFoundException, IncompatibleException. */
    public static Segment open(final Domain domain, final SegmentSpec spec) {
        return holding(domain, () -> SegmentOpening.open(domain, spec));
    }

    /** Opens by name or creates: exactly one of many racing processes creates. */
    public static Segment openOrCreate(final Domain domain, final SegmentSpec spec) {
        return holding(domain, () -> SegmentOpening.openOrCreate(domain, spec));
    }

    /** Opens what a handle refers to, whatever its configuration; this process becomes a holder. */
    public static Segment attach(final Domain domain, final long objectId, final ObjectKind kind) {
        return holding(domain, () -> SegmentOpening.attach(domain, objectId, kind));
    }

    private static Segment holding(final Domain domain, final Supplier<Segment> call) {
        final ProcessRegistry registry = ProcessRegistry.of(domain);
        registry.beginHolding();
        try {
            return call.get();
        } finally {
            registry.endHolding();
        }
    }

    /**
     * Holds an object again that was {@linkplain #park parked}, through the mapping that it has had.
     *
     * @param parked  by this process.
     * @param channel whose hold in transit tells that it is there to be had, and keeps it there meanwhile.
     * @return null if that channel doesn't hold it; then, and after a failure, it isn't parked any more.
     */
    public static @Nullable Segment resume(final Segment parked, final long channel) {
        return holding(parked.domain, () -> parked.resumed(channel));
    }

    private @Nullable Segment resumed(final long channel) {
        final Segment segment = new Segment(domain, kind, objectId, name, configuration, creator, mapping);
        boolean resumed = false;
        try {
            segment.hold();
            resumed = holders.isHeldInTransit(channel);
        } finally {
            if (!resumed) {
                segment.close();
            }
        }
        if (!resumed) {
            return null;
        }
        segment.attached();
        return segment;
    }

    /** Removes a name; users of the object go on. Returns false if there was none; throws if it is of another kind. */
    public static boolean delete(final Domain domain, final String name, final ObjectKind kind) {
        return SegmentRemoval.delete(domain, name, kind);
    }

    /** Whether this call made it, rather than found it. */
    public boolean isCreator() {
        return creator;
    }

    public Domain domain() {
        return domain;
    }

    public long objectId() {
        return objectId;
    }

    /** The name it was created under, even if that was deleted since. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public ObjectKind kind() {
        return kind;
    }

    /** {@return the object for messages, at the start of a sentence} */
    public String describe() {
        final String within = describeWithin();
        return within.substring(0, 1).toUpperCase(Locale.ROOT) + within.substring(1);
    }

    /** {@return the object for messages, within a sentence} */
    public String describeWithin() {
        return kind.words() + (name == null ? " " + objectId + " (without a name)" : " \"" + name + "\"");
    }

    /** {@return for messages, within a sentence: delete it by that call} */
    public String deletion() {
        return Deletion.describe(kind, name, configuration, state.directory());
    }

    public long bodyLength() {
        return bodyLength;
    }

    /** What stands in the header. */
    public Map<String, String> configuration() {
        return configuration;
    }

    /**
     * A number that stands in the header.
     *
     * @param key  of it.
     * @param most that it may be.
     * @return it, or -1 if there is none from 0 to that: for the caller to refuse.
     */
    public long configuredNumber(final String key, final long most) {
        try {
            final long number = Long.parseLong(configuration.getOrDefault(key, "none"));
            return number >= 0 && number <= most ? number : -1;
        } catch (final NumberFormatException e) {
            return -1;
        }
    }

    /** A window of the body; keeps the memory mapped for as long as it is reachable itself. */
    public AtomicBuffer buffer(final long offset, final int length) {
        if (length < 0) {
            throw new IndexOutOfBoundsException("A window can't have " + length + " bytes.");
        }
        Objects.checkFromIndexSize(offset, length, bodyLength);
        return SharedBuffers.wrap(mapping.buffer(SegmentHeaderDescriptor.LENGTH + offset, length));
    }

    /** Address of a byte of the body, for futexes. Not the mapping's: that one would load the native library to know. */
    public long address(final long offset) {
        Objects.checkIndex(offset, bodyLength);
        return header.addressOffset() + SegmentHeaderDescriptor.LENGTH + offset;
    }

    /** Who holds this object. */
    public Holders holders() {
        return holders;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Lets go of this process's hold (and removes the file of an object without a name if nobody else holds it), then puts
     * anonymous memory in the mapping's place. Windows that were handed out stay valid memory.
     */
    public void close() {
        if (!beginClosing()) {
            return;
        }
        try {
            holders.release(holder);
            SegmentRemoval.removeUnlessHeld(this);
        } finally {
            MappingRelease.release(mapping);
        }
    }

    /**
     * Closes it, except that its memory stays mapped, so that it can be {@linkplain #resume resumed}: until {@link #unmap}. Not
     * a hold: what nobody else holds goes, and others may remove it at any time.
     *
     * @param channel that may hold it.
     * @return false if it was closed already, or went now.
     */
    public boolean park(final long channel) {
        if (!beginClosing()) {
            return false;
        }
        boolean parked = false;
        try {
            holders.release(holder);
            // Held by a channel that is there, it is somebody else's to remove. Looked at only now, as ever.
            parked = holders.isHeldInTransit(channel) || !SegmentRemoval.removeUnlessHeld(this);
        } finally {
            if (!parked) {
                MappingRelease.release(mapping);
            }
        }
        return parked;
    }

    /**
     * Closes it, except that its memory stays mapped for as long as it can be reached. For segments of a few pages.
     *
     * @param inUse whether something in it names this process, which then stays a holder until {@link OutlivedHolds#end}, or its end: no
     *              orderly end may make it seem dead while its threads run on.
     */
    public void closeKeepingMemory(final boolean inUse) {
        if (beginClosing()) {
            if (inUse) {
                OutlivedHolds.add(this);
            } else {
                endHold();
            }
        }
    }

    /** Ends the hold of one that is closed. */
    void endHold() {
        holders.release(holder);
        SegmentRemoval.removeUnlessHeld(this);
    }

    private synchronized boolean beginClosing() {
        if (closed) {
            return false;
        }
        closed = true;
        AttachedSegments.remove(this);
        return true;
    }

    /** Gives up the mapping of one that is parked. */
    public void unmap() {
        MappingRelease.release(mapping);
    }

    /**
     * Gives the memory of the body back, which nobody uses any more, or will: those that have it parked would keep it. As well
     * as can be: else it goes with the last mapping.
     */
    public void freeBody() {
        MappingRelease.freePages(mapping, SegmentHeaderDescriptor.LENGTH);
    }

    /** Counts this process as a holder; once only, and given back by {@link #close}. */
    void hold() {
        holders.hold(holder);
    }

    /** Takes part in what happens to all segments of this process. */
    void attached() {
        AttachedSegments.add(this);
    }

    int holder() {
        return holder;
    }

    DomainState state() {
        return state;
    }

    AtomicBuffer header() {
        return header;
    }

    Mapping mapping() {
        return mapping;
    }

    boolean isDeleted() {
        return (header.getIntVolatile(SegmentHeaderDescriptor.FLAGS_OFFSET) & SegmentHeaderDescriptor.FLAG_DELETED)
                != 0;
    }
}

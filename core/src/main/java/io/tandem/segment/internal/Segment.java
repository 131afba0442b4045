package io.tandem.segment.internal;

import io.tandem.segment.Domain;
import java.util.Map;
import java.util.Optional;
import org.agrona.concurrent.AtomicBuffer;

/**
 * One shared object's file, mapped. Safe for threads; {@link #close} is idempotent.
 *
 * <p>Offsets are relative to the body, which starts behind the header and is page-aligned.
 */
public final class Segment {
    private Segment() {}

    /** Creates; throws ObjectExistsException if the name is taken. */
    public static Segment create(final Domain domain, final SegmentSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** Opens by name; throws ObjectNotFoundException, IncompatibleException. */
    public static Segment open(final Domain domain, final SegmentSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** Opens by name or creates: exactly one of many racing processes creates. */
    public static Segment openOrCreate(final Domain domain, final SegmentSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** Opens what a handle refers to, whatever its configuration; this process becomes a holder. */
    public static Segment attach(final Domain domain, final long objectId, final ObjectKind kind) {
        throw new UnsupportedOperationException();
    }

    /** Removes a name; users of the object go on. Returns false if there was none; throws if it is of another kind. */
    public static boolean delete(final Domain domain, final String name, final ObjectKind kind) {
        throw new UnsupportedOperationException();
    }

    /** Whether this call made it, rather than found it. */
    public boolean isCreator() {
        throw new UnsupportedOperationException();
    }

    public Domain domain() {
        throw new UnsupportedOperationException();
    }

    public long objectId() {
        throw new UnsupportedOperationException();
    }

    public Optional<String> name() {
        throw new UnsupportedOperationException();
    }

    public ObjectKind kind() {
        throw new UnsupportedOperationException();
    }

    public long bodyLength() {
        throw new UnsupportedOperationException();
    }

    /** What stands in the header. */
    public Map<String, String> configuration() {
        throw new UnsupportedOperationException();
    }

    /** A window of the body; keeps the memory mapped for as long as it is reachable itself. */
    public AtomicBuffer buffer(final long offset, final int length) {
        throw new UnsupportedOperationException();
    }

    /** Address of a byte of the body, for futexes. */
    public long address(final long offset) {
        throw new UnsupportedOperationException();
    }

    /** Who holds this object. */
    public Holders holders() {
        throw new UnsupportedOperationException();
    }

    public boolean isClosed() {
        throw new UnsupportedOperationException();
    }

    /**
     * Lets go of this process's hold (and removes the file of an object without a name if nobody else holds it), then puts
     * anonymous memory in the mapping's place.
     */
    public void close() {
        throw new UnsupportedOperationException();
    }
}

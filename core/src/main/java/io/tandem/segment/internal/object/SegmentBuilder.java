package io.tandem.segment.internal.object;

import io.tandem.segment.Domain;
import io.tandem.segment.MemoryOption;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options that all of them have. A subclass adds its own, and says what its segment is to be.
 *
 * @param <T> what is built.
 * @param <B> the builder as users see it.
 */
public abstract class SegmentBuilder<T extends SharedObject, B extends SharedObject.Builder<T, B>>
        implements SharedObject.Builder<T, B> {
    private @Nullable String name;
    private @Nullable Domain domain;
    private boolean adoptExisting;
    private Set<MemoryOption> memory = Set.of();

    /** {@return this} */
    protected abstract B self();

    /** {@return what stands in the header as its kind} */
    protected abstract ObjectKind kind();

    /** {@return how many bytes it takes behind the header} */
    protected abstract long bodyLength();

    /** {@return what all of its handles must agree on} */
    protected abstract Map<String, String> configuration();

    /** {@return keys of the configuration whose values nobody chose: an existing object may have others} */
    protected Set<String> unasked() {
        return Set.of();
    }

    /** Fills the body of a new segment, of zeros, before anyone can see it. */
    protected void initialize(final Segment segment) {}

    /**
     * A handle. Its configuration has been checked, unless an existing one was adopted.
     *
     * @param segment open, and the handle's from now on.
     * @return the handle.
     * @throws io.tandem.segment.IncompatibleException if its body isn't what its kind and configuration say.
     */
    protected abstract T handle(Segment segment);

    @Override
    public final B name(final String newName) {
        name = Objects.requireNonNull(newName, "the name");
        return self();
    }

    @Override
    public final B domain(final Domain newDomain) {
        domain = Objects.requireNonNull(newDomain, "the domain");
        return self();
    }

    @Override
    public final B adoptExisting() {
        adoptExisting = true;
        return self();
    }

    @Override
    public final B memory(final MemoryOption... options) {
        memory = Set.copyOf(Arrays.asList(options));
        return self();
    }

    @Override
    public final T create() {
        return handleOf(Segment.create(domainOrCurrent(), spec()));
    }

    @Override
    public final T open() {
        requireName("open()");
        return handleOf(Segment.open(domainOrCurrent(), spec()));
    }

    @Override
    public final T openOrCreate() {
        requireName("openOrCreate()");
        return handleOf(Segment.openOrCreate(domainOrCurrent(), spec()));
    }

    private Domain domainOrCurrent() {
        final Domain chosen = domain;
        return chosen == null ? Domain.current() : chosen;
    }

    private void requireName(final String call) {
        if (name == null) {
            throw new IllegalStateException(call + " needs a name. Give one by name(...), or use create().");
        }
    }

    private SegmentSpec spec() {
        return new SegmentSpec(
                kind(), name, bodyLength(), configuration(), unasked(), adoptExisting, memory, this::initialize);
    }

    private T handleOf(final Segment segment) {
        try {
            return handle(segment);
        } catch (final Throwable t) {
            segment.close();
            throw t;
        }
    }
}

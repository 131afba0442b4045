package io.tandem.segment;

import java.util.Optional;

/**
 * A handle of something that several processes share. Closing lets go of this handle alone: a named object stays until it
 * is deleted, one without a name goes with its last holder. A process that dies lets go of all its handles.
 *
 * <p>A handle may be closed by any thread while others use it: what they call then, and what they wait in, throws
 * {@link IllegalStateException}; raw layers answer by a result.
 */
public interface SharedObject extends AutoCloseable {
    /** {@return the name it is found by, or empty if it has none} */
    Optional<String> name();

    /** {@return the domain it lives in} */
    Domain domain();

    /** {@return whether this handle was closed} */
    boolean isClosed();

    /** Lets go of this handle. Does nothing the second time. */
    @Override
    void close();
}

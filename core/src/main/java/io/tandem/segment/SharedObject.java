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

    /**
     * Options that objects have in common; those of one kind have their own besides. For one thread.
     *
     * @param <T> what is built.
     * @param <B> the builder itself.
     */
    interface Builder<T extends SharedObject, B extends Builder<T, B>> {
        /**
         * The name it is found by. A domain has one set of names for all kinds: a queue and a lock can't have the same.
         *
         * @param name 1 to 200 ASCII letters, digits, {@code .}, {@code _}, {@code -}, starting with a letter, a digit or {@code _}.
         * @return this.
         */
        B name(String name);

        /**
         * The domain it lives in. Default: the current one.
         *
         * @param domain any.
         * @return this.
         */
        B domain(Domain domain);

        /**
         * Takes an existing object's configuration as it is; its kind and the types of what it holds must match all the same.
         *
         * @return this.
         */
        B adoptExisting();

        /**
         * How its memory is provided in this process, when it is made or opened. Default: pages come as they are used.
         *
         * @param options all of them, in any order; those of an earlier call are forgotten.
         * @return this.
         */
        B memory(MemoryOption... options);

        /**
         * Creates.
         *
         * @return a handle.
         * @throws ObjectExistsException if the name is taken.
         * @throws OutOfSpaceException   if there is no room for its memory.
         */
        T create();

        /**
         * Opens.
         *
         * @return a handle.
         * @throws ObjectNotFoundException if there is no such name.
         * @throws IncompatibleException   if the object there isn't as asked; defaults count as asked, unless
         *     {@link #adoptExisting()}.
         */
        T open();

        /**
         * Opens, or creates: of many that race, exactly one creates.
         *
         * @return a handle.
         * @throws IncompatibleException if the object there isn't as asked.
         * @throws OutOfSpaceException   if there is no room for its memory.
         */
        T openOrCreate();
    }
}

package io.tandem.segment;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.internal.DomainAccess;
import io.tandem.segment.internal.DomainOpening;
import io.tandem.segment.internal.DomainPlace;
import io.tandem.segment.internal.DomainState;
import io.tandem.segment.internal.NameRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of shared objects, and the processes that use them.
 *
 * <p>Processes that use the same directory find each other's objects by name. By default there is one domain per user,
 * {@code /dev/shm/tandem-<uid>}, which nobody else can enter; the system property {@code tandem.dir} or the environment
 * variable {@code TANDEM_DIR} choose another one, {@link #at} opens a given one, and {@link #builder} one that several users
 * share. Children inherit the domain of their parent.
 *
 * <p>Opening a domain refuses, with an {@link IncompatibleException}, a directory that belongs to somebody who isn't allowed,
 * that others could change, that is a symbolic link, or that holds something else. When a process uses a domain for the first
 * time, it removes what processes that are dead left there; a process that lives, stopped or not, loses nothing by that.
 *
 * <p>The directory of a domain that is in use should stay. If others remove it, what was opened before can be used and closed;
 * something new is refused by an instance from before, and needs one that was asked for after that. A process that dies then is
 * seen as dead by its parent and by whoever was in touch with it before; others find no proof, and take it for living.
 *
 * <p>Safe for threads, and usable from any number of processes at once. A process that dies at any instant, in the middle of
 * any operation here, harms nobody.
 */
public final class Domain {
    private static final Map<Path, Domain> OPEN = new HashMap<>();
    private static @Nullable Domain current;

    static {
        DomainState.bridge(domain -> domain.state, Domain::new);
    }

    private final DomainState state;

    private Domain(final DomainState state) {
        this.state = state;
    }

    /**
     * The domain of this process: where the system property {@code tandem.dir} says, or the environment variable
     * {@code TANDEM_DIR}, or {@code /dev/shm/tandem-<uid>}; where there is no {@code /dev/shm}, in the temporary directory,
     * with a warning. Chosen at the first call; if others remove the directory, it is made anew at the next one.
     *
     * @return the domain.
     * @throws IncompatibleException if that directory can't be used.
     */
    public static Domain current() {
        synchronized (OPEN) {
            Domain chosen = current;
            if (chosen == null) {
                chosen = open(DomainPlace.choose(), DomainPlace.access());
            } else if (!chosen.state.isStillThere()) {
                chosen = open(chosen.directory(), chosen.state.access());
            }
            current = chosen;
            return chosen;
        }
    }

    /**
     * The domain in a directory, which is created if it isn't there. Its parent must exist.
     *
     * @param directory of the domain.
     * @return the domain; the same instance for the same directory.
     * @throws IncompatibleException   if the directory can't be used.
     * @throws ObjectNotFoundException if the directory in which it is to be can't be reached.
     * @throws IllegalStateException   if this process has opened it with other options.
     */
    public static Domain at(final Path directory) {
        return open(directory, DomainAccess.PRIVATE);
    }

    /**
     * A domain with options.
     *
     * @param directory of the domain, which is created if it isn't there.
     * @return a builder.
     */
    public static Builder builder(final Path directory) {
        return new Builder(directory);
    }

    private static Domain open(final Path directory, final DomainAccess access) {
        synchronized (OPEN) {
            final Path path = canonical(directory);
            final Domain open = OPEN.get(path);
            if (open != null && open.state.isStillThere()) {
                open.state.requireSameAccess(access);
                return open;
            }
            OPEN.entrySet().removeIf(entry -> !entry.getValue().state.isStillThere());
            final Domain domain = new Domain(DomainOpening.open(path, access));
            OPEN.put(path, domain);
            return domain;
        }
    }

    /** Links above the directory are followed; the directory itself must not be one. */
    private static Path canonical(final Path directory) {
        final Path absolute = directory.toAbsolutePath().normalize();
        final Path parent = absolute.getParent();
        final Path name = absolute.getFileName();
        if (parent == null || name == null) {
            throw new IncompatibleException("The root directory can't be a domain. Use a directory of its own.");
        }
        try {
            return parent.toRealPath().resolve(name);
        } catch (final IOException e) {
            throw new ObjectNotFoundException(
                    "The directory " + parent + ", in which the domain " + name
                            + " was to be, can't be reached. Create it, or use another place.",
                    e);
        }
    }

    /** {@return where its files are} */
    public Path directory() {
        return state.directory();
    }

    /**
     * Removes what dead processes left: their process files, what they were making, and objects without a name that neither a
     * live process nor a message that can still be received refers to. Done by itself whenever a process uses the domain for
     * the first time and after a child's death.
     *
     * @return how many files were removed just now.
     */
    public int sweep() {
        return state.sweep();
    }

    /**
     * The names of the objects in this domain, whatever their kind.
     *
     * @return the names, sorted; a snapshot.
     */
    public List<String> names() {
        return OperatingSystem.current().list(state.names()).stream()
                .filter(NameRules::isValid)
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "Domain[" + directory() + "]";
    }

    /** Options of a domain. Not safe for threads. */
    public static final class Builder {
        private final Path directory;
        private final Set<Integer> users = new HashSet<>();
        private boolean group;

        private Builder(final Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /**
         * Opens directories (mode 2770) and files (mode 0660) to the group of the directory, which a directory made here
         * takes from its parent or its creator. All who use the domain must say so.
         *
         * @return this builder.
         */
        public Builder group() {
            group = true;
            return this;
        }

        /**
         * Accepts files of other users besides this process's own; files of anybody else are refused.
         *
         * @param userIds of those users.
         * @return this builder.
         */
        public Builder allowUsers(final int... userIds) {
            for (final int userId : userIds) {
                users.add(userId);
            }
            return this;
        }

        /**
         * Opens the domain, and creates it if it isn't there.
         *
         * @return the domain; the same instance for the same directory.
         * @throws IncompatibleException   if the directory can't be used.
         * @throws ObjectNotFoundException if the directory in which it is to be can't be reached.
         * @throws IllegalStateException   if this process has opened it with other options.
         */
        public Domain open() {
            return Domain.open(directory, new DomainAccess(group, users));
        }
    }
}

package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.FileStatus;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/** What stands behind a {@link Domain}: its paths, its counters, and this process's place in it. */
public final class DomainState {
    static final String DOMAIN_FILE = "domain";
    static final String PROCESSES = "processes";
    static final String OBJECTS = "objects";
    static final String NAMES = "names";
    static final String TEMPORARY = "temporary";

    private static volatile @Nullable Function<Domain, DomainState> stateOf;
    private static volatile @Nullable Function<DomainState, Domain> domainOf;

    private final Path directory;
    /** As which the domain file was mapped: while it is, no other file can have its number. */
    private final FileStatus identity;

    private final Path processes;
    private final Path objects;
    private final Path names;
    private final Path temporary;
    private final DomainAccess access;
    private final AtomicBuffer file;
    private final long incarnation;
    private final String propertyKey;
    private final ProcessRegistry registry;

    DomainState(final Path directory, final FileStatus identity, final DomainAccess access, final AtomicBuffer file) {
        this(directory, identity, access, file, 0);
    }

    private DomainState(
            final Path directory,
            final FileStatus identity,
            final DomainAccess access,
            final AtomicBuffer file,
            final int impersonated) {
        this.directory = directory;
        this.identity = identity;
        this.processes = directory.resolve(PROCESSES);
        this.objects = directory.resolve(OBJECTS);
        this.names = directory.resolve(NAMES);
        this.temporary = directory.resolve(TEMPORARY);
        this.access = access;
        this.file = file;
        this.incarnation = file.getLong(DomainDescriptor.INCARNATION_OFFSET);
        this.propertyKey = "io.tandem.process." + Long.toHexString(incarnation);
        this.registry = new ProcessRegistry(this, impersonated);
    }

    /** Set by {@link Domain} before there is an instance of it. */
    public static void bridge(
            final Function<Domain, DomainState> toState, final Function<DomainState, Domain> toDomain) {
        stateOf = toState;
        domainOf = toDomain;
    }

    /** The state of a domain. */
    public static DomainState of(final Domain domain) {
        return Objects.requireNonNull(stateOf, "set by Domain").apply(domain);
    }

    /**
     * For tests: the same domain as another process sees it, which has a number that was reserved, and lives as long as
     * its {@link ProcessRegistry.ChildNumber} is open. So a process can die inside one JVM.
     */
    public static Domain impersonate(final Domain domain, final int number) {
        final DomainState real = of(domain);
        return Objects.requireNonNull(domainOf, "set by Domain")
                .apply(new DomainState(real.directory, real.identity, real.access, real.file, number));
    }

    /** Whether this domain still stands there: others may have removed its directory, and made it anew. */
    public boolean isStillThere() {
        return identity.isSameFile(OperatingSystem.current().status(directory.resolve(DOMAIN_FILE)));
    }

    /** Throws TandemException if it doesn't. Looked at where something is about to be made, which counts by numbers of this domain. */
    void requireStillThere() {
        if (!isStillThere()) {
            throw new TandemException(
                    "The domain " + directory + " that this process opened is gone: its directory was removed"
                            + (OperatingSystem.current().status(directory.resolve(DOMAIN_FILE)) == null
                                    ? ""
                                    : ", and another domain was made in its place")
                            + ". What was opened before can be used and closed. For something new, ask for the domain again"
                            + " (Domain.at, Domain.current), and find out who removes the directory of a domain in use.");
        }
    }

    /** Throws IllegalStateException if it was opened with other options. */
    public void requireSameAccess(final DomainAccess wanted) {
        if (!access.equals(wanted)) {
            throw new IllegalStateException("The domain " + directory + " is open as " + access + ", and " + wanted
                    + " was asked for. Open it with the same options everywhere in a process.");
        }
    }

    public Path directory() {
        return directory;
    }

    public DomainAccess access() {
        return access;
    }

    public ProcessRegistry registry() {
        return registry;
    }

    /** Random; tells a domain from another one that stood in the same directory before. */
    public long incarnation() {
        return incarnation;
    }

    /** Of the system property in which all copies of the library in this JVM find its number. */
    String propertyKey() {
        return propertyKey;
    }

    Path processes() {
        return processes;
    }

    Path process(final int number) {
        return processes.resolve(Integer.toString(number));
    }

    Path objects() {
        return objects;
    }

    Path object(final long id) {
        return objects.resolve(Long.toString(id));
    }

    public Path names() {
        return names;
    }

    Path named(final String name) {
        return names.resolve(name);
    }

    Path temporary() {
        return temporary;
    }

    Path temporaryObject(final int creator, final long id) {
        return temporary.resolve(creator + "-" + id);
    }

    /** Names its maker, so that nobody takes it for left behind while the maker is about to lock it. */
    Path temporaryProcess(final int number) {
        final ProcessIdentity maker = ProcessIdentity.own();
        return temporary.resolve(
                Sweep.PROCESS_PREFIX + number + "-" + maker.pid() + "-" + maker.startTime() + "-" + maker.namespace());
    }

    /** Removes what the dead left. Returns how many files that were. */
    public int sweep() {
        return Sweep.of(this).run();
    }

    int nextProcessNumber() {
        return (int) next(DomainDescriptor.NEXT_PROCESS_OFFSET, "process numbers");
    }

    long nextObjectId() {
        return next(DomainDescriptor.NEXT_OBJECT_OFFSET, "object ids");
    }

    /** Whether a number was ever given out; whatever else stands in shared memory is garbage. */
    boolean isGivenOut(final int processNumber) {
        return processNumber > 0 && processNumber < file.getLongVolatile(DomainDescriptor.NEXT_PROCESS_OFFSET);
    }

    private long next(final int offset, final String what) {
        final long value = file.getAndAddLong(offset, 1);
        if (value < 1 || value > Layouts.MAX_ID) {
            file.getAndAddLong(offset, -1);
            throw new TandemException(
                    "The domain " + directory + " has given out all its " + Layouts.MAX_ID + " " + what
                            + " (the counter stands at " + value
                            + "). End the processes that use it and remove the directory, or use another one.");
        }
        return value;
    }
}

package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.OperatingSystem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where this process's own domain is, and how its children find the same one. */
public final class DomainPlace {
    /** System property: the directory. */
    public static final String DIRECTORY_PROPERTY = "tandem.dir";
    /** System property: user ids, separated by commas, whose files are accepted; its presence means group mode. */
    public static final String USERS_PROPERTY = "tandem.users";

    private static final String DIRECTORY_VARIABLE = "TANDEM_DIR";
    private static final String USERS_VARIABLE = "TANDEM_USERS";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final System.Logger LOGGER = System.getLogger(DomainPlace.class.getName());

    private DomainPlace() {}

    /** The directory of {@link io.tandem.segment.Domain#current()}. */
    public static Path choose() {
        final String given = setting(DIRECTORY_PROPERTY, DIRECTORY_VARIABLE);
        if (given != null) {
            return Path.of(given);
        }
        final OperatingSystem system = OperatingSystem.current();
        final FileStatus shared = system.status(SHARED_MEMORY);
        final String name = "tandem-" + system.userId();
        if (shared != null) {
            return SHARED_MEMORY.resolve(name);
        }
        final Path fallback = Path.of(System.getProperty("java.io.tmpdir")).resolve(name);
        LOGGER.log(
                Level.WARNING,
                "There is no {0}, so shared objects are kept in {1}, which may be slower and may survive a restart."
                        + " Mount a tmpfs there, or choose a directory with -Dtandem.dir or TANDEM_DIR.",
                SHARED_MEMORY,
                fallback);
        return fallback;
    }

    /** Who may use {@link io.tandem.segment.Domain#current()}. */
    public static DomainAccess access() {
        final String users = setting(USERS_PROPERTY, USERS_VARIABLE);
        return users == null ? DomainAccess.PRIVATE : new DomainAccess(true, parse(users));
    }

    /** System properties that make a domain the {@link io.tandem.segment.Domain#current()} of a child. */
    public static Map<String, String> propertiesFor(final DomainState state) {
        final Map<String, String> properties = new HashMap<>();
        properties.put(DIRECTORY_PROPERTY, state.directory().toString());
        if (state.access().group()) {
            properties.put(
                    USERS_PROPERTY,
                    state.access().allowedUsers().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return properties;
    }

    private static @Nullable String setting(final String property, final String variable) {
        final String value = System.getProperty(property, System.getenv(variable));
        return value == null || (value.isEmpty() && property.equals(DIRECTORY_PROPERTY)) ? null : value;
    }

    private static Set<Integer> parse(final String users) {
        try {
            return Arrays.stream(users.split(","))
                    .map(String::trim)
                    .filter(user -> !user.isEmpty())
                    .map(Integer::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "tandem.users (TANDEM_USERS) is \"" + users + "\": give user ids, separated by commas.", e);
        }
    }
}

package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in messages which call deletes an object: the type that users know it by isn't always the one they asked for. */
final class Deletion {
    private static final String TYPE_KEY = "type";

    /** What the configuration of a value or an array of primitives says; any other type is a record's. */
    private static final Set<String> PRIMITIVES =
            Set.of("long", "int", "double", "float", "boolean", "short", "byte", "char");

    private Deletion() {}

    /**
     * The remedy, to stand within a sentence.
     *
     * @param kind          of the object, or null if this version doesn't know it.
     * @param name          of it, or null.
     * @param configuration it was created with.
     * @param domain        directory of its domain.
     * @return for example {@code delete it by SharedLock.delete("x")}.
     */
    static String describe(
            final @Nullable ObjectKind kind,
            final @Nullable String name,
            final Map<String, String> configuration,
            final Path domain) {
        final String type = kind == null ? null : type(kind, configuration.getOrDefault(TYPE_KEY, ""));
        if (type == null) {
            return "delete it by the version of Tandem that made it";
        }
        if (name == null) {
            return "close it";
        }
        return "delete it by " + type + ".delete(" + (isCurrent(domain) ? "" : "domain, ") + "\"" + name + "\")";
    }

    /** The simple name of the public type, or null if there is none. */
    private static @Nullable String type(final ObjectKind kind, final String of) {
        return switch (kind) {
            case BOOTSTRAP, PAYLOAD, LEASE -> null;
            case PIPE -> "SharedPipe";
            case QUEUE -> "SharedQueue";
            case LOCK -> "SharedLock";
            case READ_WRITE_LOCK -> "SharedReadWriteLock";
            case SEMAPHORE -> "SharedSemaphore";
            case EVENT -> "SharedEvent";
            case BARRIER -> "SharedBarrier";
            case LATCH -> "SharedLatch";
            case VALUE -> "Shared" + face(of);
            case VALUES -> "SharedValues";
            case ARRAY -> "Shared" + face(of) + "Array";
            case MEMORY -> "SharedMemory";
            case LIST -> "SharedList";
        };
    }

    private static String face(final String type) {
        return PRIMITIVES.contains(type) ? Character.toUpperCase(type.charAt(0)) + type.substring(1) : "Record";
    }

    /** Whether the call may go without a domain. The current one isn't opened for the sake of a message. */
    private static boolean isCurrent(final Path domain) {
        final OperatingSystem system = OperatingSystem.current();
        final FileStatus current = system.status(DomainPlace.choose());
        return current != null && current.isSameFile(system.status(domain));
    }
}

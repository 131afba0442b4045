package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.IncompatibleException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may use a domain.
 *
 * @param group        whether directories and files are open to their group.
 * @param allowedUsers whose files are accepted besides this process's own.
 */
public record DomainAccess(boolean group, Set<Integer> allowedUsers) {
    /** This user alone. */
    public static final DomainAccess PRIVATE = new DomainAccess(false, Set.of());

    private static final int WRITABLE_BY_GROUP = 0020;
    private static final int WRITABLE_BY_OTHERS = 0002;

    public DomainAccess {
        allowedUsers = Set.copyOf(allowedUsers);
    }

    int directoryMode() {
        return group ? 02770 : 0700;
    }

    int fileMode() {
        return group ? 0660 : 0600;
    }

    /** Refuses what isn't of the expected sort, or could have been put there or changed by somebody who isn't allowed. */
    void check(final Path path, final FileStatus status, final FileStatus.Kind expected) {
        if (status.kind() != expected) {
            throw new IncompatibleException("A " + word(expected) + " was expected at " + path + ", and a "
                    + word(status.kind()) + " stands there. Remove it, or use another domain directory.");
        }
        final int self = OperatingSystem.current().userId();
        if (status.userId() != self && !allowedUsers.contains(status.userId())) {
            throw new IncompatibleException("The " + word(expected) + " " + path + " belongs to user " + status.userId()
                    + ", and only files of " + users(self)
                    + " are accepted. Use another domain directory, or allow that user when the domain is opened.");
        }
        final int forbidden = WRITABLE_BY_OTHERS | (group ? 0 : WRITABLE_BY_GROUP);
        if ((status.permissions() & forbidden) != 0) {
            throw new IncompatibleException("The " + word(expected) + " " + path + " has mode "
                    + Integer.toOctalString(status.permissions())
                    + ", so users who aren't allowed can change it; at most "
                    + Integer.toOctalString(expected == FileStatus.Kind.DIRECTORY ? directoryMode() : fileMode())
                    + " is accepted. Change the mode, or use another domain directory.");
        }
    }

    private String users(final int self) {
        return allowedUsers.isEmpty()
                ? "user " + self
                : "users " + self + ", "
                        + allowedUsers.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String word(final FileStatus.Kind kind) {
        return switch (kind) {
            case FILE -> "file";
            case DIRECTORY -> "directory";
            case LINK -> "symbolic link";
            case OTHER -> "device, socket or pipe";
        };
    }
}

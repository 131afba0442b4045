package io.tandem.os;

import io.tandem.TandemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A call to the operating system that failed: which call, on what, with which errno, and what can be done. */
public final class OperatingSystemException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final @Nullable String path;
    private final int errno;
    private final String errnoName;
    private final String remedy;

    /**
     * Creates an exception.
     *
     * @param call      that failed, such as {@code "openat"}.
     * @param path      it was made on, or null.
     * @param errno     the number, or 0 where the JDK doesn't tell.
     * @param errnoName such as {@code "ENOSPC"}, or the JDK's own words.
     * @param remedy    what to do about it.
     * @param cause     the JDK's exception, or null.
     */
    public OperatingSystemException(
            final String call,
            final @Nullable Path path,
            final int errno,
            final String errnoName,
            final String remedy,
            final @Nullable Throwable cause) {
        super(call + (path == null ? "" : " " + path) + ": " + errnoName + ". " + remedy, cause);
        this.call = call;
        this.path = path == null ? null : path.toString();
        this.errno = errno;
        this.errnoName = errnoName;
        this.remedy = remedy;
    }

    /** {@return the call that failed} */
    public String call() {
        return call;
    }

    /** {@return the path it was made on, or null} */
    public @Nullable String path() {
        return path;
    }

    /** {@return the error number, or 0 where the JDK doesn't tell} */
    public int errno() {
        return errno;
    }

    /** {@return the error's name} */
    public String errnoName() {
        return errnoName;
    }

    /** {@return whether the same call may succeed later: it lacked what somebody else may give back, or was cut short} */
    public boolean mayPass() {
        return switch (errno) {
            case Errno.EINTR,
                    Errno.EIO,
                    Errno.EAGAIN,
                    Errno.ENOMEM,
                    Errno.EBUSY,
                    Errno.ENFILE,
                    Errno.EMFILE,
                    Errno.ENOSPC,
                    Errno.ENOLCK,
                    Errno.EDQUOT -> true;
            default -> false;
        };
    }

    /** {@return what can be done about it} */
    public String remedy() {
        return remedy;
    }
}

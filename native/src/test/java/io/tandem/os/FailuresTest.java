package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final Path PATH = Path.of("/some/file");

    @ParameterizedTest
    @CsvSource({
        "openat, 24, EMFILE, ulimit -n",
        "openat, 23, ENFILE, fs.file-max",
        "openat, 40, ELOOP, symbolic link",
        "openat, 13, EACCES, owner and mode",
        "openat, 30, EROFS, -Dtandem.dir",
        "posix_spawn, 11, EAGAIN, pids limit",
        "posix_spawn, 12, ENOMEM, container's limit",
        "mlock of 5 bytes, 12, ENOMEM, ulimit -l",
        "mlock of 5 bytes, 1, EPERM, CAP_IPC_LOCK",
        "mmap, 12, ENOMEM, vm.max_map_count",
        "posix_fallocate, 28, ENOSPC, --shm-size",
        "epoll_ctl(ADD), 28, ENOSPC, max_user_watches",
        "pidfd_open, 38, ENOSYS, Linux 5.4",
        "pidfd_open, 1, EPERM, seccomp",
        "pidfd_send_signal(9), 1, EPERM, another user",
        "futex(FUTEX_WAIT), 14, EFAULT, released",
        "futex_waitv, 133, errno 133, manual page of futex_waitv"
    })
    void shouldNameErrorAndRemedyWhenACallFails(
            final String call, final int errno, final String name, final String remedy) {
        final OperatingSystemException failure = Failures.of(call, PATH, errno);

        assertThat(failure).hasMessageStartingWith(call + " /some/file: " + name + ". ");
        assertThat(failure).hasMessageContaining(remedy);
        assertThat(failure.errno()).isEqualTo(errno);
        assertThat(failure.errnoName()).isEqualTo(name);
        assertThat(failure.call()).isEqualTo(call);
        assertThat(failure.path()).isEqualTo("/some/file");
        assertThat(failure.remedy()).contains(remedy);
    }

    @Test
    void shouldFindTheErrorNumberWhenTheJdkTellsAnExceptionOrWords() {
        assertThat(errno(new NoSuchFileException("x"))).isEqualTo(Errno.ENOENT);
        assertThat(errno(new AccessDeniedException("x"))).isEqualTo(Errno.EACCES);
        assertThat(errno(new FileSystemException("x", null, "Too many open files")))
                .isEqualTo(Errno.EMFILE);
        assertThat(errno(new FileSystemException("x", null, "Too many open files in system")))
                .isEqualTo(Errno.ENFILE);
        assertThat(errno(new IOException("No space left on device"))).isEqualTo(Errno.ENOSPC);
        assertThat(errno(new IOException("Map failed", new OutOfMemoryError("Map failed"))))
                .isEqualTo(Errno.ENOMEM);
    }

    @Test
    void shouldPassOnTheJdksWordsWhenTheyTellNoNumber() {
        final IOException cause = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");

        final OperatingSystemException failure = Failures.of("write", PATH, cause);

        assertThat(failure.errno()).isZero();
        assertThat(failure).hasMessageContaining("kein Speicherplatz").hasCause(cause);
    }

    private static int errno(final IOException failure) {
        return Failures.of("call", PATH, failure).errno();
    }
}

package io.tandem.segment.internal;

import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What tells this process from every other one, before and after it.
 *
 * @param namespace inode of its pid namespace, or 0 if the kernel doesn't say.
 * @param boot      of the machine; all zero if the kernel doesn't say.
 * @param pid       in its namespace.
 * @param startTime in clock ticks since the boot; 0 if the kernel doesn't say.
 * @param token     random.
 */
record ProcessIdentity(long namespace, UUID boot, int pid, long startTime, long token) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final int STATE_FIELD = 3;
    private static final int START_TIME_FIELD = 22;

    private static volatile @Nullable ProcessIdentity own;

    /** Looked up once. */
    static ProcessIdentity own() {
        ProcessIdentity identity = own;
        if (identity == null) {
            final int pid = (int) ProcessHandle.current().pid();
            identity = new ProcessIdentity(
                    namespaceInode(),
                    bootId(),
                    pid,
                    startTimeOf(pid),
                    ThreadLocalRandom.current().nextLong() ^ System.nanoTime() ^ (long) pid << 32);
            own = identity;
        }
        return identity;
    }

    /** When a process started; 0 if there is none. */
    static long startTimeOf(final int pid) {
        final String[] fields = stat(pid);
        return fields == null ? 0 : Long.parseLong(fields[START_TIME_FIELD - STATE_FIELD]);
    }

    /** Whether exactly this process runs, in this namespace: a zombie doesn't. */
    static boolean runs(final int pid, final long startTime) {
        final String[] fields = stat(pid);
        if (fields == null || "Z".equals(fields[0]) || "X".equals(fields[0])) {
            return false;
        }
        return startTime == 0 || startTime == Long.parseLong(fields[START_TIME_FIELD - STATE_FIELD]);
    }

    /** Fields from the state on; the name before it may contain anything. */
    private static String @Nullable [] stat(final int pid) {
        final String text = OperatingSystem.current().readText(Path.of("/proc", Integer.toString(pid), "stat"));
        if (text == null || text.isEmpty()) {
            return null;
        }
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    private static long namespaceInode() {
        final String link = OperatingSystem.current().readLink(PID_NAMESPACE);
        if (link == null) {
            return 0;
        }
        final int start = link.indexOf('[');
        final int end = link.indexOf(']');
        return start < 0 || end < start ? 0 : Long.parseLong(link, start + 1, end, 10);
    }

    private static UUID bootId() {
        final String text = OperatingSystem.current().readText(BOOT_ID);
        return text == null ? new UUID(0, 0) : UUID.fromString(text.trim());
    }
}

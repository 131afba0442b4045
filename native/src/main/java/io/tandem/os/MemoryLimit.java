package io.tandem.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The memory limit of the control group that this process lives in. Pages of files on tmpfs count towards it. */
final class MemoryLimit {
    /** Version 1 says "no limit" by a number near 2^63. */
    private static final long UNLIMITED = 1L << 60;

    private MemoryLimit() {}

    /** {@return the bytes until the limit, caches that can be given up included; empty if there is none} */
    static OptionalLong free() {
        return free(Path.of("/sys/fs/cgroup"), FileCalls.readText(Path.of("/proc/self/cgroup")));
    }

    /** The tightest limit on the way from our group to the root. */
    static OptionalLong free(final Path root, final @Nullable String groups) {
        long tightest = Long.MAX_VALUE;
        if (groups != null) {
            for (final String line : groups.split("\n", -1)) {
                final String[] parts = line.split(":", 3);
                if (parts.length < 3 || !parts[2].startsWith("/")) {
                    continue;
                }
                if (parts[1].isEmpty()) {
                    tightest = Math.min(tightest, tightest(root, parts[2], "memory.max", "memory.current"));
                } else if (("," + parts[1] + ",").contains(",memory,")) {
                    tightest = Math.min(
                            tightest,
                            tightest(
                                    root.resolve("memory"),
                                    parts[2],
                                    "memory.limit_in_bytes",
                                    "memory.usage_in_bytes"));
                }
            }
        }
        return tightest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(tightest);
    }

    /** Whether the file lies in memory: its blocks are pages. */
    static boolean isInMemory(final Path path) {
        try {
            final Path directory = path.toAbsolutePath().getParent();
            final String type =
                    Files.getFileStore(directory == null ? path : directory).type();
            return type.equals("tmpfs") || type.equals("ramfs") || type.equals("hugetlbfs");
        } catch (final IOException unknown) {
            return path.startsWith("/dev/shm"); // some containers hide the mount table
        }
    }

    private static long tightest(final Path root, final String group, final String limitName, final String usageName) {
        long tightest = Long.MAX_VALUE;
        @Nullable Path directory = root.resolve(group.substring(1)).normalize();
        // In a container the path of the host may be shown, of which only the end is mounted: the root serves then.
        while (directory != null && directory.startsWith(root)) {
            final Long limit = number(directory.resolve(limitName));
            final Long usage = number(directory.resolve(usageName));
            if (limit != null && usage != null && limit < UNLIMITED) {
                tightest = Math.min(tightest, limit - usage + reclaimable(directory.resolve("memory.stat")));
            }
            directory = directory.getParent();
        }
        return tightest;
    }

    private static @Nullable Long number(final Path file) {
        final String text = readable(file);
        return text == null || !text.strip().matches("[0-9]{1,19}") ? null : parse(text.strip());
    }

    private static Long parse(final String digits) {
        try {
            return Long.parseLong(digits);
        } catch (final NumberFormatException beyond) {
            return Long.MAX_VALUE;
        }
    }

    /** Page cache of files on disks: the kernel drops it before it refuses memory. */
    private static long reclaimable(final Path stat) {
        long sum = 0;
        final String text = readable(stat);
        if (text != null) {
            for (final String line : text.split("\n", -1)) {
                if (line.startsWith("inactive_file ") || line.startsWith("active_file ")) {
                    sum += Long.parseLong(line.substring(line.indexOf(' ') + 1).strip());
                }
            }
        }
        return sum;
    }

    /** An unreadable limit is no limit: this is advice ahead of the kernel's own answer. */
    private static @Nullable String readable(final Path file) {
        return Files.isReadable(file) ? FileCalls.readText(file) : null;
    }
}

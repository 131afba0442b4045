package io.tandem.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to start and how. Exactly the named descriptors are inherited, under the numbers they are mapped to; the child
 * starts with a clean signal mask and default dispositions.
 *
 * @param arguments    the program's full path first; it is not looked up in PATH.
 * @param environment  all of it.
 * @param directory    to start in, or null for this process's own.
 * @param descriptors  child descriptor number to descriptor of this process; 0, 1 and 2 should be among them.
 * @param processGroup whether it leads a process group of its own.
 * @param affinity     the processors it may run on, or null for those of the calling thread.
 */
public record SpawnRequest(
        List<String> arguments,
        Map<String, String> environment,
        @Nullable Path directory,
        Map<Integer, Integer> descriptors,
        boolean processGroup,
        @Nullable CpuSet affinity) {}

package io.tandem.process.internal;

import io.tandem.process.StandardStream;
import io.tandem.segment.Domain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of one start, checked as far as they can be before it. Lists and maps are copies. */
record ChildOptions(
        @Nullable String name,
        boolean daemon,
        @Nullable Domain domain,
        List<Integer> affinity,
        Map<String, String> environment,
        @Nullable Path directory,
        List<String> jvmOptions,
        List<Path> classPath,
        @Nullable Path javaExecutable,
        boolean processGroup,
        StandardStream standardInput,
        StandardStream standardOutput,
        StandardStream standardError) {}

package io.tandem.process.internal;

import java.util.ArrayList;
import java.util.List;

/** Which of this JVM's options a child gets: all but those that can serve one process alone, or that we set ourselves. */
public final class InheritedOptions {
    private static final List<String> DROPPED_PREFIXES = List.of(
            // debuggers, agents, ports
            "-agentlib:",
            "-agentpath:",
            "-javaagent:",
            "-Xdebug",
            "-Xnoagent",
            "-Xrunjdwp",
            "-Dcom.sun.management.",
            "-XX:+ManagementServer",
            // flight recordings
            "-XX:StartFlightRecording",
            "-XX:FlightRecorderOptions",
            "-XX:+FlightRecorder",
            // class-data archives and ahead-of-time caches, made or used
            "-Xshare:dump",
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedClassListFile",
            "-XX:DumpLoadedClassList",
            "-XX:+RecordDynamicDumpInfo",
            "-XX:AOT",
            // one log file each
            "-Xloggc:",
            "-XX:LogFile=",
            // set anew for each child
            "-Djava.class.path=",
            "--module-path=",
            "-Djdk.module.",
            "-Dtandem.dir=",
            "-Dtandem.users=");

    private static final String ALL_DEFAULT_MODULES = "--add-modules=ALL-DEFAULT";
    private static final String UNIFIED_LOG = "-Xlog:";

    private InheritedOptions() {}

    /**
     * Filters.
     *
     * @param inputArguments of this JVM, those from {@code JAVA_TOOL_OPTIONS} and its like included.
     */
    public static List<String> of(final List<String> inputArguments) {
        final List<String> kept = new ArrayList<>();
        for (final String argument : inputArguments) {
            if (DROPPED_PREFIXES.stream().noneMatch(argument::startsWith)
                    && !argument.equals(ALL_DEFAULT_MODULES)
                    && !logsToOneFile(argument)) {
                kept.add(argument);
            }
        }
        return kept;
    }

    /** {@code -Xlog:what:output:...}; an output with the process id in its name is a file for each. */
    private static boolean logsToOneFile(final String argument) {
        if (!argument.startsWith(UNIFIED_LOG)) {
            return false;
        }
        final String[] parts = argument.substring(UNIFIED_LOG.length()).split(":", -1);
        if (parts.length < 2) {
            return false;
        }
        final String output = parts[1];
        return !output.isEmpty() && !output.equals("stdout") && !output.equals("stderr") && !argument.contains("%p");
    }
}

package io.tandem.bench.harness;

import io.tandem.process.internal.InheritedOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What figures depend on. */
public final class Machine {
    // Before a thread is pinned, which the JVM takes for fewer processors.
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private Machine() {}

    /** {@return whether all threads of a subject can run at once} */
    public static boolean hasRoomFor(final Subject subject) {
        return subject.threads() <= PROCESSORS && subject.placement() != Placement.TOGETHER;
    }

    /** {@return the flags of this JVM that the other one gets too} */
    public static List<String> jvmFlags() {
        return InheritedOptions.of(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** {@return processors, kernel and JDK in one line} */
    public static String describe() {
        return PROCESSORS + " x " + processor() + "; Linux "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + "; "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + "; "
                + String.join(
                        ", ",
                        ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(java.lang.management.MemoryManagerMXBean::getName)
                                .toList());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown processor");
        } catch (final IOException e) {
            return "unknown processor (" + e.getMessage() + ")";
        }
    }
}

package io.tandem.process.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.DomainPlace;
import io.tandem.segment.internal.DomainState;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The command line and the environment of a child. */
final class ChildCommand {
    /** Child descriptor that holds its liveness lock. */
    static final int LOCK_DESCRIPTOR = 3;
    /** Child descriptor whose end of file means that the parent died. */
    static final int PARENT_DESCRIPTOR = 4;

    /** Their contents are among the JVM's input arguments already. */
    private static final List<String> JVM_OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final String NATIVE_MODULE = "com.sun.jna";
    private static final String ALL_UNNAMED = "ALL-UNNAMED";

    private ChildCommand() {}

    static List<String> arguments(
            final ChildOptions options, final Domain domain, final int processNumber, final long bootstrapId) {
        final List<String> arguments = new ArrayList<>();
        arguments.add(javaExecutable(options).toString());
        arguments.addAll(
                InheritedOptions.of(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        arguments.add("--add-exports=java.base/jdk.internal.misc=" + moduleName(UnsafeBuffer.class.getModule()));
        arguments.add("--enable-native-access="
                + (ModuleLayer.boot().findModule(NATIVE_MODULE).isPresent() ? NATIVE_MODULE : ALL_UNNAMED));
        arguments.addAll(NativeLibrary.childOptions());
        DomainPlace.propertiesFor(DomainState.of(domain))
                .forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.addAll(options.jvmOptions());
        addPaths(arguments, options.classPath());
        addMain(arguments);
        arguments.add(String.valueOf(processNumber));
        arguments.add(String.valueOf(bootstrapId));
        arguments.add(String.valueOf(PARENT_DESCRIPTOR));
        arguments.add(String.valueOf(options.daemon()));
        return arguments;
    }

    static Map<String, String> environment(final ChildOptions options) {
        final Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        JVM_OPTION_VARIABLES.forEach(environment::remove);
        environment.putAll(options.environment());
        return environment;
    }

    static Path javaExecutable(final ChildOptions options) {
        final Path given = options.javaExecutable();
        return given == null ? Path.of(System.getProperty("java.home"), "bin", "java") : given;
    }

    private static void addPaths(final List<String> arguments, final List<Path> ownClassPath) {
        final String modulePath = System.getProperty("jdk.module.path", "");
        if (!modulePath.isEmpty()) {
            arguments.add("--module-path=" + absolute(modulePath));
            final Set<String> modules = applicationModules();
            if (!modules.isEmpty()) {
                arguments.add("--add-modules=" + String.join(",", modules));
            }
        }
        final String classPath =
                ownClassPath.isEmpty() ? absolute(System.getProperty("java.class.path", "")) : complete(ownClassPath);
        if (!classPath.isEmpty()) {
            arguments.add("-cp");
            arguments.add(classPath);
        }
    }

    private static void addMain(final List<String> arguments) {
        final Module own = ChildMain.class.getModule();
        if (own.isNamed()) {
            arguments.add("-m");
            arguments.add(own.getName() + "/" + ChildMain.class.getName());
        } else {
            arguments.add(ChildMain.class.getName());
        }
    }

    /** What was resolved from the module path: the child's roots, since its main module needn't know the user's. */
    private static Set<String> applicationModules() {
        final Set<String> names = new TreeSet<>();
        for (final ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            final ModuleReference reference = module.reference();
            final boolean ofJdk = reference
                    .location()
                    .map(URI::getScheme)
                    .filter("jrt"::equals)
                    .isPresent();
            if (!ofJdk) {
                names.add(module.name());
            }
        }
        return names;
    }

    private static String moduleName(final Module module) {
        return module.isNamed() ? module.getName() : ALL_UNNAMED;
    }

    /** The child may start in another directory; an empty entry of a class path means the current one. */
    private static String absolute(final String path) {
        return path.isEmpty()
                ? ""
                : Arrays.stream(path.split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private static String complete(final List<Path> ownClassPath) {
        final Set<String> entries = new LinkedHashSet<>();
        for (final Path entry : ownClassPath) {
            entries.add(entry.toAbsolutePath().toString());
        }
        addLocation(entries, ChildMain.class);
        addLocation(entries, OperatingSystem.class);
        addLocation(entries, UnsafeBuffer.class);
        try {
            addLocation(entries, Class.forName("com.sun.jna.Native", false, OperatingSystem.class.getClassLoader()));
        } catch (final ClassNotFoundException e) {
            throw new IllegalStateException("JNA was used to come here, and can't be found now.", e);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void addLocation(final Set<String> entries, final Class<?> type) {
        final @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        if (type.getModule().isNamed() || source == null || source.getLocation() == null) {
            return; // on the module path, which is given to the child too
        }
        try {
            entries.add(Path.of(source.getLocation().toURI()).toString());
        } catch (final URISyntaxException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "A class path of its own can't be given to the child, since " + type.getName() + " was loaded from "
                            + source.getLocation() + ", which isn't a file. Leave the class path alone.",
                    e);
        }
    }
}

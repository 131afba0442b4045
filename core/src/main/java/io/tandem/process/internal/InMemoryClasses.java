package io.tandem.process.internal;

import io.tandem.segment.NotTransferableException;
import java.util.List;

/** Refuses targets whose class exists nowhere but in this JVM's memory. */
final class InMemoryClasses {
    /** Packages of the class loaders of {@code java Foo.java} and of JShell. */
    private static final List<String> LOADERS = List.of("com.sun.tools.javac.launcher.", "jdk.jshell.");

    private InMemoryClasses() {}

    static void refuse(final Object target) {
        final ClassLoader loader = target.getClass().getClassLoader();
        if (loader == null) {
            return;
        }
        final String loaderName = loader.getClass().getName();
        if (LOADERS.stream().anyMatch(loaderName::startsWith)) {
            throw new NotTransferableException(
                    "The target's class " + target.getClass().getName()
                            + " was compiled in memory (java File.java, or jshell), where a child process can't find it."
                            + " Compile it to a directory first (javac -d out File.java) and run it from there"
                            + " (java -cp out:... File).");
        }
    }
}

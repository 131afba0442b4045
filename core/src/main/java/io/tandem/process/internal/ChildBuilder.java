package io.tandem.process.internal;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import io.tandem.process.StandardStream;
import io.tandem.segment.Domain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects and checks options. */
public final class ChildBuilder implements ChildProcess.Builder {
    private static final int MAX_NAME_LENGTH = 200;

    private @Nullable String name;
    private boolean daemon;
    private @Nullable Domain domain;
    private List<Integer> affinity = List.of();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path directory;
    private final List<String> jvmOptions = new ArrayList<>();
    private List<Path> classPath = List.of();
    private @Nullable Path javaExecutable;
    private boolean processGroup;
    private StandardStream standardInput = StandardStream.empty();
    private StandardStream standardOutput = StandardStream.inherit();
    private StandardStream standardError = StandardStream.relay();

    /** Creates a builder with all options at their defaults. */
    public ChildBuilder() {}

    @Override
    public ChildProcess.Builder name(final String value) {
        if (value.isEmpty() || value.length() > MAX_NAME_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of a child has 1 to " + MAX_NAME_LENGTH
                    + " characters, none of them a control character; this one has " + value.length() + ": "
                    + visible(value));
        }
        name = value;
        return this;
    }

    @Override
    public ChildProcess.Builder daemon(final boolean value) {
        daemon = value;
        return this;
    }

    @Override
    public ChildProcess.Builder domain(final Domain value) {
        domain = Objects.requireNonNull(value, "domain");
        return this;
    }

    @Override
    public ChildProcess.Builder affinity(final int... cpus) {
        if (cpus.length == 0) {
            throw new IllegalArgumentException("A child needs one processor at least; none was given.");
        }
        final List<Integer> copy = new ArrayList<>();
        for (final int cpu : cpus) {
            if (cpu < 0) {
                throw new IllegalArgumentException("Processors are numbered from 0 on; " + cpu + " was given.");
            }
            copy.add(cpu);
        }
        affinity = List.copyOf(copy);
        return this;
    }

    @Override
    public ChildProcess.Builder environment(final String variable, final String value) {
        if (variable.isEmpty() || variable.indexOf('=') >= 0 || variable.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The name of an environment variable is not empty and has neither '=' nor"
                            + " NUL in it; this one is \"" + visible(variable) + "\".");
        }
        refuseNul(value, "The value of the environment variable " + variable);
        environment.put(variable, value);
        return this;
    }

    @Override
    public ChildProcess.Builder directory(final Path value) {
        directory = Objects.requireNonNull(value, "directory");
        return this;
    }

    @Override
    public ChildProcess.Builder jvmOptions(final String... options) {
        for (final String option : options) {
            if (option.isEmpty()) {
                throw new IllegalArgumentException("A JVM option is empty; java would take it for its main class.");
            }
            refuseNul(option, "A JVM option");
        }
        jvmOptions.addAll(List.of(options));
        return this;
    }

    @Override
    public ChildProcess.Builder classPath(final Path... entries) {
        if (entries.length == 0) {
            throw new IllegalArgumentException("A class path needs one entry at least; none was given.");
        }
        classPath = List.of(entries);
        return this;
    }

    @Override
    public ChildProcess.Builder javaExecutable(final Path executable) {
        if (!executable.isAbsolute()) {
            throw new IllegalArgumentException(
                    "The java program must be given by its absolute path; it isn't looked up: " + executable);
        }
        javaExecutable = executable;
        return this;
    }

    @Override
    public ChildProcess.Builder processGroup(final boolean own) {
        processGroup = own;
        return this;
    }

    @Override
    public ChildProcess.Builder standardInput(final StandardStream stream) {
        if (stream.kind() == StandardStream.Kind.RELAY || stream.kind() == StandardStream.Kind.APPEND) {
            throw new IllegalArgumentException("Standard input can be inherit, pipe, file or empty, but not " + stream
                    + ". To feed it from this process, use pipe.");
        }
        standardInput = stream;
        return this;
    }

    @Override
    public ChildProcess.Builder standardOutput(final StandardStream stream) {
        standardOutput = Objects.requireNonNull(stream, "stream");
        return this;
    }

    @Override
    public ChildProcess.Builder standardError(final StandardStream stream) {
        standardError = Objects.requireNonNull(stream, "stream");
        return this;
    }

    @Override
    public ChildProcess start(final RemoteRunnable target) {
        Objects.requireNonNull(
                target,
                "A child was to start with null as its target. Give it what it is to run, as in start(() -> serve(orders)).");
        return ChildLauncher.start(
                new ChildOptions(
                        name,
                        daemon,
                        domain,
                        affinity,
                        Map.copyOf(environment),
                        directory,
                        List.copyOf(jvmOptions),
                        classPath,
                        javaExecutable,
                        processGroup,
                        standardInput,
                        standardOutput,
                        standardError),
                target);
    }

    private static void refuseNul(final String value, final String what) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + " has a NUL character in it, which ends a text for the system: \"" + visible(value) + "\".");
        }
    }

    private static String visible(final String value) {
        final StringBuilder text = new StringBuilder();
        value.chars()
                .limit(MAX_NAME_LENGTH)
                .forEach(c -> text.append(Character.isISOControl(c) ? String.format("\\u%04x", c) : (char) c));
        return text.toString();
    }
}

package io.tandem.process.internal;

import io.tandem.os.OperatingSystem;
import io.tandem.os.PipeDescriptors;
import io.tandem.os.StreamMode;
import io.tandem.process.StandardStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The three standard streams of one child: what it inherits, and this process's ends of it. */
final class ChildStreams {
    private static final Path NULL_DEVICE = Path.of("/dev/null");
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    private final OperatingSystem system;
    private final String childName;
    private final Map<Integer, Integer> inherited = new HashMap<>();
    private final List<StreamRelay> relays = new ArrayList<>();

    private @Nullable OutputStream input;
    private @Nullable InputStream output;
    private @Nullable InputStream error;
    private @Nullable StreamRelay errorRelay;

    private ChildStreams(final OperatingSystem system, final String childName) {
        this.system = system;
        this.childName = childName;
    }

    /**
     * Opens what the options ask for.
     *
     * @param always    gets the actions that close the child's ends in this process.
     * @param onFailure gets the actions that close this process's own.
     */
    static ChildStreams open(
            final OperatingSystem system,
            final String childName,
            final ChildOptions options,
            final Cleanup always,
            final Cleanup onFailure) {
        final ChildStreams streams = new ChildStreams(system, childName);
        onFailure.add(streams::close);
        streams.openInput(options.standardInput(), always);
        streams.output =
                streams.openOutput(OUTPUT, options.standardOutput(), "stdout", () -> System.out, always, onFailure);
        streams.error =
                streams.openOutput(ERROR, options.standardError(), "stderr", () -> System.err, always, onFailure);
        return streams;
    }

    private void openInput(final StandardStream stream, final Cleanup always) {
        switch (stream.kind()) {
            case PIPE -> {
                final PipeDescriptors pipe = pipe(always);
                inherited.put(INPUT, pipe.readEnd());
                input = system.outputStream(pipe.writeEnd());
            }
            case FILE -> inherit(INPUT, system.openStream(stream.file().orElseThrow(), StreamMode.READ), always);
            case EMPTY -> inherit(INPUT, system.openStream(NULL_DEVICE, StreamMode.READ), always);
            case INHERIT -> inherited.put(INPUT, INPUT);
            case RELAY, APPEND -> throw new IllegalArgumentException("Standard input can't be " + stream + ".");
        }
    }

    private @Nullable InputStream openOutput(
            final int number,
            final StandardStream stream,
            final String label,
            final Supplier<PrintStream> sink,
            final Cleanup always,
            final Cleanup onFailure) {
        switch (stream.kind()) {
            case PIPE -> {
                final PipeDescriptors pipe = pipe(always);
                inherited.put(number, pipe.writeEnd());
                return system.inputStream(pipe.readEnd());
            }
            case RELAY -> {
                final PipeDescriptors pipe = pipe(always);
                inherited.put(number, pipe.writeEnd());
                final StreamRelay relay =
                        new StreamRelay("tandem-" + label + "-" + childName, system.inputStream(pipe.readEnd()), sink);
                onFailure.add(relay::close);
                relays.add(relay);
                if (number == ERROR) {
                    errorRelay = relay;
                }
            }
            case FILE -> inherit(number, system.openStream(stream.file().orElseThrow(), StreamMode.REPLACE), always);
            case APPEND -> inherit(number, system.openStream(stream.file().orElseThrow(), StreamMode.APPEND), always);
            case EMPTY -> inherit(number, system.openStream(NULL_DEVICE, StreamMode.APPEND), always);
            case INHERIT -> inherited.put(number, number);
        }
        return null;
    }

    /** Both bare ends are closed after the spawn: the child has its own, and this process a stream. */
    private PipeDescriptors pipe(final Cleanup always) {
        final PipeDescriptors pipe = system.pipe();
        always.add(() -> system.closeDescriptor(pipe.readEnd()));
        always.add(() -> system.closeDescriptor(pipe.writeEnd()));
        return pipe;
    }

    private void inherit(final int number, final int descriptor, final Cleanup always) {
        always.add(() -> system.closeDescriptor(descriptor));
        inherited.put(number, descriptor);
    }

    /** {@return child descriptor to descriptor of this process} */
    Map<Integer, Integer> inherited() {
        return inherited;
    }

    /** Begins to copy. */
    void startRelays() {
        relays.forEach(StreamRelay::start);
    }

    void awaitDrained(final long limitNanos) throws InterruptedException {
        for (final StreamRelay relay : relays) {
            relay.awaitDrained(limitNanos);
        }
    }

    String errorTail() {
        final StreamRelay relay = errorRelay;
        return relay == null ? "" : relay.tail();
    }

    OutputStream input() {
        return required(input, "input", "standardInput");
    }

    InputStream output() {
        return required(output, "output", "standardOutput");
    }

    InputStream error() {
        return required(error, "error", "standardError");
    }

    private <S> S required(final @Nullable S stream, final String label, final String option) {
        if (stream == null) {
            throw new IllegalStateException("The standard " + label + " of child " + childName
                    + " isn't a pipe. Start it with " + option + "(StandardStream.pipe()).");
        }
        return stream;
    }

    /** Closes this process's ends of pipes; relays end by themselves. */
    void close() {
        close(input);
        close(output);
        close(error);
    }

    static void close(final @Nullable AutoCloseable stream) {
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("A pipe to a child can't be closed.", e);
        } catch (final Exception e) {
            throw new IllegalStateException("A pipe to a child can't be closed.", e);
        }
    }
}

package io.tandem.bench;

import io.tandem.bench.harness.Cpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What one suite and all of them take. */
final class MeasuringOptions {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--quick", description = "A first look: less time, larger spreads.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write one object for each row to a file.")
    private @Nullable Path json;

    @Option(
            names = "--pin",
            paramLabel = "A,B",
            split = ",",
            description = "Processors for the measuring threads of the first and the second process.")
    private int @Nullable [] pin;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "Time to measure a suite for, less warm-up. By default what it needs; with --quick a fraction of that.")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "MILLIS",
            description = "Time before that for each family of up to eight subjects. Default: 4000, quick: 1500.")
    private @Nullable Long warmUp;

    @Option(
            names = "--slice",
            paramLabel = "MILLIS",
            defaultValue = "10",
            description = "Length of one slice. Default: ${DEFAULT-VALUE}.")
    private long slice;

    /** Refuses what can't be done, before anything is measured. */
    void check() {
        if (json != null) {
            final Path directory = json.toAbsolutePath().getParent();
            if (directory == null || !Files.isDirectory(directory)) {
                throw refused("--json " + json + ": there is no directory " + directory);
            }
        }
        if (pin != null && pin.length != 2) {
            throw refused("--pin takes two processors, such as --pin 0,1; got " + pin.length + " of them");
        }
        if (pin != null && !Cpus.areThere(pin)) {
            throw refused("--pin " + pin[0] + "," + pin[1] + ": this process may run on " + Cpus.all());
        }
        if (seconds != null && !(seconds > 0) || warmUp != null && warmUp < 0) {
            throw refused("--seconds must be above 0, and --warm-up not below");
        }
        if (slice < 1 || slice > 1000) {
            throw refused("--slice takes 1 to 1000 milliseconds, 5 to 50 are sensible; got " + slice);
        }
    }

    private CommandLine.ParameterException refused(final String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }

    boolean isQuick() {
        return quick;
    }

    Cpus cpus() {
        return pin == null ? Cpus.any() : Cpus.bound(pin[0], pin[1]);
    }

    double seconds(final double ownSeconds) {
        return seconds != null ? seconds : ownSeconds;
    }

    long warmUpMillis() {
        return warmUp != null ? warmUp : quick ? 1500 : 4000;
    }

    long sliceMillis() {
        return slice;
    }

    void writeJson(final String rows) throws IOException {
        if (json != null) {
            Files.writeString(json, rows);
        }
    }

    /** {@return them as they are written, for another command; without the file, which is the caller's} */
    List<String> words() {
        final List<String> words = new ArrayList<>();
        if (quick) {
            words.add("--quick");
        }
        if (pin != null) {
            Collections.addAll(words, "--pin", pin[0] + "," + pin[1]);
        }
        if (seconds != null) {
            Collections.addAll(words, "--seconds", seconds.toString());
        }
        if (warmUp != null) {
            Collections.addAll(words, "--warm-up", warmUp.toString());
        }
        Collections.addAll(words, "--slice", Long.toString(slice));
        return words;
    }
}

package io.tandem.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command behind {@code bench/run}. */
@Command(
        name = "bench/run",
        description = "Measures Tandem against others, in pairs of processes. Without a command: lists what there is.",
        subcommands = {IpcCommand.class, QueueCommand.class},
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs a command and exits: 0 when it ran, 1 when the run broke off, 2 when it was asked wrongly. */
    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(new FailureHandler())
                .execute(arguments));
    }

    @Override
    public void run() {
        final PrintWriter out = spec.commandLine().getOut();
        spec.subcommands()
                .forEach((name, command) -> out.printf(
                        "%-8s %s%n",
                        name,
                        String.join(" ", command.getCommandSpec().usageMessage().description())));
        out.println();
        out.println("bench/run COMMAND --help tells its options.");
        out.flush();
    }
}

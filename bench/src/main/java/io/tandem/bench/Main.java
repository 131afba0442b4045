package io.tandem.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command behind {@code bench/run}. */
@Command(
        name = "bench/run",
        description = "Measures Tandem against others, in pairs of processes. Without a command: lists what there is.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs a command and exits: 0 when it ran, 1 when the run broke off, 2 when it was asked wrongly. */
    public static void main(final String[] arguments) {
        final CommandLine line = new CommandLine(new Main());
        for (final Suites suite : Suites.ALL) {
            final CommandLine command = new CommandLine(new SuiteCommand(suite.suite()));
            command.getCommandSpec().usageMessage().description(suite.description());
            line.addSubcommand(suite.name(), command);
        }
        line.addSubcommand(new AllCommand());
        System.exit(FailureHandler.handling(line).execute(arguments));
    }

    @Override
    public void run() {
        final PrintWriter out = spec.commandLine().getOut();
        spec.subcommands()
                .forEach((name, command) -> out.printf(
                        "%-12s %s%n",
                        name,
                        String.join(" ", command.getCommandSpec().usageMessage().description())));
        out.println();
        out.println("bench/run COMMAND --help tells its options.");
        out.flush();
    }
}

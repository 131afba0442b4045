package io.tandem.bench;

import io.tandem.bench.harness.BenchException;
import java.io.IOException;
import picocli.CommandLine;

/**
 * Says in words what was asked wrongly, or kept a run from going on; a stack trace is for what nobody foresaw. The usage is for
 * those who ask for it.
 */
public final class FailureHandler
        implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    /** {@return a command whose failures are told so} */
    public static CommandLine handling(final CommandLine command) {
        final FailureHandler handler = new FailureHandler();
        return command.setExecutionExceptionHandler(handler).setParameterExceptionHandler(handler);
    }

    @Override
    public int handleParseException(final CommandLine.ParameterException failure, final String[] arguments) {
        final CommandLine command = failure.getCommandLine();
        final String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + words(failure, command) + ". " + name + " --help tells what it takes.");
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String words(final CommandLine.ParameterException failure, final CommandLine command) {
        return failure instanceof final CommandLine.UnmatchedArgumentException unmatched
                        && !command.getSubcommands().isEmpty()
                ? "there is no " + unmatched.getUnmatched().get(0) + "; there are "
                        + String.join(", ", command.getSubcommands().keySet())
                : String.valueOf(failure.getMessage());
    }

    @Override
    public int handleExecutionException(
            final Exception failure, final CommandLine command, final CommandLine.ParseResult parsed) {
        if (failure instanceof BenchException || failure instanceof IOException) {
            command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}

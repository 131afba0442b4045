package io.tandem.bench;

import io.tandem.bench.harness.BenchException;
import java.io.IOException;
import picocli.CommandLine;

/** Says in words what kept a run from going on; a stack trace is for what nobody foresaw. */
public final class FailureHandler implements CommandLine.IExecutionExceptionHandler {
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

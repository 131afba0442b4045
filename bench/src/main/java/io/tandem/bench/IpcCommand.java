package io.tandem.bench;

import io.tandem.bench.ipc.IpcSuite;
import picocli.CommandLine.Command;

/** {@code bench/run ipc}. */
@Command(
        name = "ipc",
        description = "Pipes between two processes: raw and typed, against Agrona's rings used directly.")
final class IpcCommand extends SuiteCommand {
    IpcCommand() {
        super(IpcSuite.class);
    }
}

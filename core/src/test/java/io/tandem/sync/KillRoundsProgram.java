package io.tandem.sync;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.RecordingSystem;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM at one seat of one or more kinds of rounds, a thread for each; told by a line of input, and ended by SIGKILL. */
final class KillRoundsProgram {
    private KillRoundsProgram() {}

    /** Input: domain's directory, seat, kinds. */
    public static void main(final String[] args) throws Exception {
        NativeLibrary.require();
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final String[] orders = input.readLine().split(" ", -1);
        final Domain domain = Domain.at(Path.of(orders[0]));
        final int seat = Integer.parseInt(orders[1]);
        final RecordingSystem system = RecordingSystem.install();
        for (final String kind : orders[2].split(",", -1)) {
            new Thread(() -> run(KillRounds.valueOf(kind), domain, seat, system), kind).start();
        }
        System.out.println("playing");
        // The test is gone: so is this process.
        if (input.readLine() == null) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void run(final KillRounds kind, final Domain domain, final int seat, final RecordingSystem system) {
        try (KillAccount account = kind.account(domain);
                KillRounds.Table table = kind.open(domain, seat, account)) {
            int told = 0;
            for (long round = 0; ; round++) {
                table.round();
                if ((round & 63) == 0) {
                    final int timedOut = system.sleepsTimedOut();
                    account.addTimedOut(timedOut - told);
                    told = timedOut;
                }
            }
        } catch (final Throwable t) {
            t.printStackTrace(System.out);
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}

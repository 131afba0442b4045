package io.tandem.sync;

import io.tandem.os.FutexResult;
import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.InterceptedSystem;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

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
        final AtomicLong timedOut = new AtomicLong();
        InterceptedSystem.install(call -> {
            final Object result = call.passOn();
            if (result == FutexResult.TIMED_OUT) {
                timedOut.incrementAndGet();
            }
            return result;
        });
        for (final String kind : orders[2].split(",", -1)) {
            new Thread(() -> run(KillRounds.valueOf(kind), domain, seat, timedOut), kind).start();
        }
        System.out.println("playing");
        // The test is gone: so is this process.
        if (input.readLine() == null) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void run(final KillRounds kind, final Domain domain, final int seat, final AtomicLong timedOut) {
        try (KillAccount account = kind.account(domain);
                KillRounds.Table table = kind.open(domain, seat, account)) {
            for (; ; ) {
                table.round();
                if (timedOut.getOpaque() > 0) {
                    account.addTimedOut(timedOut.getAndSet(0));
                }
            }
        } catch (final Throwable t) {
            t.printStackTrace(System.out);
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}

package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The second process. Does what the driver says, and ends when it is told to or the driver is gone. */
public final class PeerMain {
    private PeerMain() {}

    /**
     * Serves a driver.
     *
     * @param arguments directory of the run, class of the suite, processor to run on or -1.
     */
    public static void main(final String[] arguments) throws Exception {
        endWithDriver();
        final Suite suite =
                (Suite) Class.forName(arguments[1]).getDeclaredConstructor().newInstance();
        serve(Path.of(arguments[0]), suite, Integer.parseInt(arguments[2]));
    }

    private static void serve(final Path directory, final Suite suite, final int cpu) throws Exception {
        final Halt halt = new Halt();
        final Workplace workplace = Workplace.attach(directory, halt);
        final Control control = Control.attach(workplace);
        final Reference reference = new Reference(control, halt);
        final HeapMeter heap = new HeapMeter();
        final RunQueue runQueue = RunQueue.ofThisThread();
        final List<Subject> subjects = suite.families().stream()
                .flatMap(family -> family.subjects().stream())
                .toList();
        if (cpu >= 0) {
            OperatingSystem.current().affinity(CpuSet.of(cpu));
        }
        while (true) {
            final Control.What what = control.awaitCommand();
            switch (what) {
                case OPEN -> {
                    subjects.get(control.subject()).openSecond(workplace);
                    control.done();
                }
                case CLOSE -> {
                    subjects.get(control.subject()).close();
                    control.done();
                }
                case SLICE -> {
                    final Subject subject = subjects.get(control.subject());
                    final int operations = control.operations();
                    final long waited = runQueue.waitedNanos();
                    control.begun();
                    final long allocated = heap.allocated();
                    subject.second(operations);
                    final long allocation = heap.allocated() - allocated;
                    control.done(allocation, runQueue.waitedNanos() - waited);
                }
                case REFERENCE -> {
                    control.begun();
                    reference.second(control.operations());
                    control.done();
                }
                case END -> {
                    control.done();
                    return;
                }
            }
        }
    }

    /** The driver holds the other end of standard input: its end is the driver's, however it came. */
    private static void endWithDriver() {
        final Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever said here.
                        }
                    } catch (final IOException e) {
                        System.err.println("lost sight of the driver: " + e);
                    }
                    Runtime.getRuntime().halt(1);
                },
                "driver-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}

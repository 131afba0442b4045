package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.List;

/** The second process. Does what the driver says, and ends when it is told to; as a daemon it also ends with the driver. */
final class Peer {
    private Peer() {}

    /**
     * Serves a driver until that says that it is done.
     *
     * @param directory of the run.
     * @param suite     class of the suite.
     * @param cpus      of the two processes.
     * @throws Exception if a subject fails.
     */
    static void serve(final String directory, final String suite, final Cpus cpus) throws Exception {
        final Halt halt = new Halt();
        final Workplace workplace = Workplace.attach(Path.of(directory), cpus, halt);
        final Control control = Control.attach(workplace);
        final Reference reference = new Reference(control, halt);
        final HeapMeter heap = new HeapMeter();
        final RunQueue runQueue = RunQueue.ofThisThread();
        final List<Subject> subjects = Suite.instance(Class.forName(suite).asSubclass(Suite.class)).families().stream()
                .flatMap(family -> family.subjects().stream())
                .toList();
        if (cpus.bound()) {
            OperatingSystem.current().affinity(CpuSet.of(cpus.second()));
        }
        final Seat seat = new Seat();
        while (true) {
            final Control.What what = control.awaitCommand();
            switch (what) {
                case OPEN -> {
                    subjects.get(control.subject()).openSecond(workplace.room(control.operations()));
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
                    final Placement placement = subject.placement();
                    seat.take(placement, placement.second(cpus));
                    control.begun();
                    final long allocated = heap.allocated();
                    subject.second(operations);
                    final long allocation = heap.allocated() - allocated;
                    seat.leave(placement);
                    control.done(allocation, runQueue.waitedNanos() - waited);
                }
                case REFERENCE -> {
                    control.begun();
                    reference.second(control.operations());
                    control.done();
                }
                case REST -> {
                    control.done();
                    control.rest();
                }
                case END -> {
                    control.done();
                    return;
                }
            }
        }
    }
}

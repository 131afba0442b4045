package io.tandem.bench.manager;

import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Workplace;
import io.tandem.manager.Manager;

/** Servers as all subjects here have them: with default options, there before anything is timed, and ended with the run at the latest. */
final class Servers {
    private Servers() {}

    /** Starts one that runs where the scheduler likes. */
    static Manager start(final Workplace workplace) {
        return start(workplace, -1);
    }

    /** Starts one with all of its threads on a processor, or anywhere if that is -1. */
    static Manager start(final Workplace workplace, final int cpu) {
        final Manager manager = workplace.startOnAllCpus(
                () -> {
                    Placement.bind(cpu); // which a process inherits from the thread that starts it
                    return Manager.builder().domain(workplace.domain()).start();
                },
                Manager::close);
        manager.stats(); // is answered once it is there
        return manager;
    }
}

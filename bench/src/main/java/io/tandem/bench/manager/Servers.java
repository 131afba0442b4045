package io.tandem.bench.manager;

import io.tandem.bench.harness.Workplace;
import io.tandem.manager.Manager;

/** Servers as all subjects here have them: with default options, there before anything is timed, and ended with the run at the latest. */
final class Servers {
    private Servers() {}

    /** Starts one. */
    static Manager start(final Workplace workplace) {
        final Manager manager = workplace.startOnAllCpus(
                () -> Manager.builder().domain(workplace.domain()).start(), Manager::close);
        manager.stats(); // is answered once it is there
        return manager;
    }
}

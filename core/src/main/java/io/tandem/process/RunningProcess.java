package io.tandem.process;

import java.time.Duration;

/** A process as another one sees it: this one, or its parent. */
public interface RunningProcess {
    /** Its name: {@code main} for a process that Tandem didn't start. */
    String name();

    /** Its process id. */
    long pid();

    /** Whether it still runs. */
    boolean isAlive();

    /** Waits for its end for a limited time; whether it ended. */
    boolean join(Duration timeout) throws InterruptedException;
}

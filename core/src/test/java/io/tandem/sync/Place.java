package io.tandem.sync;

import io.tandem.wait.WaitPolicy;

/** Where the parties of a conformance suite are, and how they wait; the JDK's own class is the yardstick. */
enum Place {
    JDK(WaitPolicy.SLEEP),
    ONE_HANDLE(WaitPolicy.SPIN_THEN_SLEEP),
    TWO_HANDLES(WaitPolicy.SLEEP),
    TWO_PROCESSES(WaitPolicy.SPIN_THEN_SLEEP),
    TWO_JVMS(WaitPolicy.SPIN_THEN_SLEEP);

    final WaitPolicy policy;

    Place(final WaitPolicy policy) {
        this.policy = policy;
    }
}

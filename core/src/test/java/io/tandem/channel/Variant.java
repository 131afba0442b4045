package io.tandem.channel;

import io.tandem.wait.WaitPolicy;

/** What the conformance suite is run over: where the peer is, and how both wait. */
enum Variant {
    SAME_PROCESS_SPINNING(Place.SAME_PROCESS, WaitPolicy.SPIN),
    SAME_PROCESS_SLEEPING(Place.SAME_PROCESS, WaitPolicy.SLEEP),
    TWO_MAPPINGS_SPINNING(Place.TWO_MAPPINGS, WaitPolicy.SPIN),
    TWO_MAPPINGS_SLEEPING(Place.TWO_MAPPINGS, WaitPolicy.SLEEP),
    TWO_JVMS_SPINNING(Place.TWO_JVMS, WaitPolicy.SPIN_THEN_SLEEP),
    TWO_JVMS_SLEEPING(Place.TWO_JVMS, WaitPolicy.SLEEP);

    final Place place;
    final WaitPolicy policy;

    Variant(final Place place, final WaitPolicy policy) {
        this.place = place;
        this.policy = policy;
    }

    enum Place {
        SAME_PROCESS,
        TWO_MAPPINGS,
        TWO_JVMS
    }
}

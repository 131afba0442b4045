package io.tandem.bench.manager;

/** A user's service. */
interface Service {
    /** Does nothing. */
    void nothing();

    /** Does nothing, either. */
    final class Idle implements Service {
        @Override
        public void nothing() {}
    }
}

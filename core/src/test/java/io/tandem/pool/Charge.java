package io.tandem.pool;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Travels to a worker and back, and strikes on its way. */
final class Charge implements Serializable {
    private static final long serialVersionUID = 1L;

    /** When it strikes. */
    enum Moment {
        ARGUMENT_IS_DECODED,
        RUNS,
        RESULT_IS_ENCODED,
        RESULT_IS_DECODED
    }

    private final Fault fault;
    private final Moment moment;
    /** On its way back. */
    private final boolean returns;

    Charge(final Fault fault, final Moment moment) {
        this(fault, moment, false);
    }

    private Charge(final Fault fault, final Moment moment, final boolean returns) {
        this.fault = fault;
        this.moment = moment;
        this.returns = returns;
    }

    /** What its task does. */
    static Object run(final Object item) {
        if (!(item instanceof Charge charge)) {
            return item;
        }
        if (charge.moment == Moment.RUNS) {
            charge.fault.strike();
        }
        return new Charge(charge.fault, charge.moment, true);
    }

    private void writeObject(final ObjectOutputStream out) throws IOException {
        if (moment == Moment.RESULT_IS_ENCODED && returns) {
            fault.strike();
        }
        out.defaultWriteObject();
    }

    private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (moment == (returns ? Moment.RESULT_IS_DECODED : Moment.ARGUMENT_IS_DECODED)) {
            fault.strike();
        }
    }

    @Override
    public String toString() {
        return fault + " while " + moment;
    }
}

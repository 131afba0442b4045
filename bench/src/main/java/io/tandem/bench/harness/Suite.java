package io.tandem.bench.harness;

import java.util.List;

/**
 * What one command measures. Both processes make one, and call subjects by their place in it: so two instances must
 * agree.
 */
public interface Suite {
    /** {@return the families, newly made, in the order in which they run} */
    List<Family> families();

    /** {@return for how long to measure by default, in seconds} */
    default double seconds() {
        return 75;
    }

    /** {@return for how long to measure for a first look, in seconds} */
    default double quickSeconds() {
        return 15;
    }

    /** {@return a new one, which needs a constructor without parameters} */
    static Suite instance(final Class<? extends Suite> suite) {
        try {
            return suite.getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new BenchException("a suite needs a constructor without parameters: " + suite.getName(), e);
        }
    }
}

package io.tandem.sync.internal.semaphore;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all handles of a semaphore agree on; stands in its header.
 *
 * @param permits to begin with.
 * @param bounded whether there are never more.
 * @param owners  whether permits belong to the process that took them.
 */
record SemaphoreOptions(int permits, boolean bounded, boolean owners) {
    private static final String PERMITS = "permits";
    private static final String BOUNDED = "bounded";
    private static final String OWNERS = "owners";

    /** What stands in the header. */
    Map<String, String> configuration() {
        final Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(PERMITS, Integer.toString(permits));
        configuration.put(BOUNDED, Boolean.toString(bounded));
        configuration.put(OWNERS, Boolean.toString(owners));
        return configuration;
    }

    /** Those of an existing semaphore, whose layout is checked as well. */
    static SemaphoreOptions of(final Segment segment) {
        final Map<String, String> configuration = segment.configuration();
        final int permits = (int) segment.configuredNumber(PERMITS, Integer.MAX_VALUE);
        final SemaphoreOptions options = new SemaphoreOptions(
                permits,
                Boolean.parseBoolean(configuration.get(BOUNDED)),
                Boolean.parseBoolean(configuration.get(OWNERS)));
        BodyVersion.require(
                segment,
                SemaphoreDescriptor.LENGTH,
                SemaphoreDescriptor.VERSION,
                permits >= 0 && options.configuration().equals(configuration));
        return options;
    }
}

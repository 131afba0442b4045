package io.tandem.sync.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
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
        final int permits = permits(configuration.getOrDefault(PERMITS, ""));
        final SemaphoreOptions options = new SemaphoreOptions(
                permits,
                Boolean.parseBoolean(configuration.get(BOUNDED)),
                Boolean.parseBoolean(configuration.get(OWNERS)));
        if (permits < 0
                || segment.bodyLength() < SemaphoreDescriptor.LENGTH
                || !options.configuration().equals(configuration)) {
            throw new IncompatibleException(
                    "The semaphore " + words(segment) + " has the configuration " + configuration + " and a body of "
                            + segment.bodyLength() + " bytes. That is no semaphore of this library; delete it.");
        }
        final int version = segment.buffer(SemaphoreDescriptor.VERSION_OFFSET, Integer.BYTES)
                .getInt(0);
        if (version != SemaphoreDescriptor.LAYOUT_VERSION) {
            throw new IncompatibleException(
                    "The semaphore " + words(segment) + " has layout version " + version + ", and this library reads "
                            + SemaphoreDescriptor.LAYOUT_VERSION
                            + ". Use the same version of Tandem on both sides, or delete the semaphore.");
        }
        return options;
    }

    private static String words(final Segment segment) {
        return segment.name().map(name -> "\"" + name + "\"").orElseGet(() -> segment.objectId() + " (without a name)");
    }

    private static int permits(final String text) {
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            return -1; // refused by the caller, with the whole configuration
        }
    }
}

package io.tandem.segment.internal;

import io.tandem.os.Mapping;
import io.tandem.os.MemoryAdvice;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.MemoryOption;
import java.util.Set;

/** Maps segments of all kinds, and provides their memory as {@link MemoryOption}s ask. */
final class MemoryProvision {
    private MemoryProvision() {}

    static Mapping map(final Opened file, final long length, final Set<MemoryOption> options) {
        final OperatingSystem system = OperatingSystem.current();
        if (options.contains(MemoryOption.HUGE_PAGES)) {
            NativeLibrary.require();
            return system.mapForHugePages(file.channel(), file.path(), length);
        }
        return system.map(file.channel(), file.path(), length);
    }

    /** To be undone by the mapping's release. */
    static void provide(final Mapping mapping, final Set<MemoryOption> options) {
        for (final MemoryOption option :
                MemoryOption.values()) { // in this order: what is locked last is as it is to stay
            if (option != MemoryOption.SPARSE && options.contains(option)) {
                NativeLibrary.require();
                OperatingSystem.current().populate(mapping, advice(option));
            }
        }
    }

    private static MemoryAdvice advice(final MemoryOption option) {
        return switch (option) {
            case PREFAULT -> MemoryAdvice.POPULATE;
            case HUGE_PAGES -> MemoryAdvice.HUGE;
            case LOCK -> MemoryAdvice.LOCK;
            case SPARSE -> throw new IllegalArgumentException("Nothing is provided for " + option);
        };
    }
}

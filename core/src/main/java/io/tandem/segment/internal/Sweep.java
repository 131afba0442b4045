package io.tandem.segment.internal;

import io.tandem.os.Interrupts;
import io.tandem.os.Mapping;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.segment.IncompatibleException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes what dead processes left: their files, what they were filling, and objects that nothing refers to any more.
 * Each removal can be repeated and raced by others, and none of it touches what a live process, or a channel that can be
 * reached, refers to. Files that aren't Tandem's stay, and so does all
 * of a domain that others have made anew in the same place.
 */
final class Sweep {
    static final String PROCESS_PREFIX = "process-";

    private final DomainState state;
    private final OperatingSystem system = OperatingSystem.current();
    private final Map<Integer, Boolean> alive = new HashMap<>();
    private boolean exiting;
    private int removed;

    private Sweep(final DomainState state) {
        this.state = state;
    }

    static Sweep of(final DomainState state) {
        return new Sweep(state);
    }

    /** Returns how many files were removed. */
    int run() {
        sweepProcesses();
        sweepTemporaries();
        sweepObjects();
        return removed;
    }

    /**
     * What this process does at its end: objects without a name that it alone holds go too. Returns whether no object
     * names this process as a holder any more.
     */
    boolean runAtExit() {
        exiting = true;
        final Map<Long, SegmentHeader> left = sweepObjects();
        final int own = state.registry().ownIfClaimed();
        for (final SegmentHeader header : left.values()) {
            for (final long word : header.holders()) {
                if (SegmentHeaderDescriptor.isHoldOf(word, false, own)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void sweepProcesses() {
        for (final String name : system.list(state.processes())) {
            final int number = (int) id(name);
            if (number > 0 && !isAlive(number)) {
                delete(state.process(number));
            }
        }
    }

    private void sweepTemporaries() {
        for (final String name : system.list(state.temporary())) {
            final Path path = state.temporary().resolve(name);
            if (name.startsWith(DomainOpening.DOMAIN_PREFIX)) {
                delete(path); // the domain is there, so its maker has lost, or has linked it already
            } else if (name.startsWith(PROCESS_PREFIX)) {
                if (isLeftBehind(name.split("-"), path)) {
                    delete(path);
                }
            } else {
                final int dash = name.indexOf('-');
                final int creator = dash < 0 ? 0 : (int) id(name.substring(0, dash));
                if (creator > 0 && !isAlive(creator)) {
                    delete(path);
                }
            }
        }
    }

    /**
     * A process file that never got its number: judged by its own lock, and by its maker, who may be about to take it. Parts:
     * {@code process}, number, and the maker's pid, start time and pid namespace.
     */
    private boolean isLeftBehind(final String[] parts, final Path path) {
        if (parts.length != 5) {
            return false;
        }
        final int number = (int) id(parts[1]);
        final ProcessIdentity own = ProcessIdentity.own();
        final boolean makerRuns = number(parts[4]) == own.namespace()
                && own.namespace() != 0
                && ProcessIdentity.runs((int) number(parts[2]), number(parts[3]));
        return number > 0 && !makerRuns && number != OwnNumbers.get(state) && Liveness.isProvenDead(path);
    }

    /**
     * Objects whose holders can't be reached from anything that lives. Looked at twice, since handles may move between
     * channels meanwhile: only what was unreachable, and held by the same, both times is removed.
     */
    private Map<Long, SegmentHeader> sweepObjects() {
        final Map<Long, SegmentHeader> first = readObjects();
        final Set<Long> liveAtFirst = live(first);
        if (liveAtFirst.size() < first.size()) {
            final Map<Long, SegmentHeader> second = readObjects();
            final Set<Long> live = live(second);
            for (final Map.Entry<Long, SegmentHeader> entry : first.entrySet()) {
                final SegmentHeader now = second.get(entry.getKey());
                if (!liveAtFirst.contains(entry.getKey())
                        && !live.contains(entry.getKey())
                        && now != null
                        && now.sameHolders(entry.getValue())) {
                    delete(state.object(entry.getKey()));
                }
            }
            first.keySet().retainAll(liveAtFirst);
        }
        for (final Map.Entry<Long, SegmentHeader> entry : first.entrySet()) {
            if (hasGoneHolders(entry.getValue(), first.keySet())) {
                Interrupts.deferred(() -> mend(state.object(entry.getKey())));
            }
        }
        return first;
    }

    private Map<Long, SegmentHeader> readObjects() {
        final Map<Long, SegmentHeader> objects = new HashMap<>();
        for (final String name : system.list(state.objects())) {
            final long id = id(name);
            final SegmentHeader header = id <= 0 ? null : read(state.object(id));
            if (header != null && header.objectId() == id) {
                objects.put(id, header);
            }
        }
        return objects;
    }

    /** Null for what is gone, or isn't an object of this version: that isn't ours to remove. */
    private @Nullable SegmentHeader read(final Path path) {
        try (SafeOpen file = SafeOpen.open(state, path, OpenMode.READ)) {
            return file == null ? null : file.header();
        } catch (final IncompatibleException e) {
            return null;
        }
    }

    private Set<Long> live(final Map<Long, SegmentHeader> objects) {
        final Set<Long> live = new HashSet<>();
        for (final Map.Entry<Long, SegmentHeader> entry : objects.entrySet()) {
            if (isNamed(entry.getKey(), entry.getValue()) || isHeldByProcess(entry.getValue())) {
                live.add(entry.getKey());
            }
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (final Map.Entry<Long, SegmentHeader> entry : objects.entrySet()) {
                if (!live.contains(entry.getKey()) && isHeldByChannel(entry.getValue(), live)) {
                    live.add(entry.getKey());
                    grown = true;
                }
            }
        }
        return live;
    }

    private boolean isNamed(final long id, final SegmentHeader header) {
        final String name = header.name();
        return name != null && !header.deleted() && SegmentRemoval.isNamed(state, name, id);
    }

    private boolean isHeldByProcess(final SegmentHeader header) {
        final int own = exiting && !header.isNamed() ? state.registry().ownIfClaimed() : 0;
        for (final long word : header.holders()) {
            if (SegmentHeaderDescriptor.isHold(word)
                    && !SegmentHeaderDescriptor.isTransit(word)
                    && SegmentHeaderDescriptor.id(word) != own
                    && isAlive(SegmentHeaderDescriptor.id(word))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeldByChannel(final SegmentHeader header, final Set<Long> live) {
        for (final long word : header.holders()) {
            if (SegmentHeaderDescriptor.isHold(word)
                    && SegmentHeaderDescriptor.isTransit(word)
                    && live.contains((long) SegmentHeaderDescriptor.id(word))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasGoneHolders(final SegmentHeader header, final Set<Long> live) {
        for (final long word : header.holders()) {
            final int id = SegmentHeaderDescriptor.id(word);
            if (word != 0
                    && (!SegmentHeaderDescriptor.isHold(word)
                            || (SegmentHeaderDescriptor.isTransit(word) ? !live.contains((long) id) : !isAlive(id)))) {
                return true;
            }
        }
        return false;
    }

    private int mend(final Path path) {
        try (SafeOpen file = SafeOpen.open(state, path, OpenMode.READ_WRITE)) {
            if (file == null) {
                return 0;
            }
            final Mapping mapping = system.map(file.opened().channel(), path, SegmentHeaderDescriptor.LENGTH);
            return new Holders(SharedBuffers.wrap(mapping.buffer(0, SegmentHeaderDescriptor.LENGTH)), state).mend();
        }
    }

    private boolean isAlive(final int number) {
        return alive.computeIfAbsent(number, state.registry()::isAlive);
    }

    private void delete(final Path path) {
        try {
            if (state.isStillThere() && system.delete(path)) {
                removed++;
            }
        } catch (final OperatingSystemException e) {
            if (system.status(path) != null) {
                throw e;
            }
        }
    }

    private static long id(final String name) {
        final long number = number(name);
        return number > Layouts.MAX_ID ? 0 : number;
    }

    /** What digits say, or 0. */
    private static long number(final String digits) {
        final int length = digits.length();
        if (length == 0 || length > 18 || digits.charAt(0) == '0') {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(digits);
    }
}

package io.tandem.testing;

import io.tandem.os.FutexResult;
import io.tandem.os.FutexWords;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;

/**
 * Stands in for the operating system until closed: passes every call on, counts it, and may change how long sleeps last.
 * Sleeps made long show a lost wake-up, which slices would hide.
 */
public final class RecordingSystem implements AutoCloseable {
    private final LongUnaryOperator sleepNanos;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Error> errors = new ConcurrentHashMap<>();
    private final Set<String> ignored = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger timedOut = new AtomicInteger();
    private final AtomicInteger wokenByCalls = new AtomicInteger();
    private final AtomicInteger mostWords = new AtomicInteger();
    private final InterceptedSystem system;

    private RecordingSystem(final LongUnaryOperator sleepNanos) {
        this.sleepNanos = sleepNanos;
        system = InterceptedSystem.install(this::call);
    }

    /** Counts only. */
    public static RecordingSystem install() {
        return new RecordingSystem(nanos -> nanos);
    }

    /** Counts, and changes the length of every sleep. */
    public static RecordingSystem install(final LongUnaryOperator sleepNanos) {
        return new RecordingSystem(sleepNanos);
    }

    /**
     * Counts, and makes a whole slice of 50 ms last for 20 s, so that it can't hide a lost wake-up: if such a sleep isn't ended
     * by a wake, its thread gets an {@code AssertionError}.
     */
    public static RecordingSystem installWithLongSlices() {
        final long slice = OperatingSystem.longestSleep().toNanos();
        return new RecordingSystem(nanos -> nanos == slice ? TimeUnit.SECONDS.toNanos(20) : nanos);
    }

    /** Makes every call of this name fail from now on. */
    public RecordingSystem failing(final String name) {
        failing.add(name);
        return this;
    }

    /** Makes every call of this name end in an error from now on, after it was made. */
    public RecordingSystem endingIn(final Error error, final String name) {
        errors.put(name, error);
        return this;
    }

    /** Makes every call that returns a number do nothing from now on, and return 0. */
    public RecordingSystem ignoring(final String name) {
        ignored.add(name);
        return this;
    }

    /** Makes every call that says whether the kernel could say from now on that it couldn't. */
    public RecordingSystem refusing(final String name) {
        refused.add(name);
        return this;
    }

    /** How often a call was made. */
    public int calls(final String name) {
        final AtomicInteger count = calls.get(name);
        return count == null ? 0 : count.get();
    }

    /** How many sleeps of a changed length ended because their time was up. */
    public int sleepsTimedOut() {
        return timedOut.get();
    }

    /** How many sleepers the wakes have found. */
    public int wokenByCalls() {
        return wokenByCalls.get();
    }

    /** The most words that one sleep watched. */
    public int mostWords() {
        return mostWords.get();
    }

    @Override
    public void close() {
        system.close();
    }

    private Object call(final InterceptedSystem.Call call) throws Throwable {
        final String name = call.name();
        final Object[] arguments = call.arguments();
        calls.computeIfAbsent(name, first -> new AtomicInteger()).incrementAndGet();
        if (failing.contains(name)) {
            throw new OperatingSystemException(name, null, 1, "EPERM", "The test wants it to fail.", null);
        }
        if (ignored.contains(name)) {
            return 0;
        }
        if (refused.contains(name)) {
            return false;
        }
        boolean changed = false;
        if (name.equals("futexWait")) {
            mostWords.accumulateAndGet(((FutexWords) arguments[0]).size(), Math::max);
            final long asked = (Long) arguments[1];
            final long given = sleepNanos.applyAsLong(asked);
            changed = given != asked;
            arguments[1] = given;
        }
        final Object result = call.passOn();
        final Error error = errors.get(name);
        if (error != null) {
            throw error;
        }
        if (changed && result == FutexResult.TIMED_OUT) {
            timedOut.incrementAndGet();
            throw new AssertionError("Nobody ended a sleep of " + arguments[1] + " ns: its wake-up was lost.");
        }
        if (name.equals("futexWake")) {
            wokenByCalls.addAndGet((Integer) result);
        }
        return result;
    }
}

package io.tandem.process.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a static initializer that starts a child from being run by that child again, and so on.
 *
 * <p>Two rules: a child may start none before its target runs; and a child that was started, directly or not, by the
 * initializer of a class may start none in the initializer of that class.
 */
final class StartGuard {
    private static final String INITIALIZER = "<clinit>";
    private static final String OWN_PACKAGES = "io.tandem.process.";

    /** The thread that brings this process, a child, to its target; null once the target runs, and in other processes. */
    private static volatile @Nullable Thread starting;

    /** Initializers in which something was made that this thread starts a child for. */
    private static final ThreadLocal<Set<String>> ORIGIN = ThreadLocal.withInitial(Set::of);

    private StartGuard() {}

    /** Called by the main thread of a child, first thing. */
    static void targetIsDue() {
        starting = Thread.currentThread();
    }

    /** Called by the main thread of a child, just before its target. */
    static void targetRuns() {
        starting = null;
    }

    /**
     * Refuses a start that would repeat itself in the child.
     *
     * @param inherited classes in whose initializers this process, or an ancestor, was started.
     * @return the same for a child that is started now.
     */
    static List<String> check(final List<String> inherited) {
        final Set<String> running = running();
        running.addAll(ORIGIN.get());
        final Thread main = starting;
        if (main != null) {
            throw new IllegalStateException(explain(culprit(running, main), "before its target runs"));
        }
        for (final String initializer : running) {
            if (inherited.contains(initializer)) {
                throw new IllegalStateException(explain(
                        "The static initializer of class " + initializer,
                        "although such a child runs this very initializer"));
            }
        }
        if (running.isEmpty()) {
            return inherited;
        }
        running.addAll(inherited);
        return List.copyOf(running);
    }

    /** Classes whose initializers this thread is in. */
    static Set<String> running() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getMethodName().equals(INITIALIZER))
                        .map(StackWalker.StackFrame::getClassName)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Does something as if this thread were in those initializers. */
    static <T> T within(final Set<String> initializers, final Supplier<T> action) {
        final Set<String> before = ORIGIN.get();
        ORIGIN.set(initializers);
        try {
            return action.get();
        } finally {
            ORIGIN.set(before);
        }
    }

    private static String explain(final String culprit, final String when) {
        return culprit + " starts a child process in child process "
                + ThisProcess.current().name() + " " + when
                + ". The new child would do the same, and so on without end."
                + " Start children in a method that the target or main() calls, or only where"
                + " ChildProcess.parent() is empty.";
    }

    /** The start may come from a thread that the initializer waits for: then the main thread's stack tells. */
    private static String culprit(final Set<String> running, final Thread main) {
        final List<String> candidates = new ArrayList<>(running);
        final StackTraceElement[] mainStack = main.getStackTrace();
        Arrays.stream(mainStack)
                .filter(frame -> frame.getMethodName().equals(INITIALIZER))
                .map(StackTraceElement::getClassName)
                .forEach(candidates::add);
        return candidates.stream()
                .findFirst()
                .map(name -> "The static initializer of class " + name)
                .orElseGet(() -> Arrays.stream(Thread.currentThread().getStackTrace())
                        .filter(frame -> !frame.getClassName().startsWith(OWN_PACKAGES)
                                && !frame.getClassName().startsWith("java."))
                        .findFirst()
                        .map(frame -> "Method " + frame.getMethodName() + " of class " + frame.getClassName())
                        .orElse("Something"));
    }
}

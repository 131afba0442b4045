package io.tandem.wait.internal;

/** Begins again with what an interrupt ends, until it is done; the thread is interrupted afterwards. */
public final class Uninterruptibly {
    private Uninterruptibly() {}

    /**
     * What an interrupt may end without harm: it is begun again.
     *
     * @param <T> type of what it gives.
     */
    @FunctionalInterface
    public interface Supplier<T> {
        T get() throws InterruptedException;
    }

    /** The same, that gives nothing. */
    @FunctionalInterface
    public interface Action {
        void run() throws InterruptedException;
    }

    public static void run(final Action action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    public static <T> T get(final Supplier<T> supplier) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return supplier.get();
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
